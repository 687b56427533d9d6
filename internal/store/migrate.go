package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations
var migrations embed.FS

// migrateSQLite brings the file up to date under a lock file beside it: two processes may start at once.
func migrateSQLite(ctx context.Context, o Options) (err error) {
	lockFile, err := os.OpenFile(o.Path+".migrate", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	defer func() { err = errors.Join(err, lockFile.Close()) }()
	if err := syscall.Flock(int(lockFile.Fd()), syscall.LOCK_EX); err != nil {
		return fmt.Errorf("store: locking %s: %w", lockFile.Name(), err)
	}
	// Made before SQLite makes it, which would let others read it; the files beside it take its mode.
	file, err := os.OpenFile(o.Path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if err := file.Close(); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", sqliteDSN(o.Path))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return migrate(ctx, db, goose.DialectSQLite3, "migrations/sqlite")
}

// migratePostgres does the same under a lock of the session.
func migratePostgres(ctx context.Context, db *sql.DB) error {
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	if err := migrate(ctx, db, goose.DialectPostgres, "migrations/postgres", goose.WithSessionLocker(locker)); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, collate); err != nil {
		return fmt.Errorf("store: giving all text one order: %w", err)
	}
	return nil
}

// collate makes every column of text compare by its bytes, whatever the order of words is that the database was made with.
// Between columns of two collations PostgreSQL uses no index, even for equality: a list of fifty contacts read all
// conversations fifty times. Migrations need not say it of each column; where all is so, this reads the catalogue only.
const collate = `DO $$
DECLARE altered RECORD;
BEGIN
	PERFORM pg_advisory_xact_lock(7265616479);
	FOR altered IN SELECT c.oid::regclass AS name, string_agg(format('ALTER COLUMN %I TYPE TEXT COLLATE "C"', a.attname), ', ') AS columns
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_collation l ON l.oid = a.attcollation
		WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
			AND a.atttypid = 'text'::regtype AND l.collname <> 'C'
		GROUP BY c.oid
	LOOP
		EXECUTE format('ALTER TABLE %s %s', altered.name, altered.columns);
		EXECUTE format('ANALYZE %s', altered.name); -- the change took the columns' statistics
	END LOOP;
END $$`

func migrate(ctx context.Context, db *sql.DB, dialect goose.Dialect, dir string, options ...goose.ProviderOption) error {
	files, err := fs.Sub(migrations, dir)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, db, files, options...)
	if err != nil {
		return err
	}
	now, target, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("store: reading the database's version: %w", err)
	}
	if now > target {
		return ErrNewer
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("store: migrating the database: %w", err)
	}
	return nil
}
