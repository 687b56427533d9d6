// Package work is the claim-lease-retry loop: what must still be done is a column of the row that it is about, a
// worker claims due rows in batches, does the work and writes the outcome. The loop exists once; what is claimed and
// done belongs to the feature. The package also says who may run what: see Hold.
package work

import (
	"context"
	"log/slog"
	"time"

	"parley/internal/clock"
	"parley/internal/parley"
)

// Queue is the work of one Loop: jobs J that end in results R.
type Queue[J, R any] interface {
	// Turn writes the results of jobs that are done and claims at most room jobs that are due, all in one unit:
	// it is either done as a whole or will be called again with the same results. next says when the earliest job
	// that is not yet due comes due; zero = unknown.
	Turn(ctx context.Context, done []R, room int) (jobs []J, next time.Time, err error)
	// Do does one job. What goes wrong is part of its result.
	Do(ctx context.Context, job J) R
}

// Loop runs a Queue.
type Loop[J, R any] struct {
	Queue  Queue[J, R]
	Window int           // jobs under way at most
	Wake   chan struct{} // capacity 1: something may be due
	Clock  clock.Clock
	Log    *slog.Logger
	// Grace is how long jobs under way may go on after the loop was told to stop.
	Grace time.Duration
}

// The pauses of a loop: after a failed Turn, and between two looks without being woken (what other processes added).
const (
	failurePause = 500 * time.Millisecond
	poll         = time.Second
)

// Ring wakes the loop; it never blocks.
func Ring(wake chan<- struct{}) {
	select {
	case wake <- struct{}{}:
	default:
	}
}

// Run works until ctx ends, then lets the jobs under way finish within Grace, writes their results and returns.
// Results that cannot be written before that are left for the next owner, who finds the claimed rows.
func (l *Loop[J, R]) Run(ctx context.Context) error {
	jobs := context.WithoutCancel(ctx)
	jobs, abandon := context.WithCancel(jobs)
	defer abandon()
	r := &running[J, R]{Loop: l, results: make(chan R, l.Window), jobs: jobs}
	for ctx.Err() == nil {
		wait, err := r.turn(ctx, l.Window-r.underWay)
		if err != nil && ctx.Err() == nil {
			if !parley.IsKind(err, parley.Unavailable) { // a full disk: it is the store's to say so, once
				l.Log.Error("a turn of work failed and will be repeated", "error", err)
			}
			wait = failurePause
		}
		r.wait(ctx, wait)
	}
	return r.finish(ctx)
}

type running[J, R any] struct {
	*Loop[J, R]
	jobs     context.Context
	results  chan R
	done     []R
	underWay int
}

// turn writes what is done and claims what there is room for; it says how long to wait for anything to happen.
func (r *running[J, R]) turn(ctx context.Context, room int) (time.Duration, error) {
	claimed, next, err := r.Queue.Turn(ctx, r.done, room)
	if err != nil {
		return 0, err
	}
	r.done = r.done[:0]
	r.underWay += len(claimed)
	for _, job := range claimed {
		go func() { r.results <- r.Queue.Do(r.jobs, job) }()
	}
	wait := poll
	if !next.IsZero() {
		wait = min(wait, max(0, next.Sub(r.Clock.Now())))
	}
	return wait, nil
}

// wait returns when a result has come, a wake-up, or the time; it takes all results that are there.
func (r *running[J, R]) wait(ctx context.Context, d time.Duration) {
	timer := r.Clock.Timer(d)
	defer timer.Stop()
	select {
	case result := <-r.results:
		r.take(result)
	case <-r.Wake:
	case <-timer.C():
	case <-ctx.Done():
	}
	for {
		select {
		case result := <-r.results:
			r.take(result)
		default:
			return
		}
	}
}

func (r *running[J, R]) take(result R) {
	r.underWay--
	r.done = append(r.done, result)
}

// finish waits for jobs under way and writes what they brought.
func (r *running[J, R]) finish(ctx context.Context) error {
	timer := r.Clock.Timer(r.Grace)
	defer timer.Stop()
	for over := false; r.underWay > 0 && !over; {
		select {
		case result := <-r.results:
			r.take(result)
		case <-timer.C():
			over = true
		}
	}
	if len(r.done) > 0 {
		if _, _, err := r.Queue.Turn(context.WithoutCancel(ctx), r.done, 0); err != nil {
			return err
		}
	}
	return ctx.Err()
}
