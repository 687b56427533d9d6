package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	sqlitelib "modernc.org/sqlite/lib"

	"parley/internal/event"
	"parley/internal/parley"
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
	jobs := make([]*job, len(units))
	for i, fn := range units {
		jobs[i] = &job{ctx: t.Context(), fn: fn, done: make(chan struct{})}
	}
	return together(t, db, jobs...)
}

func together(t *testing.T, db *DB, jobs ...*job) []error {
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
	for _, j := range jobs {
		w.jobs <- j
	}
	close(release)
	errs := make([]error, len(jobs))
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

// tell appends an event and makes a text findable: what is written at the end of the transaction.
func tell(ctx context.Context, db *DB, what string, row int64) error {
	return errors.Join(Events{DB: db}.AppendEvents(ctx, []event.Event{{Type: event.Type(what)}}), db.addText(ctx, row, what))
}

// toldIn gives what the log and the index of texts hold.
func toldIn(t *testing.T, db *DB) (types []string, texts int64) {
	t.Helper()
	events, err := Events{DB: db}.EventsAfter(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		types = append(types, string(e.Type))
	}
	if texts, err = db.Count(t.Context(), `SELECT COUNT(*) FROM message_search`); err != nil {
		t.Fatal(err)
	}
	return types, texts
}

// A unit that fails takes with it what it left for the end of the transaction.
func TestFailureTellsNothing(t *testing.T) {
	db := openFile(t, 0)
	failure := errors.New("refused")
	telling := func(what string, row int64, err error) func(ctx context.Context) error {
		return func(ctx context.Context) error { return errors.Join(tell(ctx, db, what, row), err) }
	}
	errs := group(t, db, telling("kept", 1, nil), telling("failed", 2, failure), telling("last", 3, nil))
	if errs[0] != nil || !errors.Is(errs[1], failure) || errs[2] != nil {
		t.Errorf("answered %v", errs)
	}
	if err := db.Do(t.Context(), telling("failed alone", 4, failure)); !errors.Is(err, failure) {
		t.Errorf("answered %v", err)
	}
	if err := db.Do(t.Context(), telling("alone", 5, nil)); err != nil {
		t.Error(err)
	}
	if types, texts := toldIn(t, db); !slices.Equal(types, []string{"kept", "last", "alone"}) || texts != 3 {
		t.Errorf("told %v and %d texts", types, texts)
	}
}

// A lock met in the middle ends the transaction for all; alone each has its own outcome, as soon as it is there, and what
// the lost transaction left for its end is gone.
func TestLostTransactionIsRunAgainAlone(t *testing.T) {
	for name, code := range map[string]int{"busy": sqlitelib.SQLITE_BUSY, "interrupted": sqlitelib.SQLITE_INTERRUPT} {
		t.Run(name, func(t *testing.T) {
			db := openFile(t, 0)
			runs := map[string]int{}
			telling := func(what string, row int64) func(ctx context.Context) error {
				return func(ctx context.Context) error {
					runs[what]++
					return tell(ctx, db, what, row)
				}
			}
			first := &job{ctx: t.Context(), fn: telling("first", 1), done: make(chan struct{})}
			lost := &job{ctx: t.Context(), done: make(chan struct{}), fn: func(ctx context.Context) error {
				if err := telling("lost", 2)(ctx); err != nil {
					return err
				}
				if runs["lost"] == 1 {
					return &sqliteError{code: code}
				}
				select {
				case <-first.done:
				default:
					t.Error("the first waits for the answer of the others")
				}
				return nil
			}}
			errs := together(t, db, first, lost)
			if errors.Join(errs...) != nil || runs["first"] != 2 || runs["lost"] != 2 {
				t.Errorf("answered %v after %v runs", errs, runs)
			}
			if types, texts := toldIn(t, db); !slices.Equal(types, []string{"first", "lost"}) || texts != 2 {
				t.Errorf("told %v and %d texts", types, texts)
			}
		})
	}
}

// begun gives how many transactions the writer, which rests, has begun since it was asked last.
func begun(w *writer) int32 {
	return sqlitelib.Xsqlite3_stmt_status(w.tls, w.stmts["BEGIN IMMEDIATE"].handle, sqlitelib.SQLITE_STMTSTATUS_RUN, 1)
}

// overheard is a context that says when it is asked whether it is over.
type overheard struct {
	context.Context
	asked func()
}

func (c overheard) Err() error {
	c.asked()
	return c.Context.Err()
}

// While another program holds the file's lock, it is waited for once, nobody is run, and all are told.
func TestLockOfAnotherProgramIsToldToAll(t *testing.T) {
	path := filepath.Join(t.TempDir(), "parley.db")
	refused := 0
	db, err := Open(t.Context(), Options{Path: path, Refused: func(error) { refused++ }})
	if err != nil {
		t.Fatal(err)
	}
	other, err := openConn(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(other.close(), db.Close()); err != nil {
			t.Error(err)
		}
	})
	lock := func(query string) {
		if _, err := other.exec(t.Context(), query); err != nil {
			t.Error(err)
		}
	}
	if err := db.Exec(t.Context(), `PRAGMA busy_timeout(0)`); err != nil {
		t.Fatal(err)
	}
	w := db.engine.(*sqliteEngine).writer // it rests: the test runs its groups
	busy := func(jobs ...*job) {
		t.Helper()
		for i, j := range jobs {
			select {
			case <-j.done:
			default:
				t.Fatalf("unit %d is not answered", i)
			}
			if sqliteCode(j.err) != sqlitelib.SQLITE_BUSY {
				t.Errorf("unit %d is answered %v", i, j.err)
			}
		}
	}
	var runs int
	waiting := func(ctx context.Context, err error) *job {
		return &job{ctx: ctx, done: make(chan struct{}), fn: func(context.Context) error { runs++; return err }}
	}
	jobs := []*job{waiting(t.Context(), nil), waiting(t.Context(), nil), waiting(t.Context(), nil)}
	lock("BEGIN IMMEDIATE")
	begun(w)
	w.commit(jobs)
	busy(jobs...)
	if n := begun(w); n != 1 || runs != 0 {
		t.Errorf("the lock was asked for %d times, %d units ran", n, runs)
	}
	err = db.Do(t.Context(), jobs[0].fn)
	if !parley.IsKind(err, parley.Unavailable) || parley.CodeOf(err) != "storage_busy" || refused != 1 {
		t.Errorf("answered %v, told %d times", err, refused)
	}
	lock("ROLLBACK")

	// The lock is taken between a transaction that is lost and the second unit's turn alone.
	asked := 0
	between := overheard{t.Context(), func() {
		if asked++; asked == 2 {
			lock("BEGIN IMMEDIATE")
		}
	}}
	jobs = []*job{waiting(t.Context(), nil), waiting(between, &sqliteError{code: sqlitelib.SQLITE_INTERRUPT}), waiting(t.Context(), nil)}
	begun(w)
	w.commit(jobs)
	busy(jobs[1:]...)
	if n := begun(w); jobs[0].err != nil || n != 3 || runs != 3 {
		t.Errorf("the first is answered %v; the lock was asked for %d times, %d units ran", jobs[0].err, n, runs)
	}
	lock("ROLLBACK")
}

