// Package owner keeps whom contacts may belong to besides accounts: the network's own sites and the vendors. Their people are in
// package contact.
package owner

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Kind says what an owner is, as its events do: "vendor.created".
type Kind string

// The kinds of owner.
const (
	NetworkSite Kind = "network_site"
	Vendor      Kind = "vendor"
)

// Owner is a site or a vendor.
type Owner struct {
	ID        parley.ID
	Kind      Kind
	Name      string `audit:"name"`
	Note      string `audit:"note"`
	Version   int64  // counts changes; 1 at first
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Change is what somebody changes about an owner; nil leaves a thing as it is.
type Change struct {
	Version int64 // of the owner as the asker saw it; of no meaning when one is made
	Name    *string
	Note    *string
}

// Filter selects owners of a kind.
type Filter struct {
	Kind  Kind
	Query string // beginnings of words of the name; empty: all of them
	After Cursor
	Limit int
}

// Cursor is the place in a list after which to go on; its zero value is the beginning. With a Query the order is that of the words
// found and then of names, else that of names.
type Cursor struct {
	Term string
	Key  string
	ID   parley.ID
}

// Store keeps owners; it writes inside a unit.
type Store interface {
	Owner(ctx context.Context, kind Kind, id parley.ID) (Owner, bool, error)
	// LockOwner gives one and keeps it as it is until the commit.
	LockOwner(ctx context.Context, kind Kind, id parley.ID) (Owner, bool, error)
	// Owners gives at most f.Limit owners after f.After and where the next ones begin: zero at the end.
	Owners(ctx context.Context, f Filter) ([]Owner, Cursor, error)
	// SaveOwner writes one by its id.
	SaveOwner(ctx context.Context, o Owner) error
	// DeleteOwner forgets one; false, and nothing is changed, where it has contacts.
	DeleteOwner(ctx context.Context, o Owner) (bool, error)
}

// Parts are what Owners are made of.
type Parts struct {
	Worker unit.Worker
	Store  Store
	Log    *event.Log
	Source clock.Source
}

// Owners keeps sites and vendors.
type Owners struct{ parts Parts }

// New makes Owners of their parts.
func New(p Parts) *Owners { return &Owners{parts: p} }

const (
	maxName = 200     // characters
	maxNote = 100_000 // characters; spec: sonar-isp.md section 2
)

// NotFound is the answer to an id that nothing of the kind has.
func NotFound(kind Kind) *parley.Error {
	if kind == Vendor {
		return parley.Errorf(parley.NotFound, "vendor_not_found", "There is no such vendor.")
	}
	return parley.Errorf(parley.NotFound, "network_site_not_found", "There is no such network site.")
}

// List gives one page and where the next one begins.
func (s *Owners) List(ctx context.Context, f Filter) ([]Owner, Cursor, error) {
	f.Query = strings.TrimSpace(f.Query)
	return s.parts.Store.Owners(ctx, f)
}

// Get gives one; the error is NotFound.
func (s *Owners) Get(ctx context.Context, kind Kind, id parley.ID) (Owner, error) {
	o, found, err := s.parts.Store.Owner(ctx, kind, id)
	if err == nil && !found {
		err = NotFound(kind)
	}
	return o, err
}

// Create makes a site or vendor. Its errors are of kind Invalid with the field at fault.
func (s *Owners) Create(ctx context.Context, by parley.Actor, kind Kind, change Change) (Owner, error) {
	o := Owner{ID: parley.ID(s.parts.Source.NewID()), Kind: kind, Version: 1, CreatedAt: s.parts.Source.Now()}
	o.UpdatedAt = o.CreatedAt
	if err := o.apply(change); err != nil {
		return o, err
	}
	return o, s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		s.told(ctx, by, o, ".created", event.Recorded(o.Name, nil, o))
		return s.parts.Store.SaveOwner(ctx, o)
	})
}

// Update changes one. Its errors are those of Create, NotFound, and Conflict ("version_conflict").
func (s *Owners) Update(ctx context.Context, by parley.Actor, kind Kind, id parley.ID, change Change) (o Owner, err error) {
	now := s.parts.Source.Now()
	return o, s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		before, err := s.lock(ctx, kind, id)
		if err != nil {
			return err
		}
		if err := parley.CheckVersion(before.Version, change.Version); err != nil {
			return err
		}
		if o = before; o.apply(change) != nil {
			return o.apply(change)
		}
		o.Version, o.UpdatedAt = before.Version+1, now
		s.told(ctx, by, o, ".updated", event.Recorded(o.Name, before, o))
		return s.parts.Store.SaveOwner(ctx, o)
	})
}

// Delete forgets one that has no contacts. Its errors are NotFound, and Conflict ("owner_in_use").
func (s *Owners) Delete(ctx context.Context, by parley.Actor, kind Kind, id parley.ID) error {
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		o, err := s.lock(ctx, kind, id)
		if err != nil {
			return err
		}
		deleted, err := s.parts.Store.DeleteOwner(ctx, o)
		if err == nil && !deleted {
			err = parley.Errorf(parley.Conflict, "owner_in_use", "It still has contacts. Move or delete those first.")
		}
		s.told(ctx, by, o, ".deleted", event.Recorded(o.Name, o, nil))
		return err
	})
}

func (s *Owners) lock(ctx context.Context, kind Kind, id parley.ID) (Owner, error) {
	o, found, err := s.parts.Store.LockOwner(ctx, kind, id)
	if err == nil && !found {
		err = NotFound(kind)
	}
	return o, err
}

func (s *Owners) told(ctx context.Context, by parley.Actor, o Owner, deed string, r *event.Record) {
	s.parts.Log.Append(ctx, event.Event{Type: event.Type(string(o.Kind) + deed), Actor: by, SubjectID: o.ID, Record: r})
}

// apply puts what change says into o and looks at it.
func (o *Owner) apply(change Change) error {
	if change.Name != nil {
		o.Name = parley.CleanName(*change.Name)
	}
	if change.Note != nil {
		o.Note = *change.Note
	}
	switch {
	case o.Name == "":
		return parley.Errorf(parley.Invalid, "blank_name", "Enter a name.").At("name")
	case !parley.IsLine(o.Name):
		return parley.Errorf(parley.Invalid, "invalid_text", "Enter one line of text.").At("name")
	case utf8.RuneCountInString(o.Name) > maxName:
		return parley.Errorf(parley.Invalid, "too_long", "This has at most %d characters.", maxName).At("name")
	case !parley.IsText(o.Note):
		return parley.Errorf(parley.Invalid, "invalid_text", "The note has characters that are no text.").At("note")
	case utf8.RuneCountInString(o.Note) > maxNote:
		return parley.Errorf(parley.Invalid, "too_long", "This has at most %d characters.", maxNote).At("note")
	}
	return nil
}
