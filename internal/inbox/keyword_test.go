package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"parley/internal/channel"
	"parley/internal/consent"
	"parley/internal/contact"
	"parley/internal/outbox"
	"parley/internal/parley"
	"parley/internal/switchboard"
	"parley/test/house"
)

// answers gives the confirmations that were put into the thread with a number.
func answers(h *house.House, number string) []parley.Message {
	h.TB.Helper()
	var out []parley.Message
	for _, m := range h.Messages(number) {
		if m.Purpose == parley.Confirmation {
			out = append(out, m)
		}
	}
	return out
}

// ledger gives the states in a number's ledger, the oldest first.
func ledger(h *house.House, number string) []parley.ConsentState {
	h.TB.Helper()
	entries, err := h.Ledger.Entries(h.TB.Context(), h.Address(number))
	h.Must(err)
	states := make([]parley.ConsentState, len(entries))
	for i, e := range entries {
		states[len(entries)-1-i] = e.State
	}
	return states
}

func optedOut(h *house.House, number string) bool {
	h.TB.Helper()
	s, err := h.Ledger.Standing(h.TB.Context(), h.Address(number))
	h.Must(err)
	return s.OptedOut(parley.Conversational) && s.OptedOut(parley.Notification) && s.OptedOut(parley.Marketing)
}

func TestStopOptsOutAndIsConfirmedOnce(t *testing.T) {
	for _, text := range []string{"STOP", "stop", " Stop. ", "StopAll", "unsubscribe!", "CANCEL", "End", "quit", "Revoke", "OPT-OUT", "opt out", "Arrêt", "STOP\x01", "\x1bstop\x00"} {
		h, line := newHouse(t, nil)
		h.Receive(line, house.Incoming("m1", anna, text))
		if !optedOut(h, anna) { // SMS-69
			t.Errorf("%q does not opt out", text)
		}
		got := answers(h, anna)
		if len(got) != 1 || got[0].State != parley.Pending || !strings.HasPrefix(got[0].Text, "Harbor: You're unsubscribed") {
			t.Fatalf("%q is answered %+v", text, got)
		}
		_, err := h.Outbox.Submit(t.Context(), outbox.Draft{ChannelID: line.ID, To: anna, Text: "one more thing"})
		if parley.CodeOf(err) != "opted_out" { // SMS-68
			t.Errorf("after %q a text is answered %v", text, err)
		}
	}
}

func TestOtherTextsAreNoKeywords(t *testing.T) {
	h, line := newHouse(t, nil)
	for i, text := range []string{"please stop by at noon", "the end", "YES", "yes!", "cancel my order", "info please", "", "🛑"} {
		h.Receive(line, house.Incoming(string(rune('a'+i)), anna, text))
	}
	if got := ledger(h, anna); len(got) != 0 || len(answers(h, anna)) != 0 {
		t.Errorf("the ledger says %v, %d answers", got, len(answers(h, anna)))
	}
}

func TestStartComesBack(t *testing.T) {
	for _, word := range []string{"START", "unstop", "Yes"} {
		h, line := newHouse(t, nil)
		h.Receive(line, house.Incoming("m1", anna, "STOP"))
		h.Receive(line, house.Incoming("m2", anna, word))
		if optedOut(h, anna) { // SMS-70
			t.Errorf("%s does not opt in", word)
		}
		got := answers(h, anna)
		if len(got) != 2 || !strings.HasPrefix(got[1].Text, "Harbor: You're subscribed") {
			t.Errorf("%s is answered %+v", word, got)
		}
		h.Submit(line, anna, "welcome back")
	}
}

// STOP and START say the same to every channel that reaches the number.
func TestOptOutHoldsOnEveryChannel(t *testing.T) {
	h, line := newHouse(t, nil)
	other := h.Channel(nil)
	h.Receive(line, house.Incoming("m1", anna, "STOP"))
	_, err := h.Outbox.Submit(t.Context(), outbox.Draft{ChannelID: other.ID, To: anna, Text: "hello"})
	if parley.CodeOf(err) != "opted_out" {
		t.Errorf("on another channel: %v", err)
	}
}

func TestHelpIsAnsweredToTheOptedOutToo(t *testing.T) {
	h, line := newHouse(t, nil)
	h.Receive(line, house.Incoming("m1", anna, "STOP"))
	h.Receive(line, house.Incoming("m2", anna, "help"))
	got := answers(h, anna)
	if len(got) != 2 || !strings.HasPrefix(got[1].Text, "Harbor: Reply here") || got[1].State != parley.Pending {
		t.Errorf("answered %+v", got)
	}
	if !optedOut(h, anna) {
		t.Error("HELP has opted in")
	}
	if got := ledger(h, anna); len(got) != 2 || got[1] != parley.HelpAsked {
		t.Errorf("the ledger says %v", got)
	}
}