// Who has given up costs no wait for the lock, nor a transaction.
func TestWhoGaveUpIsDropped(t *testing.T) {
	db := openFile(t, 0)
	over, cancel := context.WithCancel(t.Context())
	ran := false
	gone := &job{ctx: over, done: make(chan struct{}), fn: func(context.Context) error { ran = true; return nil }}
	last := &job{ctx: t.Context(), done: make(chan struct{}), fn: func(ctx context.Context) error { return put(ctx, db, "last", "1") }}
	cancelling := &job{ctx: t.Context(), done: make(chan struct{}), fn: func(context.Context) error {
		cancel()
		return nil
	}}
	errs := together(t, db, cancelling, gone, last)
	if !errors.Is(errs[1], context.Canceled) || errs[0] != nil || errs[2] != nil || ran || !settings(t, db)["last"] {
		t.Errorf("answered %v, ran %v", errs, ran)
	}
	w := db.engine.(*sqliteEngine).writer
	begun(w)
	errs = together(t, db, &job{ctx: over, done: make(chan struct{}), fn: gone.fn}, &job{ctx: over, done: make(chan struct{}), fn: gone.fn})
	if n := begun(w); !errors.Is(errs[0], context.Canceled) || ran || n != 1 {
		t.Errorf("answered %v, ran %v, in %d transactions", errs, ran, n)
	}
}

// A unit that has begun is not ended by its caller's giving up.
func TestBegunUnitGoesOn(t *testing.T) {
	db := openFile(t, 0)
	ctx, cancel := context.WithCancel(t.Context())
	err := db.Do(ctx, func(ctx context.Context) error {
		cancel()
		return errors.Join(ctx.Err(), put(ctx, db, "begun", "1"))
	})
	if err != nil || !settings(t, db)["begun"] {
		t.Errorf("answered %v", err)
	}
}

// A commit survives the loss of power (sqlite.org/pragma.html#pragma_synchronous): 2 is FULL.
func TestCommitsAreDurable(t *testing.T) {
	db := openFile(t, 0)
	if err := db.Do(t.Context(), func(ctx context.Context) error {
		level, err := db.Count(ctx, `PRAGMA synchronous`)
		if level != 2 {
			t.Errorf("the writer's level of synchronous is %d", level)
		}
		return err
	}); err != nil {
		t.Error(err)
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
