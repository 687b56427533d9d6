package outbox_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"parley/internal/channel"
	"parley/internal/consent"
	"parley/internal/outbox"
	"parley/internal/parley"
	"parley/internal/store"
)

func (d *desk) report(r channel.Report) {
	d.TB.Helper()
	d.Must(d.Outbox.Report(d.TB.Context(), d.line, r))
}

// orders gives every order of the states, with and without each of them.
func orders(states []parley.State) [][]parley.State {
	out := [][]parley.State{nil}
	for i, s := range states {
		rest := append(append([]parley.State{}, states[:i]...), states[i+1:]...)
		for _, tail := range orders(rest) {
			out = append(out, append([]parley.State{s}, tail...))
		}
	}
	return out
}

// rank says how far a state is; receipts may only raise it, and what has arrived does not fail.
var rank = map[parley.State]int{parley.Pending: 0, parley.InProgress: 1, parley.Sent: 2, parley.Delivered: 3, parley.Read: 4, parley.Failed: 5}

// Every order in which receipts can come is tried, with the send's own answer at every place among them.
func TestReceiptsInAnyOrderNeverMoveBackwards(t *testing.T) {
	d := newDesk(t, nil)
	n := 0
	for _, order := range orders([]parley.State{parley.Sent, parley.Delivered, parley.Read, parley.Failed}) {
		for answered := range len(order) + 1 {
			n++
			if n%5 != 0 && len(order) == 4 {
				continue // of the longest, a fifth
			}
			d.walkReceipts(fmt.Sprintf("+1212555%04d", n), order, answered)
		}
	}
}

// walkReceipts sends a message and reports the states in order; the send is answered before the one that is numbered.
func (d *desk) walkReceipts(to string, order []parley.State, answered int) {
	d.TB.Helper()
	m := d.submit(to, "hello")
	claimed := d.claim()
	now, best, changed := parley.InProgress, parley.Sent, d.Message(m.ID).UpdatedAt
	for i := range len(order) + 1 {
		if i == answered {
			d.owner.Send(d.TB.Context(), claimed[0])
			d.settle()
		}
		if i < len(order) {
			d.report(channel.Report{MessageID: m.ID, State: order[i]})
			if rank[order[i]] > rank[best] && order[i] != parley.Failed {
				best = order[i]
			}
		}
		kept := d.Message(m.ID)
		next := kept.State
		if next != now && !kept.UpdatedAt.After(changed) {
			d.TB.Errorf("%v, answered before %d: %s has the time of %s, so nobody can tell which is newer", order, answered, next, now)
		}
		changed = kept.UpdatedAt
		lost := next == parley.Failed && (now == parley.Delivered || now == parley.Read)
		if rank[next] < rank[now] || lost {
			d.TB.Errorf("%v, answered before %d: from %s to %s", order, answered, now, next)
		}
		now = next
	}
	if now != parley.Failed && now != best {
		d.TB.Errorf("%v, answered before %d: ended %s, want %s", order, answered, now, best)
	}
	if kept := d.Message(m.ID); kept.ProviderID == "" {
		d.TB.Errorf("%v, answered before %d: the provider's id was not kept", order, answered)
	}
}

func TestAReceiptBeforeTheAnswerIsParked(t *testing.T) {
	d := newDesk(t, nil)
	m := d.submit(anna, "hello")
	claimed := d.claim()
	d.report(channel.Report{ProviderID: "p1", State: parley.Read})
	d.report(channel.Report{ProviderID: "p1", State: parley.Delivered})
	d.report(channel.Report{ProviderID: "p1", State: parley.Delivered}) // repeated
	d.wantState(m.ID, parley.InProgress, "")
	d.owner.Send(t.Context(), claimed[0])
	d.settle()
	d.wantState(m.ID, parley.Read, "")
	if n := d.Count(`SELECT COUNT(*) FROM parked_receipt`); n != 0 {
		t.Errorf("%d receipts are still parked", n)
	}
}

