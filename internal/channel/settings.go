package channel

import (
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"parley/internal/parley"
)

// FieldType says how a setting is entered and checked.
type FieldType string

// The types of field.
const (
	Text   FieldType = "text"
	URL    FieldType = "url"    // http or https, with a host
	Number FieldType = "number" // whole, not negative
	Toggle FieldType = "toggle" // "true" or "false"
	Choice FieldType = "choice" // one of Options
	List   FieldType = "list"   // words separated by commas
	// Generated is made by the hub when the channel is created and shown, never entered: a callback token.
	Generated FieldType = "generated"
)

// Field is one setting. All values are strings; Type says how they are read.
type Field struct {
	Name     string    `json:"name"`  // in the API: "auth_token"
	Label    string    `json:"label"` // for people: "Auth token"
	Help     string    `json:"help,omitempty"`
	Type     FieldType `json:"type"`
	Required bool      `json:"required,omitempty"`
	Secret   bool      `json:"secret,omitempty"` // sealed at rest, never sent back
	Default  string    `json:"default,omitempty"`
	Options  []string  `json:"options,omitempty"`
}

// Settings are checked values by field name, secrets opened.
type Settings map[string]string

// Int gives a Number, and 0 where it is unset.
func (s Settings) Int(name string) int {
	n, _ := strconv.Atoi(s[name]) // Check has refused what is no number
	return n
}

// Bool gives a Toggle.
func (s Settings) Bool(name string) bool { return s[name] == "true" }

// List gives the words of a List, without blanks.
func (s Settings) List(name string) []string {
	var words []string
	for word := range strings.SplitSeq(s[name], ",") {
		if word = strings.TrimSpace(word); word != "" {
			words = append(words, word)
		}
	}
	return words
}

const maxSetting = 4096 // bytes; the longest real one is a PEM key

// CheckSettings fills in defaults and checks every value against its field. A name that no field has is refused: a
// misspelt setting that is silently dropped costs an evening.
func CheckSettings(fields []Field, in Settings) (Settings, error) {
	out := Settings{}
	known := map[string]bool{}
	for _, f := range fields {
		known[f.Name] = true
		value := strings.TrimSpace(in[f.Name])
		if value == "" {
			value = f.Default
		}
		if err := checkValue(f, value); err != nil {
			return nil, err
		}
		if value != "" {
			out[f.Name] = value
		}
	}
	for name := range in {
		if !known[name] {
			return nil, parley.Errorf(parley.Invalid, "unknown_setting", "There is no setting %q on this kind of channel.", name).At("settings." + name)
		}
	}
	return out, nil
}

func checkValue(f Field, value string) error {
	bad := func(format string, args ...any) error {
		return parley.Errorf(parley.Invalid, "invalid_setting", format, args...).At("settings." + f.Name)
	}
	switch {
	case value == "" && f.Required && f.Type != Generated:
		return bad("%s is required.", f.Label)
	case value == "":
		return nil
	case len(value) > maxSetting || !utf8.ValidString(value) || strings.ContainsAny(value, "\x00"):
		return bad("%s is too long or is not text.", f.Label)
	}
	switch f.Type {
	case URL:
		u, err := url.Parse(value)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return bad("%s must be a whole address such as https://gateway.example.", f.Label)
		}
	case Number:
		if n, err := strconv.Atoi(value); err != nil || n < 0 {
			return bad("%s must be a whole number, 0 or more.", f.Label)
		}
	case Toggle:
		if value != "true" && value != "false" {
			return bad("%s must be true or false.", f.Label)
		}
	case Choice:
		for _, option := range f.Options {
			if value == option {
				return nil
			}
		}
		return bad("%s must be one of %s.", f.Label, strings.Join(f.Options, ", "))
	}
	return nil
}
