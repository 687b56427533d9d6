package company_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"parley/internal/clock"
	"parley/internal/company"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

const (
	noID    = parley.ID("01890000-0000-7000-8000-00000000dead")
	firstID = parley.ID("00000000-0000-7000-8000-000000000201")
)

var operator = parley.Actor{Kind: parley.ActorUser, ID: "01890000-0000-7000-8000-0000000000aa"}

type bench struct {
	*testing.T
	db   *store.DB
	clk  *clock.Fake
	log  *event.Log
	firm *company.Companies
}

func newBench(t *testing.T) *bench {
	db := storetest.Open(t)
	clk := clock.NewFake(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	log := event.NewLog(store.Events{DB: db}, clk)
	return &bench{t, db, clk, log, company.New(company.Parts{Worker: db, Store: store.Companies{DB: db}, Log: log, Source: clk, Region: "US"})}
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// trail gives what the audit trail says, the newest first: one line an entry.
func (b *bench) trail(f event.Filter) []string {
	b.Helper()
	f.Limit = 100
	entries, err := b.log.Trail(b.Context(), f)
	b.must(err)
	var lines []string
	for _, e := range entries {
		line := fmt.Sprintf("%s %s:", e.Type, e.Name)
		for _, c := range e.Changes {
			line += fmt.Sprintf(" %s %s→%s", c.Field, c.Before, c.After)
		}
		lines = append(lines, line)
	}
	return lines
}

func ptr[T any](v T) *T { return &v }

func TestCompanyKeepsEverything(t *testing.T) {
	b := newBench(t)
	c, err := b.firm.Create(t.Context(), operator, company.Change{
		Name: ptr(" Fibre du Port "), Website: ptr("https://port.example"), PhoneNumber: ptr("(202) 555-0110"), Country: ptr("ca"), PrimaryColor: ptr("#1F6FEB"),
		SecondaryColor: ptr("#000000"), TaxIdentification: ptr("TVQ 1"), PostalAddress: ptr("1 rue\nMontréal"), PortalURL: ptr("https://mon.port.example"),
		ISPType: ptr("ISP"), BillingDelayStart: ptr("21:00"), BillingDelayEnd: ptr("08:30"),
		Departments: &[]company.CompanyDepartment{{Department: company.Department{Name: "Support"}, PhoneNumber: "202 555 0111", Extension: "2", Email: "support@port.example"}},
	})
	b.must(err)
	got := fmt.Sprintf("%+v", []any{
		c.Name, c.Enabled, c.Default, c.Website, c.PhoneNumber, c.Country, c.PrimaryColor, c.SecondaryColor, c.TaxIdentification, c.PostalAddress, c.PortalURL,
		c.ISPType, c.BillingDelayStart, c.BillingDelayEnd, c.Departments[0].Name, c.Departments[0].PhoneNumber, c.Departments[0].Extension, c.Departments[0].Email, c.Version,
	})
	want := "[Fibre du Port true false https://port.example +12025550110 CA #1f6feb #000000 TVQ 1 1 rue\nMontréal https://mon.port.example " +
		"ISP 21:00 08:30 Support +12025550111 2 support@port.example 1]"
	if got != want || !c.CreatedAt.Equal(b.clk.Now()) {
		t.Errorf("made %s\nwant %s", got, want)
	}
}

func TestOneCompanyIsTheDefault(t *testing.T) {
	b := newBench(t)
	second, err := b.firm.Create(t.Context(), operator, company.Change{Name: ptr("Second"), Default: ptr(true)})
	b.must(err)
	if d, err := b.firm.Default(t.Context()); err != nil || d.ID != second.ID {
		t.Errorf("the default is %+v, %v", d, err)
	}
	for change, code := range map[*company.Change]string{
		{Version: 1, Default: ptr(false)}: "needs_default",
		{Version: 1, Enabled: ptr(false)}: "default_disabled",
	} {
		if _, err := b.firm.Update(t.Context(), operator, second.ID, *change); parley.CodeOf(err) != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
	first, err := b.firm.Update(t.Context(), operator, firstID, company.Change{Version: 1, Enabled: ptr(false)})
	if err != nil || first.Enabled || first.Default {
		t.Errorf("the former default: %+v, %v", first, err)
	}
}

func TestCompanyRefuses(t *testing.T) {
	b := newBench(t)
	number := func(n string) *[]company.CompanyDepartment {
		return &[]company.CompanyDepartment{{Department: company.Department{Name: "A"}, PhoneNumber: n}}
	}
	for _, c := range []struct {
		change      company.Change
		code, field string
	}{
		{company.Change{Name: ptr(" ")}, "blank_name", "name"},
		{company.Change{Name: ptr(strings.Repeat("a", 201))}, "too_long", "name"},
		{company.Change{Name: ptr("a\x00")}, "invalid_text", "name"},
		{company.Change{Website: ptr("javascript:alert(1)")}, "invalid_url", "website"},
		{company.Change{PortalURL: ptr("port.example")}, "invalid_url", "portal_url"},
		{company.Change{PhoneNumber: ptr("12")}, "invalid_number", "phone_number"},
		{company.Change{Country: ptr("Canada")}, "invalid_country", "country"},
		{company.Change{PrimaryColor: ptr("red")}, "invalid_color", "primary_color"},
		{company.Change{ISPType: ptr("BAKERY")}, "invalid_isp_type", "isp_type"},
		{company.Change{BillingDelayStart: ptr("24:00"), BillingDelayEnd: ptr("08:00")}, "invalid_time", "billing_delay_start"},
		{company.Change{BillingDelayStart: ptr("08:00")}, "half_window", "billing_delay_end"},
		{company.Change{PostalAddress: ptr("\xff")}, "invalid_text", "postal_address"},
		{company.Change{Departments: number("12")}, "invalid_number", "departments.0.phone_number"},
		{company.Change{Departments: &[]company.CompanyDepartment{{}}}, "blank_name", "departments.0.name"},
		{company.Change{Departments: &[]company.CompanyDepartment{{Department: company.Department{ID: noID}}}}, "unknown_department", "departments.0.id"},
		{company.Change{Departments: &[]company.CompanyDepartment{{Department: company.Department{Name: "A"}, Email: "a"}}}, "invalid_email", "departments.0.email"},
		{company.Change{Departments: &[]company.CompanyDepartment{{Department: company.Department{Name: "A"}}, {Department: company.Department{Name: "a"}}}}, "duplicate_name", "departments.1.name"},
		{company.Change{Version: 5}, "version_conflict", ""},
	} {
		c.change.Version = max(1, c.change.Version)
		_, err := b.firm.Update(t.Context(), operator, firstID, c.change)
		var e *parley.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Field != c.field {
			t.Errorf("%+v, want %s at %s", err, c.code, c.field)
		}
	}
	if _, err := b.firm.Update(t.Context(), operator, noID, company.Change{}); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("unknown: %v", err)
	}
	if lines := b.trail(event.Filter{}); len(lines) != 0 {
		t.Errorf("what was refused is in the trail: %q", lines)
	}
}

func TestADepartmentHasOtherNumbersInAnotherCompany(t *testing.T) {
	b := newBench(t)
	_, err := b.firm.Update(t.Context(), operator, firstID, company.Change{Version: 1, Departments: &[]company.CompanyDepartment{
		{Department: company.Department{Name: "Support"}, PhoneNumber: "+12025550100"}, {Department: company.Department{Name: "Billing"}},
	}})
	b.must(err)
	second, err := b.firm.Create(t.Context(), operator, company.Change{Name: ptr("Second"), Departments: &[]company.CompanyDepartment{
		{Department: company.Department{Name: "support"}, PhoneNumber: "+14165550100"},
	}})
	b.must(err)
	first, err := b.firm.Get(t.Context(), firstID)
	b.must(err)
	here, there := first.Departments, second.Departments
	if len(here) != 2 || len(there) != 1 || here[0].ID != there[0].ID || here[0].PhoneNumber != "+12025550100" || there[0].PhoneNumber != "+14165550100" {
		t.Errorf("departments %+v and %+v", here, there)
	}
	departments, err := b.firm.Departments(t.Context())
	b.must(err)
	support := departments[0]
	support.Name = "Care"
	saved, err := b.firm.SaveDepartment(t.Context(), operator, support)
	if again, err2 := b.firm.SaveDepartment(t.Context(), operator, support); err != nil || saved.Version != 2 || parley.CodeOf(err2) != "version_conflict" {
		t.Errorf("saved %+v, %v; by one who saw the version before it: %+v, %v", saved, err, again, err2)
	}
	if _, err := b.firm.SaveDepartment(t.Context(), operator, company.Department{Name: "BILLING"}); parley.CodeOf(err) != "name_taken" {
		t.Errorf("a name that is there: %v", err)
	}
	b.must(b.firm.DeleteDepartment(t.Context(), operator, support.ID))
	if err := b.firm.DeleteDepartment(t.Context(), operator, support.ID); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("a second time: %v", err)
	}
	if second, err = b.firm.Get(t.Context(), second.ID); err != nil || len(second.Departments) != 0 {
		t.Errorf("a department that is no more is in %+v, %v", second, err)
	}
	got := strings.Join(b.trail(event.Filter{Kind: "department"}), "; ")
	if got != `department.deleted Care: name "Care"→null; department.updated Care: name "Support"→"Care"` {
		t.Errorf("the trail says %s", got)
	}
}

func TestSettings(t *testing.T) {
	b := newBench(t)
	v, err := b.firm.Settings(t.Context())
	if err != nil || v != (company.Settings{Language: "en", KeepAudit: 730, DateFormat: "language", TimeFormat: "language"}) {
		t.Fatalf("at first %+v, %v", v, err)
	}
	v, err = b.firm.ChangeSettings(t.Context(), operator, company.SettingsChange{
		TimeZone: ptr("America/Toronto"), TestMode: ptr(true), KeepMessages: ptr(365), Currency: ptr("cad"), DateFormat: ptr("year_month_day"), TimeFormat: ptr("24_hours"),
	})
	b.must(err)
	kept, err := b.firm.Settings(t.Context())
	want := company.Settings{
		TimeZone: "America/Toronto", Language: "en", TestMode: true, KeepMessages: 365, KeepAudit: 730, Version: 1, Currency: "CAD", DateFormat: "year_month_day", TimeFormat: "24_hours",
	}
	if err != nil || kept != want || v != want {
		t.Errorf("kept %+v, %v", kept, err)
	}
	for _, c := range []struct {
		change      company.SettingsChange
		code, field string
	}{
		{company.SettingsChange{Version: 1, TimeZone: ptr("Mars/Base")}, "invalid_time_zone", "time_zone"},
		{company.SettingsChange{Version: 1, Language: ptr("tlh")}, "invalid_language", "language"},
		{company.SettingsChange{Version: 1, KeepMessages: ptr(3)}, "invalid_days", "keep_messages_days"},
		{company.SettingsChange{Version: 1, KeepAudit: ptr(-1)}, "invalid_days", "keep_audit_days"},
		{company.SettingsChange{Version: 1, KeepAudit: ptr(36_501)}, "invalid_days", "keep_audit_days"},
		{company.SettingsChange{Version: 1, Currency: ptr("DOLLARS")}, "invalid_currency", "currency"},
		{company.SettingsChange{Version: 1, Currency: ptr("QQQ")}, "invalid_currency", "currency"},
		{company.SettingsChange{Version: 1, DateFormat: ptr("roman")}, "invalid_date_format", "date_format"},
		{company.SettingsChange{Version: 1, TimeFormat: ptr("")}, "invalid_time_format", "time_format"},
		{company.SettingsChange{Version: 1, DefaultSender: ptr(noID)}, "unknown_sender", "default_sender_id"},
		{company.SettingsChange{}, "version_conflict", ""},
	} {
		_, err := b.firm.ChangeSettings(t.Context(), operator, c.change)
		var e *parley.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Field != c.field {
			t.Errorf("%+v, want %s at %s", err, c.code, c.field)
		}
	}
	if _, err := b.firm.ChangeSettings(t.Context(), operator, company.SettingsChange{Version: 1, KeepMessages: ptr(1 << 40)}); err == nil || !strings.Contains(err.Error(), "30 to 36500 days") {
		t.Errorf("far too long: %v", err)
	}
	got := strings.Join(b.trail(event.Filter{}), "; ")
	if got != `settings.updated : time_zone null→"America/Toronto" test_mode false→true currency null→"CAD" `+
		`date_format "language"→"year_month_day" time_format "language"→"24_hours" keep_messages_days null→365` {
		t.Errorf("the trail says %s", got)
	}
}

// A number that new messages begin with may go: the settings stay as they are, and can be changed.
func TestDefaultSender(t *testing.T) {
	b := newBench(t)
	for _, statement := range []string{
		`INSERT INTO channel (id, kind, name, settings, created_at, updated_at) VALUES ('c', 'simulator', 'Texts', '{}', 1, 1)`,
		`INSERT INTO sender (id, channel_id, value) VALUES ('s', 'c', '+12025550100'), ('t', 'c', '+12025550101')`,
	} {
		b.must(b.db.Exec(t.Context(), statement))
	}
	v, err := b.firm.ChangeSettings(t.Context(), operator, company.SettingsChange{DefaultSender: ptr(parley.ID("s"))})
	if err != nil || v.DefaultSender != "s" {
		t.Fatalf("chose %+v, %v", v, err)
	}
	b.must(b.db.Exec(t.Context(), `UPDATE channel SET enabled = 0`))
	if v, err = b.firm.ChangeSettings(t.Context(), operator, company.SettingsChange{Version: 1, DefaultSender: ptr(parley.ID("s")), Language: ptr("fr")}); err != nil || v.DefaultSender != "s" {
		t.Errorf("with the channel off: %+v, %v", v, err)
	}
	if _, err := b.firm.ChangeSettings(t.Context(), operator, company.SettingsChange{Version: 2, DefaultSender: ptr(parley.ID("t"))}); parley.CodeOf(err) != "unknown_sender" {
		t.Errorf("another one of a channel that is off: %v", err)
	}
	if v, err = b.firm.ChangeSettings(t.Context(), operator, company.SettingsChange{Version: 2, DefaultSender: ptr(parley.ID(""))}); err != nil || v.DefaultSender != "" {
		t.Errorf("none: %+v, %v", v, err)
	}
}

func TestDigitsOfCurrencies(t *testing.T) {
	for code, want := range map[string]int{"": 2, "USD": 2, "JPY": 0, "KWD": 3} {
		if got := (company.Settings{Currency: code}).Digits(); got != want {
			t.Errorf("%q has %d, want %d", code, got, want)
		}
	}
}

// The amounts of accounts are not silently scaled by a currency with other decimals.
func TestACurrencyWithOtherDecimalsIsRefusedWhileAccountsHaveAmounts(t *testing.T) {
	b := newBench(t)
	var version int64
	choose := func(currency string) string {
		t.Helper()
		v, err := b.firm.ChangeSettings(t.Context(), operator, company.SettingsChange{Version: version, Currency: &currency})
		if err == nil {
			version = v.Version
			return v.Currency
		}
		var e *parley.Error
		if !errors.As(err, &e) || e.Kind != parley.Invalid || e.Field != "currency" {
			t.Errorf("%s: %v", currency, err)
		}
		return parley.CodeOf(err)
	}
	b.must(b.db.Exec(t.Context(), `INSERT INTO account (id, name, name_key, company_id, created_at, updated_at) VALUES ('a', 'Clarke', 'clarke', '`+string(firstID)+`', 1, 1)`))
	got := []string{choose("JPY"), choose("USD")}
	b.must(b.db.Exec(t.Context(), `UPDATE account SET next_recurring_charge = 3999`))
	got = append(got, choose("JPY"), choose("KWD"), choose("EUR"), choose(""))
	b.must(b.db.Exec(t.Context(), `UPDATE account SET next_recurring_charge = -1`))
	got = append(got, choose("JPY"))
	if want := "JPY USD currency_in_use currency_in_use EUR  JPY"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A company is not called like another one, whatever the case of the letters.
func TestCompaniesHaveNamesOfTheirOwn(t *testing.T) {
	b := newBench(t)
	second, err := b.firm.Create(t.Context(), operator, company.Change{Name: ptr("Fibre du Port")})
	b.must(err)
	taken := func(err error) bool {
		var e *parley.Error
		return errors.As(err, &e) && e.Kind == parley.Conflict && e.Code == "name_taken" && e.Field == "name"
	}
	if _, err := b.firm.Create(t.Context(), operator, company.Change{Name: ptr(" FIBRE du port ")}); !taken(err) {
		t.Errorf("made a twin: %v", err)
	}
	if _, err := b.firm.Update(t.Context(), operator, firstID, company.Change{Version: 1, Name: ptr("fibre Du Port")}); !taken(err) {
		t.Errorf("made the first a twin: %v", err)
	}
	if c, err := b.firm.Update(t.Context(), operator, second.ID, company.Change{Version: 1, Name: ptr("FIBRE DU PORT")}); err != nil || c.Name != "FIBRE DU PORT" {
		t.Errorf("its own name in other letters: %+v, %v", c, err)
	}
}

// The company that a hub begins with is as old as the hub.
func TestTheFirstCompanyHasAnAge(t *testing.T) {
	b := newBench(t)
	if c, err := b.firm.Get(t.Context(), firstID); err != nil || c.CreatedAt.Year() < 2026 || c.UpdatedAt.Before(c.CreatedAt) {
		t.Errorf("made %v, changed %v, %v", c.CreatedAt, c.UpdatedAt, err)
	}
}

func TestTestModeIsKnownAtOnce(t *testing.T) {
	b := newBench(t)
	for i, on := range []bool{true, false} {
		if _, err := b.firm.TestMode(t.Context()); err != nil { // remembered from now on
			t.Fatal(err)
		}
		_, err := b.firm.ChangeSettings(t.Context(), operator, company.SettingsChange{Version: int64(i), TestMode: &on})
		b.must(err)
		if got, err := b.firm.TestMode(t.Context()); err != nil || got != on {
			t.Errorf("changed to %t it is %t, %v", on, got, err)
		}
	}
}

func TestTheTrailIsSearched(t *testing.T) {
	b := newBench(t)
	other := parley.Actor{Kind: parley.ActorUser, ID: "01890000-0000-7000-8000-0000000000bb"}
	c, err := b.firm.Create(t.Context(), operator, company.Change{Name: ptr("Café Noël 100%")})
	b.must(err)
	b.clk.Advance(time.Hour)
	_, err = b.firm.Update(t.Context(), other, c.ID, company.Change{Version: 1, ISPType: ptr("VOIP")})
	b.must(err)
	from := b.clk.Now()
	for _, f := range []struct {
		name   string
		filter event.Filter
		want   int
	}{
		{"all", event.Filter{}, 2},
		{"by name", event.Filter{Query: "cafe noel"}, 2},
		{"by a sign that LIKE knows", event.Filter{Query: "0%"}, 2},
		{"by one that is not there", event.Filter{Query: "_"}, 0},
		{"by kind", event.Filter{Kind: "account"}, 0},
		{"by thing", event.Filter{SubjectID: c.ID}, 2},
		{"by person", event.Filter{ActorID: other.ID}, 1},
		{"since", event.Filter{From: from}, 1},
		{"until", event.Filter{To: from}, 1},
	} {
		if lines := b.trail(f.filter); len(lines) != f.want {
			t.Errorf("%s: %q", f.name, lines)
		}
	}
	page, err := b.log.Trail(t.Context(), event.Filter{Limit: 1})
	b.must(err)
	rest, err := b.log.Trail(t.Context(), event.Filter{Limit: 1, After: page[0].Number})
	if err != nil || len(rest) != 1 || rest[0].Number >= page[0].Number || rest[0].Type != event.CompanyCreated {
		t.Errorf("the second page is %+v, %v", rest, err)
	}
	if n, err := b.log.PruneTrail(t.Context(), from); n != 1 || err != nil {
		t.Errorf("%d were forgotten, %v", n, err)
	}
}
