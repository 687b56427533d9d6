package gsm_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/warthog618/sms"
	"github.com/warthog618/sms/encoding/gsm7/charset"

	"parley/internal/gsm"
)

// golden is one line of testdata/segments.json, which the front end's own counter is tested with as well.
type golden struct {
	Text     string       `json:"text"`
	Encoding gsm.Encoding `json:"encoding"`
	Segments int          `json:"segments"`
	Units    int          `json:"units"`
}

func readGolden(t testing.TB) []golden {
	t.Helper()
	raw, err := os.ReadFile("testdata/segments.json")
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	var all []golden
	if err := dec.Decode(&all); err != nil {
		t.Fatal(err)
	}
	if len(all) < 30 {
		t.Fatalf("%d golden cases, want 30 or more", len(all))
	}
	return all
}

func TestCountGolden(t *testing.T) {
	for _, want := range readGolden(t) {
		got := gsm.Count(want.Text)
		if got.Encoding != want.Encoding || got.Segments != want.Segments || got.Units != want.Units {
			t.Errorf("Count(%.20q… of %d runes) = %+v, want %s, %d segments, %d units",
				want.Text, utf8.RuneCountInString(want.Text), got, want.Encoding, want.Segments, want.Units)
		}
	}
}

// TestCountAgainstAnotherEncoder compares with what a complete SMS encoder puts on the air.
func TestCountAgainstAnotherEncoder(t *testing.T) {
	for _, each := range readGolden(t) {
		if each.Text == "" {
			continue // the encoder makes nothing of nothing
		}
		pdus, err := sms.Encode([]byte(each.Text))
		if err != nil {
			t.Errorf("encoding %.20q: %v", each.Text, err)
			continue
		}
		if got := gsm.Count(each.Text).Segments; got != len(pdus) {
			t.Errorf("Count(%.20q… of %d runes) = %d segments, the encoder makes %d", each.Text, utf8.RuneCountInString(each.Text), got, len(pdus))
		}
	}
}

func TestAlphabetAgainstAnotherTable(t *testing.T) {
	const escape = 0x1b
	basic, extension := charset.DefaultEncoder(), charset.DefaultExtEncoder()
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		want := gsm.Size{Encoding: gsm.UCS2, Offender: r}
		if code, ok := basic[r]; ok && code != escape {
			want = gsm.Size{Encoding: gsm.GSM7, Units: 1}
		} else if _, ok := extension[r]; ok {
			want = gsm.Size{Encoding: gsm.GSM7, Units: 2}
		}
		got := gsm.Count(string(r))
		if got.Encoding != want.Encoding || got.Offender != want.Offender || want.Units > 0 && got.Units != want.Units {
			t.Errorf("Count(%U) = %+v, want %+v", r, got, want)
		}
	}
}

func TestOffenderIsTheFirst(t *testing.T) {
	for text, want := range map[string]rune{"plain": 0, "it’s “fine”": '’', "ça": 'ç', "ok 😀 ж": '😀', "a\xffb": utf8.RuneError} {
		if got := gsm.Count(text).Offender; got != want {
			t.Errorf("Count(%q).Offender = %q, want %q", text, got, want)
		}
	}
}

func TestBilled(t *testing.T) {
	for _, tt := range []struct {
		name           string
		text           string
		seed, standard int
	}{
		{"empty", "", 1, 1},
		{"first segment full", strings.Repeat("a", 160), 1, 1}, // SMS-22
		{"one over", strings.Repeat("a", 161), 2, 2},
		{"second full", strings.Repeat("a", 305), 2, 2}, // SMS-23
		{"third begun", strings.Repeat("a", 306), 3, 2}, // SMS-23
		{"third full", strings.Repeat("a", 450), 3, 3},
		{"fourth begun", strings.Repeat("a", 451), 4, 3},
		{"extension counts twice", strings.Repeat("€", 81), 2, 2},
		{"extension, third begun", strings.Repeat("€", 153), 3, 3},
		{"UCS-2 single", strings.Repeat("ж", 70), 1, 1},
		{"UCS-2 two", strings.Repeat("ж", 134), 2, 2},
		{"UCS-2 three", strings.Repeat("ж", 135), 3, 3},
	} {
		if got := gsm.Billed(tt.text, gsm.Seed); got != tt.seed {
			t.Errorf("%s: Billed(seed) = %d, want %d", tt.name, got, tt.seed)
		}
		if got := gsm.Billed(tt.text, gsm.Standard); got != tt.standard {
			t.Errorf("%s: Billed(gsm) = %d, want %d", tt.name, got, tt.standard)
		}
	}
}

func BenchmarkCount(b *testing.B) {
	for name, text := range map[string]string{
		"gsm160": strings.Repeat("Hello, you ", 15)[:160],
		"ucs2":   strings.Repeat("Ваш счёт ", 15),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if gsm.Count(text).Segments == 0 {
					b.Fatal("nothing counted")
				}
			}
		})
	}
	b.Run("anotherEncoder", func(b *testing.B) { // what this package saves on every send
		text := []byte(strings.Repeat("Hello, you ", 15)[:160])
		b.ReportAllocs()
		for b.Loop() {
			if _, err := sms.Encode(text); err != nil {
				b.Fatal(err)
			}
		}
	})
}
