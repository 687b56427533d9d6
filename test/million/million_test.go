package million_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parley/internal/contact"
	"parley/internal/conversation"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
	"parley/test/million"
)

const writer parley.ID = "01890000-0000-7000-8000-0000000000aa"

var small = million.Size{Messages: 3000, Conversations: 300, Contacts: 500, Accounts: 100}

func filled(t *testing.T, seed uint64) *store.DB {
	t.Helper()
	db := storetest.Open(t)
	h := million.Hub{DB: db, Writer: writer}
	for _, name := range []string{"1", "2"} {
		line := million.Line{ChannelID: parley.ID("01890000-0000-7000-8000-00000000001" + name), SenderID: parley.ID("01890000-0000-7000-8000-00000000002" + name)}
		h.Lines = append(h.Lines, line)
		for _, statement := range []string{
			`INSERT INTO channel (id, kind, name, settings, created_at, updated_at) VALUES ($2, 'simulator', $1, '{}', 0, 0)`,
			`INSERT INTO sender (channel_id, value, id) VALUES ($2, $1, '` + string(line.SenderID) + `')`,
		} {
			if err := db.Exec(t.Context(), statement, name, line.ChannelID); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := million.Fill(t.Context(), h, small, seed, func(string) {}); err != nil {
		t.Fatal(err)
	}
	return db
}

// What is filled in bulk is what would be there had it come one by one: every count agrees with what it counts.
func TestFill(t *testing.T) {
	db := filled(t, 1)
	for what, c := range map[string]struct {
		query string
		want  int64
	}{
		"messages":         {`SELECT COUNT(*) FROM message`, 3000},
		"conversations":    {`SELECT COUNT(*) FROM conversation`, 300},
		"contacts":         {`SELECT COUNT(*) FROM contact`, 500},
		"accounts":         {`SELECT COUNT(*) FROM account`, 100},
		"wrong length":     {`SELECT COUNT(*) FROM message WHERE LENGTH(text) < 20 OR LENGTH(text) > 160`, 0},
		"searchable texts": {`SELECT COUNT(*) FROM message m JOIN message_search s ON s.rowid = m.row_number`, 3000},
		"strangers":        {`SELECT COUNT(*) FROM conversation WHERE contact_id = ''`, 0},
		"wrong position":   {`SELECT COUNT(*) FROM conversation c WHERE position <> (SELECT COUNT(*) FROM message m WHERE m.conversation_id = c.id)`, 0},
		"wrong inbound":    {`SELECT COUNT(*) FROM conversation c WHERE inbound_count <> (SELECT COUNT(*) FROM message m WHERE m.conversation_id = c.id AND direction = 'inbound')`, 0},
		"wrong answered": {`SELECT COUNT(*) FROM conversation c WHERE answered_count <> (SELECT COUNT(*) FROM message m WHERE m.conversation_id = c.id AND direction = 'inbound'
			AND position < COALESCE((SELECT MAX(position) FROM message u WHERE u.conversation_id = c.id AND u.user_id <> ''), 0))`, 0},
		"wrong activity": {`SELECT COUNT(*) FROM conversation c WHERE last_activity_at <> (SELECT MAX(created_at) FROM message m WHERE m.conversation_id = c.id)`, 0},
		"wrong reading":  {`SELECT COUNT(*) FROM read_position r JOIN conversation c ON c.id = r.conversation_id WHERE r.position <> c.position OR r.inbound_count <> c.inbound_count`, 0},
		"wrong account":  {`SELECT COUNT(*) FROM conversation c JOIN contact p ON p.id = c.contact_id WHERE p.account_id <> c.account_id`, 0},
		"of the future":  {`SELECT COUNT(*) FROM message WHERE created_at >= 1793491200000`, 0}, // 1 November 2026
	} {
		if got, err := db.Count(t.Context(), c.query); err != nil || got != c.want {
			t.Errorf("%s: %d, %v; want %d", what, got, err, c.want)
		}
	}
	for what, query := range map[string]string{
		"unread": `SELECT COUNT(*) FROM conversation c WHERE inbound_count > answered_count`, "tagged": `SELECT COUNT(*) FROM contact_tag_link`,
		"archived": `SELECT COUNT(*) FROM contact WHERE archived_at > 0`, "children": `SELECT COUNT(*) FROM account WHERE parent_id <> ''`,
		"consent": `SELECT COUNT(*) FROM consent`, "long": `SELECT COUNT(*) FROM conversation WHERE position > 100`, "short": `SELECT COUNT(*) FROM conversation WHERE position < 5`,
		"second line": `SELECT COUNT(*) FROM conversation WHERE sender_id LIKE '%22'`, "failed": `SELECT COUNT(*) FROM message WHERE state = 'failed'`,
	} {
		if got, err := db.Count(t.Context(), query); err != nil || got == 0 {
			t.Errorf("%s: %d, %v; want some", what, got, err)
		}
	}
}

// The features find what was filled in.
func TestWhatIsFilledIsFound(t *testing.T) {
	db := filled(t, 1)
	people := store.Contacts{DB: db}
	all, _, err := people.Contacts(t.Context(), contact.Filter{Limit: 50})
	if err != nil || len(all) != 50 {
		t.Fatalf("%d contacts, %v", len(all), err)
	}
	for _, query := range []string{all[0].Name, all[0].Addresses[0].Value} {
		found, _, err := people.Contacts(t.Context(), contact.Filter{Query: query, Limit: 50})
		if err != nil || len(found) == 0 || found[0].Addresses == nil {
			t.Errorf("%q finds %v, %v", query, found, err)
		}
	}
	threads := store.Conversations{DB: db}
	newest, _, err := threads.Conversations(t.Context(), conversation.Filter{Limit: 1})
	if err != nil || len(newest) != 1 {
		t.Fatalf("%d conversations, %v", len(newest), err)
	}
	found, _, err := threads.Conversations(t.Context(), conversation.Filter{Query: newest[0].Preview, Limit: 50})
	if err != nil || len(found) != 1 || found[0].ID != newest[0].ID {
		t.Errorf("the newest text finds %v, %v", found, err)
	}
}

func TestTheSameSeedGivesTheSame(t *testing.T) {
	tell := func(db *store.DB) (told []parley.Message) {
		told, err := store.Conversations{DB: db}.Messages(t.Context(), conversation.MessageFilter{Limit: 200, Since: time.UnixMilli(0)})
		if err != nil {
			t.Fatal(err)
		}
		return told
	}
	first, again, other := tell(filled(t, 1)), tell(filled(t, 1)), tell(filled(t, 2))
	if diff := cmp.Diff(first, again); diff != "" {
		t.Error(diff)
	}
	if cmp.Equal(first, other) {
		t.Error("another seed gives the same")
	}
}
