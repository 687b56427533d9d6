package parley_test

import (
	"strings"
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

func TestIsBlank(t *testing.T) {
	for text, want := range map[string]bool{
		"": true, " \n\t\u00a0\u3000": true, "\u200b\ufeff\u2060\u00ad\u200e": true, "\ufe0f\u034f\u3164\u2800": true, "\x07": true,
		"\u200ba": false, "👩\u200d🚀": false, ".": false, "\ufffd": false, "e\u0301": false, "م": false,
	} {
		if got := parley.IsBlank(text); got != want {
			t.Errorf("IsBlank(%q) = %v", text, got)
		}
	}
}

func TestProvidersIDsStayApart(t *testing.T) {
	long := strings.Repeat("x", 199)
	for _, id := range []string{"", "SM1", "wamid.é==", long + "1"} {
		if got := parley.ProviderID(id); got != id {
			t.Errorf("%q is kept as %q", id, got)
		}
	}
	kept := map[string]string{}
	for _, id := range []string{long + "12", long + "13", long + long, "\xff", "\xfe", "\x00", "\uFFFD"} {
		got := parley.ProviderID(id)
		if other, taken := kept[got]; taken {
			t.Errorf("%q and %q are both kept as %q", id, other, got)
		}
		if kept[got] = id; len(got) > 200 || !parley.IsLine(got) || got != parley.ProviderID(id) {
			t.Errorf("%q is kept as %q", id, got)
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

func TestCleanName(t *testing.T) {
	for text, want := range map[string]string{
		"  Zoë Tremblay ":                 "Zoë Tremblay",
		"Zo\u200bë\ufeff":                 "Zoë",
		"\u202a+1 202 555 0143\u202c":     "+1 202 555 0143",
		"\u2066Ann\u2069 \u202eneB\u202c": "Ann neB",
		"co\u00adop":                      "coop",
		"A\u200dnn":                       "Ann", // a joiner that joins nothing
		"\u200cAnn":                       "Ann",
		"می\u200cخواهم":                   "می\u200cخواهم",
		"क्\u200dष":                       "क्\u200dष",
		"👨\u200d👩\u200d👧 Roy":             "👨\u200d👩\u200d👧 Roy",
		"❤\ufe0f\u200d🔥":                  "❤\ufe0f\u200d🔥",
		"\u0601 1447":                     "\u0601 1447", // a sign that is seen
		"\u200b \u202e":                   "",
		" \xff\u200b ":                    "\xff\u200b", // IsLine refuses it
	} {
		if got := parley.CleanName(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
