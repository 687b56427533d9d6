package choice_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/internal/choice"
	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

var operator = parley.Actor{Kind: parley.ActorUser, ID: "01890000-0000-7000-8000-0000000000aa"}

func newChoices(t *testing.T) (*choice.Choices, *event.Log) {
	db := storetest.Open(t)
	clk := clock.NewFake(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	log := event.NewLog(store.Events{DB: db}, clk)
	return choice.New(choice.Parts{Worker: db, Store: store.Choices{DB: db}, Log: log, Source: clk}), log
}

func ptr[T any](v T) *T { return &v }

func names(t *testing.T, s *choice.Choices, set choice.Set) string {
	t.Helper()
	all, err := s.List(t.Context(), set)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range all {
		out = append(out, fmt.Sprintf("%s=%s,%t", c.Key, c.Name, c.Mark))
	}
	return strings.Join(out, " ")
}

func TestListsBeginWithWhatEveryProviderNeeds(t *testing.T) {
	s, _ := newChoices(t)
	for set, want := range map[choice.Set]string{
		choice.AccountStatuses:  "lead=Lead,false active=Active,true inactive=Inactive,false",
		choice.AccountTypes:     "",
		choice.AccountGroups:    "",
		choice.PhoneNumberTypes: "mobile=Mobile,true home=Home,false work=Work,false fax=Fax,false", // SMS-60
	} {
		if got := names(t, s, set); got != want {
			t.Errorf("%s: %s", set, got)
		}
	}
}

func TestEveryListIsKept(t *testing.T) {
	for _, set := range []choice.Set{choice.AccountStatuses, choice.AccountTypes, choice.AccountGroups, choice.PhoneNumberTypes} {
		t.Run(string(set), func(t *testing.T) {
			s, log := newChoices(t)
			made, err := s.Create(t.Context(), operator, set, choice.Change{Name: ptr(" Été: late! ")})
			if err != nil || made.Name != "Été: late!" {
				t.Fatalf("%+v, %v", made, err)
			}
			if keyed := set == choice.AccountStatuses || set == choice.PhoneNumberTypes; keyed && made.Key != "ete_late" || !keyed && made.Key != "" {
				t.Errorf("its key is %q", made.Key)
			}
			checkVersion(t, s, set, made.ID)
			changed, err := s.Update(t.Context(), operator, set, made.ID, choice.Change{Version: 1, Name: ptr("Late"), Mark: ptr(true)})
			found, err2 := s.Find(t.Context(), set, string(made.ID))
			if errors.Join(err, err2) != nil || changed.Key != made.Key || changed.Name != "Late" || found.Name != "Late" || found.Key != made.Key || found.Version != 2 || changed.Version != 2 {
				t.Errorf("changed to %+v, found %+v, %v", changed, found, errors.Join(err, err2))
			}
			if _, err := s.Create(t.Context(), operator, set, choice.Change{Name: ptr("LATE")}); parley.CodeOf(err) != "duplicate_name" {
				t.Errorf("the same name again: %v", err)
			}
			if err := s.Delete(t.Context(), operator, set, made.ID); err != nil {
				t.Error(err)
			}
			if err := s.Delete(t.Context(), operator, set, made.ID); !parley.IsKind(err, parley.NotFound) {
				t.Errorf("deleted twice: %v", err)
			}
			if _, err := s.Update(t.Context(), operator, set, made.ID, choice.Change{}); !parley.IsKind(err, parley.NotFound) {
				t.Errorf("changed after it was deleted: %v", err)
			}
			checkTrail(t, log, set, made.ID)
		})
	}
}

func checkVersion(t *testing.T, s *choice.Choices, set choice.Set, id parley.ID) {
	t.Helper()
	if _, err := s.Update(t.Context(), operator, set, id, choice.Change{Version: 2, Name: ptr("X")}); parley.CodeOf(err) != "version_conflict" {
		t.Errorf("changed by one who saw another version: %v", err)
	}
}

func checkTrail(t *testing.T, log *event.Log, set choice.Set, id parley.ID) {
	t.Helper()
	entries, err := log.Trail(t.Context(), event.Filter{SubjectID: id, Limit: 9})
	if err != nil || len(entries) != 3 || entries[1].Type != event.Type(string(set)+".updated") {
		t.Fatalf("the trail has %+v, %v", entries, err)
	}
	fields := []string{}
	for _, c := range entries[1].Changes {
		fields = append(fields, c.Field)
	}
	want := map[choice.Set][]string{choice.AccountStatuses: {"name", "activates"}, choice.PhoneNumberTypes: {"name", "sms_capable"}}[set]
	if want == nil {
		want = []string{"name"}
	}
	if !slices.Equal(fields, want) {
		t.Errorf("the trail names %q", fields)
	}
}

func TestWhatNoListTakes(t *testing.T) {
	s, _ := newChoices(t)
	for _, c := range []struct {
		change choice.Change
		code   string
	}{
		{choice.Change{}, "blank_name"},
		{choice.Change{Name: ptr("a\nb")}, "invalid_text"},
		{choice.Change{Name: ptr(strings.Repeat("a", 101))}, "too_long"},
		{choice.Change{Name: ptr("A"), Class: ptr("royal")}, "invalid_class"},
	} {
		if _, err := s.Create(t.Context(), operator, choice.AccountTypes, c.change); parley.CodeOf(err) != c.code {
			t.Errorf("%s: %v", c.code, err)
		}
	}
	for set, key := range map[choice.Set]string{choice.AccountStatuses: "active", choice.PhoneNumberTypes: "mobile"} {
		c, err := s.Find(t.Context(), set, key)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Delete(t.Context(), operator, set, c.ID); parley.CodeOf(err) != "choice_needed" {
			t.Errorf("%s: %v", key, err)
		}
	}
	made, err := s.Create(t.Context(), operator, choice.AccountStatuses, choice.Change{Name: ptr("休止")})
	if err != nil || made.Key != string(made.ID) {
		t.Errorf("a name without Latin letters: %+v, %v", made, err)
	}
}
