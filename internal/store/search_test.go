package store

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"parley/internal/parley"
)

func TestNameTerms(t *testing.T) {
	for _, c := range []struct {
		name, key string
		terms     []string
	}{
		{"Zoë  Tremblay", "zoe tremblay", []string{"tremblay", "zoe"}},
		{"Sean O'Brien", "sean obrien", []string{"brien", "o", "obrien", "sean"}},
		{"Œuvre d’Art", "oeuvre dart", []string{"art", "d", "dart", "oeuvre"}},
		{"Jean-Luc ŁØß", "jean luc loss", []string{"jean", "loss", "luc"}},
		{"ＦＵＬＬ Width 512", "full width 512", []string{"512", "full", "width"}},
		{"!?", "!?", []string{}},
	} {
		if got := nameKey(c.name); got != c.key {
			t.Errorf("%q is sorted as %q, want %q", c.name, got, c.key)
		}
		if diff := cmp.Diff(c.terms, append([]string{}, nameTerms(c.name)...)); diff != "" {
			t.Errorf("%q: %s", c.name, diff)
		}
	}
}

func TestAddressTerms(t *testing.T) {
	for _, c := range []struct {
		a    parley.Address
		want []string
	}{
		{parley.Address{Kind: parley.Phone, Value: "+120255"}, []string{"120255", "20255", "0255", "255"}},
		{parley.Address{Kind: parley.Phone, Value: "72345"}, []string{"72345", "2345", "345"}},
		{parley.Address{Kind: parley.Phone, Value: "Bank"}, nil},
		{parley.Address{Kind: parley.WhatsApp, Value: "US.123"}, nil},
		{parley.Address{Kind: parley.WhatsApp, Value: "1234"}, []string{"1234", "234"}},
		{parley.Address{Kind: parley.Email, Value: "Jo.Doe@x.example"}, []string{"doe", "example", "jo", "jo.doe@x.example", "x", "x.example"}},
		{parley.Address{Kind: parley.Telegram, Value: "123456"}, nil},
	} {
		if diff := cmp.Diff(c.want, addressTerms(c.a)); diff != "" {
			t.Errorf("%+v: %s", c.a, diff)
		}
	}
}

// Whoever types a name as it is written, or the beginning of it, finds it; and what is typed can be put into a query.
func FuzzParseTyped(f *testing.F) {
	for _, seed := range []string{"Zoë Tremblay", "O'Brien", "(202) 555-0143", "jo@x.example", "\xff\x00", "Œ’é", "İstanbul", strings.Repeat("a", 300)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		found := parseTyped(text)
		terms := nameTerms(text)
		for _, w := range found.words {
			if !slices.Contains(terms, w) {
				t.Errorf("%q is found by %q, and %q is typed", text, terms, w)
			}
		}
		for _, part := range append(found.words, found.address) {
			if !utf8.ValidString(part) || strings.Contains(part, "\x00") {
				t.Errorf("%q makes %q of a query", text, part)
			}
		}
	})
}
