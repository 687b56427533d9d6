package account_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"parley/internal/account"
	"parley/internal/choice"
	"parley/internal/clock"
	"parley/internal/company"
	"parley/internal/event"
	"parley/internal/field"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

const (
	noID           = parley.ID("01890000-0000-7000-8000-00000000dead")
	defaultCompany = parley.ID("00000000-0000-7000-8000-000000000201")
)

var operator = parley.Actor{Kind: parley.ActorUser, ID: "01890000-0000-7000-8000-0000000000aa"}

type bench struct {
	*testing.T
	db       *store.DB
	clk      *clock.Fake
	log      *event.Log
	firm     *company.Companies
	choices  *choice.Choices
	fields   *field.Fields
	accounts *account.Accounts
}

func newBench(t *testing.T) *bench {
	db := storetest.Open(t)
	clk := clock.NewFake(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	log := event.NewLog(store.Events{DB: db}, clk)
	s := store.Accounts{DB: db}
	firm := company.New(company.Parts{Worker: db, Store: store.Companies{DB: db}, Log: log, Source: clk, Region: "US"})
	choices := choice.New(choice.Parts{Worker: db, Store: store.Choices{DB: db}, Log: log, Source: clk})
	fields := field.New(field.Parts{Worker: db, Store: store.Fields{DB: db}, Log: log, Source: clk})
	return &bench{t, db, clk, log, firm, choices, fields, account.New(account.Parts{
		Worker: db, Store: s, Reads: s, Companies: firm, Choices: choices, Fields: fields, Log: log, Source: clk,
	})}
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) create(c account.Change) account.Account {
	b.Helper()
	a, err := b.accounts.Create(b.Context(), operator, c)
	b.must(err)
	return a
}

func (b *bench) told(id parley.ID) string {
	b.Helper()
	var types []string
	for _, e := range storetest.Told(b.T, b.db) {
		if e.SubjectID == id {
			types = append(types, string(e.Type))
		}
	}
	return strings.Join(types, " ")
}

func ptr[T any](v T) *T { return &v }

func TestAccountLife(t *testing.T) {
	b := newBench(t)
	parent := b.create(account.Change{Name: ptr("Harbor Holding")})
	a := b.create(account.Change{Name: ptr(" Café Noël "), Number: ptr("HF-10023"), ParentID: &parent.ID, Note: ptr("x")})
	if a.Name != "Café Noël" || a.Number != "HF-10023" || a.ParentName != "Harbor Holding" || a.Status != "active" || a.CompanyID != defaultCompany || a.CompanyName == "" || a.Version != 1 {
		t.Errorf("made %+v", a)
	}
	b.clk.Advance(time.Minute)
	after, err := b.accounts.Update(t.Context(), operator, a.ID, account.Change{Version: 1, Status: ptr("lead"), ParentID: ptr(parley.ID(""))})
	b.must(err)
	if after.Status != "lead" || after.ParentID != "" || after.Name != a.Name || after.Number != a.Number || after.Version != 2 || !after.UpdatedAt.Equal(b.clk.Now()) {
		t.Errorf("changed to %+v", after)
	}
	b.must(b.accounts.Delete(t.Context(), operator, a.ID))
	if _, err := b.accounts.Get(t.Context(), a.ID); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("after it was deleted: %v", err)
	}
	if got := b.told(a.ID); got != "account.created account.updated account.deleted" {
		t.Errorf("told: %s", got)
	}
}

