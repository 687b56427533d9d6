package conversation_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"parley/internal/contact"
	"parley/internal/conversation"
	"parley/internal/event"
	"parley/internal/parley"
)

// Positions are counted on the thread's row: whoever writes at the same time, the thread has no gap and no double.
func TestPositionsHaveNoGapUnderConcurrentWriters(t *testing.T) {
	const threads, writers, each = 3, 8, 10
	b := newBench(t)
	customers := b.from(threads)
	failure := errors.New("given up")
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			for i := range each {
				h := customers[(w+i)%threads]
				if _, err := b.put(h, fmt.Sprintf("%d of %d", i, w), ""); err != nil {
					t.Error(err)
				}
				err := b.db.Do(t.Context(), func(ctx context.Context) error { // takes a position and gives it back
					m := parley.Message{ID: parley.ID(b.clk.NewID()), Direction: parley.Inbound, State: parley.Received, CreatedAt: b.clk.Now()}
					if err := b.threads.Advance(ctx, conversation.Parties{ChannelID: b.channel, SenderID: b.sender, AddressID: h.Address.ID}, &m); err != nil {
						return err
					}
					return failure
				})
				if !errors.Is(err, failure) {
					t.Errorf("a unit that gives up ended with %v", err)
				}
			}
		})
	}
	all.Wait()
	views := b.list(conversation.Filter{Viewer: viewer("u")})
	if len(views) != threads {
		t.Fatalf("%d threads, want %d: the first writers made the same one twice", len(views), threads)
	}
	total := 0
	for _, v := range views {
		found, _, _, err := b.service.Thread(t.Context(), v.ID, viewer("u"), conversation.Page{Limit: 200})
		b.must(err)
		for i, m := range found {
			if m.Position != int64(i+1) {
				t.Errorf("place %d of thread %s has position %d", i+1, v.ID, m.Position)
			}
		}
		if v.Position != int64(len(found)) || v.InboundCount != v.Position {
			t.Errorf("the row counts %d messages, %d inbound; there are %d", v.Position, v.InboundCount, len(found))
		}
		total += len(found)
	}
	if total != writers*each {
		t.Errorf("%d messages, want %d", total, writers*each)
	}
	if n := len(b.told(event.ConversationCreated)); n != threads {
		t.Errorf("%d times a thread was told to be new, want %d", n, threads)
	}
}

func TestThreadPages(t *testing.T) {
	b := newBench(t)
	h := b.customer("Ada", "+12025550143")
	var id parley.ID
	for i := range 7 {
		id = b.say(h, fmt.Sprint(i+1), "").ConversationID
	}
	for name, c := range map[string]struct {
		page          conversation.Page
		want          string
		before, after bool
	}{
		"the newest":       {conversation.Page{Limit: 3}, "5 6 7", true, false},
		"before":           {conversation.Page{Before: 5, Limit: 3}, "2 3 4", true, true},
		"to the beginning": {conversation.Page{Before: 2, Limit: 3}, "1", false, true},
		"after":            {conversation.Page{After: 2, Limit: 3}, "3 4 5", true, true},
		"to the end":       {conversation.Page{After: 5, Limit: 3}, "6 7", true, false},
		"after the end":    {conversation.Page{After: 7, Limit: 3}, "", true, false},
		"before the first": {conversation.Page{Before: 1, Limit: 3}, "", false, true},
		"all":              {conversation.Page{Limit: 50}, "1 2 3 4 5 6 7", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			found, before, after, err := b.service.Thread(t.Context(), id, viewer("u"), c.page)
			b.must(err)
			var texts []string
			for _, m := range found {
				texts = append(texts, m.Text)
			}
			if got := strings.Join(texts, " "); got != c.want || before != c.before || after != c.after {
				t.Errorf("%q, more before: %v, after: %v; want %q, %v, %v", got, before, after, c.want, c.before, c.after)
			}
		})
	}
}

func TestThreadIsStampedWithItsContact(t *testing.T) {
	b := newBench(t)
	h := b.customer("Ada", "+12025550143")
	m := b.say(h, "hello", "")
	if m.ContactID != h.ContactID || m.ChannelID != b.channel || m.SenderID != b.sender {
		t.Errorf("stamped %+v", m)
	}
	v := b.get(m.ConversationID, viewer("u"))
	if v.Contact.Name != "Ada" || v.Address.Name != "+12025550143" || v.Sender.Name != "+12025550100" || v.Channel.Kind != "simulator" {
		t.Errorf("shown as %+v", v)
	}
}

