package phone_test

import (
	"strings"
	"testing"

	"parley/internal/phone"
)

// FuzzParse looks for text that Parse accepts and then does not know again.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"+12025550143", "(202) 555-0143", "111", "72345", "+44 (0)20 7946 0958", "＋１２０２", "\xff", "011 44"} {
		f.Add(seed, "US")
	}
	f.Add("020 7946 0958", "GB")
	f.Fuzz(func(t *testing.T, text, region string) {
		digits := phone.SearchDigits(text)
		if strings.Trim(digits, "0123456789") != "" || strings.HasPrefix(digits, "0") {
			t.Errorf("SearchDigits(%q) = %q", text, digits)
		}
		e164, err := phone.Parse(text, region)
		if err != nil {
			if e164 != "" {
				t.Errorf("Parse(%q, %q) = %q with error %v", text, region, e164, err)
			}
			return
		}
		if len(e164) > 16 || !strings.HasPrefix(e164, "+") || strings.Trim(e164[1:], "0123456789") != "" {
			t.Errorf("Parse(%q, %q) = %q, not E.164", text, region, e164)
		}
		if !phone.Valid(e164) {
			t.Errorf("Parse(%q, %q) = %q, which Valid refuses", text, region, e164)
		}
		again, err := phone.Parse(phone.International(e164), "")
		if err != nil || again != e164 {
			t.Errorf("%q written as %q is read as %q, %v", e164, phone.International(e164), again, err)
		}
	})
}
