package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"parley/internal/unit"
)

// pgConns bounds the connections of one process: units that wait for each other's rows gain nothing from more.
const pgConns = 16

// pgSearchConns bounds those that search.
const pgSearchConns = 4

// pgAttempts is how often a unit is tried that other transactions get in the way of.
const pgAttempts = 8

type pgEngine struct{ db, search *sql.DB }

func openPostgres(ctx context.Context, o Options) (engine, error) {
	config, err := pgx.ParseConfig(o.URL)
	if err != nil {
		return nil, fmt.Errorf("store: reading the database URL: %w", err)
	}
	db, search := openPool(config, pgConns), openPool(config, pgSearchConns)
	if err := migratePostgres(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close(), search.Close())
	}
	return &pgEngine{db: db, search: search}, nil
}

// openPool gives so many connections. What is asked on them reads pages by indexes: compiling a query or sharing it between
// processes, which the planner decides on a page that it takes for a tenth of the table, costs many times what it saves; so
// does trying every order of the eight tables of a list: they are joined as they are written; and so does reading a whole table
// of names into memory for the fifty of a page: rows are joined one by one, by the index that every join here has.
func openPool(config *pgx.ConnConfig, connections int) *sql.DB {
	db := stdlib.OpenDB(*config, stdlib.OptionAfterConnect(func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, `SET jit = off; SET max_parallel_workers_per_gather = 0; SET join_collapse_limit = 1; SET enable_hashjoin = off; SET enable_mergejoin = off`)
		return err
	}))
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db
}

// do runs fn on a connection of its own, and again where a conflict with another transaction (a deadlock, a
// serialisation failure) undid it or fn itself asks for it (unit.ErrAgain).
func (e *pgEngine) do(ctx context.Context, fn func(ctx context.Context) error) error {
	for attempt := 1; ; attempt++ {
		scope, err := e.attempt(ctx, fn)
		if err == nil {
			scope.Committed()
			return nil
		}
		if attempt == pgAttempts || !undone(err) && !errors.Is(err, unit.ErrAgain) {
			return err
		}
		pause := time.NewTimer(time.Duration(attempt) * time.Duration(1+rand.IntN(5)) * time.Millisecond)
		select {
		case <-pause.C:
		case <-ctx.Done():
			pause.Stop()
			return ctx.Err()
		}
	}
}

func (e *pgEngine) attempt(ctx context.Context, fn func(ctx context.Context) error) (*unit.Scope, error) {
	tx, err := e.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it has nothing to do
	inner, scope := unit.Begin(ctx)
	inner = withTx(inner, pgTx{tx})
	if err := fn(inner); err != nil {
		return nil, err
	}
	if err := scope.Finish(inner); err != nil {
		return nil, err
	}
	return scope, tx.Commit()
}

func (e *pgEngine) reader() querier { return pgPool{e.db} }

func (e *pgEngine) searcher() querier { return pgPool{e.search} }

func (e *pgEngine) ping(ctx context.Context) error { return e.db.PingContext(ctx) }

func (e *pgEngine) close() error { return errors.Join(e.db.Close(), e.search.Close()) }

// pgTx and pgPool leave preparing to pgx, which keeps statements by connection.
type pgTx struct{ tx *sql.Tx }

func (t pgTx) exec(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := t.tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (t pgTx) query(ctx context.Context, query string, args ...any) (rows, error) {
	return t.tx.QueryContext(ctx, query, args...) //nolint:rowserrcheck // all and one check it
}

type pgPool struct{ db *sql.DB }

func (p pgPool) exec(context.Context, string, ...any) (int64, error) { return 0, errNoUnit }

func (p pgPool) query(ctx context.Context, query string, args ...any) (rows, error) {
	return p.db.QueryContext(ctx, query, args...) //nolint:rowserrcheck // all and one check it
}
