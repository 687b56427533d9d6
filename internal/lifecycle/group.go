// Package lifecycle starts what runs in the program, keeps it running and stops it in order. It knows services by name
// only; what they do and which of them a process has is the business of package app. It takes the time from the runtime,
// since all of its waits are its own: tests move it with testing/synctest.
package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// Service is something that runs for as long as the program does.
type Service struct {
	Name string // for the log and for errors
	// Run does the work and returns soon after ctx ends. An error before that, or a panic, ends the group, or with
	// Restart only the run. A nil before that says that the work is done.
	Run func(ctx context.Context) error
	// Ready is closed by the service when those that come after it may start; nil means at once.
	Ready <-chan struct{}
	// Restart has Run called again when it fails (see Supervise).
	Restart bool
}

// Group runs services. They start in the order given, each when the one before is ready, and stop in reverse: what others
// rely on comes first.
type Group struct {
	log      *slog.Logger
	grace    time.Duration
	services []Service
	ready    chan struct{}
}

// NewGroup makes a group that gives its services grace in all to stop.
func NewGroup(log *slog.Logger, grace time.Duration, services ...Service) *Group {
	return &Group{log: log, grace: grace, services: services, ready: make(chan struct{})}
}

// Ready is closed when every service is.
func (g *Group) Ready() <-chan struct{} { return g.ready }

// Run starts the services and returns when all have stopped: after ctx has ended, after one has failed, or after all are
// done. It returns the error of the first that failed, those of services that failed while they stopped, and names those
// that had not stopped when the grace was over. It may be called once.
func (g *Group) Run(ctx context.Context) error {
	failed := make(chan error, len(g.services))
	var running []*run
	err := func() error {
		for _, s := range g.services {
			r := g.start(s, failed)
			running = append(running, r)
			if err := r.awaitReady(ctx, failed); err != nil {
				return err
			}
		}
		close(g.ready)
		return awaitEnd(ctx, running, failed)
	}()
	if errors.Is(err, errStopped) {
		err = nil
	}
	return errors.Join(err, g.stop(running), pending(failed))
}

// errStopped says that the group was told to stop before anything had failed.
var errStopped = errors.New("told to stop")

// run is a service that was started.
type run struct {
	Service
	cancel context.CancelFunc
	done   chan struct{}
}

// start runs s under a context of its own: the group's ends for all at once, and they are to stop one after the other.
func (g *Group) start(s Service, failed chan<- error) *run {
	ctx, cancel := context.WithCancel(context.Background())
	r := &run{Service: s, cancel: cancel, done: make(chan struct{})}
	go func() {
		defer close(r.done)
		if s.Restart {
			Supervise(ctx, g.log, s.Name, s.Run)
			return
		}
		if err := safely(ctx, s.Run); err != nil {
			failed <- fmt.Errorf("%s: %w", s.Name, err)
		}
	}()
	return r
}

// awaitReady returns nil when r is ready or done, and else why it need not be waited for any longer.
func (r *run) awaitReady(ctx context.Context, failed <-chan error) error {
	if r.Ready == nil {
		return nil
	}
	select {
	case <-r.Ready:
		return nil
	case <-r.done:
		return pending(failed)
	case err := <-failed:
		return err
	case <-ctx.Done():
		return errStopped
	}
}

// awaitEnd returns when ctx has ended, a service has failed or all are done.
func awaitEnd(ctx context.Context, running []*run, failed <-chan error) error {
	for _, r := range running {
		select {
		case <-r.done:
		case err := <-failed:
			return err
		case <-ctx.Done():
			return errStopped
		}
	}
	return pending(failed)
}

// pending gives the failures that services have reported so far.
func pending(failed <-chan error) error {
	var all []error
	for {
		select {
		case err := <-failed:
			all = append(all, err)
		default:
			return errors.Join(all...)
		}
	}
}

// stop ends the services one after the other, the last first. One that takes more than half of the time that is left is
// passed over, so that those before it get the rest, and waited for in the end.
func (g *Group) stop(running []*run) error {
	deadline := time.Now().Add(g.grace)
	for i := len(running) - 1; i >= 0; i-- {
		running[i].cancel()
		running[i].await(time.Until(deadline) / 2)
	}
	var late []error
	for _, r := range running {
		if !r.await(time.Until(deadline)) {
			late = append(late, fmt.Errorf("%s did not stop within %v", r.Name, g.grace))
		}
	}
	return errors.Join(late...)
}

// await reports whether r has stopped within d.
func (r *run) await(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-r.done:
		return true
	case <-timer.C:
	}
	select { // it may have stopped at the same moment
	case <-r.done:
		return true
	default:
		return false
	}
}
