package contact

import (
	"context"
	"errors"
	"strconv"
	"time"

	"parley/internal/event"
	"parley/internal/field"
	"parley/internal/parley"
)

// Draft is a contact as somebody enters it.
type Draft struct {
	Name           string
	AccountID      parley.ID // or NetworkSiteID, or VendorID
	NetworkSiteID  parley.ID
	VendorID       parley.ID
	Role           string
	Language       string
	TimeZone       string
	Note           string
	Primary        *bool // true makes him the primary contact of his owner
	TagIDs         []parley.ID
	CategoryIDs    *[]parley.ID // nil: the default messaging categories
	Custom         field.Values
	MarketingOptIn *bool // nil: as his addresses have it
	Addresses      []AddressDraft
}

// Change is what somebody changes about a contact; nil leaves a thing as it is.
type Change struct {
	Version        int64 // of the contact as the asker saw it
	Name           *string
	AccountID      *parley.ID // one that is not empty takes the contact from whom he belonged to
	NetworkSiteID  *parley.ID
	VendorID       *parley.ID
	Role           *string
	Language       *string
	TimeZone       *string
	Note           *string
	Primary        *bool           // true makes him the primary contact of his owner; false says nothing
	TagIDs         *[]parley.ID    // all of them
	CategoryIDs    *[]parley.ID    // all of them
	Custom         field.Values    // of these custom fields only; null empties one
	MarketingOptIn *bool           // of all his addresses
	Addresses      *[]AddressDraft // all of them
}

// Create makes a contact. Its errors are of kind Invalid, joined where there are several, with the field at fault, or
// Conflict ("opted_out_by_customer").
func (s *Contacts) Create(ctx context.Context, by parley.Actor, d Draft) (Contact, error) {
	c, boxes, err := s.drafted(ctx, d)
	if err != nil {
		return Contact{}, err
	}
	fresh := s.freshIDs(len(c.Addresses))
	err = s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		made := c // the unit may run twice
		if made.Categories, err = s.defaults(ctx); err != nil {
			return err
		}
		if err := s.choose(ctx, &made, d.change()); err != nil {
			return err
		}
		if err := s.settle(ctx, &made, fresh, c.CreatedAt); err != nil {
			return err
		}
		if err := s.parts.Store.AddContacts(ctx, made); err != nil {
			return err
		}
		if err := errors.Join(s.follow(ctx, by, Contact{}, made, boxes), s.setMarketing(ctx, by, made, d.MarketingOptIn)); err != nil {
			return err
		}
		s.told(ctx, event.ContactCreated, by, made.ID, event.Recorded(made.Name, nil, made))
		return nil
	})
	if err != nil {
		return Contact{}, err
	}
	return s.Get(ctx, c.ID)
}

// drafted makes of a draft what needs no rows but the types of numbers.
func (s *Contacts) drafted(ctx context.Context, d Draft) (Contact, []box, error) {
	c := Contact{ID: parley.ID(s.parts.Source.NewID()), Version: 1, CreatedAt: s.parts.Source.Now()}
	c.UpdatedAt = c.CreatedAt
	types, err := s.parts.Reads.PhoneNumberTypes(ctx)
	if err != nil {
		return c, nil, err
	}
	boxes, err := s.apply(&c, d.change(), types)
	return c, boxes, err
}

// change is the draft as a change of a contact of whom nothing is known.
func (d *Draft) change() Change {
	return Change{Name: &d.Name, AccountID: &d.AccountID, NetworkSiteID: &d.NetworkSiteID, VendorID: &d.VendorID, Role: &d.Role, Language: &d.Language, TimeZone: &d.TimeZone, Note: &d.Note, Addresses: &d.Addresses,
		Primary: d.Primary, TagIDs: &d.TagIDs, CategoryIDs: d.CategoryIDs, Custom: d.Custom, MarketingOptIn: d.MarketingOptIn}
}

// Update changes a contact. Its errors are those of Create, NotFound, and Conflict ("version_conflict") where somebody
// else has changed the contact since the asker saw it.
func (s *Contacts) Update(ctx context.Context, by parley.Actor, id parley.ID, change Change) (Contact, error) {
	types, err := s.parts.Reads.PhoneNumberTypes(ctx)
	if err != nil {
		return Contact{}, err
	}
	var fresh []parley.ID
	if change.Addresses != nil {
		fresh = s.freshIDs(min(len(*change.Addresses), MaxAddresses))
	}
	now := s.parts.Source.Now()
	err = s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		before, err := s.lock(ctx, id, change.Version)
		if err != nil {
			return err
		}
		after := before
		boxes, err := s.apply(&after, change, types)
		if err := errors.Join(err, s.choose(ctx, &after, change)); err != nil {
			return err
		}
		if err := s.settle(ctx, &after, fresh, now); err != nil {
			return err
		}
		after.Version++
		after.UpdatedAt = now
		if err := s.parts.Store.UpdateContact(ctx, after); err != nil {
			return err
		}
		if err := errors.Join(s.follow(ctx, by, before, after, boxes), s.setMarketing(ctx, by, after, change.MarketingOptIn)); err != nil {
			return err
		}
		s.told(ctx, event.ContactUpdated, by, id, event.Recorded(after.Name, before, after))
		return nil
	})
	if err != nil {
		return Contact{}, err
	}
	return s.Get(ctx, id)
}

