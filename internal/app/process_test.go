package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"parley/internal/app"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

// program is the whole program over a data directory of its own, started as often as a test likes.
type program struct {
	*testing.T
	environ []string
}

func newProgram(t *testing.T) *program {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	p := &program{T: t, environ: []string{"PARLEY_DATA_DIR=" + dir, "PARLEY_ADDR=127.0.0.1:0", "PARLEY_BASE_URL=http://localhost"}}
	if o := storetest.Options(t); o.URL != "" {
		p.environ = append(p.environ, "PARLEY_DATABASE_URL="+o.URL)
	}
	return p
}

// locked is a buffer that the program's goroutines write and the test reads.
type locked struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *locked) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// run carries out one command.
func (p *program) run(stdin string, args ...string) (code int, stdout, stderr string) {
	p.Helper()
	var out, errs locked
	code = app.Run(p.Context(), app.Process{
		Args: args, Environ: p.environ, Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &errs, Version: "test",
	})
	return code, out.String(), errs.String()
}

// hub is a running serve.
type hub struct {
	*program
	key    string // the Idempotency-Key of the next calls
	url    string
	log    *locked
	stop   context.CancelFunc
	ended  chan int
	closed bool
}

// serve starts the hub and waits until it is ready.
func (p *program) serve(args ...string) *hub {
	p.Helper()
	ctx, stop := context.WithCancel(context.Background())
	h := &hub{program: p, log: &locked{}, stop: stop, ended: make(chan int, 1)}
	listening := make(chan string, 1)
	go func() {
		h.ended <- app.Run(ctx, app.Process{
			Args: append([]string{"serve"}, args...), Environ: p.environ, Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: h.log,
			Version: "test", Listening: func(addr string) { listening <- addr },
		})
	}()
	select {
	case addr := <-listening:
		h.url = "http://" + addr
	case code := <-h.ended:
		p.Fatalf("serve ended with %d: %s", code, h.log)
	}
	p.Cleanup(func() { h.end() })
	return h
}

// end stops the hub, as SIGTERM does, and gives its exit code.
func (h *hub) end() int {
	if h.closed {
		return 0
	}
	h.closed = true
	h.stop()
	return <-h.ended
}

// call asks the API with a token and reads the JSON of the answer.
func (h *hub) call(token, method, path, body string) (int, map[string]any) {
	h.Helper()
	r, err := http.NewRequestWithContext(h.Context(), method, h.url+path, strings.NewReader(body))
	if err != nil {
		h.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if h.key != "" {
		r.Header.Set("Idempotency-Key", h.key)
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		h.Fatal(err)
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		h.Fatal(err)
	}
	var out map[string]any
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &out); err != nil {
			h.Fatalf("%s %s: %d %s", method, path, answer.StatusCode, raw)
		}
	}
	return answer.StatusCode, out
}

func (p *program) createUser() {
	p.Helper()
	code, _, errs := p.run("correct horse battery\n", "user", "create", "--email", "ada@x.example", "--name", "Ada", "--role", "admin", "--password-stdin")
	if code != 0 {
		p.Fatalf("user create: %d %s", code, errs)
	}
}

func (p *program) createToken() string {
	p.Helper()
	code, out, errs := p.run("", "token", "create", "--user", "Ada@x.example", "--name", "test")
	if code != 0 || strings.Count(out, "\n") != 1 || !strings.HasPrefix(out, "prl_") {
		p.Fatalf("token create: %d %q %s", code, out, errs)
	}
	return strings.TrimSpace(out)
}

func TestHelpEverywhere(t *testing.T) {
	p := newProgram(t)
	for _, args := range []string{"", "serve", "migrate", "user", "user create", "token", "token create", "ready", "doctor", "backup", "restore", "fence", "fence lift", "bench", "bench send"} {
		code, out, errs := p.run("", append(strings.Fields(args), "--help")...)
		if code != 0 || !strings.Contains(out, "Usage:") || errs != "" {
			t.Errorf("%s --help: %d %q %q", args, code, out, errs)
		}
	}
}

