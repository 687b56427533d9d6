package transfer_test

import (
	"bytes"
	"context"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/internal/account"
	"parley/internal/choice"
	"parley/internal/company"
	"parley/internal/contact"
	"parley/internal/event"
	"parley/internal/field"
	"parley/internal/owner"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/transfer"
)

// exported gives what an export of all contacts writes.
func (b *bench) exported(format transfer.Format) string {
	b.Helper()
	write, err := b.transfers.ExportContacts(b.Context(), operator, contact.Filter{}, format)
	b.must(err)
	var out bytes.Buffer
	b.must(write(b.Context(), &out))
	return out.String()
}

func (b *bench) exportedAccounts() string {
	b.Helper()
	write, err := b.transfers.ExportAccounts(b.Context(), operator, account.Filter{Order: parley.ByNumber})
	b.must(err)
	var out bytes.Buffer
	b.must(write(b.Context(), &out))
	return out.String()
}

// What billing says of accounts comes back as it went out, and a second time nothing is new.
func TestBillingComesAndGoes(t *testing.T) {
	for currency, c := range map[string]struct{ amount, zone, begins string }{
		"": {"49.90", "", "05:00"}, "JPY": {"4990", "America/Toronto", "04:00"}, "KWD": {"4.990", "America/Toronto", "04:00"}, // "": that of the hub
	} {
		amount, zone := c.amount, c.zone
		b := newBench(t)
		_, err := b.parts.Companies.ChangeSettings(t.Context(), operator, company.SettingsChange{Currency: &currency, TimeZone: &zone})
		b.must(err)
		file := "number,name,Activated,Data usage,Next bill date,Monthly charge\n1,Home,2024-05-01,85 %,2026-11-30," + amount + "\n2,Plain,,,,\n"
		if i := b.run(b.upload(transfer.Accounts, file), transfer.Running, nil); i.Created != 2 || i.Failed != 0 {
			t.Fatalf("%q: imported %+v", currency, i)
		}
		out := b.exportedAccounts()
		if !strings.Contains(out, "2024-05-01T"+c.begins+":00Z,85,2026-11-30,"+amount) {
			t.Errorf("%q: exported\n%s", currency, out)
		}
		if i := b.run(b.upload(transfer.Accounts, out), transfer.Running, updating); i.Skipped != 2 {
			t.Errorf("%q: again %+v", currency, i)
		}
		if i := b.run(b.upload(transfer.Accounts, strings.Replace(file, "85", "86", 1)), transfer.Running, updating); i.Updated != 1 || i.Skipped != 1 {
			t.Errorf("%q: with something new %+v", currency, i)
		}
	}
	b := newBench(t)
	for cell, head := range map[string]string{"much": "Data usage", "30.11.": "Next bill date", "$49.90": "Monthly charge", "49.901": "Monthly charge", "May": "Activated"} {
		if i := b.run(b.upload(transfer.Accounts, "name,"+head+"\nHome,"+cell+"\n"), transfer.Running, nil); i.Failed != 1 {
			t.Errorf("%s as %s: %+v", cell, head, i)
		}
	}
}

// settings are what an import must find to take everything in.
func (b *bench) settings() {
	b.Helper()
	for _, name := range []string{"VIP", "Slow, but kind"} {
		_, err := b.parts.Choices.Create(b.Context(), operator, choice.ContactTags, choice.Change{Name: &name})
		b.must(err)
	}
	for _, f := range []field.Field{{Owner: field.OfContacts, Name: "Door code", Type: field.Number}, {Owner: field.OfAccounts, Name: "Été 2", Type: field.Toggle}} {
		_, err := b.parts.Fields.Create(b.Context(), operator, f)
		b.must(err)
	}
}

