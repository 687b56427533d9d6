package outbox_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"parley/internal/event"
	"parley/internal/outbox"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/test/house"
)

func (d *desk) fences() *outbox.Fences {
	return &outbox.Fences{Work: d.DB, Store: store.Fences{DB: d.DB}, Log: d.Log, Clock: d.Clock}
}

func (d *desk) raise() outbox.Fence {
	d.TB.Helper()
	raised, err := d.fences().Raise(d.TB.Context())
	d.Must(err)
	return raised
}

func (d *desk) wantFence(want outbox.Fence) {
	d.TB.Helper()
	if got, err := d.fences().Fence(d.TB.Context()); err != nil || got != want {
		d.TB.Errorf("the fence is %+v (%v), want %+v", got, err, want)
	}
}

// What waited before the restore stays behind the fence; what is written after it overtakes, in the same thread too; and a
// new owner changes nothing.
func TestTheFenceHoldsBackWhatWaited(t *testing.T) {
	d := newDesk(t, nil)
	first := d.Clock.Now()
	old := d.submit(anna, "old")
	d.pass(time.Minute)
	d.submit(ben, "old too")
	want := outbox.Fence{Waiting: 2, Oldest: first, Newest: d.Clock.Now()}
	if raised := d.raise(); raised != want {
		t.Errorf("raised %+v, want %+v", raised, want)
	}
	d.pass(24 * time.Hour)
	d.round()
	d.newOwner("second")
	d.round()
	d.wantSent()
	d.wantState(old.ID, parley.Pending, outbox.ReasonRestored)
	d.submit(anna, "new")
	d.round()
	d.wantSent("new")
	d.wantFence(want)
}

func TestLiftingTheFenceSendsAndAsksTheGateAgain(t *testing.T) {
	d := newDesk(t, nil)
	old := d.submit(anna, "old")
	refused := d.submit(ben, "too late")
	d.raise()
	d.Consent(refused.AddressID, parley.OptedOut, "", "manual")
	d.pass(time.Second)
	lifted, err := d.fences().Lift(t.Context(), house.By)
	if err != nil || lifted.Waiting != 2 {
		t.Fatalf("lifted %+v, %v", lifted, err)
	}
	d.round()
	d.wantSent("old")
	d.wantState(old.ID, parley.Sent, "")
	d.wantState(refused.ID, parley.Failed, "opted_out")
	d.wantFence(outbox.Fence{})
}

func TestDiscardingTheFenceCancels(t *testing.T) {
	d := newDesk(t, nil)
	old := d.submit(anna, "old")
	d.raise()
	if _, err := d.fences().Discard(t.Context(), house.By); err != nil {
		t.Fatal(err)
	}
	d.submit(anna, "new")
	d.round()
	d.wantSent("new")
	d.wantState(old.ID, parley.Cancelled, outbox.ReasonRestored)
	d.wantFence(outbox.Fence{})
	if events := d.Events(); !slices.Contains(events, "message.state_changed cancelled") {
		t.Errorf("nobody was told: %q", events)
	}
}

// Nobody knows of what was under way whether it went; it is not sent again, whatever the driver's rule is for a crash.
func TestWhatWasUnderWayAtTheBackupIsNotSentAgain(t *testing.T) {
	d := newDesk(t, nil)
	m := d.submit(anna, "on its way")
	d.claim()
	d.raise()
	d.wantState(m.ID, parley.Failed, parley.ReasonOutcomeUnknown)
	d.newOwner("second")
	d.round()
	d.wantSent()
	_, err := d.Outbox.Retry(t.Context(), m.ID, house.By)
	d.Must(err)
	d.round()
	d.wantSent("on its way")
}

// A backlog is longer than one unit takes, and both ways down end it.
func TestTheFenceComesDownInPieces(t *testing.T) {
	for name, takeDown := range map[string]func(*outbox.Fences, context.Context, parley.Actor) (outbox.Fence, error){
		"lift": (*outbox.Fences).Lift, "discard": (*outbox.Fences).Discard,
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, nil)
			const most = 501
			for i := range most {
				d.submit(anna, fmt.Sprint(i))
			}
			d.raise()
			taken, err := takeDown(d.fences(), t.Context(), house.By)
			if err != nil || taken.Waiting != most {
				t.Fatalf("took down %+v, %v", taken, err)
			}
			d.wantFence(outbox.Fence{})
		})
	}
}

func TestTheTrailTellsOfTheFence(t *testing.T) {
	d := newDesk(t, nil)
	d.submit(anna, "old")
	d.raise()
	for range 2 { // the second finds nothing, and tells nothing
		if _, err := d.fences().Lift(t.Context(), house.By); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := d.Log.Trail(t.Context(), event.Filter{Limit: 10})
	d.Must(err)
	var told []string
	for _, e := range entries {
		if e.Type == event.HubRestored || e.Type == event.FenceLifted {
			told = append(told, fmt.Sprintf("%s %s to %s", e.Type, e.Changes[0].Before, e.Changes[0].After))
		}
	}
	if want := []string{"fence.lifted 1 to null", "hub.restored null to 1"}; !slices.Equal(told, want) {
		t.Errorf("the trail tells %q, want %q", told, want)
	}
}
