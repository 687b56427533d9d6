package parley

import (
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
