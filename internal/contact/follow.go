package contact

import (
	"context"
	"errors"
	"time"

	"parley/internal/parley"
)

func unknownOwner(kind OwnerKind) *parley.Error {
	switch kind {
	case OfNetworkSite:
		return parley.Errorf(parley.Invalid, "unknown_network_site", "There is no such network site.").At("network_site_id")
	case OfVendor:
		return parley.Errorf(parley.Invalid, "unknown_vendor", "There is no such vendor.").At("vendor_id")
	}
	return parley.Errorf(parley.Invalid, "unknown_account", "There is no such account.").At("account_id")
}

// settle finds the rows that c names, making the addresses that are new.
func (s *Contacts) settle(ctx context.Context, c *Contact, fresh []parley.ID, at time.Time) error {
	if of := c.Owner(); of != (Owner{}) {
		known, err := s.parts.Store.KnownOwners(ctx, of.Kind, []parley.ID{of.ID})
		if err != nil {
			return err
		}
		if known == 0 {
			return unknownOwner(of.Kind)
		}
	}
	links := make([]Link, len(c.Addresses)) // a unit may run twice: what it was given stays as it was
	for i, link := range c.Addresses {
		if link.ID == "" {
			link.ID = fresh[i]
			a, added, err := s.parts.Store.EnsureAddress(ctx, link.Address, at)
			if err != nil {
				return err
			}
			link.Address, link.added = a, added
		}
		links[i] = link
	}
	c.Addresses = links
	return nil
}

// follow makes what depends on a contact agree with it after a change: threads, the primary contact, opt-ins. A contact
// that was created or deleted is zero on the other side.
func (s *Contacts) follow(ctx context.Context, by parley.Actor, before, after Contact, boxes []box) error {
	touched := map[parley.ID]bool{}
	for _, links := range [][]Link{before.Addresses, after.Addresses} {
		for _, l := range links {
			if touched[l.ID] || l.added {
				continue
			}
			touched[l.ID] = true
			if err := s.parts.Store.RestampThreads(ctx, l.ID); err != nil {
				return err
			}
		}
	}
	if err := s.settlePrimary(ctx, before, after); err != nil {
		return err
	}
	return s.setBoxes(ctx, by, after, boxes)
}

func (s *Contacts) settlePrimary(ctx context.Context, before, after Contact) error {
	was, now := before.Owner(), after.Owner()
	if was != (Owner{}) && was != now {
		if err := s.parts.Store.SettlePrimary(ctx, was, ""); err != nil {
			return err
		}
	}
	if now == (Owner{}) {
		return nil
	}
	wanted := parley.ID("")
	if after.Primary {
		wanted = after.ID
	}
	return s.parts.Store.SettlePrimary(ctx, now, wanted)
}

func (s *Contacts) setBoxes(ctx context.Context, by parley.Actor, c Contact, boxes []box) error {
	for _, b := range boxes {
		for _, l := range c.Addresses {
			if l.Kind != b.Kind || l.Scope != b.Scope || l.Value != b.Value {
				continue
			}
			if err := s.parts.OptIns.SetSMSOptIn(ctx, by, l.ID, b.optIn); err != nil {
				var e *parley.Error
				if errors.As(err, &e) {
					return e.At(b.field)
				}
				return err
			}
		}
	}
	return nil
}
