package app

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"parley/internal/clock"
)

const (
	probeEvery = 5 * time.Second // while nothing can be stored
	sayEvery   = time.Minute     // that it still cannot
)

// storage knows whether the database can write. It learns of trouble from the units that fail, asks the disk again by
// itself until there is room, and says in the log when it began, that it lasts, and when it is over.
type storage struct {
	clock clock.Clock
	log   *slog.Logger
	over  func(ctx context.Context, since time.Time) error // told of the end of trouble

	mu      sync.Mutex
	trouble error // of the last unit that could not be stored; nil = all is well
	rung    chan struct{}
}

func newStorage(clk clock.Clock, log *slog.Logger) *storage {
	return &storage{clock: clk, log: log, over: func(context.Context, time.Time) error { return nil }, rung: make(chan struct{}, 1)}
}

// refused is told of every unit that could not be stored.
func (s *storage) refused(err error) {
	s.set(err)
	select {
	case s.rung <- struct{}{}:
	default:
	}
}

func (s *storage) set(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trouble = err
}

// check gives the trouble that lasts; it is asked by /readyz.
func (s *storage) check(context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.trouble
}

// run looks after trouble until ctx ends.
func (s *storage) run(ctx context.Context, probe func(ctx context.Context) error) error {
	for {
		select {
		case <-s.rung:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := s.outlast(ctx, probe); err != nil {
			return err
		}
	}
}

// outlast returns when a probe succeeds.
func (s *storage) outlast(ctx context.Context, probe func(ctx context.Context) error) error {
	began := s.clock.Now()
	for said := (time.Time{}); ; {
		if now := s.clock.Now(); now.Sub(said) >= sayEvery {
			s.log.Error("nothing can be stored", "since", began, "error", s.check(ctx))
			said = now
		}
		timer := s.clock.Timer(probeEvery)
		select {
		case <-timer.C():
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
		if probe(ctx) != nil || s.over(ctx, began) != nil {
			continue
		}
		select {
		case <-s.rung: // of a unit that was refused before the probe
		default:
		}
		s.set(nil)
		s.log.Info("the database stores again", "after", s.clock.Now().Sub(began).String())
		return nil
	}
}
