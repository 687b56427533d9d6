package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"parley/internal/unit"
)

func openFile(t *testing.T, maxPages int) *DB {
	t.Helper()
	db, err := Open(t.Context(), Options{Path: filepath.Join(t.TempDir(), "parley.db"), MaxPages: maxPages})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func put(ctx context.Context, db *DB, name, value string) error {
	_, err := db.exec(ctx, `INSERT INTO setting (name, value) VALUES ($1, $2)`, name, value)
	return err
}

func settings(t *testing.T, db *DB) map[string]bool {
	t.Helper()
	names, err := all(t.Context(), db, value[string], `SELECT name FROM setting`)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, n := range names {
		found[n] = true
	}
	return found
}

// group runs the units in one transaction: they queue up behind one that waits inside the writer.
func group(t *testing.T, db *DB, units ...func(ctx context.Context) error) []error {
	t.Helper()
	inside, release := make(chan struct{}), make(chan struct{})
	var blocker sync.WaitGroup
	blocker.Go(func() {
		first := true
		if err := db.Do(context.Background(), func(context.Context) error {
			if first {
				first = false
				close(inside)
				<-release
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
	})
	<-inside
	w := db.engine.(*sqliteEngine).writer
	jobs := make([]*job, len(units))
	for i, fn := range units {
		jobs[i] = &job{ctx: context.Background(), fn: fn, done: make(chan struct{})}
		w.jobs <- jobs[i]
	}
	close(release)
	errs := make([]error, len(units))
	for i, j := range jobs {
		<-j.done
		errs[i] = j.err
	}
	blocker.Wait()
	return errs
}

func TestFailureTouchesNoNeighbour(t *testing.T) {
	db := openFile(t, 0)
	failure := errors.New("refused")
	errs := group(t, db,
		func(ctx context.Context) error { return put(ctx, db, "before", "1") },
		func(ctx context.Context) error { return errors.Join(put(ctx, db, "failed", "1"), failure) },
		func(ctx context.Context) error { return put(ctx, db, "before", "again") },
		func(ctx context.Context) error { return put(ctx, db, "after", "1") },
	)
	if errs[0] != nil || errs[3] != nil {
		t.Errorf("neighbours failed: %v, %v", errs[0], errs[3])
	}
	if !errors.Is(errs[1], failure) || !errors.Is(errs[2], errUnique) {
		t.Errorf("failures answered %v and %v", errs[1], errs[2])
	}
	found := settings(t, db)
	if !found["before"] || !found["after"] || found["failed"] {
		t.Errorf("stored: %v", found)
	}
}

func TestFullDiskAnswersNobodyThenEachAlone(t *testing.T) {
	db := openFile(t, 150)
	big := strings.Repeat("x", 2_000_000)
	runs := map[string]int{}
	small := func(name string) func(ctx context.Context) error {
		return func(ctx context.Context) error {
			runs[name]++
			return put(ctx, db, name, "1")
		}
	}
	errs := group(t, db, small("first"), func(ctx context.Context) error { return put(ctx, db, "big", big) }, small("last"))
	if errs[0] != nil || errs[2] != nil {
		t.Errorf("small units failed with the big one: %v, %v", errs[0], errs[2])
	}
	if errs[1] == nil {
		t.Fatal("two megabytes went into 150 pages")
	}
	if runs["first"] != 2 {
		t.Errorf("the first unit ran %d times, want once in the lost transaction and once alone", runs["first"])
	}
	found := settings(t, db)
	if !found["first"] || !found["last"] || found["big"] {
		t.Errorf("stored: %v", found)
	}
}

func TestPanicReachesWhoAskedAndWriterGoesOn(t *testing.T) {
	db := openFile(t, 0)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = db.Do(t.Context(), func(ctx context.Context) error {
			if err := put(ctx, db, "lost", "1"); err != nil {
				t.Error(err)
			}
			panic("a defect")
		})
	}()
	if err := db.Do(t.Context(), func(ctx context.Context) error { return put(ctx, db, "kept", "1") }); err != nil {
		t.Fatal(err)
	}
	if found := settings(t, db); found["lost"] || !found["kept"] {
		t.Errorf("stored: %v", found)
	}
}

func TestCancelledRequestIsNotRun(t *testing.T) {
	db := openFile(t, 0)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := db.Do(ctx, func(ctx context.Context) error { return put(ctx, db, "cancelled", "1") })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("answered %v", err)
	}
	if settings(t, db)["cancelled"] {
		t.Error("a cancelled request was stored")
	}
}

func TestWriteOutsideOfUnitIsRefused(t *testing.T) {
	db := openFile(t, 0)
	if err := put(t.Context(), db, "loose", "1"); !errors.Is(err, errNoUnit) {
		t.Errorf("answered %v", err)
	}
}

func TestManyWritersAtOnce(t *testing.T) {
	db := openFile(t, 0)
	var all sync.WaitGroup
	var after sync.Map
	for i := range 500 {
		all.Go(func() {
			name := fmt.Sprint(i)
			err := db.Do(t.Context(), func(ctx context.Context) error {
				unit.After(ctx, func() { after.Store(name, true) })
				return put(ctx, db, name, "1")
			})
			if err != nil {
				t.Error(err)
			}
			if _, told := after.Load(name); !told {
				t.Errorf("unit %s returned before its wake-up", name)
			}
		})
	}
	all.Wait()
	if n := len(settings(t, db)); n != 500 {
		t.Errorf("%d of 500 stored", n)
	}
}
