// Package savedview keeps what people have set up to look at lists: filters, columns and order under a name, for themselves or
// shared with everybody. It does not read the lists.
package savedview

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
)

// View is one way to look at a list.
type View struct {
	ID        parley.ID
	UserID    parley.ID         // whose it is
	UserName  string            // read only
	Subject   string            `audit:"subject"` // the list: one of Subjects
	Name      string            `audit:"name"`
	Shared    bool              `audit:"shared"`  // everybody sees it
	Filter    map[string]string `audit:"filter"`  // as the list's parameters
	Columns   []string          `audit:"columns"` // in their order
	Sort      string            `audit:"sort"`    // as the list's parameter
	Version   int64
	CreatedAt time.Time
}

// Subjects are the lists that views are saved of.
func Subjects() []string { return []string{"accounts", "contacts"} }

// List is what a list can be filtered and sorted by, as its parameters say it, and the columns that it has.
type List struct{ Filters, Sorts, Columns []string }

// Lists gives what there is to choose of each subject. The API's tests hold the first two to the parameters of the lists, and the
// types of the front end hold its columns to the third.
func Lists() map[string]List {
	return map[string]List{
		"accounts": {
			Filters: []string{"q", "parent_id", "status", "type_id", "group_id", "company_id", "delinquent", "archived"},
			Sorts:   []string{"name", "-name", "number", "-number", "created", "-created", "activity", "-activity"},
			Columns: []string{
				"name", "number", "status", "type", "groups", "company", "parent", "activity", "created",
				"activated", "data_usage", "next_bill", "next_charge",
			},
		},
		"contacts": {
			Filters: []string{
				"q", "account_id", "network_site_id", "vendor_id", "tag_id", "category_id", "language", "sms_opt_in", "marketing_opt_in",
				"has_phone", "has_email", "archived",
			},
			Sorts:   []string{"name", "-name", "created", "-created", "activity", "-activity"},
			Columns: []string{"name", "addresses", "account", "role", "tags", "categories", "language", "activity", "created"},
		},
	}
}

// Change is what somebody changes about a view; nil leaves a thing as it is.
type Change struct {
	Version int64 // of the view as the asker saw it; of no meaning when one is made
	Name    *string
	Shared  *bool
	Filter  *map[string]string
	Columns *[]string
	Sort    *string
}

// Viewer is who asks.
type Viewer struct {
	parley.Actor
	UserID parley.ID
	Shares bool // may share views, and change those that others share
}

// Store keeps views; it writes inside a unit.
type Store interface {
	// Views gives the views that are the user's or shared, by id.
	Views(ctx context.Context, userID parley.ID) ([]View, error)
	// LockView gives one and, in a unit, keeps it as it is until the commit.
	LockView(ctx context.Context, id parley.ID) (View, bool, error)
	// SaveView writes one by its id.
	SaveView(ctx context.Context, v View) error
	DeleteView(ctx context.Context, id parley.ID) error
}

// Parts are what Views are made of.
type Parts struct {
	Worker unit.Worker
	Store  Store
	Log    *event.Log
	Source clock.Source
}

// Views keeps saved views.
type Views struct{ parts Parts }

// New makes Views of their parts.
func New(p Parts) *Views { return &Views{parts: p} }

// Limits of a view; lengths in characters.
const (
	maxName    = 100
	maxViews   = 100 // of one user
	maxEntries = 50  // of a filter, and columns
	maxText    = 300
)

// List gives the views of a list that the viewer has or that are shared, by name.
func (s *Views) List(ctx context.Context, who Viewer, subject string) ([]View, error) {
	all, err := s.parts.Store.Views(ctx, who.UserID)
	all = slices.DeleteFunc(all, func(v View) bool { return v.Subject != subject })
	slices.SortStableFunc(all, func(a, b View) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return all, err
}

// Create saves a view of the subject. Its errors are of kind Invalid with the field at fault, or Forbidden where the viewer may
// not share.
func (s *Views) Create(ctx context.Context, who Viewer, subject string, change Change) (View, error) {
	v := View{ID: parley.ID(s.parts.Source.NewID()), UserID: who.UserID, Subject: subject, Version: 1, CreatedAt: s.parts.Source.Now()}
	if err := v.apply(change); err != nil {
		return v, err
	}
	return v, s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		all, err := s.parts.Store.Views(ctx, who.UserID)
		if err != nil {
			return err
		}
		own := slices.DeleteFunc(all, func(v View) bool { return v.UserID != who.UserID })
		if len(own) >= maxViews {
			return parley.Errorf(parley.Invalid, "too_many_views", "You have %d saved views already. Delete one first.", maxViews)
		}
		return s.save(ctx, who, nil, v)
	})
}

