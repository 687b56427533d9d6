package store_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parley/internal/conversation"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
	"parley/test/million"
)

// threads is a database with a few thousand messages.
func threads(t *testing.T) store.Conversations {
	t.Helper()
	db := storetest.Open(t)
	line := million.Line{ChannelID: "01890000-0000-7000-8000-000000000011", SenderID: "01890000-0000-7000-8000-000000000021"}
	size := million.Size{Messages: 3000, Conversations: 300, Contacts: 400, Accounts: 50}
	if err := million.Fill(t.Context(), million.Hub{DB: db, Lines: []million.Line{line}, Writer: "01890000-0000-7000-8000-0000000000aa"}, size, 1, func(string) {}); err != nil {
		t.Fatal(err)
	}
	return store.Conversations{DB: db}
}

// Whether those who have a name are looked up or the newest conversations are looked through, the same is found.
func TestBothWaysFindTheSame(t *testing.T) {
	s := threads(t)
	page, _, err := s.Conversations(t.Context(), conversation.Filter{Limit: 20})
	if err != nil || len(page) != 20 {
		t.Fatal(len(page), err)
	}
	last := page[9]
	for _, query := range []string{"james", "s", "202", page[0].Contact.Name, page[3].Address.Name[1:]} {
		for _, before := range []conversation.Cursor{{}, {At: last.LastActivityAt, ID: last.ID}} {
			f := conversation.Filter{Query: query, Before: before, Limit: 200}
			walked, err := s.AmongNewest(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			looked, err := s.OfOwners(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			slices.Sort(walked)
			slices.Sort(looked)
			if diff := cmp.Diff(walked, looked); diff != "" || len(walked) == 0 && before.ID == "" {
				t.Errorf("%q finds %d: %s", query, len(walked), diff)
			}
		}
	}
}

// A frequent word is found in the newest messages, and the answer says that there may be more; a rare one is found wherever it is.
func TestSearchLooksAtTheNewestFirst(t *testing.T) {
	s := threads(t)
	messages, err := s.Messages(t.Context(), conversation.MessageFilter{Limit: 3000})
	if err != nil || len(messages) != 3000 {
		t.Fatal(len(messages), err)
	}
	having := func(word string) (ids []parley.ID) {
		for _, m := range messages {
			has := slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(m.Text), func(r rune) bool { return r < 'a' || r > 'z' }),
				func(w string) bool { return strings.HasPrefix(w, word) })
			if has && !slices.Contains(ids, m.ConversationID) {
				ids = append(ids, m.ConversationID)
			}
		}
		return ids
	}
	got, partial, err := s.FindByText(t.Context(), conversation.Filter{Query: "the", Limit: 20})
	if err != nil || !partial || len(got) < 20 || len(got) == len(having("the")) {
		t.Errorf("found %d, partial %t, %v", len(got), partial, err)
	}
	if want := having("the")[:len(got)]; !slices.Equal(got, want) {
		t.Errorf("found %v, want the newest: %v", got, want)
	}
	words := strings.Fields(strings.ToLower(strings.Trim(messages[2999].Text, ".")))
	rare := slices.MaxFunc(words, func(a, b string) int { return len(a) - len(b) })
	got, partial, err = s.FindByText(t.Context(), conversation.Filter{Query: rare, Limit: 20})
	want := having(rare)
	slices.Sort(got)
	slices.Sort(want)
	if err != nil || partial || len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("%q: found %v, partial %t, %v; want %v", rare, got, partial, err, want)
	}
}

// Words that many messages have, each of them, find the one old message that has them all.
func TestFrequentWordsFindWhatHasThemTogether(t *testing.T) {
	db := storetest.Open(t)
	const searchable = `INSERT INTO message_search (rowid, text) SELECT row_number, `
	index := searchable + `text FROM message`
	if !db.SQLite() {
		index = searchable + `array_to_tsvector(string_to_array(text, ' ')) FROM message`
	}
	for _, statement := range []string{
		`INSERT INTO conversation (id, kind, address_id, last_activity_at, created_at) VALUES ('old', 'customer', 'a', 1, 1), ('new', 'customer', 'b', 2, 2)`,
		`INSERT INTO message (id, conversation_id, position, direction, text, state, created_at, updated_at) VALUES ('m', 'old', 1, 'inbound', 'refund outage', 'received', 1, 1)`,
		`INSERT INTO message (id, conversation_id, position, direction, text, state, created_at, updated_at)
			WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2001)
			SELECT 'm' || i, 'new', i, 'inbound', CASE i % 5 WHEN 0 THEN 'outage' WHEN 1 THEN 'refund' ELSE 'thanks' END, 'received', 2, 2 FROM n`,
		index,
	} {
		if err := db.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	got, partial, err := store.Conversations{DB: db}.FindByText(t.Context(), conversation.Filter{Query: "outage refund", Limit: 20})
	if err != nil || partial || !slices.Equal(got, []parley.ID{"old"}) {
		t.Errorf("found %v, partial %t, %v", got, partial, err)
	}
}

// Searches have connections of their own: they are answered where lists have taken all of theirs.
func TestSearchesHaveConnectionsOfTheirOwn(t *testing.T) {
	db := storetest.Open(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for range store.Readers(db) {
		end, err := db.Hold(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer end() //nolint:errcheck // the test is over
	}
	end, err := db.Hold(store.Searching(ctx))
	if err != nil {
		t.Fatalf("a search waits for lists: %v", err)
	}
	if err := end(); err != nil {
		t.Error(err)
	}
}
