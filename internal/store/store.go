// Package store is all SQL of Parley: one set of queries for SQLite and PostgreSQL, with a small type a feature
// (store.Conversations, store.Outbox) that implements the interface which that feature declares. What differs
// between the engines is in dialect.go, in how each runs a unit of work, and in the migrations. Rules live in the
// features: a query here selects and writes, it does not decide.
package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"

	"parley/internal/unit"
)

// DB is an open database with its migrations done. It runs units of work.
type DB struct {
	engine  engine
	dialect dialect
	seqBase int64 // see dialect.appendEvents
	// tuples are texts of VALUES, by rows and width: see insertMany.
	tuples  sync.Map
	refused func(err error)
	gaps    gaps
	fewRows int64 // fewRows, but in tests
}

var _ unit.Worker = (*DB)(nil)

// engine is what differs in how statements reach the database.
type engine interface {
	// do runs fn as a unit of work.
	do(ctx context.Context, fn func(ctx context.Context) error) error
	// reader runs queries outside of a unit.
	reader() querier
	// searcher does the same for searches, on connections of their own: what takes long makes no list wait.
	searcher() querier
	ping(ctx context.Context) error
	close() error
}

// querier runs one statement: a transaction's connection or a pool.
type querier interface {
	// exec gives the number of rows that the statement touched.
	exec(ctx context.Context, query string, args ...any) (int64, error)
	query(ctx context.Context, query string, args ...any) (rows, error)
}

// rows are what a query gives: *sql.Rows.
type rows interface {
	scanner
	Next() bool
	Err() error
	Close() error
}

// Options say which database to open.
type Options struct {
	// URL is postgres://… for PostgreSQL 15 or newer, or empty for SQLite.
	URL string
	// Path is the SQLite file; its directory must exist.
	Path string
	Log  *slog.Logger
	// MaxPages caps the SQLite file, in pages, to stand for a full disk in tests; 0 = no cap.
	MaxPages int
	// Refused is told of every unit that failed because the disk is full or does not work, or because another program
	// holds the SQLite file; nil = nobody is.
	Refused func(err error)
}

// ErrNewer says that the database was migrated by a newer program than this one.
var ErrNewer = errors.New("store: the database is newer than this program; use the version that migrated it, or a newer one")

// errUnique says that a row with this key exists; features learn of it by their own results, never by this error.
var errUnique = errors.New("store: not unique")

// Open connects and migrates. The caller closes the DB.
func Open(ctx context.Context, o Options) (*DB, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	var db *DB
	switch {
	case strings.HasPrefix(o.URL, "postgres://"), strings.HasPrefix(o.URL, "postgresql://"):
		e, err := openPostgres(ctx, o)
		if err != nil {
			return nil, err
		}
		db = &DB{engine: e, dialect: postgres{}}
	case o.URL == "":
		e, err := openSQLite(ctx, o)
		if err != nil {
			return nil, err
		}
		db = &DB{engine: e, dialect: sqlite{}}
	default:
		return nil, fmt.Errorf("store: the database URL must begin with postgres:// (leave it empty for SQLite)")
	}
	db.refused, db.fewRows = o.Refused, fewRows
	base, err := db.dialect.eventBase(ctx, db)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	db.seqBase = base
	return db, nil
}

// Do runs fn as a unit of work; see unit.Worker.
func (db *DB) Do(ctx context.Context, fn func(ctx context.Context) error) error {
	if unit.From(ctx) != nil {
		return fn(ctx)
	}
	return db.told(db.engine.do(ctx, fn))
}

// Ping says whether the database answers.
func (db *DB) Ping(ctx context.Context) error { return db.engine.ping(ctx) }

// Close waits for the running unit and closes all connections.
func (db *DB) Close() error { return db.engine.close() }

// SQLite reports whether the engine is SQLite: then one process owns everything.
func (db *DB) SQLite() bool { return db.dialect.name() == "sqlite" }

type txKey struct{}

// withTx puts the transaction's querier into ctx.
func withTx(ctx context.Context, q querier) context.Context {
	return context.WithValue(ctx, txKey{}, q)
}

// errNoUnit is a defect of the caller: every write belongs to a unit of work.
var errNoUnit = errors.New("store: a write outside of a unit of work")