// Update changes a view. Its errors are those of Create, NotFound, and Conflict ("version_conflict").
func (s *Views) Update(ctx context.Context, who Viewer, id parley.ID, change Change) (v View, err error) {
	return v, s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		before, err := s.mine(ctx, who, id)
		if err != nil {
			return err
		}
		if err := parley.CheckVersion(before.Version, change.Version); err != nil {
			return err
		}
		v = before
		v.Version++
		if err := v.apply(change); err != nil {
			return err
		}
		return s.save(ctx, who, before, v)
	})
}

// Delete forgets a view. Its errors are NotFound and Forbidden.
func (s *Views) Delete(ctx context.Context, who Viewer, id parley.ID) error {
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		v, err := s.mine(ctx, who, id)
		if err != nil {
			return err
		}
		if err := s.parts.Store.DeleteView(ctx, id); err != nil {
			return err
		}
		s.told(ctx, who, event.SavedViewDeleted, id, event.Recorded(v.Name, v, nil))
		return nil
	})
}

// mine gives a view that the viewer may change: his own, or a shared one where he may share.
func (s *Views) mine(ctx context.Context, who Viewer, id parley.ID) (View, error) {
	v, err := s.Get(ctx, who, id)
	if err == nil && v.UserID != who.UserID && !who.Shares {
		err = forbidden()
	}
	return v, err
}

// Get gives a view that is the viewer's or shared; the error is NotFound.
func (s *Views) Get(ctx context.Context, who Viewer, id parley.ID) (View, error) {
	v, found, err := s.parts.Store.LockView(ctx, id)
	if err == nil && (!found || v.UserID != who.UserID && !v.Shared) {
		return View{}, parley.Errorf(parley.NotFound, "view_not_found", "There is no such saved view.")
	}
	return v, err
}

func forbidden() *parley.Error {
	return parley.Errorf(parley.Forbidden, "forbidden", "Your role does not allow you to share views or to change those of others.").With("permission", "SHARE_VIEW")
}

func (s *Views) save(ctx context.Context, who Viewer, before any, v View) error {
	if v.Shared && !who.Shares {
		return forbidden()
	}
	if err := s.parts.Store.SaveView(ctx, v); err != nil {
		return err
	}
	told := event.SavedViewUpdated
	if before == nil {
		told = event.SavedViewCreated
	}
	s.told(ctx, who, told, v.ID, event.Recorded(v.Name, before, v))
	return nil
}

func (s *Views) told(ctx context.Context, who Viewer, t event.Type, id parley.ID, r *event.Record) {
	s.parts.Log.Append(ctx, event.Event{Type: t, Actor: who.Actor, SubjectID: id, Record: r})
}

// apply puts what change says into v and looks at it.
func (v *View) apply(change Change) error {
	put(&v.Name, change.Name)
	put(&v.Shared, change.Shared)
	put(&v.Filter, change.Filter)
	put(&v.Columns, change.Columns)
	put(&v.Sort, change.Sort)
	v.Name = parley.CleanName(v.Name)
	switch {
	case !slices.Contains(Subjects(), v.Subject):
		return parley.Errorf(parley.Invalid, "invalid_subject", "Views are saved of accounts and of contacts.").At("subject")
	case v.Name == "":
		return parley.Errorf(parley.Invalid, "blank_name", "Enter a name.").At("name")
	case utf8.RuneCountInString(v.Name) > maxName:
		return parley.Errorf(parley.Invalid, "too_long", "This has at most %d characters.", maxName).At("name")
	case !parley.IsLine(v.Name):
		return parley.Errorf(parley.Invalid, "invalid_text", "Enter one line of text.").At("name")
	case len(v.Filter) > maxEntries || len(v.Columns) > maxEntries:
		return parley.Errorf(parley.Invalid, "too_many_entries", "A view has at most %d columns and filters.", maxEntries)
	}
	return change.check(Lists()[v.Subject])
}

// check sees to it that what is changed is there in the list. What a view was saved with before a list lost it may stay.
func (c Change) check(of List) error {
	if c.Sort != nil && *c.Sort != "" && !slices.Contains(of.Sorts, *c.Sort) {
		return parley.Errorf(parley.Invalid, "unknown_sort", "The list has no such order.").At("sort")
	}
	if c.Columns != nil {
		for i, column := range *c.Columns {
			if !slices.Contains(of.Columns, column) {
				return parley.Errorf(parley.Invalid, "unknown_column", "The list has no such column.").At("columns." + strconv.Itoa(i))
			}
		}
	}
	if c.Filter != nil {
		for _, key := range slices.Sorted(maps.Keys(*c.Filter)) {
			value := (*c.Filter)[key]
			switch {
			case !slices.Contains(of.Filters, key):
				return parley.Errorf(parley.Invalid, "unknown_filter", "The list has no such filter.").At("filter." + key)
			case !parley.IsLine(value) || utf8.RuneCountInString(value) > maxText:
				return parley.Errorf(parley.Invalid, "invalid_text", "Enter one line of text.").At("filter." + key)
			}
		}
	}
	return nil
}

func put[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}
