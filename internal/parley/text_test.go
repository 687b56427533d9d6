package parley_test

import (
	"testing"

	"parley/internal/parley"
)

func TestTextThatCanBeKept(t *testing.T) {
	for _, c := range []struct {
		text           string
		isLine, isText bool
	}{
		{"", true, true},
		{"Zoë 👨‍👩‍👧 محمد", true, true},
		{"two\nlines\r\n\tand a tab", false, true},
		{"a\x00b", false, false},
		{"\x1b[31m", false, false},
		{"\xff", false, false},
		{"\u0085", false, false},
	} {
		if got := parley.IsLine(c.text); got != c.isLine {
			t.Errorf("IsLine(%q) = %v", c.text, got)
		}
		if got := parley.IsText(c.text); got != c.isText {
			t.Errorf("IsText(%q) = %v", c.text, got)
		}
	}
}

func TestCleanText(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"as it is é", 100, "as it is é"},
		{"\xff\x00ok", 100, "\uFFFD\uFFFDok"},
		{"abcdef", 3, "abc"},
		{"aé", 2, "a"},
		{"👋👋", 5, "👋"},
		{"", 0, ""},
	} {
		if got := parley.CleanText(c.text, c.most); got != c.want {
			t.Errorf("CleanText(%q, %d) = %q, want %q", c.text, c.most, got, c.want)
		}
	}
}
