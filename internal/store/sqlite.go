package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"sync"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// readers is how many connections read at the same time: more are slower (measured: 64 are slower than 2).
const readers = 3

// sqliteEngine has one writer and a few readers. WAL lets them work beside each other; synchronous=FULL makes a
// commit survive the loss of power.
type sqliteEngine struct {
	read   *pool
	write  *sql.DB
	writer *writer
}

func openSQLite(ctx context.Context, o Options) (engine, error) {
	if o.Path == "" {
		return nil, errors.New("store: no path for the SQLite file")
	}
	if err := migrateSQLite(ctx, o); err != nil {
		return nil, err
	}
	write, err := sql.Open("sqlite", sqliteDSN(o.Path, "_txlock=immediate", "_pragma=synchronous(full)", "_pragma=wal_autocheckpoint(4000)", "_pragma=cache_size(-16000)"))
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	read, err := sql.Open("sqlite", sqliteDSN(o.Path, "_pragma=query_only(1)", "_pragma=mmap_size(1073741824)"))
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	conn, err := write.Conn(ctx)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("store: opening %s: %w", o.Path, err), write.Close(), read.Close())
	}
	if o.MaxPages > 0 {
		if _, err := conn.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count=%d", o.MaxPages)); err != nil {
			return nil, errors.Join(err, write.Close(), read.Close())
		}
	}
	return &sqliteEngine{read: &pool{db: read}, write: write, writer: startWriter(conn)}, nil
}

// sqliteDSN is the name under which the driver opens path; what every connection needs is in it.
func sqliteDSN(path string, parameters ...string) string {
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() +
		"?_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=foreign_keys(1)&_pragma=temp_store(memory)"
	for _, p := range parameters {
		dsn += "&" + p
	}
	return dsn
}

func (e *sqliteEngine) do(ctx context.Context, fn func(ctx context.Context) error) error {
	return e.writer.do(ctx, fn)
}

func (e *sqliteEngine) reader() querier { return e.read }

func (e *sqliteEngine) ping(ctx context.Context) error { return e.read.db.PingContext(ctx) }

func (e *sqliteEngine) close() error {
	return errors.Join(e.writer.close(), e.write.Close(), e.read.db.Close())
}

var bareLimit = regexp.MustCompile(`LIMIT (\$[0-9]+)`)

// compiled is a query as SQLite is given it. A statement with a bare parameter behind LIMIT it would compile anew at every
// use, to plan for the number (sqlite3ExprIsInteger); that costs more than most of ours take.
func compiled(query string) string { return bareLimit.ReplaceAllString(query, "LIMIT +$1") }

// pool runs queries on a *sql.DB with prepared statements.
type pool struct {
	db    *sql.DB
	stmts sync.Map // query text → *sql.Stmt
}

func (p *pool) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := p.stmts.Load(query); ok {
		return s.(*sql.Stmt), nil
	}
	s, err := p.db.PrepareContext(context.WithoutCancel(ctx), compiled(query))
	if err != nil {
		return nil, err
	}
	if earlier, raced := p.stmts.LoadOrStore(query, s); raced {
		return earlier.(*sql.Stmt), s.Close()
	}
	return s, nil
}

func (p *pool) exec(context.Context, string, ...any) (sql.Result, error) { return nil, errNoUnit }

func (p *pool) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := p.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}
