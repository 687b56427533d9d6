package channel

import (
	"net/url"
	"slices"
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
	problem := ""
	switch {
	case value == "" && f.Required && f.Type != Generated:
		problem = "is required"
	case value == "":
	case len(value) > maxSetting || !utf8.ValidString(value) || strings.Contains(value, "\x00"):
		problem = "is too long or is not text"
	default:
		problem = checkType(f, value)
	}
	if problem == "" {
		return nil
	}
	return parley.Errorf(parley.Invalid, "invalid_setting", "%s %s.", f.Label, problem).At("settings." + f.Name)
}

// checkType says what keeps the value from being one of the field's type, or "".
func checkType(f Field, value string) string {
	switch f.Type {
	case URL:
		u, err := url.Parse(value)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return "must be a whole address such as https://gateway.example"
		}
	case Number:
		if n, err := strconv.Atoi(value); err != nil || n < 0 {
			return "must be a whole number, 0 or more"
		}
	case Toggle:
		if value != "true" && value != "false" {
			return "must be true or false"
		}
	case Choice:
		if !slices.Contains(f.Options, value) {
			return "must be one of " + strings.Join(f.Options, ", ")
		}
	}
	return ""
}