func TestWhatIsExportedCanBeImported(t *testing.T) {
	from := newBench(t)
	from.settings()
	from.run(from.upload(transfer.Accounts, "Number,Name,Été 2,Parent account\n1,'=One,yes,\n2,Two,no,1\n"), transfer.Running, nil)
	text := "Name,Mobile,Home phone,Email,Tags,Door code,Note,Account number,SMS opt-in,Marketing opt-in,Language\n" +
		"=HYPERLINK(1),2025550143;2025550144,2025550145,a@example.com|b@example.com,\"VIP; Slow, but kind\",-5,\"@two\nlines\",2,yes,yes,fr-CA\n" +
		"B,,,b2@example.com,,,,,,,\n"
	if i := from.run(from.upload(transfer.Contacts, text), transfer.Running, nil); i.Created != 2 {
		t.Fatalf("%+v %s", i.Counts, from.faults(i))
	}
	people, accounts := from.exported(transfer.CSV), from.exportedAccounts()
	if !strings.HasPrefix(people, "\uFEFFName,") || !strings.Contains(people, `"'=HYPERLINK(1)"`) || !strings.Contains(people, "+12025550143; +12025550144") {
		t.Errorf("exported %q", people)
	}

	to := newBench(t)
	to.clk.Advance(time.Hour) // its ids are others
	to.settings()
	for kind, text := range map[transfer.Kind]string{transfer.Accounts: accounts} {
		if i := to.run(to.upload(kind, text), transfer.Running, nil); i.Failed != 0 || i.Created != 2 {
			t.Errorf("accounts came as %+v %s", i.Counts, to.faults(i))
		}
	}
	i := to.upload(transfer.Contacts, people)
	for n, target := range i.Plan.Targets {
		if target == "" && i.Columns[n] != "Archived since" { // which is for people
			t.Errorf("column %q is not known again", i.Columns[n])
		}
	}
	if i = to.run(i, transfer.Running, nil); i.Failed != 0 || i.Created != 2 {
		t.Errorf("contacts came as %+v %s", i.Counts, to.faults(i))
	}
	bare := regexp.MustCompile(`01[0-9a-f]{6}-[0-9a-f-]{27}`)
	if got, want := bare.ReplaceAllString(to.exported(transfer.CSV)+to.exportedAccounts(), ""), bare.ReplaceAllString(people+accounts, ""); got != want {
		t.Errorf("came as\n%s\nwant\n%s", got, want)
	}
	again := to.run(to.upload(transfer.Contacts, people), transfer.Running, updating)
	if again.Skipped != 2 {
		t.Errorf("what is there as it should be was changed: %+v", again.Counts)
	}
	entries, err := from.log.Trail(t.Context(), event.Filter{Kind: "account", Limit: 9})
	from.must(err)
	if len(entries) != 1 || entries[0].Type != event.AccountsExported || entries[0].Actor != operator {
		t.Errorf("the trail has %+v", entries)
	}
}

// Of two numbers one has agreed: the file must not opt the other one in when it comes back.
func TestAnExportOptsNobodyIn(t *testing.T) {
	b := newBench(t)
	_, err := b.parts.Contacts.Create(t.Context(), operator, contact.Draft{Name: "A", Addresses: []contact.AddressDraft{
		{Kind: parley.Phone, Value: "2025550143", SMSOptIn: ptr(true)}, {Kind: parley.Phone, Value: "2025550144"},
	}})
	b.must(err)
	records, err := transfer.ReadCSV(strings.NewReader(b.exported(transfer.CSV)), ',')
	b.must(err)
	for i, head := range records[0] {
		if head == "SMS opt-in" && records[1][i] != "" {
			t.Errorf("exported as %q", records[1][i])
		}
	}
}

const cards = "BEGIN:VCARD\r\nVERSION:4.0\r\nN:Tremblay;Zoë;;;\r\nFN:Zoë Tremblay\r\nitem1.TEL;VALUE=uri;TYPE=\"cell,voice\":tel:+1-202-555-0143\r\n" +
	"TEL;TYPE=HOME:(202) 555-0144\r\nEMAIL:zoe@example.com\r\nORG:Harbor\\, Ltd;Sales\r\nNOTE:One\\ntwo \r\n  three\r\n" +
	"PHOTO;ENCODING=b:AAAA\r\n AAAA\r\nEND:VCARD\r\n\r\nBEGIN:VCARD\nVERSION:3.0\nN:Roy;Al;;;\nTEL;CELL:+12025550145\nX-ODD:1\nEND:VCARD\n"

func TestImportCards(t *testing.T) {
	b := newBench(t)
	i, err := b.transfers.Upload(t.Context(), operator, transfer.Import{Kind: transfer.Contacts, Format: transfer.VCard, Name: "people.vcf"}, strings.NewReader(cards))
	b.must(err)
	i = b.run(i, transfer.Running, nil)
	if want := "Al Roy +12025550145\nZoë Tremblay +12025550143 +12025550144 zoe@example.com @Harbor, Ltd"; b.people() != want {
		t.Errorf("%+v %s: %s", i.Counts, b.faults(i), b.people())
	}
	all, _, err := b.parts.Contacts.List(t.Context(), contact.Filter{Limit: 9})
	b.must(err)
	if all[1].Note != "One\ntwo  three" || all[1].Addresses[1].Type.Key != "home" {
		t.Errorf("%+v", all[1])
	}
	written := b.exported(transfer.VCard)
	for _, line := range strings.Split(written, "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d octets: %s", len(line), line)
		}
	}
	read, err := transfer.ReadCards(strings.NewReader(written))
	b.must(err)
	want := "Zoë Tremblay|Harbor, Ltd||One\ntwo  three||||+12025550143|+12025550144||||zoe@example.com|" + string(all[1].ID)
	if len(read) != 2 || flat(read[1:]) != want {
		t.Errorf("comes back as %q, want %q", read, want)
	}
}

