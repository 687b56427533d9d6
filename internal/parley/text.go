package parley

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsLine reports whether s can be kept and shown as one line: UTF-8 without control characters. A zero byte, for one,
// is nothing that PostgreSQL keeps.
func IsLine(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// IsText reports whether s can be kept as text of several lines: a line that may have line breaks and tabs.
func IsText(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
	})
}

// IsBlank reports whether nothing of s is seen: white space, control characters, and what Unicode gives no ink, such as
// U+200B and U+FEFF.
func IsBlank(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsSpace(r) && r != brailleBlank &&
			!unicode.In(r, unicode.Cc, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
	})
}

// CleanName is a name, or another line that people tell things apart by, as it is kept: without white space around it, and
// without the characters that nobody sees and that turn the direction of what follows or make two names look alike (Unicode's Cf:
// U+200B, U+202E, U+2066, U+FEFF …). A joiner (U+200C, U+200D) stays behind an emoji or a letter of a script that is written with
// it. What is no UTF-8 stays, for IsLine to refuse.
func CleanName(text string) string {
	if !utf8.ValidString(text) {
		return strings.TrimSpace(text)
	}
	last := ' '
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r) && !(unicode.Is(unicode.Join_Control, r) && joins(last)) {
			return -1
		}
		last = r
		return r
	}, text))
}

// joins reports whether a joiner behind the character means something.
func joins(r rune) bool {
	return unicode.In(r, unicode.M, unicode.So, unicode.Sk) || unicode.IsLetter(r) && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
}

const brailleBlank = '\u2800' // a symbol to Unicode, though nobody sees it

// CleanText makes text of strangers' bytes: U+FFFD for what is no UTF-8 and for NUL, which PostgreSQL refuses, and at most
// so many bytes, cut between characters.
func CleanText(text string, most int) string {
	if len(text) > most {
		cut := most
		for cut > most-utf8.UTFMax && cut > 0 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut]
	}
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
}

// maxProviderID is the longest id of a provider that is kept as it came, in bytes.
const maxProviderID = 200

// ProviderID gives what a provider's own id of a message is kept and found by: the id itself, or its hash where it is too
// long or no text. To cut or mend it would make one of two that differ, and the second message would be taken for a repeat.
func ProviderID(id string) string {
	if CleanText(id, maxProviderID) == id {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// CleanLine makes one line of strangers' bytes, in the manner of CleanText: control characters become blanks.
func CleanLine(text string, most int) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, CleanText(text, most))
}
