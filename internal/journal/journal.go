// Package journal keeps what people write down about accounts and contacts beside the messages: notes, and calls that were made.
package journal

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

// Kind says what an entry is, as its events do: "note.created".
type Kind string

// The kinds of entry.
const (
	Note Kind = "note"
	Call Kind = "call_log"
)

// Entry is a note or a call.
type Entry struct {
	ID          parley.ID
	Kind        Kind
	AccountID   parley.ID `audit:"account_id"` // of a contact's entry: that of the contact when it was made
	ContactID   parley.ID `audit:"contact_id"` // empty: about the account as a whole
	ContactName string    // read only
	UserID      parley.ID // who wrote it
	UserName    string    // read only
	Subject     string    `audit:"subject"` // of calls
	Text        string    `audit:"text"`
	Seconds     int       `audit:"seconds"` // of calls
	Version     int64
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// Change is what somebody changes about an entry; nil leaves a thing as it is.
type Change struct {
	Version int64 // of the entry as the asker saw it; of no meaning when one is made
	Subject *string
	Text    *string
	Seconds *int
}

// Editor is who asks.
type Editor struct {
	parley.Actor
	UserID       parley.ID
	AltersOthers bool // may change and delete what others wrote
}

// Filter selects entries, the newest first.
type Filter struct {
	Kinds     []Kind // at least one
	AccountID parley.ID
	ContactID parley.ID
	// Since is within, Until is not; zero: no bound.
	Since, Until time.Time
	Before       Cursor
	Limit        int
}

// Cursor is a place in a list by time and id; its zero value is the beginning.
type Cursor struct {
	At time.Time
	ID parley.ID
}

// Store keeps entries; it writes inside a unit.
type Store interface {
	Entries(ctx context.Context, f Filter) ([]Entry, error)
	// LockEntry gives one and, in a unit, keeps it as it is until the commit.
	LockEntry(ctx context.Context, kind Kind, id parley.ID) (Entry, bool, error)
	SaveEntry(ctx context.Context, e Entry) error
	DeleteEntry(ctx context.Context, id parley.ID) error
	// AccountOf gives the account of a contact, which may be none; false where there is no such contact.
	AccountOf(ctx context.Context, contactID parley.ID) (parley.ID, bool, error)
	HasAccount(ctx context.Context, id parley.ID) (bool, error)
}

// Parts are what a Journal is made of.
type Parts struct {
	Worker unit.Worker
	Store  Store
	Log    *event.Log
	Source clock.Source
}

// Journal keeps notes and calls.
type Journal struct{ parts Parts }

// New makes a Journal of its parts.
func New(p Parts) *Journal { return &Journal{parts: p} }

// Limits of entries.
const (
	maxSubject = 200     // characters
	maxText    = 100_000 // characters; spec: sonar-isp.md section 2
	maxSeconds = 24 * 60 * 60
)

// List gives one page, the newest first, and where the next one begins (zero: nowhere).
func (s *Journal) List(ctx context.Context, f Filter) ([]Entry, Cursor, error) {
	limit := f.Limit
	f.Limit++
	found, err := s.parts.Store.Entries(ctx, f)
	if err != nil || len(found) <= limit {
		return found, Cursor{}, err
	}
	found = found[:limit]
	return found, Cursor{At: found[limit-1].CreatedAt, ID: found[limit-1].ID}, nil
}

// Create writes down what change says about the account or contact that e names, as an entry of e's kind. Its errors are of kind Invalid with
// the field at fault.
func (s *Journal) Create(ctx context.Context, by Editor, e Entry, change Change) (made Entry, err error) {
	e.ID, e.UserID, e.CreatedAt = parley.ID(s.parts.Source.NewID()), by.UserID, s.parts.Source.Now()
	e.UpdatedAt, e.Version = e.CreatedAt, 1
	if err := e.apply(change); err != nil {
		return e, err
	}
	return made, s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		made = e // the unit may run twice
		if err := s.place(ctx, &made); err != nil {
			return err
		}
		if err := s.parts.Store.SaveEntry(ctx, made); err != nil {
			return err
		}
		s.told(ctx, by, made, ".created", event.Recorded(made.Subject, nil, made))
		made, err = s.Get(ctx, e.Kind, e.ID) // with the names
		return err
	})
}

