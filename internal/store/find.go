package store

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"parley/internal/conversation"
	"parley/internal/parley"
	"parley/internal/phone"
)

// How much a search looks at: enough for a person, and a bound for the machine. What is in more rows than these is frequent,
// so that there is a page of it among the newest.
const (
	findEach    = 200                    // conversations by name or number and by text, each
	findOwners  = 2000                   // contacts or addresses of a word that are looked up one by one
	findThreads = 2000                   // conversations, newest first, of what more have
	findWindow  = 500                    // messages, newest first, that are read before the index is asked
	findWindows = 10                     // so many times that, of a word that is frequent in the first window
	findDense   = 10                     // messages of a window that make a word frequent
	findLooksAt = 200                    // messages by the index
	findFor     = 500 * time.Millisecond // of time
)

// found is what a search gives: conversations, and whether it stopped before it had looked at all.
type found struct {
	ids     []parley.ID
	partial bool
}

// add takes more, and leaves out what is known.
func (f *found) add(more found) {
	for _, id := range more.ids {
		if !slices.Contains(f.ids, id) {
			f.ids = append(f.ids, id)
		}
	}
	f.partial = f.partial || more.partial
}

// find gives conversations by the customer's name, number in any notation, or the words of messages. What takes too long is
// given up, and what was found before counts.
func (s Conversations) find(ctx context.Context, f conversation.Filter) (found, error) {
	limited, cancel := context.WithTimeout(searching(ctx), findFor)
	defer cancel()
	var all found
	for _, search := range []func(context.Context, conversation.Filter) (found, error){s.findByParty, s.findByText} {
		some, err := search(limited, f)
		if err != nil && limited.Err() != nil && ctx.Err() == nil {
			err, some.partial = nil, true
		}
		if err != nil {
			return found{}, err
		}
		all.add(some)
	}
	return all, nil
}

// findByParty goes by the search terms of contacts and addresses: words by their beginning, numbers by any run of digits. Of
// a term that few have, these are looked up; of one that many have, the newest conversations are looked through.
func (s Conversations) findByParty(ctx context.Context, f conversation.Filter) (found, error) {
	terms := words(f.Query)
	if digits := phone.SearchDigits(f.Query); len(digits) >= minDigits {
		terms = []string{digits}
	}
	if len(terms) == 0 {
		return found{}, nil
	}
	terms = terms[:min(len(terms), queryWords)]
	slices.SortStableFunc(terms, func(a, b string) int { return len(b) - len(a) }) // the longest are in the fewest
	for i, term := range terms {
		owners, err := s.owners(ctx, term)
		if err != nil || owners == 0 {
			return found{}, err
		}
		if owners <= findOwners {
			return s.ofOwners(ctx, term, slices.Delete(terms, i, i+1), f)
		}
	}
	return s.amongNewest(ctx, terms, f)
}

// owners counts who has a term that begins with prefix: up to one more than findOwners.
func (s Conversations) owners(ctx context.Context, prefix string) (int64, error) {
	const some = `SELECT owner_id FROM search_term WHERE owner_kind = `
	n, _, err := one(ctx, s.DB, value[int64], `SELECT COUNT(*) FROM (SELECT owner_id FROM (`+some+`'contact' AND term >= $1 AND term < $2 LIMIT $3) AS c
		UNION ALL SELECT owner_id FROM (`+some+`'address' AND term >= $1 AND term < $2 LIMIT $3) AS a) AS found`, prefix, beyond(prefix), findOwners+1)
	return n, err
}

// partyHas asks of the conversation c that its contact or its address has a term that begins with each of the words. The
// owner's own few terms are counted: see nameHits.
func (w *where) partyHas(words []string) {
	const count = `(SELECT COUNT(*) FROM search_term e WHERE e.owner_id = c.%_id AND e.owner_kind = '%' AND e.term >= ? AND e.term < ?)`
	for _, word := range words {
		w.add(strings.ReplaceAll(count, "%", "contact")+" + "+strings.ReplaceAll(count, "%", "address")+" > 0", word, beyond(word), word, beyond(word))
	}
}

// threads asks of the conversation c what the filter says, but for its search and what is unread.
func (w *where) threads(f conversation.Filter) {
	if f.Kind != "" {
		w.add("c.kind = ?", string(f.Kind))
	}
	if f.ChannelID != "" {
		w.add("c.channel_id = ?", string(f.ChannelID))
	}
	if f.Before.ID != "" {
		w.add("(c.last_activity_at, c.id) < (?, ?)", millis(f.Before.At), string(f.Before.ID))
	}
}

// ofOwners looks up the conversations of who has the term. CROSS JOIN is SQLite's word for an order of joining.
func (s Conversations) ofOwners(ctx context.Context, term string, others []string, f conversation.Filter) (found, error) {
	var w where
	var parts []string
	for _, party := range []string{"c.contact_id = t.owner_id AND c.contact_id <> '' AND t.owner_kind = 'contact'", "c.address_id = t.owner_id AND c.kind = 'customer' AND t.owner_kind = 'address'"} {
		w.conditions = nil
		w.add(party+` AND t.term >= ? AND t.term < ?`, term, beyond(term))
		w.partyHas(others)
		w.threads(f)
		parts = append(parts, `SELECT c.id AS id, c.last_activity_at AS at FROM search_term t CROSS JOIN conversation c WHERE `+w.sql())
	}
	limit := w.arg(findEach + 1)
	ids, err := all(ctx, s.DB, value[parley.ID], `SELECT id FROM (`+strings.Join(parts, " UNION ")+`) AS hit ORDER BY at DESC LIMIT `+limit, w.args...)
	return found{ids: ids[:min(len(ids), findEach)], partial: len(ids) > findEach}, err
}

