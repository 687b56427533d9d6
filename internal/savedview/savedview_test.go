package savedview_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/savedview"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

func newViews(t *testing.T) (*savedview.Views, *event.Log) {
	db := storetest.Open(t)
	clk := clock.NewFake(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	log := event.NewLog(store.Events{DB: db}, clk)
	return savedview.New(savedview.Parts{Worker: db, Store: store.Views{DB: db}, Log: log, Source: clk}), log
}

func viewer(id string, shares bool) savedview.Viewer {
	return savedview.Viewer{Actor: parley.Actor{Kind: parley.ActorUser, ID: parley.ID(id)}, UserID: parley.ID(id), Shares: shares}
}

func ptr[T any](v T) *T { return &v }

func TestViewsAreOnesOwnOrShared(t *testing.T) {
	s, log := newViews(t)
	jake, boss := viewer("jake", false), viewer("boss", true)
	own, err := s.Create(t.Context(), jake, "contacts", savedview.Change{
		Name: ptr(" Mine "), Filter: &map[string]string{"language": "fr"}, Columns: &[]string{"name", "role"}, Sort: ptr("-created"),
	})
	if err != nil {
		t.Fatal(err)
	}
	shared, err := s.Create(t.Context(), boss, "contacts", savedview.Change{Name: ptr("All"), Shared: ptr(true)})
	if err != nil {
		t.Fatal(err)
	}
	seen := func(who savedview.Viewer, subject string) string {
		views, err := s.List(t.Context(), who, subject)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, v := range views {
			names = append(names, v.Name)
		}
		return strings.Join(names, ", ")
	}
	if jakes, bosses, other := seen(jake, "contacts"), seen(boss, "contacts"), seen(jake, "accounts"); jakes != "All, Mine" || bosses != "All" || other != "" {
		t.Errorf("Jake sees %s, the boss %s; of accounts %q", jakes, bosses, other)
	}
	views, err := s.List(t.Context(), jake, "contacts")
	if v := views[1]; err != nil || v.Filter["language"] != "fr" || len(v.Columns) != 2 || v.Sort != "-created" || v.Shared {
		t.Errorf("kept as %+v, %v", v, err)
	}
	checkWhoChanges(t, s, own, shared)
	if entries, err := log.Trail(t.Context(), event.Filter{SubjectID: own.ID, Limit: 9}); err != nil || len(entries) != 3 {
		t.Errorf("the trail has %d entries, %v", len(entries), err)
	}
}

func checkWhoChanges(t *testing.T, s *savedview.Views, own, shared savedview.View) {
	t.Helper()
	jake, boss := viewer("jake", false), viewer("boss", true)
	if _, err := s.Update(t.Context(), jake, shared.ID, savedview.Change{Name: ptr("X")}); !parley.IsKind(err, parley.Forbidden) {
		t.Errorf("Jake changes what the boss shares: %v", err)
	}
	if _, err := s.Update(t.Context(), jake, own.ID, savedview.Change{Version: 1, Shared: ptr(true)}); !parley.IsKind(err, parley.Forbidden) {
		t.Errorf("Jake shares: %v", err)
	}
	if err := s.Delete(t.Context(), boss, own.ID); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("the boss deletes what is Jake's alone: %v", err)
	}
	if _, err := s.Update(t.Context(), jake, own.ID, savedview.Change{Version: 2, Name: ptr("X")}); parley.CodeOf(err) != "version_conflict" {
		t.Errorf("changed by one who saw another version: %v", err)
	}
	v, err := s.Update(t.Context(), jake, own.ID, savedview.Change{Version: 1, Name: ptr("Français")})
	if err != nil || v.Name != "Français" || v.Filter["language"] != "fr" || v.Version != 2 {
		t.Errorf("changed to %+v, %v", v, err)
	}
	if err := s.Delete(t.Context(), jake, own.ID); err != nil {
		t.Errorf("deleted: %v", err)
	}
	if views, err := s.List(t.Context(), jake, "contacts"); err != nil || len(views) != 1 {
		t.Errorf("after it was deleted Jake sees %+v, %v", views, err)
	}
}

func TestViewsThatMakeNoSense(t *testing.T) {
	s, _ := newViews(t)
	jake := viewer("jake", false)
	many := make([]string, 51)
	for _, c := range []struct {
		subject string
		change  savedview.Change
		code    string
		field   string
	}{
		{"ships", savedview.Change{Name: ptr("A")}, "invalid_subject", "subject"},
		{"accounts", savedview.Change{}, "blank_name", "name"},
		{"accounts", savedview.Change{Name: ptr(strings.Repeat("a", 101))}, "too_long", "name"},
		{"accounts", savedview.Change{Name: ptr("A"), Columns: &many}, "too_many_entries", ""},
		{"accounts", savedview.Change{Name: ptr("A"), Filter: &map[string]string{"q": "\x00"}}, "invalid_text", "filter.q"},
		{"accounts", savedview.Change{Name: ptr("A\nB")}, "invalid_text", "name"},
		{"accounts", savedview.Change{Name: ptr("A"), Sort: ptr("shoe_size")}, "unknown_sort", "sort"},
		{"contacts", savedview.Change{Name: ptr("A"), Sort: ptr("number")}, "unknown_sort", "sort"},
		{"accounts", savedview.Change{Name: ptr("A"), Columns: &[]string{"name", "shoe_size"}}, "unknown_column", "columns.1"},
		{"accounts", savedview.Change{Name: ptr("A"), Filter: &map[string]string{"status": "lead", "tag_id": "x"}}, "unknown_filter", "filter.tag_id"},
	} {
		_, err := s.Create(t.Context(), jake, c.subject, c.change)
		var e *parley.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Field != c.field {
			t.Errorf("%v, want %s at %s", err, c.code, c.field)
		}
	}
	for range 100 {
		if _, err := s.Create(t.Context(), jake, "accounts", savedview.Change{Name: ptr("A")}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Create(t.Context(), jake, "contacts", savedview.Change{Name: ptr("A")}); parley.CodeOf(err) != "too_many_views" {
		t.Errorf("one too many: %v", err)
	}
}
