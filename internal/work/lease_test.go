package work_test

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"parley/internal/clock"
	"parley/internal/store"
	"parley/internal/store/storetest"
	"parley/internal/work"
)

// flaky are leases of which a test can make the renewal fail.
type flaky struct {
	work.Leases
	broken atomic.Bool
	asked  chan struct{} // rings after each renewal
}

func (f *flaky) RenewLease(ctx context.Context, resource, owner string, epoch int64, expires time.Time) (bool, error) {
	defer func() { f.asked <- struct{}{} }()
	if f.broken.Load() {
		return false, errors.New("the database does not answer")
	}
	return f.Leases.RenewLease(ctx, resource, owner, epoch, expires)
}

// bench has leases in the store and a clock.
type bench struct {
	t     *testing.T
	clock *clock.Fake
	flaky
}

func newBench(t *testing.T) *bench {
	b := &bench{t: t, clock: clock.NewFake(start)}
	b.Leases = store.Leases{DB: storetest.Open(t)}
	b.asked = make(chan struct{}, 100)
	return b
}

func (b *bench) owner(name string) *work.Owner {
	return &work.Owner{Name: name, Leases: &b.flaky, Clock: b.clock, Log: slog.New(slog.DiscardHandler)}
}

// holding is a lease that somebody holds.
type holding struct {
	epoch int64
	lost  <-chan struct{} // closed when it may be used no longer
	let   chan struct{}   // close it to let the lease go
	ended chan error
}

// hold waits until the owner has the lease.
func (b *bench) hold(ctx context.Context, name string) *holding {
	h := b.ask(ctx, name)
	return <-h
}

// ask asks for the lease and gives it when it is had.
func (b *bench) ask(ctx context.Context, name string) <-chan *holding {
	had := make(chan *holding, 1)
	h := &holding{let: make(chan struct{}), ended: make(chan error, 1)}
	go func() {
		h.ended <- b.owner(name).Hold(ctx, "channel:1", func(ctx context.Context, epoch int64) error {
			h.epoch, h.lost = epoch, ctx.Done()
			had <- h
			<-h.let
			return nil
		})
	}()
	return had
}

// pass moves the clock in steps that every timer sees.
func (b *bench) pass(d time.Duration) {
	for ; d > 0; d -= time.Second {
		b.clock.AwaitTimers(1)
		b.clock.Advance(min(d, time.Second))
	}
}

// free reports whether another owner would get the lease now; the test is over for who held it.
func (b *bench) free() bool {
	b.t.Helper()
	now := b.clock.Now()
	_, held, err := b.AcquireLease(b.t.Context(), "channel:1", "somebody else", now, now.Add(work.LeaseTime))
	if err != nil {
		b.t.Fatal(err)
	}
	return held
}

func TestALeaseIsRenewedAndReleased(t *testing.T) {
	b := newBench(t)
	h := b.hold(t.Context(), "first")
	for range 5 { // 15 s: without renewal it would be over
		b.clock.AwaitTimers(1)
		b.clock.Advance(3 * time.Second)
		<-b.asked
	}
	if b.free() {
		t.Fatal("it could be had while it was held")
	}
	close(h.let)
	if err := <-h.ended; err != nil {
		t.Error(err)
	}
	if !b.free() {
		t.Error("it was not let go")
	}
}

func TestTheNextOwnerHasAHigherEpoch(t *testing.T) {
	b := newBench(t)
	last := int64(0)
	for _, name := range []string{"first", "second", "first"} {
		h := b.hold(t.Context(), name)
		if h.epoch <= last {
			t.Errorf("%s has epoch %d after %d", name, h.epoch, last)
		}
		last = h.epoch
		close(h.let)
		if err := <-h.ended; err != nil {
			t.Error(err)
		}
	}
}

func TestALeaseIsTakenOverWhenItHasExpired(t *testing.T) {
	b := newBench(t)
	now := b.clock.Now()
	first, _, err := b.AcquireLease(t.Context(), "channel:1", "dead", now, now.Add(work.LeaseTime)) // and then its process died
	if err != nil {
		t.Fatal(err)
	}
	had := b.ask(t.Context(), "second")
	for range 3 {
		b.clock.AwaitTimers(1)
		select {
		case <-had:
			t.Fatalf("it was had after %v", b.clock.Now().Sub(now))
		default:
		}
		b.clock.Advance(3 * time.Second)
	}
	b.clock.AwaitTimers(1)
	b.clock.Advance(3 * time.Second)
	h := <-had
	if h.epoch <= first {
		t.Errorf("epoch %d after %d", h.epoch, first)
	}
	close(h.let)
	if err := <-h.ended; err != nil {
		t.Error(err)
	}
}

func TestALostLeaseEndsTheWork(t *testing.T) {
	b := newBench(t)
	h := b.hold(t.Context(), "first")
	if err := (store.Leases{DB: b.Leases.(store.Leases).DB}).ExpireLeases(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !b.free() {
		t.Fatal("it was not had by another")
	}
	b.clock.AwaitTimers(1)
	b.clock.Advance(3 * time.Second)
	<-h.lost
	close(h.let)
	if err := <-h.ended; !errors.Is(err, work.ErrLost) {
		t.Errorf("ended with %v", err)
	}
	if b.free() != true { // "somebody else" holds it still, and was not robbed by the release
		t.Error("the release touched another's lease")
	}
}

func TestWhoCannotRenewStopsWellBeforeTheEnd(t *testing.T) {
	b := newBench(t)
	h := b.hold(t.Context(), "first")
	b.broken.Store(true)
	b.pass(4 * time.Second)
	select {
	case <-h.lost:
		t.Fatal("it stopped after 4 s")
	default:
	}
	b.pass(time.Second)
	<-h.lost
	if b.free() {
		t.Error("it stopped only when another could begin")
	}
	close(h.let)
	if err := <-h.ended; !errors.Is(err, work.ErrLost) {
		t.Errorf("ended with %v", err)
	}
}

func TestARenewalThatFailsOnceIsForgiven(t *testing.T) {
	b := newBench(t)
	h := b.hold(t.Context(), "first")
	b.broken.Store(true)
	b.pass(3 * time.Second)
	<-b.asked
	b.broken.Store(false)
	b.pass(12 * time.Second)
	select {
	case <-h.lost:
		t.Error("it was given up")
	default:
	}
	close(h.let)
	if err := <-h.ended; err != nil {
		t.Error(err)
	}
}

// Who was told to stop still finishes what is under way, and must own the channel until that is done.
func TestTheLeaseIsKeptWhileTheWorkEnds(t *testing.T) {
	b := newBench(t)
	ctx, stop := context.WithCancel(t.Context())
	h := b.hold(ctx, "first")
	stop()
	<-h.lost
	for range 4 {
		b.clock.AwaitTimers(1)
		b.clock.Advance(3 * time.Second)
		<-b.asked
	}
	if b.free() {
		t.Error("another could begin before the work had ended")
	}
	close(h.let)
	if err := <-h.ended; err != nil {
		t.Error(err)
	}
	if !b.free() {
		t.Error("it was not let go")
	}
}

func TestWhoWaitsForALeaseCanBeStopped(t *testing.T) {
	b := newBench(t)
	h := b.hold(t.Context(), "first")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- b.owner("second").Hold(ctx, "channel:1", func(context.Context, int64) error {
			t.Error("it was had twice")
			return nil
		})
	}()
	b.clock.AwaitTimers(2)
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	close(h.let)
	if err := <-h.ended; err != nil {
		t.Error(err)
	}
}
