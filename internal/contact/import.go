package contact

import (
	"context"
	"errors"
	"slices"

	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Batch makes many contacts as Create makes one, with few statements: what the provider's lists offer is read once, and what is
// alike is written together. It belongs to one unit of work.
type Batch struct {
	contacts *Contacts // who read each list once
	by       parley.Actor
	importID string
	drafted  []batched
}

// batched is a contact who is still to be written.
type batched struct {
	Contact
	boxes     []box
	marketing *bool
}

// Batch gives an empty one. Of contacts of an import the audit trail keeps one line for all, and each event says by its data which
// import it was; without one each contact has its line.
func (s *Contacts) Batch(by parley.Actor, importID string) *Batch {
	p := s.parts
	p.Choices, p.Fields, p.Reads = p.Choices.Once(), p.Fields.Once(), &typesOnce{ReadStore: p.Reads}
	return &Batch{contacts: New(p), by: by, importID: importID}
}

// typesOnce reads the types of numbers once.
type typesOnce struct {
	ReadStore
	types unit.Once[[]PhoneNumberType]
}

func (o *typesOnce) PhoneNumberTypes(ctx context.Context) ([]PhoneNumberType, error) {
	return o.types.Get(ctx, o.ReadStore.PhoneNumberTypes)
}

// Add takes a draft into the batch and gives the id that the contact will have. Its errors are those of Create, as far as they
// can be told without writing; the draft is not taken then.
func (b *Batch) Add(ctx context.Context, d Draft) (parley.ID, error) {
	c, boxes, err := b.contacts.drafted(ctx, d)
	if err == nil && d.MarketingOptIn != nil && *d.MarketingOptIn && len(c.Addresses) == 0 {
		err = nothingToOptIn()
	}
	categories, readErr := b.contacts.defaults(ctx)
	c.Categories = categories
	if err := errors.Join(err, readErr, b.contacts.choose(ctx, &c, d.change())); err != nil {
		return "", err
	}
	b.drafted = append(b.drafted, batched{c, boxes, d.MarketingOptIn})
	return c.ID, nil
}

// Drop takes back what was added last.
func (b *Batch) Drop() { b.drafted = b.drafted[:len(b.drafted)-1] }

// Write makes the contacts that were added, and empties the batch. It gives those of their addresses that were there already:
// only these may have other contacts. Its errors are those of Create, of any of them.
func (b *Batch) Write(ctx context.Context) (shared []parley.Address, err error) {
	made := b.drafted
	b.drafted = nil
	if len(made) == 0 {
		return nil, nil
	}
	s := b.contacts
	owners := map[OwnerKind][]parley.ID{}
	for _, c := range made {
		if of := c.Owner(); of.ID != "" && !slices.Contains(owners[of.Kind], of.ID) {
			owners[of.Kind] = append(owners[of.Kind], of.ID)
		}
	}
	for kind, ids := range owners {
		known, err := s.parts.Store.KnownOwners(ctx, kind, ids)
		if err != nil {
			return nil, err
		}
		if known < len(ids) {
			return nil, unknownOwner(kind)
		}
	}
	if shared, err = b.settle(ctx, made); err != nil {
		return nil, err
	}
	contacts := make([]Contact, len(made))
	for i, c := range made {
		contacts[i] = c.Contact
	}
	if err := s.parts.Store.AddContacts(ctx, contacts...); err != nil {
		return nil, err
	}
	for kind, ids := range owners {
		if err := s.parts.Store.SettlePrimaries(ctx, kind, ids); err != nil {
			return nil, err
		}
	}
	for _, c := range made {
		if err := b.follow(ctx, c); err != nil {
			return nil, err
		}
	}
	return shared, nil
}

// settle finds the rows of all addresses, making those that are new, and gives the others.
func (b *Batch) settle(ctx context.Context, made []batched) (shared []parley.Address, err error) {
	place := map[parley.Address]int{}
	var addresses []parley.Address
	for _, c := range made {
		for _, l := range c.Addresses {
			if _, known := place[l.Address]; !known {
				place[l.Address] = len(addresses)
				fresh := l.Address
				fresh.ID = parley.ID(b.contacts.parts.Source.NewID())
				addresses = append(addresses, fresh)
			}
		}
	}
	if len(addresses) == 0 {
		return nil, nil
	}
	rows, added, err := b.contacts.parts.Store.EnsureAddresses(ctx, addresses, made[0].CreatedAt)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		if !added[i] {
			shared = append(shared, row)
		}
	}
	for _, c := range made {
		for i, l := range c.Addresses {
			at := place[l.Address]
			c.Addresses[i].Address, c.Addresses[i].added = rows[at], added[at]
		}
	}
	return shared, nil
}

// follow makes what depends on a contact agree with him, and tells of him.
func (b *Batch) follow(ctx context.Context, c batched) error {
	s := b.contacts
	for _, l := range c.Addresses {
		if l.added {
			continue
		}
		if err := s.parts.Store.RestampThreads(ctx, l.ID); err != nil {
			return err
		}
	}
	if c.Primary {
		if err := s.parts.Store.SettlePrimary(ctx, c.Owner(), c.ID); err != nil {
			return err
		}
	}
	if err := errors.Join(s.setBoxes(ctx, b.by, c.Contact, c.boxes), s.setMarketing(ctx, b.by, c.Contact, c.marketing)); err != nil {
		return err
	}
	told := event.Event{Type: event.ContactCreated, Actor: b.by, SubjectID: c.ID, Record: event.Recorded(c.Name, nil, c.Contact)}
	if b.importID != "" {
		told.Record, told.Data = nil, map[string]string{"import": b.importID}
	}
	s.parts.Log.Append(ctx, told)
	return nil
}
