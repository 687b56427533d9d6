package httpd

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"parley/internal/parley"
)

func TestCheckText(t *testing.T) {
	for raw, good := range map[string]bool{
		`{"text":"héllo 👍"}`:                     true,
		`{"text":"\ud83d\udc4d \u00e9 \\ud83d"}`: true,
		`{"text":"\\\\"}`:                        true,
		"{\"text\":\"\xff\"}":                    false,
		"{\"text\":\"\xed\xa0\x80\"}":            false,
		`{"text":"\ud83d"}`:                      false,
		`{"text":"\ud83dx\udc4d"}`:               false,
		`{"text":"\udc4d"}`:                      false,
		`{"text":"\ud83d\u0041"}`:                false,
		`\`:                                      true, // no JSON at all: for the parser to refuse
		`\u12`:                                   true,
	} {
		err := CheckText([]byte(raw))
		if (err == nil) != good {
			t.Errorf("%s: %v", raw, err)
		}
		if err != nil && (!parley.IsKind(err, parley.Malformed) || parley.CodeOf(err) != "invalid_utf8") {
			t.Errorf("%s is refused as %v", raw, err)
		}
	}
}

// What CheckText lets pass, encoding/json must read without putting U+FFFD where the sender had none.
func FuzzCheckText(f *testing.F) {
	for _, seed := range []string{`"a"`, `"\ud83d\udc4d"`, `"\udc4d"`, `"\\u"`, "\"\xff\"", `"\`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var text string
		if json.Unmarshal(raw, &text) != nil || CheckText(raw) != nil {
			return
		}
		wanted := 0
		for rest := string(raw); rest != ""; {
			r, n := utf8.DecodeRuneInString(rest)
			unit, is := escaped([]byte(rest))
			if r == utf8.RuneError || is && unit == utf8.RuneError {
				wanted++
			}
			rest = rest[n:]
		}
		got := 0
		for _, r := range text {
			if r == utf8.RuneError {
				got++
			}
		}
		if got > wanted {
			t.Errorf("%q was read as %q", raw, text)
		}
	})
}