// One receipt names our id and is applied at once, the other only the provider's.
func TestAParkedReceiptIsNotForgottenWhereAnotherWasApplied(t *testing.T) {
	d := newDesk(t, nil)
	m := d.submit(anna, "hello")
	claimed := d.claim()
	d.report(channel.Report{ProviderID: "p1", State: parley.Delivered})
	d.report(channel.Report{MessageID: m.ID, State: parley.Sent})
	d.owner.Send(t.Context(), claimed[0])
	d.settle()
	d.wantState(m.ID, parley.Delivered, "")
}

// The receipt comes while the id of its message is written and not yet committed: neither sees the other.
func TestAReceiptThatMissesTheAnswerByAnInstantIsAppliedLater(t *testing.T) {
	d := newDesk(t, nil)
	m := d.submit(anna, "hello")
	d.owner.Send(t.Context(), d.claim()[0])
	if d.DB.SQLite() { // where it cannot happen: one writer
		d.settle()
		d.Must(d.DB.Do(t.Context(), func(ctx context.Context) error {
			return store.Delivery{DB: d.DB}.ParkReceipt(ctx, d.line.ID, outbox.Parked{ProviderID: "p1", State: parley.Delivered, At: d.Clock.Now()})
		}))
	} else {
		d.Must(d.DB.Do(t.Context(), func(ctx context.Context) error {
			_, _, err := d.owner.Turn(ctx, 0)
			d.report(channel.Report{ProviderID: "p1", State: parley.Delivered})
			return err
		}))
	}
	d.report(channel.Report{ProviderID: "nobody's", State: parley.Delivered})
	d.wantState(m.ID, parley.Sent, "")
	d.Must(d.Outbox.Sweep(t.Context()))
	d.wantState(m.ID, parley.Delivered, "")
	if n := d.Count(`SELECT COUNT(*) FROM parked_receipt`); n != 1 {
		t.Errorf("%d receipts are parked, want the one that is nobody's", n)
	}
}

func TestParkedReceiptsAreForgottenInTheEnd(t *testing.T) {
	d := newDesk(t, nil)
	d.report(channel.Report{ProviderID: "nobody's", State: parley.Delivered})
	d.pass(23 * time.Hour)
	d.Must(d.Outbox.Sweep(t.Context()))
	if n := d.Count(`SELECT COUNT(*) FROM parked_receipt`); n != 1 {
		t.Errorf("after 23 hours %d are parked", n)
	}
	d.pass(2 * time.Hour)
	d.Must(d.Outbox.Sweep(t.Context()))
	if n := d.Count(`SELECT COUNT(*) FROM parked_receipt`); n != 0 {
		t.Errorf("after 25 hours %d are parked", n)
	}
}

func TestReceiptsForNothingOfOursChangeNothing(t *testing.T) {
	d := newDesk(t, nil)
	m := d.submit(anna, "hello")
	d.round()
	other := d.Channel(nil)
	before := d.Events()
	for _, r := range []channel.Report{
		{State: parley.Delivered},
		{MessageID: "01935000-0000-7000-8000-00000000dead", State: parley.Delivered},
		{MessageID: "no id at all", State: parley.Delivered},
		{MessageID: "\x00\xff", State: parley.Failed},
		{ProviderID: "p2", State: parley.Failed, OptedOut: true},
		{MessageID: m.ID, State: "queued"},
		{MessageID: m.ID, State: parley.Cancelled},
		{MessageID: m.ID, State: parley.Pending},
	} {
		d.report(r)
	}
	d.Must(d.Outbox.Report(t.Context(), other, channel.Report{MessageID: m.ID, State: parley.Failed}))
	d.Must(d.Outbox.Report(t.Context(), other, channel.Report{ProviderID: "p1", State: parley.Failed}))
	d.wantState(m.ID, parley.Sent, "")
	if after := d.Events(); len(after) != len(before) {
		t.Errorf("told %v", after[len(before):])
	}
}

