package store

import (
	"context"
	"strings"
	"time"

	"parley/internal/conversation"
	"parley/internal/parley"
	"parley/internal/phone"
)

// viewFrom joins to a conversation the names that a list shows; $1 is the viewer. Each join is by primary key: a page
// of fifty rows makes fifty times six look-ups and counts nothing.
const viewFrom = ` FROM conversation c
	LEFT JOIN channel ch ON ch.id = c.channel_id
	LEFT JOIN sender se ON se.id = c.sender_id
	LEFT JOIN address a ON a.id = c.address_id
	LEFT JOIN contact co ON co.id = c.contact_id
	LEFT JOIN account ac ON ac.id = c.account_id
	LEFT JOIN read_position rp ON rp.conversation_id = c.id AND rp.user_id = $1
	LEFT JOIN draft d ON d.conversation_id = c.id AND d.user_id = $1 `

const viewColumns = `c.id, c.kind, c.channel_id, c.sender_id, c.address_id, c.contact_id, c.account_id, c.position, c.inbound_count,
	c.answered_count, c.last_activity_at, c.preview, c.last_direction, c.last_state, c.created_at,
	COALESCE(ch.name, ''), COALESCE(ch.kind, ''), COALESCE(se.value, ''), COALESCE(a.value, ''), COALESCE(a.kind, ''),
	COALESCE(co.name, ''), COALESCE(ac.name, ''), COALESCE(rp.position, 0), COALESCE(rp.inbound_count, 0), COALESCE(d.text, '')`

func scanView(r scanner) (v conversation.View, err error) {
	var active, created int64
	c := &v.Conversation
	err = r.Scan(&c.ID, &c.Kind, &c.ChannelID, &c.SenderID, &c.AddressID, &c.ContactID, &c.AccountID, &c.Position, &c.InboundCount,
		&c.AnsweredCount, &active, &c.Preview, &c.LastDirection, &c.LastState, &created,
		&v.Channel.Name, &v.Channel.Kind, &v.Sender.Name, &v.Address.Name, &v.Address.Kind,
		&v.Contact.Name, &v.Account.Name, &v.ReadPosition, &v.ReadInbound, &v.Draft)
	c.LastActivityAt, c.CreatedAt = moment(active), moment(created)
	v.Channel.ID, v.Sender.ID, v.Address.ID, v.Contact.ID, v.Account.ID = c.ChannelID, c.SenderID, c.AddressID, c.ContactID, c.AccountID
	return v, err
}

// Conversation gives one, as the viewer sees it.
func (s Conversations) Conversation(ctx context.Context, id parley.ID, viewer conversation.Viewer) (conversation.View, bool, error) {
	return one(ctx, s.DB, scanView, `SELECT `+viewColumns+viewFrom+`WHERE c.id = $2`, string(viewer.UserID), string(id))
}

// ConversationsByID gives those that exist, without anybody's reading or draft.
func (s Conversations) ConversationsByID(ctx context.Context, ids []parley.ID) ([]conversation.View, error) {
	args := append([]any{""}, padded(ids)...)
	return all(ctx, s.DB, scanView, `SELECT `+viewColumns+viewFrom+`WHERE c.id IN `+list(2, len(args)-1), args...)
}

// Conversations gives a page of the list, newest activity first.
func (s Conversations) Conversations(ctx context.Context, f conversation.Filter) ([]conversation.View, error) {
	w := where{args: []any{string(f.Viewer.UserID)}}
	if f.Kind != "" {
		w.add("c.kind = ?", string(f.Kind))
	}
	if f.ChannelID != "" {
		w.add("c.channel_id = ?", string(f.ChannelID))
	}
	if f.Unread {
		w.add("c.inbound_count > c.answered_count AND c.inbound_count > COALESCE(rp.inbound_count, 0)")
	}
	if f.Before.ID != "" {
		w.add("(c.last_activity_at, c.id) < (?, ?)", millis(f.Before.At), string(f.Before.ID))
	}
	if f.Query != "" {
		ids, err := s.find(ctx, f.Query)
		if err != nil || len(ids) == 0 {
			return nil, err
		}
		marks := make([]string, len(ids))
		for i, id := range ids {
			marks[i] = w.arg(string(id))
		}
		w.conditions = append(w.conditions, "c.id IN ("+strings.Join(marks, ",")+")")
	}
	limit := w.arg(f.Limit)
	return all(ctx, s.DB, scanView, `SELECT `+viewColumns+viewFrom+`WHERE `+w.sql()+` ORDER BY c.last_activity_at DESC, c.id DESC LIMIT `+limit, w.args...)
}

// How much a search looks at: enough for a person, and a bound for the machine.
const (
	findEach    = 200             // conversations by name, by number and by text, each
	findLooksAt = 2000            // messages, newest first
	findFor     = 2 * time.Second // of time
)

// find gives conversations by the customer's name, number in any notation, or the words of messages.
func (s Conversations) find(ctx context.Context, query string) ([]parley.ID, error) {
	ctx, cancel := context.WithTimeout(ctx, findFor)
	defer cancel()
	known := map[parley.ID]bool{}
	var ids []parley.ID
	for _, search := range []func(context.Context, string) ([]parley.ID, error){s.findByParty, s.findByText} {
		found, err := search(ctx, query)
		if err != nil {
			return nil, err
		}
		for _, id := range found {
			if !known[id] {
				known[id] = true
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

// findByParty goes by the search terms of contacts and addresses: words by their beginning, numbers by any run of digits.
func (s Conversations) findByParty(ctx context.Context, query string) ([]parley.ID, error) {
	terms := words(query)
	if digits := phone.SearchDigits(query); len(digits) >= 3 {
		terms = []string{digits}
	}
	if len(terms) == 0 {
		return nil, nil
	}
	terms = terms[:min(len(terms), queryWords)]
	w := where{}
	for _, term := range terms {
		const owns = `(SELECT owner_id FROM search_term WHERE owner_kind = '%' AND term >= ? AND term < ?)`
		w.add("(c.contact_id IN "+strings.Replace(owns, "%", "contact", 1)+" OR c.address_id IN "+strings.Replace(owns, "%", "address", 1)+")",
			term, beyond(term), term, beyond(term))
	}
	limit := w.arg(findEach)
	return all(ctx, s.DB, value[parley.ID], `SELECT c.id FROM conversation c WHERE `+w.sql()+` ORDER BY c.last_activity_at DESC LIMIT `+limit, w.args...)
}

// findByText looks through the newest messages that have all words, each by its beginning.
func (s Conversations) findByText(ctx context.Context, query string) ([]parley.ID, error) {
	words := textTerms(query)
	if len(words) == 0 {
		return nil, nil
	}
	words = words[:min(len(words), queryWords)]
	return all(ctx, s.DB, value[parley.ID], `SELECT DISTINCT m.conversation_id FROM message m JOIN
			(SELECT rowid FROM message_search WHERE `+s.dialect.matchText()+` ORDER BY rowid DESC LIMIT $2) AS found ON found.rowid = m.row_number
		LIMIT $3`, s.dialect.textQuery(words), findLooksAt, findEach)
}
