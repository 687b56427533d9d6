// Package field keeps the custom fields that a provider adds to accounts and contacts: what they are called, and what may stand
// in them. The values themselves are parts of the account or the contact.
package field

import (
	"context"
	"errors"
	"math"
	"slices"
	"time"
	"unicode/utf8"

	"parley/internal/choice"
	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Owner says what has the field.
type Owner string

// What may have custom fields.
const (
	OfAccounts Owner = "account"
	OfContacts Owner = "contact"
)

// Type says what may stand in a field, and as what it travels in JSON.
type Type string

// The types of field.
const (
	Text   Type = "text"   // a string of some lines
	Number Type = "number" // a number
	Date   Type = "date"   // "2006-01-02"
	Choice Type = "choice" // one of the field's choices
	Toggle Type = "toggle" // true or false
)

// Types are all of them.
func Types() []Type { return []Type{Text, Number, Date, Choice, Toggle} }

// Field is one custom field.
type Field struct {
	ID      parley.ID
	Owner   Owner    `audit:"owner"`
	Key     string   `audit:"key"` // as the API names it: unique for its owner, made of the first name; it never changes
	Name    string   `audit:"name"`
	Type    Type     `audit:"type"` // never changes
	Choices []string `audit:"choices"`
	Version int64
}

// Values are what stands in the fields of one account or contact, by key: string, float64 or bool; what is empty is missing.
type Values map[string]any

// Change is what somebody changes about a field; nil leaves a thing as it is.
type Change struct {
	Version int64 // of the field as the asker saw it
	Name    *string
	Choices *[]string // one that is taken out stays where it was chosen
}

// Store keeps fields; it writes inside a unit.
type Store interface {
	// Fields gives all fields, the oldest first.
	Fields(ctx context.Context) ([]Field, error)
	// LockField gives one and, in a unit, keeps it as it is until the commit.
	LockField(ctx context.Context, id parley.ID) (Field, bool, error)
	// SaveField writes one by its id; false, and the unit must end, where the owner has another one with the key.
	SaveField(ctx context.Context, f Field) (bool, error)
	// DeleteField forgets one and what stands in it everywhere.
	DeleteField(ctx context.Context, id parley.ID) error
}

// Parts are what Fields are made of.
type Parts struct {
	Worker unit.Worker
	Store  Store
	Log    *event.Log
	Source clock.Source
}

// Fields keeps custom fields.
type Fields struct{ parts Parts }

// New makes Fields of their parts.
func New(p Parts) *Fields { return &Fields{parts: p} }

// Limits of fields; lengths in characters.
const (
	maxName    = 100
	maxText    = 5000
	maxChoices = 200
	maxFields  = 100 // of one owner
)

// NotFound is the answer to an id that no field has.
func NotFound() *parley.Error {
	return parley.Errorf(parley.NotFound, "field_not_found", "There is no such custom field.")
}

// List gives the fields of accounts or of contacts, the oldest first.
func (s *Fields) List(ctx context.Context, of Owner) ([]Field, error) {
	all, err := s.parts.Store.Fields(ctx)
	return slices.DeleteFunc(all, func(f Field) bool { return f.Owner != of }), err
}

// Create adds a field of which f says owner, name, type and choices. Its errors are of kind Invalid with what is at fault, or
// Conflict ("duplicate_name").
func (s *Fields) Create(ctx context.Context, by parley.Actor, f Field) (Field, error) {
	f.ID, f.Key, f.Version = parley.ID(s.parts.Source.NewID()), choice.Slug(f.Name), 1
	if f.Key == "" {
		f.Key = string(f.ID)
	}
	err := f.check()
	if err != nil {
		return f, err
	}
	return f, s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		others, err := s.List(ctx, f.Owner)
		if err != nil {
			return err
		}
		if len(others) >= maxFields {
			return parley.Errorf(parley.Invalid, "too_many_fields", "There are at most %d custom fields.", maxFields)
		}
		return s.save(ctx, by, nil, f)
	})
}

// Get gives one field; the error is NotFound.
func (s *Fields) Get(ctx context.Context, id parley.ID) (Field, error) {
	f, found, err := s.parts.Store.LockField(ctx, id)
	if err == nil && !found {
		err = NotFound()
	}
	return f, err
}

// Update changes a field. Its errors are those of Create, NotFound, and Conflict ("version_conflict").
func (s *Fields) Update(ctx context.Context, by parley.Actor, id parley.ID, change Change) (f Field, err error) {
	return f, s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		before, err := s.Get(ctx, id)
		if err != nil {
			return err
		}
		if err := parley.CheckVersion(before.Version, change.Version); err != nil {
			return err
		}
		f = before
		f.Version++
		if change.Name != nil {
			f.Name = *change.Name
		}
		if change.Choices != nil {
			f.Choices = *change.Choices
		}
		if err := f.check(); err != nil {
			return err
		}
		return s.save(ctx, by, before, f)
	})
}

