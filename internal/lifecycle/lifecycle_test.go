package lifecycle_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"parley/internal/lifecycle"
)

// diary notes what happened, in order.
type diary struct {
	mu      sync.Mutex
	entries []string
}

func (d *diary) note(entry string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.entries = append(d.entries, entry)
}

func (d *diary) wants(t *testing.T, want ...string) {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	if !slices.Equal(d.entries, want) {
		t.Errorf("what happened:\n %q\nwant\n %q", d.entries, want)
	}
}

func (d *diary) has(entry string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Contains(d.entries, entry)
}

// service notes its start and, after takes, its stop.
func (d *diary) service(name string, takes time.Duration) lifecycle.Service {
	return lifecycle.Service{Name: name, Run: func(ctx context.Context) error {
		d.note("start " + name)
		<-ctx.Done()
		time.Sleep(takes)
		d.note("stop " + name)
		return ctx.Err()
	}}
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

const grace = 10 * time.Second

// begin runs the group in the background; the function that it gives waits for its end.
func begin(ctx context.Context, g *lifecycle.Group) func() error {
	end := make(chan error, 1)
	go func() { end <- g.Run(ctx) }()
	return func() error { return <-end }
}

func isReady(g *lifecycle.Group) bool {
	select {
	case <-g.Ready():
		return true
	default:
		return false
	}
}

func TestGroupStartsInOrderAndStopsInReverse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		ready := make(chan struct{})
		store := d.service("store", time.Second)
		store.Ready = ready
		g := lifecycle.NewGroup(quiet(), grace, store, d.service("worker", 2*time.Second), d.service("http", 0))
		ctx, cancel := context.WithCancel(t.Context())
		end := begin(ctx, g)
		synctest.Wait()
		d.wants(t, "start store")
		if isReady(g) {
			t.Error("the group is ready before its first service")
		}
		close(ready)
		synctest.Wait()
		if !isReady(g) {
			t.Error("the group is not ready")
		}
		d.mu.Lock()
		slices.Sort(d.entries) // worker and http start at once
		d.mu.Unlock()
		cancel()
		began := time.Now()
		if err := end(); err != nil {
			t.Errorf("Run = %v", err)
		}
		if took := time.Since(began); took != 3*time.Second {
			t.Errorf("stopping took %v, want the 3 s of its services", took)
		}
		d.wants(t, "start http", "start store", "start worker", "stop http", "stop worker", "stop store")
	})
}

func TestGroupEndsWithTheServiceThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		broken := errors.New("port in use")
		g := lifecycle.NewGroup(quiet(), grace, d.service("store", 0), lifecycle.Service{Name: "http", Run: func(context.Context) error {
			time.Sleep(time.Minute)
			return broken
		}})
		err := g.Run(t.Context())
		if !errors.Is(err, broken) || !strings.HasPrefix(err.Error(), "http: ") {
			t.Errorf("Run = %v, want the error of http", err)
		}
		d.wants(t, "start store", "stop store")
	})
}

func TestGroupReportsWhatFailsWhileItStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		full := errors.New("disk full")
		ctx, cancel := context.WithCancel(t.Context())
		end := begin(ctx, lifecycle.NewGroup(quiet(), grace, lifecycle.Service{Name: "store", Run: func(ctx context.Context) error {
			<-ctx.Done()
			return full
		}}))
		synctest.Wait()
		cancel()
		if err := end(); !errors.Is(err, full) {
			t.Errorf("Run = %v, want %v", err, full)
		}
	})
}

func TestGroupDoesNotStartWhatComesAfterAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		broken := errors.New("no database")
		g := lifecycle.NewGroup(quiet(), grace,
			lifecycle.Service{Name: "store", Ready: make(chan struct{}), Run: func(context.Context) error { return broken }},
			d.service("worker", 0))
		if err := g.Run(t.Context()); !errors.Is(err, broken) {
			t.Errorf("Run = %v, want %v", err, broken)
		}
		if isReady(g) {
			t.Error("the group is ready")
		}
		d.wants(t)
	})
}

func TestGroupStopsWhileItStarts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		slow := d.service("store", 0)
		slow.Ready = make(chan struct{})
		ctx, cancel := context.WithCancel(t.Context())
		end := begin(ctx, lifecycle.NewGroup(quiet(), grace, slow, d.service("worker", 0)))
		synctest.Wait()
		cancel()
		if err := end(); err != nil {
			t.Errorf("Run = %v", err)
		}
		d.wants(t, "start store", "stop store")
	})
}

func TestGroupEndsWhenAllIsDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := lifecycle.NewGroup(quiet(), grace,
			lifecycle.Service{Name: "migrate", Ready: make(chan struct{}), Run: func(context.Context) error { return nil }},
			lifecycle.Service{Name: "report", Restart: true, Run: func(context.Context) error { return nil }})
		if err := g.Run(t.Context()); err != nil {
			t.Errorf("Run = %v", err)
		}
	})
}

func TestGroupNamesWhatDoesNotStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		ctx, cancel := context.WithCancel(t.Context())
		end := begin(ctx, lifecycle.NewGroup(quiet(), grace, d.service("store", time.Second), d.service("mailbox", time.Hour)))
		synctest.Wait()
		cancel()
		began := time.Now()
		err := end()
		if err == nil || !strings.Contains(err.Error(), "mailbox") || strings.Contains(err.Error(), "store") {
			t.Errorf("Run = %v, want mailbox named and no other", err)
		}
		if took := time.Since(began); took != grace {
			t.Errorf("stopping took %v, want %v", took, grace)
		}
		if !d.has("stop store") {
			t.Error("store was not stopped, because mailbox hung")
		}
		time.Sleep(time.Hour) // lets mailbox end
	})
}

func TestGroupRunsAgainWhatIsMarkedSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var at []time.Duration
		ctx, cancel := context.WithCancel(t.Context())
		end := begin(ctx, lifecycle.NewGroup(quiet(), grace, lifecycle.Service{Name: "bind", Restart: true, Run: func(context.Context) error {
			at = append(at, time.Since(began))
			switch len(at) {
			case 2:
				panic("a driver's defect")
			case 9:
				time.Sleep(time.Minute) // it ran well: the next pause is the first again
			case 10:
				cancel()
			}
			return errors.New("connection lost")
		}}))
		if err := end(); err != nil {
			t.Errorf("Run = %v", err)
		}
		s := time.Second
		want := []time.Duration{0, 1 * s, 3 * s, 7 * s, 15 * s, 31 * s, 63 * s, 123 * s, 183 * s, 244 * s}
		if !slices.Equal(at, want) {
			t.Errorf("it was run at\n %v\nwant\n %v", at, want)
		}
	})
}

func TestGroupReportsAPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := lifecycle.NewGroup(quiet(), grace, lifecycle.Service{Name: "worker", Run: func(context.Context) error { panic("a defect") }})
		if err := g.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "worker: panic: a defect") {
			t.Errorf("Run = %v", err)
		}
	})
}

func TestSuperviseStopsInItsPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		runs := 0
		done := make(chan struct{})
		go func() {
			defer close(done)
			lifecycle.Supervise(ctx, quiet(), "poll", func(context.Context) error {
				runs++
				return errors.New("refused")
			})
		}()
		synctest.Wait()
		cancel()
		<-done
		if runs != 1 {
			t.Errorf("it ran %d times, want once", runs)
		}
	})
}
