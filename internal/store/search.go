package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"parley/internal/parley"
	"parley/internal/phone"
)

// What search_term.owner_kind says.
const (
	ownerContact = "contact"
	ownerAccount = "account"
	ownerAddress = "address"
)

const (
	minDigits  = 3  // the shortest piece of a number that is looked for
	maxTerm    = 64 // runes
	queryWords = 8  // of what somebody types, so many words count
)

// spelled are letters that have no accent to take off but are written otherwise by who cannot type them.
var spelled = strings.NewReplacer("æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "ß", "ss", "đ", "d", "ı", "i")

// apostrophes stand within a word: O'Brien, d’Angelo.
const apostrophes = "'’‘ʼ`"

// fold takes case and accents off.
func fold(text string) string {
	if ascii(text) {
		return strings.ToLower(text)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return spelled.Replace(b.String())
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// words gives the folded words of a name or of what is typed to find it; apostrophes are left out of them.
func words(text string) []string {
	for _, a := range apostrophes {
		text = strings.ReplaceAll(text, string(a), "")
	}
	fields := strings.FieldsFunc(fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	for i, w := range fields {
		if runes := []rune(w); len(runes) > maxTerm {
			fields[i] = string(runes[:maxTerm])
		}
	}
	return fields
}

// textTerms gives the words of a message's text, or of what is typed to find it. Unlike in names an apostrophe parts them,
// as it does for both engines.
func textTerms(text string) []string {
	terms := strings.FieldsFunc(fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	for i, term := range terms {
		if runes := []rune(term); len(runes) > maxTerm {
			terms[i] = string(runes[:maxTerm])
		}
	}
	return terms
}

// searchable is what message_search is given of a text: its words as textTerms sees them, so that both engines, which each
// have an idea of their own of words and accents, find alike.
func searchable(text string) string { return strings.Join(textTerms(text), " ") }

// nameKey is what names are sorted by.
func nameKey(name string) string {
	if w := words(name); len(w) > 0 {
		return strings.Join(w, " ")
	}
	return strings.ToLower(name)
}

// nameTerms is what a name is found by: its words, and what stands behind an apostrophe.
func nameTerms(name string) []string {
	spaced := strings.Map(func(r rune) rune {
		if strings.ContainsRune(apostrophes, r) {
			return ' '
		}
		return r
	}, name)
	terms := append(words(name), words(spaced)...)
	slices.Sort(terms)
	return slices.Compact(terms)
}

// addressTerms is what an address is found by: every tail of a number; an email address, its domain and its words.
func addressTerms(a parley.Address) []string {
	var terms []string
	switch a.Kind {
	case parley.Phone, parley.WhatsApp:
		digits := strings.TrimPrefix(a.Value, "+")
		if len(digits) > maxTerm || strings.Trim(digits, "0123456789") != "" {
			return nil
		}
		for i := 0; i+minDigits <= len(digits); i++ {
			terms = append(terms, digits[i:])
		}
	case parley.Email:
		terms = append(terms, strings.ToLower(a.Value))
		if _, domain, found := strings.Cut(terms[0], "@"); found {
			terms = append(terms, domain)
		}
		terms = append(terms, words(a.Value)...)
		slices.Sort(terms)
		terms = slices.Compact(terms)
	}
	return terms
}

// saveTerms makes the owner found by terms, and by nothing else.
func (db *DB) saveTerms(ctx context.Context, kind string, id parley.ID, key string, terms []string) error {
	if err := db.dropTerms(ctx, kind, id); err != nil || len(terms) == 0 {
		return err
	}
	return db.addManyTerms(ctx, termsOf(kind, id, key, terms))
}

func (db *DB) dropTerms(ctx context.Context, kind string, id parley.ID) error {
	_, err := db.exec(ctx, `DELETE FROM search_term WHERE owner_id = $1 AND owner_kind = $2`, id, kind)
	return err
}

// typed is what somebody looks for.
type typed struct {
	words   []string // of a name, the longest first
	address string   // the beginning of an address's term, where it may be one
}

func parseTyped(query string) typed {
	t := typed{words: words(query)}
	if len(t.words) > queryWords {
		t.words = t.words[:queryWords]
	}
	slices.SortStableFunc(t.words, func(a, b string) int { return len(b) - len(a) })
	if digits := phone.SearchDigits(query); len(digits) >= minDigits {
		t.address = digits
	}
	if strings.Contains(query, "@") {
		t.address = strings.TrimPrefix(strings.Map(emailRune, query), "@")
	}
	return t
}

// emailRune drops what no address has, broken UTF-8 included.
func emailRune(r rune) rune {
	if unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar {
		return -1
	}
	return unicode.ToLower(r)
}

// beyond is greater than all that begins with prefix.
func beyond(prefix string) string { return prefix + string(unicode.MaxRune) }

// nameHits asks of search_term, read as t, that t is the owner's first term that begins with the first word, that the
// owner has a term for each other word, and that the place after (term, key, id) is passed. What the index gives is in
// order already: a page costs the same wherever it is. The owner's own few terms are counted, for PostgreSQL makes a
// join of EXISTS and then, without statistics, one that is quadratic.
func (w *where) nameHits(kind string, words []string, term, key string, id parley.ID) {
	const count = `(SELECT COUNT(*) FROM search_term e WHERE e.owner_id = t.owner_id AND e.owner_kind = ? AND e.term >= ? AND e.term < `
	prefix := words[0]
	w.add(`t.owner_kind = ? AND t.term >= ? AND t.term < ?`, kind, max(prefix, term), beyond(prefix))
	for _, word := range words[1:] {
		w.add(count+`?) > 0`, kind, word, beyond(word))
	}
	w.add(count+`t.term) = 0`, kind, prefix)
	if term != "" {
		w.add(`(t.term, t.sort_key, t.owner_id) > (?, ?, ?)`, term, key, id)
	}
}

// rarestSeen is up to how many owners words are told apart by how many have them.
const rarestSeen = 1000

// rarestFirst puts the word in front that the fewest owners have, by which the others are looked for: of "James Tremblay" not
// all who are called James are asked for their last name. A page that goes on after a term goes by the word that had it.
func (db *DB) rarestFirst(ctx context.Context, kind string, words []string, term string) ([]string, error) {
	if len(words) < 2 {
		return words, nil
	}
	type counted struct {
		word string
		n    int64
	}
	all := make([]counted, len(words))
	for i, word := range words {
		n, _, err := one(ctx, db, value[int64], `SELECT COUNT(*) FROM (SELECT owner_id FROM search_term WHERE owner_kind = $1 AND term >= $2 AND term < $3 LIMIT $4) AS found`,
			kind, word, beyond(word), rarestSeen)
		if err != nil {
			return nil, err
		}
		if !strings.HasPrefix(term, word) && term != "" {
			n = rarestSeen + 1
		}
		all[i] = counted{word, n}
	}
	slices.SortStableFunc(all, func(a, b counted) int { return cmp.Compare(a.n, b.n) })
	sorted := make([]string, len(all))
	for i, each := range all {
		sorted[i] = each.word
	}
	return sorted, nil
}
