package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"parley/internal/parley"
)

// sorting is the order of a list of accounts or contacts, under the alias in whose columns table and conditions are written.
// Every order is read from an index, so that a page costs the same wherever it is.
type sorting struct {
	table, alias string // "account", "a"
	owner        string // the column of conversations that names the row: "account_id"
	column       string // "name_key"; empty: by the newest conversation
	desc         bool
}

// place is where a page of a sorting ended: the value of the column and the id of the row; of a list by activity the time and
// id of the conversation, or with none set those of the creation, once those with a conversation are through.
type place struct {
	none bool
	key  string
	id   parley.ID
}

// afterAll marks in a cursor's term that those with a conversation are through.
const afterAll = "-"

func placeOf(term, key string, id parley.ID) place {
	return place{none: term == afterAll, key: key, id: id}
}

// term is what placeOf reads.
func (p place) term() string {
	if p.none {
		return afterAll
	}
	return ""
}

// arg is the key as the column's type wants it.
func (p place) arg(number bool) any {
	if !number {
		return p.key
	}
	n, err := strconv.ParseInt(p.key, 10, 64)
	if err != nil {
		return int64(0) // a cursor that nobody was given: its list begins anew
	}
	return n
}

func direction(desc bool) (compare, suffix string) {
	if desc {
		return "<", " DESC"
	}
	return ">", ""
}

// sortedList reads the rows T of a sorted list: columns are what scan scans, and then, by its argument, three more: the place of the
// row.
type sortedList[T any] struct {
	*DB
	sorting
	columns string
	scan    func(at *place) func(scanner) (T, error)
}

// page reads limit rows after a place, and the place of each.
func (s sortedList[T]) page(ctx context.Context, w where, after place, limit int) ([]T, []place, error) {
	if s.column != "" {
		compare, suffix := direction(s.desc)
		column := s.alias + "." + s.column
		if after.id != "" {
			w.add(fmt.Sprintf(`(%s, %s.id) %s (?, ?)`, column, s.alias, compare), after.arg(s.column == "created_at"), after.id)
		}
		return s.placed(ctx, w, limit, fmt.Sprintf(`0, %s, %s.id FROM %s %s`, column, s.alias, s.table, s.alias),
			fmt.Sprintf(`%s%s, %s.id%s`, column, suffix, s.alias, suffix))
	}
	var rows []T
	var places []place
	if !after.none {
		var err error
		if rows, places, err = s.active(ctx, w, after, limit); err != nil || len(rows) == limit {
			return rows, places, err
		}
		after = place{}
	}
	w.add(fmt.Sprintf(`(SELECT COUNT(*) FROM conversation v WHERE v.%s = %s.id AND v.%s <> '') = 0`, s.owner, s.alias, s.owner))
	if after.id != "" {
		w.add(fmt.Sprintf(`(%s.created_at, %s.id) < (?, ?)`, s.alias, s.alias), after.arg(true), after.id)
	}
	more, ends, err := s.placed(ctx, w, limit-len(rows), fmt.Sprintf(`1, %s.created_at, %s.id FROM %s %s`, s.alias, s.alias, s.table, s.alias),
		fmt.Sprintf(`%s.created_at DESC, %s.id DESC`, s.alias, s.alias))
	return append(rows, more...), append(places, ends...), err
}

// active reads those who have conversations, each where his newest one is. The few that one has are counted: see nameHits.
func (s sortedList[T]) active(ctx context.Context, w where, after place, limit int) ([]T, []place, error) {
	compare, suffix := direction(s.desc)
	w.add(fmt.Sprintf(`v.%s <> '' AND (SELECT COUNT(*) FROM conversation n WHERE n.%s = v.%s AND n.%s <> '' AND (n.last_activity_at, n.id) > (v.last_activity_at, v.id)) = 0`,
		s.owner, s.owner, s.owner, s.owner))
	if after.id != "" {
		w.add(fmt.Sprintf(`(v.last_activity_at, v.id) %s (?, ?)`, compare), after.arg(true), after.id)
	}
	return s.placed(ctx, w, limit, fmt.Sprintf(`0, v.last_activity_at, v.id FROM conversation v JOIN %s %s ON %s.id = v.%s`, s.table, s.alias, s.alias, s.owner),
		fmt.Sprintf(`v.last_activity_at%s, v.id%s`, suffix, suffix))
}

func (s sortedList[T]) placed(ctx context.Context, w where, limit int, from, order string) ([]T, []place, error) {
	var places []place
	w.args = slices.Clone(w.args)
	n := w.arg(limit)
	rows, err := all(ctx, s.DB, func(r scanner) (T, error) {
		var at place
		row, err := s.scan(&at)(r)
		places = append(places, at)
		return row, err
	}, `SELECT `+s.columns+`, `+from+` WHERE `+w.sql()+` ORDER BY `+order+` LIMIT `+n, w.args...)
	return rows, places, err
}