func TestEachKeywordIsConfirmedOnce(t *testing.T) {
	h, line := newHouse(t, nil)
	for _, id := range []string{"m1", "m2", "m1", "m2"} {
		h.Receive(line, house.Incoming(id, anna, "STOP"))
	}
	if got := answers(h, anna); len(got) != 2 {
		t.Errorf("two STOPs have %d answers", len(got))
	}
	entries, err := h.Ledger.Entries(t.Context(), h.Address(anna))
	h.Must(err)
	for _, e := range entries {
		_, err := h.Outbox.Submit(t.Context(), outbox.Draft{ChannelID: line.ID, To: anna, Text: "and another", Purpose: parley.Confirmation, ConsentID: e.ID})
		if parley.CodeOf(err) != "confirmation_used" {
			t.Errorf("a second answer to one keyword: %v", err)
		}
	}
}

func TestTheAnswerSpeaksTheCustomersLanguage(t *testing.T) {
	h, line := newHouse(t, nil)
	h.Contact("Zoë", anna, "", "fr-CA")
	h.Receive(line, house.Incoming("m1", anna, "ARRÊT"))
	if got := answers(h, anna); len(got) != 1 || !strings.Contains(got[0].Text, "Désabonnement") || got[0].Segments != 1 {
		t.Errorf("answered %+v", got)
	}
}

func TestTheProviderMayAnswerItself(t *testing.T) {
	for name, tt := range map[string]struct {
		settings channel.Settings
		in       channel.Incoming
	}{
		"OptOutType":           {nil, channel.Incoming{ProviderID: "m1", From: anna, Text: "Bitte nicht mehr", Keyword: "STOP"}},
		"the channel's choice": {channel.Settings{"opt_out": "provider"}, channel.Incoming{ProviderID: "m1", From: anna, Text: "Stop"}},
	} {
		h, line := newHouse(t, tt.settings)
		h.Receive(line, tt.in)
		if got := answers(h, anna); !optedOut(h, anna) || len(got) != 0 {
			t.Errorf("%s: opted out is %v, answers %+v", name, optedOut(h, anna), got)
		}
	}
	h, line := newHouse(t, nil)
	h.Receive(line, channel.Incoming{ProviderID: "m1", From: anna, Text: "x", Keyword: "STOP"})
	h.Receive(line, channel.Incoming{ProviderID: "m2", From: anna, Text: "y", Keyword: "start"})
	h.Receive(line, channel.Incoming{ProviderID: "m3", From: anna, Text: "z", Keyword: "HELP"})
	if got := ledger(h, anna); len(got) != 3 || got[1] != parley.OptedIn || got[2] != parley.HelpAsked {
		t.Errorf("the ledger says %v", got)
	}
}

// deliver runs the channel until it has nothing to do.
func deliver(t *testing.T, h *house.House, line *switchboard.Line, after time.Duration) parley.Message {
	t.Helper()
	h.Clock.Advance(after)
	conn := h.Conn(line)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- h.Outbox.Serve(ctx, line, conn, h.Lease(line, "owner")) }()
	var m parley.Message
	h.Await("the confirmation to be settled", func() bool {
		m = answers(h, anna)[0]
		return m.State != parley.Pending && m.State != parley.InProgress
	})
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	return m
}

func TestAConfirmationGoesOutWithinFiveMinutes(t *testing.T) {
	for _, tt := range []struct {
		after  time.Duration
		state  parley.State
		reason string
		sent   int
	}{
		{5 * time.Minute, parley.Sent, "", 1},
		{5*time.Minute + time.Millisecond, parley.Failed, "confirmation_late", 0},
	} {
		h, line := newHouse(t, nil)
		h.Receive(line, house.Incoming("m1", anna, "STOP"))
		m := deliver(t, h, line, tt.after)
		if m.State != tt.state || m.Reason != tt.reason || len(h.Provider.Sent()) != tt.sent {
			t.Errorf("after %v it is %s (%s), %d sent", tt.after, m.State, m.Reason, len(h.Provider.Sent()))
		}
	}
}

func TestACarriersBlockOnTheConfirmationIsNoError(t *testing.T) {
	h, line := newHouse(t, nil)
	h.Provider.Fail(channel.SendError{Next: channel.Rejected, Code: "21610", OptedOut: true})
	h.Receive(line, house.Incoming("m1", anna, "STOP"))
	if m := deliver(t, h, line, 0); m.State != parley.Cancelled || m.Reason != "provider_answered" {
		t.Errorf("it is %s (%s)", m.State, m.Reason)
	}
	if got := ledger(h, anna); len(got) != 1 {
		t.Errorf("the ledger says %v", got)
	}
}

