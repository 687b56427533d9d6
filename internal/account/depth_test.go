package account_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/internal/account"
	"parley/internal/choice"
	"parley/internal/event"
	"parley/internal/field"
	"parley/internal/parley"
)

func (b *bench) choice(set choice.Set, name string) choice.Choice {
	b.Helper()
	c, err := b.choices.Create(b.Context(), operator, set, choice.Change{Name: &name})
	b.must(err)
	return c
}

func (b *bench) update(a account.Account, c account.Change) account.Account {
	b.Helper()
	c.Version = a.Version
	after, err := b.accounts.Update(b.Context(), operator, a.ID, c)
	b.must(err)
	return after
}

// trail gives what the audit trail says of the last change of an account: field, before and after.
func (b *bench) trail(id parley.ID) string {
	b.Helper()
	entries, err := b.log.Trail(b.Context(), event.Filter{SubjectID: id, Limit: 1})
	b.must(err)
	var said []string
	for _, c := range entries[0].Changes {
		said = append(said, fmt.Sprintf("%s: %s > %s", c.Field, c.Before, c.After))
	}
	return strings.Join(said, "\n")
}

func TestAnAccountChoosesOfTheLists(t *testing.T) {
	b := newBench(t)
	overdue, home := b.choice(choice.AccountStatuses, "Past due"), b.choice(choice.AccountTypes, "Home")
	vip, beta := b.choice(choice.AccountGroups, "VIP"), b.choice(choice.AccountGroups, "Beta testers")
	a := b.create(account.Change{Name: ptr("Clarke")})
	if a.Status != "active" || a.StatusName != "Active" || !a.Active || a.Delinquent || a.TypeID != "" || len(a.Groups) > 0 {
		t.Errorf("made %+v", a)
	}
	a = b.update(a, account.Change{Status: ptr(string(overdue.ID)), TypeID: &home.ID, GroupIDs: &[]parley.ID{vip.ID, beta.ID, vip.ID}, Delinquent: ptr(true)})
	if a.Status != "past_due" || a.StatusName != "Past due" || a.Active || a.TypeName != "Home" || !a.Delinquent ||
		!slices.Equal(a.Groups, []parley.Named{{ID: beta.ID, Name: "Beta testers"}, {ID: vip.ID, Name: "VIP"}}) {
		t.Errorf("chose %+v", a)
	}
	want := "status: \"active\" > \"past_due\"\ntype_id: null > \"" + string(home.ID) + "\"\ngroups: null > [\"Beta testers\",\"VIP\"]\ndelinquent: false > true"
	if got := b.trail(a.ID); got != want {
		t.Errorf("the trail says\n%s", got)
	}
	for set, id := range map[choice.Set]parley.ID{choice.AccountStatuses: overdue.ID, choice.AccountTypes: home.ID} {
		if err := b.choices.Delete(t.Context(), operator, set, id); parley.CodeOf(err) != "choice_in_use" {
			t.Errorf("%s: deleting what is chosen: %v", set, err)
		}
	}
	b.must(b.choices.Delete(t.Context(), operator, choice.AccountGroups, vip.ID))
	checkChosen(t, b, a, overdue)
}

func checkChosen(t *testing.T, b *bench, a account.Account, overdue choice.Choice) {
	t.Helper()
	a = b.update(a, account.Change{Note: ptr("x")})
	if len(a.Groups) != 1 || a.Status != "past_due" {
		t.Errorf("after the group was deleted: %+v", a)
	}
	a = b.update(a, account.Change{Status: ptr(""), TypeID: ptr(parley.ID("")), GroupIDs: &[]parley.ID{}})
	if a.Status != "active" || a.TypeID != "" || len(a.Groups) > 0 {
		t.Errorf("chose nothing, and is %+v", a)
	}
	b.must(b.choices.Delete(t.Context(), operator, choice.AccountStatuses, overdue.ID))
}

