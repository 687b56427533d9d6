package channel

import (
	"fmt"
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
	Number FieldType = "number" // whole, from Min to Max
	Toggle FieldType = "toggle" // "true" or "false"
	Choice FieldType = "choice" // one of Options
	List   FieldType = "list"   // words separated by commas
	// Generated is made by the hub when the channel is created and shown, never entered: a callback token.
	Generated FieldType = "generated"
)

// Field is one setting. Drivers get all values as strings; Type says how they are read, and how they travel (Typed).
type Field struct {
	Name     string    `json:"name"`  // in the API: "auth_token"
	Label    string    `json:"label"` // for people: "Auth token"
	Help     string    `json:"help,omitempty"`
	Type     FieldType `json:"type"`
	Required bool      `json:"required,omitempty"`
	Secret   bool      `json:"secret,omitempty"` // sealed at rest, never sent back
	Default  string    `json:"default,omitempty" doc:"As a text, whatever the type."`
	Min      int       `json:"min,omitempty"` // of a Number
	Max      int       `json:"max,omitempty"` // of a Number; 0 = no bound
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

// Typed gives settings as they travel: a Toggle as a bool, a Number as an int, a List as its words and all else as a
// string. A Number that is unset is nil.
func (s Settings) Typed(fields []Field) map[string]any {
	out := make(map[string]any, len(s))
	for _, f := range fields {
		value, set := s[f.Name]
		if !set {
			continue
		}
		switch f.Type {
		case Toggle:
			out[f.Name] = value == "true"
		case Number:
			out[f.Name] = nil
			if n, err := strconv.Atoi(value); err == nil {
				out[f.Name] = n
			}
		case List:
			out[f.Name] = append([]string{}, s.List(f.Name)...)
		default:
			out[f.Name] = value
		}
	}
	return out
}

// Untyped reads what JSON has for settings: the types that Typed gives, or strings for any of them; nil asks for the
// default. What the values must be is for CheckSettings to say.
func Untyped(fields []Field, in map[string]any) (Settings, error) {
	out := Settings{}
	for name, value := range in {
		at := slices.IndexFunc(fields, func(f Field) bool { return f.Name == name })
		text, fits := untyped(value, at >= 0 && fields[at].Type == List)
		if !fits {
			return nil, parley.Errorf(parley.Invalid, "invalid_setting", "A setting is a text, a number, true or false, or a list of texts where it is a list.").At("settings." + name)
		}
		if value == nil && at >= 0 {
			text = fields[at].Default
		}
		out[name] = text
	}
	return out, nil
}

func untyped(value any, list bool) (text string, fits bool) {
	switch value := value.(type) {
	case nil:
		return "", true
	case string:
		return value, true
	case bool:
		return strconv.FormatBool(value), true
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64), true
	case []any:
		words := make([]string, len(value))
		for i, each := range value {
			word, is := each.(string)
			if !is {
				return "", false
			}
			words[i] = word
		}
		return strings.Join(words, ","), list
	}
	return "", false
}

const maxSetting = 4096 // bytes; the longest real one is a PEM key

// CheckSettings fills in defaults and checks every value against its field. A name that no field has is refused: a
// misspelt setting that is silently dropped costs an evening.
func CheckSettings(fields []Field, in Settings) (Settings, error) {
	out := Settings{}
	known := map[string]bool{}
	for _, f := range fields {
		known[f.Name] = true
		value, said := in[f.Name]
		value = strings.TrimSpace(value)
		emptied := said && f.Type == List // a list may be emptied; nothing else is meant by an empty text
		if value == "" && !emptied {
			value = f.Default
		}
		if err := checkValue(f, value); err != nil {
			return nil, err
		}
		if value != "" || emptied {
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
		n, err := strconv.Atoi(value)
		switch {
		case f.Max > 0 && (err != nil || n < f.Min || n > f.Max):
			return fmt.Sprintf("must be a whole number from %d to %d", f.Min, f.Max)
		case err != nil || n < f.Min:
			return fmt.Sprintf("must be a whole number, %d or more", f.Min)
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
