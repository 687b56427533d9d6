package user

import (
	"sync"
	"time"

	"parley/internal/clock"
)

// maxBuckets bounds the memory of Buckets: each costs some 100 bytes.
const maxBuckets = 50_000

// Buckets is an Attempts of so many tries at once and one more as each interval passes, for every key.
type Buckets struct {
	clk   clock.Clock
	burst int
	every time.Duration

	mu     sync.Mutex
	filled map[string]time.Time // when the key's bucket is full again; a key that is not there has a full one
}

var _ Attempts = (*Buckets)(nil)

// NewBuckets allows burst tries at once and one more every interval.
func NewBuckets(clk clock.Clock, burst int, every time.Duration) *Buckets {
	return &Buckets{clk: clk, burst: burst, every: every, filled: map[string]time.Time{}}
}

// Try takes one try from key's bucket, or says how long until there is one.
func (b *Buckets) Try(key string) time.Duration {
	now := b.clk.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	full := b.filled[key]
	if full.Before(now) {
		full = now
	}
	full = full.Add(b.every)
	if wait := full.Sub(now) - time.Duration(b.burst)*b.every; wait > 0 {
		return wait
	}
	b.filled[key] = full
	if len(b.filled) > maxBuckets {
		b.sweep(now, key)
	}
	return 0
}

// GiveBack returns one try to key's bucket.
func (b *Buckets) GiveBack(key string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if full, there := b.filled[key]; there {
		b.filled[key] = full.Add(-b.every)
	}
}

// sweep forgets full buckets and, where that is not enough, as many others as it takes, never key's own.
func (b *Buckets) sweep(now time.Time, key string) {
	for k, full := range b.filled {
		if !full.After(now) {
			delete(b.filled, k)
		}
	}
	for k := range b.filled {
		if len(b.filled) <= maxBuckets {
			return
		}
		if k != key {
			delete(b.filled, k)
		}
	}
}
