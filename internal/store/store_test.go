package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

func TestEventsComeInOrderAndOnce(t *testing.T) {
	db := storetest.Open(t)
	// The tail must look again by itself: on PostgreSQL other tests' transactions may hold the events back, and no bell
	// rings here when they end.
	log := event.NewLog(store.Events{DB: db}, clock.System{})
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			if err := db.Do(t.Context(), func(ctx context.Context) error {
				log.Append(ctx, event.Event{Type: event.ContactCreated, Data: map[string]string{"n": fmt.Sprint(i)}})
				log.Append(ctx, event.Event{Type: event.ContactUpdated, Data: map[string]string{"n": fmt.Sprint(i)}})
				return nil
			}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	seen := map[string]int{}
	last := int64(0)
	err := log.Tail(ctx, 0, func(_ context.Context, events []event.Event) error {
		for _, e := range events {
			if e.Seq <= last {
				t.Errorf("%d after %d", e.Seq, last)
			}
			last = e.Seq
			seen[string(e.Type)+e.Data["n"]]++
		}
		if len(seen) == 80 {
			stop()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	for k, n := range seen {
		if n != 1 {
			t.Errorf("%s was read %d times", k, n)
		}
	}
}

// A reader must not pass an event that is drawn but not yet committed: it would never see it.
func TestOpenTransactionHoldsLaterEventsBack(t *testing.T) {
	db := storetest.Open(t)
	if db.SQLite() {
		t.Skip("SQLite has one writer: nothing can be committed beside an open transaction")
	}
	events := store.Events{DB: db}
	add := func(ctx context.Context, name string) error {
		return events.AppendEvents(ctx, []event.Event{{At: time.UnixMilli(1), Type: event.Type(name)}})
	}
	drawn, release := make(chan struct{}), make(chan struct{})
	var early sync.WaitGroup
	early.Go(func() {
		if err := db.Do(context.Background(), func(ctx context.Context) error {
			if err := add(ctx, "early"); err != nil {
				return err
			}
			close(drawn)
			<-release
			return nil
		}); err != nil {
			t.Error(err)
		}
	})
	<-drawn
	if err := db.Do(t.Context(), func(ctx context.Context) error { return add(ctx, "late") }); err != nil {
		t.Fatal(err)
	}
	if got, err := events.EventsAfter(t.Context(), 0, 10); err != nil || len(got) != 0 {
		t.Errorf("read %v, %v past an open transaction", got, err)
	}
	close(release)
	early.Wait()
	var names []string
	for _, e := range storetest.Told(t, db) {
		names = append(names, string(e.Type))
	}
	if diff := cmp.Diff([]string{"early", "late"}, names); diff != "" {
		t.Error(diff)
	}
}

func TestWhatTheDiskRefusesIsTold(t *testing.T) {
	o := storetest.Options(t)
	o.MaxPages = 300
	told := 0
	o.Refused = func(error) { told++ }
	db, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	full := func() error {
		return db.Exec(t.Context(), `INSERT INTO setting (name, value) VALUES ('big', $1)`, strings.Repeat("x", 2_000_000))
	}
	if !db.SQLite() { // a server without room answers with this code
		full = func() error {
			return db.Exec(t.Context(), `DO $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$`)
		}
	}
	if err := full(); parley.CodeOf(err) != "storage_unavailable" || told != 1 {
		t.Errorf("a full disk: %v, told %d times", err, told)
	}
	if err := db.Exec(t.Context(), `INSERT INTO setting (name) VALUES (NULL)`); err == nil || parley.CodeOf(err) != "" || told != 1 {
		t.Errorf("another failure: %v, told %d times", err, told)
	}
	if err := db.Probe(t.Context()); err != nil {
		t.Errorf("64 KB more: %v", err)
	}
}

func TestAUnitAppendsSoManyEventsAndNoMore(t *testing.T) {
	db := storetest.Open(t)
	log := event.NewLog(store.Events{DB: db}, clock.NewFake(time.UnixMilli(1)))
	appendAll := func(n int) error {
		return db.Do(t.Context(), func(ctx context.Context) error {
			for range n {
				log.Append(ctx, event.Event{Type: event.ContactCreated})
			}
			return nil
		})
	}
	if err := appendAll(event.MostAUnit); err != nil {
		t.Error(err)
	}
	if err := appendAll(event.MostAUnit + 1); err == nil || !strings.Contains(err.Error(), "4097") {
		t.Errorf("one more ends with %v", err)
	}
	if n, err := db.Count(t.Context(), `SELECT COUNT(*) FROM event`); n != event.MostAUnit || err != nil {
		t.Errorf("%d are kept (%v)", n, err)
	}
}

func TestNewerDatabaseIsRefused(t *testing.T) {
	o := storetest.Options(t)
	db, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := storetest.Age(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), o); !errors.Is(err, store.ErrNewer) {
		t.Errorf("opened with %v", err)
	}
}