// What billing says of an account is kept, can be emptied, and is in the trail.
func TestWhatBillingSays(t *testing.T) {
	b := newBench(t)
	known := func(n int64) **int64 { p := &n; return &p }
	since := time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)
	a := b.create(account.Change{Name: ptr("Clarke"), ActivatedAt: &since, DataUsage: known(0), NextBillOn: ptr(" 2026-11-30 "), NextCharge: known(4990)})
	if !a.ActivatedAt.Equal(since) || *a.DataUsage != 0 || a.NextBillOn != "2026-11-30" || *a.NextCharge != 4990 {
		t.Errorf("made %+v", a)
	}
	a = b.update(a, account.Change{Note: ptr("x"), DataUsage: known(104)})
	if !a.ActivatedAt.Equal(since) || *a.DataUsage != 104 || a.NextBillOn != "2026-11-30" || *a.NextCharge != 4990 {
		t.Errorf("changed to %+v", a)
	}
	if got := b.trail(a.ID); !strings.Contains(got, "data_usage_percent: 0 > 104") || strings.Contains(got, "charge") {
		t.Errorf("the trail says %s", got)
	}
	a = b.update(a, account.Change{ActivatedAt: &time.Time{}, DataUsage: new(*int64), NextBillOn: ptr(""), NextCharge: new(*int64)})
	if !a.ActivatedAt.IsZero() || a.DataUsage != nil || a.NextBillOn != "" || a.NextCharge != nil {
		t.Errorf("emptied: %+v", a)
	}
	for _, want := range []string{"data_usage_percent: 104 > null", `activated_at: "2024-05-01T00:00:00Z" > null`, "next_recurring_charge: 4990 > null", `next_bill_on: "2026-11-30" > null`} {
		if got := b.trail(a.ID); !strings.Contains(got, want) {
			t.Errorf("the trail says %s, want %s", got, want)
		}
	}
	checkBillingRefused(t, b, a)
}

func checkBillingRefused(t *testing.T, b *bench, a account.Account) {
	t.Helper()
	known := func(n int64) **int64 { p := &n; return &p }
	for field, change := range map[string]account.Change{
		"data_usage_percent": {DataUsage: known(-1)}, "next_bill_on": {NextBillOn: ptr("30.11.2026")}, "next_recurring_charge": {NextCharge: known(1 << 60)},
	} {
		change.Version = a.Version
		_, err := b.accounts.Update(t.Context(), operator, a.ID, change)
		var e *parley.Error
		if !errors.As(err, &e) || e.Kind != parley.Invalid || e.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// A slip of the pen in the year is no beginning of an account; a contract that begins soon is.
func TestWhenAnAccountCannotHaveBegun(t *testing.T) {
	b := newBench(t)
	now := b.clk.Now()
	for at, fits := range map[time.Time]bool{
		time.Date(1899, 12, 31, 23, 59, 59, 0, time.UTC): false, time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC): true,
		now.AddDate(1, 0, 0): true, now.AddDate(1, 0, 1): false, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC): false,
	} {
		_, err := b.accounts.Create(t.Context(), operator, account.Change{Name: ptr("Clarke"), ActivatedAt: &at})
		var e *parley.Error
		if refused := errors.As(err, &e) && e.Field == "activated_at"; refused == fits {
			t.Errorf("%v: %v", at, err)
		}
	}
}

// An account is active since its status first made it so, unless somebody says since when.
func TestSinceWhenAnAccountIsActive(t *testing.T) {
	b := newBench(t)
	made := b.clk.Now()
	if a := b.create(account.Change{Name: ptr("At once")}); !a.ActivatedAt.Equal(made) {
		t.Errorf("with an active status it is active since %v", a.ActivatedAt)
	}
	a := b.create(account.Change{Name: ptr("Later"), Status: ptr("lead")})
	if !a.ActivatedAt.IsZero() {
		t.Errorf("a lead is active since %v", a.ActivatedAt)
	}
	b.clk.Advance(time.Hour)
	first := b.clk.Now()
	a = b.update(a, account.Change{Status: ptr("active")})
	b.clk.Advance(time.Hour)
	a = b.update(a, account.Change{Status: ptr("inactive")})
	if a = b.update(a, account.Change{Status: ptr("active")}); !a.ActivatedAt.Equal(first) {
		t.Errorf("active since %v, want %v", a.ActivatedAt, first)
	}
	// Of one that was active before anybody wrote it down nobody knows since when.
	b.must(b.db.Exec(t.Context(), `UPDATE account SET activated_at = 0`))
	if a = b.update(a, account.Change{Status: ptr("active"), Note: ptr("x")}); !a.ActivatedAt.IsZero() {
		t.Errorf("active since %v", a.ActivatedAt)
	}
}

