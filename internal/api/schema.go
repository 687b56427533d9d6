package api

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"parley/internal/httpd"
)

// sentence is what one of the library's messages says to people. Its text has a %s where the message names a bound; a group
// called field is the name of a field within the place that the library gives.
type sentence struct {
	library    *regexp.Regexp
	code, text string
}

func invalid(code, library, text string) sentence {
	return sentence{library: regexp.MustCompile(`^(?:` + library + `)$`), code: code, text: text}
}

// sentences are all that the library can find wrong with the inputs of this API; its words are in huma/v2/validation and
// huma.go.
var sentences = []sentence{
	invalid("required", `expected required property (?P<field>\S+) to be present|required \w+ parameter is missing`, "This is required."),
	invalid("unknown_field", `unexpected property`, "There is no such field in this request."),
	invalid("required", `expected length >= 1`, "This must not be empty."),
	invalid("too_long", `expected length <= (\d+)`, "Use at most %s characters."),
	invalid("too_small", `expected number >= (\S+)`, "Give a number that is not below %s."),
	invalid("too_great", `expected number <= (\S+)`, "Give a number that is not above %s."),
	invalid("not_an_option", `expected value to be one of "(.+)"`, "Give one of these: %s."),
	invalid("not_a_truth", `expected boolean|invalid boolean`, "Give true or false."),
	invalid("not_a_number", `expected (?:integer|number)|invalid (?:integer|float)|json: cannot unmarshal number \S+ into Go struct field \w*\.(?P<field>\S+) of type \w+`, "Give a whole number."),
	invalid("not_a_text", `expected string`, "Give a text."),
	invalid("not_a_list", `expected array`, "Give a list."),
	invalid("not_an_object", `expected object`, "Give an object with fields."),
	invalid("not_a_time", `expected string to be RFC 3339 date-time|invalid date/time for format .*`, "Give a time such as 2026-11-21T09:00:00Z."),
}

// otherwise is said of what no sentence is about.
var otherwise = invalid("unreadable", `(?s).*`, "This cannot be read.")

// fieldError says what the library found in words of ours. It leaves out the offending value, which may be a secret.
func fieldError(detail *huma.ErrorDetail) httpd.FieldError {
	said := otherwise
	for _, s := range sentences {
		if s.library.MatchString(detail.Message) {
			said = s
			break
		}
	}
	place, text := detail.Location, said.text
	found := said.library.FindStringSubmatch(detail.Message)
	if i := said.library.SubexpIndex("field"); i > 0 && found[i] != "" {
		place += "." + found[i]
	}
	if strings.Contains(text, "%s") {
		text = fmt.Sprintf(text, strings.ReplaceAll(found[1], `"`, ""))
	}
	return httpd.FieldError{Field: strings.TrimPrefix(place, "body."), Code: said.code, Message: text}
}
