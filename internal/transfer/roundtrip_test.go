package transfer_test

import (
	"fmt"
	"strings"
	"testing"

	"parley/internal/account"
	"parley/internal/choice"
	"parley/internal/contact"
	"parley/internal/owner"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/transfer"
)

// Who has neither number nor address, and an account without a number, are recognised by their ids when their own export comes back.
func TestAnExportComesBackToWhomItIsAbout(t *testing.T) {
	b := newBench(t)
	home, err := b.parts.Accounts.Create(t.Context(), operator, account.Change{Name: ptr("Tremblay")})
	b.must(err)
	_, err = b.parts.Contacts.Create(t.Context(), operator, contact.Draft{Name: "Zoë", AccountID: home.ID, Role: "owner"})
	b.must(err)
	people, accounts := b.exported(transfer.CSV), b.exportedAccounts()
	for _, duplicates := range []transfer.Duplicates{transfer.Skip, transfer.Update} {
		choose := func(p *transfer.Plan) { p.Duplicates = duplicates }
		for _, i := range []transfer.Import{b.upload(transfer.Accounts, accounts), b.upload(transfer.Contacts, people)} {
			if got := b.run(i, transfer.Running, choose).Counts; got != (transfer.Counts{Done: 1, Skipped: 1}) {
				t.Errorf("%s of %s: %+v", duplicates, i.Kind, got)
			}
		}
	}
	mended := strings.NewReplacer("owner", "tenant", "Zoë", "Zoé", "Tremblay", "Roy").Replace(people)
	if got := b.run(b.upload(transfer.Contacts, mended), transfer.Running, updating).Counts; got != (transfer.Counts{Done: 1, Updated: 1}) || b.people() != "Zoé @Roy" {
		t.Errorf("changed by the id: %+v, %s", got, b.people())
	}
	elsewhere := newBench(t)
	elsewhere.clk.Advance(1e9)
	if got := elsewhere.run(elsewhere.upload(transfer.Contacts, people), transfer.Running, updating).Counts; got.Created != 1 || elsewhere.people() != "Zoë @Tremblay" {
		t.Errorf("where the ids are unknown: %+v, %s", got, elsewhere.people())
	}
}

// Accounts stand below those above them, in whatever order the list is: an empty hub takes in all at once.
func TestAccountsComeBackBelowTheirParents(t *testing.T) {
	b := newBench(t)
	above := parley.ID("")
	for _, name := range []string{"Zinc", "Mill", "Arch"} {
		a, err := b.parts.Accounts.Create(t.Context(), operator, account.Change{Name: ptr(name), Number: ptr(name[:1]), ParentID: ptr(above)})
		b.must(err)
		above = a.ID
	}
	_, err := b.parts.Accounts.Create(t.Context(), operator, account.Change{Name: ptr("Alone"), Number: ptr("9")})
	b.must(err)
	elsewhere := newBench(t)
	elsewhere.clk.Advance(1e9)
	if got := elsewhere.run(elsewhere.upload(transfer.Accounts, b.exportedAccounts()), transfer.Running, updating).Counts; got != (transfer.Counts{Done: 4, Created: 4}) {
		t.Errorf("%+v of\n%s", got, b.exportedAccounts())
	}
	if n := elsewhere.count(`SELECT COUNT(*) FROM account c JOIN account p ON p.id = c.parent_id WHERE c.number || p.number IN ('MZ', 'AM')`); n != 2 {
		t.Errorf("%d accounts are below their parents, want 2", n)
	}
}

// An archived one is named by its id or number as well, and restored by hand first.
func TestWhatIsArchivedIsNotTakenIn(t *testing.T) {
	b := newBench(t)
	a, err := b.parts.Accounts.Create(t.Context(), operator, account.Change{Name: ptr("Gone"), Number: ptr("7")})
	b.must(err)
	_, err = b.parts.Accounts.SetArchived(t.Context(), operator, a.ID, true)
	b.must(err)
	c, err := b.parts.Contacts.Create(t.Context(), operator, contact.Draft{Name: "Ann"})
	b.must(err)
	_, err = b.parts.Contacts.SetArchived(t.Context(), operator, c.ID, true)
	b.must(err)
	for _, duplicates := range []transfer.Duplicates{transfer.Skip, transfer.Update, transfer.Create} {
		choose := func(p *transfer.Plan) { p.Duplicates = duplicates }
		for _, as := range []transfer.State{transfer.Checking, transfer.Running} {
			byNumber := b.run(b.upload(transfer.Accounts, "Number,Name\n7,Back\n"), as, choose)
			want := map[bool]string{true: "1 duplicate_number", false: "1 archived_account"}[duplicates == transfer.Create]
			if got := b.faults(byNumber); got != want {
				t.Errorf("%s %s: an account by its number: %s, want %s", duplicates, as, got, want)
			}
			text := fmt.Sprintf("Name,Account number,Account name,Parley account ID,Parley ID\nA,7,,,\nB,,gone,,\nC,,,%s,\nAnna,,,,%s\n", a.ID, c.ID)
			i, want := b.run(b.upload(transfer.Contacts, text), as, choose), "1 archived_account, 2 archived_account, 3 archived_account, 4 archived_match"
			if got := b.faults(i); duplicates != transfer.Create && got != want {
				t.Errorf("%s %s: %s, want %s", duplicates, as, got, want)
			}
		}
	}
	if now, err := b.parts.Accounts.Get(t.Context(), a.ID); err != nil || now.Name != "Gone" || b.people() != "Anna" {
		t.Errorf("the account became %+v, %v; listed are %s", now, err, b.people())
	}
}

