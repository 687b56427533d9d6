// Package storetest gives tests a database on the engine that they run for, and holds what both engines must do
// alike. PARLEY_TEST_DATABASE_URL names a PostgreSQL server; without it the engine is SQLite.
package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // makes the schemas

	"parley/internal/store"
)

// EnvURL is the variable that names the PostgreSQL server for tests.
const EnvURL = "PARLEY_TEST_DATABASE_URL"

var schemas atomic.Int64

// Open gives a migrated, empty database of its own to the test: a file, or a schema on the server.
func Open(tb testing.TB) *store.DB {
	tb.Helper()
	db, err := store.Open(tb.Context(), Options(tb))
	if err != nil {
		tb.Fatalf("opening the test database: %v", err)
	}
	tb.Cleanup(func() {
		if err := db.Close(); err != nil {
			tb.Errorf("closing the test database: %v", err)
		}
	})
	return db
}

// Options gives what to open, for tests that open a database themselves, or twice.
func Options(tb testing.TB) store.Options {
	tb.Helper()
	if server := os.Getenv(EnvURL); server != "" {
		return store.Options{URL: schema(tb, server)}
	}
	path := filepath.Join(tb.TempDir(), "parley.db")
	if err := os.WriteFile(path, template(tb), 0o600); err != nil {
		tb.Fatal(err)
	}
	return store.Options{Path: path}
}

// schema makes a schema of the test's own and gives the URL that leads into it.
func schema(tb testing.TB, server string) string {
	tb.Helper()
	u, err := url.Parse(server)
	if err != nil {
		tb.Fatalf("%s: %v", EnvURL, err)
	}
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), schemas.Add(1))
	admin, err := sql.Open("pgx", server)
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := admin.ExecContext(tb.Context(), "CREATE SCHEMA "+name); err != nil {
		tb.Fatalf("making a schema for the test: %v", err)
	}
	tb.Cleanup(func() {
		_, err := admin.ExecContext(context.Background(), "DROP SCHEMA "+name+" CASCADE")
		if err := errors.Join(err, admin.Close()); err != nil {
			tb.Errorf("dropping the test's schema: %v", err)
		}
	})
	query := u.Query()
	query.Set("search_path", name)
	u.RawQuery = query.Encode()
	return u.String()
}

// template is a migrated SQLite file, made once a process: copying it is faster than migrating.
var template = func() func(tb testing.TB) []byte {
	var once sync.Once
	var content []byte
	var failure error
	return func(tb testing.TB) []byte {
		tb.Helper()
		once.Do(func() { content, failure = migrated() })
		if failure != nil {
			tb.Fatalf("migrating the template: %v", failure)
		}
		return content
	}
}()

func migrated() (content []byte, err error) {
	dir, err := os.MkdirTemp("", "parley-template-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "parley.db")
	db, err := store.Open(context.Background(), store.Options{Path: path})
	if err != nil {
		return nil, err
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	if wal, err := os.Stat(path + "-wal"); err == nil && wal.Size() > 0 {
		return nil, fmt.Errorf("the template's log was not folded into %s", strings.TrimPrefix(path, dir))
	}
	return os.ReadFile(path)
}

// Age makes the database look as if a newer program had migrated it.
func Age(ctx context.Context, db *store.DB) error {
	return db.Exec(ctx, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, $1)`, true)
}
