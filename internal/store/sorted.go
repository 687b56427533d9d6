package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

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
	sources []source // of the conditions
}

// page reads limit rows after a place, and the place of each.
func (s sortedList[T]) page(ctx context.Context, w where, after place, limit int) ([]T, []place, error) {
	few, err := s.few(ctx)
	if err != nil {
		return nil, nil, err
	}
	if s.column != "" {
		compare, suffix := direction(s.desc)
		if after.id != "" {
			w.add(fmt.Sprintf(`(%s.%s, %s.id) %s (?, ?)`, s.alias, s.column, s.alias, compare), after.arg(s.column == "created_at"), after.id)
		}
		return s.placed(ctx, w, limit, reading{few: few, key: s.alias, column: s.column, suffix: suffix})
	}
	var rows []T
	var places []place
	if !after.none {
		if rows, places, err = s.active(ctx, w, few, after, limit); err != nil || len(rows) == limit {
			return rows, places, err
		}
		after = place{}
	}
	w.add(fmt.Sprintf(`(SELECT COUNT(*) FROM conversation v WHERE v.%s = %s.id AND v.%s <> '') = 0`, s.owner, s.alias, s.owner))
	if after.id != "" {
		w.add(fmt.Sprintf(`(%s.created_at, %s.id) < (?, ?)`, s.alias, s.alias), after.arg(true), after.id)
	}
	more, ends, err := s.placed(ctx, w, limit-len(rows), reading{few: few, mark: 1, key: s.alias, column: "created_at", suffix: " DESC"})
	return append(rows, more...), append(places, ends...), err
}

// active reads those who have conversations, each where his newest one is. The few that one has are counted: see nameHits.
func (s sortedList[T]) active(ctx context.Context, w where, few *source, after place, limit int) ([]T, []place, error) {
	compare, suffix := direction(s.desc)
	w.add(fmt.Sprintf(`v.%s <> '' AND (SELECT COUNT(*) FROM conversation n WHERE n.%s = v.%s AND n.%s <> '' AND (n.last_activity_at, n.id) > (v.last_activity_at, v.id)) = 0`,
		s.owner, s.owner, s.owner, s.owner))
	if after.id != "" {
		w.add(fmt.Sprintf(`(v.last_activity_at, v.id) %s (?, ?)`, compare), after.arg(true), after.id)
	}
	return s.placed(ctx, w, limit, reading{few: few, key: "v", column: "last_activity_at", suffix: suffix})
}

// source gives, as id, those rows among which all are that pass a condition: by an index, so that there is no need to walk past
// all the others where few pass. Each ? in query stands for the next argument.
type source struct {
	query   string
	counted string // with the same arguments: no fewer rows than query gives or looks at, one after the other; empty: query is that itself
	args    []any
}

// fewRows is of how many rows each is looked up and all are put in order. A condition that more pass has a page of them soon,
// whichever order the list is walked in: looking up and walking take as long as each other at this number in 200,000.
const fewRows = 3000

// few gives the first source that has few rows.
func (s sortedList[T]) few(ctx context.Context) (*source, error) {
	for i, each := range s.sources {
		var w where
		query := w.numbered(cmp.Or(each.counted, each.query), each.args...)
		n, _, err := one(ctx, s.DB, value[int64], `SELECT COUNT(*) FROM (`+query+` LIMIT `+w.arg(s.fewRows+1)+`) AS few`, w.args...)
		if err != nil || n <= s.fewRows {
			return &s.sources[i], err
		}
	}
	return nil, nil
}

// reading is how rows are read in order: by which column of which table.
type reading struct {
	few         *source // nil: by the index of the order
	mark        int     // of the places: 1 for those without a conversation in a list by activity
	key, column string  // the alias of the table that has the order: "v" for conversations
	suffix      string
}