func TestOnlyAnUnknownOutcomeIsLifted(t *testing.T) {
	for _, tt := range []struct {
		next  channel.Next
		after parley.State
	}{
		{channel.Unknown, parley.Delivered},
		{channel.Rejected, parley.Failed},
	} {
		d := newDesk(t, nil)
		d.Provider.Fail(channel.SendError{Next: tt.next})
		m := d.submit(anna, "hello")
		d.round()
		if state := d.Message(m.ID).State; state != parley.Failed {
			t.Fatalf("%s: %s", tt.next, state)
		}
		d.report(channel.Report{MessageID: m.ID, State: parley.Delivered})
		if kept := d.Message(m.ID); kept.State != tt.after || (kept.Reason == "") != (tt.after == parley.Delivered) {
			t.Errorf("%s: a receipt makes it %s (%s)", tt.next, kept.State, kept.Reason)
		}
	}
}

func TestAReceiptSettlesAnUnknownOutcomeAsFailed(t *testing.T) {
	d := newDesk(t, nil)
	d.Provider.Fail(channel.SendError{Next: channel.Unknown})
	m := d.submit(anna, "hello")
	d.round()
	for range 2 { // the second one is a repeat
		d.report(channel.Report{MessageID: m.ID, State: parley.Failed, Code: "21610", OptedOut: true})
	}
	d.wantState(m.ID, parley.Failed, "opted_out")
	entries, err := d.Ledger.Entries(t.Context(), m.AddressID)
	d.Must(err)
	if len(entries) != 1 || entries[0].Source != consent.SourceProvider {
		t.Errorf("the ledger says %+v", entries)
	}
	d.report(channel.Report{MessageID: m.ID, State: parley.Delivered})
	d.wantState(m.ID, parley.Failed, "opted_out")
}

func TestAFailureByReceiptSaysWhy(t *testing.T) {
	d := newDesk(t, nil)
	m := d.submit(anna, "hello")
	d.round()
	d.report(channel.Report{ProviderID: "p1", State: parley.Failed, Code: "30003", Text: "Unreachable \xff\x00handset"})
	kept := d.wantState(m.ID, parley.Failed, "undelivered")
	if kept.ProviderCode != "30003" || kept.ReasonText != "Unreachable \uFFFD\uFFFDhandset" {
		t.Errorf("kept %q %q", kept.ProviderCode, kept.ReasonText)
	}
}

func TestRetrySendsAFailedMessageAgain(t *testing.T) {
	d := newDesk(t, nil)
	d.Provider.Fail(channel.SendError{Next: channel.Rejected, Code: "1", Text: "no"})
	m := d.submit(anna, "hello")
	d.round()
	d.Provider.Answer(d.Provider.Take)
	got, err := d.Outbox.Retry(t.Context(), m.ID, parley.Actor{Kind: parley.ActorUser, ID: "u1"})
	if err != nil || got.State != parley.Pending || got.Reason != "" || got.Position != m.Position {
		t.Fatalf("retried: %+v, %v", got, err)
	}
	if kept := d.wantState(m.ID, parley.Pending, ""); kept.Attempts != 0 || kept.ReasonText != "" || kept.ProviderCode != "" {
		t.Errorf("kept %+v", kept)
	}
	d.round()
	d.wantState(m.ID, parley.Sent, "")
	if _, err := d.Outbox.Retry(t.Context(), m.ID, parley.Actor{}); parley.CodeOf(err) != "not_failed" {
		t.Errorf("what was sent can be retried: %v", err)
	}
	if _, err := d.Outbox.Retry(t.Context(), "01935000-0000-7000-8000-00000000dead", parley.Actor{}); parley.CodeOf(err) != "message_not_found" {
		t.Errorf("what is not there can be retried: %v", err)
	}
}

func TestRetryAsksTheGate(t *testing.T) {
	d := newDesk(t, nil)
	d.Provider.Fail(channel.SendError{Next: channel.Rejected})
	m := d.submit(anna, "hello")
	d.round()
	d.Consent(m.AddressID, parley.OptedOut, "", consent.SourceKeyword)
	if _, err := d.Outbox.Retry(t.Context(), m.ID, parley.Actor{}); parley.CodeOf(err) != "opted_out" {
		t.Errorf("retried with %v", err)
	}
	d.wantState(m.ID, parley.Failed, "rejected")
}
