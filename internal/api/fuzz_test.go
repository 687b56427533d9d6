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
