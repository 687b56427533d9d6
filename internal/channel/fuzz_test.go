package channel_test

import (
	"maps"
	"strings"
	"testing"
	"unicode/utf8"

	"parley/internal/channel"
	"parley/internal/parley"
)

// Settings that are taken are text, hold what is required, and are taken again as they are; others are refused at a field.
func FuzzCheckSettings(f *testing.F) {
	for _, seed := range []string{"", "https://gateway.example", "http://", "://", "ftp://x", "12", "-1", "99999999999999999999", "true", "yes", "a", " b ", "\x00", "\xff", strings.Repeat("x", 5000)} {
		f.Add(seed, seed, "")
		f.Add("https://gateway.example", seed, seed)
	}
	types := []channel.FieldType{channel.Text, channel.URL, channel.Number, channel.Toggle, channel.Choice}
	f.Fuzz(func(t *testing.T, address, value, name string) {
		for _, of := range types {
			fields := []channel.Field{
				{Name: "base_url", Label: "Address", Type: channel.URL, Required: true},
				{Name: "value", Label: "Value", Type: of, Options: []string{"a", "b"}},
			}
			in := channel.Settings{"base_url": address, "value": value}
			if name != "" {
				in[name] = value
			}
			out, err := channel.CheckSettings(fields, in)
			if err != nil {
				if code := parley.CodeOf(err); code != "invalid_setting" && code != "unknown_setting" {
					t.Errorf("%q: %v", in, err)
				}
				continue
			}
			for key, kept := range out {
				if !utf8.ValidString(kept) || strings.ContainsRune(kept, 0) || len(kept) > 4096 || key != "base_url" && key != "value" {
					t.Errorf("%q is kept as %q", in, out)
				}
			}
			if again, err := channel.CheckSettings(fields, out); err != nil || !maps.Equal(again, out) || out["base_url"] == "" {
				t.Errorf("%q is kept as %q, and that as %q (%v)", in, out, again, err)
			}
		}
	})
}