func TestCustomFieldsOfAccounts(t *testing.T) {
	b := newBench(t)
	made := func(name string, kind field.Type, choices ...string) field.Field {
		f, err := b.fields.Create(t.Context(), operator, field.Field{Owner: field.OfAccounts, Name: name, Type: kind, Choices: choices})
		b.must(err)
		return f
	}
	made("Contract until", field.Date)
	made("Router", field.Choice, "Own", "Ours")
	speed, _ := made("Speed", field.Number), made("Dark fibre", field.Toggle)
	a := b.create(account.Change{Name: ptr("Clarke"), Custom: field.Values{"contract_until": "2027-01-31", "router": "Own", "speed": 1000.0, "dark_fibre": false}})
	if got := fmt.Sprint(a.Custom); got != "map[contract_until:2027-01-31 dark_fibre:false router:Own speed:1000]" {
		t.Errorf("made with %s", got)
	}
	a = b.update(a, account.Change{Custom: field.Values{"router": nil, "speed": 50.0}})
	if got := fmt.Sprint(a.Custom); got != "map[contract_until:2027-01-31 dark_fibre:false speed:50]" {
		t.Errorf("changed to %s", got)
	}
	if got := b.trail(a.ID); !strings.Contains(got, `"router":"Own"`) || !strings.Contains(got, `"speed":50`) {
		t.Errorf("the trail says %s", got)
	}
	b.must(b.fields.Delete(t.Context(), operator, speed.ID))
	if a = b.update(a, account.Change{Note: ptr("x")}); len(a.Custom) != 2 {
		t.Errorf("after a field was deleted: %v", a.Custom)
	}
	b.must(b.accounts.Delete(t.Context(), operator, a.ID))
	if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM custom_value`); err != nil || n != 0 {
		t.Errorf("the deleted account left %d values, %v", n, err)
	}
}

func TestArchivedAccountsAreOutOfTheLists(t *testing.T) {
	b := newBench(t)
	a, c := b.create(account.Change{Name: ptr("Clarke")}), b.create(account.Change{Name: ptr("Chen")})
	for range 2 { // the second time nothing happens
		after, err := b.accounts.SetArchived(t.Context(), operator, a.ID, true)
		if err != nil || !after.ArchivedAt.Equal(b.clk.Now()) || after.Version != 2 {
			t.Errorf("archived: %+v, %v", after, err)
		}
	}
	for which, want := range map[parley.Archived]int{parley.Without: 1, parley.OnlyArchived: 1, parley.WithArchived: 2} {
		for _, q := range []string{"", "c"} {
			page, _, err := b.accounts.List(t.Context(), account.Filter{Archived: which, Query: q, Limit: 9})
			if err != nil || len(page) != want || which == parley.Without && page[0].ID != c.ID {
				t.Errorf("archived %q, query %q: %d accounts, %v", which, q, len(page), err)
			}
		}
	}
	after, err := b.accounts.SetArchived(t.Context(), operator, a.ID, false)
	if err != nil || !after.ArchivedAt.IsZero() {
		t.Errorf("restored: %+v, %v", after, err)
	}
	if got := b.told(a.ID); got != "account.created account.archived account.restored" {
		t.Errorf("told: %s", got)
	}
	if _, err := b.accounts.SetArchived(t.Context(), operator, noID, true); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("archiving nothing: %v", err)
	}
}

// paged gives the names of all pages of two.
func (b *bench) paged(f account.Filter) string {
	b.Helper()
	f.Limit = 2
	var names []string
	for range 10 {
		page, next, err := b.accounts.List(b.Context(), f)
		b.must(err)
		for _, a := range page {
			names = append(names, a.Name)
		}
		if f.After = next; next == (account.Cursor{}) {
			break
		}
	}
	return strings.Join(names, " ")
}

// thread makes a conversation of the account, with its last activity so many minutes after the beginning.
func (b *bench) thread(id string, a account.Account, minute int64) {
	b.Helper()
	b.must(b.db.Exec(b.Context(), `INSERT INTO conversation (id, kind, account_id, address_id, last_activity_at, created_at) VALUES ($1, 'customer', $2, $1, $3, 1)`,
		id, a.ID, b.clk.Now().UnixMilli()+minute*60_000))
}

func TestAccountsAreListedInEveryOrder(t *testing.T) {
	b := newBench(t)
	made := map[string]account.Account{}
	for _, each := range [][2]string{{"Delta", "4"}, {"Alpha", "3"}, {"Echo", ""}, {"Bravo", "1"}, {"Charlie", "2"}} {
		made[each[0]] = b.create(account.Change{Name: &each[0], Number: &each[1]})
		b.clk.Advance(time.Minute)
	}
	b.thread("t1", made["Alpha"], 1)
	b.thread("t2", made["Alpha"], 5)
	b.thread("t3", made["Echo"], 3)
	b.thread("t4", made["Delta"], 4)
	for _, c := range []struct {
		order parley.Order
		desc  bool
		want  string
	}{
		{"", false, "Alpha Bravo Charlie Delta Echo"},
		{parley.ByName, true, "Echo Delta Charlie Bravo Alpha"},
		{parley.ByNumber, false, "Echo Bravo Charlie Alpha Delta"},
		{parley.ByNumber, true, "Delta Alpha Charlie Bravo Echo"},
		{parley.ByCreation, false, "Delta Alpha Echo Bravo Charlie"},
		{parley.ByCreation, true, "Charlie Bravo Echo Alpha Delta"},
		{parley.ByActivity, false, "Echo Delta Alpha Charlie Bravo"},
		{parley.ByActivity, true, "Alpha Delta Echo Charlie Bravo"},
	} {
		if got := b.paged(account.Filter{Order: c.order, Desc: c.desc}); got != c.want {
			t.Errorf("%s, turned %t: %s; want %s", c.order, c.desc, got, c.want)
		}
	}
	a, err := b.accounts.Get(t.Context(), made["Alpha"].ID)
	if err != nil || !a.LastActivityAt.Equal(b.clk.Now().Add(5*time.Minute)) {
		t.Errorf("the last activity was at %s, %v", a.LastActivityAt, err)
	}
}

func TestAccountsAreFiltered(t *testing.T) {
	b := newBench(t)
	vip, home := b.choice(choice.AccountGroups, "VIP"), b.choice(choice.AccountTypes, "Home")
	b.create(account.Change{Name: ptr("Alpha"), Status: ptr("lead"), GroupIDs: &[]parley.ID{vip.ID}})
	b.create(account.Change{Name: ptr("Bravo"), TypeID: &home.ID, Delinquent: ptr(true)})
	b.create(account.Change{Name: ptr("Charlie"), Status: ptr("lead"), TypeID: &home.ID})
	for _, c := range []struct {
		f    account.Filter
		want string
	}{
		{account.Filter{Status: "lead"}, "Alpha Charlie"},
		{account.Filter{Status: "lead", Query: "ch"}, "Charlie"},
		{account.Filter{TypeID: home.ID, Order: parley.ByActivity}, "Charlie Bravo"},
		{account.Filter{GroupID: vip.ID}, "Alpha"},
		{account.Filter{CompanyID: defaultCompany, Delinquent: ptr(false)}, "Alpha Charlie"},
		{account.Filter{Delinquent: ptr(true)}, "Bravo"},
		{account.Filter{CompanyID: noID}, ""},
	} {
		if got := b.paged(c.f); got != c.want {
			t.Errorf("%+v: %s; want %s", c.f, got, c.want)
		}
	}
}