// What is wrong is one line on stderr, and the exit code says so.
func TestWrongCommandsSaySoInOneLine(t *testing.T) {
	p := newProgram(t)
	p.createUser()
	create := []string{"user", "create", "--email", "bob@x.example", "--name", "Bob", "--role"}
	for _, c := range []struct {
		stdin string
		args  []string
		want  string
	}{
		{"", []string{"dance"}, "dance"},
		{"", []string{"user"}, "--help"},
		{"", []string{"serve", "now"}, "now"},
		{"", []string{"serve", "--colour"}, "colour"},
		{"", []string{"migrate", "--config", "no-such-file.toml"}, "no-such-file.toml"},
		{"", append(create, "agent"), "--password-stdin"},
		{"short\n", append(create, "agent", "--password-stdin"), "password"},
		{"correct horse battery\n", append(create, "king", "--password-stdin"), "role"},
		{"correct horse battery\n", []string{"user", "create", "--email", "ADA@x.example", "--name", "A", "--role", "agent", "--password-stdin"}, "email"},
		{"", []string{"user", "create", "--email", "x@x.example"}, "required"},
		{"", []string{"token", "create", "--user", "nobody@x.example", "--name", "t"}, "user"},
		{"", []string{"serve", "--demo", "--addr", "0.0.0.0:0"}, "--demo-public"},
		{"", []string{"serve", "--demo", "--addr", "127.0.0.1:0"}, "is not the demo's"},
		{"", []string{"serve", "--addr", "nowhere"}, "PARLEY_ADDR"},
		{"", []string{"serve", "--region", "Mars"}, "PARLEY_REGION"},
	} {
		code, out, errs := p.run(c.stdin, c.args...)
		if code != 1 || strings.Count(errs, "\n") != 1 || !strings.HasPrefix(errs, "parley: ") || !strings.Contains(strings.ToLower(errs), strings.ToLower(c.want)) || out != "" {
			t.Errorf("%v: %d, stdout %q, stderr %q, want a line with %q", c.args, code, out, errs, c.want)
		}
	}
}

// A wrong data directory is said to be one; nothing is made in it. The first user may make the database, and says so.
func TestCommandsWithoutADatabase(t *testing.T) {
	p := newProgram(t)
	p.environ = p.environ[:3] // SQLite, whatever the tests run on
	code, out, errs := p.run("", "token", "create", "--user", "ada@x.example", "--name", "t")
	if code != 1 || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, "there is no database in "+p.dataDir()) {
		t.Errorf("token create: %d %q %q", code, out, errs)
	}
	if _, err := os.Stat(p.dataDir()); !os.IsNotExist(err) {
		t.Errorf("token create left %s behind: %v", p.dataDir(), err)
	}
	for i, want := range []string{"There was no database in " + p.dataDir() + "; a new one was made.\n", ""} {
		code, _, errs := p.run("correct horse battery\n", "user", "create", "--email", fmt.Sprintf("u%d@x.example", i), "--name", "U", "--role", "agent", "--password-stdin")
		if code != 0 || errs != want {
			t.Errorf("user create %d: %d %q", i, code, errs)
		}
	}
}

func TestNewerDatabaseIsRefusedByEveryCommand(t *testing.T) {
	p := newProgram(t)
	if code, out, errs := p.run("", "migrate"); code != 0 || out == "" {
		t.Fatalf("migrate: %d %q %q", code, out, errs)
	}
	p.age()
	for _, args := range []string{"migrate", "serve", "token create --user a --name b"} {
		code, _, errs := p.run("", strings.Fields(args)...)
		if code != 1 || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, "newer than this program") {
			t.Errorf("%s: %d %q", args, code, errs)
		}
	}
}

// database opens the program's own, for as long as do takes.
func (p *program) database(do func(db *store.DB) error) {
	p.Helper()
	o := store.Options{Path: filepath.Join(p.dataDir(), "parley.db")}
	for _, each := range p.environ {
		if url, found := strings.CutPrefix(each, "PARLEY_DATABASE_URL="); found {
			o = store.Options{URL: url}
		}
	}
	db, err := store.Open(p.Context(), o)
	if err != nil {
		p.Fatal(err)
	}
	if err := errors.Join(do(db), db.Close()); err != nil {
		p.Fatal(err)
	}
}

// age makes the database look as if a newer program had migrated it.
func (p *program) age() {
	p.Helper()
	p.database(func(db *store.DB) error { return storetest.Age(p.Context(), db) })
}

// exec runs a statement.
func (p *program) exec(query string) {
	p.Helper()
	p.database(func(db *store.DB) error { return db.Exec(p.Context(), query) })
}

// count gives the number that a query asks for.
func (p *program) count(query string) (n int64) {
	p.Helper()
	p.database(func(db *store.DB) (err error) { n, err = db.Count(p.Context(), query); return err })
	return n
}

func (p *program) dataDir() string { return strings.TrimPrefix(p.environ[0], "PARLEY_DATA_DIR=") }