// SetArchived takes a contact out of the lists, or puts him back. An archived one is nobody's primary contact. The error is
// NotFound.
func (s *Contacts) SetArchived(ctx context.Context, by parley.Actor, id parley.ID, archived bool) (Contact, error) {
	now := s.parts.Source.Now()
	err := s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		before, found, err := s.parts.Store.LockContact(ctx, id)
		switch {
		case err != nil:
			return err
		case !found:
			return NotFound()
		case before.ArchivedAt.IsZero() != archived:
			return nil
		}
		after, told := before, event.ContactRestored
		if after.ArchivedAt = (time.Time{}); archived {
			after.ArchivedAt, after.Primary, told = now, false, event.ContactArchived
		}
		after.Version++
		after.UpdatedAt = now
		if err := s.parts.Store.UpdateContact(ctx, after); err != nil {
			return err
		}
		if err := s.follow(ctx, by, before, after, nil); err != nil {
			return err
		}
		s.told(ctx, told, by, id, event.Recorded(after.Name, before, after))
		return nil
	})
	if err != nil {
		return Contact{}, err
	}
	return s.Get(ctx, id)
}

// Delete forgets a contact. His addresses, what they agreed to and what was exchanged with them stay.
func (s *Contacts) Delete(ctx context.Context, by parley.Actor, id parley.ID) error {
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		before, found, err := s.parts.Store.LockContact(ctx, id)
		if err != nil {
			return err
		}
		if !found {
			return NotFound()
		}
		if err := s.parts.Store.DeleteContact(ctx, id); err != nil {
			return err
		}
		if err := s.follow(ctx, by, before, Contact{}, nil); err != nil {
			return err
		}
		s.told(ctx, event.ContactDeleted, by, id, event.Recorded(before.Name, before, nil))
		return nil
	})
}

// freshIDs makes ids for the addresses that may have to be made.
func (s *Contacts) freshIDs(n int) []parley.ID {
	ids := make([]parley.ID, n)
	for i := range ids {
		ids[i] = parley.ID(s.parts.Source.NewID())
	}
	return ids
}

func (s *Contacts) lock(ctx context.Context, id parley.ID, version int64) (Contact, error) {
	c, found, err := s.parts.Store.LockContact(ctx, id)
	switch {
	case err != nil:
		return c, err
	case !found:
		return c, NotFound()
	case c.Version != version:
		return c, parley.Errorf(parley.Conflict, "version_conflict", "Somebody else changed this contact in the meantime. Load it again.").
			With("current", strconv.FormatInt(c.Version, 10))
	}
	return c, nil
}

// apply puts what change says into c.
func (s *Contacts) apply(c *Contact, change Change, types []PhoneNumberType) ([]box, error) {
	failures := make([]error, 5, 7)
	if change.Name != nil {
		c.Name, failures[0] = checkName(*change.Name)
	}
	if change.Role != nil {
		c.Role, failures[1] = checkLine("role", *change.Role, maxLine)
	}
	if change.Language != nil {
		c.Language, failures[2] = checkLanguage(*change.Language)
	}
	if change.TimeZone != nil {
		c.TimeZone, failures[3] = *change.TimeZone, checkTimeZone(*change.TimeZone)
	}
	if change.Note != nil {
		c.Note, failures[4] = *change.Note, checkNote(*change.Note)
	}
	failures = append(failures, c.move(change))
	if change.Primary != nil && *change.Primary && c.Owner() != (Owner{}) && c.ArchivedAt.IsZero() {
		c.Primary = true
	}
	var boxes []box
	if change.Addresses != nil {
		links, set, err := s.links(*change.Addresses, c.Addresses, types)
		c.Addresses, boxes, failures = links, set, append(failures, err)
	}
	return boxes, errors.Join(failures...)
}

// move makes c belong to whom change says. To name one takes him from the others; to name two is a mistake.
func (c *Contact) move(change Change) error {
	was, named := c.Owner(), 0
	for _, each := range []*parley.ID{change.AccountID, change.NetworkSiteID, change.VendorID} {
		if each != nil && *each != "" {
			named++
		}
	}
	if named > 1 {
		return parley.Errorf(parley.Invalid, "one_owner", "A contact belongs to an account, to a network site or to a vendor, not to several.").At("account_id")
	}
	if named == 1 {
		c.AccountID, c.NetworkSiteID, c.VendorID = "", "", ""
	}
	put(&c.AccountID, change.AccountID)
	put(&c.NetworkSiteID, change.NetworkSiteID)
	put(&c.VendorID, change.VendorID)
	now := c.Owner()
	c.Primary = c.Primary && now == was
	if now.ID != "" && !now.ID.Valid() {
		return unknownOwner(now.Kind)
	}
	return nil
}

func put[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}
