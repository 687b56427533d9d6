package upgrade_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgconn"

	"parley/internal/app"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

// key is the one that sealed the credentials in testdata.
const key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

// old is a hub with the database of an earlier release.
type old struct {
	*testing.T
	o       store.Options
	environ []string
}

func newOld(t *testing.T, release string) *old {
	t.Helper()
	h := &old{T: t, o: storetest.Options(t)}
	dir := t.TempDir()
	h.environ = []string{"PARLEY_DATA_DIR=" + dir, "PARLEY_ADDR=127.0.0.1:0", "PARLEY_BASE_URL=http://localhost", "PARLEY_SECRET_KEY=" + key}
	if h.o.URL != "" {
		h.environ = append(h.environ, "PARLEY_DATABASE_URL="+h.o.URL)
		conn, err := pgconn.Connect(t.Context(), h.o.URL)
		h.must(err)
		_, err = conn.Exec(t.Context(), h.dump(release+".postgres.sql")).ReadAll()
		h.must(errors.Join(err, conn.Close(t.Context())))
		return h
	}
	h.o.Path = filepath.Join(dir, "parley.db")
	h.with(h.o, func(db *sql.DB) {
		_, err := db.ExecContext(t.Context(), h.dump(release+".sqlite.sql"))
		h.must(err)
	})
	return h
}

func (h *old) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *old) dump(name string) string {
	h.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	h.must(err)
	return string(raw)
}

// with opens a database without the program.
func (h *old) with(o store.Options, do func(db *sql.DB)) {
	h.Helper()
	driver, source := "sqlite", o.Path
	if o.URL != "" {
		driver, source = "pgx", o.URL
	}
	db, err := sql.Open(driver, source)
	h.must(err)
	defer db.Close() //nolint:errcheck // it is the test's own
	do(db)
}

// table is a table's columns and its rows, each as one text.
type table struct{ columns, rows []string }

// contents reads tables; of each only the columns given, if any are.
func (h *old) contents(only map[string]table) map[string]table {
	h.Helper()
	all := map[string]table{}
	h.with(h.o, func(db *sql.DB) {
		for _, name := range h.strings(db, tablesQuery(h.o)) {
			if only != nil && only[name].columns == nil {
				continue
			}
			selected := "*"
			if only != nil {
				selected = strings.Join(only[name].columns, ", ")
			}
			rows, err := db.QueryContext(h.Context(), "SELECT "+selected+" FROM "+name)
			h.must(err)
			columns, err := rows.Columns()
			h.must(err)
			t := table{columns: columns}
			for rows.Next() {
				values, into := make([]any, len(columns)), make([]any, len(columns))
				for i := range values {
					into[i] = &values[i]
				}
				h.must(rows.Scan(into...))
				t.rows = append(t.rows, fmt.Sprintf("%q", values))
			}
			h.must(rows.Err())
			slices.Sort(t.rows)
			all[name] = t
		}
	})
	return all
}

func (h *old) strings(db *sql.DB, query string) (out []string) {
	h.Helper()
	rows, err := db.QueryContext(h.Context(), query)
	h.must(err)
	for rows.Next() {
		var text string
		h.must(rows.Scan(&text))
		out = append(out, text)
	}
	h.must(rows.Err())
	return out
}

// tablesQuery names all tables but those of the engine.
func tablesQuery(o store.Options) string {
	if o.URL != "" {
		return `SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1`
	}
	return `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'message_search%' ORDER BY 1`
}

// schema describes every table and index of a database.
func (h *old) schema(o store.Options) (out []string) {
	h.Helper()
	h.with(o, func(db *sql.DB) {
		if o.URL == "" {
			out = h.strings(db, `SELECT type || ' ' || name || ': ' || sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY 1`)
			return
		}
		out = append(h.strings(db, `SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || COALESCE(column_default, '') || ' ' || COALESCE(collation_name, '')
			FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1`),
			h.strings(db, `SELECT replace(indexdef, current_schema() || '.', '') FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1`)...)
	})
	return out
}

// run carries out a command.
func (h *old) run(args ...string) string {
	h.Helper()
	var out, errs bytes.Buffer
	if code := app.Run(h.Context(), app.Process{Args: args, Environ: h.environ, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Version: "test"}); code != 0 {
		h.Fatalf("%v: %d %s", args, code, &errs)
	}
	return strings.TrimSpace(out.String())
}

