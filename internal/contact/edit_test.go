package contact_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"parley/internal/contact"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/store"
)

func TestCreateContact(t *testing.T) {
	b := newBench(t)
	household := b.account("Tremblay household")
	c := b.create(contact.Draft{
		Name: "  Zo\u200bë \u202eTremblay\u202c ", AccountID: household.ID, Role: "owner", Language: "fr-ca", TimeZone: "America/Toronto", Note: "Dog\nbites",
		Addresses: []contact.AddressDraft{
			{Kind: parley.Phone, Value: "(202) 555-0143", SMSOptIn: ptr(true)},
			{Kind: parley.Phone, Value: "+1 416 555 0199", PhoneNumberType: ptr("home"), Extension: ptr("12"), Label: ptr("cabin")},
			{Kind: parley.Email, Value: "Zoe@Example.COM"},
			{Kind: parley.WhatsApp, Value: "+1 202 555 0143"},
			{Kind: parley.Telegram, Value: "-100123", Scope: "bot"},
		},
	})
	if c.Name != "Zoë Tremblay" || c.AccountName != "Tremblay household" || c.Language != "fr-CA" || !c.Primary || c.Version != 1 || c.Note != "Dog\nbites" {
		t.Errorf("made %+v", c)
	}
	if got, want := values(c), "+12025550143 +14165550199 zoe@example.com 12025550143 -100123"; got != want {
		t.Errorf("addresses %s, want %s", got, want)
	}
	mobile, home := c.Addresses[0], c.Addresses[1]
	if mobile.Type.Key != "mobile" || !mobile.Type.SMSCapable { // SMS-60 SMS-61
		t.Errorf("a number is at first of type %+v", mobile.Type)
	}
	if home.Type.Key != "home" || home.Type.SMSCapable || home.Extension != "12" || home.Label != "cabin" {
		t.Errorf("the second number is %+v", home)
	}
	standings, err := b.ledger.Standings(t.Context(), []parley.ID{mobile.ID, home.ID})
	b.must(err)
	if !standings[mobile.ID].SMSOptIn() || standings[home.ID].SMSOptIn() { // SMS-64
		t.Errorf("opted in: %v", standings)
	}
	if got := b.told(c.ID); got != "contact.created by user" {
		t.Errorf("told: %s", got)
	}
}

