package owner_test

import (
	"strings"
	"testing"
	"time"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/owner"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

var operator = parley.Actor{Kind: parley.ActorUser, ID: "01890000-0000-7000-8000-0000000000aa"}

func ptr[T any](v T) *T { return &v }

func TestSitesAndVendors(t *testing.T) {
	for _, kind := range []owner.Kind{owner.NetworkSite, owner.Vendor} {
		db, clk := storetest.Open(t), clock.NewFake(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
		log := event.NewLog(store.Events{DB: db}, clk)
		s := owner.New(owner.Parts{Worker: db, Store: store.Owners{DB: db}, Log: log, Source: clk})
		create := func(name string) owner.Owner {
			o, err := s.Create(t.Context(), operator, kind, owner.Change{Name: &name})
			if err != nil {
				t.Fatal(err)
			}
			return o
		}
		north := create(" North Tower ")
		create("Élan")
		create("South Tower")
		clk.Advance(time.Minute)
		after, err := s.Update(t.Context(), operator, kind, north.ID, owner.Change{Version: 1, Name: ptr("Far North"), Note: ptr("ladder")})
		if err != nil || after.Name != "Far North" || after.Note != "ladder" || after.Version != 2 || !after.UpdatedAt.Equal(clk.Now()) {
			t.Errorf("changed to %+v, %v", after, err)
		}
		if got, err := s.Get(t.Context(), kind, north.ID); err != nil || got != after {
			t.Errorf("read as %+v, %v", got, err)
		}
		for query, want := range map[string]string{"": "Élan, Far North, South Tower", "nor": "Far North", "tower": "South Tower", "elan": "Élan", "?": ""} {
			if got := listed(t, s, kind, query); got != want {
				t.Errorf("%s %q: %s", kind, query, got)
			}
		}
		checkRefusals(t, s, after)
		checkDeletion(t, s, db, after)
		if entries, err := log.Trail(t.Context(), event.Filter{SubjectID: north.ID, Limit: 9}); err != nil || len(entries) != 3 || entries[0].Type != event.Type(kind+".deleted") {
			t.Errorf("the trail has %+v, %v", entries, err)
		}
	}
}

func checkDeletion(t *testing.T, s *owner.Owners, db *store.DB, north owner.Owner) {
	t.Helper()
	kind := north.Kind
	if err := db.Exec(t.Context(), `INSERT INTO contact (id, name, name_key, `+string(kind)+`_id, created_at, updated_at) VALUES ('c', 'C', 'c', $1, 1, 1)`, north.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.Delete(t.Context(), operator, kind, north.ID); parley.CodeOf(err) != "owner_in_use" {
		t.Errorf("deleting what has contacts: %v", err)
	}
	if err := db.Exec(t.Context(), `DELETE FROM contact`); err != nil {
		t.Fatal(err)
	}
	if err := s.Delete(t.Context(), operator, kind, north.ID); err != nil || listed(t, s, kind, "north") != "" {
		t.Errorf("deleting: %v", err)
	}
	if _, err := s.Get(t.Context(), kind, north.ID); !parley.IsKind(err, parley.NotFound) || !strings.HasPrefix(parley.CodeOf(err), string(kind)) {
		t.Errorf("after it was deleted: %v", err)
	}
}

func listed(t *testing.T, s *owner.Owners, kind owner.Kind, query string) string {
	t.Helper()
	var names []string
	f := owner.Filter{Kind: kind, Query: query, Limit: 1}
	for range 5 {
		page, next, err := s.List(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range page {
			names = append(names, o.Name)
		}
		if f.After = next; next == (owner.Cursor{}) {
			break
		}
	}
	return strings.Join(names, ", ")
}

func checkRefusals(t *testing.T, s *owner.Owners, o owner.Owner) {
	t.Helper()
	for code, change := range map[string]owner.Change{
		"version_conflict": {Version: 1}, "blank_name": {Version: 2, Name: ptr(" ")}, "invalid_text": {Version: 2, Name: ptr("a\nb")}, "too_long": {Version: 2, Note: ptr(strings.Repeat("a", 100_001))},
	} {
		if _, err := s.Update(t.Context(), operator, o.Kind, o.ID, change); parley.CodeOf(err) != code {
			t.Errorf("%s: %v", code, err)
		}
	}
	if _, err := s.Update(t.Context(), operator, o.Kind, operator.ID, owner.Change{}); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("nobody: %v", err)
	}
}
