package phone

import "strings"

// internationalDigits is the fewest digits of a number dialled abroad from North America, 011 included. No national
// number that begins with 011 has as many.
const internationalDigits = 13

// SearchDigits gives the digits by which to look for what a person has typed into a search box: a whole number in any
// notation or a piece of one. A number matches if the digits of its E.164 form contain them: "(202) 555-0143",
// "+1 202-555-0143" and "555-01" all find +12025550143. It gives "" where the text is not a number at all, so that a
// name with a digit in it is not looked for as one.
//
// Zeros in front are left out, since E.164 has neither the 0 of national dialling nor the 00 of international; a search
// for the last digits "0143" then finds a little more than it should, never less.
func SearchDigits(text string) string {
	text = strings.ReplaceAll(strings.TrimSpace(text), "(0)", "") // +44 (0)20 7946 0958
	if !plausible(text) {
		return ""
	}
	var b strings.Builder
	for _, r := range text {
		if value, ok := digitValue(r); ok {
			b.WriteByte('0' + value)
		}
	}
	digits := b.String()
	if strings.HasPrefix(digits, "011") && len(digits) >= internationalDigits && !strings.HasPrefix(text, "+") {
		digits = digits[len("011"):]
	}
	return strings.TrimLeft(digits, "0")
}

// zeros are the noughts of the scripts in which people write numbers: ASCII, Arabic-Indic, its eastern form, full-width.
var zeros = [...]rune{'0', '٠', '۰', '０'}

func digitValue(r rune) (byte, bool) {
	for _, zero := range zeros {
		if r >= zero && r <= zero+9 {
			return byte(r - zero), true
		}
	}
	return 0, false
}

func isDigit(r rune) bool {
	_, ok := digitValue(r)
	return ok
}