// place sees to it that what the entry is about exists.
func (s *Journal) place(ctx context.Context, e *Entry) error {
	if e.ContactID != "" {
		account, found, err := s.parts.Store.AccountOf(ctx, e.ContactID)
		if err == nil && !found {
			err = parley.Errorf(parley.Invalid, "unknown_contact", "There is no such contact.").At("contact_id")
		}
		e.AccountID = account
		return err
	}
	found, err := s.parts.Store.HasAccount(ctx, e.AccountID)
	if err == nil && !found {
		err = parley.Errorf(parley.Invalid, "unknown_account", "There is no such account.").At("account_id")
	}
	return err
}

// Get gives one entry; the error is NotFound.
func (s *Journal) Get(ctx context.Context, kind Kind, id parley.ID) (Entry, error) {
	e, found, err := s.parts.Store.LockEntry(ctx, kind, id)
	if err == nil && !found {
		err = parley.Errorf(parley.NotFound, "entry_not_found", "There is no such note or call.")
	}
	return e, err
}

// Update changes an entry. Its errors are those of Create, NotFound, Forbidden for what somebody else wrote, and Conflict
// ("version_conflict").
func (s *Journal) Update(ctx context.Context, by Editor, kind Kind, id parley.ID, change Change) (e Entry, err error) {
	now := s.parts.Source.Now()
	return e, s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		before, err := s.mine(ctx, by, kind, id)
		if err != nil {
			return err
		}
		if err := parley.CheckVersion(before.Version, change.Version); err != nil {
			return err
		}
		e = before
		if err := e.apply(change); err != nil {
			return err
		}
		e.UpdatedAt, e.Version = now, before.Version+1
		if err := s.parts.Store.SaveEntry(ctx, e); err != nil {
			return err
		}
		s.told(ctx, by, e, ".updated", event.Recorded(e.Subject, before, e))
		return nil
	})
}

// Delete forgets an entry. Its errors are NotFound, and Forbidden for what somebody else wrote.
func (s *Journal) Delete(ctx context.Context, by Editor, kind Kind, id parley.ID) error {
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		e, err := s.mine(ctx, by, kind, id)
		if err != nil {
			return err
		}
		if err := s.parts.Store.DeleteEntry(ctx, id); err != nil {
			return err
		}
		s.told(ctx, by, e, ".deleted", event.Recorded(e.Subject, e, nil))
		return nil
	})
}

// mine gives an entry that by may change.
func (s *Journal) mine(ctx context.Context, by Editor, kind Kind, id parley.ID) (Entry, error) {
	e, err := s.Get(ctx, kind, id)
	if err == nil && e.UserID != by.UserID && !by.AltersOthers {
		err = parley.Errorf(parley.Forbidden, "not_yours", "Somebody else wrote this, and your role does not let you alter it.")
	}
	return e, err
}

func (s *Journal) told(ctx context.Context, by Editor, e Entry, deed string, r *event.Record) {
	s.parts.Log.Append(ctx, event.Event{Type: event.Type(string(e.Kind) + deed), Actor: by.Actor, SubjectID: e.ID, Record: r})
}

// apply puts what change says into e and looks at it.
func (e *Entry) apply(change Change) error {
	put(&e.Subject, change.Subject)
	put(&e.Text, change.Text)
	put(&e.Seconds, change.Seconds)
	e.Subject, e.Text = strings.TrimSpace(e.Subject), strings.TrimSpace(e.Text)
	switch {
	case e.Kind == Note && e.Text == "":
		return parley.Errorf(parley.Invalid, "blank_text", "Write something down.").At("text")
	case e.Kind == Call && e.Subject == "":
		return parley.Errorf(parley.Invalid, "blank_subject", "Say what the call was about.").At("subject")
	case !parley.IsLine(e.Subject):
		return parley.Errorf(parley.Invalid, "invalid_text", "Enter one line of text.").At("subject")
	case !parley.IsText(e.Text):
		return parley.Errorf(parley.Invalid, "invalid_text", "The note has characters that are no text.").At("text")
	case utf8.RuneCountInString(e.Subject) > maxSubject:
		return parley.Errorf(parley.Invalid, "too_long", "This has at most %d characters.", maxSubject).At("subject")
	case utf8.RuneCountInString(e.Text) > maxText:
		return parley.Errorf(parley.Invalid, "too_long", "This has at most %d characters.", maxText).At("text")
	case e.Seconds < 0 || e.Seconds > maxSeconds:
		return parley.Errorf(parley.Invalid, "invalid_seconds", "Give from 0 to 86400 seconds: a call lasts at most a day.").At("seconds")
	}
	return nil
}

func put[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}
