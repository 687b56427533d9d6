package store

import (
	"context"
	"database/sql"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pressly/goose/v3"
)

// schema is what migrations make: columns by table, and the columns of each index.
type schema struct {
	Tables  map[string][]string
	Indexes map[string]string
}

var (
	table  = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\n\)`)
	index  = regexp.MustCompile(`CREATE ((?:UNIQUE )?INDEX) (\w+) ON (\w+) ([^;]+);`)
	spaces = regexp.MustCompile(`\s+`)
)

// readSchema reads the migrations of an engine, whose names and numbers it gives too.
func readSchema(t *testing.T, engine string) (names []string, s schema) {
	t.Helper()
	s = schema{Tables: map[string][]string{}, Indexes: map[string]string{}}
	entries, err := fs.ReadDir(migrations, "migrations/"+engine)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
		raw, err := fs.ReadFile(migrations, "migrations/"+engine+"/"+e.Name())
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(string(raw), ` COLLATE "C"`, "")
		for _, m := range table.FindAllStringSubmatch(text, -1) {
			s.Tables[m[1]] = columns(m[2])
		}
		for _, m := range index.FindAllStringSubmatch(text, -1) {
			s.Indexes[m[2]] = m[1] + " " + m[3] + " " + spaces.ReplaceAllString(m[4], " ")
		}
	}
	return names, s
}

// columns gives a table's lines, with the types that the engines name differently made equal.
func columns(body string) (out []string) {
	same := strings.NewReplacer(
		"BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "number", "INTEGER PRIMARY KEY AUTOINCREMENT", "number",
		"seq BIGINT PRIMARY KEY", "seq number", "BYTEA", "BLOB",
	)
	for _, line := range strings.Split(body, "\n") {
		line = strings.TrimSuffix(strings.TrimSpace(line), ",")
		if line != "" && !strings.HasPrefix(line, "--") {
			out = append(out, same.Replace(line))
		}
	}
	return out
}

// Both engines have the same tables, columns, keys and indexes, but for those of the words of messages.
func TestEnginesHaveOneSchema(t *testing.T) {
	sqliteNames, inSQLite := readSchema(t, "sqlite")
	postgresNames, inPostgres := readSchema(t, "postgres")
	if diff := cmp.Diff(sqliteNames, postgresNames); diff != "" {
		t.Errorf("migrations differ (-sqlite +postgres):\n%s", diff)
	}
	delete(inPostgres.Tables, "message_search")
	delete(inPostgres.Indexes, "message_search_text")
	if diff := cmp.Diff(inSQLite, inPostgres); diff != "" {
		t.Errorf("schemas differ (-sqlite +postgres):\n%s", diff)
	}
	if len(inSQLite.Tables) < 20 || !slices.Contains(inSQLite.Tables["message"], "position BIGINT NOT NULL") || len(inSQLite.Indexes) < 20 {
		t.Errorf("read %d tables and %d indexes: the test has lost sight of them", len(inSQLite.Tables), len(inSQLite.Indexes))
	}
}

// On PostgreSQL a comparison between columns of two collations goes by no index, and texts are ordered as on SQLite, by their
// bytes, only in the collation "C".
func TestAllTextHasOneOrder(t *testing.T) {
	url := os.Getenv("PARLEY_TEST_DATABASE_URL")
	if url == "" {
		return // SQLite's columns compare by their bytes
	}
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // nothing is kept
	db.SetMaxOpenConns(1)
	const name = "collation_test"
	for _, statement := range []string{"DROP SCHEMA IF EXISTS " + name + " CASCADE", "CREATE SCHEMA " + name, "SET search_path = " + name} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	defer db.ExecContext(context.Background(), "DROP SCHEMA "+name+" CASCADE") //nolint:errcheck // the server is the test's
	if err := migrate(t.Context(), db, goose.DialectPostgres, "migrations/postgres"); err != nil {
		t.Fatal(err)
	}
	count := func() (others, all int) {
		err := db.QueryRowContext(t.Context(), `SELECT COUNT(*) FILTER (WHERE collation_name IS DISTINCT FROM 'C'), COUNT(*) FROM information_schema.columns
			WHERE table_schema = $1 AND data_type = 'text'`, name).Scan(&others, &all)
		if err != nil {
			t.Fatal(err)
		}
		return others, all
	}
	if others, _ := count(); others == 0 {
		t.Error("the migrations need no help any more")
	}
	for range 2 { // the second time there is nothing to do
		if _, err := db.ExecContext(t.Context(), collate); err != nil {
			t.Fatal(err)
		}
		if others, all := count(); others != 0 || all < 100 {
			t.Errorf("%d of %d columns have another collation", others, all)
		}
	}
}
