package transfer

import (
	"context"
	"errors"
	"io"
	"maps"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
	"parley/internal/work"
)

const (
	batchRows = 300 // of a unit; others wait for the one writer of SQLite, some 50 ms
	window    = 2   // imports under way at a time, a batch of each
	// maxFailures is how often in a row a batch fails, of an import that can be read: the next time would be no better.
	maxFailures = 20
)

// runner is what this process holds of imports under way: all of it can be made anew from the rows.
type runner struct {
	mu       sync.Mutex
	open     map[parley.ID]*cursor
	busy     map[parley.ID]bool
	failures map[parley.ID]failures
}

// failures are those in a row of the batch that begins after so many rows; a dry run comes to it anew each time.
type failures struct {
	done  int64
	times int
}

// cursor is an import's file, open at a row.
type cursor struct {
	file records
	done int64 // rows behind
	seen seen  // of a dry run
}

// Resource names what the one process that runs imports holds the lease on.
const Resource = "imports"

// Run works on imports until ctx ends. One process runs it at a time (work.Owner).
func (t *Transfers) Run(ctx context.Context) error {
	loop := work.Loop[parley.ID, batchDone]{
		Queue: (*queue)(t), Window: window, Wake: t.wake, Clock: t.parts.Source, Log: t.parts.Logger, Grace: 5 * time.Second,
	}
	return loop.Run(ctx)
}

func (t *Transfers) ring() { work.Ring(t.wake) }

// batchDone is one import of which a batch was worked on.
type batchDone struct {
	id  parley.ID
	err error
}

type queue Transfers

// Turn claims imports of which no batch is under way. The rows say what is due, and who holds the lease is the only one to ask.
func (q *queue) Turn(ctx context.Context, done []batchDone, room int) ([]parley.ID, time.Time, error) {
	q.run.mu.Lock()
	defer q.run.mu.Unlock()
	var failed []parley.ID // tried again at the next look; the others go on
	for _, d := range done {
		delete(q.run.busy, d.id)
		if d.err != nil {
			failed = append(failed, d.id)
		}
	}
	if room == 0 {
		return nil, time.Time{}, nil
	}
	active, err := q.parts.Reads.ActiveImports(ctx, window*2)
	if err != nil {
		return nil, time.Time{}, err
	}
	maps.DeleteFunc(q.run.open, func(id parley.ID, _ *cursor) bool { return !slices.Contains(active, id) && len(active) < window*2 })
	var ids []parley.ID
	for _, id := range active {
		if len(ids) < room && !q.run.busy[id] && !slices.Contains(failed, id) {
			q.run.busy[id] = true
			ids = append(ids, id)
		}
	}
	return ids, time.Time{}, nil
}

// Do takes one batch in. What panics is that import's end, not the hub's.
func (q *queue) Do(ctx context.Context, id parley.ID) (done batchDone) {
	t := (*Transfers)(q)
	defer func() {
		if p := recover(); p != nil {
			t.parts.Logger.Error("an import panicked and was ended", "import", id, "panic", p, "stack", string(debug.Stack()))
			done = batchDone{id, t.fail(ctx, id, "internal")}
		}
	}()
	err := t.batch(ctx, id)
	if faults := faultOf(0, err); len(faults) > 0 {
		err = t.fail(ctx, id, faults[0].Code) // the file is not what it was when it was looked through
	}
	if err != nil && ctx.Err() == nil {
		t.parts.Logger.Error("a batch of an import failed and will be repeated", "import", id, "error", err)
	}
	return batchDone{id, err}
}

// errMoved says that somebody else has worked on the import, or ended it.
var errMoved = errors.New("transfer: the import is no longer where it was")

// batch takes the next rows of an import in. What fails again and again, though the import can be read, ends it.
func (t *Transfers) batch(ctx context.Context, id parley.ID) error {
	i, found, err := t.parts.Reads.Import(ctx, id)
	if err != nil || !found || i.State != Checking && i.State != Running {
		return err
	}
	err = t.next(ctx, &i)
	if ctx.Err() == nil && t.run.hopeless(i, err) {
		t.parts.Logger.Error("an import failed at one place again and again and was ended", "import", id, "row", i.Done, "error", err)
		return t.fail(ctx, id, "internal")
	}
	return err
}

