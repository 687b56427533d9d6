package contact

import (
	"context"
	"strings"

	"parley/internal/parley"
)

// Filter selects contacts for a list.
type Filter struct {
	AccountID     parley.ID `audit:"account_id"` // empty: of all accounts
	NetworkSiteID parley.ID `audit:"network_site_id"`
	VendorID      parley.ID `audit:"vendor_id"`
	TagID         parley.ID `audit:"tag_id"`
	CategoryID    parley.ID `audit:"category_id"`
	Language      string    `audit:"language"` // BCP 47; "fr" is also fr-CA
	// OptIn and Marketing are what at least one of his addresses has agreed to, a number in the case of OptIn: parley.OptedIn,
	// parley.OptedOut, or "none" where no address has said anything.
	OptIn     string          `audit:"sms_opt_in"`
	Marketing string          `audit:"marketing_opt_in"`
	HasPhone  *bool           `audit:"has_phone"`
	HasEmail  *bool           `audit:"has_email"`
	Archived  parley.Archived `audit:"archived"`
	// Query is what somebody types: beginnings of words of the name, in any order, without regard to case and
	// accents; a number or a piece of one (3 digits or more) in any notation; the beginning of an email address or
	// of its domain. Empty: everybody.
	Query string       `audit:"search"`
	Order parley.Order // empty: ByName; of no meaning with a Query
	Desc  bool         // the other way round
	After Cursor
	Limit int
}

// Cursor is the place in a list after which to go on; its zero value is the beginning. With a Query the order is that
// of what was found and then of names.
type Cursor struct {
	Term  string    `json:"t,omitempty"` // what was found
	Owner parley.ID `json:"o,omitempty"` // the address that was found
	Key   string    `json:"k,omitempty"` // the name
	ID    parley.ID `json:"i,omitempty"`
}

// List gives one page of contacts and where the next one begins.
func (s *Contacts) List(ctx context.Context, f Filter) ([]Contact, Cursor, error) {
	f.Query = strings.TrimSpace(f.Query)
	return s.parts.Reads.Contacts(ctx, f)
}

// Get gives one contact; the error is NotFound.
func (s *Contacts) Get(ctx context.Context, id parley.ID) (Contact, error) {
	c, found, err := s.parts.Reads.Contact(ctx, id)
	if err == nil && !found {
		err = NotFound()
	}
	return c, err
}

// Several gives those of the contacts that exist, in no order.
func (s *Contacts) Several(ctx context.Context, ids []parley.ID) ([]Contact, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return s.parts.Reads.ContactsByID(ctx, ids)
}

// Threads gives the conversations that a contact's addresses have, the one with the newest message first.
func (s *Contacts) Threads(ctx context.Context, c Contact) ([]Thread, error) {
	if len(c.Addresses) == 0 {
		return nil, nil
	}
	ids := make([]parley.ID, len(c.Addresses))
	for i, l := range c.Addresses {
		ids[i] = l.ID
	}
	return s.parts.Reads.Threads(ctx, ids)
}

// IDs gives the ids of all contacts that the filter selects, at most f.Limit and without regard to its order and place.
func (s *Contacts) IDs(ctx context.Context, f Filter) (ids []parley.ID, err error) {
	if f.Query = strings.TrimSpace(f.Query); f.Query == "" {
		return s.parts.Reads.ContactIDs(ctx, f)
	}
	most := f.Limit
	for f.After, f.Limit = (Cursor{}), 200; len(ids) < most; {
		page, next, err := s.List(ctx, f)
		if err != nil {
			return nil, err
		}
		for _, c := range page {
			ids = append(ids, c.ID)
		}
		if f.After = next; next == (Cursor{}) {
			break
		}
	}
	return ids, nil
}
