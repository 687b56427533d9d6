package store

import (
	"context"

	"parley/internal/contact"
	"parley/internal/conversation"
	"parley/internal/parley"
)

// AmongNewest and OfOwners are the two ways in which a name or a number is looked for, whichever find would choose.
func (s Conversations) AmongNewest(ctx context.Context, f conversation.Filter) ([]parley.ID, error) {
	hits, err := s.amongNewest(ctx, words(f.Query), f)
	return hits.ids, err
}

func (s Conversations) OfOwners(ctx context.Context, f conversation.Filter) ([]parley.ID, error) {
	terms := words(f.Query)
	hits, err := s.ofOwners(ctx, terms[0], terms[1:], f)
	return hits.ids, err
}

// FindByText is the search of texts, and whether it stopped early.
func (s Conversations) FindByText(ctx context.Context, f conversation.Filter) ([]parley.ID, bool, error) {
	hits, err := s.findByText(ctx, f)
	return hits.ids, hits.partial, err
}

// Searching is searching.
func Searching(ctx context.Context) context.Context { return searching(ctx) }

// Hold begins to read on the connections of ctx, and keeps one until the end that it gives is called.
func (db *DB) Hold(ctx context.Context) (end func() error, err error) {
	rows, err := db.rows(ctx, `SELECT 1 UNION ALL SELECT 2`)
	if err != nil {
		return nil, err
	}
	return rows.Close, nil
}

// Readers is how many connections lists have at most.
func Readers(db *DB) int {
	if db.SQLite() {
		return readers
	}
	return pgConns
}

// SetFewRows makes lists walk past what does not pass a condition where more rows than this do.
func (db *DB) SetFewRows(n int64) { db.fewRows = n }

// Few reports whether a list of contacts is read from the few who pass a condition.
func (s Contacts) Few(ctx context.Context, f contact.Filter) (bool, error) {
	few, err := sortedList[contactRow]{DB: s.DB, sources: contactSources(f, orders[f.Order])}.few(ctx)
	return few != nil, err
}
