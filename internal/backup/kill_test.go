package backup_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"syscall"
	"testing"

	"parley/internal/backup"
	"parley/internal/clock"
	"parley/internal/store"
)

// killed tells the test's program, started by itself, to restore and to kill itself at a step.
const killed = "PARLEY_TEST_KILLED"

type order struct {
	File, Dir string
	URL, Path string // of the database
	Step      int    // at which to die, from 1
}

// TestRestoreThatIsKilled is what the killed program runs.
func TestRestoreThatIsKilled(t *testing.T) {
	var o order
	if err := json.Unmarshal([]byte(os.Getenv(killed)), &o); err != nil {
		return // the test of that name below starts it
	}
	a, err := backup.Open(t.Context(), o.File)
	if err != nil {
		t.Fatal(err)
	}
	step := 0
	_, err = a.Restore(t.Context(), backup.Target{DataDir: o.Dir, Database: store.Options{URL: o.URL, Path: o.Path}, Replace: true, Clock: clock.NewFake(madeAt), Say: func(string) {
		if step++; step == o.Step {
			if err := syscall.Kill(os.Getpid(), syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
			select {} // until it comes
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
}

// A restore that is killed at any of its steps leaves the old hub or, once what was begun is ended, the new one: never a
// mixture of both. Who restores again succeeds.
func TestAKilledRestoreLeavesOneHub(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	file := newHome(t).put("new").save("new")
	olds, news := 0, 0
	for step, ended := 1, false; !ended; step++ {
		h := newHome(t).put("old")
		raw, err := json.Marshal(order{File: file, Dir: h.dir, URL: h.o.URL, Path: h.o.Path, Step: step})
		h.must(err)
		command := exec.CommandContext(t.Context(), program, "-test.run=^TestRestoreThatIsKilled$", "-test.count=1")
		command.Env = append(os.Environ(), killed+"="+string(raw))
		var said bytes.Buffer
		command.Stdout, command.Stderr = &said, &said
		err = command.Run()
		var exit *exec.ExitError
		switch {
		case err == nil:
			ended = true // it has fewer steps
		case !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL:
			t.Fatalf("step %d: %v\n%s", step, err, &said)
		}
		h.must(backup.Finish(h.dir)) // as every start of the program does
		switch got := h.marks(); got {
		case [3]string{"old", "old", "old"}:
			olds++
		case [3]string{"new", "new", "new\n"}:
			news++
		default:
			// PostgreSQL's tables and the files are two places: between them the restore is not over, and must be repeated.
			if h.o.URL == "" || got != [3]string{"new", "old", "old"} {
				t.Errorf("killed at step %d: %q", step, got)
			}
		}
		if _, err := h.restore(file, h.target(true)); err != nil {
			t.Errorf("again after a kill at step %d: %v", step, err)
		}
		if got := h.marks(); got != [3]string{"new", "new", "new\n"} {
			t.Errorf("again after a kill at step %d: %q", step, got)
		}
	}
	if olds < 3 || news < 3 {
		t.Errorf("%d kills left the old hub, %d the new one: the test has lost sight of the steps", olds, news)
	}
}
