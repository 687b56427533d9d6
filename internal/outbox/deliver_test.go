package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"parley/internal/channel"
	"parley/internal/consent"
	"parley/internal/outbox"
	"parley/internal/parley"
	"parley/internal/work"
)

func TestAMessageGoesOut(t *testing.T) {
	d := newDesk(t, nil)
	m := d.submit(anna, "hello")
	if texts := d.round(); len(texts) != 1 {
		t.Fatalf("sent %q", texts)
	}
	kept := d.wantState(m.ID, parley.Sent, "")
	if kept.ProviderID != "p1" || kept.Attempts != 1 || kept.MaybeDoubled {
		t.Errorf("kept %+v", kept)
	}
	sent := d.Provider.Sent()[0]
	want := channel.Outgoing{
		ID: m.ID, From: "+12025550100", To: anna, Text: "hello", Attempt: 1,
		Callback: "https://hub.example/hooks/" + string(d.line.ID) + "/status?m=" + string(m.ID),
	}
	if sent != want {
		t.Errorf("the provider was given %+v, want %+v", sent, want)
	}
	if texts := d.round(); len(texts) != 0 {
		t.Errorf("sent again: %q", texts)
	}
}

func TestOneMessageOfAConversationAtATime(t *testing.T) {
	d := newDesk(t, nil)
	for _, text := range []string{"a1", "a2", "a3"} {
		d.submit(anna, text)
	}
	d.submit(ben, "b1")
	claimed := d.claim()
	if len(claimed) != 2 || claimed[0].Text != "a1" || claimed[1].Text != "b1" {
		t.Fatalf("claimed %v", texts(claimed))
	}
	d.owner.Send(t.Context(), claimed[1]) // Ben's goes on while Anna's is under way
	d.submit(ben, "b2")
	if next := d.claim(); len(next) != 1 || next[0].Text != "b2" {
		t.Errorf("then claimed %v", texts(next))
	}
	d.owner.Send(t.Context(), claimed[0])
	if next := d.claim(); len(next) != 1 || next[0].Text != "a2" {
		t.Errorf("after the first claimed %v", texts(next))
	}
}

func texts(claimed []outbox.Claimed) []string {
	out := make([]string, len(claimed))
	for i, m := range claimed {
		out[i] = m.Text
	}
	return out
}

func TestAClaimKeepsToTheRoom(t *testing.T) {
	d := newDesk(t, nil)
	for i := range 10 {
		d.submit(fmt.Sprintf("+1212555%04d", i), fmt.Sprint(i))
	}
	for _, room := range []int{0, 1, 4} {
		claimed, _, err := d.owner.Turn(t.Context(), room)
		if err != nil || len(claimed) != room {
			t.Errorf("claimed %d with room for %d (%v)", len(claimed), room, err)
		}
	}
}

func TestTheRateIsKept(t *testing.T) {
	d := newDesk(t, channel.Settings{"rate": "2"})
	for i := range 12 {
		d.submit(fmt.Sprintf("+1212555%04d", i), fmt.Sprint(i))
	}
	sent := 0
	for second := 1; second <= 4; second++ {
		for range 10 {
			claimed, next, err := d.owner.Turn(t.Context(), 64)
			d.Must(err)
			sent += len(claimed)
			if len(claimed) == 0 && !next.After(d.Clock.Now()) {
				t.Fatal("nothing may be sent, and the owner is not told when")
			}
			d.pass(100 * time.Millisecond)
		}
		if most := 2*second + 1; sent > most {
			t.Errorf("%d were sent in %d s at 2 a second", sent, second)
		}
	}
	if sent < 6 {
		t.Errorf("%d were sent in 4 s at 2 a second", sent)
	}
}

