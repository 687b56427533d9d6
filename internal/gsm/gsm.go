// Package gsm says what a text costs as an SMS: which alphabet carries it, how many parts it is cut into on the air
// and how many of them are billed. It neither encodes nor sends: that is the driver's or the provider's work.
package gsm

import "unicode/utf16"

// Encoding is how a text is carried (3GPP TS 23.038).
type Encoding string

// The encodings of a text. One character outside of the GSM alphabet makes the whole text UCS2.
const (
	GSM7 Encoding = "gsm"  // units are septets
	UCS2 Encoding = "ucs2" // units are UTF-16 code units
)

// How many units one part holds (3GPP TS 23.040: 140 octets; 6 of them are the header of a part among several).
const (
	gsmSingle, gsmPart   = 160, 153
	ucs2Single, ucs2Part = 70, 67
)

// How many septets the profile Seed bills as its first and as each further segment (spec rows SMS-22 and SMS-23).
const seedFirst, seedNext = 160, 145

// Size is what a text takes as an SMS.
type Size struct {
	Encoding Encoding
	Units    int // septets or UTF-16 code units of the whole text, headers not counted
	Segments int // parts on the air; 1 for the empty text
	// Offender is the first character that the GSM alphabet does not have, and so the reason for UCS2; 0 with GSM7.
	Offender rune
}

// Profile says how an installation counts the segments that it bills.
type Profile string

// The profiles. They differ for long texts in GSM7 only.
const (
	Seed     Profile = "seed" // 160 septets, then 145 for each further segment
	Standard Profile = "gsm"  // as the carrier counts: 160, or 153 for each part
)

// Count measures a text. Bytes that are no UTF-8 count as U+FFFD, as which they would be sent.
func Count(text string) Size {
	s := Size{Encoding: GSM7}
	parts := parter{room: gsmPart}
	for _, r := range text {
		n := septets(r)
		if n == 0 {
			return countUCS2(text, r)
		}
		s.Units += n
		parts.add(n)
	}
	s.Segments = parts.total(s.Units, gsmSingle)
	return s
}

func countUCS2(text string, offender rune) Size {
	s := Size{Encoding: UCS2, Offender: offender}
	parts := parter{room: ucs2Part}
	for _, r := range text {
		n := utf16.RuneLen(r)
		s.Units += n
		parts.add(n)
	}
	s.Segments = parts.total(s.Units, ucs2Single)
	return s
}

// Billed gives how many segments of a text the profile counts; one that is not known counts as Standard.
func Billed(text string, p Profile) int {
	s := Count(text)
	if p != Seed || s.Encoding != GSM7 || s.Units <= seedFirst {
		return s.Segments
	}
	return 1 + (s.Units-seedFirst+seedNext-1)/seedNext
}

// parter fills parts with characters, none of which may straddle two: neither an escape and its septet nor the two
// halves of a surrogate pair.
type parter struct {
	room int // units in a part
	full int // parts that are closed
	used int // units of the open one
}

func (p *parter) add(units int) {
	if p.used+units > p.room {
		p.full++
		p.used = 0
	}
	p.used += units
}

// total gives the parts, or 1 where the text fits into a single message, which has no header.
func (p *parter) total(units, single int) int {
	if units <= single {
		return 1
	}
	return p.full + 1
}
