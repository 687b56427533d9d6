// Package choice keeps the short lists that a provider fills itself and that forms offer: the statuses, types and groups of
// accounts, the types of phone numbers, the tags and messaging categories of contacts. Who has chosen what is not here: that is
// a column of the account or the contact.
package choice

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Set names one of the lists, as its events do: "account_status.created".
type Set string

// The lists.
const (
	AccountStatuses  Set = "account_status"
	AccountTypes     Set = "account_type"
	AccountGroups    Set = "account_group"
	PhoneNumberTypes Set = "phone_number_type"
	ContactTags      Set = "contact_tag"
	// MessagingCategories are what contacts subscribe to (spec: sonar-isp.md section 2.5).
	MessagingCategories Set = "messaging_category"
)

// rules are what differs between the lists.
type rules struct {
	mark    string   // what Choice.Mark says, as the audit trail names it; empty: nothing
	keyed   bool     // its choices have keys
	needed  string   // the key that the hub falls back on: it cannot be deleted
	classes []string // that Choice.Class may be, the first unless said; none: it is empty
}

func (s Set) rules() rules {
	switch s {
	case AccountStatuses:
		return rules{mark: "activates", keyed: true, needed: "active"}
	case AccountTypes:
		return rules{classes: Classes()}
	case PhoneNumberTypes:
		return rules{mark: "sms_capable", keyed: true, needed: "mobile"}
	case MessagingCategories:
		return rules{mark: "default"}
	}
	return rules{}
}

// Classes are those of account types (spec: sonar-isp.md section 2.1).
func Classes() []string {
	return []string{"commercial", "residential", "government", "industrial", "senior_citizen"}
}

// Choice is one entry of a list.
type Choice struct {
	ID      parley.ID
	Key     string `audit:"key"`  // of statuses and phone number types: as the API names it; it never changes
	Name    string `audit:"name"` // unique in its list, whatever the case
	Mark    bool   `audit:"mark"` // of a status: activates; of a phone number type: SMS-capable; of a category: default
	Class   string `audit:"class"`
	Version int64
}

// Change is what somebody changes about a choice; nil leaves a thing as it is.
type Change struct {
	Version int64 // of the choice as the asker saw it; of no meaning when one is made
	Name    *string
	Mark    *bool
	Class   *string
}

// Store keeps the lists; it writes inside a unit.
type Store interface {
	// Choices gives a list, the oldest choice first.
	Choices(ctx context.Context, set Set) ([]Choice, error)
	// LockChoice gives one and keeps it as it is until the commit.
	LockChoice(ctx context.Context, set Set, id parley.ID) (Choice, bool, error)
	// SaveChoice writes one by its id; false, and the unit must end, where another one has its name or key.
	SaveChoice(ctx context.Context, set Set, c Choice) (bool, error)
	// DeleteChoice forgets one, and who is in a group is in it no longer; false where something cannot be without it.
	DeleteChoice(ctx context.Context, set Set, c Choice) (bool, error)
	// ContactPieces gives the first contact of each so many, in the order of ids.
	ContactPieces(ctx context.Context, size int) ([]parley.ID, error)
	// SpreadCategory gives so many contacts, from one on, the category, or takes it from them.
	SpreadCategory(ctx context.Context, id parley.ID, give bool, from parley.ID, limit int) error
}

// Parts are what Choices are made of.
type Parts struct {
	Worker unit.Worker
	Store  Store
	Log    *event.Log
	Source clock.Source
}

// Choices keeps all the lists.
type Choices struct{ parts Parts }

// New makes Choices of their parts.
func New(p Parts) *Choices { return &Choices{parts: p} }

// NotFound is the answer to an id that no choice of the list has.
func NotFound() *parley.Error {
	return parley.Errorf(parley.NotFound, "choice_not_found", "There is no such entry in this list.")
}

// List gives a list, the oldest choice first.
func (s *Choices) List(ctx context.Context, set Set) ([]Choice, error) {
	return s.parts.Store.Choices(ctx, set)
}

// Find gives the choice with that key or id; the error is NotFound.
func (s *Choices) Find(ctx context.Context, set Set, keyOrID string) (Choice, error) {
	all, err := s.List(ctx, set)
	if err != nil {
		return Choice{}, err
	}
	i := slices.IndexFunc(all, func(c Choice) bool { return string(c.ID) == keyOrID || c.Key != "" && c.Key == keyOrID })
	if i < 0 {
		return Choice{}, NotFound()
	}
	return all[i], nil
}

// Create adds a choice. Its errors are of kind Invalid with the field at fault, or Conflict ("duplicate_name").
func (s *Choices) Create(ctx context.Context, by parley.Actor, set Set, change Change) (Choice, error) {
	c := Choice{ID: parley.ID(s.parts.Source.NewID()), Version: 1}
	if change.Name == nil {
		change.Name = new(string)
	}
	if classes := set.rules().classes; len(classes) > 0 {
		c.Class = classes[0]
	}
	return c, s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		return s.save(ctx, by, set, &c, change)
	})
}

// Update changes a choice. Its errors are those of Create, NotFound, and Conflict ("version_conflict").
func (s *Choices) Update(ctx context.Context, by parley.Actor, set Set, id parley.ID, change Change) (c Choice, err error) {
	return c, s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		if c, err = s.lock(ctx, set, id); err != nil {
			return err
		}
		if err := parley.CheckVersion(c.Version, change.Version); err != nil {
			return err
		}
		return s.save(ctx, by, set, &c, change)
	})
}

