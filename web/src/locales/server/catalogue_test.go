package server_test

import (
	"testing"

	"parley/web/src/locales/server"
)

func TestSay(t *testing.T) {
	const blank, unknown = "Enter the contact's name.", "“X” is not one of the values that can stand here. Add it in the settings first, or correct it."
	for _, c := range []struct{ language, text, code, want string }{
		{"fr", blank, "blank_name", "Saisissez le nom du contact."},
		{"fr-CA", unknown, "unknown_value", "Cette valeur n’est pas admise ici. Ajoutez-la d’abord dans les réglages, ou corrigez-la."},
		{"fr", "Never said.", "nosuch", "Never said."},
		{"en", blank, "blank_name", blank},
		{"", unknown, "unknown_value", unknown},
	} {
		if got := server.In(c.language).Say(c.text, c.code); got != c.want {
			t.Errorf("%s: %q became %q, want %q", c.language, c.text, got, c.want)
		}
	}
}