func TestUnavailableIsTriedAgainWithBackOff(t *testing.T) {
	d := newDesk(t, nil)
	d.Provider.Fail(channel.SendError{Next: channel.Unavailable, Code: "503", Text: "busy"})
	m := d.submit(anna, "hello")
	other := d.submit(anna, "second")
	last := time.Duration(0)
	for attempt := 1; attempt <= 5; attempt++ {
		d.round()
		kept := d.wantState(m.ID, parley.Pending, "unavailable")
		wait := kept.DueAt.Sub(d.Clock.Now())
		if wait <= last || kept.Attempts != attempt || kept.ReasonText != "busy" || kept.ProviderCode != "503" {
			t.Fatalf("attempt %d: waits %v after %v, kept %+v", attempt, wait, last, kept)
		}
		if texts := d.round(); len(texts) != 0 {
			t.Fatalf("before its time %q was sent", texts)
		}
		last = wait
		d.pass(wait)
	}
	d.Provider.Answer(d.Provider.Take)
	d.round()
	if kept := d.wantState(m.ID, parley.Sent, ""); kept.ReasonText != "" || kept.ProviderCode != "" {
		t.Errorf("sent, and still says %q %q", kept.ReasonText, kept.ProviderCode)
	}
	d.round()
	d.wantState(other.ID, parley.Sent, "")
}

func TestAMessageExpires(t *testing.T) {
	d := newDesk(t, nil)
	d.Provider.Fail(channel.SendError{Next: channel.Unavailable})
	m, other := d.submit(anna, "hello"), d.submit(anna, "second")
	first := d.Clock.Now()
	for d.Message(m.ID).State == parley.Pending {
		if d.Clock.Now().Sub(first) > 15*time.Minute {
			t.Fatal("it holds its conversation up for longer than 15 minutes")
		}
		d.round()
		if kept := d.Message(m.ID); kept.State == parley.Pending {
			d.pass(kept.DueAt.Sub(d.Clock.Now()))
		}
	}
	d.wantState(m.ID, parley.Failed, parley.ReasonExpired)
	if held := d.Clock.Now().Sub(first); held < 14*time.Minute {
		t.Errorf("given up after %v", held)
	}
	d.Provider.Answer(d.Provider.Take)
	d.round()
	d.wantState(other.ID, parley.Sent, "")
}

func TestThrottledWaitsAndNeverCounts(t *testing.T) {
	d := newDesk(t, nil)
	d.Provider.Fail(channel.SendError{Next: channel.Throttled, RetryAfter: 10 * time.Minute})
	m := d.submit(anna, "hello")
	for range 5 { // 50 minutes: far longer than a failure may take
		d.round()
		kept := d.wantState(m.ID, parley.Pending, "throttled")
		if kept.Attempts != 0 || !kept.DueAt.Equal(d.Clock.Now().Add(10*time.Minute)) {
			t.Fatalf("attempts %d, due %v", kept.Attempts, kept.DueAt)
		}
		d.submit(ben, "another")
		d.pass(9 * time.Minute)
		claimed, next, err := d.owner.Turn(t.Context(), 64)
		if err != nil || len(claimed) != 0 || !next.Equal(kept.DueAt) {
			t.Fatalf("while the channel rests %v is claimed, next at %v (%v)", texts(claimed), next, err)
		}
		d.pass(time.Minute)
	}
	d.Provider.Answer(d.Provider.Take)
	d.round()
	d.wantState(m.ID, parley.Sent, "")
}

func TestRejectedNeverGoes(t *testing.T) {
	d := newDesk(t, nil)
	d.Provider.Fail(channel.SendError{Next: channel.Rejected, Code: "30006\xff", Text: "Land\x00line"})
	m := d.submit(anna, "hello")
	d.round()
	kept := d.wantState(m.ID, parley.Failed, "rejected")
	if kept.ProviderCode != "30006\uFFFD" || kept.ReasonText != "Land\uFFFDline" {
		t.Errorf("kept %q %q", kept.ProviderCode, kept.ReasonText)
	}
	if state := d.Count(`SELECT COUNT(*) FROM conversation WHERE last_state = 'failed'`); state != 1 {
		t.Error("the list does not show the failure")
	}
}

