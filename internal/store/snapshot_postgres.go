package store

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/pressly/goose/v3"
)

// A copy of PostgreSQL has a part for each table: a line with the names of its columns, then its rows as COPY writes them
// as text (postgresql.org/docs/current/sql-copy.html). The tables themselves are made by the migrations.
const (
	partFolder = "tables/"
	partEnding = ".copy"
)

// gooseTable counts the migrations; it is made anew, not copied.
const gooseTable = "goose_db_version"

// tablesOf gives the tables of the connection's schema, those first to which others refer.
func tablesOf(ctx context.Context, conn *pgx.Conn) ([]string, error) {
	rows, err := conn.Query(ctx, `SELECT c.relname, COALESCE(array_agg(DISTINCT f.relname) FILTER (WHERE f.relname <> c.relname), '{}')
		FROM pg_class c LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f' LEFT JOIN pg_class f ON f.oid = k.confrelid
		WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace GROUP BY c.relname ORDER BY c.relname`)
	if err != nil {
		return nil, err
	}
	refers := map[string][]string{}
	var name string
	var to []string
	if _, err := pgx.ForEachRow(rows, []any{&name, &to}, func() error { refers[name] = slices.Clone(to); return nil }); err != nil {
		return nil, err
	}
	var ordered []string
	for len(ordered) < len(refers) {
		before := len(ordered)
		for name, to := range refers {
			waits := slices.ContainsFunc(to, func(other string) bool { return !slices.Contains(ordered, other) })
			if !waits && !slices.Contains(ordered, name) {
				ordered = append(ordered, name)
			}
		}
		if len(ordered) == before {
			return nil, errors.New("store: tables refer to each other in a circle")
		}
	}
	return ordered, nil
}

func savePostgres(ctx context.Context, dsn string, create func(name string) (io.Writer, error)) (schema int64, err error) {
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, conn.Close(context.WithoutCancel(ctx))) }()
	tx, err := conn.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return 0, err
	}
	defer tx.Rollback(ctx) //nolint:errcheck // it has only read
	tables, err := tablesOf(ctx, conn)
	if err != nil {
		return 0, err
	}
	if !slices.Contains(tables, gooseTable) {
		return 0, ErrNoDatabase
	}
	if err := tx.QueryRow(ctx, "SELECT COALESCE(MAX(version_id), 0) FROM "+gooseTable).Scan(&schema); err != nil {
		return 0, err
	}
	for _, table := range tables {
		if table == gooseTable {
			continue
		}
		out, err := create(partFolder + table + partEnding)
		if err != nil {
			return 0, err
		}
		if err := copyOut(ctx, tx, table, out); err != nil {
			return 0, fmt.Errorf("store: copying the table %s: %w", table, err)
		}
	}
	return schema, nil
}

func copyOut(ctx context.Context, tx pgx.Tx, table string, out io.Writer) error {
	var columns string
	err := tx.QueryRow(ctx, `SELECT string_agg(quote_ident(attname), ',' ORDER BY attnum) FROM pg_attribute
		WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped`, quoted(table)).Scan(&columns)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(out, columns+"\n"); err != nil {
		return err
	}
	_, err = tx.Conn().PgConn().CopyTo(ctx, out, "COPY "+quoted(table)+" ("+columns+") TO STDOUT")
	return err
}

func quoted(name string) string { return pgx.Identifier{name}.Sanitize() }

// loadPostgres makes the tables as they were at that migration and fills them.
func loadPostgres(ctx context.Context, dsn string, schema int64, names []string, open func(name string) (io.ReadCloser, error)) (err error) {
	if err := migrateTo(ctx, dsn, schema); err != nil {
		return err
	}
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(context.WithoutCancel(ctx))) }()
	tables, err := tablesOf(ctx, conn)
	if err != nil {
		return err
	}
	tables = slices.DeleteFunc(tables, func(t string) bool { return t == gooseTable })
	if len(names) != len(tables) {
		return fmt.Errorf("store: the copy has %d tables, the schema %d", len(names), len(tables))
	}
	tx, err := conn.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx) //nolint:errcheck // after a commit it has nothing to do
	for _, table := range slices.Backward(tables) {
		if _, err := tx.Exec(ctx, "DELETE FROM "+quoted(table)); err != nil { // what the migrations put there is in the copy too
			return err
		}
	}
	for _, table := range tables {
		if err := copyIn(ctx, tx, table, open); err != nil {
			return fmt.Errorf("store: filling the table %s: %w", table, err)
		}
	}
	if err := setSequences(ctx, tx); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

func migrateTo(ctx context.Context, dsn string, schema int64) (err error) {
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	files, err := fs.Sub(migrations, "migrations/postgres")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files)
	if err != nil {
		return err
	}
	if _, err := provider.UpTo(ctx, schema); err != nil {
		return fmt.Errorf("store: making the tables of schema %d: %w", schema, err)
	}
	return nil
}

func copyIn(ctx context.Context, tx pgx.Tx, table string, open func(name string) (io.ReadCloser, error)) error {
	part, err := open(partFolder + table + partEnding)
	if err != nil {
		return err
	}
	in := bufio.NewReader(part)
	columns, err := in.ReadString('\n')
	if err == nil {
		_, err = tx.Conn().PgConn().CopyFrom(ctx, in, "COPY "+quoted(table)+" ("+strings.TrimSuffix(columns, "\n")+") FROM STDIN")
	}
	return errors.Join(err, part.Close())
}

