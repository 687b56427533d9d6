package outbox_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"parley/internal/channel"
	"parley/internal/outbox"
	"parley/internal/parley"
	"parley/internal/store"
)

// A failed message was sent again: whatever the provider still says of the first attempt is no word on the second.
func TestReceiptsOfTheAttemptBeforeARetryChangeNothing(t *testing.T) {
	d := newDesk(t, nil)
	late := []channel.Report{{State: parley.Sent}, {State: parley.Failed}, {State: parley.Delivered}}
	m := d.submit(anna, "hello")
	d.round()
	first := d.Message(m.ID).ProviderID
	d.report(channel.Report{MessageID: m.ID, ProviderID: first, State: parley.Failed})
	if _, err := d.Outbox.Retry(t.Context(), m.ID, parley.Actor{Kind: parley.ActorUser}); err != nil {
		t.Fatal(err)
	}
	say := func() {
		for _, r := range late {
			r.MessageID, r.ProviderID = m.ID, first
			d.report(r)
		}
	}
	say()
	d.report(channel.Report{MessageID: m.ID, State: parley.Failed}) // and one that names no id of the provider's
	d.wantState(m.ID, parley.Pending, "")
	claimed := d.claim()
	if len(claimed) != 1 {
		t.Fatalf("%d are sent again", len(claimed))
	}
	say()
	d.wantState(m.ID, parley.InProgress, "")
	d.owner.Send(t.Context(), claimed[0])
	d.settle()
	second := d.wantState(m.ID, parley.Sent, "").ProviderID
	if second == "" || second == first {
		t.Errorf("the second attempt has the id %q, the first had %q", second, first)
	}
	say()
	d.wantState(m.ID, parley.Sent, "")
	d.report(channel.Report{ProviderID: second, State: parley.Delivered})
	d.wantState(m.ID, parley.Delivered, "")
}

func TestHeldMessagesKeepTheirOrder(t *testing.T) {
	d := newDesk(t, nil)
	ids := []parley.ID{d.submit(anna, "one").ID, d.submit(anna, "two").ID}
	for _, id := range ids {
		d.Must(d.DB.Do(t.Context(), func(ctx context.Context) error {
			return store.Delivery{DB: d.DB}.SetState(ctx, outbox.StateChange{ID: id, State: parley.Held, DueAt: d.Clock.Now().Add(time.Hour), At: d.Clock.Now()})
		}))
	}
	later := d.submit(anna, "three")
	if got := d.round(); !slices.Equal(got, []string{"three"}) { // what is held does not block
		t.Errorf("sent %v", got)
	}
	d.wantState(later.ID, parley.Sent, "")
	d.pass(time.Hour)
	if got := d.claim(); len(got) != 1 || got[0].Text != "one" {
		t.Errorf("of two that come due together %v are under way", texts(got))
	}
}

// The channel went while a message was under way, which its provider then refused for now: no owner is left to try again.
func TestWhatARemovedChannelLeavesEnds(t *testing.T) {
	d := newDesk(t, nil)
	d.Provider.Fail(channel.SendError{Next: channel.Unavailable})
	retried, lost := d.submit(anna, "hello"), d.submit("+12025550177", "hello")
	claimed := d.claim()
	d.Must(d.Board.Delete(t.Context(), d.line.ID, parley.Actor{}))
	d.owner.Send(t.Context(), claimed[slices.IndexFunc(claimed, func(c outbox.Claimed) bool { return c.ID == retried.ID })])
	d.settle()
	d.wantState(retried.ID, parley.Pending, "unavailable")
	d.Must(d.Outbox.Sweep(t.Context()))
	d.wantState(lost.ID, parley.InProgress, "") // its owner may still be at it
	d.pass(2 * time.Minute)
	d.Must(d.Outbox.Sweep(t.Context()))
	d.wantState(retried.ID, parley.Failed, "channel_removed")
	d.wantState(lost.ID, parley.Failed, parley.ReasonOutcomeUnknown)
}
