package store

import (
	"context"
	"fmt"
	"strings"

	"parley/internal/parley"
)

// messageColumns are what scanMessage reads, of the table under the alias m.
const messageColumns = `m.id, m.conversation_id, m.position, m.direction, m.channel_id, m.sender_id, m.address_id, m.contact_id,
	m.account_id, m.user_id, m.purpose, m.text, m.state, m.reason, m.reason_text, m.provider_id, m.former_provider_ids, m.provider_code, m.client_id,
	m.consent_id, m.segments, m.billed_segments, m.attempts, m.maybe_doubled, m.due_at, m.created_at, m.updated_at`

func scanMessage(r scanner) (m parley.Message, err error) {
	var doubled, due, created, updated int64
	err = r.Scan(messageFields(&m, &doubled, &due, &created, &updated)...)
	finishMessage(&m, doubled, due, created, updated)
	return m, err
}

func messageFields(m *parley.Message, doubled, due, created, updated *int64) []any {
	return []any{
		&m.ID, &m.ConversationID, &m.Position, &m.Direction, &m.ChannelID, &m.SenderID, &m.AddressID, &m.ContactID,
		&m.AccountID, &m.UserID, &m.Purpose, &m.Text, &m.State, &m.Reason, &m.ReasonText, &m.ProviderID, &m.FormerIDs, &m.ProviderCode, &m.ClientID,
		&m.ConsentID, &m.Segments, &m.BilledSegments, &m.Attempts, doubled, due, created, updated,
	}
}

func finishMessage(m *parley.Message, doubled, due, created, updated int64) {
	m.MaybeDoubled = doubled == 1
	m.DueAt, m.CreatedAt, m.UpdatedAt = moment(due), moment(created), moment(updated)
}

// AddMessage writes the message and makes its text findable.
func (s Conversations) AddMessage(ctx context.Context, m *parley.Message) (bool, error) {
	row, added, err := one(ctx, s.DB, value[int64], `INSERT INTO message (id, conversation_id, position, direction, channel_id, sender_id, address_id,
			contact_id, account_id, user_id, purpose, text, state, provider_id, client_id, consent_id, segments, billed_segments,
			due_at, created_at, updated_at, reason)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $20, $21)
		ON CONFLICT DO NOTHING RETURNING row_number`,
		string(m.ID), string(m.ConversationID), m.Position, string(m.Direction), string(m.ChannelID), string(m.SenderID), string(m.AddressID),
		string(m.ContactID), string(m.AccountID), string(m.UserID), string(m.Purpose), m.Text, string(m.State), m.ProviderID, m.ClientID,
		string(m.ConsentID), m.Segments, m.BilledSegments, millis(m.DueAt), millis(m.CreatedAt), m.Reason)
	if err != nil || !added {
		return false, err
	}
	err = s.addText(ctx, row, searchable(m.Text))
	return err == nil, err
}

// MessagesByID gives those that exist.
func (s Conversations) MessagesByID(ctx context.Context, ids []parley.ID) ([]parley.Message, error) {
	args := padded(ids)
	return all(ctx, s.DB, scanMessage, `SELECT `+messageColumns+` FROM message m WHERE m.id IN `+list(1, len(args)), args...)
}

// where collects conditions with numbered arguments.
type where struct {
	conditions []string
	args       []any
}

// add appends a condition in which each ? stands for the next argument.
func (w *where) add(condition string, args ...any) {
	w.conditions = append(w.conditions, w.numbered(condition, args...))
}

// numbered puts the places of the next arguments where text has a ?.
func (w *where) numbered(text string, args ...any) string {
	for _, a := range args {
		text = strings.Replace(text, "?", w.arg(a), 1)
	}
	return text
}

// in asks that a column has one of the values, of which there is one at least.
func (w *where) in(column string, values []parley.ID) {
	args := padded(values)
	w.conditions = append(w.conditions, column+" IN "+list(len(w.args)+1, len(args)))
	w.args = append(w.args, args...)
}

// sql joins the conditions, and is true where there is none.
func (w *where) sql() string {
	if len(w.conditions) == 0 {
		return "1 = 1"
	}
	return strings.Join(w.conditions, " AND ")
}

// arg adds an argument and gives its place: "$3".
func (w *where) arg(v any) string {
	w.args = append(w.args, v)
	return fmt.Sprintf("$%d", len(w.args))
}
