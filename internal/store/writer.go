package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"parley/internal/unit"
)

// groupLimit is how many units share a transaction at most.
const groupLimit = 256

// writer is the one that writes to SQLite. It runs the units that wait in one transaction, a savepoint each, and
// answers all of them after the commit, so that the price of a durable commit is shared. A unit that fails is rolled
// back to its savepoint and touches no neighbour. An error that ends the whole transaction answers nobody: all is
// rolled back and each member is run again alone. A transaction that cannot begin answers all: another program holds the
// file's lock, and would hold it against each alone as well.
type writer struct {
	*conn
	late late
	// inserts are the texts of the statements that write late rows, by width and number.
	inserts map[[2]int]string
	jobs    chan *job
	stop    chan struct{}
	done    chan struct{}
}

// job is one unit that waits for its commit.
type job struct {
	ctx   context.Context
	fn    func(ctx context.Context) error
	scope *unit.Scope
	err   error
	panic any
	done  chan struct{}
}

var errClosed = errors.New("store: closed")

func startWriter(c *conn) *writer {
	w := &writer{
		conn: c, inserts: map[[2]int]string{},
		jobs: make(chan *job, groupLimit), stop: make(chan struct{}), done: make(chan struct{}),
	}
	go w.run()
	return w
}

// do hands fn to the writer and waits for its commit. A caller who gives up before the unit has begun is told so; one
// that has begun is answered with its outcome.
func (w *writer) do(ctx context.Context, fn func(ctx context.Context) error) error {
	j := &job{ctx: ctx, fn: fn, done: make(chan struct{})}
	select {
	case w.jobs <- j:
	case <-ctx.Done():
		return ctx.Err()
	case <-w.stop:
		return errClosed
	}
	select {
	case <-j.done:
	case <-w.done:
		select {
		case <-j.done:
		default:
			return errClosed
		}
	}
	if j.panic != nil {
		panic(j.panic)
	}
	if j.err == nil {
		j.scope.Committed()
	}
	return j.err
}

func (w *writer) close() error {
	close(w.stop)
	<-w.done
	return w.conn.close()
}

func (w *writer) run() {
	defer close(w.done)
	group := make([]*job, 0, groupLimit)
	for {
		select {
		case j := <-w.jobs:
			group = append(group[:0], j)
		case <-w.stop:
			return
		}
	drain:
		for len(group) < groupLimit {
			select {
			case j := <-w.jobs:
				group = append(group, j)
			default:
				break drain
			}
		}
		w.commit(slices.DeleteFunc(group, (*job).over))
	}
}

// commit runs the group in one transaction, or each member in its own where that one is lost. Each is answered as soon as
// its transaction has ended.
func (w *writer) commit(group []*job) {
	if len(group) > 1 {
		if err := w.begin(); err != nil {
			answer(group, err)
			return
		}
		if w.together(group) == nil {
			for _, j := range group {
				close(j.done)
			}
			return
		}
	}
	for i, j := range group {
		if j.over() {
			continue
		}
		if err := w.begin(); err != nil {
			answer(group[i:], err)
			return
		}
		answer(group[i:i+1], w.alone(j))
	}
}

// over answers a job whose caller has given up, and reports whether he has.
func (j *job) over() bool {
	err := j.ctx.Err()
	if err != nil {
		answer([]*job{j}, err)
	}
	return err != nil
}

// answer gives all of them the same outcome.
func answer(jobs []*job, err error) {
	for _, j := range jobs {
		j.err = err
		close(j.done)
	}
}

// begin waits for the lock of the file, for as long as the busy_timeout says.
func (w *writer) begin() error { return w.statement("BEGIN IMMEDIATE") }

// together runs the group with a savepoint each, and commits. Its error says that the transaction is lost as a whole.
func (w *writer) together(group []*job) error {
	for _, j := range group {
		if err := w.member(j); err != nil {
			return errors.Join(err, w.rollback())
		}
	}
	return w.end()
}

// end writes what was left for the end of the transaction, and commits.
func (w *writer) end() error {
	if err := w.writeLate(); err != nil {
		return errors.Join(err, w.rollback())
	}
	if err := w.statement("COMMIT"); err != nil {
		return errors.Join(err, w.rollback())
	}
	return nil
}

// member runs one unit in its savepoint. Its own failure goes to the job; the error says that the transaction is lost.
func (w *writer) member(j *job) error {
	if err := w.statement("SAVEPOINT member"); err != nil {
		return err
	}
	before := w.late.mark()
	j.err = w.call(j)
	if endsTransaction(j.err) {
		return j.err
	}
	if j.err != nil {
		w.late.backTo(before)
		if err := w.statement("ROLLBACK TO member"); err != nil {
			return err
		}
	}
	return w.statement("RELEASE member")
}

// alone runs one unit in a transaction of its own, and commits.
func (w *writer) alone(j *job) error {
	if err := w.call(j); err != nil {
		return errors.Join(err, w.rollback())
	}
	return w.end()
}

// call runs the unit's function with a fresh scope. A panic is kept for the goroutine that asked.
func (w *writer) call(j *job) (err error) {
	if err := j.ctx.Err(); err != nil {
		return err
	}
	ctx, scope := unit.Begin(context.WithoutCancel(j.ctx))
	ctx = withTx(ctx, w)
	j.scope, j.panic = scope, nil
	defer func() {
		if p := recover(); p != nil {
			j.panic = p
			err = fmt.Errorf("store: panic in a unit of work: %v", p)
		}
	}()
	if err := j.fn(ctx); err != nil {
		return err
	}
	return scope.Finish(ctx)
}

func (w *writer) statement(query string) error {
	_, err := w.exec(context.Background(), query)
	return err
}

// rollback ends a transaction that may already be gone, which is no error.
func (w *writer) rollback() error {
	w.late.clear()
	err := w.statement("ROLLBACK")
	if err != nil && noTransaction(err) {
		return nil
	}
	return err
}