func TestACarriersBlockByReceiptIsNoErrorEither(t *testing.T) {
	h, line := newHouse(t, nil)
	h.Receive(line, house.Incoming("m1", anna, "STOP"))
	m := deliver(t, h, line, 0)
	h.Must(h.Outbox.Report(t.Context(), line, channel.Report{MessageID: m.ID, State: parley.Failed, Code: "21610", OptedOut: true}))
	if m := h.Message(m.ID); m.State != parley.Cancelled || m.Reason != "provider_answered" {
		t.Errorf("it is %s (%s)", m.State, m.Reason)
	}
}

// The customer's word counts, whatever keeps the answer from being sent.
func TestAnAnswerThatFailsLosesNoOptOut(t *testing.T) {
	for name, spoil := range map[string]func(h *house.House, line *switchboard.Line){
		"switched off": func(h *house.House, line *switchboard.Line) {
			off := false
			_, err := h.Board.Update(h.TB.Context(), line.ID, switchboard.Change{Enabled: &off, Version: line.Version}, "US", house.By)
			h.Must(err)
		},
		"deleted": func(h *house.House, line *switchboard.Line) {
			h.Must(h.Board.Delete(h.TB.Context(), line.ID, house.By))
		},
		"land line": func(h *house.House, _ *switchboard.Line) { h.Contact("Anna", anna, "home", "") },
		"long brand": func(h *house.House, _ *switchboard.Line) {
			h.Inbox.Brand = func(context.Context) (string, error) { return strings.Repeat("Harbor ", 300), nil }
		},
	} {
		h, line := newHouse(t, nil)
		spoil(h, line)
		if err := h.Inbox.Receive(t.Context(), line, house.Incoming("m1", anna, "STOP")); err != nil {
			t.Errorf("%s: answered %v", name, err)
			continue
		}
		if !optedOut(h, anna) || len(answers(h, anna)) != 0 {
			t.Errorf("%s: opted out is %v, answers %+v", name, optedOut(h, anna), answers(h, anna))
		}
	}
}

func TestAnOperatorsOptInDoesNotUndoTheCustomersStop(t *testing.T) {
	h, line := newHouse(t, nil)
	h.Receive(line, house.Incoming("m1", anna, "STOP"))
	_, err := h.Ledger.Record(t.Context(), house.By, parley.ConsentEntry{AddressID: h.Address(anna), State: parley.OptedIn, Source: consent.SourceUser})
	if parley.CodeOf(err) != "opted_out_by_customer" {
		t.Errorf("answered %v", err)
	}
}

// A number that several contacts have is one number: who goes out or comes back with it does so for all of them.
func TestAKeywordCountsForEveryContactOfTheNumber(t *testing.T) {
	h, line := newHouse(t, nil)
	contacts := []contact.Contact{h.Contact("Anna", anna, "", ""), h.Contact("Her father", "(212) 555-0101", "", ""), h.Contact("Her firm", anna, "work", "")}
	for i, c := range []struct {
		text string
		out  bool
	}{{"STOP", true}, {"START", false}} {
		h.Receive(line, house.Incoming(fmt.Sprint("m", i), anna, c.text))
		for _, each := range contacts {
			now, err := h.Contacts.Get(t.Context(), each.ID)
			h.Must(err)
			standings, err := h.Ledger.Standings(t.Context(), []parley.ID{now.Addresses[0].ID})
			h.Must(err)
			if s := standings[now.Addresses[0].ID]; s.OptedOut(parley.Conversational) != c.out || s.SMSOptIn() == c.out { // SMS-71
				t.Errorf("after %s %s is %+v", c.text, each.Name, s)
			}
		}
	}
}

// An operator can opt a customer out as well as he himself can, and either is enough.
func TestTheTwoWaysOut(t *testing.T) {
	for who, out := range map[string]func(h *house.House, line *switchboard.Line){
		"the operator": func(h *house.House, _ *switchboard.Line) {
			h.Consent(h.Address(anna), parley.OptedOut, "", consent.SourceUser)
		},
		"the customer": func(h *house.House, line *switchboard.Line) { h.Receive(line, house.Incoming("m1", anna, "STOP")) },
	} {
		h, line := newHouse(t, nil)
		h.Contact("Anna", anna, "", "")
		h.Submit(line, anna, "hello")
		out(h, line)
		_, err := h.Outbox.Submit(t.Context(), outbox.Draft{ChannelID: line.ID, To: anna, Text: "one more thing"})
		if parley.CodeOf(err) != "opted_out" { // SMS-66
			t.Errorf("after %s a text is answered %v", who, err)
		}
	}
}
