package phone_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"

	"parley/internal/phone"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct{ text, region, want string }{
		{"+12025550143", "", "+12025550143"},
		{"+1 202-555-0143", "GB", "+12025550143"},
		{"(202) 555-0143", "US", "+12025550143"},
		{" 202.555.0143 ", "us", "+12025550143"},
		{"1 202 555 0143", "US", "+12025550143"},
		{"（202）555–0143", "US", ""}, // full-width brackets are nothing that people type
		{"２０２５５５０１４３", "US", "+12025550143"},
		{"011 44 20 7946 0958", "US", "+442079460958"},
		{"020 7946 0958", "GB", "+442079460958"},
		{"5555555557", "US", "+15555555557"}, // an area code that the tables do not know
		{"202 555 0143", "", ""},
		{"+1 911 555 0123", "US", ""},
		{"+1 292 555 0123", "US", ""},
		{"+1 202 155 0123", "US", ""},
		{"+1 202 555 014", "US", ""},
		{"+1 202 555 01433", "US", ""},
		{"+44 20 7946", "US", ""},
		{"202-555-0143 x12", "US", ""},
		{"call 202 555 0143", "US", ""},
		{"1-800-FLOWERS", "US", ""},
		{"202+555+0143", "US", ""},
		{"", "US", ""},
		{"+", "US", ""},
		{strings.Repeat("2", 500), "US", ""},
		{"202555\xff0143", "US", ""},
	} {
		got, err := phone.Parse(tt.text, tt.region)
		if got != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("Parse(%q, %q) = %q, %v; want %q", tt.text, tt.region, got, err, tt.want)
		}
		if err != nil && !errors.Is(err, phone.ErrInvalid) {
			t.Errorf("Parse(%q, %q): error %v is no ErrInvalid", tt.text, tt.region, err)
		}
	}
}

// A number in E.164 is read without the library where that is possible; in another notation, never. Both say the same.
func TestEveryNotationSaysTheSame(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	valid := 0
	for range 5_000 {
		digits := fmt.Sprintf("%010d", dice.Int64N(1e10))
		if dice.IntN(4) > 0 { // mostly such as may exist
			digits = fmt.Sprintf("%d%s", 2+dice.IntN(8), digits[1:])
		}
		want, wantErr := phone.Parse("+1 "+digits, "")
		got, err := phone.Parse("+1"+digits, "")
		if got != want || !errors.Is(err, wantErr) {
			t.Errorf("+1%s is read as %q, %v; with a space as %q, %v", digits, got, err, want, wantErr)
		}
		if err == nil {
			valid++
		}
	}
	if valid < 500 {
		t.Errorf("only %d numbers were valid: the test looks at too little", valid)
	}
}

func TestShortCodesAreRecognisedAndRefused(t *testing.T) {
	for _, text := range []string{"111", "911", "72345", "723456"} {
		if !phone.IsShortCode(text, "US") {
			t.Errorf("IsShortCode(%q) = false", text)
		}
		if got, err := phone.Parse(text, "US"); !errors.Is(err, phone.ErrShortCode) || !errors.Is(err, phone.ErrInvalid) {
			t.Errorf("Parse(%q) = %q, %v; want ErrShortCode", text, got, err)
		}
		if got := phone.International(text); got != text {
			t.Errorf("International(%q) = %q; a short code stays as it is", text, got)
		}
	}
	for _, text := range []string{"", "12", "7 23 45", "+72345", "2025550143", "STOP"} {
		if phone.IsShortCode(text, "US") {
			t.Errorf("IsShortCode(%q) = true", text)
		}
	}
}

func TestRegion(t *testing.T) {
	for number, want := range map[string]string{
		"+12025550143": "US", "+16475550123": "CA", "+18765550123": "JM", "+18885550123": "US",
		"+15555555557": "US", "+442079460958": "GB", "+88213300655": "", "72345": "", "": "", "Harbor": "",
	} {
		if got := phone.Region(number); got != want {
			t.Errorf("Region(%q) = %q, want %q", number, got, want)
		}
	}
}

