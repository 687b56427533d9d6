// Package limit keeps rates: how fast a channel may send, and how often a log-in may be tried. Time is passed in and
// nothing here waits: callers are told when to come back. What it knows is lost with the process; a limit that must
// outlive it belongs into a row.
package limit

import (
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Pacer keeps each of many keys, channels say, to its rate. The one who owns a key asks Ready, does so much, and tells
// Spend. It is safe for concurrent use.
type Pacer struct {
	now func() time.Time

	mu   sync.Mutex
	keys map[string]*rate.Limiter
}

// NewPacer makes one that reads the time from now.
func NewPacer(now func() time.Time) *Pacer {
	return &Pacer{now: now, keys: map[string]*rate.Limiter{}}
}

// burstsPerSecond is how often an owner that sends as fast as it may has to ask; one that asks later gets no more at once
// than it could have sent in that time, so that no second sees more than 1.1 times the rate.
const burstsPerSecond = 10

// Set gives key its rate in messages a second; 0 means no limit. What was spent under the rate before still counts, so a
// change of settings is no way around the limit.
func (p *Pacer) Set(key string, perSecond int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if perSecond <= 0 {
		delete(p.keys, key)
		return
	}
	burst := max(1, perSecond/burstsPerSecond)
	if l, ok := p.keys[key]; ok {
		now := p.now()
		l.SetLimitAt(now, rate.Limit(perSecond))
		l.SetBurstAt(now, burst)
		return
	}
	p.keys[key] = rate.NewLimiter(rate.Limit(perSecond), burst)
}

// Ready says how many, of at most want, may go now. If none may, wait is the time until one may; else it is 0.
func (p *Pacer) Ready(key string, want int) (n int, wait time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	l, ok := p.keys[key]
	if !ok || want <= 0 {
		return max(want, 0), 0
	}
	tokens := l.TokensAt(p.now())
	if n := int(math.Floor(tokens + rounding)); n > 0 {
		return min(n, want), 0
	}
	seconds := (1 - tokens) / float64(l.Limit())
	return 0, time.Duration(math.Ceil(seconds * float64(time.Second)))
}

// rounding is what a token may lack after sums of fractions of a second.
const rounding = 1e-6

// Spend notes that n have gone.
func (p *Pacer) Spend(key string, n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	l, ok := p.keys[key]
	if !ok {
		return
	}
	// A reservation, and not Allow, takes tokens that are not there yet: what has gone has gone. It reserves at most a
	// burst at a time.
	now := p.now()
	for n > 0 {
		part := min(n, l.Burst())
		l.ReserveN(now, part)
		n -= part
	}
}