// Delete forgets a field and what stands in it everywhere.
func (s *Fields) Delete(ctx context.Context, by parley.Actor, id parley.ID) error {
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		f, err := s.Get(ctx, id)
		if err != nil {
			return err
		}
		if err := s.parts.Store.DeleteField(ctx, id); err != nil {
			return err
		}
		s.told(ctx, by, event.CustomFieldDeleted, id, event.Recorded(f.Name, f, nil))
		return nil
	})
}

func (s *Fields) save(ctx context.Context, by parley.Actor, before any, f Field) error {
	saved, err := s.parts.Store.SaveField(ctx, f)
	if err != nil {
		return err
	}
	if !saved {
		return parley.Errorf(parley.Conflict, "duplicate_name", "Another one has this name.").At("name")
	}
	told := event.CustomFieldUpdated
	if before == nil {
		told = event.CustomFieldCreated
	}
	s.told(ctx, by, told, f.ID, event.Recorded(f.Name, before, f))
	return nil
}

func (s *Fields) told(ctx context.Context, by parley.Actor, t event.Type, id parley.ID, r *event.Record) {
	s.parts.Log.Append(ctx, event.Event{Type: t, Actor: by, SubjectID: id, Record: r})
}

// check trims what f says and looks at it.
func (f *Field) check() error {
	f.Name = parley.CleanName(f.Name)
	choices := make([]string, 0, len(f.Choices))
	for _, c := range f.Choices {
		c = parley.CleanName(c)
		if c == "" || !parley.IsLine(c) || utf8.RuneCountInString(c) > maxName || slices.Contains(choices, c) {
			return parley.Errorf(parley.Invalid, "invalid_choices", "Each choice is a line of at most %d characters, and there once.", maxName).At("choices")
		}
		choices = append(choices, c)
	}
	f.Choices = choices
	switch {
	case f.Name == "":
		return parley.Errorf(parley.Invalid, "blank_name", "Enter a name.").At("name")
	case !parley.IsLine(f.Name):
		return parley.Errorf(parley.Invalid, "invalid_text", "Enter one line of text.").At("name")
	case utf8.RuneCountInString(f.Name) > maxName:
		return parley.Errorf(parley.Invalid, "too_long", "This has at most %d characters.", maxName).At("name")
	case f.Owner != OfAccounts && f.Owner != OfContacts:
		return parley.Errorf(parley.Invalid, "invalid_owner", "Accounts and contacts have custom fields.").At("owner")
	case !slices.Contains(Types(), f.Type):
		return parley.Errorf(parley.Invalid, "invalid_field_type", "A custom field is text, number, date, choice or toggle.").At("type")
	case (f.Type == Choice) != (len(choices) > 0) || len(choices) > maxChoices:
		return parley.Errorf(parley.Invalid, "invalid_choice_count", "A choice offers 1 to %d entries; other fields have none.", maxChoices).At("choices")
	}
	return nil
}

// Apply gives what stands in the fields of one of its owners after a change: null empties a field, and what the change does not
// name stays. Its errors are of kind Invalid, joined, each at custom_fields and the key.
func (s *Fields) Apply(ctx context.Context, of Owner, have, change Values) (Values, error) {
	if len(change) == 0 {
		return have, nil
	}
	fields, err := s.List(ctx, of)
	if err != nil {
		return nil, err
	}
	after := Values{}
	for key, value := range have {
		after[key] = value
	}
	var faults []error
	for key, value := range change {
		i := slices.IndexFunc(fields, func(f Field) bool { return f.Key == key })
		switch {
		case i < 0:
			faults = append(faults, parley.Errorf(parley.Invalid, "unknown_field", "There is no such custom field.").At("custom_fields."+key))
		case value == nil || value == "":
			delete(after, key)
		case value != have[key]: // what stands there already may be a choice that is offered no longer
			after[key] = value
			faults = append(faults, fields[i].accepts(value))
		}
	}
	return after, errors.Join(faults...)
}

// accepts says why a value cannot stand in the field, or nil.
func (f Field) accepts(value any) error {
	text, isText := value.(string)
	var ok bool
	switch f.Type {
	case Text:
		ok = isText && parley.IsText(text) && utf8.RuneCountInString(text) <= maxText
	case Number:
		n, isNumber := value.(float64)
		ok = isNumber && !math.IsInf(n, 0) && !math.IsNaN(n)
	case Date:
		_, err := time.Parse(time.DateOnly, text)
		ok = isText && err == nil
	case Choice:
		ok = isText && slices.Contains(f.Choices, text)
	case Toggle:
		_, ok = value.(bool)
	}
	if ok {
		return nil
	}
	return parley.Errorf(parley.Invalid, "invalid_value", "%s: this is not a %s that can stand here.", f.Name, f.Type).At("custom_fields." + f.Key)
}