func TestCardsThatAreRefused(t *testing.T) {
	for text, code := range map[string]string{
		"BEGIN:VCARD\nFN:A\n": "unfinished_card",
		"FN:A\n":              "not_vcard",
		"BEGIN:VCARD\nNOTE:" + strings.Repeat("n", 100_001) + "\nEND:VCARD\n": "cell_too_long",
	} {
		if _, err := transfer.ReadCards(strings.NewReader(text)); parley.CodeOf(err) != code {
			t.Errorf("%.40q: %v, want %s", text, err, code)
		}
	}
	for _, picture := range []string{strings.Repeat("A", 3_000_000), strings.Repeat("A\n ", 3_000_000)} {
		long := "BEGIN:VCARD\nPHOTO:" + picture + "\nFN:A\nEND:VCARD\n"
		if read, err := transfer.ReadCards(strings.NewReader(long)); err != nil || read[0][0] != "A" {
			t.Errorf("a card with a big picture: %v", err)
		}
	}
}

// An export tells whom a contact belongs to, how his numbers are dialled and what is archived.
func TestAnExportLeavesNothingOut(t *testing.T) {
	b := newBench(t)
	owners := owner.New(owner.Parts{Worker: b.db, Store: store.Owners{DB: b.db}, Log: b.log, Source: b.clk})
	drafts := []contact.Draft{
		{Name: "A", Addresses: []contact.AddressDraft{{Kind: parley.Phone, Value: "2025550143", Extension: ptr("12"), Label: ptr("cabin")}, {Kind: parley.Phone, Value: "2025550144"}}},
		{Name: "B"},
	}
	for n, kind := range []owner.Kind{owner.NetworkSite, owner.Vendor} {
		o, err := owners.Create(t.Context(), operator, kind, owner.Change{Name: ptr("The " + string(kind))})
		b.must(err)
		*[]*parley.ID{&drafts[n].NetworkSiteID, &drafts[n].VendorID}[n] = o.ID
		c, err := b.parts.Contacts.Create(t.Context(), operator, drafts[n])
		b.must(err)
		_, err = b.parts.Contacts.SetArchived(t.Context(), operator, c.ID, kind == owner.Vendor)
		b.must(err)
	}
	a, err := b.parts.Accounts.Create(t.Context(), operator, account.Change{Name: ptr("Gone")})
	b.must(err)
	_, err = b.parts.Accounts.SetArchived(t.Context(), operator, a.ID, true)
	b.must(err)

	people, err := b.transfers.ExportContacts(t.Context(), operator, contact.Filter{Archived: parley.WithArchived}, transfer.CSV)
	b.must(err)
	accounts, err := b.transfers.ExportAccounts(t.Context(), operator, account.Filter{Archived: parley.WithArchived})
	b.must(err)
	var got []string
	for _, write := range []func(context.Context, io.Writer) error{people, accounts} {
		var out bytes.Buffer
		b.must(write(t.Context(), &out))
		records, err := transfer.ReadCSV(&out, ',')
		b.must(err)
		for _, cells := range records {
			var line []string
			for _, column := range []string{"Network site", "Vendor", "Extensions", "Address labels", "Archived since"} {
				if n := slices.Index(records[0], column); n >= 0 {
					line = append(line, cells[n])
				}
			}
			got = append(got, strings.Join(line, "|"))
		}
	}
	want := []string{
		"The network_site||12 (+12025550143)|cabin (+12025550143)|", "|The vendor|||2026-03-01T12:00:00Z",
		"2026-03-01T12:00:00Z",
	}
	if got = slices.Delete(got, 3, 4)[1:]; !slices.Equal(got, want) {
		t.Errorf("exported\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestBulkItemsAreAnsweredOneByOne(t *testing.T) {
	b := newBench(t)
	number := func(value string) *[]contact.AddressDraft {
		return &[]contact.AddressDraft{{Kind: parley.Phone, Value: value}}
	}
	entries := []transfer.Entry{
		{Contact: &contact.Change{Name: ptr("A"), Addresses: number("(202) 555-0143")}},
		{Contact: &contact.Change{Name: ptr("B"), Addresses: number("111")}},
		{Contact: &contact.Change{Name: ptr("A2"), Addresses: number("202-555-0143")}},
		{Contact: &contact.Change{Name: ptr("C")}, Account: &account.Change{Number: ptr("nosuch")}},
		{Account: &account.Change{Number: ptr("7"), Name: ptr("Seven")}},
		{Account: &account.Change{Number: ptr("7"), Name: ptr("Seven")}},
	}
	var got []string
	var answers []transfer.Outcome
	for _, e := range entries {
		out, err := b.transfers.Put(t.Context(), operator, e, transfer.Update)
		if answers = append(answers, out); err != nil {
			out.Deed = transfer.Deed(parley.CodeOf(err))
		}
		got = append(got, string(out.Deed))
	}
	if want := "created invalid_number updated unknown_account_named created skipped"; strings.Join(got, " ") != want {
		t.Errorf("answers %s, want %s", got, want)
	}
	if answers[0].ID != answers[2].ID || answers[0].ID == "" || b.people() != "A2 +12025550143" {
		t.Errorf("%+v: %s", answers, b.people())
	}
	entriesKept, err := b.log.Trail(t.Context(), event.Filter{Limit: 9})
	b.must(err)
	if len(entriesKept) != 3 {
		t.Errorf("the trail has %d lines, want one for each item that changed something", len(entriesKept))
	}
}
