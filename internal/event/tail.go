package event

import (
	"context"
	"sync"
	"time"
)

// tailPoll is how often a tail looks without having been woken: for what other processes appended, and for what
// stood behind a transaction that was open at the last look.
const tailPoll = 100 * time.Millisecond

const tailBatch = 500

// afterTrouble is the pause before a tail tries again what failed.
const afterTrouble = time.Second

// Tail calls f with events after seq, batch by batch in order, until ctx ends or f fails. It wakes at every commit of this
// process and polls for those of others. A database that goes away and comes back must not end what reads the log: a read
// that fails is repeated, and Log.Trouble is told.
func (l *Log) Tail(ctx context.Context, seq int64, f func(ctx context.Context, events []Event) error) error {
	for {
		wake := l.bell.listen()
		pause := tailPoll
		events, err := l.store.EventsAfter(ctx, seq, tailBatch)
		if err == nil && len(events) > 0 {
			if err := f(ctx, events); err != nil {
				return err
			}
			seq = events[len(events)-1].Seq
			continue
		}
		if err != nil && ctx.Err() == nil {
			l.Trouble(err)
			wake, pause = nil, afterTrouble
		}
		timer := l.clk.Timer(pause)
		select {
		case <-wake:
		case <-timer.C():
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
		timer.Stop()
	}
}

// Again makes of f one that Tail may rely on: it is repeated with the same events until it succeeds or ctx ends.
func (l *Log) Again(f func(ctx context.Context, events []Event) error) func(ctx context.Context, events []Event) error {
	return func(ctx context.Context, events []Event) error {
		for {
			err := f(ctx, events)
			if err == nil || ctx.Err() != nil {
				return err
			}
			l.Trouble(err)
			timer := l.clk.Timer(afterTrouble)
			select {
			case <-timer.C():
			case <-ctx.Done():
				timer.Stop()
				return ctx.Err()
			}
		}
	}
}

// bell wakes everyone who listens, once.
type bell struct {
	mu sync.Mutex
	c  chan struct{}
}

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.c != nil {
		close(b.c)
	}
	b.c = make(chan struct{})
}

func (b *bell) listen() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.c
}
