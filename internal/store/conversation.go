package store

import (
	"context"
	"time"

	"parley/internal/conversation"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Conversations keeps threads and their messages.
type Conversations struct{ *DB }

var (
	_ conversation.ThreadStore = Conversations{}
	_ conversation.ReadStore   = Conversations{}
	_ conversation.MarkStore   = Conversations{}
)

const conversationColumns = `id, kind, channel_id, sender_id, address_id, contact_id, account_id, position, inbound_count,
	answered_count, last_activity_at, preview, last_direction, last_state, created_at`

func scanConversation(r scanner) (c parley.Conversation, err error) {
	var active, created int64
	err = r.Scan(&c.ID, &c.Kind, &c.ChannelID, &c.SenderID, &c.AddressID, &c.ContactID, &c.AccountID, &c.Position, &c.InboundCount,
		&c.AnsweredCount, &active, &c.Preview, &c.LastDirection, &c.LastState, &created)
	c.LastActivityAt, c.CreatedAt = moment(active), moment(created)
	return c, err
}

// AdvanceThread takes the next position and makes the row what the list is to show.
func (s Conversations) AdvanceThread(ctx context.Context, p conversation.Parties, e conversation.Entry) (parley.Conversation, bool, error) {
	inbound := 0
	if e.Direction == parley.Inbound {
		inbound = 1
	}
	if s.gaps.reach(e.At) { // the clock was set back
		unit.After(ctx, s.gaps.clear)
	}
	return one(ctx, s.DB, scanConversation, `UPDATE conversation SET position = position + 1, inbound_count = inbound_count + $4,
			answered_count = CASE WHEN $5 = 1 THEN inbound_count ELSE answered_count END,
			last_activity_at = $6, preview = $7, last_direction = $8, last_state = $9
		WHERE address_id = $1 AND sender_id = $2 AND thread_key = $3 AND kind = 'customer'
		RETURNING `+conversationColumns,
		string(p.AddressID), string(p.SenderID), p.ThreadKey, inbound, flag(e.ByUser), millis(e.At), e.Preview, string(e.Direction), string(e.State))
}

// CreateThread makes a customer thread, stamped with the contact who has the address: of several the one that was
// linked first.
func (s Conversations) CreateThread(ctx context.Context, id parley.ID, p conversation.Parties, at time.Time) (bool, error) {
	n, err := s.exec(ctx, `INSERT INTO conversation (id, kind, channel_id, sender_id, address_id, thread_key, contact_id, account_id, last_activity_at, created_at)
		SELECT $1, 'customer', $2, $3, $4, $5, COALESCE(MAX(found.contact_id), ''), COALESCE(MAX(found.account_id), ''), $6, $6
		FROM (SELECT c.id AS contact_id, c.account_id AS account_id FROM contact_address ca JOIN contact c ON c.id = ca.contact_id
			WHERE ca.address_id = $4 ORDER BY c.created_at, c.id LIMIT 1) AS found
		WHERE true ON CONFLICT DO NOTHING`, string(id), string(p.ChannelID), string(p.SenderID), string(p.AddressID), p.ThreadKey, millis(at))
	return n == 1, err
}

// ThreadMessages gives a page in order.
func (s Conversations) ThreadMessages(ctx context.Context, id parley.ID, p conversation.Page) ([]parley.Message, error) {
	const from = `SELECT ` + messageColumns + ` FROM message m WHERE m.conversation_id = $1 AND `
	if p.After > 0 {
		return all(ctx, s.DB, scanMessage, from+`m.position > $2 ORDER BY m.position LIMIT $3`, string(id), p.After, p.Limit)
	}
	before := p.Before
	if before <= 0 {
		before = 1 << 62
	}
	messages, err := all(ctx, s.DB, scanMessage, from+`m.position < $2 ORDER BY m.position DESC LIMIT $3`, string(id), before, p.Limit)
	for i, j := 0, len(messages)-1; i < j; i, j = i+1, j-1 {
		messages[i], messages[j] = messages[j], messages[i]
	}
	return messages, err
}

// Messages gives messages over all conversations, newest first; those of one millisecond in the order of their rows,
// which costs the indexes a few bytes where the id would cost 36.
func (s Conversations) Messages(ctx context.Context, f conversation.MessageFilter) ([]parley.Message, error) {
	var w where
	if f.ConversationID != "" {
		w.add("m.conversation_id = ?", string(f.ConversationID))
	}
	if f.ChannelID != "" {
		w.add("m.channel_id = ?", string(f.ChannelID))
	}
	if f.AccountID != "" {
		w.add("m.account_id = ? AND m.account_id <> ''", string(f.AccountID)) // as the index says
	}
	if f.ContactID != "" {
		w.add("m.contact_id = ?", string(f.ContactID))
		if f.AccountID == "" { // by his addresses, of which there is an index
			w.add("m.address_id <> '' AND m.address_id IN (SELECT address_id FROM contact_address WHERE contact_id = ?)", string(f.ContactID))
		}
	}
	if f.Direction != "" {
		w.add("m.direction = ?", string(f.Direction))
	}
	if f.State != "" {
		w.add("m.state = ?", string(f.State))
	}
	if f.AddressValue != "" {
		w.add("m.address_id <> '' AND m.address_id IN (SELECT id FROM address WHERE kind = ? AND value = ?)", string(f.AddressKind), f.AddressValue)
	}
	if f.WithoutSent {
		w.add("m.direction <> ?", string(parley.Outbound))
	}
	if !f.Since.IsZero() {
		w.add("m.created_at >= ?", millis(f.Since))
	}
	if !f.Until.IsZero() {
		w.add("m.created_at < ?", millis(f.Until))
	}
	if f.Before.ID != "" {
		w.add("(m.created_at, m.row_number) < (?, (SELECT b.row_number FROM message b WHERE b.id = ?))", millis(f.Before.At), string(f.Before.ID))
	}
	limit := w.arg(f.Limit)
	return all(ctx, s.DB, scanMessage, `SELECT `+messageColumns+` FROM message m WHERE `+w.sql()+` ORDER BY m.created_at DESC, m.row_number DESC LIMIT `+limit, w.args...)
}

// UserNames names users.
func (s Conversations) UserNames(ctx context.Context, ids []parley.ID) (map[parley.ID]conversation.Author, error) {
	args := padded(ids)
	authors, err := all(ctx, s.DB, func(r scanner) (a conversation.Author, err error) {
		err = r.Scan(&a.ID, &a.Name, &a.Extension)
		return a, err
	}, `SELECT id, name, extension FROM app_user WHERE id IN `+list(1, len(args)), args...)
	out := make(map[parley.ID]conversation.Author, len(authors))
	for _, a := range authors {
		out[a.ID] = a
	}
	return out, err
}

// MarkRead moves a reader's place forward. The count of inbound messages up to there is counted once, here, over the
// few that are new to the reader.
func (s Conversations) MarkRead(ctx context.Context, id, userID parley.ID, position int64) (int64, bool, error) {
	return one(ctx, s.DB, value[int64], `INSERT INTO read_position (conversation_id, user_id, position, inbound_count)
		SELECT $1, $2, $3, c.inbound_count - (SELECT COUNT(*) FROM message m
			WHERE m.conversation_id = $1 AND m.position > $3 AND m.direction = 'inbound')
		FROM conversation c WHERE c.id = $1
		ON CONFLICT (conversation_id, user_id) DO UPDATE SET position = excluded.position, inbound_count = excluded.inbound_count
		WHERE read_position.position < excluded.position
		RETURNING inbound_count`, string(id), string(userID), position)
}

// SaveDraft keeps or forgets what a user is writing.
func (s Conversations) SaveDraft(ctx context.Context, id, userID parley.ID, text string, at time.Time) error {
	if text == "" {
		_, err := s.exec(ctx, `DELETE FROM draft WHERE conversation_id = $1 AND user_id = $2`, string(id), string(userID))
		return err
	}
	_, err := s.exec(ctx, `INSERT INTO draft (conversation_id, user_id, text, updated_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (conversation_id, user_id) DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at`,
		string(id), string(userID), text, millis(at))
	return err
}