func TestTheProvidersOptOutIsWrittenDown(t *testing.T) {
	d := newDesk(t, nil)
	d.Provider.Fail(channel.SendError{Next: channel.Rejected, Code: "21610\x01\xff", OptedOut: true})
	m := d.submit(anna, "hello")
	d.round()
	d.wantState(m.ID, parley.Failed, "opted_out")
	entries, err := d.Ledger.Entries(t.Context(), m.AddressID)
	d.Must(err)
	if len(entries) != 1 || entries[0].State != parley.OptedOut || entries[0].Source != consent.SourceProvider || entries[0].Wording != "21610 \uFFFD" {
		t.Errorf("the ledger says %+v", entries)
	}
	if _, err := d.Outbox.Submit(t.Context(), outbox.Draft{ChannelID: d.line.ID, To: anna, Text: "again"}); parley.CodeOf(err) != "opted_out" {
		t.Errorf("the next one is answered %v", err)
	}
}

func TestAnUnknownOutcomeFollowsTheDriversRule(t *testing.T) {
	for _, tt := range []struct {
		rule   channel.Unresolved
		state  parley.State
		double bool
	}{
		{channel.Stop, parley.Failed, false},
		{channel.Lookup, parley.Failed, false}, // the careful reading, until a driver can be asked
		{channel.Resend, parley.Pending, true},
	} {
		d := newDesk(t, nil, func(i *channel.Info) { i.AfterTime = tt.rule })
		d.Provider.Answer(func(context.Context, channel.Outgoing) (channel.Receipt, error) {
			return channel.Receipt{}, errors.New("no answer") // no *SendError: the careful reading is Unknown
		})
		m := d.submit(anna, "hello")
		d.round()
		kept := d.wantState(m.ID, tt.state, parley.ReasonOutcomeUnknown)
		if kept.MaybeDoubled != tt.double {
			t.Errorf("%s: maybe doubled is %v", tt.rule, kept.MaybeDoubled)
		}
	}
}

// A provider that never answers in time would otherwise be asked as fast as it can be.
func TestResendingAfterATimeOutBacksOffAndEnds(t *testing.T) {
	d := newDesk(t, nil, func(i *channel.Info) { i.AfterTime = channel.Resend })
	d.Provider.Fail(channel.SendError{Next: channel.Unknown})
	m := d.submit(anna, "hello")
	for began := d.Clock.Now(); d.Message(m.ID).State == parley.Pending; {
		d.round()
		kept := d.Message(m.ID)
		if kept.State != parley.Pending {
			break
		}
		if !kept.DueAt.After(d.Clock.Now()) {
			t.Fatal("it is due again at once")
		}
		if d.Clock.Now().Sub(began) > 15*time.Minute {
			t.Fatal("it is resent for ever")
		}
		d.pass(kept.DueAt.Sub(d.Clock.Now()))
	}
	d.wantState(m.ID, parley.Failed, parley.ReasonOutcomeUnknown)
}

func TestASendTakesNoLongerThanTheDriverSays(t *testing.T) {
	d := newDesk(t, nil, func(i *channel.Info) { i.SendTimeout = time.Millisecond })
	d.Provider.Answer(func(ctx context.Context, _ channel.Outgoing) (channel.Receipt, error) {
		<-ctx.Done()
		return channel.Receipt{}, ctx.Err()
	})
	m := d.submit(anna, "hello")
	d.round()
	d.wantState(m.ID, parley.Failed, parley.ReasonOutcomeUnknown)
}

func TestAProvidersIDIsNeverGivenTwice(t *testing.T) {
	d := newDesk(t, nil)
	d.Provider.Answer(func(context.Context, channel.Outgoing) (channel.Receipt, error) {
		return channel.Receipt{ProviderID: "same", State: parley.Sent}, nil
	})
	a, b := d.submit(anna, "a"), d.submit(ben, "b")
	d.round()
	if first, second := d.wantState(a.ID, parley.Sent, ""), d.wantState(b.ID, parley.Sent, ""); first.ProviderID != "same" || second.ProviderID != "" {
		t.Errorf("given to %q and %q", first.ProviderID, second.ProviderID)
	}
}