// serve starts the hub and gives a caller of its API.
func (h *old) serve(token string) func(path string) map[string]any {
	h.Helper()
	ctx, stop := context.WithCancel(context.Background())
	listening, ended := make(chan string, 1), make(chan int, 1)
	var log bytes.Buffer
	go func() {
		ended <- app.Run(ctx, app.Process{
			Args: []string{"serve"}, Environ: h.environ, Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: &log, Version: "test",
			Listening: func(addr string) { listening <- addr },
		})
	}()
	var url string
	select {
	case addr := <-listening:
		url = "http://" + addr + "/api/v2"
	case code := <-ended:
		h.Fatalf("serve ended with %d: %s", code, &log)
	}
	h.Cleanup(func() {
		stop()
		if code := <-ended; code != 0 {
			h.Errorf("serve ended with %d: %s", code, &log)
		}
	})
	return func(path string) (out map[string]any) {
		h.Helper()
		r, err := http.NewRequestWithContext(h.Context(), http.MethodGet, url+path, nil)
		h.must(err)
		r.Header.Set("Authorization", "Bearer "+token)
		answer, err := http.DefaultClient.Do(r)
		h.must(err)
		defer answer.Body.Close() //nolint:errcheck // it is read to its end
		h.must(json.NewDecoder(answer.Body).Decode(&out))
		if answer.StatusCode != http.StatusOK {
			h.Fatalf("%s is answered %d %v", path, answer.StatusCode, out)
		}
		return out
	}
}

// moved are tables whose old rows an upgrade may change: it counts itself, and the built-in roles are the program's.
var moved = []string{"goose_db_version", "role"}

// ageless ends the row of a company that was made at no time.
const ageless = ` '\x00']`

// Every row of the old database is there after the upgrade, each value of it, and the tables are those that a new hub has.
func TestUpgradeKeepsEverything(t *testing.T) {
	h := newOld(t, "first")
	before := h.contents(nil)
	if len(before) < 25 {
		t.Fatalf("the old database has %d tables", len(before))
	}
	h.run("migrate")
	after := h.contents(before)
	for name, was := range before {
		if len(was.rows) == 0 {
			t.Errorf("the fixture has no row in %s", name)
		}
		if len(after[name].rows) < len(was.rows) {
			t.Errorf("%s had %d rows and has %d", name, len(was.rows), len(after[name].rows))
		}
		for _, row := range was.rows {
			if name == "company" { // one that had no age gets one
				row = strings.TrimSuffix(row, ageless)
			}
			if !slices.Contains(moved, name) && !slices.ContainsFunc(after[name].rows, func(now string) bool { return strings.HasPrefix(now, row) }) {
				t.Errorf("%s had %s", name, row)
			}
		}
	}
	fresh := storetest.Options(t)
	db, err := store.Open(t.Context(), fresh)
	h.must(err)
	h.must(db.Close())
	if diff := cmp.Diff(h.schema(fresh), h.schema(h.o)); diff != "" {
		t.Errorf("the tables differ from those of a new hub (-new +upgraded); a migration that is released must not be changed:\n%s", diff)
	}
}

// The hub works on what it was given: threads, words, people, sealed credentials and what waits.
func TestUpgradedHubWorks(t *testing.T) {
	h := newOld(t, "first")
	token := h.run("token", "create", "--user", "admin@harbor.example", "--name", "after")
	get := h.serve(token)
	count := func(path string) int {
		t.Helper()
		return len(get(path)["items"].([]any))
	}
	for path, want := range map[string]int{
		"/conversations": 6, "/messages?limit=100": 13, "/accounts": 7, "/contacts": 8, "/channels": 3, "/users": 3, "/accounts?q=fixture": 1,
		"/messages?state=pending": 1,
	} {
		if got := count(path); got != want {
			t.Errorf("%s gives %d, want %d", path, got, want)
		}
	}
	newest := get("/messages?limit=1")["items"].([]any)[0].(map[string]any)
	words := strings.Fields(newest["text"].(string))
	if count("/conversations?q="+words[0]) == 0 {
		t.Errorf("no conversation is found by %q", words[0])
	}
	for _, each := range get("/channels")["items"].([]any) {
		if channel := each.(map[string]any); channel["status"] != "running" {
			t.Errorf("a channel does not run: %v", channel)
		}
	}
}