func (s sortedList[T]) placed(ctx context.Context, w where, limit int, r reading) ([]T, []place, error) {
	tables, joined := s.table+" "+s.alias, "1 = 1"
	if r.key == "v" {
		tables, joined = "conversation v CROSS JOIN "+tables, s.alias+".id = v."+s.owner
	}
	order := fmt.Sprintf(` ORDER BY %s.%s%s, %s.id%s`, r.key, r.column, r.suffix, r.key, r.suffix)
	w.args = slices.Clone(w.args)
	condition := w.sql()
	if r.few != nil {
		among := w.numbered(r.few.query, r.few.args...)
		inner := fmt.Sprintf(`few CROSS JOIN %s %s`, s.table, s.alias)
		if r.key == "v" {
			inner += " CROSS JOIN conversation v"
		}
		// PostgreSQL would walk in order all the same if it saw through the few.
		inner = fmt.Sprintf(`WITH few AS MATERIALIZED (%s) SELECT %s.id AS id FROM %s WHERE %s.id = few.id AND %s AND %s`,
			among, r.key, inner, s.alias, joined, condition)
		tables = fmt.Sprintf(`(%s%s LIMIT %s) AS hit CROSS JOIN %s`, inner, order, w.arg(limit), tables)
		condition = r.key + ".id = hit.id"
	}
	query := fmt.Sprintf(`SELECT %s, %d, %s.%s, %s.id FROM %s WHERE %s AND %s%s LIMIT %s`,
		s.columns, r.mark, r.key, r.column, r.key, tables, joined, condition, order, w.arg(limit))
	var places []place
	rows, err := all(ctx, s.DB, func(row scanner) (T, error) {
		var at place
		v, err := s.scan(&at)(row)
		places = append(places, at)
		return v, err
	}, query, w.args...)
	return rows, places, err
}

// orders are the columns of the orders; by activity there is none.
var orders = map[parley.Order]string{"": "name_key", parley.ByName: "name_key", parley.ByNumber: "number", parley.ByCreation: "created_at"}

// archived asks of a table whether its row is archived.
func (w *where) archived(alias string, which parley.Archived) {
	switch which {
	case parley.Without:
		w.add(alias + `.archived_at = 0`)
	case parley.OnlyArchived:
		w.add(alias + `.archived_at > 0`)
	}
}

// chosen reads of several rows what they have several of, by name: query gives whose it is, id and name, and ends before the list
// of the rows.
func (db *DB) chosen(ctx context.Context, owners []parley.ID, query string) (map[parley.ID][]parley.Named, error) {
	type entry struct {
		owner parley.ID
		parley.Named
	}
	args := padded(owners)
	found, err := all(ctx, db, func(r scanner) (e entry, err error) {
		err = r.Scan(&e.owner, &e.ID, &e.Name)
		return e, err
	}, query+list(1, len(args)), args...)
	out := map[parley.ID][]parley.Named{}
	for _, e := range found {
		out[e.owner] = append(out[e.owner], e.Named)
	}
	for _, each := range out {
		slices.SortFunc(each, func(a, b parley.Named) int { return strings.Compare(a.Name, b.Name) })
	}
	return out, err
}

// saveChosen writes what a row has several of, where it has changed: into names the table, and in it the column of the row first.
func (db *DB) saveChosen(ctx context.Context, into string, owner parley.ID, before, after []parley.Named) error {
	if slices.Equal(before, after) {
		return nil
	}
	table, columns, _ := strings.Cut(into, " ")
	column, _, _ := strings.Cut(columns[1:], ",")
	if _, err := db.exec(ctx, `DELETE FROM `+table+` WHERE `+column+` = $1`, owner); err != nil || len(after) == 0 {
		return err
	}
	return db.insertMany(ctx, into, 2, chosenRows(owner, after))
}

// chosenRows are the rows that saveChosen writes.
func chosenRows(owner parley.ID, chosen []parley.Named) []any {
	args := make([]any, 0, 2*len(chosen))
	for _, each := range chosen {
		args = append(args, owner, each.ID)
	}
	return args
}
