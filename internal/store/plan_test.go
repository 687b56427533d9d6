package store

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"parley/internal/account"
	"parley/internal/contact"
	"parley/internal/conversation"
	"parley/internal/outbox"
	"parley/internal/parley"
)

// small are tables of which a whole reading costs nothing.
var small = []string{"channel", "ch", "sender", "s", "se", "lease", "role", "phone_number_type", "t", "company", "setting"}

// What is asked at every send, receipt, page and wake-up goes by an index: no plan reads a table that grows from end to
// end, and no page of a list is sorted.
func TestHotQueriesGoByAnIndex(t *testing.T) {
	db := openFile(t, 0)
	ctx, now := t.Context(), time.UnixMilli(1)
	const id parley.ID = "00000000-0000-7000-8000-000000000001"
	conversations, delivery, lookups, keys := Conversations{db}, Delivery{db}, Outbox{db}, CallKeys{db}
	message := &parley.Message{ID: id, ConversationID: id, Position: 9, Text: "x", CreatedAt: now}
	hot := lists(conversations, id, now)
	maps.Copy(hot, map[string]func(ctx context.Context) error{
		"events":  func(ctx context.Context) error { return failed(Events{db}.EventsAfter(ctx, 1, 100)) },
		"due":     func(ctx context.Context) error { return failed(delivery.NextDue(ctx, id, now)) },
		"waiting": func(ctx context.Context) error { return failed(delivery.Orphans(ctx, id, 1)) },
		"settle": func(ctx context.Context) error {
			return failed(delivery.Settle(ctx, outbox.Settlement{ID: id, ProviderID: "p", State: parley.Failed}))
		},
		"change": func(ctx context.Context) error {
			return delivery.SetState(ctx, outbox.StateChange{ID: id, State: parley.Failed})
		},
		"parked": func(ctx context.Context) error { return failed(delivery.TakeParked(ctx, id, []string{"p"})) },
		"missed": func(ctx context.Context) error { return failed(delivery.MissedParked(ctx)) },
		"thread": func(ctx context.Context) error {
			_, _, err := conversations.AdvanceThread(ctx, conversation.Parties{SenderID: id, AddressID: id}, conversation.Entry{})
			return err
		},
		"read":          func(ctx context.Context) error { _, _, err := conversations.MarkRead(ctx, id, id, 1); return err },
		"receipt":       func(ctx context.Context) error { _, _, err := delivery.ForReport(ctx, id, id, "p"); return err },
		"target":        func(ctx context.Context) error { return failed(lookups.TargetByValue(ctx, id, parley.Phone, "+1")) },
		"target by id":  func(ctx context.Context) error { return failed(lookups.TargetByID(ctx, id, id)) },
		"client id":     func(ctx context.Context) error { _, _, err := lookups.MessageByClientID(ctx, id, "c"); return err },
		"repeat":        func(ctx context.Context) error { _, _, err := lookups.RepeatOf(ctx, message, now); return err },
		"received":      func(ctx context.Context) error { return failed(lookups.Received(ctx, id, "p")) },
		"keyword":       func(ctx context.Context) error { _, _, err := lookups.Keyword(ctx, id); return err },
		"answered":      func(ctx context.Context) error { _, _, _, err := keys.Answered(ctx, parley.CallKey{}); return err },
		"consent lines": func(ctx context.Context) error { return failed(Consents{db}.ConsentLines(ctx, []parley.ID{id})) },
		"session":       func(ctx context.Context) error { _, _, err := Sessions{db}.SessionByKey(ctx, "k"); return err },
		"token":         func(ctx context.Context) error { _, _, err := Tokens{db}.TokenByHash(ctx, "h"); return err },
	})
	if err := db.Exec(ctx, `INSERT INTO lease (resource, owner, epoch, expires_at) VALUES ('channel:' || $1, 'o', 1, 2)`, string(id)); err != nil {
		t.Fatal(err)
	}
	hot["claim"] = func(ctx context.Context) error {
		_, held, err := delivery.Claim(ctx, id, 1, now, 64)
		if err == nil && !held {
			err = fmt.Errorf("the test's lease was not found")
		}
		return err
	}
	for name, call := range hot {
		if err := db.Do(ctx, call); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	w := db.engine.(*sqliteEngine).writer
	queries := 0
	for query := range w.stmts {
		if verb, _, _ := strings.Cut(query, " "); !slices.Contains([]string{"SELECT", "UPDATE", "DELETE", "INSERT"}, verb) {
			continue
		}
		queries++
		for _, step := range plan(t, db, query) {
			why := costly(step)
			if why == "sorts" && strings.Contains(query, "m.address_id IN") {
				continue // what one customer wrote and got
			}
			if why != "" {
				t.Errorf("%s: %s\n%s", why, step, query)
			}
		}
	}
	if queries < len(hot) {
		t.Errorf("%d queries were looked at, want at least one a call: %d", queries, len(hot))
	}
}

// A condition that few pass is read from those few, and a list of them is not walked to find them: each goes by the index that was
// made for it.
func TestConditionsGoByTheirIndexes(t *testing.T) {
	const id parley.ID = "00000000-0000-7000-8000-000000000001"
	contacts := func(f contact.Filter) func(context.Context, *DB) error {
		return func(ctx context.Context, db *DB) error { _, _, err := Contacts{db}.Contacts(ctx, f); return err }
	}
	accounts := func(f account.Filter) func(context.Context, *DB) error {
		return func(ctx context.Context, db *DB) error { _, _, err := Accounts{db}.Accounts(ctx, f); return err }
	}
	for name, c := range map[string]struct {
		list  func(context.Context, *DB) error
		index string
	}{
		"archived contacts":             {contacts(contact.Filter{Archived: parley.OnlyArchived}), "contact_archived"},
		"archived contacts by activity": {contacts(contact.Filter{Archived: parley.OnlyArchived, Order: parley.ByActivity}), "contact_archived"},
		"archived accounts":             {accounts(account.Filter{Archived: parley.OnlyArchived}), "account_archived"},
		"archived accounts by activity": {accounts(account.Filter{Archived: parley.OnlyArchived, Order: parley.ByActivity}), "account_archived"},
		"opted out":                     {contacts(contact.Filter{OptIn: "opted_out"}), "consent_by_state"},
		"with a tag":                    {contacts(contact.Filter{TagID: id}), "contact_tag_link_by_tag"},
		"with a category":               {contacts(contact.Filter{CategoryID: id, Order: parley.ByCreation}), "contact_category_by_category"},
		"in a group":                    {accounts(account.Filter{GroupID: id, Order: parley.ByNumber}), "account_group_member_by_group"},
	} {
		db := openFile(t, 0)
		if err := db.Do(t.Context(), func(ctx context.Context) error { return c.list(ctx, db) }); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		lists := 0
		for query := range db.engine.(*sqliteEngine).writer.stmts {
			if !strings.HasPrefix(query, "SELECT") || !strings.Contains(query, "ORDER BY") {
				continue
			}
			lists++
			steps := plan(t, db, query)
			if !strings.Contains(strings.Join(steps, "\n"), c.index) {
				t.Errorf("%s does not go by %s: %s\n%s", name, c.index, strings.Join(steps, "; "), query)
			}
			for _, step := range steps {
				if strings.HasPrefix(step, "SCAN") && step != "SCAN few" && step != "SCAN hit" && !strings.Contains(step, c.index) {
					t.Errorf("%s walks: %s\n%s", name, step, query)
				}
			}
		}
		if lists == 0 {
			t.Errorf("%s: no list was looked at", name)
		}
	}
}

// lists are the calls that give conversations and messages in pages.
func lists(conversations Conversations, id parley.ID, now time.Time) map[string]func(ctx context.Context) error {
	after := conversation.Cursor{At: now, ID: id}
	return map[string]func(ctx context.Context) error{
		"list": func(ctx context.Context) error {
			return listed(conversations.Conversations(ctx, conversation.Filter{Limit: 50}))
		},
		"list on": func(ctx context.Context) error {
			return listed(conversations.Conversations(ctx, conversation.Filter{Before: after, Limit: 50}))
		},
		"unread": func(ctx context.Context) error {
			return listed(conversations.Conversations(ctx, conversation.Filter{Unread: true, Limit: 50}))
		},
		"by id": func(ctx context.Context) error {
			return failed(conversations.ConversationsByID(ctx, []parley.ID{id, id}))
		},
		"newest page": func(ctx context.Context) error {
			return failed(conversations.ThreadMessages(ctx, id, conversation.Page{Limit: 50}))
		},
		"page on": func(ctx context.Context) error {
			return failed(conversations.ThreadMessages(ctx, id, conversation.Page{After: 1, Limit: 50}))
		},
		"messages": func(ctx context.Context) error { return failed(conversations.MessagesByID(ctx, []parley.ID{id, id})) },
		"all messages": func(ctx context.Context) error {
			return failed(conversations.Messages(ctx, conversation.MessageFilter{Limit: 50}))
		},
		"all messages on": func(ctx context.Context) error {
			return failed(conversations.Messages(ctx, conversation.MessageFilter{Since: now, Before: after, Limit: 50}))
		},
		"account": func(ctx context.Context) error {
			return failed(conversations.Messages(ctx, conversation.MessageFilter{AccountID: id, Limit: 50}))
		},
		"address": func(ctx context.Context) error {
			f := conversation.MessageFilter{AddressKind: parley.Phone, AddressValue: "+1", Limit: 50}
			return failed(conversations.Messages(ctx, f))
		},
		"text": func(ctx context.Context) error {
			return failed(conversations.findByText(ctx, conversation.Filter{Query: "two words"}))
		},
	}
}

func listed(_ []conversation.View, _ bool, err error) error { return err }

func failed[T any](_ T, err error) error { return err }

var argument = regexp.MustCompile(`\$([0-9]+)`)

// plan gives the steps in which SQLite carries out a query.
func plan(t *testing.T, db *DB, query string) (steps []string) {
	t.Helper()
	most := 0
	for _, m := range argument.FindAllStringSubmatch(query, -1) {
		n, err := strconv.Atoi(m[1])
		if err != nil {
			t.Fatal(err)
		}
		most = max(most, n)
	}
	steps, err := all(t.Context(), db, func(r scanner) (step string, err error) {
		var n int
		err = r.Scan(&n, &n, &n, &step)
		return step, err
	}, "EXPLAIN QUERY PLAN "+query, make([]any, most)...)
	if err != nil {
		t.Fatalf("%v\n%s", err, query)
	}
	return steps
}

// costly says why a step takes longer the more rows there are, or "".
func costly(step string) string {
	table, isScan := strings.CutPrefix(step, "SCAN ")
	table, by, _ := strings.Cut(table, " ")
	switch {
	case strings.Contains(step, "USE TEMP B-TREE FOR ORDER BY"):
		return "sorts"
	case !isScan, by != "", slices.Contains(small, table), strings.HasPrefix(table, "("), table == "CONSTANT", table == "found":
		return ""
	}
	return "reads the whole table"
}

func TestCostlySeesWhatIsWrong(t *testing.T) {
	db := openFile(t, 0)
	for query, want := range map[string]string{
		"SELECT id FROM message WHERE text = $1":                                                "reads the whole table",
		"SELECT id FROM message WHERE conversation_id = $1 ORDER BY created_at":                 "sorts",
		"SELECT id FROM message WHERE conversation_id = $1 AND position > $2 ORDER BY position": "",
	} {
		got := ""
		for _, step := range plan(t, db, query) {
			got += costly(step)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}
