// Package unit is the unit of work: everything that a use case writes, in one transaction. It holds the vocabulary
// only; the store runs units, in the way that suits its engine.
//
// The function of a unit does no I/O but SQL, is short, and may run twice: on SQLite it is one savepoint in a
// transaction that many requests share, on PostgreSQL a conflict with another transaction repeats it. Ids, times,
// rendering and hashing are made before it; what depends on rows (consent, duplicates, positions) is decided in it.
package unit

import (
	"context"
	"errors"
)

// ErrAgain asks the worker to run the whole unit again: its function has met a row that another transaction committed
// while it ran, and will decide otherwise now that it can see it. With one writer (SQLite) there is no such row.
var ErrAgain = errors.New("unit: another one was faster; run it again")

// Worker runs units. Feature packages are given one; the store is one.
type Worker interface {
	// Do runs fn in a transaction and returns after the commit, or with fn's error after the rollback. Store
	// methods called with the ctx that fn is given take part in it, and so does a nested Do.
	Do(ctx context.Context, fn func(ctx context.Context) error) error
}

// Scope is one running unit. The store makes one for every attempt, so that an attempt that is rolled back leaves
// nothing behind.
type Scope struct {
	after []func()
	last  []func(ctx context.Context) error
	local map[any]any
}

type scopeKey struct{}

// Begin puts a new Scope into ctx. Only the store calls it.
func Begin(ctx context.Context) (context.Context, *Scope) {
	s := &Scope{}
	return context.WithValue(ctx, scopeKey{}, s), s
}

// From gives the unit that ctx runs in, and nil outside of one.
func From(ctx context.Context) *Scope {
	s, _ := ctx.Value(scopeKey{}).(*Scope)
	return s
}

// After calls f once the unit of ctx is committed, in the goroutine that asked for the unit: the place for wake-ups.
// Outside of a unit it calls f at once.
func After(ctx context.Context, f func()) {
	if s := From(ctx); s != nil {
		s.after = append(s.after, f)
		return
	}
	f()
}

// Last calls f as the last deed of the unit before its commit. The event log uses it: its append must be the last
// statement of a transaction.
func (s *Scope) Last(f func(ctx context.Context) error) { s.last = append(s.last, f) }

// Local gives what the unit keeps under key, made by start at the first call: state that lives as long as one attempt.
func Local[T any](s *Scope, key any, start func() T) T {
	if v, known := s.local[key].(T); known {
		return v
	}
	if s.local == nil {
		s.local = map[any]any{}
	}
	v := start()
	s.local[key] = v
	return v
}

// Finish runs what Last has kept. Only the store calls it, inside the transaction.
func (s *Scope) Finish(ctx context.Context) error {
	for _, f := range s.last {
		if err := f(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Committed runs what After has kept. Only the store calls it, after the commit.
func (s *Scope) Committed() {
	for _, f := range s.after {
		f()
	}
}