func TestNotations(t *testing.T) {
	for _, tt := range []struct{ number, national, international, inUS string }{
		{"+12025550143", "(202) 555-0143", "+1 202-555-0143", "(202) 555-0143"},
		{"+16475550123", "(647) 555-0123", "+1 647-555-0123", "(647) 555-0123"},
		{"+442079460958", "020 7946 0958", "+44 20 7946 0958", "+44 20 7946 0958"},
		{"72345", "72345", "72345", "72345"},
		{"Harbor Fiber", "Harbor Fiber", "Harbor Fiber", "Harbor Fiber"},
		{"", "", "", ""},
	} {
		if got := phone.National(tt.number); got != tt.national {
			t.Errorf("National(%q) = %q, want %q", tt.number, got, tt.national)
		}
		if got := phone.International(tt.number); got != tt.international {
			t.Errorf("International(%q) = %q, want %q", tt.number, got, tt.international)
		}
		if got := phone.Display(tt.number, "US"); got != tt.inUS {
			t.Errorf("Display(%q, US) = %q, want %q", tt.number, got, tt.inUS)
		}
	}
}

// What is written without the library's help looks as the library writes it, in every area of the North American plan.
func TestNorthAmericanNumbersAreWrittenAlike(t *testing.T) {
	written := 0
	for area := 200; area < 1000; area++ {
		for _, rest := range []string{"5550143", "9110000", "1550143", "2000009"} {
			number := fmt.Sprintf("+1%d%s", area, rest)
			n, err := phonenumbers.Parse(number, "")
			if err != nil || !phone.Valid(number) {
				continue
			}
			written++
			want := phonenumbers.Format(n, phonenumbers.NATIONAL) + " " + phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
			if got := phone.Display(number, "ca") + " " + phone.Display(number, "GB"); got != want {
				t.Errorf("%s is written %q, want %q", number, got, want)
			}
		}
	}
	if written < 1000 {
		t.Errorf("only %d numbers were written", written)
	}
}

func TestValid(t *testing.T) {
	for value, want := range map[string]bool{
		"+12025550143": true, "+442079460958": true,
		"12025550143": false, "+1 202-555-0143": false, "+1111": false, "72345": false, "": false,
	} {
		if got := phone.Valid(value); got != want {
			t.Errorf("Valid(%q) = %v", value, got)
		}
	}
}

func TestSearchFindsANumberInAnyNotation(t *testing.T) {
	for number, texts := range map[string][]string{
		"+12025550143": {"(202) 555-0143", "+1 202-555-0143", "1 202 555 0143", "2025550143", "202-555", "555-01", "0143",
			"+1202", "２０２ 555", "202.555.0143", "202/555-0143"},
		"+442079460958": {"020 7946 0958", "+44 (0)20 7946 0958", "0044 20 7946 0958", "011 44 20 7946 0958", "7946"},
		"+441134960000": {"0113 496 0000"},
	} {
		for _, text := range texts {
			digits := phone.SearchDigits(text)
			if digits == "" || !strings.Contains(strings.TrimPrefix(number, "+"), digits) {
				t.Errorf("SearchDigits(%q) = %q: does not find %s", text, digits, number)
			}
		}
	}
	for _, text := range []string{"", " ", "Jake", "Unit 12", "a@harbor.example", "#12", "()", "0"} {
		if digits := phone.SearchDigits(text); digits != "" {
			t.Errorf("SearchDigits(%q) = %q, want none", text, digits)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := phone.Parse("(202) 555-0143", "US"); err != nil {
			b.Fatal(err)
		}
	}
}

func TestIsRegion(t *testing.T) {
	for code, want := range map[string]bool{"US": true, "FR": true, "GG": true, "us": false, "XX": false, "UK": false, "USA": false, "001": false, "": false} {
		if got := phone.IsRegion(code); got != want {
			t.Errorf("IsRegion(%q) = %v", code, got)
		}
	}
}