// amongNewest looks through the newest conversations.
func (s Conversations) amongNewest(ctx context.Context, terms []string, f conversation.Filter) (found, error) {
	var newest, w where
	newest.threads(f)
	limit := newest.arg(findThreads)
	w.args = newest.args
	w.partyHas(terms)
	most := w.arg(min(f.Limit, findEach))
	ids, err := all(ctx, s.DB, value[parley.ID], `SELECT c.id FROM (SELECT c.id, c.contact_id, c.address_id, c.last_activity_at FROM conversation c WHERE `+newest.sql()+`
		ORDER BY c.last_activity_at DESC, c.id DESC LIMIT `+limit+`) AS c WHERE `+w.sql()+` ORDER BY c.last_activity_at DESC, c.id DESC LIMIT `+most, w.args...)
	return found{ids: ids, partial: true}, err
}

// findByText looks for the newest messages that have all words, each by its beginning. The newest are read as they are: a
// word that is frequent in them is found there, while the index would first gather all that have it. For that same reason the
// index is asked for the rare words alone, and what it gives is read for the others. Where that gives too few of the many that
// have those words, the index is asked for all words: each may be frequent while few messages have them together.
func (s Conversations) findByText(ctx context.Context, f conversation.Filter) (found, error) {
	words := textTerms(f.Query)
	if len(words) == 0 {
		return found{}, nil
	}
	search := textSearch{words: words[:min(len(words), queryWords)]}
	search.having = make([]int, len(search.words))
	place := int64(math.MaxInt64)
	for window := range findWindows {
		texts, err := s.texts(ctx, `SELECT row_number, conversation_id, text FROM message WHERE row_number < $1 ORDER BY row_number DESC LIMIT $2`, place, findWindow)
		search.read(texts)
		if err != nil || len(texts) < findWindow { // there are no more
			return search.found, err
		}
		place = texts[findWindow-1].row
		if search.hits < findDense*(window+1) {
			break
		}
		if search.partial = len(search.ids) >= min(f.Limit, findEach) || window == findWindows-1; search.partial {
			return search.found, nil
		}
	}
	rare := search.rare()
	more, err := s.indexed(ctx, &search, rare)
	if err == nil && more && len(search.ids) < min(f.Limit, findEach) && len(rare) < len(search.words) {
		more, err = s.indexed(ctx, &search, search.words)
	}
	search.partial = more || len(search.ids) > findEach
	search.ids = search.ids[:min(len(search.ids), findEach)]
	return search.found, err
}

// indexed lets a search read the newest messages that by the index have the words, and says whether there may be more of them.
func (s Conversations) indexed(ctx context.Context, search *textSearch, words []string) (more bool, err error) {
	texts, err := s.texts(ctx, `SELECT m.row_number, m.conversation_id, m.text FROM
			(SELECT rowid FROM message_search WHERE `+s.dialect.matchText()+` ORDER BY rowid DESC LIMIT $2) AS found CROSS JOIN message m
		WHERE m.row_number = found.rowid ORDER BY found.rowid DESC`, s.dialect.textQuery(words), findLooksAt)
	search.read(texts)
	return len(texts) == findLooksAt, err
}

// foundText is what a search reads of a message.
type foundText struct {
	row          int64
	conversation parley.ID
	text         string
}

func (s Conversations) texts(ctx context.Context, query string, args ...any) ([]foundText, error) {
	return all(ctx, s.DB, func(r scanner) (t foundText, err error) {
		err = r.Scan(&t.row, &t.conversation, &t.text)
		return t, err
	}, query, args...)
}

// textSearch looks for words in texts.
type textSearch struct {
	words  []string
	having []int // of the texts that were read those that have each word
	looked int   // at so many texts
	hits   int   // so many had all
	found
}

// read looks at more texts, the newest first.
func (t *textSearch) read(texts []foundText) {
	for _, each := range texts {
		terms, all := textTerms(each.text), true
		for i, word := range t.words {
			if slices.ContainsFunc(terms, func(term string) bool { return strings.HasPrefix(term, word) }) {
				t.having[i]++
			} else {
				all = false
			}
		}
		if all {
			t.hits++
			t.add(found{ids: []parley.ID{each.conversation}})
		}
	}
	t.looked += len(texts)
}

// rare gives the words that are in few of the texts that were read, or the one that is in the fewest.
func (t *textSearch) rare() (words []string) {
	for i, word := range t.words {
		if t.having[i]*findWindow < findDense*t.looked {
			words = append(words, word)
		}
	}
	if len(words) == 0 {
		words = []string{t.words[slices.Index(t.having, slices.Min(t.having))]}
	}
	return words
}