func TestPreviewIsOneLineOfText(t *testing.T) {
	long := strings.Repeat("é", 200)
	for _, c := range []struct{ text, want string }{
		{"hello", "hello"},
		{" two\r\n\tlines  ", "two lines"},
		{"", ""},
		{strings.Repeat("x", 120), strings.Repeat("x", 120)},
		{strings.Repeat("x", 121), strings.Repeat("x", 119) + "…"},
		{long, strings.Repeat("é", 119) + "…"},
		{"👩‍🚀 مرحبا", "👩‍🚀 مرحبا"},
	} {
		if got := conversation.Preview(c.text); got != c.want {
			t.Errorf("Preview(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzPreview(f *testing.F) {
	for _, seed := range []string{"", "a\nb", strings.Repeat("👩‍🚀", 400), strings.Repeat("x", 959) + "é\xffz", "\xff\xfe"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := conversation.Preview(text)
		if n := utf8.RuneCountInString(got); n > 120 || strings.ContainsAny(got, "\r\n\t") {
			t.Errorf("Preview(%q) = %q, %d runes", text, got, n)
		}
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Errorf("Preview broke %q into %q", text, got)
		}
	})
}

// The list is by last activity and, between equals, by id. A row that moves while somebody pages is seen by its
// event, never twice on the pages, and displaces no other.
func TestListPagesWhileRowsMove(t *testing.T) {
	b := newBench(t)
	customers := b.from(9)
	for i, h := range customers {
		if i%2 == 0 {
			b.clk.Advance(1_000_000) // a millisecond; the others share their neighbour's
		}
		b.say(h, "hello", "")
	}
	order := func(views []conversation.View) (names []string) {
		for _, v := range views {
			names = append(names, v.Contact.Name)
		}
		return names
	}
	want := order(b.list(conversation.Filter{Viewer: viewer("u")}))
	if len(want) != 9 || want[0] != "Customer 8" || want[8] != "Customer 0" {
		t.Fatalf("listed %v", want)
	}
	f := conversation.Filter{Viewer: viewer("u"), Limit: 2}
	var got []string
	moved := map[string]bool{}
	for page := 0; ; page++ {
		list, err := b.service.List(t.Context(), f)
		b.must(err)
		got = append(got, order(list.Views)...)
		if list.Next.ID == "" {
			break
		}
		f.Before = list.Next
		b.clk.Advance(1_000_000)
		b.say(customers[page], "again", "") // the oldest moves to the top, behind the reader's back
		moved[fmt.Sprintf("Customer %d", page)] = true
	}
	seen := map[string]bool{}
	for _, name := range got {
		if seen[name] {
			t.Errorf("%s is on two pages", name)
		}
		seen[name] = true
	}
	var stayed, stayedWant []string
	for _, name := range got {
		if !moved[name] {
			stayed = append(stayed, name)
		}
	}
	for _, name := range want {
		if !moved[name] {
			stayedWant = append(stayedWant, name)
		}
	}
	if diff := cmp.Diff(stayedWant, stayed); diff != "" {
		t.Errorf("of those that stayed:\n%s", diff)
	}
}

func TestListFilters(t *testing.T) {
	b := newBench(t)
	customers := b.from(2)
	b.say(customers[0], "hello", "")
	b.say(customers[1], "hello", "u")
	for name, c := range map[string]struct {
		filter conversation.Filter
		want   int
	}{
		"all":             {conversation.Filter{}, 2},
		"customers":       {conversation.Filter{Kind: parley.CustomerThread}, 2},
		"groups":          {conversation.Filter{Kind: parley.GroupThread}, 0},
		"unread":          {conversation.Filter{Unread: true}, 1},
		"the channel":     {conversation.Filter{ChannelID: b.channel}, 2},
		"another channel": {conversation.Filter{ChannelID: b.sender}, 0},
	} {
		c.filter.Viewer = viewer("u")
		if got := len(b.list(c.filter)); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// Pages of messages give each of them once, those of one millisecond too.
func TestPagesOfMessagesMissNone(t *testing.T) {
	b := newBench(t)
	ada, bob := b.customer("Ada", "+12025550143"), b.customer("Bob", "+12025550144")
	var want []parley.ID
	for i := range 9 {
		if i%4 == 0 {
			b.clk.Advance(time.Millisecond)
		}
		m := b.say([]contact.Holder{ada, bob}[i%2], fmt.Sprint(i), "")
		want = append([]parley.ID{m.ID}, want...)
	}
	for size := 1; size <= 4; size++ {
		var got []parley.ID
		f := conversation.MessageFilter{Viewer: viewer("u"), Limit: size}
		for len(got) <= len(want) {
			page, next, err := b.service.Search(t.Context(), f)
			b.must(err)
			for _, m := range page {
				got = append(got, m.ID)
			}
			if f.Before = next; next.ID == "" {
				break
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("pages of %d give %v, want %v", size, got, want)
		}
	}
}

func TestWhoMayNotReadSeesNothing(t *testing.T) {
	b := newBench(t)
	m := b.say(b.customer("Ada", "+12025550143"), "hello", "")
	blind := conversation.Viewer{UserID: "u"}
	if views := b.list(conversation.Filter{Viewer: blind, Query: "Ada"}); len(views) != 0 {
		t.Errorf("listed %v", views)
	}
	if found, _, err := b.service.Search(t.Context(), conversation.MessageFilter{Viewer: blind, Limit: 9}); err != nil || len(found) != 0 {
		t.Errorf("found %v, %v", found, err)
	}
	for name, call := range map[string]func() error{
		"get":   func() error { _, err := b.service.Get(t.Context(), m.ConversationID, blind); return err },
		"read":  func() error { return b.service.MarkRead(t.Context(), m.ConversationID, blind, 1) },
		"draft": func() error { return b.service.SaveDraft(t.Context(), m.ConversationID, blind, "hi") },
		"thread": func() error {
			_, _, _, err := b.service.Thread(t.Context(), m.ConversationID, blind, conversation.Page{Limit: 9})
			return err
		},
		"message": func() error { _, err := b.service.Message(t.Context(), m.ID, blind); return err },
	} {
		if err := call(); !parley.IsKind(err, parley.NotFound) {
			t.Errorf("%s: %v, want that there is none", name, err)
		}
	}
	if n := len(b.told(event.ConversationRead)) + len(b.told(event.DraftChanged)); n != 0 {
		t.Errorf("%d events of one who may not read", n)
	}
}
