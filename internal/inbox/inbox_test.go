package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"parley/internal/channel"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/switchboard"
	"parley/test/house"
)

const anna = "+12125550101"

// newHouse makes a house with one channel.
func newHouse(t testing.TB, settings channel.Settings) (*house.House, *switchboard.Line) {
	t.Helper()
	h := house.New(t)
	return h, h.Channel(settings)
}

func TestAnUnknownSenderBecomesAContact(t *testing.T) {
	h, line := newHouse(t, nil)
	in := house.Incoming("m1", "(212) 555-0101", "hello")
	in.Name = " Anna \x00 Tremblay\n"
	h.Receive(line, in)
	holder, found, err := store.Contacts{DB: h.DB}.Holder(t.Context(), parley.Address{Kind: parley.Phone, Value: anna})
	if err != nil || !found || holder.Name != "Anna   Tremblay" && holder.Name != "Anna Tremblay" {
		t.Fatalf("%s is %+v (%v)", anna, holder, err)
	}
	h.Receive(line, house.Incoming("m2", anna, "again"))
	messages := h.Messages(anna)
	if len(messages) != 2 {
		t.Fatalf("%d messages", len(messages))
	}
	for i, m := range messages {
		if m.Direction != parley.Inbound || m.State != parley.Received || m.ContactID != holder.ContactID || m.Position != int64(i+1) ||
			m.ProviderID != fmt.Sprintf("m%d", i+1) {
			t.Errorf("message %d is %+v", i, m)
		}
	}
	if n := h.Count(`SELECT COUNT(*) FROM contact`); n != 1 {
		t.Errorf("%d contacts were made", n)
	}
}

func TestAKnownSenderIsStamped(t *testing.T) {
	h, line := newHouse(t, nil)
	c := h.Contact("Anna", anna, "", "")
	h.Receive(line, house.Incoming("m1", anna, "hello"))
	if got := h.Messages(anna); len(got) != 1 || got[0].ContactID != c.ID {
		t.Errorf("received %+v", got)
	}
}

// Validity and region are judged on the way out only.
func TestASenderIsKeptAsItCame(t *testing.T) {
	for from, want := range map[string]string{
		"12345":           "12345", // a short code
		"INFO":            "INFO",
		"111":             "111",
		"+4915112345678":  "+4915112345678", // outside of the channel's regions
		"12125550101":     anna,
		"  +12125550101 ": anna,
	} {
		h, line := newHouse(t, nil)
		h.Receive(line, house.Incoming("m1", from, "hello"))
		if len(h.Messages(want)) != 1 {
			t.Errorf("%q was not received from %q", from, want)
		}
	}
}

func TestStrangersBytesAreMadeText(t *testing.T) {
	h, line := newHouse(t, nil)
	texts := map[string]string{
		"a\xffb":       "a\uFFFDb",
		"a\x00b":       "a\uFFFDb",
		"\xed\xa0\x80": "\uFFFD",
		"":             "",
		"👩‍👩‍👧‍👦 שלום \u202bعولم": "👩‍👩‍👧‍👦 שלום \u202bعولم",
		"a\x01\x1b[2Jb":             "a\x01\x1b[2Jb",
		strings.Repeat("é", 20_000): strings.Repeat("é", 10_000),
	}
	n := 0
	for text, want := range texts {
		n++
		from := fmt.Sprintf("+1212555%04d", n)
		h.Receive(line, house.Incoming(fmt.Sprint(n), from, text))
		if got := h.Messages(from); len(got) != 1 || got[0].Text != want {
			t.Errorf("%.20q was kept as %+v", text, got)
		}
	}
}

func TestARepeatChangesNothing(t *testing.T) {
	h, line := newHouse(t, nil)
	h.Receive(line, house.Incoming("m1", anna, "STOP"))
	before := h.Events()
	h.Receive(line, house.Incoming("m1", anna, "STOP"))
	h.Receive(line, house.Incoming("m1", "+12125550199", "another text"))
	if after := h.Events(); len(after) != len(before) {
		t.Errorf("a repeat told %v", after[len(before):])
	}
	if n := h.Count(`SELECT COUNT(*) FROM message`); n != 2 { // the text and its one confirmation
		t.Errorf("%d messages are kept", n)
	}
	if n := h.Count(`SELECT COUNT(*) FROM address`); n != 1 {
		t.Errorf("a repeat made an address: %d", n)
	}
	other := h.Channel(nil)
	h.Receive(other, house.Incoming("m1", anna, "the same id at another provider"))
	if n := h.Count(`SELECT COUNT(*) FROM message WHERE direction = 'inbound'`); n != 2 {
		t.Errorf("%d inbound messages", n)
	}
}

func TestRepeatsAtOnceAreKeptOnce(t *testing.T) {
	h, line := newHouse(t, nil)
	var all sync.WaitGroup
	for n := range 24 {
		all.Go(func() {
			in := house.Incoming(fmt.Sprintf("m%d", n%3), anna, "STOP")
			if err := h.Inbox.Receive(t.Context(), line, in); err != nil {
				t.Errorf("a repeat was answered %v", err)
			}
		})
	}
	all.Wait()
	messages := h.Messages(anna)
	in, out := 0, 0
	for i, m := range messages {
		if m.Position != int64(i+1) {
			t.Errorf("message %d has position %d", i, m.Position)
		}
		if m.Direction == parley.Inbound {
			in++
		} else {
			out++
		}
	}
	if in != 3 || out != 3 {
		t.Errorf("%d texts and %d answers are kept, want 3 of each", in, out)
	}
	if n := h.Count(`SELECT COUNT(*) FROM contact`); n != 1 {
		t.Errorf("%d contacts were made", n)
	}
	if n := h.Count(`SELECT COUNT(*) FROM consent`); n != 3 {
		t.Errorf("the ledger has %d lines", n)
	}
}

func TestWhatCannotBeKeptIsDropped(t *testing.T) {
	h, line := newHouse(t, nil)
	for _, in := range []channel.Incoming{{From: anna, Text: "no id"}, {ProviderID: "m1", Text: "no sender"}} {
		if err := h.Inbox.Receive(t.Context(), line, in); err != nil {
			t.Errorf("the provider is asked to repeat %+v: %v", in, err)
		}
	}
	if n := h.Count(`SELECT COUNT(*) FROM message`); n != 0 {
		t.Errorf("%d are kept", n)
	}
}

func TestATextForAnotherNumberOfOursIsTaken(t *testing.T) {
	h, line := newHouse(t, nil)
	in := house.Incoming("m1", anna, "hello")
	in.To = "+12025550177" // none of the channel's senders: the default takes it
	h.Receive(line, in)
	if got := h.Messages(anna); len(got) != 1 || got[0].SenderID != line.Senders[0].ID {
		t.Errorf("received %+v", got)
	}
}

func TestAFailedUnitIsToldToTheProvider(t *testing.T) {
	h, line := newHouse(t, nil)
	broken := errors.New("no names today")
	h.Inbox.Brand = func(ctx context.Context) (string, error) { return "", broken }
	if err := h.Inbox.Receive(t.Context(), line, house.Incoming("m1", anna, "STOP")); !errors.Is(err, broken) {
		t.Errorf("answered %v", err)
	}
	if n := h.Count(`SELECT (SELECT COUNT(*) FROM message) + (SELECT COUNT(*) FROM consent) + (SELECT COUNT(*) FROM contact)`); n != 0 {
		t.Errorf("%d rows are left of it", n)
	}
}
