package work_test

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"parley/internal/clock"
	"parley/internal/work"
)

var start = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// turn is one call of Turn, as the test sees it and answers it.
type turn struct {
	done  []int
	room  int
	reply chan reply
}

type reply struct {
	jobs []int
	next time.Time
	err  error
}

func (t turn) answer(r reply) { t.reply <- r }

// queue is a work.Queue that a test plays.
type queue struct {
	turns chan turn
	doing chan int
	mu    sync.Mutex
	end   map[int]chan struct{}
}

func newQueue() *queue {
	return &queue{turns: make(chan turn), doing: make(chan int, 64), end: map[int]chan struct{}{}}
}

func (q *queue) Turn(_ context.Context, done []int, room int) ([]int, time.Time, error) {
	t := turn{slices.Clone(done), room, make(chan reply)}
	q.turns <- t
	r := <-t.reply
	return r.jobs, r.next, r.err
}

// Do does a job until the test ends it, or its context does: then the result is negative.
func (q *queue) Do(ctx context.Context, job int) int {
	q.doing <- job
	select {
	case <-q.ending(job):
		return job
	case <-ctx.Done():
		return -job
	}
}

func (q *queue) ending(job int) chan struct{} {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.end[job] == nil {
		q.end[job] = make(chan struct{})
	}
	return q.end[job]
}

func (q *queue) finish(job int) { close(q.ending(job)) }

// looping is a loop under test.
type looping struct {
	*queue
	t     *testing.T
	clock *clock.Fake
	wake  chan struct{}
	stop  context.CancelFunc
	ended chan error
}

func newLoop(t *testing.T, window int) *looping {
	l := &looping{queue: newQueue(), t: t, clock: clock.NewFake(start), wake: make(chan struct{}, 1), ended: make(chan error, 1)}
	ctx, stop := context.WithCancel(t.Context())
	l.stop = stop
	loop := work.Loop[int, int]{
		Queue: l.queue, Window: window, Wake: l.wake, Clock: l.clock, Log: slog.New(slog.DiscardHandler), Grace: 8 * time.Second,
	}
	go func() { l.ended <- loop.Run(ctx) }()
	return l
}

// expect takes the next turn, checks what it brings and answers it.
func (l *looping) expect(done []int, room int, r reply) {
	l.t.Helper()
	turn := <-l.turns
	if !slices.Equal(turn.done, done) || turn.room != room {
		l.t.Errorf("a turn brings %v with room for %d; want %v, %d", turn.done, turn.room, done, room)
	}
	turn.answer(r)
}

// quit ends the loop when it waits, and gives its error.
func (l *looping) quit() error {
	l.stop()
	return <-l.ended
}

func TestTheLoopKeepsToItsWindow(t *testing.T) {
	l := newLoop(t, 2)
	l.expect(nil, 2, reply{jobs: []int{1, 2}})
	<-l.doing
	<-l.doing
	work.Ring(l.wake)
	l.expect(nil, 0, reply{})
	l.finish(1)
	l.expect([]int{1}, 1, reply{jobs: []int{3}})
	<-l.doing
	l.finish(2)
	l.expect([]int{2}, 1, reply{})
	l.finish(3)
	l.expect([]int{3}, 2, reply{})
	if err := l.quit(); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestAFailedTurnIsRepeatedWithTheSameResults(t *testing.T) {
	l := newLoop(t, 4)
	l.expect(nil, 4, reply{jobs: []int{1}})
	<-l.doing
	l.finish(1)
	l.expect([]int{1}, 4, reply{err: errors.New("the disk is full")})
	l.clock.AwaitTimers(1)
	l.clock.Advance(500 * time.Millisecond)
	l.expect([]int{1}, 4, reply{err: errors.New("still")})
	l.clock.AwaitTimers(1)
	l.clock.Advance(500 * time.Millisecond)
	l.expect([]int{1}, 4, reply{})
	work.Ring(l.wake)
	l.expect(nil, 4, reply{})
	_ = l.quit()
}

func TestTheLoopLooksAgainWhenSomethingComesDue(t *testing.T) {
	l := newLoop(t, 1)
	l.expect(nil, 1, reply{next: start.Add(300 * time.Millisecond)})
	l.clock.AwaitTimers(1)
	l.clock.Advance(300 * time.Millisecond)
	l.expect(nil, 1, reply{next: start.Add(time.Hour)}) // far off: it looks after a second all the same
	l.clock.AwaitTimers(1)
	l.clock.Advance(time.Second)
	l.expect(nil, 1, reply{next: start}) // due already: at once
	l.expect(nil, 1, reply{})
	_ = l.quit()
}

func TestRingNeverBlocks(t *testing.T) {
	wake := make(chan struct{}, 1)
	for range 3 {
		work.Ring(wake)
	}
	if len(wake) != 1 {
		t.Errorf("%d wake-ups wait", len(wake))
	}
}

func TestStoppingDrainsWhatIsUnderWay(t *testing.T) {
	l := newLoop(t, 4)
	l.expect(nil, 4, reply{jobs: []int{1, 2}})
	<-l.doing
	<-l.doing
	l.stop()
	l.finish(1)
	l.finish(2)
	last := <-l.turns
	slices.Sort(last.done)
	if !slices.Equal(last.done, []int{1, 2}) || last.room != 0 {
		t.Errorf("the last turn brings %v with room for %d", last.done, last.room)
	}
	last.answer(reply{})
	if err := <-l.ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestTheGraceEnds(t *testing.T) {
	l := newLoop(t, 4)
	l.expect(nil, 4, reply{jobs: []int{1}})
	<-l.doing
	l.stop()
	for ended := false; !ended; l.clock.Advance(8 * time.Second) {
		select {
		case err := <-l.ended: // without another turn: nothing was done
			ended = true
			if !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		default:
			runtime.Gosched()
		}
	}
}

func TestWhatCannotBeWrittenAtTheEndIsAnError(t *testing.T) {
	l := newLoop(t, 4)
	l.expect(nil, 4, reply{jobs: []int{1}})
	<-l.doing
	l.stop()
	l.finish(1)
	broken := errors.New("no database")
	l.expect([]int{1}, 0, reply{err: broken})
	if err := <-l.ended; !errors.Is(err, broken) {
		t.Error(err)
	}
}
