package store

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"parley/internal/contact"
	"parley/internal/parley"
)

// EnsureAddress makes an address unless it exists, and keeps it until the commit.
func (s Contacts) EnsureAddress(ctx context.Context, a parley.Address, at time.Time) (parley.Address, bool, error) {
	rows, added, err := s.EnsureAddresses(ctx, []parley.Address{a}, at)
	if err != nil {
		return a, false, err
	}
	return rows[0], added[0], nil
}

// EnsureAddresses makes those that do not exist. Units that want the same ones take them in the same order, and so never wait for
// each other in a circle.
func (s Contacts) EnsureAddresses(ctx context.Context, addresses []parley.Address, at time.Time) ([]parley.Address, []bool, error) {
	inOrder := slices.Clone(addresses)
	slices.SortFunc(inOrder, func(a, b parley.Address) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Value, b.Value))
	})
	args := make([]any, 0, 5*len(inOrder))
	for _, a := range inOrder {
		args = append(args, a.ID, a.Kind, a.Scope, a.Value, millis(at))
	}
	made := make(map[parley.ID]bool, len(addresses))
	err := s.inPieces(args, 5, func(rows string, piece []any) error {
		ids, err := all(ctx, s.DB, value[parley.ID], `INSERT INTO address (id, kind, scope, value, created_at) VALUES `+rows+`
			ON CONFLICT (kind, scope, value) DO NOTHING RETURNING id`, piece...)
		for _, id := range ids {
			made[id] = true
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	var terms []searchTerm
	rows, added := slices.Clone(addresses), make([]bool, len(addresses))
	var there []parley.Address
	for i, a := range rows {
		if added[i] = made[a.ID]; added[i] {
			terms = append(terms, termsOf(ownerAddress, a.ID, "", addressTerms(a))...)
		} else {
			there = append(there, a)
		}
	}
	known, err := s.lockAddresses(ctx, there)
	for i, a := range rows {
		if !added[i] {
			rows[i].ID = known[bare(a)]
		}
	}
	return rows, added, errors.Join(err, s.addManyTerms(ctx, terms))
}

// bare is an address without its id.
func bare(a parley.Address) parley.Address {
	return parley.Address{Kind: a.Kind, Scope: a.Scope, Value: a.Value}
}

// lockAddresses gives the ids of addresses, and keeps them.
func (s Contacts) lockAddresses(ctx context.Context, addresses []parley.Address) (map[parley.Address]parley.ID, error) {
	if len(addresses) == 0 {
		return nil, nil
	}
	found, err := s.addressesNamed(ctx, addresses)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	ids := make(map[parley.Address]parley.ID, len(found))
	for id, a := range found {
		ids[a] = id
	}
	args := padded(slices.Sorted(maps.Keys(found)))
	_, err = all(ctx, s.DB, value[parley.ID], `SELECT id FROM address WHERE id IN `+list(1, len(args))+` ORDER BY id`+s.dialect.updateLock(), args...)
	return ids, err
}

// addressesNamed gives the addresses that exist, without ids, by theirs. Each is looked up by itself: in one list of values
// PostgreSQL, without statistics, reads all that are of the kind.
func (db *DB) addressesNamed(ctx context.Context, addresses []parley.Address) (map[parley.ID]parley.Address, error) {
	out := map[parley.ID]parley.Address{}
	args := make([]any, 0, 3*len(addresses))
	for _, a := range addresses {
		args = append(args, a.Kind, a.Scope, a.Value)
	}
	err := db.inPieces(args, 3, func(rows string, piece []any) error {
		found, err := all(ctx, db, func(r scanner) (a parley.Address, err error) {
			err = r.Scan(&a.ID, &a.Kind, &a.Scope, &a.Value)
			return a, err
		}, `SELECT COALESCE((SELECT a.id FROM address a WHERE a.kind = v.column1 AND a.scope = v.column2 AND a.value = v.column3), ''),
				v.column1, v.column2, v.column3 FROM (VALUES `+rows+`) AS v`, piece...)
		for _, a := range found {
			if a.ID != "" {
				out[a.ID] = bare(a)
			}
		}
		return err
	})
	return out, err
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
