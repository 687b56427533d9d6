package conversation_test

import (
	"slices"
	"strings"
	"testing"

	"parley/internal/conversation"
)

// The same cases hold on both engines: what a search finds does not depend on where it is kept.
func TestSearch(t *testing.T) {
	b := newBench(t)
	ada := b.customer("Zoë O'Brien", "+12025550143")
	bob := b.customer("Bob Tremblay", "+14165550199")
	eve := b.customer("", "77777")
	b.say(ada, "My modem is broken! Café crème, s'il vous plaît", "")
	b.say(bob, "See https://pay.example/invoice-17?x=1 or write to help@pay.example", "")
	b.say(bob, "Naïve façade; Straße 3.14 and 10,000 and INTERNET", "")
	b.say(eve, "مرحبا بالعالم и привет мир 日本語 don't", "")
	b.say(eve, strings.Repeat("x", 1500)+" end", "")
	names := map[string]string{string(ada.ContactID): "ada", string(bob.ContactID): "bob", string(eve.ContactID): "eve"}
	for _, c := range []struct{ query, want string }{
		{"zoe", "ada"}, {"ZOË", "ada"}, {"obrien", "ada"}, {"O'Brien", "ada"}, {"brien zo", "ada"}, {"trem", "bob"}, {"zoe tremblay", ""},
		{"(202) 555-0143", "ada"}, {"+1 202 555 0143", "ada"}, {"2025550143", "ada"}, {"555-01", "ada bob"}, {"0199", "bob"}, {"77777", "eve"},
		{"modem", "ada"}, {"MODEM brok", "ada"}, {"mod brokenness", ""}, {"cafe", "ada"}, {"café", "ada"}, {"creme", "ada"}, {"plait", "ada"},
		{"pay.example", "bob"}, {"example", "bob"}, {"invoice", "bob"}, {"invoice-17", "bob"}, {"help@pay.example", "bob"}, {"https://pay.example/invoice-17", "bob"},
		{"naive", "bob"}, {"facade", "bob"}, {"strasse", "bob"}, {"straße", "bob"}, {"3.14", "bob"}, {"10,000", "bob"}, {"internet", "bob"},
		{"مرحبا", "eve"}, {"привет", "eve"}, {"МИР", "eve"}, {"日本語", "eve"}, {"don't", "eve"}, {"don’t", "eve"}, {"end", "eve"}, {strings.Repeat("x", 90), "eve"},
		{"nothing of the kind", ""}, {"!!!", ""}, {`"`, ""}, {"'; DROP TABLE message; --", ""}, {"modem AND", ""}, {"modem OR café", ""}, {"NEAR(modem)", ""}, {"mod*", "ada"}, {"text:modem", ""}, {`\`, ""}, {"&|!:*()<>", ""},
	} {
		views := b.list(conversation.Filter{Viewer: viewer("u"), Query: c.query})
		var got []string
		for _, v := range views {
			got = append(got, names[string(v.Contact.ID)])
		}
		slices.Sort(got)
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q finds %q, want %q", c.query, got, c.want)
		}
	}
	found := b.list(conversation.Filter{Viewer: viewer("u"), Query: "555-01", ChannelID: b.channel, Limit: 1})
	if len(found) != 1 || found[0].Contact.ID != bob.ContactID {
		t.Errorf("the page of one holds %v, want who wrote last", found)
	}
}
