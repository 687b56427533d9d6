package transfer_test

import (
	"bytes"
	"strings"
	"testing"

	"parley/internal/contact"
	"parley/internal/parley"
	"parley/internal/transfer"
)

// A contact's account has a file of its own: here it is only named.
func TestAnExportOfContactsHasNoColumnThatIsAlwaysEmpty(t *testing.T) {
	b := newBench(t)
	head, _, _ := strings.Cut(b.exported(transfer.CSV), "\r\n")
	var of []string
	for _, column := range strings.Split(head, ",") {
		if strings.Contains(strings.ToLower(column), "account") {
			of = append(of, column)
		}
	}
	if got := strings.Join(of, ", "); got != "Account number, Account name, Parley account ID" || strings.Contains(head, "Delinquent") {
		t.Errorf("columns of the account: %s of %s", got, head)
	}
}

// Cards come back to whom they went out of, also to who has neither number nor address; an id of elsewhere is passed over.
func TestCardsAreRecognisedByTheirUID(t *testing.T) {
	b := newBench(t)
	_, err := b.parts.Contacts.Create(t.Context(), operator, contact.Draft{Name: "Ann", Note: "old"})
	b.must(err)
	write, err := b.transfers.ExportContacts(t.Context(), operator, contact.Filter{Order: parley.ByName}, transfer.VCard)
	b.must(err)
	var out bytes.Buffer
	b.must(write(t.Context(), &out))
	text := strings.Replace(out.String(), "NOTE:old", "NOTE:new", 1) + "BEGIN:VCARD\nVERSION:4.0\nUID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1\nFN:Bob\nEND:VCARD\nBEGIN:VCARD\nVERSION:4.0\nUID:bob@example.com\nFN:Cy\nEND:VCARD\n"
	i, err := b.transfers.Upload(t.Context(), operator, transfer.Import{Kind: transfer.Contacts, Format: transfer.VCard, Name: "a\u202egpj.vcf"}, strings.NewReader(text))
	b.must(err)
	if i.Name != "agpj.vcf" {
		t.Errorf("the file is called %q", i.Name)
	}
	if i = b.run(i, transfer.Running, updating); i.Updated != 1 || i.Created != 2 || b.people() != "Ann\nBob\nCy" {
		t.Errorf("%+v %s; there are %s", i.Counts, b.faults(i), b.people())
	}
}
