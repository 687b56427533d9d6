// Package clock passes in what a program must not take for itself if tests are to move it: the time, new ids and
// chance. It is not a scheduler: who waits for a due row is package work.
package clock

import (
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
)

// Clock is time, passed in.
type Clock interface {
	// Now gives the present in UTC, to the millisecond: what a row can hold.
	Now() time.Time
	// Timer fires once, d from now.
	Timer(d time.Duration) Timer
}

// Timer fires once on C unless it is stopped first.
type Timer interface {
	C() <-chan time.Time
	Stop()
}

// Source is time, ids and chance together: what a feature that makes rows is given.
type Source interface {
	Clock
	// NewID makes a UUIDv7 (RFC 9562 section 5.7) in canonical form.
	NewID() string
	// Float64 gives chance in [0,1), for jitter.
	Float64() float64
}

// System is the real one.
type System struct{}

var _ Source = System{}

// Now gives the present in UTC.
func (System) Now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// Timer is time.NewTimer.
func (System) Timer(d time.Duration) Timer { return systemTimer{time.NewTimer(d)} }

// NewID makes a UUIDv7; without entropy no program can go on, so that failure ends it.
func (System) NewID() string { return uuid.Must(uuid.NewV7()).String() }

// Float64 gives chance in [0,1).
func (System) Float64() float64 { return rand.Float64() }

type systemTimer struct{ *time.Timer }

func (t systemTimer) C() <-chan time.Time { return t.Timer.C }
func (t systemTimer) Stop()               { t.Timer.Stop() }
