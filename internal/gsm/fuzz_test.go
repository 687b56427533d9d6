package gsm_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/warthog618/sms"

	"parley/internal/gsm"
)

// FuzzCount compares with a complete encoder on texts that nobody thought of.
func FuzzCount(f *testing.F) {
	for _, seed := range []string{"", "a", "€", "ж", "😀", "\x1b", "\xff", "{[]}", "it’s"} {
		f.Add(seed, uint16(1))
		f.Add(seed, uint16(153))
	}
	f.Fuzz(func(t *testing.T, text string, times uint16) {
		text = strings.Repeat(text, int(times%400))
		if len(text) > 20_000 {
			return // more than the 255 parts that a text may have
		}
		got := gsm.Count(text)
		if got.Segments < 1 || got.Offender != 0 && got.Encoding == gsm.GSM7 {
			t.Fatalf("Count(%q) = %+v", text, got)
		}
		if billed := gsm.Billed(text, gsm.Seed); billed < got.Segments-1 {
			t.Errorf("Billed(%q) = %d, fewer than the %d sent", text, billed, got.Segments)
		}
		if text == "" || !utf8.ValidString(text) || strings.Contains(text, "\x1b") {
			return // the other encoder differs: it makes nothing of nothing, refuses bad UTF-8 and passes the escape on
		}
		pdus, err := sms.Encode([]byte(text))
		if err != nil {
			return
		}
		if got.Segments != len(pdus) {
			t.Errorf("Count(%q) = %+v, the encoder makes %d", text, got, len(pdus))
		}
	})
}
