package store

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"modernc.org/libc"
	sqlitelib "modernc.org/sqlite/lib"

	"parley/internal/parley"
)

func openTestConn(t *testing.T) *conn {
	t.Helper()
	c, err := openConn(filepath.Join(t.TempDir(), "a file?.db"), everyPragma)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.close(); err != nil {
			t.Error(err)
		}
	})
	for _, query := range []string{"CREATE TABLE kept (id INTEGER PRIMARY KEY, value UNIQUE)", "INSERT INTO kept (value) VALUES ('a'), ('b'), ('c')"} {
		if _, err := c.exec(t.Context(), query); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// What is bound comes back as it was, whatever was bound to the statement before.
func TestConnKeepsValues(t *testing.T) {
	c := openTestConn(t)
	back := func(arg, into any) {
		t.Helper()
		r, err := c.query(t.Context(), `SELECT $1`, arg)
		if err != nil || !r.Next() {
			t.Fatalf("%v: %v", arg, err)
		}
		if err := r.Scan(into); err != nil {
			t.Errorf("%v: %v", arg, err)
		}
		if r.Next() || r.Err() != nil || r.Close() != nil {
			t.Errorf("%v: a second row, or %v", arg, r.Err())
		}
	}
	for _, text := range []string{"", "é\x00\U0001F600", strings.Repeat("long", 50_000), "short"} {
		var got string
		var id parley.ID
		var raw []byte
		back(text, &got)
		back(parley.ID(text), &id)
		back([]byte(text), &raw)
		if got != text || string(id) != text || string(raw) != text {
			t.Errorf("%.20q came back as %.20q, %.20q and %.20q", text, got, id, raw)
		}
	}
	for arg, want := range map[any]int64{1 << 40: 1 << 40, int64(-1): -1, true: 1, int32(7): 7} {
		var wide int64
		var plain int
		back(arg, &wide)
		back(arg, &plain)
		if wide != want || int64(plain) != want {
			t.Errorf("%v came back as %d and %d", arg, wide, plain)
		}
	}
}

func TestConnRefusesWhatDoesNotFit(t *testing.T) {
	c := openTestConn(t)
	for name, err := range map[string]error{
		"too few arguments":  failed(c.query(t.Context(), `SELECT $1, $2`, 1)),
		"too many arguments": failed(c.exec(t.Context(), `SELECT $1`, 1, 2)),
		"no such argument":   failed(c.exec(t.Context(), `SELECT $1`, struct{}{})),
		"a fraction":         failed(c.exec(t.Context(), `SELECT $1`, 0.5)),
		"a time":             failed(c.exec(t.Context(), `SELECT $1`, time.Time{})),
		"no SQL":             failed(c.exec(t.Context(), `SELEKT`)),
		"no directory":       failed(openConn(filepath.Join(t.TempDir(), "none", "x.db"), nil)),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	var n int64
	strange := make(chan int)
	raw := []byte("before")
	r, err := c.query(t.Context(), `SELECT NULL`)
	if err != nil || !r.Next() || r.Scan(&raw) != nil || raw != nil || r.Close() != nil {
		t.Errorf("NULL came back as %q (%v)", raw, err)
	}
	for query, dest := range map[string][]any{`SELECT NULL`: {&n}, `SELECT 1, 2`: {&n}, `SELECT 1`: {&strange}} {
		r, err := c.query(t.Context(), query)
		if err != nil || !r.Next() {
			t.Fatalf("%s: %v", query, err)
		}
		if r.Scan(dest...) == nil {
			t.Errorf("%s was read into %T", query, dest[0])
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A statement that was left early, or failed, can be used again.
func TestConnStatementsAreUsedAgain(t *testing.T) {
	c := openTestConn(t)
	for range 2 {
		r, err := c.query(t.Context(), `SELECT value FROM kept WHERE id > $2 AND value <> $1 ORDER BY id LIMIT $3`, "b", 0, 5)
		if err != nil || !r.Next() {
			t.Fatal(err)
		}
		var value string
		if err := r.Scan(&value); err != nil || value != "a" {
			t.Errorf("read %q (%v)", value, err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		if r.Next() {
			t.Error("a row behind Close")
		}
		_, err = c.exec(t.Context(), `INSERT INTO kept (value) VALUES ($1)`, "a")
		if sqliteCode(err) != sqlitelib.SQLITE_CONSTRAINT_UNIQUE {
			t.Errorf("a key twice: %v", err)
		}
	}
	n, err := c.exec(t.Context(), `UPDATE kept SET value = value || $1 WHERE id >= $2 RETURNING id`, "!", 2)
	if n != 2 || err != nil {
		t.Errorf("%d rows changed (%v)", n, err)
	}
	// An error behind the first row.
	r, err := c.query(t.Context(), `SELECT abs(CASE id WHEN 2 THEN -9223372036854775807 - 1 ELSE id END) FROM kept ORDER BY id`)
	if err != nil || !r.Next() || r.Next() || r.Err() == nil || r.Close() == nil {
		t.Errorf("an overflow in the second row: %v, %v", err, r.Err())
	}
}

// Statements are dropped when there are many, but for the one whose rows are being read.
func TestConnKeepsSoManyStatements(t *testing.T) {
	c := openTestConn(t)
	open, err := c.query(t.Context(), `SELECT id FROM kept ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2*keptStatements + 10 {
		if _, err := c.exec(t.Context(), fmt.Sprintf("SELECT %d", i)); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(c.stmts); n > keptStatements {
		t.Errorf("%d statements are kept", n)
	}
	var id, read int64
	for open.Next() {
		if err := open.Scan(&id); err != nil {
			t.Fatal(err)
		}
		read += id
	}
	if read != 1+2+3 || open.Close() != nil {
		t.Errorf("the ids that were read add up to %d (%v)", read, open.Err())
	}
}

// The buffer is gone after a text for which there was no memory; the next query makes it anew.
func TestConnOutlivesItsBuffer(t *testing.T) {
	c := openTestConn(t)
	libc.Xfree(c.tls, c.buffer)
	c.buffer, c.size = 0, 0
	if _, err := c.exec(t.Context(), `SELECT 'a new one'`); err != nil {
		t.Error(err)
	}
}

func TestParametersAreNumbers(t *testing.T) {
	want := map[string]string{
		"SELECT id FROM message WHERE id > $2 AND id < $1 LIMIT $12":         "SELECT id FROM message WHERE id > ?2 AND id < ?1 LIMIT +?12",
		"SELECT id FROM (SELECT 1 AS id LIMIT $1) WHERE position = $2":       "SELECT id FROM (SELECT 1 AS id LIMIT +?1) WHERE position = ?2",
		"SELECT id FROM message WHERE position = $1 ORDER BY id LIMIT 1":     "SELECT id FROM message WHERE position = ?1 ORDER BY id LIMIT 1",
		"SELECT COUNT(*) FROM message WHERE text = 'LIMIT' AND id = 'plain'": "SELECT COUNT(*) FROM message WHERE text = 'LIMIT' AND id = 'plain'",
	}
	got := map[string]string{}
	for query := range want {
		got[query] = compiled(query)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