func TestTheGateIsAskedAgain(t *testing.T) {
	d := newDesk(t, nil)
	m, next := d.submit(anna, "hello"), d.submit(anna, "second")
	d.submit(ben, "to Ben")
	d.Consent(m.AddressID, parley.OptedOut, "", consent.SourceKeyword)
	_, again, err := d.owner.Turn(t.Context(), 64)
	d.Must(err)
	kept := d.wantState(m.ID, parley.Failed, "opted_out")
	if kept.Attempts != 0 || kept.ReasonText == "" {
		t.Errorf("kept %+v", kept)
	}
	if again.IsZero() || again.After(d.Clock.Now()) {
		t.Errorf("what stood behind it is looked at again only at %v", again)
	}
	d.claim()
	d.wantState(next.ID, parley.Failed, "opted_out")
	d.wantSent()
}

func TestNothingLeavesInTestMode(t *testing.T) {
	d := newDesk(t, nil)
	before := d.submit(anna, "before")
	d.TestMode.Store(true)
	if _, err := d.Outbox.Submit(t.Context(), outbox.Draft{ChannelID: d.line.ID, To: anna, Text: "during", Actor: parley.Actor{Kind: parley.ActorUser}}); parley.CodeOf(err) != "test_mode" {
		t.Errorf("a new one: %v", err)
	}
	if sent := d.round(); len(sent) != 0 {
		t.Errorf("sent %v", sent)
	}
	d.wantState(before.ID, parley.Pending, "")
	d.TestMode.Store(false)
	if sent := d.round(); !slices.Equal(sent, []string{"before"}) {
		t.Errorf("afterwards %v went", sent)
	}
}

func TestTheSimulatorWorksInTestMode(t *testing.T) {
	d := newDesk(t, nil, func(i *channel.Info) { i.Simulated = true })
	d.TestMode.Store(true)
	d.submit(anna, "during")
	if sent := d.round(); !slices.Equal(sent, []string{"during"}) {
		t.Errorf("sent %v", sent)
	}
}

func TestHeldUntilItIsDue(t *testing.T) {
	d := newDesk(t, nil)
	held, later := d.submit(anna, "held"), d.submit(anna, "later")
	due := d.Clock.Now().Add(time.Hour)
	d.Must(d.DB.Exec(t.Context(), `UPDATE message SET state = 'held', due_at = $2 WHERE id = $1`, string(held.ID), due.UnixMilli()))
	claimed, next, err := d.owner.Turn(t.Context(), 64)
	d.Must(err)
	if len(claimed) != 1 || claimed[0].ID != later.ID || !next.Equal(due) {
		t.Fatalf("claimed %v, next at %v", texts(claimed), next)
	}
	d.owner.Send(t.Context(), claimed[0])
	d.settle()
	d.pass(time.Hour)
	d.round()
	d.wantSent("later", "held")
}

func TestAStaleOwnerWritesNothing(t *testing.T) {
	d := newDesk(t, nil)
	m := d.submit(anna, "hello")
	stale := d.owner
	for _, each := range d.claim() {
		stale.Send(t.Context(), each)
	}
	d.newOwner("second")
	d.report(channel.Report{ProviderID: "p1", State: parley.Delivered})
	d.wantState(m.ID, parley.Pending, parley.ReasonOutcomeUnknown)
	before := d.Events()
	if _, _, err := stale.Turn(t.Context(), 64); !errors.Is(err, work.ErrLost) {
		t.Errorf("a claim under a stale epoch ended with %v", err)
	}
	if _, _, err := stale.Turn(t.Context(), 0); err != nil {
		t.Errorf("a stale owner that only hands in results: %v", err)
	}
	if kept := d.wantState(m.ID, parley.Pending, parley.ReasonOutcomeUnknown); kept.ProviderID != "" {
		t.Errorf("it left the provider's id %q", kept.ProviderID)
	}
	if after := d.Events(); len(after) != len(before) {
		t.Errorf("it told %v", after[len(before):])
	}
	if n := d.Count(`SELECT COUNT(*) FROM parked_receipt`); n != 1 {
		t.Errorf("of the receipt that waits for the message %d are left", n)
	}
	d.round()
	d.wantState(m.ID, parley.Sent, "")
}

