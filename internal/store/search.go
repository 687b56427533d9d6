package store

import (
	"context"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"parley/internal/parley"
)

// fold makes one spelling of a text's many, for search and order: case and accents are taken away.
func fold(text string) string {
	folder := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), cases.Fold(), norm.NFKC)
	folded, _, err := transform.String(folder, text)
	if err != nil {
		return strings.ToLower(text)
	}
	return strings.Join(strings.Fields(folded), " ")
}

// foldWords gives the words of a text, folded.
func foldWords(text string) []string {
	return strings.FieldsFunc(fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// shortestTail is the fewest digits by which a number is found.
const shortestTail = 3

// numberTerms are all tails of a number's digits: since terms match by their beginning, any run of digits finds it.
func numberTerms(number string) []string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, number)
	var terms []string
	for i := 0; i+shortestTail <= len(digits); i++ {
		terms = append(terms, digits[i:])
	}
	return terms
}

// addressTerms are what finds an address: a number's digits, the parts of an email address.
func addressTerms(a parley.Address) []string {
	if a.Kind == parley.Email {
		return append(foldWords(a.Value), fold(a.Value))
	}
	return numberTerms(a.Value)
}

// addTerms makes the owner findable by the terms, beside those that it has.
func (db *DB) addTerms(ctx context.Context, ownerKind string, owner parley.ID, terms []string) error {
	seen := map[string]bool{}
	var args []any
	for _, t := range terms {
		if t == "" || seen[t] {
			continue
		}
		seen[t] = true
		args = append(args, t, ownerKind, string(owner))
	}
	if len(args) == 0 {
		return nil
	}
	_, err := db.exec(ctx, `INSERT INTO search_term (term, owner_kind, owner_id) VALUES `+tuples(len(args)/3, 3)+` ON CONFLICT DO NOTHING`, args...)
	return err
}

// setTerms makes the owner findable by exactly the terms.
func (db *DB) setTerms(ctx context.Context, ownerKind string, owner parley.ID, terms []string) error {
	if _, err := db.exec(ctx, `DELETE FROM search_term WHERE owner_id = $1 AND owner_kind = $2`, string(owner), ownerKind); err != nil {
		return err
	}
	return db.addTerms(ctx, ownerKind, owner, terms)
}
