package store

import (
	"context"
	"time"

	"parley/internal/inbox"
	"parley/internal/outbox"
	"parley/internal/parley"
)

// Outbox is what submitting and receiving look up and add around a message.
type Outbox struct{ *DB }

var (
	_ outbox.SubmitStore = Outbox{}
	_ inbox.Store        = Outbox{}
)

// capable is 0 where the address is a number of which every type says that it takes no texts.
const capable = `COALESCE((SELECT MAX(COALESCE(t.sms_capable, 1)) FROM contact_address ca
	LEFT JOIN phone_number_type t ON t.id = ca.phone_number_type_id WHERE ca.address_id = a.id), 1)`

const targetFrom = `SELECT c.enabled, COALESCE(a.id, ''), COALESCE(a.kind, ''), COALESCE(a.scope, ''), COALESCE(a.value, ''), ` + capable + `
	FROM channel c LEFT JOIN address a ON `

// TargetByValue reads channel and address with one query.
func (s Outbox) TargetByValue(ctx context.Context, channelID parley.ID, kind parley.AddressKind, value string) (outbox.Target, error) {
	return s.target(ctx, targetFrom+`a.kind = $2 AND a.scope = '' AND a.value = $3 WHERE c.id = $1 AND c.deleted_at = 0`,
		string(channelID), string(kind), value)
}

// TargetByID does the same by the address's id.
func (s Outbox) TargetByID(ctx context.Context, channelID, addressID parley.ID) (outbox.Target, error) {
	return s.target(ctx, targetFrom+`a.id = $2 WHERE c.id = $1 AND c.deleted_at = 0`, string(channelID), string(addressID))
}

func (s Outbox) target(ctx context.Context, query string, args ...any) (outbox.Target, error) {
	t, _, err := one(ctx, s.DB, func(r scanner) (t outbox.Target, err error) {
		var enabled, capable int
		err = r.Scan(&enabled, &t.Address.ID, &t.Address.Kind, &t.Address.Scope, &t.Address.Value, &capable)
		t.ChannelFound, t.ChannelEnabled, t.SMSCapable = true, enabled == 1, capable == 1
		return t, err
	}, query, args...)
	return t, err
}

// ContactAddress gives the contact's address of the kind: one that takes texts before others, then in the contact's order.
func (s Outbox) ContactAddress(ctx context.Context, contactID parley.ID, kind parley.AddressKind) (parley.ID, bool, error) {
	return one(ctx, s.DB, value[parley.ID], `SELECT a.id FROM contact_address ca JOIN address a ON a.id = ca.address_id
		LEFT JOIN phone_number_type t ON t.id = ca.phone_number_type_id
		WHERE ca.contact_id = $1 AND a.kind = $2 ORDER BY COALESCE(t.sms_capable, 1) DESC, ca.position LIMIT 1`, string(contactID), string(kind))
}

// AddAddress makes an address, or finds the one that another has just made.
func (s Outbox) AddAddress(ctx context.Context, a parley.Address, at time.Time) (parley.ID, error) {
	a, _, err := Contacts{s.DB}.EnsureAddress(ctx, a, at)
	return a.ID, err
}

// MessageByClientID finds what was sent before under the client's id.
func (s Outbox) MessageByClientID(ctx context.Context, userID parley.ID, clientID string) (parley.Message, bool, error) {
	return one(ctx, s.DB, scanMessage, `SELECT `+messageColumns+` FROM message m WHERE m.client_id = $1 AND m.user_id = $2 AND m.client_id <> ''`,
		clientID, string(userID))
}

// repeatLooksAt is how many messages back a repeat is looked for: more do not fit into the longest time that may be asked.
const repeatLooksAt = 200

// RepeatOf looks through the thread's last messages.
func (s Outbox) RepeatOf(ctx context.Context, m *parley.Message, since time.Time) (parley.ID, bool, error) {
	return one(ctx, s.DB, value[parley.ID], `SELECT id FROM message WHERE conversation_id = $1 AND position >= $2 AND direction = 'outbound'
		AND created_at > $3 AND text = $4 AND state NOT IN ('failed', 'cancelled') ORDER BY position LIMIT 1`,
		string(m.ConversationID), m.Position-repeatLooksAt, millis(since), m.Text)
}

// Keyword says when a keyword came and whether it was answered.
func (s Outbox) Keyword(ctx context.Context, consentID parley.ID) (time.Time, bool, error) {
	type found struct{ at, answers int64 }
	f, _, err := one(ctx, s.DB, func(r scanner) (f found, err error) {
		err = r.Scan(&f.at, &f.answers)
		return f, err
	}, `SELECT at, (SELECT COUNT(*) FROM message WHERE consent_id = $1 AND consent_id <> '') FROM consent WHERE id = $1`, string(consentID))
	return moment(f.at), f.answers > 0, err
}

// Received reports whether a message has come before.
func (s Outbox) Received(ctx context.Context, channelID parley.ID, providerID string) (bool, error) {
	_, found, err := one(ctx, s.DB, value[parley.ID], `SELECT id FROM message WHERE channel_id = $1 AND provider_id = $2 AND direction = 'inbound' AND provider_id <> ''`,
		string(channelID), providerID)
	return found, err
}