func TestFirstStartAsksForSetUp(t *testing.T) {
	h := newProgram(t).serve()
	code, out := h.call("", "GET", "/api/v2/setup", "")
	if code != 200 || out["needed"] != true || out["code_required"] != false {
		t.Errorf("answered %d %v", code, out)
	}
	if !strings.Contains(h.log.String(), "first administrator") {
		t.Errorf("the log says %s", h.log)
	}
	h.createUser() // beside the running hub
	if _, out := h.call("", "GET", "/api/v2/setup", ""); out["needed"] != false {
		t.Errorf("after user create: %v", out)
	}
	if code, out := h.call("", "POST", "/api/v2/setup", `{"name":"Eve","email":"e@x.example","password":"correct horse battery"}`); code != 409 {
		t.Errorf("a second administrator: %d %v", code, out)
	}
}

func TestCommandsWorkBesideTheHub(t *testing.T) {
	p := newProgram(t)
	h := p.serve()
	p.createUser()
	token := p.createToken()
	if code, out := h.call(token, "GET", "/api/v2/session", ""); code != 200 || out["email"] != "ada@x.example" {
		t.Errorf("answered %d %v", code, out)
	}
	const account = `{"name":"Harbor"}`
	h.key = "k1"
	code, made := h.call(token, "POST", "/api/v2/accounts", account)
	if code != 201 {
		t.Fatalf("answered %d %v", code, made)
	}
	for _, path := range []string{"/healthz", "/readyz"} {
		r, err := http.Get(h.url + path) //nolint:noctx // the test's own server
		if err != nil {
			t.Fatal(err)
		}
		if r.Body.Close(); r.StatusCode != 200 {
			t.Errorf("%s answers %d", path, r.StatusCode)
		}
	}
	if o := storetest.Options(t); o.URL == "" { // PostgreSQL serves many processes
		code, _, errs := p.run("", "serve")
		if code != 1 || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, "another parley") {
			t.Errorf("a second serve: %d %q", code, errs)
		}
	}
	if code := h.end(); code != 0 {
		t.Errorf("serve ended with %d: %s", code, h.log)
	}
	again := p.serve()
	if code, _ := again.call(token, "GET", "/api/v2/session", ""); code != 200 {
		t.Errorf("the token after a restart: %d", code)
	}
	again.key = "k1"
	if code, repeat := again.call(token, "POST", "/api/v2/accounts", account); code != 201 || repeat["id"] != made["id"] {
		t.Errorf("the repeat after a restart: %d %v, want %v", code, repeat, made)
	}
}

// Who has lost his authenticator or his password is let in again from the command line.
func TestCommandsLetUsersInAgain(t *testing.T) {
	p := newProgram(t)
	h := p.serve()
	p.createUser()
	code, link, errs := p.run("", "user", "password-link", "--email", "ADA@x.example")
	_, secret, found := strings.Cut(strings.TrimSpace(link), "http://localhost/password#")
	if code != 0 || !found {
		t.Fatalf("ended with %d: %q %s", code, link, errs)
	}
	if code, out := h.call("", "POST", "/api/v2/password-links/use", `{"secret":"`+secret+`","password":"a new long one"}`); code != 204 {
		t.Errorf("answered %d %v", code, out)
	}
	if code, out := h.call("", "POST", "/api/v2/session", `{"email":"ada@x.example","password":"a new long one"}`); code != 200 {
		t.Errorf("answered %d %v", code, out)
	}
	if code, _, errs := p.run("", "user", "totp-reset", "--email", "ada@x.example"); code != 1 || !strings.Contains(errs, "no second factor") {
		t.Errorf("a reset of none: %d %s", code, errs)
	}
	if code, _, errs := p.run("", "user", "totp-reset", "--email", "eve@x.example"); code != 1 || !strings.Contains(errs, "no such user") {
		t.Errorf("a reset of nobody's: %d %s", code, errs)
	}
	code, token, errs := p.run("", "token", "create", "--user", "ada@x.example", "--name", "import", "--role", "agent")
	if code != 0 {
		t.Fatalf("ended with %d: %s", code, errs)
	}
	if code, out := h.call(strings.TrimSpace(token), "GET", "/api/v2/users", ""); code != 403 {
		t.Errorf("a token with an agent's role is answered %d %v", code, out)
	}
}