// save puts what change says into c and writes it; a choice without a name is a new one.
func (s *Choices) save(ctx context.Context, by parley.Actor, set Set, c *Choice, change Change) error {
	var before any
	deed := ".created"
	if c.Name != "" {
		before, deed = *c, ".updated"
		c.Version++
	}
	if err := c.apply(set.rules(), change); err != nil {
		return err
	}
	all, err := s.List(ctx, set)
	if err != nil {
		return err
	}
	taken := slices.ContainsFunc(all, func(other Choice) bool {
		return other.ID != c.ID && (strings.EqualFold(other.Name, c.Name) || c.Key != "" && other.Key == c.Key)
	})
	if taken {
		return duplicate()
	}
	saved, err := s.parts.Store.SaveChoice(ctx, set, *c)
	if err != nil {
		return err
	}
	if !saved {
		return duplicate()
	}
	s.parts.Log.Append(ctx, event.Event{Type: event.Type(string(set) + deed), Actor: by, SubjectID: c.ID, Record: recorded(set, c.Name, before, *c)})
	return nil
}

// Delete takes a choice out of its list. Its errors are NotFound, and Conflict ("choice_needed", "choice_in_use").
func (s *Choices) Delete(ctx context.Context, by parley.Actor, set Set, id parley.ID) error {
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		c, err := s.lock(ctx, set, id)
		if err != nil {
			return err
		}
		if c.Key != "" && c.Key == set.rules().needed {
			return parley.Errorf(parley.Conflict, "choice_needed", "This entry holds where nothing else is said and cannot be deleted. Give it another name instead.")
		}
		deleted, err := s.parts.Store.DeleteChoice(ctx, set, c)
		if err != nil {
			return err
		}
		if !deleted {
			return parley.Errorf(parley.Conflict, "choice_in_use", "This entry is still in use. Choose another one there first.")
		}
		s.parts.Log.Append(ctx, event.Event{Type: event.Type(set + ".deleted"), Actor: by, SubjectID: id, Record: recorded(set, c.Name, c, nil)})
		return nil
	})
}

func (s *Choices) lock(ctx context.Context, set Set, id parley.ID) (Choice, error) {
	c, found, err := s.parts.Store.LockChoice(ctx, set, id)
	if err == nil && !found {
		err = NotFound()
	}
	return c, err
}

// spreadPiece is how many contacts are changed in one unit: others wait for the one writer of SQLite.
const spreadPiece = 2000

// Pieces parts all contacts, and gives the first of each part.
func (s *Choices) Pieces(ctx context.Context) ([]parley.ID, error) {
	return s.parts.Store.ContactPieces(ctx, spreadPiece)
}

// SpreadCategory gives the contacts of the piece that begins with from a messaging category, or takes it from them, in the unit of
// ctx; who has it keeps it. The error is NotFound.
func (s *Choices) SpreadCategory(ctx context.Context, id parley.ID, give bool, from parley.ID) error {
	if _, err := s.lock(ctx, MessagingCategories, id); err != nil {
		return err
	}
	return s.parts.Store.SpreadCategory(ctx, id, give, from, spreadPiece)
}

// CategorySpread tells that all contacts have a messaging category now, or none has. The error is NotFound.
func (s *Choices) CategorySpread(ctx context.Context, by parley.Actor, id parley.ID, give bool) error {
	c, err := s.Find(ctx, MessagingCategories, string(id))
	if err == nil {
		told := map[bool]event.Type{true: event.CategoryGiven, false: event.CategoryTaken}[give]
		s.parts.Log.Append(ctx, event.Event{Type: told, Actor: by, SubjectID: id, Record: event.Recorded(c.Name, nil, nil)})
	}
	return err
}

// recorded calls the mark what it is in this list, and leaves out what the list does not have.
func recorded(set Set, name string, before, after any) *event.Record {
	r := event.Recorded(name, before, after)
	r.Changes = slices.DeleteFunc(r.Changes, func(c event.Change) bool { return c.Field == "mark" && set.rules().mark == "" })
	for i := range r.Changes {
		if r.Changes[i].Field == "mark" {
			r.Changes[i].Field = set.rules().mark
		}
	}
	return r
}

func duplicate() *parley.Error {
	return parley.Errorf(parley.Conflict, "duplicate_name", "Another one has this name.").At("name")
}

const maxName = 100 // characters

// apply puts what change says into c, which gets its key with its first name.
func (c *Choice) apply(r rules, change Change) error {
	if change.Name != nil {
		c.Name = parley.CleanName(*change.Name)
	}
	if change.Mark != nil {
		c.Mark = *change.Mark
	}
	if change.Class != nil {
		c.Class = *change.Class
	}
	switch {
	case c.Name == "":
		return parley.Errorf(parley.Invalid, "blank_name", "Enter a name.").At("name")
	case !parley.IsLine(c.Name):
		return parley.Errorf(parley.Invalid, "invalid_text", "Enter one line of text.").At("name")
	case utf8.RuneCountInString(c.Name) > maxName:
		return parley.Errorf(parley.Invalid, "too_long", "This has at most %d characters.", maxName).At("name")
	case len(r.classes) > 0 && !slices.Contains(r.classes, c.Class):
		return parley.Errorf(parley.Invalid, "invalid_class", "Choose one of %s.", strings.Join(r.classes, ", ")).At("class")
	}
	if r.keyed && c.Key == "" {
		if c.Key = Slug(c.Name); c.Key == "" {
			c.Key = string(c.ID)
		}
	}
	return nil
}

// Slug makes a key of a name: "Past due!" is past_due. A name without Latin letters and digits has none.
func Slug(name string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return ' '
	}, strings.ToLower(norm.NFKD.String(name)))
	return strings.Join(strings.Fields(plain), "_")
}
