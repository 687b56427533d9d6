package store

import (
	"context"

	"parley/internal/conversation"
	"parley/internal/parley"
)

// viewFrom joins to a conversation the names that a list shows; $1 is the viewer. Each join is by primary key: a page
// of fifty rows makes fifty times six look-ups and counts nothing. What has been read comes first: of a row that is no unread
// one nothing else is looked up.
const viewFrom = ` FROM conversation c
	LEFT JOIN read_position rp ON rp.conversation_id = c.id AND rp.user_id = $1
	LEFT JOIN channel ch ON ch.id = c.channel_id
	LEFT JOIN sender se ON se.id = c.sender_id
	LEFT JOIN address a ON a.id = c.address_id
	LEFT JOIN contact co ON co.id = c.contact_id
	LEFT JOIN account ac ON ac.id = c.account_id
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
func (s Conversations) Conversations(ctx context.Context, f conversation.Filter) (views []conversation.View, partial bool, err error) {
	switch {
	case f.Query != "":
		return s.search(ctx, f)
	case f.Unread:
		views, err = s.unread(ctx, f)
		return views, false, err
	}
	w := where{args: []any{string(f.Viewer.UserID)}}
	w.threads(f)
	views, err = s.views(ctx, w, f.Limit)
	return views, false, err
}

// search reads what a page shows of those that were found and are on it, which may be a few of hundreds.
func (s Conversations) search(ctx context.Context, f conversation.Filter) ([]conversation.View, bool, error) {
	hits, err := s.find(ctx, f)
	if err != nil || len(hits.ids) == 0 {
		return nil, hits.partial, err
	}
	viewer := string(f.Viewer.UserID)
	w := where{args: []any{viewer}}
	w.in("c.id", hits.ids)
	w.threads(f)
	if f.Unread {
		w.add(isUnread)
	}
	limit := w.arg(f.Limit)
	page, err := all(ctx, s.DB, value[parley.ID], `SELECT c.id FROM conversation c LEFT JOIN read_position rp ON rp.conversation_id = c.id AND rp.user_id = $1
		WHERE `+w.sql()+` ORDER BY c.last_activity_at DESC, c.id DESC LIMIT `+limit, w.args...)
	if err != nil || len(page) == 0 {
		return nil, hits.partial, err
	}
	w = where{args: []any{viewer}}
	w.in("c.id", page)
	views, err := s.views(ctx, w, f.Limit)
	return views, hits.partial, err
}

// views reads limit rows of the list; w's first argument is the viewer.
func (s Conversations) views(ctx context.Context, w where, limit int) ([]conversation.View, error) {
	n := w.arg(limit)
	return all(ctx, s.DB, scanView, `SELECT `+viewColumns+viewFrom+`WHERE `+w.sql()+` ORDER BY c.last_activity_at DESC, c.id DESC LIMIT `+n, w.args...)
}
