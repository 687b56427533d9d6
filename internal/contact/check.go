package contact

import (
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"parley/internal/parley"
)

// Limits of what a contact consists of, in characters unless stated.
const (
	maxName      = 200
	maxLine      = 200
	maxNote      = 100_000 // spec: sonar-isp.md section 2
	maxExtension = 16      // digits
	// MaxAddresses is how many one contact has.
	MaxAddresses = 50
)

func checkName(name string) (string, error) {
	name = parley.CleanName(name)
	if parley.IsBlank(name) {
		return "", parley.Errorf(parley.Invalid, "blank_name", "Enter the contact's name.").At("name")
	}
	return checkLine("name", name, maxName)
}

func checkLine(field, text string, limit int) (string, error) {
	text = parley.CleanName(text)
	if !parley.IsLine(text) {
		return "", parley.Errorf(parley.Invalid, "invalid_text", "Enter one line of text.").At(field)
	}
	return text, checkLength(field, text, limit)
}

func checkNote(note string) error {
	if !parley.IsText(note) {
		return parley.Errorf(parley.Invalid, "invalid_text", "The note has characters that are no text.").At("note")
	}
	return checkLength("note", note, maxNote)
}

func checkLength(field, text string, limit int) error {
	if utf8.RuneCountInString(text) > limit {
		return parley.Errorf(parley.Invalid, "too_long", "This has at most %d characters.", limit).At(field)
	}
	return nil
}

// checkLanguage gives the tag in its canonical form.
func checkLanguage(tag string) (string, error) {
	tag = strings.TrimSpace(tag)
	if tag == "" {
		return "", nil
	}
	parsed, err := language.Parse(tag)
	if err != nil {
		return "", parley.Errorf(parley.Invalid, "invalid_language", "Enter a language such as en, fr or fr-CA.").At("language")
	}
	return parsed.String(), nil
}

func checkTimeZone(name string) error {
	if name == "" {
		return nil
	}
	// "Local" would be the server's, whatever that is: a row must mean the same on every machine.
	if _, err := time.LoadLocation(name); err != nil || name == "Local" {
		return parley.Errorf(parley.Invalid, "invalid_time_zone", "Enter a time zone such as America/Chicago.").At("time_zone")
	}
	return nil
}
