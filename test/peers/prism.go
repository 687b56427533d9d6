package peers

import (
	"bufio"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// listening is what Prism says once it takes requests.
var listening = regexp.MustCompile(`Prism is listening on (http://\S+)`)

// Prism starts a server made from an OpenAPI document, named below this folder, and gives its address. It answers what
// the document says and refuses every request that breaks it: 422, or 401 without a log-in. It ends with the test.
func Prism(t testing.TB, document string) string {
	t.Helper()
	dir := Dir(t)
	cmd := exec.CommandContext(t.Context(), "node", filepath.Join("node_modules", "@stoplight", "prism-cli", "dist", "index.js"),
		"mock", "--errors", "--port", "0", document)
	cmd.Dir = dir
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		t.Fatalf("Prism: %v", err)
	}
	address, said := make(chan string, 1), make(chan string, 1)
	go func() { // until it ends, so that it never waits for a reader
		defer close(address)
		var all strings.Builder
		for lines := bufio.NewScanner(stdout); lines.Scan(); {
			all.WriteString(lines.Text() + "\n")
			if found := listening.FindStringSubmatch(lines.Text()); found != nil {
				address <- found[1]
			}
		}
		said <- all.String()
	}()
	t.Cleanup(func() {
		<-said
		_ = cmd.Wait() // killed, as the test's context ended
	})
	at, ok := <-address
	if !ok {
		output := <-said
		said <- output
		t.Fatalf("Prism ended before it listened:\n%s", output)
	}
	return at
}
