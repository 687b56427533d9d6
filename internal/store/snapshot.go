package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
)

// Snapshot says what a copy of a database is.
type Snapshot struct {
	Engine string `json:"engine"` // "sqlite" or "postgres"
	Schema int64  `json:"schema"` // the number of the last migration that was done
}

// ErrNoDatabase says that there is nothing to copy: no file, or no tables of ours.
var ErrNoDatabase = errors.New("store: there is no database yet")

// Engine names the engine that the options lead to, as a Snapshot does.
func (o Options) Engine() string {
	if o.URL == "" {
		return sqlite{}.name()
	}
	return postgres{}.name()
}

// Newest is the number of the last migration that this program knows.
func Newest() (int64, error) {
	entries, err := fs.ReadDir(migrations, "migrations/sqlite")
	if err != nil {
		return 0, err
	}
	return goose.NumericComponent(entries[len(entries)-1].Name())
}

// Save writes a copy of the database as it is at one moment, while others go on writing: each of its parts into what create
// makes of the part's name. The database is not migrated first. scratch is a directory for what must be whole before it can
// be copied: as large as the database on SQLite, nothing on PostgreSQL.
func Save(ctx context.Context, o Options, scratch string, create func(name string) (io.Writer, error)) (Snapshot, error) {
	s := Snapshot{Engine: o.Engine()}
	var err error
	if o.URL == "" {
		s.Schema, err = saveSQLite(ctx, o.Path, scratch, create)
	} else {
		s.Schema, err = savePostgres(ctx, o.URL, create)
	}
	return s, err
}

// sqlitePart is the one part of a copy of SQLite: a whole database file.
const sqlitePart = "database.sqlite"

func saveSQLite(ctx context.Context, path, scratch string, create func(name string) (io.Writer, error)) (schema int64, err error) {
	db, err := openExisting(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	whole := filepath.Join(scratch, sqlitePart)
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", whole); err != nil {
		return 0, fmt.Errorf("store: copying %s: %w", path, err)
	}
	if schema, err = schemaOf(ctx, whole); err != nil {
		return 0, err
	}
	out, err := create(sqlitePart)
	if err != nil {
		return 0, err
	}
	in, err := os.Open(whole)
	if err != nil {
		return 0, err
	}
	_, err = io.Copy(out, in)
	return schema, errors.Join(err, in.Close(), os.Remove(whole))
}

// openExisting opens an SQLite file for a command of its own, and never makes one.
func openExisting(path string) (*sql.DB, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoDatabase
	}
	return sql.Open("sqlite", sqliteDSN(path, "temp_store(file)"))
}

// schemaOf reads the number of the last migration of an SQLite file, and looks at the file from end to end.
func schemaOf(ctx context.Context, path string) (schema int64, err error) {
	db, err := openExisting(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := quickCheck(ctx, db); err != nil {
		return 0, err
	}
	return version(ctx, db)
}

// version reads the number of the last migration.
func version(ctx context.Context, db *sql.DB) (schema int64, err error) {
	err = db.QueryRowContext(ctx, "SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version").Scan(&schema)
	return schema, err
}

// quickCheck lets SQLite look for damage.
func quickCheck(ctx context.Context, db *sql.DB) error {
	var found string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found); err != nil {
		return fmt.Errorf("store: checking the database: %w", err)
	}
	if found != "ok" {
		return fmt.Errorf("store: the database is damaged: %s", found)
	}
	return nil
}

// Load makes a database of the parts that Save wrote, as it was then: an SQLite file at o.Path, which must not exist, or
// tables in the schema of o.URL, which must have none. names are the parts, open gives each.
func Load(ctx context.Context, o Options, s Snapshot, names []string, open func(name string) (io.ReadCloser, error)) error {
	if o.URL != "" {
		return loadPostgres(ctx, o.URL, s.Schema, names, open)
	}
	if len(names) != 1 || names[0] != sqlitePart {
		return fmt.Errorf("store: the copy has the parts %s, not %s", strings.Join(names, ", "), sqlitePart)
	}
	in, err := open(sqlitePart)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(o.Path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return errors.Join(err, in.Close())
	}
	_, err = io.Copy(out, in)
	if err = errors.Join(err, in.Close(), out.Sync(), out.Close()); err != nil {
		return err
	}
	schema, err := schemaOf(ctx, o.Path)
	if err == nil && schema != s.Schema {
		err = fmt.Errorf("store: the copy is of schema %d, not %d", schema, s.Schema)
	}
	return err
}

// backupAt is the setting that says when the last backup was made, in milliseconds.
const backupAt = "backup_at"

// MarkSaved notes when the database was last copied, for who checks the set-up.
func MarkSaved(ctx context.Context, o Options, at time.Time) (err error) {
	db, err := connect(o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	_, err = db.ExecContext(ctx, `INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
		backupAt, fmt.Sprint(millis(at)))
	return err
}

// connect opens a database that is there, as it is.
func connect(o Options) (*sql.DB, error) {
	if o.URL == "" {
		return openExisting(o.Path)
	}
	return sql.Open("pgx", o.URL)
}
