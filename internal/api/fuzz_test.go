package api

import (
	"encoding/json"
	"strings"
	"testing"

	"parley/internal/parley"
)

// What is valid JSON and decodes to U+0000 is refused, and nothing else is.
func FuzzEscapesZero(f *testing.F) {
	for _, seed := range []string{`"a"`, `"\u0000"`, `"\\u0000"`, `"\\\u0000"`, `"\\\\u0000"`, `"\n\u00000"`, `"\"\u0001"`, `"\`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var text string
		if json.Unmarshal(raw, &text) != nil {
			escapesZero(raw) // it must not fail, whatever it says
			return
		}
		if got, want := escapesZero(raw), strings.ContainsRune(text, 0); got != want {
			t.Errorf("escapesZero(%q) = %v, want %v", raw, got, want)
		}
	})
}

// A cursor that is taken comes out as it went in; any other is refused with its code.
func FuzzDecodeCursor(f *testing.F) {
	for _, seed := range []string{"", "MQ", *encodeCursor("1", "b"), "%21", "MQAf_w"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cursor string) {
		keys, err := decodeCursor(cursor, 2)
		switch {
		case err != nil && parley.CodeOf(err) != "invalid_cursor":
			t.Errorf("decodeCursor(%q): %v", cursor, err)
		case err == nil && keys != nil && (len(keys) != 2 || strings.ContainsRune(keys[0]+keys[1], 0)):
			t.Errorf("decodeCursor(%q) = %q", cursor, keys)
		}
	})
}

// A place in a list that is taken is the same place when it is given again: a page that began anew would never end.
func FuzzTimeCursor(f *testing.F) {
	const id = "01935000-0000-7000-8000-000000000001"
	for _, seed := range []string{"", "MQ", *encodeCursor("1795255200000", id), *encodeCursor("1", ""), *encodeCursor("-9223372036854775808", id), *encodeCursor("9223372036854775807", id), *encodeCursor("1e3", id)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cursor string) {
		place, err := timeCursor(cursor)
		if err != nil {
			if parley.CodeOf(err) != "invalid_cursor" {
				t.Errorf("timeCursor(%q): %v", cursor, err)
			}
			return
		}
		next := nextByTime(place)
		if (next == nil) != (cursor == "") {
			t.Fatalf("timeCursor(%q) = %v, given again as %v", cursor, place, next)
		}
		if next == nil {
			return
		}
		if again, err := timeCursor(*next); err != nil || again != place {
			t.Errorf("timeCursor(%q) = %v, and then %v (%v)", cursor, place, again, err)
		}
	})
}