// hopeless notes how the next batch of an import ended, and reports whether there is no use in another try. That nothing can be
// stored passes by.
func (r *runner) hopeless(i Import, err error) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	f := r.failures[i.ID]
	switch {
	case err == nil && i.Done < f.done || parley.IsKind(err, parley.Unavailable):
		return false
	case err == nil:
		delete(r.failures, i.ID)
		return false
	case i.Done > f.done:
		f = failures{done: i.Done}
	}
	if f.times++; f.times == maxFailures {
		delete(r.failures, i.ID)
		return true
	}
	r.failures[i.ID] = f
	return false
}

// next takes the next rows in. A dry run that begins anew has i begin anew.
func (t *Transfers) next(ctx context.Context, i *Import) error {
	at, err := t.at(ctx, i)
	if errors.Is(err, errMoved) {
		return nil
	}
	if err != nil {
		return err
	}
	l, err := t.lists(ctx)
	if err != nil {
		return err
	}
	reading := reading{lists: l, kind: i.Kind, format: i.Format, targets: i.Plan.Targets, region: t.parts.Region}
	var rows []row
	for len(rows) < batchRows && i.Done+int64(len(rows)) < i.Total {
		cells, _, err := at.file.Read()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = parley.Errorf(parley.Invalid, "empty_file", "The file has no rows below its first one, which names the columns.")
			}
			return err
		}
		at.done++
		rows = append(rows, reading.row(at.done, cells))
	}
	if i.State == Checking {
		err = t.checkRows(ctx, *i, rows, at.seen)
	} else {
		err = t.putRows(ctx, *i, rows)
	}
	if err != nil {
		t.forget(i.ID) // the next batch begins with what the row says
	}
	if errors.Is(err, errMoved) {
		return nil
	}
	return err
}

// at gives the file of an import, open where its row says. A dry run that this process has not begun begins anew: it knows
// repeats within the file only by what it has read.
func (t *Transfers) at(ctx context.Context, i *Import) (*cursor, error) {
	t.run.mu.Lock()
	at := t.run.open[i.ID]
	t.run.mu.Unlock()
	if at != nil && at.done == i.Done && (at.seen != nil) == (i.State == Checking) {
		return at, nil
	}
	file, err := t.records(context.WithoutCancel(ctx), *i)
	if err != nil {
		return nil, err
	}
	at = &cursor{file: file}
	if i.State == Checking {
		at.seen = seen{}
		if i.Done > 0 {
			if err := t.again(ctx, i); err != nil {
				return nil, err
			}
		}
	}
	for at.done < i.Done {
		if _, _, err := file.Read(); err != nil {
			return nil, err
		}
		at.done++
	}
	t.run.mu.Lock()
	t.run.open[i.ID] = at
	t.run.mu.Unlock()
	return at, nil
}

func (t *Transfers) forget(id parley.ID) {
	t.run.mu.Lock()
	delete(t.run.open, id)
	t.run.mu.Unlock()
}

// again puts a dry run back to its beginning, unless it has been cancelled: the error is errMoved.
func (t *Transfers) again(ctx context.Context, i *Import) error {
	return t.parts.Worker.Do(ctx, func(ctx context.Context) error {
		now, found, err := t.parts.Store.LockImport(ctx, i.ID)
		if err != nil {
			return err
		}
		if !found || now.State != i.State || now.Done != i.Done {
			return errMoved
		}
		now.Counts = Counts{}
		*i = now
		return errors.Join(t.parts.Store.DropFaults(ctx, i.ID), t.parts.Store.SaveImport(ctx, now))
	})
}

