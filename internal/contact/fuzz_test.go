package contact_test

import (
	"strings"
	"testing"

	"parley/internal/contact"
	"parley/internal/parley"
)

// What is normalised is kept as it is when it comes again.
func FuzzNormalise(f *testing.F) {
	for _, seed := range []string{"(202) 555-0143", "111", "jo@x.example", "US.13491208655302741918", "-100", "\xff", "+44 (0)20 7946 0958"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range parley.AddressKinds {
			value, err := contact.Normalise(kind, text, "US")
			if err != nil {
				if !parley.IsKind(err, parley.Invalid) {
					t.Errorf("%s %q: %v", kind, text, err)
				}
				continue
			}
			if again, err := contact.Normalise(kind, value, "FR"); err != nil || again != value || !parley.IsLine(value) {
				t.Errorf("%s %q becomes %q, and that %q, %v", kind, text, value, again, err)
			}
		}
	})
}

// Whoever knows a WhatsApp number by its plus, even one that no operator has given out, may write it so.
func TestAWhatsAppAddressWithAPlus(t *testing.T) {
	for _, text := range []string{"+12025550143", "12025550143", "+1202000000123"} {
		value, err := contact.Normalise(parley.WhatsApp, text, "")
		if want := strings.TrimPrefix(text, "+"); err != nil || value != want {
			t.Errorf("%s became %q, %v", text, value, err)
		}
	}
}
