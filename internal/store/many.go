package store

import (
	"cmp"
	"context"
	"encoding/json"
	"math/bits"
	"slices"

	"parley/internal/field"
	"parley/internal/parley"
)

// manyRows is the most that one statement inserts: the fifteen values of so many contacts are a tenth of what an engine takes.
const manyRows = 256

// insertMany writes rows of width values each: into is "table (a, b)". Numbers of rows are powers of two, so that few statements
// are prepared.
func (db *DB) insertMany(ctx context.Context, into string, width int, args []any) error {
	return db.inPieces(args, width, func(rows string, piece []any) error {
		_, err := db.exec(ctx, `INSERT INTO `+into+` VALUES `+rows, piece...)
		return err
	})
}

// inPieces calls do for as few pieces of the rows as the powers of two allow, with the piece's text for VALUES.
func (db *DB) inPieces(args []any, width int, do func(rows string, piece []any) error) error {
	for len(args) > 0 {
		rows := min(manyRows, 1<<(bits.Len(uint(len(args)/width))-1))
		text, known := db.tuples.Load([2]int{rows, width})
		if !known {
			text, _ = db.tuples.LoadOrStore([2]int{rows, width}, tuples(rows, width))
		}
		if err := do(text.(string), args[:rows*width]); err != nil {
			return err
		}
		args = args[rows*width:]
	}
	return nil
}

// searchTerm is a row of search_term.
type searchTerm struct {
	kind, term, key string
	id              parley.ID
}

func termsOf(kind string, id parley.ID, key string, terms []string) []searchTerm {
	out := make([]searchTerm, len(terms))
	for i, t := range terms {
		out[i] = searchTerm{kind, t, key, id}
	}
	return out
}

// addManyTerms makes new owners found by terms. It writes them in the order of the table: neighbours lie on one page.
func (db *DB) addManyTerms(ctx context.Context, terms []searchTerm) error {
	slices.SortFunc(terms, func(a, b searchTerm) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.term, b.term), cmp.Compare(a.key, b.key), cmp.Compare(a.id, b.id))
	})
	args := make([]any, 0, 4*len(terms))
	for _, t := range terms {
		args = append(args, t.kind, t.term, t.key, t.id)
	}
	return db.insertMany(ctx, `search_term (owner_kind, term, sort_key, owner_id)`, 4, args)
}

// addCustomValues writes what stands in the custom fields of new owners.
func (db *DB) addCustomValues(ctx context.Context, of field.Owner, owners []parley.ID, values []field.Values) error {
	if !slices.ContainsFunc(values, func(v field.Values) bool { return len(v) > 0 }) {
		return nil
	}
	fields, err := all(ctx, db, scanNamed, `SELECT id, field_key FROM custom_field WHERE owner_kind = $1`, of)
	if err != nil {
		return err
	}
	var args []any
	for i, owner := range owners {
		for _, f := range fields {
			value, stands := values[i][f.Name]
			if !stands {
				continue
			}
			raw, err := json.Marshal(value)
			if err != nil {
				return err
			}
			args = append(args, owner, f.ID, string(raw))
		}
	}
	return db.insertMany(ctx, `custom_value (owner_id, field_id, value)`, 3, args)
}
