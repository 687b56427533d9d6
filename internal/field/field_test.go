package field_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/field"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

var operator = parley.Actor{Kind: parley.ActorUser, ID: "01890000-0000-7000-8000-0000000000aa"}

func newFields(t *testing.T) (*field.Fields, *event.Log) {
	db := storetest.Open(t)
	clk := clock.NewFake(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	log := event.NewLog(store.Events{DB: db}, clk)
	return field.New(field.Parts{Worker: db, Store: store.Fields{DB: db}, Log: log, Source: clk}), log
}

func TestFieldsAreKept(t *testing.T) {
	s, log := newFields(t)
	f, err := s.Create(t.Context(), operator, field.Field{Owner: field.OfContacts, Name: " Shoe size ", Type: field.Choice, Choices: []string{" S", "M"}})
	if err != nil || f.Key != "shoe_size" || f.Name != "Shoe size" {
		t.Fatalf("%+v, %v", f, err)
	}
	if _, err := s.Create(t.Context(), operator, field.Field{Owner: field.OfContacts, Name: "shoe  size", Type: field.Text}); parley.CodeOf(err) != "duplicate_name" {
		t.Errorf("the same key again: %v", err)
	}
	if _, err := s.Create(t.Context(), operator, field.Field{Owner: field.OfAccounts, Name: "Shoe size", Type: field.Text}); err != nil {
		t.Errorf("the same key for accounts: %v", err)
	}
	name, choices := "Size", []string{"S", "M", "L"}
	if _, err := s.Update(t.Context(), operator, f.ID, field.Change{Version: 2, Name: &name}); parley.CodeOf(err) != "version_conflict" {
		t.Errorf("changed by one who saw another version: %v", err)
	}
	if f, err = s.Update(t.Context(), operator, f.ID, field.Change{Version: 1, Name: &name, Choices: &choices}); err != nil || f.Key != "shoe_size" || f.Version != 2 {
		t.Errorf("%+v, %v", f, err)
	}
	list, err := s.List(t.Context(), field.OfContacts)
	if err != nil || len(list) != 1 || fmt.Sprint(list[0]) != fmt.Sprint(f) || len(list[0].Choices) != 3 {
		t.Errorf("listed: %+v, %v", list, err)
	}
	if err := s.Delete(t.Context(), operator, f.ID); err != nil {
		t.Error(err)
	}
	_, err = s.Update(t.Context(), operator, f.ID, field.Change{})
	if err2 := s.Delete(t.Context(), operator, f.ID); !parley.IsKind(err, parley.NotFound) || !parley.IsKind(err2, parley.NotFound) {
		t.Errorf("after it was deleted: %v, %v", err, err2)
	}
	if entries, err := log.Trail(t.Context(), event.Filter{SubjectID: f.ID, Limit: 9}); err != nil || len(entries) != 3 {
		t.Errorf("the trail has %d entries, %v", len(entries), err)
	}
}

func TestFieldsThatMakeNoSense(t *testing.T) {
	s, _ := newFields(t)
	for code, f := range map[string]field.Field{
		"blank_name":           {Owner: field.OfAccounts, Name: " ", Type: field.Text},
		"invalid_text":         {Owner: field.OfAccounts, Name: "a\nb", Type: field.Text},
		"too_long":             {Owner: field.OfAccounts, Name: strings.Repeat("a", 101), Type: field.Text},
		"invalid_owner":        {Owner: "ship", Name: "A", Type: field.Text},
		"invalid_field_type":   {Owner: field.OfAccounts, Name: "A", Type: "poem"},
		"invalid_choice_count": {Owner: field.OfAccounts, Name: "A", Type: field.Choice},
		"invalid_choices":      {Owner: field.OfAccounts, Name: "A", Type: field.Choice, Choices: []string{"x", " x"}},
	} {
		if _, err := s.Create(t.Context(), operator, f); parley.CodeOf(err) != code {
			t.Errorf("%s: %v", code, err)
		}
	}
	if _, err := s.Create(t.Context(), operator, field.Field{Owner: field.OfAccounts, Name: "A", Type: field.Text, Choices: []string{"x"}}); parley.CodeOf(err) != "invalid_choice_count" {
		t.Errorf("a text with choices: %v", err)
	}
}

func TestWhatMayStandInAField(t *testing.T) {
	s, _ := newFields(t)
	for _, kind := range field.Types() {
		f := field.Field{Owner: field.OfAccounts, Name: string(kind), Type: kind}
		if kind == field.Choice {
			f.Choices = []string{"S", "M"}
		}
		if _, err := s.Create(t.Context(), operator, f); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		key   string
		value any
		ok    bool
	}{
		{"text", "two\nlines", true}, {"text", 1.0, false}, {"text", "\x00", false}, {"text", strings.Repeat("é", 5001), false},
		{"number", -1.5, true}, {"number", "1", false}, {"number", math.Inf(1), false}, {"number", math.NaN(), false},
		{"date", "2028-02-29", true}, {"date", "2027-02-29", false}, {"date", "29.2.2028", false}, {"date", 2028.0, false},
		{"choice", "M", true}, {"choice", "L", false}, {"choice", []any{"M"}, false},
		{"toggle", false, true}, {"toggle", "no", false}, {"toggle", 0.0, false},
	} {
		after, err := s.Apply(t.Context(), field.OfAccounts, field.Values{"text": "before"}, field.Values{c.key: c.value})
		var e *parley.Error
		switch {
		case c.ok && (err != nil || after[c.key] != c.value):
			t.Errorf("%s = %v: %v, %v", c.key, c.value, after, err)
		case !c.ok && (!errors.As(err, &e) || e.Code != "invalid_value" || e.Field != "custom_fields."+c.key):
			t.Errorf("%s = %v is taken: %v", c.key, c.value, err)
		}
	}
	have := field.Values{"choice": "XXL", "text": "x"}
	after, err := s.Apply(t.Context(), field.OfAccounts, have, field.Values{"choice": "XXL", "text": ""})
	if err != nil || len(after) != 1 || len(have) != 2 {
		t.Errorf("a choice that is offered no longer, sent back: %v of %v, %v", after, have, err)
	}
}
