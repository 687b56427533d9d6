package peers

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// process is one running program and the way to end it. Its methods may be called again after its end.
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended
}

// patience is how long a program that was asked to end may take before it is asked again.
const patience = 5 * time.Second

// start runs a program; what it prints goes to a file in dir.
func start(tb testing.TB, dir, program string, args ...string) *process {
	tb.Helper()
	out, err := os.OpenFile(filepath.Join(dir, filepath.Base(program)+".out"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = out.Close() }()
	cmd := exec.Command(program, args...) //nolint:noctx // it is ended by signals, in an order
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, out, out
	return run(tb, cmd)
}

func run(tb testing.TB, cmd *exec.Cmd) *process {
	tb.Helper()
	if err := cmd.Start(); err != nil {
		tb.Fatalf("%s: %v", cmd.Path, err)
	}
	p := &process{cmd: cmd, done: make(chan struct{})}
	go func() {
		_ = cmd.Wait() // how it ended says nothing: it was told to
		close(p.done)
	}()
	return p
}

// terminate asks the program to end and reports whether it did.
func (p *process) terminate() bool {
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // an error is that it has ended
	return p.ended(patience)
}

// kill ends the program at once.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.done
}

// ended waits for the program's end and reports whether it came.
func (p *process) ended(within time.Duration) bool {
	select {
	case <-p.done:
		return true
	default:
	}
	timer := time.NewTimer(within)
	defer timer.Stop()
	select {
	case <-p.done:
		return true
	case <-timer.C:
		return false
	}
}
