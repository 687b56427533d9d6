package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// bed is one hub on a database of its own.
type bed struct {
	program  string
	dir      string
	database string // a PostgreSQL URL; empty: SQLite in dir
	addr     string
	token    string
	hub      *exec.Cmd
	cookie   *http.Cookie
}

const (
	email    = "bench@parley.example"
	password = "bench-password-1"
)

func (b *bed) environ() []string {
	return append(os.Environ(), "PARLEY_DATA_DIR="+b.dir, "PARLEY_ADDR="+b.addr, "PARLEY_LOG_LEVEL=warn",
		"PARLEY_ALLOW_PRIVATE_NETWORKS=127.0.0.0/8", "PARLEY_DATABASE_URL="+b.database)
}

// start runs the hub and returns when it is ready, with the time that took.
func (b *bed) start(ctx context.Context) (time.Duration, error) {
	if b.addr == "" {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return 0, err
		}
		b.addr = l.Addr().String()
		if err := l.Close(); err != nil {
			return 0, err
		}
	}
	b.hub = exec.CommandContext(ctx, b.program, "serve")
	b.hub.Env, b.hub.Stderr = b.environ(), os.Stderr
	began := time.Now()
	if err := b.hub.Start(); err != nil {
		return 0, err
	}
	for time.Since(began) < 30*time.Second {
		answer, err := http.Get("http://" + b.addr + "/readyz")
		if err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return time.Since(began), nil
			}
		}
		time.Sleep(2 * time.Millisecond)
	}
	return 0, errors.New("the hub was not ready in 30 s")
}

// open starts the hub with a user and a token.
func (b *bed) open(ctx context.Context) error {
	if _, err := b.start(ctx); err != nil {
		return err
	}
	if _, err := b.command(password, "user", "create", "--email", email, "--name", "Bench", "--role", "super-admin", "--password-stdin"); err != nil {
		return err
	}
	var err error
	b.token, err = b.command("", "token", "create", "--user", email, "--name", "bench")
	return err
}

func (b *bed) command(stdin string, args ...string) (string, error) {
	cmd := exec.Command(b.program, args...)
	cmd.Env, cmd.Stdin, cmd.Stderr = b.environ(), strings.NewReader(stdin), os.Stderr
	out, err := cmd.Output()
	return strings.TrimSpace(string(out)), err
}

func (b *bed) stop() {
	if b.hub == nil || b.hub.Process == nil {
		return
	}
	b.hub.Process.Signal(syscall.SIGTERM) //nolint:errcheck // it may have ended
	b.hub.Wait()                          //nolint:errcheck // nor does it matter how
	b.hub = nil
}

// post calls the API and gives the id of what was made.
func (b *bed) post(path string, body any) (string, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return "", err
	}
	var made struct{ ID string }
	err = b.call(http.MethodPost, path, "application/json", raw, &made)
	return made.ID, err
}

// call calls the API with a body of that media type, and reads the answer into out.
func (b *bed) call(method, path, mediaType string, body []byte, out any) error {
	request, err := http.NewRequest(method, "http://"+b.addr+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+b.token)
	request.Header.Set("Content-Type", mediaType)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= 300 {
		return fmt.Errorf("%s: %s %s %w", path, answer.Status, text, err)
	}
	return json.Unmarshal(text, out)
}

func (b *bed) channel(kind string, settings map[string]any) (string, error) {
	return b.post("/api/v2/channels", map[string]any{"kind": kind, "name": "Bench " + kind, "settings": settings})
}

// count asks the metrics for a counter's sum over its labels.
func (b *bed) count(name string) (float64, error) {
	answer, err := http.Get("http://" + b.addr + "/metrics")
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	sum := 0.0
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, name+"{") {
			v, err := strconv.ParseFloat(strings.TrimSpace(line[strings.LastIndexByte(line, ' '):]), 64)
			if err != nil {
				return 0, err
			}
			sum += v
		}
	}
	return sum, err
}

// cpu is the processor time of the hub and of this program so far.
func (b *bed) cpu() (hub, own time.Duration, err error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", b.hub.Process.Pid))
	if err != nil {
		return 0, 0, err
	}
	fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
	const user, system, tick = 11, 12, 10 * time.Millisecond // proc(5); the tick is 1/100 s on Linux
	u, err := strconv.Atoi(fields[user])
	if err != nil {
		return 0, 0, err
	}
	s, err := strconv.Atoi(fields[system])
	if err != nil {
		return 0, 0, err
	}
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0, 0, err
	}
	return time.Duration(u+s) * tick, time.Duration(usage.Utime.Nano() + usage.Stime.Nano()), nil
}

// anonymous is the hub's own memory, in megabytes: RssAnon of proc(5).
func (b *bed) anonymous() (float64, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", b.hub.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(raw)) {
		if rest, found := strings.CutPrefix(line, "RssAnon:"); found {
			kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1024, err
		}
	}
	return 0, errors.New("no RssAnon")
}
