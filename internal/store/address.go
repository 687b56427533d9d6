package store

import (
	"cmp"
	"context"
	"errors"
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
	ids := make(map[parley.Address]parley.ID, len(addresses))
	for _, g := range alike(addresses) {
		found, err := all(ctx, s.DB, scanNamed, `SELECT id, value FROM address WHERE kind = $1 AND scope = $2 AND value IN `+list(3, len(g.args)-2)+
			` ORDER BY value`+s.dialect.updateLock(), g.args...)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			ids[parley.Address{Kind: g.kind, Scope: g.scope, Value: f.Name}] = f.ID
		}
	}
	return ids, nil
}

// alikes are addresses of one kind and scope, which an index finds together.
type alikes struct {
	kind  parley.AddressKind
	scope string
	args  []any // kind, scope, and the values, padded
}

// alike groups addresses, in the order of kinds and scopes.
func alike(addresses []parley.Address) []alikes {
	values := map[parley.Address][]string{}
	for _, a := range addresses {
		of := parley.Address{Kind: a.Kind, Scope: a.Scope}
		values[of] = append(values[of], a.Value)
	}
	out := make([]alikes, 0, len(values))
	for of, each := range values {
		out = append(out, alikes{of.Kind, of.Scope, append([]any{of.Kind, of.Scope}, padded(each)...)})
	}
	slices.SortFunc(out, func(a, b alikes) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.scope, b.scope)) })
	return out
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