// exec runs a writing statement in the unit of ctx and gives the number of rows that it touched.
func (db *DB) exec(ctx context.Context, query string, args ...any) (int64, error) {
	q, _ := ctx.Value(txKey{}).(querier)
	if q == nil {
		return 0, errNoUnit
	}
	n, err := q.exec(ctx, query, args...)
	return n, db.dialect.translate(err)
}

// searching marks what is asked with ctx as a search.
func searching(ctx context.Context) context.Context { return context.WithValue(ctx, searchKey{}, true) }

type searchKey struct{}

// rows runs a query in the unit of ctx, or on the readers outside of one.
func (db *DB) rows(ctx context.Context, query string, args ...any) (rows, error) {
	q, _ := ctx.Value(txKey{}).(querier)
	switch {
	case q != nil:
	case ctx.Value(searchKey{}) != nil:
		q = db.engine.searcher()
	default:
		q = db.engine.reader()
	}
	rows, err := q.query(ctx, query, args...)
	if err != nil {
		return nil, db.dialect.translate(err)
	}
	return rows, nil
}

// scanner is a row to scan.
type scanner interface{ Scan(dest ...any) error }

// all gives every row of a query.
func all[T any](ctx context.Context, db *DB, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := db.rows(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, db.dialect.translate(rows.Err())
}

// one gives the first row of a query, and false where there is none.
func one[T any](ctx context.Context, db *DB, scan func(scanner) (T, error), query string, args ...any) (T, bool, error) {
	var zero T
	rows, err := db.rows(ctx, query, args...)
	if err != nil {
		return zero, false, err
	}
	defer rows.Close()
	if !rows.Next() {
		return zero, false, db.dialect.translate(rows.Err())
	}
	v, err := scan(rows)
	if err != nil {
		return zero, false, err
	}
	return v, true, rows.Close()
}

// value scans a single column.
func value[T any](s scanner) (v T, err error) {
	err = s.Scan(&v)
	return v, err
}

// millis is a time as a column holds it; the zero time is 0.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// moment is millis the other way.
func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// flag is a truth as a column holds it.
func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// list writes "($n,$n+1,…)" for count values, numbered from first.
func list(first, count int) string {
	var b strings.Builder
	b.WriteByte('(')
	for i := range count {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(first + i))
	}
	b.WriteByte(')')
	return b.String()
}

// padded gives values as arguments for list, the last one repeated until their number is a power of two: so many
// lengths of list, so many statements are prepared and kept.
func padded[T any](values []T) []any {
	out := anys(values)
	for n := len(out); n > 0 && n&(n-1) != 0; n++ {
		out = append(out, out[len(out)-1])
	}
	return out
}

// tuples writes rows VALUES of width columns each, numbered from $1.
func tuples(rows, width int) string {
	parts := make([]string, rows)
	for i := range rows {
		parts[i] = list(1+i*width, width)
	}
	return strings.Join(parts, ",")
}

// anys turns a slice into arguments.
func anys[T any](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}

// Exec runs a statement in a unit of its own, for what no feature may do: the tests' and the benchmarks' own set-up.
func (db *DB) Exec(ctx context.Context, query string, args ...any) error {
	return db.Do(ctx, func(ctx context.Context) error {
		_, err := db.exec(ctx, query, args...)
		return err
	})
}

// Count gives the single number that a query asks for; like Exec it is for tests and benchmarks.
func (db *DB) Count(ctx context.Context, query string, args ...any) (int64, error) {
	n, _, err := one(ctx, db, value[int64], query, args...)
	return n, err
}

// dropBatch is how many rows are forgotten in one unit: the one writer of SQLite has others waiting.
const dropBatch = 2000

// dropBatches repeats a DELETE of the oldest rows before a time ($1), at most $2 of them, until none is left.
func (db *DB) dropBatches(ctx context.Context, query string, before int64) (dropped int64, err error) {
	for {
		var n int64
		err := db.Do(ctx, func(ctx context.Context) error {
			var err error
			n, err = db.exec(ctx, query, before, dropBatch)
			return err
		})
		dropped += n
		if err != nil || n < dropBatch {
			return dropped, err
		}
	}
}
