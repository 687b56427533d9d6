// Package phone reads and writes telephone numbers: whatever notation a person or a provider uses becomes E.164 (ITU-T
// E.164: "+" and at most 15 digits), the only form in which a number is kept. It knows numbering plans and nothing of
// who may be written to: regions that a channel serves and consent are the gate's business.
package phone

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"
)

// What Parse reports. Callers translate it into an error of their own request and field.
var (
	// ErrInvalid says that the text is no telephone number that anybody can have.
	ErrInvalid = errors.New("not a telephone number")
	// ErrShortCode says that the text is a short code: real, but with no form in E.164. It is an ErrInvalid too.
	ErrShortCode = fmt.Errorf("%w: a short code", ErrInvalid)
)

// maxText is the longest notation that is read, in bytes: 15 digits and the signs people put between them.
const maxText = 64

// nanp is the country code that the regions of the North American Numbering Plan share.
const nanp = 1

// Parse reads a number in E.164, international or national notation and gives it in E.164. National notation is read as
// in region (ISO 3166-1, "US"); with region "" only international notation is understood. Letters, and so extensions
// and vanity numbers, are refused: a text to the switchboard of a company reaches nobody. The error is ErrInvalid, or
// ErrShortCode where it says more.
func Parse(text, region string) (string, error) {
	number, _, err := parse(text, region)
	return number, err
}

// parse is Parse, and Region of what it gives.
func parse(text, region string) (number, home string, err error) {
	text = strings.TrimSpace(text)
	if !plausible(text) {
		return "", "", ErrInvalid
	}
	if IsShortCode(text, region) {
		return "", "", ErrShortCode
	}
	n := plain(text)
	if n == nil {
		if n, err = phonenumbers.Parse(text, strings.ToUpper(region)); err != nil {
			return "", "", ErrInvalid
		}
	}
	home, valid := plan(n)
	if !valid {
		return "", "", ErrInvalid
	}
	return phonenumbers.Format(n, phonenumbers.E164), home, nil
}

// plain reads a number of the North American plan in E.164, where there is nothing to interpret: what the library does
// to find an extension or a national prefix takes as long as all else. For other texts it gives nil.
func plain(text string) *phonenumbers.PhoneNumber {
	digits, found := strings.CutPrefix(text, "+1")
	if !found || len(digits) != 10 {
		return nil
	}
	national, err := strconv.ParseUint(digits, 10, 64)
	if err != nil {
		return nil
	}
	country := int32(nanp)
	return &phonenumbers.PhoneNumber{CountryCode: &country, NationalNumber: &national}
}

// Valid reports whether value is a number in E.164 as Parse gives it.
func Valid(value string) bool {
	parsed, err := Parse(value, "")
	return err == nil && parsed == value
}

// IsShortCode reports whether text is a short code of the region, such as 72345 in the US: bare digits, three to six in
// most regions. It goes by length, since which codes are in use is known to the carriers only.
func IsShortCode(text, region string) bool {
	if len(text) < 3 || len(text) > 8 || strings.Trim(text, "0123456789") != "" {
		return false
	}
	region = strings.ToUpper(region)
	n, err := phonenumbers.Parse(text, region)
	return err == nil && phonenumbers.IsPossibleShortNumberForRegion(n, region)
}

// IsRegion reports whether code is a region whose numbers are known (ISO 3166-1, "US").
func IsRegion(code string) bool { return phonenumbers.GetSupportedRegions()[code] }

// Region gives the region of a number in E.164 (ISO 3166-1, "CA"), and "" where it has none: a satellite network, a
// short code.
func Region(e164 string) string {
	n := read(e164)
	if n == nil {
		return ""
	}
	region, _ := plan(n)
	return region
}

// National writes a number in E.164 as people of its own region do: (202) 555-0143. What is no such number stays as it
// is.
func National(e164 string) string { return format(e164, phonenumbers.NATIONAL) }

// International writes a number in E.164 with its country code: +1 202-555-0143. What is no such number stays as it is.
func International(e164 string) string { return format(e164, phonenumbers.INTERNATIONAL) }

// Display writes a number in E.164 as a reader in region expects it: a number of his own region, or of one that shares
// its country code, in national notation, any other in international. What is no such number stays as it is.
func Display(e164, region string) string {
	n := read(e164)
	if n == nil {
		return e164
	}
	if int(n.GetCountryCode()) == phonenumbers.GetCountryCodeForRegion(strings.ToUpper(region)) {
		return write(n, phonenumbers.NATIONAL)
	}
	return write(n, phonenumbers.INTERNATIONAL)
}

func format(e164 string, as phonenumbers.PhoneNumberFormat) string {
	n := read(e164)
	if n == nil {
		return e164
	}
	return write(n, as)
}

// write is the library's Format. The North American plan has one form for all numbers; a page of a list writes a hundred of
// them, on which the library spent more time than the database on the page.
func write(n *phonenumbers.PhoneNumber, as phonenumbers.PhoneNumberFormat) string {
	if !newAreaCode(n) {
		return phonenumbers.Format(n, as)
	}
	d := strconv.FormatUint(n.GetNationalNumber(), 10)
	if as == phonenumbers.NATIONAL {
		return "(" + d[:3] + ") " + d[3:6] + "-" + d[6:]
	}
	return "+1 " + d[:3] + "-" + d[3:6] + "-" + d[6:]
}

// read gives the number that a value in E.164 stands for, or nil.
func read(e164 string) *phonenumbers.PhoneNumber {
	if !strings.HasPrefix(e164, "+") || !plausible(e164) {
		return nil
	}
	n := plain(e164)
	if n == nil {
		var err error
		if n, err = phonenumbers.Parse(e164, ""); err != nil {
			return nil
		}
	}
	if newAreaCode(n) {
		return n
	}
	if _, valid := plan(n); !valid {
		return nil
	}
	return n
}

// plausible keeps away from the library what it would read generously: it finds a number in the middle of a sentence,
// and letters on a keypad.
func plausible(text string) bool {
	if text == "" || len(text) > maxText || !utf8.ValidString(text) {
		return false
	}
	for i, r := range text {
		switch {
		case isDigit(r) || unicode.Is(unicode.Zs, r) || unicode.Is(unicode.Pd, r):
		case strings.ContainsRune("()[]./", r):
		case i == 0 && (r == '+' || r == '＋'):
		default:
			return false
		}
	}
	return true
}

// plan gives the region of n, "" where it has none, and whether anybody can have that number. It is asked once a number,
// for it tries dozens of regular expressions.
func plan(n *phonenumbers.PhoneNumber) (region string, valid bool) {
	region = phonenumbers.GetRegionCodeForNumber(n)
	valid = phonenumbers.IsValidNumberForRegion(n, region) || newAreaCode(n)
	switch {
	case region == "" && n.GetCountryCode() == nanp:
		return "US", valid // see newAreaCode
	case len(region) != 2: // "001" stands for no region at all
		return "", valid
	}
	return region, valid
}

// newAreaCode reports whether n has the shape that every number of the North American plan has: area code and exchange
// begin with 2 to 9, an area code is neither N11 nor N9X. The plan opens area codes every year, faster than the
// library's tables follow, and refusing a customer's real number is worse than trying one that nobody has.
func newAreaCode(n *phonenumbers.PhoneNumber) bool {
	if n.GetCountryCode() != nanp {
		return false
	}
	national := phonenumbers.GetNationalSignificantNumber(n)
	if len(national) != 10 {
		return false
	}
	area, exchange := national[:3], national[3:6]
	return area[0] >= '2' && area[1] != '9' && area[1:] != "11" && exchange[0] >= '2'
}
