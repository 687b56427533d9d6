package store_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parley/internal/conversation"
	"parley/internal/parley"
	"parley/internal/store"
)

// reading is one reader of a database with a few hundred conversations.
type reading struct {
	*testing.T
	store.Conversations
	viewer conversation.Viewer
	now    time.Time
}

func newReading(t *testing.T, reader parley.ID) *reading {
	s := threads(t)
	return &reading{T: t, Conversations: s, viewer: conversation.Viewer{UserID: reader, Customers: true}, now: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
}

// everything is the whole list as the reader sees it.
func (r *reading) everything() []conversation.View {
	r.Helper()
	all, _, err := r.Conversations.Conversations(r.Context(), conversation.Filter{Viewer: r.viewer, Limit: 1000})
	if err != nil {
		r.Fatal(err)
	}
	return all
}

// compare reads what is unread page by page, and compares it with what the whole list says.
func (r *reading) compare(f conversation.Filter) {
	r.Helper()
	var got, want []parley.ID
	for _, v := range r.everything() {
		if v.Unread() > 0 && (f.ChannelID == "" || v.ChannelID == f.ChannelID) {
			want = append(want, v.ID)
		}
	}
	f.Viewer, f.Unread, f.Now = r.viewer, true, r.now
	for {
		page, _, err := r.Conversations.Conversations(r.Context(), f)
		if err != nil {
			r.Fatal(err)
		}
		for _, v := range page {
			got = append(got, v.ID)
		}
		if len(page) < f.Limit {
			break
		}
		last := page[f.Limit-1]
		f.Before = conversation.Cursor{At: last.LastActivityAt, ID: last.ID}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		r.Fatalf("pages of %d: %s", f.Limit, diff)
	}
}

// say puts a message into a conversation.
func (r *reading) say(v conversation.View, d parley.Direction, byUser bool, at time.Time) {
	r.Helper()
	err := r.Do(r.Context(), func(ctx context.Context) error {
		_, found, err := r.AdvanceThread(ctx, conversation.Parties{ChannelID: v.ChannelID, SenderID: v.SenderID, AddressID: v.AddressID},
			conversation.Entry{Direction: d, State: parley.Received, ByUser: byUser, At: at})
		if err == nil && !found {
			r.Errorf("the conversation %s is gone", v.ID)
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
}

func (r *reading) read(v conversation.View) {
	r.Helper()
	if err := r.Do(r.Context(), func(ctx context.Context) error {
		_, _, err := r.MarkRead(ctx, v.ID, r.viewer.UserID, v.Position)
		return err
	}); err != nil {
		r.Fatal(err)
	}
}

// Whatever is remembered of what was read, the list of what is unread is what the whole list says: for who has read nearly all
// and who has read nothing, while customers write, colleagues answer, notices go out and the clock is set back.
func TestUnreadIsWhatTheListSays(t *testing.T) {
	for name, reader := range map[string]parley.ID{"has read nearly all": "01890000-0000-7000-8000-0000000000aa", "has read nothing": "01890000-0000-7000-8000-0000000000bb"} {
		t.Run(name, func(t *testing.T) {
			r, chance := newReading(t, reader), rand.New(rand.NewPCG(1, 2))
			for range 60 {
				all := r.everything()
				some := func() conversation.View { return all[min(chance.IntN(len(all)), chance.IntN(len(all)))] }
				for range 1 + chance.IntN(4) {
					r.now = r.now.Add(time.Duration(chance.IntN(40)) * time.Second)
					switch chance.IntN(9) {
					case 0, 1, 2:
						r.read(some())
					case 3, 4:
						r.say(some(), parley.Inbound, false, r.now)
					case 5:
						r.say(some(), parley.Outbound, true, r.now)
					case 6:
						r.say(some(), parley.Outbound, false, r.now)
					case 7:
						r.say(some(), parley.Inbound, false, all[chance.IntN(len(all))].LastActivityAt)
					case 8:
						r.say(some(), parley.Outbound, false, all[chance.IntN(len(all))].LastActivityAt)
					}
				}
				limit := []int{1, 7, 20, 400}[chance.IntN(4)]
				r.compare(conversation.Filter{Limit: limit})
				if chance.IntN(4) == 0 {
					r.compare(conversation.Filter{Limit: limit, ChannelID: all[0].ChannelID})
				}
			}
		})
	}
}

// What a reader has walked past once is not walked past again: nothing but a customer's message makes a conversation unread,
// and so what became unread without one, which cannot be, is not seen.
func TestWhatIsReadIsPassedOnce(t *testing.T) {
	r := newReading(t, "01890000-0000-7000-8000-0000000000aa")
	now := r.now
	first := func() int {
		page, _, err := r.Conversations.Conversations(t.Context(), conversation.Filter{Viewer: r.viewer, Unread: true, Limit: 400, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		return len(page)
	}
	n := first()
	if n > 100 {
		t.Fatalf("%d are unread of 300", n)
	}
	r.now = r.everything()[0].LastActivityAt
	if err := r.Exec(t.Context(), `UPDATE conversation SET inbound_count = inbound_count + 1000 WHERE last_activity_at < $1`, r.now.Add(-time.Hour).UnixMilli()); err != nil {
		t.Fatal(err)
	}
	if again := first(); again > n+5 {
		t.Errorf("%d are unread after %d: the list was walked again", again, n)
	}
	r.say(r.everything()[299], parley.Inbound, false, r.now.Add(-48*time.Hour)) // the clock was set back, and all is forgotten
	if all := first(); all < 290 {
		t.Errorf("%d are unread of 300", all)
	}
}

// A notice that goes out after the clock was set back takes a conversation down the list with what is unread in it.
func TestANoticeInThePastHidesNothing(t *testing.T) {
	r := newReading(t, "01890000-0000-7000-8000-0000000000aa")
	all := r.everything()
	r.say(all[5], parley.Inbound, false, r.now)
	r.say(all[6], parley.Inbound, false, r.now) // stays the newest
	r.compare(conversation.Filter{Limit: 400})
	r.say(all[5], parley.Outbound, false, r.now.Add(-48*time.Hour))
	r.compare(conversation.Filter{Limit: 400})
}

// What another process takes after its clock was set back is listed once this one can know of it, and soon in any case.
func TestWhatAnotherProcessTakesInThePastIsListed(t *testing.T) {
	for name, c := range map[string]struct {
		place  int           // in the list, of the conversation that gets a message
		newest time.Duration // the newest activity, from now on
		taken  time.Duration // when by its clock the other one takes the message
		later  time.Duration // when the list is read again
	}{
		"the newest activity is older than it was": {place: 0, taken: -time.Hour},
		"the clock of this one was set back too":   {place: 9, taken: -time.Hour, later: -time.Minute},
		"some minutes have passed":                 {place: 9, taken: -time.Hour, later: 5 * time.Minute},
		"this one knows the time":                  {place: 9, taken: -time.Minute, newest: 24 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			r := newReading(t, "01890000-0000-7000-8000-0000000000aa")
			all := r.everything()
			r.say(all[0], parley.Outbound, true, r.now.Add(c.newest))
			r.read(all[c.place])
			r.compare(conversation.Filter{Limit: 400})
			if err := r.Exec(t.Context(), `UPDATE conversation SET inbound_count = inbound_count + 9, last_activity_at = $1 WHERE id = $2`,
				r.now.Add(c.taken).UnixMilli(), all[c.place].ID); err != nil {
				t.Fatal(err)
			}
			r.now = r.now.Add(c.later)
			r.compare(conversation.Filter{Limit: 400})
		})
	}
}
