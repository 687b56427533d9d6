package journal_test

import (
	"strings"
	"testing"
	"time"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/journal"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

const (
	accountID = parley.ID("01890000-0000-7000-8000-0000000000a1")
	contactID = parley.ID("01890000-0000-7000-8000-0000000000c1")
	noID      = parley.ID("01890000-0000-7000-8000-00000000dead")
)

func ptr[T any](v T) *T { return &v }

func editor(id string, others bool) journal.Editor {
	return journal.Editor{Actor: parley.Actor{Kind: parley.ActorUser, ID: parley.ID(id)}, UserID: parley.ID(id), AltersOthers: others}
}

func newJournal(t *testing.T) (*journal.Journal, *event.Log, *clock.Fake) {
	db, clk := storetest.Open(t), clock.NewFake(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	log := event.NewLog(store.Events{DB: db}, clk)
	for _, statement := range []string{
		`INSERT INTO account (id, name, name_key, created_at, updated_at) VALUES ('` + string(accountID) + `', 'A', 'a', 1, 1)`,
		`INSERT INTO contact (id, name, name_key, account_id, created_at, updated_at) VALUES ('` + string(contactID) + `', 'Zoé', 'zoe', '` + string(accountID) + `', 1, 1)`,
	} {
		if err := db.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	return journal.New(journal.Parts{Worker: db, Store: store.Journal{DB: db}, Log: log, Source: clk}), log, clk
}

func TestEntriesAreTheirAuthors(t *testing.T) {
	for _, kind := range []journal.Kind{journal.Note, journal.Call} {
		s, log, clk := newJournal(t)
		jake, wyatt, boss := editor("jake", false), editor("wyatt", false), editor("boss", true)
		e, err := s.Create(t.Context(), jake, journal.Entry{Kind: kind, ContactID: contactID}, journal.Change{Subject: ptr(" No signal "), Text: ptr("called\nback"), Seconds: ptr(90)})
		if err != nil || e.AccountID != accountID || e.ContactName != "Zoé" || e.UserID != "jake" || e.Subject != "No signal" || e.Text != "called\nback" || e.Seconds != 90 {
			t.Fatalf("%s: made %+v, %v", kind, e, err)
		}
		clk.Advance(time.Minute)
		if _, err := s.Update(t.Context(), wyatt, kind, e.ID, journal.Change{Text: ptr("x")}); !parley.IsKind(err, parley.Forbidden) {
			t.Errorf("%s: Wyatt alters what Jake wrote: %v", kind, err)
		}
		if err := s.Delete(t.Context(), wyatt, kind, e.ID); !parley.IsKind(err, parley.Forbidden) {
			t.Errorf("%s: Wyatt deletes what Jake wrote: %v", kind, err)
		}
		for i, by := range []journal.Editor{jake, boss} {
			after, err := s.Update(t.Context(), by, kind, e.ID, journal.Change{Version: int64(i + 1), Text: ptr("by " + string(by.UserID))})
			if err != nil || after.Text != "by "+string(by.UserID) || after.UserID != "jake" || after.Seconds != 90 || !after.UpdatedAt.Equal(clk.Now()) {
				t.Errorf("%s: changed to %+v, %v", kind, after, err)
			}
		}
		checkDeletion(t, s, e)
		if entries, err := log.Trail(t.Context(), event.Filter{SubjectID: e.ID, Limit: 9}); err != nil || len(entries) != 4 || entries[0].Type != event.Type(kind+".deleted") {
			t.Errorf("%s: the trail has %+v, %v", kind, entries, err)
		}
	}
}

func checkDeletion(t *testing.T, s *journal.Journal, e journal.Entry) {
	t.Helper()
	kind, boss := e.Kind, editor("boss", true)
	if _, err := s.Update(t.Context(), boss, kind, e.ID, journal.Change{Version: 2, Text: ptr("unseen")}); parley.CodeOf(err) != "version_conflict" {
		t.Errorf("%s: changed by one who saw another version: %v", kind, err)
	}
	other := map[journal.Kind]journal.Kind{journal.Note: journal.Call, journal.Call: journal.Note}[kind]
	if err := s.Delete(t.Context(), boss, other, e.ID); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("%s: deleted as a %s: %v", kind, other, err)
	}
	if err := s.Delete(t.Context(), boss, kind, e.ID); err != nil {
		t.Error(err)
	}
	if _, err := s.Update(t.Context(), boss, kind, e.ID, journal.Change{}); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("%s: after it was deleted: %v", kind, err)
	}
}

func TestEntriesAreListedNewestFirst(t *testing.T) {
	s, _, clk := newJournal(t)
	jake := editor("jake", false)
	for i, e := range []journal.Entry{{Kind: journal.Note, AccountID: accountID}, {Kind: journal.Call, ContactID: contactID}, {Kind: journal.Note, ContactID: contactID}} {
		if _, err := s.Create(t.Context(), jake, e, journal.Change{Text: ptr(string(rune('a' + i))), Subject: ptr("S")}); err != nil {
			t.Fatal(err)
		}
		clk.Advance(time.Minute)
	}
	both := []journal.Kind{journal.Note, journal.Call}
	for _, c := range []struct {
		f    journal.Filter
		want string
	}{
		{journal.Filter{Kinds: both, AccountID: accountID}, "cba"},
		{journal.Filter{Kinds: both, ContactID: contactID}, "cb"},
		{journal.Filter{Kinds: both[:1], AccountID: accountID}, "ca"},
		{journal.Filter{Kinds: both, AccountID: noID}, ""},
	} {
		c.f.Limit = 1
		got := ""
		for range 5 {
			page, next, err := s.List(t.Context(), c.f)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range page {
				got += e.Text
			}
			if c.f.Before = next; next == (journal.Cursor{}) {
				break
			}
		}
		if got != c.want {
			t.Errorf("%+v: %s; want %s", c.f, got, c.want)
		}
	}
}

func TestEntriesThatMakeNoSense(t *testing.T) {
	s, _, _ := newJournal(t)
	for _, c := range []struct {
		e      journal.Entry
		change journal.Change
		code   string
	}{
		{journal.Entry{Kind: journal.Note, AccountID: accountID}, journal.Change{Text: ptr(" ")}, "blank_text"},
		{journal.Entry{Kind: journal.Call, AccountID: accountID}, journal.Change{Text: ptr("x")}, "blank_subject"},
		{journal.Entry{Kind: journal.Note, AccountID: accountID}, journal.Change{Text: ptr("\x00")}, "invalid_text"},
		{journal.Entry{Kind: journal.Call, AccountID: accountID}, journal.Change{Subject: ptr("a\nb")}, "invalid_text"},
		{journal.Entry{Kind: journal.Note, AccountID: accountID}, journal.Change{Text: ptr(strings.Repeat("a", 100_001))}, "too_long"},
		{journal.Entry{Kind: journal.Call, AccountID: accountID}, journal.Change{Subject: ptr(strings.Repeat("a", 201))}, "too_long"},
		{journal.Entry{Kind: journal.Call, AccountID: accountID}, journal.Change{Subject: ptr("S"), Seconds: ptr(-1)}, "invalid_seconds"},
		{journal.Entry{Kind: journal.Note, AccountID: noID}, journal.Change{Text: ptr("x")}, "unknown_account"},
		{journal.Entry{Kind: journal.Note}, journal.Change{Text: ptr("x")}, "unknown_account"},
		{journal.Entry{Kind: journal.Note, ContactID: noID}, journal.Change{Text: ptr("x")}, "unknown_contact"},
	} {
		if _, err := s.Create(t.Context(), editor("jake", false), c.e, c.change); parley.CodeOf(err) != c.code {
			t.Errorf("%s: %v", c.code, err)
		}
	}
}

func TestSecondsOfACallSayTheirRange(t *testing.T) {
	s, _, _ := newJournal(t)
	for _, seconds := range []int{-5, 86_401} {
		_, err := s.Create(t.Context(), editor("jake", false), journal.Entry{Kind: journal.Call, AccountID: accountID}, journal.Change{Subject: ptr("S"), Seconds: &seconds})
		if err == nil || !strings.Contains(err.Error(), "from 0 to 86400 seconds") {
			t.Errorf("%d: %v", seconds, err)
		}
	}
}