func TestAccountRefuses(t *testing.T) {
	b := newBench(t)
	top := b.create(account.Change{Name: ptr("Top"), Number: ptr("1")})
	below := b.create(account.Change{Name: ptr("Below"), Number: ptr("2"), ParentID: &top.ID})
	for _, c := range []struct {
		name   string
		id     parley.ID // of what is changed; empty: made
		change account.Change
		code   string
		field  string
	}{
		{"no name", "", account.Change{}, "blank_name", "name"},
		{"blank name", "", account.Change{Name: ptr(" ")}, "blank_name", "name"},
		{"long name", "", account.Change{Name: ptr(strings.Repeat("a", 201))}, "too_long", "name"},
		{"broken name", "", account.Change{Name: ptr("\xff")}, "invalid_text", "name"},
		{"number of two lines", "", account.Change{Name: ptr("A"), Number: ptr("1\n2")}, "invalid_text", "number"},
		{"unknown status", "", account.Change{Name: ptr("A"), Status: ptr("dormant")}, "unknown_status", "status"},
		{"unknown type", "", account.Change{Name: ptr("A"), TypeID: ptr(noID)}, "unknown_type", "type_id"},
		{"unknown group", "", account.Change{Name: ptr("A"), GroupIDs: &[]parley.ID{noID}}, "unknown_group", "group_ids"},
		{"too many groups", "", account.Change{Name: ptr("A"), GroupIDs: ptr(make([]parley.ID, 51))}, "too_many_groups", "group_ids"},
		{"unknown field", "", account.Change{Name: ptr("A"), Custom: field.Values{"colour": "red"}}, "unknown_field", "custom_fields.colour"},
		{"zero byte", "", account.Change{Name: ptr("A"), Note: ptr("\x00")}, "invalid_text", "note"},
		{"endless note", "", account.Change{Name: ptr("A"), Note: ptr(strings.Repeat("a", 100_001))}, "too_long", "note"},
		{"unknown company", "", account.Change{Name: ptr("A"), CompanyID: ptr(noID)}, "unknown_company", "company_id"},
		{"unknown parent", "", account.Change{Name: ptr("A"), ParentID: ptr(noID)}, "unknown_account", "parent_id"},
		{"parent that is no id", "", account.Change{Name: ptr("A"), ParentID: ptr(parley.ID("x"))}, "unknown_account", "parent_id"},
		{"number of another", "", account.Change{Name: ptr("A"), Number: ptr("2")}, "duplicate_number", "number"},
		{"its own parent", top.ID, account.Change{Version: 1, ParentID: &top.ID}, "parent_cycle", "parent_id"},
		{"below its own child", top.ID, account.Change{Version: 1, ParentID: &below.ID}, "parent_cycle", "parent_id"},
		{"number of another, later", top.ID, account.Change{Version: 1, Number: ptr("2")}, "duplicate_number", "number"},
		{"old version", top.ID, account.Change{Version: 5}, "version_conflict", ""},
		{"unknown account", noID, account.Change{Version: 1}, "account_not_found", ""},
	} {
		var err error
		if c.id == "" {
			_, err = b.accounts.Create(t.Context(), operator, c.change)
		} else {
			_, err = b.accounts.Update(t.Context(), operator, c.id, c.change)
		}
		var e *parley.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Field != c.field {
			t.Errorf("%s: %v at %+v", c.name, err, e)
		}
	}
	if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM account`); err != nil || n != 2 {
		t.Errorf("refusals left %d accounts, %v", n, err)
	}
	if err := b.accounts.Delete(t.Context(), operator, top.ID); parley.CodeOf(err) != "account_in_use" {
		t.Errorf("deleting a parent: %v", err)
	}
	if err := b.accounts.Delete(t.Context(), operator, noID); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("deleting nothing: %v", err)
	}
	b.must(b.db.Exec(t.Context(), `INSERT INTO contact (id, name, name_key, account_id, created_at, updated_at) VALUES ('c', 'C', 'c', $1, 1, 1)`, below.ID))
	if err := b.accounts.Delete(t.Context(), operator, below.ID); parley.CodeOf(err) != "account_in_use" {
		t.Errorf("deleting an account with a contact: %v", err)
	}
}

func TestFindAccounts(t *testing.T) {
	b := newBench(t)
	top := b.create(account.Change{Name: ptr("Harbor Holding"), Number: ptr("HF-10001")})
	b.create(account.Change{Name: ptr("Café Noël"), Number: ptr("HF-10023"), ParentID: &top.ID})
	b.create(account.Change{Name: ptr("Noel's Garage"), ParentID: &top.ID})
	b.create(account.Change{Name: ptr("École 42")})
	find := func(f account.Filter) string {
		t.Helper()
		f.Limit = 2
		var names []string
		for range 10 {
			page, next, err := b.accounts.List(t.Context(), f)
			b.must(err)
			for _, a := range page {
				names = append(names, a.Name)
			}
			if f.After = next; next == (account.Cursor{}) {
				break
			}
		}
		return strings.Join(names, ", ")
	}
	for _, c := range []struct {
		f    account.Filter
		want string
	}{
		{account.Filter{}, "Café Noël, École 42, Harbor Holding, Noel's Garage"},
		{account.Filter{Query: "noel"}, "Café Noël, Noel's Garage"},
		{account.Filter{Query: "noë gar"}, "Noel's Garage"},
		{account.Filter{Query: "ecole"}, "École 42"},
		{account.Filter{Query: "10023"}, "Café Noël"},
		{account.Filter{Query: "hf-1"}, "Café Noël, Harbor Holding"},
		{account.Filter{Query: "42"}, "École 42"},
		{account.Filter{Query: " "}, "Café Noël, École 42, Harbor Holding, Noel's Garage"},
		{account.Filter{Query: "?"}, ""},
		{account.Filter{ParentID: top.ID}, "Café Noël, Noel's Garage"},
		{account.Filter{ParentID: top.ID, Query: "caf"}, "Café Noël"},
		{account.Filter{ParentID: noID}, ""},
	} {
		if got := find(c.f); got != c.want {
			t.Errorf("%+v finds %s; want %s", c.f, got, c.want)
		}
	}
}

func TestAccountsGoOnlySoDeep(t *testing.T) {
	b := newBench(t)
	above := parley.ID("")
	for i := range 30 {
		a, err := b.accounts.Create(t.Context(), operator, account.Change{Name: ptr(fmt.Sprint("Level ", i)), ParentID: &above})
		if err != nil {
			if parley.CodeOf(err) != "parent_cycle" || i < 10 {
				t.Errorf("level %d: %v", i, err)
			}
			return
		}
		above = a.ID
	}
	t.Error("there is no bottom")
}

func TestADisabledCompanyTakesNoNewAccounts(t *testing.T) {
	b := newBench(t)
	port, err := b.firm.Create(t.Context(), operator, company.Change{Name: ptr("Fibre du Port")})
	b.must(err)
	there := b.create(account.Change{Name: ptr("A"), CompanyID: &port.ID})
	_, err = b.firm.Update(t.Context(), operator, port.ID, company.Change{Version: 1, Enabled: ptr(false)})
	b.must(err)
	if _, err := b.accounts.Create(t.Context(), operator, account.Change{Name: ptr("B"), CompanyID: &port.ID}); parley.CodeOf(err) != "company_disabled" {
		t.Errorf("a new account: %v", err)
	}
	after, err := b.accounts.Update(t.Context(), operator, there.ID, account.Change{Version: 1, Note: ptr("x")})
	if err != nil || after.CompanyID != port.ID {
		t.Errorf("an account that is there: %+v, %v", after, err)
	}
}