// Extensions, labels, sites and vendors come in as they go out.
func TestWhatBelongsToNumbersAndWhomTheyBelongToComesIn(t *testing.T) {
	b := newBench(t)
	owners := owner.New(owner.Parts{Worker: b.db, Store: store.Owners{DB: b.db}, Log: b.log, Source: b.clk})
	for _, each := range []struct {
		kind owner.Kind
		name string
	}{{owner.NetworkSite, "Tower, north"}, {owner.Vendor, "Poles Inc"}, {owner.Vendor, "Twin"}, {owner.Vendor, "twin"}} {
		_, err := owners.Create(t.Context(), operator, each.kind, owner.Change{Name: &each.name})
		b.must(err)
	}
	text := "Nom complet;Cellulaire;Téléphone domicile;Courriel;Postes;Libellés;Site du réseau;Fournisseur;Compte\n" + //nolint:misspell // French
		`A;"2025550143; 2025550144";2025550145;a@example.com;" ; 12";"dock (a@example.com); cabin \; lake; attic";tower, NORTH;;` + "\n" +
		"B;2025550146;;;9;;;poles inc;\nC;;;;1;;;;\nD;;;;;;nowhere;;\nE;;;;;;;twin;\nF;;;;;;tower, north;;7\n"
	i := b.run(b.upload(transfer.Contacts, text), transfer.Running, nil)
	if got, want := b.faults(i), "3 nothing_to_describe, 4 unknown_value, 5 several_owners, 6 one_owner"; got != want || i.Created != 2 {
		t.Errorf("%+v; faults: %s, want %s", i.Counts, got, want)
	}
	if n := b.count(`SELECT COUNT(*) FROM account`); n != 0 {
		t.Errorf("%d accounts were made for a row that was refused", n)
	}
	all, _, err := b.parts.Contacts.List(t.Context(), contact.Filter{Limit: 9})
	b.must(err)
	var got []string
	for _, c := range all {
		got = append(got, c.Name+" "+c.NetworkSiteName+c.VendorName)
		for _, l := range c.Addresses {
			got = append(got, fmt.Sprintf("%s %s %s", l.Value, l.Extension, l.Label))
		}
	}
	want := "A Tower, north|+12025550143  |+12025550144 12 cabin ; lake|+12025550145  attic|a@example.com  dock|B Poles Inc|+12025550146 9 "
	if strings.Join(got, "|") != want {
		t.Errorf("came as %s, want %s", strings.Join(got, "|"), want)
	}
	again := b.upload(transfer.Contacts, b.exported(transfer.CSV))
	if got := b.run(again, transfer.Running, updating); got.Counts != (transfer.Counts{Done: 2, Skipped: 2}) {
		t.Errorf("its own export changed %+v %s", got.Counts, b.faults(got))
	}
	change := "Name,Mobile,Extension,Address label\nB,2025550146,10,roof\n"
	if got := b.run(b.upload(transfer.Contacts, change), transfer.Running, updating); got.Updated != 1 || !strings.Contains(b.exported(transfer.CSV), "10 (+12025550146),roof (+12025550146)") {
		t.Errorf("an extension and a label were not changed: %+v %s", got.Counts, b.exported(transfer.CSV))
	}
}