func TestCreateContactRefuses(t *testing.T) {
	b := newBench(t)
	number := func(value string) []contact.AddressDraft {
		return []contact.AddressDraft{{Kind: parley.Phone, Value: value}}
	}
	for _, c := range []struct {
		name  string
		draft contact.Draft
		code  string
		field string
	}{
		{"blank name", contact.Draft{Name: " \t"}, "blank_name", "name"},
		{"long name", contact.Draft{Name: strings.Repeat("é", 201)}, "too_long", "name"},
		{"broken name", contact.Draft{Name: "a\xff"}, "invalid_text", "name"},
		{"name with a zero byte", contact.Draft{Name: "a\x00b"}, "invalid_text", "name"},
		{"role of two lines", contact.Draft{Name: "A", Role: "a\nb"}, "invalid_text", "role"},
		{"endless note", contact.Draft{Name: "A", Note: strings.Repeat("n", 100_001)}, "too_long", "note"},
		{"unknown language", contact.Draft{Name: "A", Language: "klingon!"}, "invalid_language", "language"},
		{"unknown time zone", contact.Draft{Name: "A", TimeZone: "Mars/Base"}, "invalid_time_zone", "time_zone"},
		{"unknown account", contact.Draft{Name: "A", AccountID: noID}, "unknown_account", "account_id"},
		{"account that is no id", contact.Draft{Name: "A", AccountID: "x"}, "unknown_account", "account_id"},
		{"number that nobody has", contact.Draft{Name: "A", Addresses: number("111")}, "invalid_number", "addresses[0].value"},
		{"no number", contact.Draft{Name: "A", Addresses: number("")}, "invalid_number", "addresses[0].value"},
		{"words for a number", contact.Draft{Name: "A", Addresses: number("call me")}, "invalid_number", "addresses[0].value"},
		{"no email", contact.Draft{Name: "A", Addresses: []contact.AddressDraft{{Kind: parley.Email, Value: "Jo <jo@x.example>"}}}, "invalid_email", "addresses[0].value"},
		{"no kind", contact.Draft{Name: "A", Addresses: []contact.AddressDraft{{Value: "x"}}}, "unknown_address_kind", "addresses[0].kind"},
		{"no chat", contact.Draft{Name: "A", Addresses: []contact.AddressDraft{{Kind: parley.Telegram, Value: "@jo"}}}, "invalid_address", "addresses[0].value"},
		{"scope of a number", contact.Draft{Name: "A", Addresses: []contact.AddressDraft{{Kind: parley.Phone, Value: "2025550143", Scope: "x"}}}, "invalid_scope", "addresses[0].scope"},
		{"the same number twice", contact.Draft{Name: "A", Addresses: append(number("2025550143"), number("+1 (202) 555-0143")...)}, "duplicate_address", "addresses[1].value"},
		{"unknown type", contact.Draft{Name: "A", Addresses: []contact.AddressDraft{{Kind: parley.Phone, Value: "2025550143", PhoneNumberType: ptr("pager")}}}, "unknown_phone_number_type", "addresses[0].phone_number_type"},
		{"extension", contact.Draft{Name: "A", Addresses: []contact.AddressDraft{{Kind: parley.Phone, Value: "2025550143", Extension: ptr("ab")}}}, "invalid_extension", "addresses[0].extension"},
		{"somebody's address", contact.Draft{Name: "A", Addresses: []contact.AddressDraft{{ID: noID}}}, "unknown_address", "addresses[0].id"},
		{"too many", contact.Draft{Name: "A", Addresses: make([]contact.AddressDraft, 51)}, "too_many_addresses", "addresses"},
	} {
		_, err := b.contacts.Create(t.Context(), operator, c.draft)
		var e *parley.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Field != c.field || e.Kind != parley.Invalid {
			t.Errorf("%s: %v at %+v, want %s at %s", c.name, err, e, c.code, c.field)
		}
	}
	for _, table := range []string{"contact", "contact_address", "address", "event"} {
		if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM `+table); err != nil || n != 0 {
			t.Errorf("refusals left %d rows in %s, %v", n, table, err)
		}
	}
}

func TestCreateTellsAllFaultsAtOnce(t *testing.T) {
	b := newBench(t)
	_, err := b.contacts.Create(t.Context(), operator, contact.Draft{Language: "?", Addresses: []contact.AddressDraft{{Kind: parley.Phone, Value: "111"}, {Kind: parley.Email, Value: "x"}}})
	for _, code := range []string{"blank_name", "invalid_language", "invalid_number", "invalid_email"} {
		if err == nil || !strings.Contains(err.Error(), code) {
			t.Errorf("%s is missing from %v", code, err)
		}
	}
}

func TestUpdateContact(t *testing.T) {
	b := newBench(t)
	c := b.create(contact.Draft{Name: "Jo", Role: "owner", Addresses: []contact.AddressDraft{
		{Kind: parley.Phone, Value: "2025550143", Extension: ptr("7"), Label: ptr("desk"), PhoneNumberType: ptr("work")},
		{Kind: parley.Email, Value: "jo@x.example"},
	}})
	b.clk.Advance(time.Minute)
	desk, mail := c.Addresses[0], c.Addresses[1]
	after, err := b.contacts.Update(t.Context(), operator, c.ID, contact.Change{
		Version: c.Version, Name: ptr("Jo Smith"),
		Addresses: &[]contact.AddressDraft{{ID: mail.ID}, {ID: desk.ID, SMSOptIn: ptr(true)}, {Kind: parley.Phone, Value: "2025550144"}},
	})
	b.must(err)
	if after.Name != "Jo Smith" || after.Role != "owner" || after.Version != 2 || !after.UpdatedAt.Equal(b.clk.Now()) || !after.CreatedAt.Equal(c.CreatedAt) {
		t.Errorf("changed to %+v", after)
	}
	if got := values(after); got != "jo@x.example +12025550143 +12025550144" {
		t.Errorf("addresses %s", got)
	}
	if kept := after.Addresses[1]; kept != desk {
		t.Errorf("an address that is kept became %+v", kept)
	}
	// Another number in the place of one is another address: its consent is not the old one's.
	again, err := b.contacts.Update(t.Context(), operator, c.ID, contact.Change{
		Version: 2, Addresses: &[]contact.AddressDraft{{ID: desk.ID, Value: "(202) 555-0145", PhoneNumberType: ptr("mobile")}},
	})
	b.must(err)
	moved := again.Addresses[0]
	if moved.ID == desk.ID || moved.Value != "+12025550145" || moved.Label != "desk" || moved.Extension != "7" || moved.Type.Key != "mobile" {
		t.Errorf("another number became %+v", moved)
	}
	if s, err := b.ledger.Standing(t.Context(), moved.ID); err != nil || s.SMSOptIn() {
		t.Errorf("another number is opted in, %v", err)
	}
	if s, err := b.ledger.Standing(t.Context(), desk.ID); err != nil || !s.SMSOptIn() {
		t.Errorf("the old number's ledger is gone, %v", err)
	}
	if got := b.told(c.ID); got != "contact.created by user, contact.updated by user, contact.updated by user" {
		t.Errorf("told: %s", got)
	}
}

func TestUpdateRefuses(t *testing.T) {
	b := newBench(t)
	c := b.named("Jo", "2025550143")
	_, err := b.contacts.Update(t.Context(), operator, c.ID, contact.Change{Version: 7, Name: ptr("X")})
	var e *parley.Error
	if !errors.As(err, &e) || e.Code != "version_conflict" || e.Kind != parley.Conflict || e.Meta["current"] != "1" {
		t.Errorf("an old version: %+v", e)
	}
	if _, err := b.contacts.Update(t.Context(), operator, noID, contact.Change{Version: 1}); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("an unknown contact: %v", err)
	}
	if _, err := b.contacts.Update(t.Context(), operator, c.ID, contact.Change{Version: 1, Name: ptr("")}); parley.CodeOf(err) != "blank_name" {
		t.Errorf("no name: %v", err)
	}
	b.clk.Advance(time.Second)
	_, err = b.ledger.Record(t.Context(), parley.Actor{Kind: parley.ActorCustomer}, parley.ConsentEntry{AddressID: c.Addresses[0].ID, State: parley.OptedOut, Source: "keyword"})
	b.must(err)
	_, err = b.contacts.Update(t.Context(), operator, c.ID, contact.Change{Version: 1, Name: ptr("X"), Addresses: &[]contact.AddressDraft{{ID: c.Addresses[0].ID, SMSOptIn: ptr(true)}}})
	if !errors.As(err, &e) || e.Code != "opted_out_by_customer" || e.Field != "addresses[0].sms_opt_in" {
		t.Errorf("an opt-in against the customer: %v", err)
	}
	if got, err := b.contacts.Get(t.Context(), c.ID); err != nil || got.Name != "Jo" || got.Version != 1 {
		t.Errorf("refused, yet it is %+v, %v", got, err)
	}
}

func TestSharedNumber(t *testing.T) {
	b := newBench(t)
	ann, bob := b.named("Ann", "2025550143"), b.named("Bob", "202.555.0143")
	if ann.Addresses[0].ID != bob.Addresses[0].ID {
		t.Fatal("one number, two addresses")
	}
	b.must(b.contacts.Delete(t.Context(), operator, ann.ID))
	if got, err := b.contacts.Get(t.Context(), bob.ID); err != nil || values(got) != "+12025550143" {
		t.Errorf("without Ann, Bob has %s, %v", values(got), err)
	}
	if got := b.told(ann.ID); got != "contact.created by user, contact.deleted by user" {
		t.Errorf("told: %s", got)
	}
	for _, err := range []error{b.contacts.Delete(t.Context(), operator, ann.ID), b.contacts.Delete(t.Context(), operator, noID)} {
		if !parley.IsKind(err, parley.NotFound) {
			t.Errorf("deleting nobody: %v", err)
		}
	}
}

func TestOneContactOfAnAccountIsPrimary(t *testing.T) {
	b := newBench(t)
	home, shop := b.account("Home"), b.account("Shop")
	ann := b.create(contact.Draft{Name: "Ann", AccountID: home.ID})
	bob := b.create(contact.Draft{Name: "Bob", AccountID: home.ID})
	cat := b.create(contact.Draft{Name: "Cat", AccountID: shop.ID})
	expect := func(step string, want ...bool) {
		t.Helper()
		for i, id := range []parley.ID{ann.ID, bob.ID, cat.ID} {
			if c, err := b.contacts.Get(t.Context(), id); err != nil || c.Primary != want[i] {
				t.Errorf("%s: %s is primary: %v, %v", step, c.Name, c.Primary, err)
			}
		}
	}
	expect("at first", true, false, true)
	_, err := b.contacts.Update(t.Context(), operator, bob.ID, contact.Change{Version: 1, Primary: ptr(true)})
	b.must(err)
	expect("Bob is wanted", false, true, true)
	_, err = b.contacts.Update(t.Context(), operator, bob.ID, contact.Change{Version: 2, AccountID: &shop.ID})
	b.must(err)
	expect("Bob moves to the shop", true, false, true)
}

func TestTheTrailOfAContact(t *testing.T) {
	b := newBench(t)
	c := b.create(contact.Draft{Name: "Jo", Addresses: []contact.AddressDraft{{Kind: parley.Phone, Value: "+12025550143"}}})
	_, err := b.contacts.Update(t.Context(), operator, c.ID, contact.Change{Version: 1, Name: ptr("Jo Smith"), Addresses: &[]contact.AddressDraft{}})
	b.must(err)
	b.must(b.contacts.Delete(t.Context(), operator, c.ID))
	entries, err := store.Events{DB: b.db}.Entries(t.Context(), event.Filter{SubjectID: c.ID, Limit: 9})
	b.must(err)
	told := ""
	for _, e := range entries {
		told += string(e.Type) + " " + e.Name
		for _, change := range e.Changes {
			told += fmt.Sprintf(" %s %s→%s", change.Field, change.Before, change.After)
		}
		told += "; "
	}
	want := `contact.deleted Jo Smith name "Jo Smith"→null primary false→null messaging_categories ["Financial","General"]→null; ` +
		`contact.updated Jo Smith name "Jo"→"Jo Smith" addresses ["phone +12025550143 Mobile"]→null; ` +
		`contact.created Jo name null→"Jo" primary null→false messaging_categories null→["Financial","General"] addresses null→["phone +12025550143 Mobile"]; `
	if told != want {
		t.Errorf("the trail is\n%s, want\n%s", told, want)
	}
}