// checkRows looks at rows and writes what would become of them.
func (t *Transfers) checkRows(ctx context.Context, i Import, rows []row, before seen) error {
	var sum Counts
	var faults []Fault
	in, err := t.looker(ctx, i, i.Plan, rows)
	if err != nil {
		return err
	}
	for _, r := range rows {
		outcome, wrong, err := in.look(ctx, r, before)
		if err != nil {
			return err
		}
		sum.add(outcome.Deed)
		faults = append(faults, wrong...)
	}
	return t.parts.Worker.Do(ctx, func(ctx context.Context) error { return t.advance(ctx, i, sum, faults, Checked) })
}

// putRows takes rows in, in one unit with the number of rows that are done. Where one is refused by what only writing finds,
// the rows are taken in by halves: that one alone fails. So they are where they tell more than the log takes of one unit; one
// row never does.
func (t *Transfers) putRows(ctx context.Context, i Import, rows []row) error {
	p := policy{duplicates: i.Plan.Duplicates, makeAccounts: i.Plan.MakeAccounts, origin: string(i.ID)}
	err := t.parts.Worker.Do(ctx, func(ctx context.Context) error {
		var sum Counts
		var faults []Fault
		if err := t.parts.Store.FillMuch(ctx); err != nil {
			return err
		}
		in, err := t.intake(ctx, i.By, p, entriesOf(rows))
		if err != nil {
			return err
		}
		for _, r := range rows {
			outcome, wrong := Outcome{Deed: Refused}, r.faults
			if len(wrong) == 0 {
				outcome, err = in.put(ctx, r.entry)
				if wrong = faultOf(r.number, err); err != nil && (len(wrong) == 0 || in.wrote) {
					return err
				}
			}
			if len(wrong) > 0 {
				outcome.Deed = Refused
			}
			sum.add(outcome.Deed)
			faults = append(faults, wrong...)
		}
		if err := in.flush(ctx); err != nil {
			return err
		}
		return t.advance(ctx, i, sum, faults, Done)
	})
	faulty := len(parley.Refusals(err)) > 0
	switch {
	case !faulty && (len(rows) == 1 || !errors.Is(err, event.ErrTooMany) && !errors.Is(err, unit.ErrAgain)):
		return err
	case len(rows) == 1:
		rows[0].faults = faultOf(rows[0].number, err)
		return t.putRows(ctx, i, rows)
	}
	half := len(rows) / 2
	if err := t.putRows(ctx, i, rows[:half]); err != nil {
		return err
	}
	i.Done += int64(half)
	return t.putRows(ctx, i, rows[half:])
}

// advance writes what became of a batch, in its unit; the import must be where it was when the batch was read.
func (t *Transfers) advance(ctx context.Context, i Import, sum Counts, faults []Fault, end State) error {
	now, found, err := t.parts.Store.LockImport(ctx, i.ID)
	if err != nil {
		return err
	}
	if !found || now.State != i.State || now.Done != i.Done {
		return errMoved
	}
	if len(faults) > 0 {
		if err := t.parts.Store.AddFaults(ctx, i.ID, faults); err != nil {
			return err
		}
	}
	now.Done += sum.Done
	now.Created += sum.Created
	now.Updated += sum.Updated
	now.Skipped += sum.Skipped
	now.Failed += sum.Failed
	now.UpdatedAt = t.parts.Source.Now()
	if now.Done >= now.Total {
		now.State = end
		t.ended(ctx, now.By, &now)
	} else {
		t.tell(ctx, now.By, now)
	}
	return t.parts.Store.SaveImport(ctx, now)
}

func (c *Counts) add(d Deed) {
	c.Done++
	switch d {
	case MadeNew:
		c.Created++
	case Changed:
		c.Updated++
	case PassedBy:
		c.Skipped++
	case Refused:
		c.Failed++
	}
}

// fail ends an import that cannot go on.
func (t *Transfers) fail(ctx context.Context, id parley.ID, reason string) error {
	t.forget(id)
	return t.parts.Worker.Do(ctx, func(ctx context.Context) error {
		i, found, err := t.parts.Store.LockImport(ctx, id)
		if err != nil || !found || i.State != Checking && i.State != Running {
			return err
		}
		i.State, i.Reason = Failed, reason
		t.ended(ctx, i.By, &i)
		return t.parts.Store.SaveImport(ctx, i)
	})
}
