//go:build kill

package kill

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// hub is the program under test: a binary and the data directory that outlives its processes.
type hub struct {
	binary string
	data   string
	// database is the URL of PostgreSQL; empty = SQLite in data.
	database string
	token    string
}

// build makes the program once, as a person would.
func build(t *testing.T) *hub {
	t.Helper()
	return buildOn(t, "")
}

func buildOn(t *testing.T, database string) *hub {
	t.Helper()
	h := &hub{binary: filepath.Join(t.TempDir(), "parley"), data: filepath.Join(t.TempDir(), "data"), database: database}
	cmd := exec.CommandContext(t.Context(), "go", "build", "-o", h.binary, "./cmd/parley")
	cmd.Dir = "../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building the program: %v\n%s", err, out)
	}
	h.command(t, "correct horse battery staple\n", "user", "create", "--email", "kill@example.com", "--name", "Kill", "--role", "super-admin", "--password-stdin")
	h.token = h.command(t, "", "token", "create", "--user", "kill@example.com", "--name", "kill")
	return h
}

func (h *hub) environ() []string {
	return append(os.Environ(), "PARLEY_ADDR=127.0.0.1:0", "PARLEY_BASE_URL=http://hub.example", "PARLEY_DATA_DIR="+h.data,
		"PARLEY_DATABASE_URL="+h.database, "PARLEY_ALLOW_PRIVATE_NETWORKS=127.0.0.0/8", "PARLEY_LOG_FORMAT=json")
}

// command runs a command to its end and gives what it printed.
func (h *hub) command(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	var out, problems bytes.Buffer
	cmd := exec.CommandContext(t.Context(), h.binary, args...)
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = h.environ(), strings.NewReader(stdin), &out, &problems
	if err := cmd.Run(); err != nil {
		t.Fatalf("parley %s: %v\n%s", strings.Join(args, " "), err, problems.String())
	}
	return strings.TrimSpace(out.String())
}

// process is one life of the hub.
type process struct {
	hub     *hub
	cmd     *exec.Cmd
	address string    // where it listens
	began   time.Time // when it was started

	mu  sync.Mutex
	log []string // the last lines
}

// readyWithin is how long a start may take before the test gives up.
const readyWithin = 30 * time.Second

// start begins a life of the hub and returns when it is ready.
func (h *hub) start(t *testing.T) *process {
	t.Helper()
	p := &process{hub: h, cmd: exec.CommandContext(t.Context(), h.binary, "serve"), began: time.Now()}
	p.cmd.Env = h.environ()
	log, err := p.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	listening := make(chan string, 1)
	go p.read(log, listening)
	timer := time.NewTimer(readyWithin)
	defer timer.Stop()
	select {
	case p.address = <-listening:
	case <-timer.C:
		t.Fatalf("the hub was not ready within %v:\n%s", readyWithin, p.lastLines())
	}
	if p.address == "" {
		t.Fatalf("the hub ended before it was ready:\n%s", p.lastLines())
	}
	return p
}

// read keeps the log's last lines and tells where the hub listens: nowhere, if it ends first.
func (p *process) read(log io.Reader, listening chan<- string) {
	defer close(listening)
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		var said struct{ Msg, Listening string }
		if json.Unmarshal(lines.Bytes(), &said) == nil && said.Msg == "ready" {
			listening <- said.Listening
		}
		p.mu.Lock()
		p.log = append(p.log[max(0, len(p.log)-50):], lines.Text())
		p.mu.Unlock()
	}
}

func (p *process) lastLines() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.log, "\n")
}

// kill ends the process as the loss of power would end it, and returns when it is gone.
func (p *process) kill(t *testing.T) {
	t.Helper()
	if err := p.cmd.Process.Kill(); err != nil {
		t.Fatalf("the hub had ended before it was killed: %v\n%s", err, p.lastLines())
	}
	_ = p.cmd.Wait() // says that it was killed
}

// end asks the process to end, which it must do cleanly.
func (p *process) end(t *testing.T) {
	t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("the hub did not end cleanly: %v\n%s", err, p.lastLines())
	}
}

// create makes a row by the API and reads it into out.
func (p *process) create(t *testing.T, path string, body, out any) {
	t.Helper()
	sent, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	status, raw, err := p.ask(http.MethodPost, path, bytes.NewReader(sent))
	if err != nil {
		t.Fatalf("%s: %v\n%s", path, err, p.lastLines())
	}
	if status != http.StatusCreated {
		t.Fatalf("%s: %d %s", path, status, raw)
	}
	if err := json.Unmarshal(raw, out); err != nil {
		t.Fatal(err)
	}
}

// get reads what is at the path into out.
func (p *process) get(t *testing.T, path string, out any) {
	t.Helper()
	status, raw, err := p.ask(http.MethodGet, path, http.NoBody)
	if err != nil {
		t.Fatalf("%s: %v\n%s", path, err, p.lastLines())
	}
	if status != http.StatusOK {
		t.Fatalf("%s: %d %s", path, status, raw)
	}
	if err := json.Unmarshal(raw, out); err != nil {
		t.Fatal(err)
	}
}

// ask makes one request; the error says that no whole answer came.
func (p *process) ask(method, path string, body io.Reader) (int, []byte, error) {
	r, err := http.NewRequest(method, "http://"+p.address+"/api/v2"+path, body)
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Authorization", "Bearer "+p.hub.token)
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, nil, fmt.Errorf("reading the answer: %w", err)
	}
	return answer.StatusCode, raw, nil
}
