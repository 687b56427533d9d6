package peers

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// Dir gives the folder of this package, below which npm has installed the peers. It fails the test if it has not.
func Dir(t testing.TB) string {
	t.Helper()
	_, file, _, ok := runtime.Caller(0)
	if !ok || !filepath.IsAbs(file) {
		t.Fatal("this test program was built with -trimpath and cannot find test/peers")
	}
	dir := filepath.Dir(file)
	if _, err := os.Stat(filepath.Join(dir, "node_modules")); err != nil {
		t.Fatalf("the peers are not installed: run npm ci in test/peers (%v)", err)
	}
	return dir
}

// Node runs a script of this folder with Node.js, hands it in as JSON on its standard input and reads out from the JSON on
// its standard output. A script that fails, or says something else, fails the test.
func Node(t testing.TB, script string, in, out any) {
	t.Helper()
	input, err := json.Marshal(in)
	if err != nil {
		t.Fatalf("%s: the input: %v", script, err)
	}
	dir := Dir(t)
	cmd := exec.CommandContext(t.Context(), "node", filepath.Join(dir, script))
	cmd.Dir = dir
	cmd.Stdin = bytes.NewReader(input)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", script, err, stderr.Bytes())
	}
	if err := json.Unmarshal(stdout.Bytes(), out); err != nil {
		t.Fatalf("%s: the output: %v\n%s", script, err, stdout.Bytes())
	}
}
