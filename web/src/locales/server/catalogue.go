// Package server gives the hub what it says to people in another language than English, where no page says it for the hub: in files
// that are downloaded. It is the catalogue with which the front end is built.
package server

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"
)

//go:embed fr.po
var french string

// Catalogue holds sentences by their English text, or by "problem." and the code of those that have parameters in English.
type Catalogue map[string]string

var entry = regexp.MustCompile(`(?m)^msgid (".+")\nmsgstr (".+")$`)

// In gives the catalogue of a language ("fr", "fr-CA"); it is empty for English and for any that there is none for.
func In(language string) Catalogue {
	base, _, _ := strings.Cut(language, "-")
	said := Catalogue{}
	if !strings.EqualFold(base, "fr") {
		return said
	}
	for _, each := range entry.FindAllStringSubmatch(french, -1) {
		key, err1 := strconv.Unquote(each[1])
		words, err2 := strconv.Unquote(each[2])
		if err1 == nil && err2 == nil {
			said[key] = words
		}
	}
	return said
}

// Say gives a sentence of the hub: by its English text, else by its code, else as it is.
func (c Catalogue) Say(text, code string) string {
	for _, key := range []string{text, "problem." + code} {
		if said := c[key]; said != "" {
			return said
		}
	}
	return text
}
