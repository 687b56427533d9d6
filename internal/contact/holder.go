package contact

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/phone"
)

// Holder is an address and the contact who has it, as far as a message needs to know him.
type Holder struct {
	Address   parley.Address
	ContactID parley.ID // empty: nobody has the address yet
	AccountID parley.ID
	Name      string
	Language  string
}

// ForAddress gives the contact who has the address of an inbound message, in the unit of ctx or one of its own. To an
// unknown one it makes a contact with the name that the provider sent, or with the address for a name, and to an
// unknown address the address, as it came. For a known sender it is one query.
func (s *Contacts) ForAddress(ctx context.Context, a parley.Address, name string) (Holder, error) {
	h, found, err := s.parts.Reads.Holder(ctx, a)
	if err != nil || found && h.ContactID != "" {
		return h, err
	}
	c := Contact{ID: parley.ID(s.parts.Source.NewID()), Name: senderName(a, name), Version: 1, CreatedAt: s.parts.Source.Now()}
	c.UpdatedAt = c.CreatedAt
	a.ID = parley.ID(s.parts.Source.NewID())
	types, err := s.parts.Reads.PhoneNumberTypes(ctx)
	if err != nil {
		return h, err
	}
	err = s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		h, err = s.hold(ctx, a, c, types)
		return err
	})
	return h, err
}

// hold makes c the contact of a, unless another unit has been faster.
func (s *Contacts) hold(ctx context.Context, a parley.Address, c Contact, types []PhoneNumberType) (Holder, error) {
	a, created, err := s.parts.Store.EnsureAddress(ctx, a, c.CreatedAt)
	if err != nil {
		return Holder{}, err
	}
	if !created {
		if h, _, err := s.parts.Reads.Holder(ctx, a); err != nil || h.ContactID != "" {
			return h, err
		}
	}
	link := Link{Address: a}
	if a.Kind == parley.Phone {
		link.Type, _ = typeOf(types, defaultType)
	}
	c.Addresses = []Link{link}
	if c.Categories, err = s.defaults(ctx); err != nil {
		return Holder{}, err
	}
	if err := s.parts.Store.AddContacts(ctx, c); err != nil {
		return Holder{}, err
	}
	if !created {
		if err := s.parts.Store.RestampThreads(ctx, a.ID); err != nil {
			return Holder{}, err
		}
	}
	s.told(ctx, event.ContactCreated, parley.Actor{Kind: parley.ActorCustomer, ID: a.ID}, c.ID, nil)
	return Holder{Address: a, ContactID: c.ID, Name: c.Name}, nil
}

func senderName(a parley.Address, name string) string {
	name = parley.CleanName(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, name))
	if runes := []rune(name); len(runes) > maxName {
		name = strings.TrimSpace(string(runes[:maxName]))
	}
	if name != "" {
		return name
	}
	if a.Kind == parley.Phone {
		return phone.International(a.Value)
	}
	return a.Value
}

func (s *Contacts) told(ctx context.Context, t event.Type, by parley.Actor, id parley.ID, r *event.Record) {
	s.parts.Log.Append(ctx, event.Event{Type: t, Actor: by, SubjectID: id, Record: r})
}