// setSequences lets every numbered column go on after the last number that was copied.
func setSequences(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, `SELECT table_name, column_name FROM information_schema.columns
		WHERE table_schema = current_schema() AND is_identity = 'YES' ORDER BY table_name`)
	if err != nil {
		return err
	}
	numbered, err := pgx.CollectRows(rows, pgx.RowToStructByPos[struct{ Table, Column string }])
	if err != nil {
		return err
	}
	for _, n := range numbered {
		if n.Table == gooseTable {
			continue
		}
		if _, err := tx.Exec(ctx, `SELECT setval(pg_get_serial_sequence($1, $2), (SELECT COALESCE(MAX(`+quoted(n.Column)+`), 0) + 1 FROM `+quoted(n.Table)+`), false)`,
			quoted(n.Table), n.Column); err != nil {
			return err
		}
	}
	return nil
}

// Berth is a place beside the tables of a PostgreSQL database, where another database is made ready to take their place in
// one moment. While there is a Berth no hub starts on the database.
type Berth struct {
	Options Options // lead to the place

	conn   *pgx.Conn
	target string // the schema whose tables are to be replaced
}

// ErrInUse says that a hub runs on the database.
var ErrInUse = errors.New("store: a hub runs on the database; stop it first")

// ErrNotEmpty says that there is a database where one is to be restored.
var ErrNotEmpty = errors.New("store: there is a database already")

// ErrForeign says that the schema holds tables which are not Parley's.
var ErrForeign = errors.New("store: the schema of the database holds tables of another program; give Parley a database or a schema of its own")

// occupied is the key of the lock that says who has the schema: hubs share it, a restore wants it alone.
const occupied = `hashtextextended('parley ' || current_schema(), 0)`

// NewBerth makes the place. Its errors are ErrInUse, ErrForeign and, unless replace is set, ErrNotEmpty. The caller calls
// Close at the end.
func NewBerth(ctx context.Context, o Options, replace bool) (b *Berth, err error) {
	conn, err := pgx.Connect(ctx, o.URL)
	if err != nil {
		return nil, err
	}
	b = &Berth{conn: conn}
	defer func() {
		if err != nil {
			err = errors.Join(err, conn.Close(context.WithoutCancel(ctx)))
		}
	}()
	if err := b.occupy(ctx, replace); err != nil {
		return nil, err
	}
	u, err := url.Parse(o.URL)
	if err != nil {
		return nil, err
	}
	query := u.Query()
	query.Set("search_path", quoted(b.place()))
	u.RawQuery = query.Encode()
	b.Options = o
	b.Options.URL = u.String()
	_, err = conn.Exec(ctx, "DROP SCHEMA IF EXISTS "+quoted(b.place())+" CASCADE; CREATE SCHEMA "+quoted(b.place()))
	return b, err
}

func (b *Berth) place() string { return b.target + "_restoring" }

// occupy takes the schema for itself and looks at what is in it.
func (b *Berth) occupy(ctx context.Context, replace bool) error {
	var alone bool
	if err := b.conn.QueryRow(ctx, "SELECT current_schema(), pg_try_advisory_lock("+occupied+")").Scan(&b.target, &alone); err != nil {
		return err
	}
	if !alone {
		return ErrInUse
	}
	tables, err := tablesOf(ctx, b.conn)
	switch {
	case err != nil || len(tables) == 0:
		return err
	case !slices.Contains(tables, gooseTable):
		return ErrForeign
	case !replace:
		return ErrNotEmpty
	}
	return nil
}

// Swap puts the tables of the place where those of the database are, which it keeps in a schema of their own, in one
// transaction. It names that schema; "" where there was nothing to keep.
func (b *Berth) Swap(ctx context.Context, stamp string) (aside string, err error) {
	old, err := tablesOf(ctx, b.conn)
	if err != nil {
		return "", err
	}
	tx, err := b.conn.Begin(ctx)
	if err != nil {
		return "", err
	}
	defer tx.Rollback(ctx) //nolint:errcheck // after a commit it has nothing to do
	if len(old) > 0 {
		aside = b.target + "_before_" + stamp
		if _, err := tx.Exec(ctx, "CREATE SCHEMA "+quoted(aside)); err != nil {
			return "", err
		}
		if err := moveTables(ctx, tx, b.target, aside); err != nil {
			return "", err
		}
	}
	if err := moveTables(ctx, tx, b.place(), b.target); err != nil {
		return "", err
	}
	if _, err := tx.Exec(ctx, "DROP SCHEMA "+quoted(b.place())); err != nil {
		return "", err
	}
	return aside, tx.Commit(ctx)
}

func moveTables(ctx context.Context, tx pgx.Tx, from, to string) error {
	rows, err := tx.Query(ctx, `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = $1::text::regnamespace`, quoted(from))
	if err != nil {
		return err
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	for _, table := range tables {
		if _, err := tx.Exec(ctx, "ALTER TABLE "+quoted(from)+"."+quoted(table)+" SET SCHEMA "+quoted(to)); err != nil {
			return err
		}
	}
	return nil
}

// Close removes what is left of the place and lets hubs start again.
func (b *Berth) Close(ctx context.Context) error {
	_, err := b.conn.Exec(ctx, "DROP SCHEMA IF EXISTS "+quoted(b.place())+" CASCADE")
	return errors.Join(err, b.conn.Close(ctx))
}

// Occupy says that a hub runs on the database for as long as the connection that it takes holds; its error is that of a
// restore under way. On SQLite the lock on the data directory says so.
func (db *DB) Occupy(ctx context.Context) (release func() error, err error) {
	e, isPostgres := db.engine.(*pgEngine)
	if !isPostgres {
		return func() error { return nil }, nil
	}
	conn, err := e.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	var had bool
	err = conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock_shared("+occupied+")").Scan(&had)
	if err == nil && !had {
		err = errors.New("store: a backup is being restored into the database; wait until it is done")
	}
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return func() error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock_shared("+occupied+")")
		return errors.Join(err, conn.Close())
	}, nil
}
