package store

import (
	"context"
	"time"

	"parley/internal/contact"
	"parley/internal/parley"
)

// EnsureAddress makes an address unless it exists, and keeps it until the commit.
func (s Contacts) EnsureAddress(ctx context.Context, a parley.Address, at time.Time) (parley.Address, bool, error) {
	n, err := s.exec(ctx, `INSERT INTO address (id, kind, scope, value, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (kind, scope, value) DO NOTHING`,
		a.ID, a.Kind, a.Scope, a.Value, millis(at))
	if err != nil {
		return a, false, err
	}
	if n == 1 {
		return a, true, s.addTerms(ctx, ownerAddress, a.ID, "", addressTerms(a))
	}
	a.ID, _, err = one(ctx, s.DB, value[parley.ID], `SELECT id FROM address WHERE kind = $1 AND scope = $2 AND value = $3`+s.dialect.updateLock(),
		a.Kind, a.Scope, a.Value)
	return a, false, err
}

// Holder reads an address and the first of its contacts.
func (s Contacts) Holder(ctx context.Context, a parley.Address) (contact.Holder, bool, error) {
	return one(ctx, s.DB, func(r scanner) (h contact.Holder, err error) {
		err = r.Scan(&h.Address.ID, &h.Address.Kind, &h.Address.Scope, &h.Address.Value, &h.ContactID, &h.AccountID, &h.Name, &h.Language)
		return h, err
	}, `SELECT a.id, a.kind, a.scope, a.value, COALESCE(c.id, ''), COALESCE(c.account_id, ''), COALESCE(c.name, ''), COALESCE(c.language, '')
		FROM address a LEFT JOIN contact c ON c.id = (SELECT MIN(contact_id) FROM contact_address WHERE address_id = a.id)
		WHERE a.kind = $1 AND a.scope = $2 AND a.value = $3`, a.Kind, a.Scope, a.Value)
}

// RestampThreads makes the customer threads of an address agree with who has it. A thread keeps its contact as long as
// he has the address.
func (s Contacts) RestampThreads(ctx context.Context, addressID parley.ID) error {
	_, err := s.exec(ctx, `UPDATE conversation SET contact_id = COALESCE((SELECT MIN(contact_id) FROM contact_address WHERE address_id = $1), '')
		WHERE address_id = $1 AND kind = 'customer'
			AND NOT EXISTS (SELECT 1 FROM contact_address ca WHERE ca.address_id = $1 AND ca.contact_id = conversation.contact_id)`, addressID)
	if err != nil {
		return err
	}
	_, err = s.exec(ctx, `UPDATE conversation SET account_id = COALESCE((SELECT account_id FROM contact WHERE id = conversation.contact_id), '')
		WHERE address_id = $1 AND kind = 'customer'
			AND account_id <> COALESCE((SELECT account_id FROM contact WHERE id = conversation.contact_id), '')`, addressID)
	return err
}

// Threads reads the customer threads of addresses.
func (s Contacts) Threads(ctx context.Context, addressIDs []parley.ID) ([]contact.Thread, error) {
	ids := padded(addressIDs)
	return all(ctx, s.DB, func(r scanner) (t contact.Thread, err error) {
		err = r.Scan(&t.ID, &t.AddressID, &t.ChannelID)
		return t, err
	}, `SELECT id, address_id, channel_id FROM conversation WHERE kind = 'customer' AND address_id IN `+list(1, len(ids))+`
		ORDER BY last_activity_at DESC, id DESC`, ids...)
}
