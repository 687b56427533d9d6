package clock

import (
	"fmt"
	"sync"
	"time"
)

// Fake is a Source for tests: time stands still until Advance moves it, ids count up in the form of UUIDv7 and
// chance is always one half. It is safe for concurrent use.
type Fake struct {
	mu     sync.Mutex
	now    time.Time
	ids    uint64
	timers map[*fakeTimer]bool
	armed  chan struct{} // closed and replaced whenever a timer is set
}

var _ Source = (*Fake)(nil)

// NewFake makes one that shows t.
func NewFake(t time.Time) *Fake {
	return &Fake{now: t.UTC().Truncate(time.Millisecond), timers: map[*fakeTimer]bool{}, armed: make(chan struct{})}
}

// Now gives the time to which it was last moved.
func (f *Fake) Now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

// Advance moves time on and fires every timer that comes due, in no particular order.
func (f *Fake) Advance(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = f.now.Add(d)
	for t := range f.timers {
		if !t.at.After(f.now) {
			delete(f.timers, t)
			t.c <- f.now
		}
	}
}

// Timer fires when Advance has reached d from now; at once if d is not positive.
func (f *Fake) Timer(d time.Duration) Timer {
	f.mu.Lock()
	defer f.mu.Unlock()
	t := &fakeTimer{owner: f, at: f.now.Add(d), c: make(chan time.Time, 1)}
	if d <= 0 {
		t.c <- f.now
		return t
	}
	f.timers[t] = true
	close(f.armed)
	f.armed = make(chan struct{})
	return t
}

// AwaitTimers returns when at least n timers are set: the signal that a loop under test has gone to wait.
func (f *Fake) AwaitTimers(n int) {
	for {
		f.mu.Lock()
		if len(f.timers) >= n {
			f.mu.Unlock()
			return
		}
		armed := f.armed
		f.mu.Unlock()
		<-armed
	}
}

// NewID gives the next id: the time and a counter, so that ids sort as they were made.
func (f *Fake) NewID() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.ids++
	ms := uint64(f.now.UnixMilli())
	return fmt.Sprintf("%08x-%04x-7%03x-8000-%012x", ms>>16, ms&0xffff, f.ids>>48&0xfff, f.ids&0xffffffffffff)
}

// Float64 gives one half.
func (f *Fake) Float64() float64 { return 0.5 }

type fakeTimer struct {
	owner *Fake
	at    time.Time
	c     chan time.Time
}

func (t *fakeTimer) C() <-chan time.Time { return t.c }

func (t *fakeTimer) Stop() {
	t.owner.mu.Lock()
	defer t.owner.mu.Unlock()
	delete(t.owner.timers, t)
}
