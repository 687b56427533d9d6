package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// readers is how many connections read at the same time: more are slower (measured: 64 are slower than 2).
const readers = 3

// searchers is how many connections search at the same time: one, so that searches keep one processor busy at most.
const searchers = 1

// sqliteEngine has one writer and a few readers. WAL lets them work beside each other; synchronous=FULL makes a
// commit survive the loss of power.
type sqliteEngine struct {
	read   *pool
	search *pool
	writer *writer
}

// What every connection needs, and what the writer and the readers need besides: the readers map as much of the file as SQLite
// lets them, so that what they read is in the system's memory and not again in ours.
var (
	everyPragma  = []string{"busy_timeout(10000)", "journal_mode(wal)", "foreign_keys(1)", "temp_store(memory)"}
	writerPragma = []string{"synchronous(full)", "wal_autocheckpoint(4000)", "cache_size(-16000)"}
	readerPragma = []string{"query_only(1)", "mmap_size(2147418112)"}
)

func openSQLite(ctx context.Context, o Options) (engine, error) {
	if o.Path == "" {
		return nil, errors.New("store: no path for the SQLite file")
	}
	if err := migrateSQLite(ctx, o); err != nil {
		return nil, err
	}
	pragmas := slices.Concat(everyPragma, writerPragma)
	if o.MaxPages > 0 {
		pragmas = append(pragmas, fmt.Sprintf("max_page_count(%d)", o.MaxPages))
	}
	write, err := openConn(o.Path, pragmas)
	if err != nil {
		return nil, fmt.Errorf("store: opening %s: %w", o.Path, err)
	}
	read, readErr := openReaders(o.Path, readers)
	search, searchErr := openReaders(o.Path, searchers)
	if err := errors.Join(readErr, searchErr); err != nil {
		return nil, errors.Join(err, write.close())
	}
	return &sqliteEngine{read: read, search: search, writer: startWriter(write)}, nil
}

// openReaders gives so many connections that read.
func openReaders(path string, connections int) (*pool, error) {
	db, err := sql.Open("sqlite", sqliteDSN(path, readerPragma...))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return &pool{db: db}, nil
}

// sqliteDSN is the name under which the driver opens path.
func sqliteDSN(path string, pragmas ...string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?_pragma=" + strings.Join(slices.Concat(everyPragma, pragmas), "&_pragma=")
}

func (e *sqliteEngine) do(ctx context.Context, fn func(ctx context.Context) error) error {
	return e.writer.do(ctx, fn)
}

func (e *sqliteEngine) reader() querier { return e.read }

func (e *sqliteEngine) searcher() querier { return e.search }

func (e *sqliteEngine) ping(ctx context.Context) error { return e.read.db.PingContext(ctx) }

func (e *sqliteEngine) close() error {
	return errors.Join(e.writer.close(), e.read.db.Close(), e.search.db.Close())
}

var (
	parameter = regexp.MustCompile(`\$([0-9]+)`)
	bareLimit = regexp.MustCompile(`LIMIT (\?[0-9]+)`)
)

// compiled is a query as SQLite is given it. To SQLite $7 is a name, and the place of a name is that of its first use;
// ?7 is the seventh argument. A statement with a bare parameter behind LIMIT it would compile anew at every use, to plan
// for the number (sqlite3ExprIsInteger); that costs more than most of ours take.
func compiled(query string) string {
	return bareLimit.ReplaceAllString(parameter.ReplaceAllString(query, "?$1"), "LIMIT +$1")
}

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

func (p *pool) exec(context.Context, string, ...any) (int64, error) { return 0, errNoUnit }

func (p *pool) query(ctx context.Context, query string, args ...any) (rows, error) {
	s, err := p.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...) //nolint:rowserrcheck // all and one check it
}
