package inbox_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"parley/internal/channel"
	"parley/internal/parley"
)

// FuzzReceive takes in strangers' bytes: none of them may make the provider repeat itself for ever, and what is kept is
// text.
func FuzzReceive(f *testing.F) {
	for _, seed := range []string{"", "STOP", "stop\x01", "\x00", "\xff\xfe", "YES", " \u2028 ", strings.Repeat("é", 12_000), "\u202e\ufeff", "'; --", "+1\x7f"} {
		f.Add("m1", "+12125550101", seed, "Anna", "")
		f.Add(seed, seed, "STOP", seed, seed)
	}
	h, line := newHouse(f, nil)
	f.Fuzz(func(t *testing.T, id, from, text, name, keyword string) {
		h.TB = t
		in := channel.Incoming{ProviderID: id, From: from, To: from, Text: text, Name: name, Keyword: keyword}
		for range 2 {
			if err := h.Inbox.Receive(t.Context(), line, in); err != nil {
				t.Fatalf("%#v: %v", in, err)
			}
		}
		if id == "" || from == "" {
			return
		}
		kept := parley.ProviderID(id)
		if n := h.Count(`SELECT COUNT(*) FROM message WHERE provider_id = $1`, kept); n != 1 {
			t.Errorf("%#v is kept %d times", in, n)
		}
		for _, m := range h.Newest(3) {
			if !utf8.ValidString(m.Text) || strings.Contains(m.Text, "\x00") {
				t.Errorf("%+q is kept as %+q", text, m.Text)
			}
		}
	})
}
