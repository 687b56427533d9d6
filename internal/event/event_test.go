package event_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

var start = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

type desk struct {
	t     *testing.T
	db    *store.DB
	clock *clock.Fake
	log   *event.Log
}

func newDesk(t *testing.T) *desk {
	d := &desk{t: t, db: storetest.Open(t), clock: clock.NewFake(start)}
	d.log = event.NewLog(store.Events{DB: d.db}, d.clock)
	return d
}

// tell appends events about the subjects in one unit.
func (d *desk) tell(subjects ...string) {
	d.t.Helper()
	if err := d.db.Do(d.t.Context(), func(ctx context.Context) error {
		for _, s := range subjects {
			d.log.Append(ctx, event.Event{Type: event.ContactCreated, SubjectID: parley.ID(s)})
		}
		return nil
	}); err != nil {
		d.t.Fatal(err)
	}
}

// after gives the subjects of at most limit events after seq, once as many as are wanted can be seen: a foreign
// transaction on the same server may hold the newest back for a while.
func (d *desk) after(seq int64, limit, wanted int) (subjects []string, last int64) {
	d.t.Helper()
	for {
		events, err := d.log.After(d.t.Context(), seq, limit)
		if err != nil {
			d.t.Fatal(err)
		}
		if len(events) < wanted {
			continue
		}
		for _, e := range events {
			subjects, last = append(subjects, string(e.SubjectID)), e.Seq
		}
		return subjects, last
	}
}

func TestEventsAreReadInPages(t *testing.T) {
	d := newDesk(t)
	d.tell("a", "b")
	d.tell("c")
	first, last := d.after(0, 2, 2)
	second, end := d.after(last, 2, 1)
	if !slices.Equal(first, []string{"a", "b"}) || !slices.Equal(second, []string{"c"}) {
		t.Errorf("read %v, then %v", first, second)
	}
	if rest, _ := d.after(end, 2, 0); len(rest) != 0 {
		t.Errorf("after the end: %v", rest)
	}
	if newest, err := d.log.Last(t.Context()); err != nil || newest != end {
		t.Errorf("the newest is %d (%v), want %d", newest, err, end)
	}
}

func TestAnEventSaysWhatItWasTold(t *testing.T) {
	d := newDesk(t)
	told := event.Event{
		Type: event.MessageStateChanged, At: start.Add(-time.Hour), Actor: parley.Actor{Kind: parley.ActorUser, ID: "u"},
		ConversationID: "c", MessageID: "m", SubjectID: "s", Data: map[string]string{"state": "failed", "reason": "“expired”"},
	}
	if err := d.db.Do(t.Context(), func(ctx context.Context) error {
		d.log.Append(ctx, told)
		d.log.Append(ctx, event.Event{Type: event.UserCreated})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	d.after(0, 9, 2)
	events, err := d.log.After(t.Context(), 0, 9)
	if err != nil {
		t.Fatal(err)
	}
	got := events[0]
	if got.Type != told.Type || !got.At.Equal(told.At) || got.Actor != told.Actor || got.ConversationID != "c" || got.MessageID != "m" ||
		got.SubjectID != "s" || got.Data["reason"] != "“expired”" || len(got.Data) != 2 {
		t.Errorf("read %+v, told %+v", got, told)
	}
	if !events[1].At.Equal(start) { // now, where nothing is said
		t.Errorf("at %v", events[1].At)
	}
}

func TestAFactThatWasUndoneIsNotTold(t *testing.T) {
	d := newDesk(t)
	undone := errors.New("changed my mind")
	if err := d.db.Do(t.Context(), func(ctx context.Context) error {
		d.log.Append(ctx, event.Event{Type: event.ContactCreated, SubjectID: "undone"})
		return undone
	}); !errors.Is(err, undone) {
		t.Fatal(err)
	}
	d.tell("done")
	if got, _ := d.after(0, 9, 1); !slices.Equal(got, []string{"done"}) {
		t.Errorf("told %v", got)
	}
}

func TestAppendOutsideOfAUnitIsADefect(t *testing.T) {
	d := newDesk(t)
	defer func() {
		if recover() == nil {
			t.Error("a fact without its transaction was taken")
		}
	}()
	d.log.Append(t.Context(), event.Event{Type: event.ContactCreated})
}

func TestWhatIsKeptNoLongerIsGone(t *testing.T) {
	d := newDesk(t)
	d.tell("a")
	_, first := d.after(0, 9, 1)
	d.tell("b", "c")
	d.clock.Advance(event.Kept)
	if n, err := d.log.Prune(t.Context()); n != 0 || err != nil {
		t.Errorf("%d were forgotten too early (%v)", n, err)
	}
	d.tell("d")
	d.clock.Advance(time.Millisecond)
	if n, err := d.log.Prune(t.Context()); n != 3 || err != nil {
		t.Errorf("%d were forgotten (%v)", n, err)
	}
	if _, err := d.log.After(t.Context(), first, 9); !errors.Is(err, event.ErrGone) {
		t.Errorf("a reader who missed some is told %v", err)
	}
	if got, _ := d.after(0, 9, 1); !slices.Equal(got, []string{"d"}) {
		t.Errorf("a new reader reads %v", got)
	}
}

func TestTailFollowsAndEnds(t *testing.T) {
	d := newDesk(t)
	d.tell("a")
	ctx, stop := context.WithCancel(t.Context())
	read := make(chan string, 10)
	ended := make(chan error, 1)
	go func() {
		ended <- d.log.Tail(ctx, 0, func(_ context.Context, events []event.Event) error {
			for _, e := range events {
				read <- string(e.SubjectID)
			}
			return nil
		})
	}()
	next := func() string {
		for {
			select {
			case s := <-read:
				return s
			default:
				d.clock.Advance(100 * time.Millisecond) // what foreign transactions held back
			}
		}
	}
	if got := next(); got != "a" {
		t.Errorf("first %q", got)
	}
	d.tell("b")
	if got := next(); got != "b" {
		t.Errorf("then %q", got)
	}
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	broken := errors.New("no")
	if err := storetest.Log(d.db, d.clock).Tail(t.Context(), 0, func(context.Context, []event.Event) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("a reader that fails ends with %v", err)
	}
}
