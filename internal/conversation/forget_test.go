package conversation_test

import (
	"testing"
	"time"

	"parley/internal/conversation"
	"parley/internal/parley"
	"parley/internal/store"
)

func (b *bench) forget(before time.Time) int64 {
	b.Helper()
	n, err := conversation.Forget(b.Context(), b.db, store.Conversations{DB: b.db}, before)
	b.must(err)
	return n
}

func (b *bench) thread(id parley.ID) (texts []string) {
	b.Helper()
	messages, _, _, err := b.service.Thread(b.Context(), id, viewer("u"), conversation.Page{Limit: 100})
	b.must(err)
	for _, m := range messages {
		texts = append(texts, m.Text)
	}
	return texts
}

// What is older goes with its words; the conversation stays, and so does what is newer or still to be sent.
func TestForgettingKeepsThreadsAndWhatWaits(t *testing.T) {
	b := newBench(t)
	ada, bob := b.customer("Ada", "+12025552001"), b.customer("Bob", "+12025552002")
	first := b.say(ada, "ancient words", "")
	alone := b.say(bob, "ancient too", "")
	waiting := b.say(bob, "ancient and waiting", "u")
	b.must(b.db.Exec(t.Context(), `UPDATE message SET state = 'held' WHERE id = $1`, string(waiting.ID)))
	b.clk.Advance(time.Hour)
	b.say(ada, "new words", "")
	carl := b.customer("Carl", "+12025552003")
	silent := b.say(carl, "new as well", "")

	if n := b.forget(first.CreatedAt); n != 0 {
		t.Errorf("%d were forgotten that are no older", n)
	}
	if n := b.forget(first.CreatedAt.Add(time.Minute)); n != 2 {
		t.Errorf("%d were forgotten", n)
	}
	if got := b.thread(first.ConversationID); len(got) != 1 || got[0] != "new words" {
		t.Errorf("the thread with Ada is %q", got)
	}
	if got := b.thread(alone.ConversationID); len(got) != 1 || got[0] != "ancient and waiting" {
		t.Errorf("the thread with Bob is %q", got)
	}
	for query, want := range map[string]int{"ancient": 1, "words": 1, "new": 2} {
		if got := b.list(conversation.Filter{Viewer: viewer("u"), Query: query}); len(got) != want {
			t.Errorf("%q finds %d conversations, want %d", query, len(got), want)
		}
	}

	b.clk.Advance(time.Hour)
	b.forget(b.clk.Now())
	view := b.get(silent.ConversationID, viewer("u"))
	if view.Preview != "" || view.Position != 1 || len(b.thread(silent.ConversationID)) != 0 {
		t.Errorf("the empty thread shows %+v", view)
	}
	if bob := b.get(alone.ConversationID, viewer("u")); bob.Preview == "" {
		t.Error("a thread whose newest message is kept shows nothing")
	}
	if again := b.say(carl, "once more", ""); again.Position != 2 {
		t.Errorf("the next message has position %d", again.Position)
	}
}

// A backlog of years is longer than one unit takes.
func TestForgettingGoesOnPieceByPiece(t *testing.T) {
	b := newBench(t)
	m := b.say(b.customer("Ada", "+12025552001"), "first", "")
	b.must(b.db.Exec(t.Context(), `INSERT INTO message (id, conversation_id, position, direction, text, state, created_at, updated_at)
		WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1300)
		SELECT 'm' || i, $1, i, 'inbound', 'more', CASE WHEN i <= 600 THEN 'pending' ELSE 'received' END, 1, 1 FROM n`, string(m.ConversationID)))
	if n := b.forget(m.CreatedAt); n != 700 {
		t.Errorf("%d were forgotten, want 700: all but the first, which is younger, and those that wait", n)
	}
	if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM message`); err != nil || n != 600 {
		t.Errorf("%d are left, %v", n, err)
	}
}
