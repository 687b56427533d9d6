package contact_test

import (
	"fmt"
	"strings"
	"testing"

	"parley/internal/contact"
	"parley/internal/parley"
)

// find pages through what a query finds, two rows at a time, and gives the names in order.
func (b *bench) find(query string, accountID parley.ID) string {
	b.Helper()
	var names []string
	f := contact.Filter{Query: query, AccountID: accountID, Limit: 2}
	for range 50 {
		page, next, err := b.contacts.List(b.Context(), f)
		b.must(err)
		if len(page) > f.Limit {
			b.Fatalf("%q: a page of %d", query, len(page))
		}
		for _, c := range page {
			names = append(names, c.Name)
		}
		if next == (contact.Cursor{}) {
			return strings.Join(names, ", ")
		}
		f.After = next
	}
	b.Fatalf("%q: the pages never end", query)
	return ""
}

func TestFindContacts(t *testing.T) {
	b := newBench(t)
	home := b.account("Home")
	b.named("Zoë Tremblay", "+1 202 555 0143")
	b.named("Sean O'Brien", "(416) 555-0199", "416 555 0188")
	b.named("jean-luc Œuvrard", "+44 20 7946 0958")
	b.named("Joan Smith Smithson")
	b.named("Anna Smith", "2025550143")
	b.named("Ökonomou 512 Ltd")
	b.create(contact.Draft{Name: "Mail Only", AccountID: home.ID, Addresses: []contact.AddressDraft{{Kind: parley.Email, Value: "jo.smith@harbor.example"}}})
	b.named("محمد علي")
	b.named("!!!")
	for _, c := range []struct{ query, want string }{
		{"", "!!!, Anna Smith, jean-luc Œuvrard, Joan Smith Smithson, Mail Only, Ökonomou 512 Ltd, Sean O'Brien, Zoë Tremblay, محمد علي"},
		{"smith", "Anna Smith, Joan Smith Smithson"},
		{"SMI", "Anna Smith, Joan Smith Smithson"},
		{"smiths", "Joan Smith Smithson"},
		{"jo smi", "Joan Smith Smithson"},
		{"smi  an", "Anna Smith"},
		{"zoe", "Zoë Tremblay"},
		{"ZOË", "Zoë Tremblay"},
		{"okono", "Ökonomou 512 Ltd"},
		{"oeuv", "jean-luc Œuvrard"},
		{"Jean-L", "jean-luc Œuvrard"},
		{"luc", "jean-luc Œuvrard"},
		{"o'b", "Sean O'Brien"},
		{"o’brien", "Sean O'Brien"},
		{"obrien", "Sean O'Brien"},
		{"brien", "Sean O'Brien"},
		{"محم", "محمد علي"},
		{"mith", ""},
		{"nobody", ""},
		{"an x", ""},
		{"2025550143", "Zoë Tremblay, Anna Smith"},
		{"+1 (202) 555-0143", "Zoë Tremblay, Anna Smith"},
		{"0143", "Zoë Tremblay, Anna Smith"},
		{"555-01", "Zoë Tremblay, Anna Smith, Sean O'Brien"},
		{"416", "Sean O'Brien"},
		{"020 7946 0958", "jean-luc Œuvrard"},
		{"00442079460958", "jean-luc Œuvrard"},
		{"512", "Ökonomou 512 Ltd"}, // no number has it, a name has
		{"51", "Ökonomou 512 Ltd"},
		{"jo.smith@har", "Mail Only"},
		{"JO.SMITH@harbor.example", "Mail Only"},
		{"@harbor", "Mail Only"},
		{"jo@", "Joan Smith Smithson"}, // no address begins so, a name does
		{"%", ""}, {"_", ""}, {"'; DROP TABLE contact", ""}, {"\x00\xff", ""}, {"@", ""},
		{strings.Repeat("a ", 500), "Anna Smith"},
	} {
		got := b.find(c.query, "")
		if c.query == "555-01" { // in the order of the numbers' tails, which nobody needs to know
			if len(strings.Split(got, ", ")) != 3 {
				t.Errorf("%q finds %s", c.query, got)
			}
			continue
		}
		if got != c.want {
			t.Errorf("%q finds %s; want %s", c.query, got, c.want)
		}
	}
	if got := b.find("", home.ID); got != "Mail Only" {
		t.Errorf("in the account: %s", got)
	}
	if got := b.find("smith", home.ID) + b.find("0143", home.ID); got != "" {
		t.Errorf("of other accounts: %s", got)
	}
	if got := b.find("mai", home.ID) + b.find("@harbor", home.ID); got != "Mail OnlyMail Only" {
		t.Errorf("in the account, by words: %s", got)
	}
}

func TestFoundByTheNewNameOnly(t *testing.T) {
	b := newBench(t)
	c := b.named("Ann Archer")
	_, err := b.contacts.Update(t.Context(), operator, c.ID, contact.Change{Version: 1, Name: ptr("Ann Baker")})
	b.must(err)
	if got := b.find("archer", "") + "|" + b.find("bak", ""); got != "|Ann Baker" {
		t.Errorf("found %s", got)
	}
	b.must(b.contacts.Delete(t.Context(), operator, c.ID))
	if got := b.find("ann", ""); got != "" {
		t.Errorf("found %s after it was deleted", got)
	}
}

// Every contact comes on exactly one page, whatever its numbers are.
func TestPagesAreComplete(t *testing.T) {
	b := newBench(t)
	for i := range 23 {
		b.named(fmt.Sprintf("Same Name%s", strings.Repeat(" Same", i%3)), fmt.Sprintf("+1202555%04d", 100+i), fmt.Sprintf("+1416555%04d", 5500+i))
	}
	for _, query := range []string{"", "sam", "same na", "555", "555 5"} {
		if got := len(strings.Split(b.find(query, ""), ", ")); got != 23 {
			t.Errorf("%q finds %d of 23", query, got)
		}
	}
}
