// Package bulk changes many accounts or contacts at once. The rows to change are fixed when the edit begins; each is a row of its
// own that says what became of it, so that an edit goes on where it was when the process ended. What a change means belongs to
// packages account and contact.
package bulk

import (
	"context"
	"log/slog"
	"time"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
	"parley/internal/work"
)

// Subject says what an edit changes.
type Subject string

// What can be changed in bulk.
const (
	Accounts Subject = "accounts"
	Contacts Subject = "contacts"
	// Categories is a messaging category that all contacts get or lose: a row is a piece of the contacts, named by its first.
	Categories Subject = "messaging_categories"
)

// Edit is one change of many rows.
type Edit struct {
	ID         parley.ID
	Subject    Subject
	By         parley.Actor
	Change     string // JSON of the subject's change
	Total      int
	Changed    int
	Refused    int
	CreatedAt  time.Time
	FinishedAt time.Time // zero: it is under way
}

// Refusal is a row that could not be changed, and why.
type Refusal struct {
	ID      parley.ID
	Code    string
	Message string
}

// Store keeps edits; it writes inside a unit.
type Store interface {
	AddEdit(ctx context.Context, e Edit, ids []parley.ID) error
	Edit(ctx context.Context, id parley.ID) (Edit, bool, error)
	// LockEdit keeps the edit to the unit.
	LockEdit(ctx context.Context, id parley.ID) (Edit, bool, error)
	// Waiting gives rows of the edit of which nothing has become yet, by id.
	Waiting(ctx context.Context, id parley.ID, limit int) ([]parley.ID, error)
	// Settle writes what became of rows: changed, or refused where a refusal says so; and the edit's counts and end.
	Settle(ctx context.Context, e Edit, changed []parley.ID, refused []Refusal) error
	// Refusals gives the first rows that were refused.
	Refusals(ctx context.Context, id parley.ID, limit int) ([]Refusal, error)
	// Open gives the oldest edit that is under way and is none of those.
	Open(ctx context.Context, but []parley.ID) (Edit, bool, error)
}

// Target makes a change, given as JSON, to one row in the unit of ctx. An error with parley.Refusals refuses the row;
// after any other it is tried again.
type Target interface {
	Apply(ctx context.Context, by parley.Actor, id parley.ID, change string) error
}

// Closer is a Target that has something to do when all rows are done, in the unit of the last.
type Closer interface {
	Close(ctx context.Context, by parley.Actor, change string) error
}

// Parts are what Edits are made of.
type Parts struct {
	Worker  unit.Worker
	Store   Store
	Targets map[Subject]Target
	Log     *event.Log
	Source  clock.Source
	Owner   *work.Owner
	Logger  *slog.Logger
}

// Edits makes and carries out edits.
type Edits struct {
	parts Parts
	wake  chan struct{}
}

// New makes Edits of their parts.
func New(p Parts) *Edits { return &Edits{parts: p, wake: make(chan struct{}, 1)} }

// Limits of edits, in rows.
const (
	MaxRows  = 200_000 // of one edit
	refusals = 100     // that are shown
)

// pace is how many rows of a subject are worked on at a time.
type pace struct {
	few   int // before the asker is answered
	piece int // in one unit
	turn  int // before the loop looks whether it must end
}

func (s Subject) pace() pace {
	if s == Categories { // whose rows are two thousand contacts each
		return pace{1, 1, 20}
	}
	return pace{200, 50, 1000}
}

// Start begins an edit of the rows and, where they are few, ends it. Its errors are of kind Invalid.
func (s *Edits) Start(ctx context.Context, by parley.Actor, e Edit, ids []parley.ID) (Edit, error) {
	switch {
	case len(ids) > MaxRows:
		return e, parley.Errorf(parley.Invalid, "too_many_rows", "At most %d rows are changed at once.", MaxRows)
	case e.Change == "" || e.Change == "{}":
		return e, parley.Errorf(parley.Invalid, "nothing_to_change", "Say what is to be changed.").At("change")
	}
	e.ID, e.By, e.Total, e.CreatedAt = parley.ID(s.parts.Source.NewID()), by, len(ids), s.parts.Source.Now()
	if len(ids) == 0 {
		e.FinishedAt = e.CreatedAt
	}
	err := s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		if err := s.parts.Store.AddEdit(ctx, e, ids); err != nil || e.Total > 0 {
			return err
		}
		return s.close(ctx, e)
	})
	return e, err
}

// Proceed carries an edit out that was just begun, where it has few rows; else it wakes the loop that does.
func (s *Edits) Proceed(ctx context.Context, e Edit) (Edit, error) {
	few := e.Subject.pace().few
	if e.Total > few {
		work.Ring(s.wake)
		return e, nil
	}
	if err := s.run(ctx, e, few); err != nil {
		return e, err
	}
	return s.Get(ctx, e.ID)
}

// Get gives an edit as it is now; the error is of kind NotFound.
func (s *Edits) Get(ctx context.Context, id parley.ID) (Edit, error) {
	e, found, err := s.parts.Store.Edit(ctx, id)
	if err == nil && !found {
		err = parley.Errorf(parley.NotFound, "bulk_edit_not_found", "There is no such bulk edit.")
	}
	return e, err
}

// Refusals gives the first rows of an edit that could not be changed.
func (s *Edits) Refusals(ctx context.Context, id parley.ID) ([]Refusal, error) {
	return s.parts.Store.Refusals(ctx, id, refusals)
}