// Everything that was answered for is there after the end, what is under way comes to its end, and the log holds neither
// texts nor secrets.
func TestEndIsCleanAndTheLogKeepsSecrets(t *testing.T) {
	p := newProgram(t)
	p.environ = append(p.environ, "PARLEY_LOG_LEVEL=debug")
	p.createUser()
	token := p.createToken()
	h := p.serve()
	const text, password = "the-words-of-the-text", "the-password-of-the-gateway"
	code, ch := h.call(token, "POST", "/api/v2/channels", `{"kind":"simulator","name":"Main"}`)
	if code != 201 {
		t.Fatalf("answered %d %v", code, ch)
	}
	code, gateway := h.call(token, "POST", "/api/v2/channels", `{"kind":"kannel","name":"Gateway","settings":{"base_url":"http://127.0.0.1:1","username":"u","password":"`+password+`","from":"+12025550101"}}`)
	if code != 201 {
		t.Fatalf("answered %d %v", code, gateway)
	}
	var sent []string
	for i := range 30 {
		channel := ch["id"]
		if i%10 == 0 {
			channel = gateway["id"] // which nobody answers
		}
		code, m := h.call(token, "POST", "/api/v2/messages", fmt.Sprintf(`{"channel_id":"%s","to":"+1202555%04d","text":"%s %d"}`, channel, 3000+i, text, i))
		if code != 202 {
			t.Fatalf("answered %d %v", code, m)
		}
		sent = append(sent, m["id"].(string))
	}
	if code, out := h.call(token, "POST", "/api/v2/simulator/messages", `{"channel_id":"`+ch["id"].(string)+`","number":"+12025553001","text":"`+text+` back"}`); code != 201 {
		t.Fatalf("answered %d %v", code, out)
	}
	callback := gateway["callbacks"].([]any)[0].(map[string]any)["url"].(string)
	_, query, _ := strings.Cut(callback, "?")
	r, err := http.Get(h.url + "/hooks/" + gateway["id"].(string) + "/inbound?" + strings.NewReplacer("%i", "1").Replace(strings.Split(query, "&")[0]) + "&id=1&from=%2B12025553002&text=" + text) //nolint:noctx // the test's own server
	if err != nil || r.StatusCode != 200 {
		t.Fatalf("the callback: %v %v", r, err)
	}
	if err := r.Body.Close(); err != nil {
		t.Fatal(err)
	}
	if code := h.end(); code != 0 { // more than 10 s would be an error of its own
		t.Errorf("serve ended with %d: %s", code, h.log)
	}
	h.wantEndTold()
	again := p.serve()
	for _, id := range sent {
		code, m := again.call(token, "GET", "/api/v2/messages/"+id, "")
		if code != 200 || !strings.HasPrefix(m["text"].(string), text) {
			t.Errorf("message %s: %d %v", id, code, m)
		}
		if state := m["state"]; m["maybe_doubled"] == true || state == "failed" {
			t.Errorf("message %s was in doubt after a clean end: %v", id, m)
		}
	}
	again.end()
	log := h.log.String() + again.log.String()
	_, secret, _ := strings.Cut(query, "token=")
	secret, _, _ = strings.Cut(secret, "&")
	if len(secret) != 40 {
		t.Fatalf("the callback token is %q", secret)
	}
	for what, never := range map[string]string{"a text": text, "a password": password, "an API token": token, "a callback token": secret, "a user's password": "correct horse"} {
		if at := strings.Index(log, never); at >= 0 {
			t.Errorf("the log holds %s: %s", what, log[max(0, at-200):at+len(never)])
		}
	}
	if !strings.Contains(log, "request_id") {
		t.Error("the log has no requests")
	}
}

// wantEndTold fails unless the log says once that the hub stops, and on its last line that it has stopped.
func (h *hub) wantEndTold() {
	h.Helper()
	log := h.log.String()
	lines := strings.Split(strings.TrimSpace(log), "\n")
	if !strings.Contains(lines[len(lines)-1], "msg=stopped") || strings.Count(log, "msg=stopped") != 1 || strings.Count(log, `msg="stopping: `) != 1 {
		h.Errorf("the end is told as %s", strings.Join(lines[max(0, len(lines)-5):], "\n"))
	}
}

func TestDataDirectoryIsTheOwnersAlone(t *testing.T) {
	p := newProgram(t)
	p.createUser()
	err := filepath.Walk(p.dataDir(), func(path string, info os.FileInfo, err error) error {
		if err == nil && info.IsDir() && info.Mode().Perm() != 0o700 {
			t.Errorf("%s has mode %o", path, info.Mode().Perm())
		}
		if err == nil && !info.IsDir() && info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %o", path, info.Mode().Perm())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