func TestOrphansFollowTheDriversRule(t *testing.T) {
	for _, tt := range []struct {
		rule   channel.Unresolved
		state  parley.State
		double bool
	}{
		{channel.Resend, parley.Pending, true},
		{channel.Stop, parley.Failed, false},
		{channel.Lookup, parley.Failed, false},
	} {
		d := newDesk(t, nil, func(i *channel.Info) { i.AfterCrash = tt.rule })
		var all []parley.Message
		for i := range 3 {
			all = append(all, d.submit(fmt.Sprintf("+1212555%04d", i), "hello"))
		}
		d.claim() // and then the process dies
		d.newOwner("second")
		for _, m := range all {
			if kept := d.wantState(m.ID, tt.state, parley.ReasonOutcomeUnknown); kept.MaybeDoubled != tt.double {
				t.Errorf("%s: maybe doubled is %v", tt.rule, kept.MaybeDoubled)
			}
		}
		if d.Counts.Doubts != 3 {
			t.Errorf("%d in doubt are counted", d.Counts.Doubts)
		}
		if sent := len(d.round()); sent == 3 != tt.double {
			t.Errorf("%s: %d were sent again", tt.rule, sent)
		}
	}
}

// It may be the message that ends the hub each time: it must not do so for ever, nor at once again.
func TestAMessageThatEndsEveryOwnerIsGivenUp(t *testing.T) {
	d := newDesk(t, nil)
	m := d.submit(anna, "hello")
	d.submit(anna, "and then")
	times := 0
	for ; d.Message(m.ID).State == parley.Pending && times < 20; times++ {
		if claimed := d.claim(); len(claimed) != 1 || claimed[0].ID != m.ID {
			t.Fatalf("claimed %v", texts(claimed))
		}
		d.newOwner(fmt.Sprint("owner ", times))
		kept := d.Message(m.ID)
		if wait := kept.DueAt.Sub(d.Clock.Now()); kept.State == parley.Pending && (wait > 0) != (times > 0) {
			t.Errorf("after %d ends it waits for %v", times+1, wait)
		} else {
			d.pass(max(0, wait))
		}
	}
	if kept := d.wantState(m.ID, parley.Failed, parley.ReasonOutcomeUnknown); times != 5 || !kept.MaybeDoubled {
		t.Errorf("it was handed over %d times, and is marked: %v", times, kept.MaybeDoubled)
	}
	if got := d.round(); len(got) != 1 || got[0] != "and then" {
		t.Errorf("then went %v", got)
	}
}

// The database has committed a turn and its answer was lost: what that turn claimed is with nobody.
func TestAClaimWhoseAnswerWasLostIsTakenBack(t *testing.T) {
	d := newDesk(t, nil)
	first, second, third := d.submit(anna, "one"), d.submit(ben, "two"), d.submit(anna, "three")
	claimed, _, err := d.owner.Turn(t.Context(), 1)
	d.Must(err)
	d.owner.Send(t.Context(), claimed[0])
	lost := errors.New("the connection broke")
	d.LoseAnswer(lost)
	if _, _, err := d.owner.Turn(t.Context(), 1); !errors.Is(err, lost) {
		t.Fatalf("the turn ended with %v", err)
	}
	d.wantState(first.ID, parley.Sent, "")
	d.wantState(second.ID, parley.InProgress, "")
	before := d.Events()
	for range 3 {
		d.round()
	}
	if got := d.Events()[len(before):]; len(got) != 2 { // each of the others was sent, and nothing was told twice
		t.Errorf("told %v", got)
	}
	got := d.Provider.Texts()
	slices.Sort(got)
	if !slices.Equal(got, []string{"one", "three", "two"}) {
		t.Errorf("the provider has %v", got)
	}
	for _, id := range []parley.ID{second.ID, third.ID} {
		if kept := d.wantState(id, parley.Sent, ""); kept.Attempts != 1 || kept.MaybeDoubled {
			t.Errorf("kept %+v", kept)
		}
	}
}
