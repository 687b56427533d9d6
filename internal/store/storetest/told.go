package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/store"
)

// Told gives every event that is committed, in order. It reads up to one of its own, which it leaves out: on PostgreSQL
// an event is seen only once all that began before it has ended, other tests' transactions on the server included.
func Told(tb testing.TB, db *store.DB) (told []event.Event) {
	tb.Helper()
	log := Log(db, clock.System{})
	end := parley.ID(clock.System{}.NewID())
	if err := db.Do(tb.Context(), func(ctx context.Context) error {
		log.Append(ctx, event.Event{Type: toldSoFar, SubjectID: end})
		return nil
	}); err != nil {
		tb.Fatal(err)
	}
	err := log.Tail(tb.Context(), 0, func(_ context.Context, events []event.Event) error {
		for _, e := range events {
			if e.SubjectID == end {
				return errToldAll
			}
			if e.Type != toldSoFar {
				told = append(told, e)
			}
		}
		return nil
	})
	if !errors.Is(err, errToldAll) {
		tb.Fatal(err)
	}
	return told
}

// Log is an event log with the time of src whose Tail looks again in real time: what another transaction on a server
// holds back is not seen when it is committed, and no commit of the test's own may follow.
func Log(db *store.DB, src clock.Source) *event.Log {
	return event.NewLog(store.Events{DB: db}, running{src})
}

type running struct{ clock.Source }

func (running) Timer(d time.Duration) clock.Timer { return clock.System{}.Timer(d) }

const toldSoFar event.Type = "test.told"

var errToldAll = errors.New("storetest: all was told")
