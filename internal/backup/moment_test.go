package backup_test

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"sync"
	"testing"

	"parley/internal/store"
)

// A backup is the hub at one moment: what was written together, in two tables, is in it together.
func TestABackupIsOneMoment(t *testing.T) {
	h := newHome(t)
	db, err := store.Open(t.Context(), h.o)
	h.must(err)
	defer db.Close() //nolint:errcheck // the test is over
	h.must(db.Exec(t.Context(), `INSERT INTO department (id, name) VALUES ('d', '0')`))
	h.must(db.Exec(t.Context(), `INSERT INTO setting (name, value) VALUES ('mark', '0')`))
	running, stop := context.WithCancel(t.Context())
	begun := make(chan struct{})
	var writer sync.WaitGroup
	writer.Go(func() {
		for n := 1; running.Err() == nil; n++ {
			err := db.Do(t.Context(), func(ctx context.Context) error {
				if err := db.Exec(ctx, `UPDATE department SET name = $1 WHERE id = 'd'`, fmt.Sprint(n)); err != nil {
					return err
				}
				return db.Exec(ctx, `UPDATE setting SET value = $1 WHERE name = 'mark'`, fmt.Sprint(n))
			})
			if err != nil {
				t.Error(err)
				stop()
			}
			if n == 1 {
				close(begun)
			}
		}
	})
	<-begun
	files := []string{h.save(""), h.save(""), h.save("")}
	stop()
	writer.Wait()
	for _, file := range files {
		other := newHome(t)
		if _, err := other.restore(file, other.target(false)); err != nil {
			t.Fatal(err)
		}
		restored, err := store.Open(t.Context(), other.o)
		other.must(err)
		differ, err := restored.Count(t.Context(), `SELECT COUNT(*) FROM department d JOIN setting s ON s.name = 'mark' AND s.value <> d.name WHERE d.id = 'd'`)
		other.must(err)
		other.must(restored.Close())
		if mark := other.marks()[0]; differ != 0 || mark == "0" {
			t.Errorf("the two tables are of different moments (%d), or of the beginning (%s)", differ, mark)
		}
	}
}

// The tables of another program are never moved, whatever is asked for.
func TestAForeignSchemaIsLeftAlone(t *testing.T) {
	h := newHome(t)
	if h.o.URL == "" {
		t.Skip("an SQLite file is ours by its name")
	}
	db, err := sql.Open("pgx", h.o.URL)
	h.must(err)
	defer db.Close() //nolint:errcheck // it is the test's own
	_, err = db.ExecContext(t.Context(), `CREATE TABLE theirs (n INT)`)
	h.must(err)
	file := newHome(t).put("old").save("")
	if _, err := h.restore(file, h.target(true)); err == nil || !strings.Contains(err.Error(), "another program") {
		t.Errorf("restored with %v", err)
	}
	var n int
	h.must(db.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM theirs`).Scan(&n))
}