// A sign that parts values may belong to a name.
func TestNamesWithSeparatorsComeBack(t *testing.T) {
	for _, name := range []string{"a;b", "a|b", `a\b`, `a\`, "a, b", `\;`} {
		b := newBench(t)
		_, err := b.parts.Choices.Create(t.Context(), operator, choice.ContactTags, choice.Change{Name: ptr("other")})
		b.must(err)
		tag, err := b.parts.Choices.Create(t.Context(), operator, choice.ContactTags, choice.Change{Name: &name})
		b.must(err)
		other, err := b.parts.Choices.List(t.Context(), choice.ContactTags)
		b.must(err)
		_, err = b.parts.Contacts.Create(t.Context(), operator, contact.Draft{Name: "A", TagIDs: []parley.ID{tag.ID, other[0].ID}})
		b.must(err)
		written := b.exported(transfer.CSV)
		b.must(b.parts.Contacts.Delete(t.Context(), operator, b.ids()[0]))
		if i := b.run(b.upload(transfer.Contacts, written), transfer.Running, nil); i.Created != 1 || b.exported(transfer.CSV) == "" {
			t.Errorf("%q: %+v %s", name, i.Counts, b.faults(i))
		}
		all, _, err := b.parts.Contacts.List(t.Context(), contact.Filter{Limit: 9})
		b.must(err)
		if len(all) != 1 || len(all[0].Tags) != 2 {
			t.Errorf("%q came back as %+v", name, all)
		}
		card := b.exported(transfer.VCard)
		b.must(b.parts.Contacts.Delete(t.Context(), operator, b.ids()[0]))
		i, err := b.transfers.Upload(t.Context(), operator, transfer.Import{Kind: transfer.Contacts, Format: transfer.VCard}, strings.NewReader(card))
		b.must(err)
		if i = b.run(i, transfer.Running, nil); i.Created != 1 {
			t.Errorf("%q on a card: %+v %s", name, i.Counts, b.faults(i))
		}
	}
}

// An apostrophe in front is CSV's protection alone.
func TestACardKeepsItsApostrophe(t *testing.T) {
	b := newBench(t)
	i, err := b.transfers.Upload(t.Context(), operator, transfer.Import{Kind: transfer.Contacts, Format: transfer.VCard},
		strings.NewReader("BEGIN:VCARD\nFN:'=Al\nEND:VCARD\nBEGIN:VCARD\nFN:'-Bo\nTEL:1\nEND:VCARD\n"))
	b.must(err)
	i = b.run(i, transfer.Running, nil)
	if b.people() != "'=Al" {
		t.Errorf("came as %s", b.people())
	}
	var out strings.Builder
	b.must(b.transfers.WriteFaults(t.Context(), i, "", &out))
	if again := b.upload(transfer.Contacts, strings.Replace(out.String(), ",1,", ",,", 1)); b.run(again, transfer.Running, nil).Created != 1 || !strings.Contains(b.people(), "'-Bo") {
		t.Errorf("of %q came %s", out.String(), b.people())
	}
}

// An opt-in to texts is for numbers whose type takes them; it is never lost unsaid.
func TestAnOptInOfALandline(t *testing.T) {
	b := newBench(t)
	_, err := b.parts.Contacts.Create(t.Context(), operator, contact.Draft{Name: "Old", Addresses: []contact.AddressDraft{{Kind: parley.Phone, Value: "2025550149", PhoneNumberType: ptr("home")}}})
	b.must(err)
	text := "Name,Home phone,Mobile,Phone,SMS opt-in\nA,2025550143,,,yes\nB,2025550144,2025550145,,yes\nC,2025550146,,,no\nOld,,,2025550149,yes\nE,,,,yes\n"
	for _, as := range []transfer.State{transfer.Checking, transfer.Running} {
		i := b.run(b.upload(transfer.Contacts, text), as, updating)
		if got := b.faults(i); got != "1 none_takes_texts, 4 none_takes_texts" || i.Created != 3 {
			t.Errorf("%s: %+v %s", as, i.Counts, got)
		}
	}
	if n := b.count(`SELECT COUNT(*) FROM consent c JOIN address a ON a.id = c.address_id WHERE c.state = 'opted_in' AND a.value = '+12025550145'`); n != 1 || b.count(`SELECT COUNT(*) FROM consent`) != 1 {
		t.Errorf("%d lines say so", n)
	}
	records, err := transfer.ReadCSV(strings.NewReader(b.exported(transfer.CSV)), ',')
	b.must(err)
	for n, column := range records[0] {
		for _, cells := range records[1:] {
			if want := map[string]string{"B": "yes"}[cells[0]]; column == "SMS opt-in" && cells[n] != want {
				t.Errorf("exported as %q", cells)
			}
		}
	}
}

// What nobody sees tells no two people or tags apart.
func TestInvisibleCharactersAreTakenOut(t *testing.T) {
	b := newBench(t)
	_, err := b.parts.Choices.Create(t.Context(), operator, choice.ContactTags, choice.Change{Name: ptr("V\u200bIP")})
	b.must(err)
	text := "Name,Email,Account number,Account name,Tags\n\u202eAnn\u202c,a@example.com,\ufeff1,Ro\u200by,VIP\u2069\nAnn,a@example.com,1,Roy,V\u200cIP\n"
	i := b.run(b.upload(transfer.Contacts, text), transfer.Running, updating)
	if i.Counts != (transfer.Counts{Done: 2, Created: 1, Skipped: 1}) || b.people() != "Ann a@example.com @Roy" {
		t.Errorf("%+v %s; there are %q", i.Counts, b.faults(i), b.people())
	}
}
