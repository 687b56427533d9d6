package limit_test

import (
	"fmt"
	"testing"
	"time"

	"parley/internal/clock"
	"parley/internal/limit"
)

var start = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

// send lets an owner send as fast as it may for d and gives the times at which messages went.
func send(c *clock.Fake, p *limit.Pacer, key string, d time.Duration) []time.Time {
	var went []time.Time
	for end := c.Now().Add(d); c.Now().Before(end); {
		n, wait := p.Ready(key, 64)
		for range n {
			went = append(went, c.Now())
		}
		p.Spend(key, n)
		if n == 0 {
			c.Advance(wait.Round(time.Millisecond) + time.Millisecond)
		}
	}
	return went
}

func TestPacerKeepsTheRate(t *testing.T) {
	for _, perSecond := range []int{1, 3, 10, 100, 400} {
		c := clock.NewFake(start)
		p := limit.NewPacer(c.Now)
		p.Set("channel", perSecond)
		went := send(c, p, "channel", 10*time.Second)
		if lowest := perSecond * 10 * 7 / 10; len(went) < lowest {
			t.Errorf("rate %d: %d went in 10 s, want %d or more", perSecond, len(went), lowest)
		}
		most := perSecond + max(1, perSecond/10)
		for i := most; i < len(went); i++ {
			if took := went[i].Sub(went[i-most]); took < time.Second {
				t.Fatalf("rate %d: %d went within %v", perSecond, most+1, took)
			}
		}
	}
}

func TestPacerWithoutLimit(t *testing.T) {
	p := limit.NewPacer(clock.NewFake(start).Now)
	p.Set("free", 0)
	for _, key := range []string{"free", "never set"} {
		p.Spend(key, 1000)
		if n, wait := p.Ready(key, 64); n != 64 || wait != 0 {
			t.Errorf("%s: Ready = %d, %v; want 64 at once", key, n, wait)
		}
	}
	if n, _ := p.Ready("free", -1); n != 0 {
		t.Errorf("Ready of nothing = %d", n)
	}
}

func TestPacerTellsWhenToComeBack(t *testing.T) {
	c := clock.NewFake(start)
	p := limit.NewPacer(c.Now)
	p.Set("channel", 2)
	p.Spend("channel", 3) // one that was there and two in advance
	n, wait := p.Ready("channel", 64)
	if n != 0 || wait != 1500*time.Millisecond {
		t.Fatalf("Ready = %d, %v; want none for 1.5 s", n, wait)
	}
	c.Advance(wait - time.Millisecond)
	if n, _ := p.Ready("channel", 64); n != 0 {
		t.Errorf("%d may go a millisecond early", n)
	}
	c.Advance(time.Millisecond)
	if n, wait := p.Ready("channel", 64); n != 1 || wait != 0 {
		t.Errorf("Ready = %d, %v; want one now", n, wait)
	}
}

func TestPacerKeepsWhatWasSpentWhenTheRateChanges(t *testing.T) {
	c := clock.NewFake(start)
	p := limit.NewPacer(c.Now)
	p.Set("channel", 1)
	p.Spend("channel", 1)
	p.Set("channel", 2)
	if n, wait := p.Ready("channel", 64); n != 0 || wait != 500*time.Millisecond {
		t.Errorf("Ready = %d, %v; want none for 0.5 s", n, wait)
	}
	p.Set("channel", 0)
	if n, _ := p.Ready("channel", 64); n != 64 {
		t.Errorf("%d may go without a limit", n)
	}
}

func TestAttempts(t *testing.T) {
	c := clock.NewFake(start)
	a := limit.NewAttempts(c.Now, 3, time.Minute, 100)
	try := func(key string, wantOK bool, wantWait time.Duration) {
		t.Helper()
		if ok, wait := a.Allow(key); ok != wantOK || wait != wantWait {
			t.Errorf("Allow(%s) = %v, %v; want %v, %v", key, ok, wait, wantOK, wantWait)
		}
	}
	try("jake", true, 0)
	c.Advance(20 * time.Second)
	try("jake", true, 0)
	try("jake", true, 0)
	try("jake", false, 40*time.Second)
	try("wyatt", true, 0)
	c.Advance(39 * time.Second)
	try("jake", false, time.Second)
	c.Advance(time.Second)
	try("jake", true, 0)
	try("jake", true, 0)
	try("jake", true, 0)
	try("jake", false, time.Minute)
	a.Forget("jake")
	a.Forget("nobody")
	try("jake", true, 0)
}

func TestAttemptsForgetsTheKeyUnusedForLongest(t *testing.T) {
	a := limit.NewAttempts(clock.NewFake(start).Now, 1, time.Minute, 10)
	a.Allow("jake")
	for i := range 9 {
		a.Allow(fmt.Sprint("flood ", i))
	}
	if ok, _ := a.Allow("jake"); ok {
		t.Error("jake was forgotten while there was room")
	}
	for i := range 1000 {
		a.Allow(fmt.Sprint("more ", i))
		if n := a.Len(); n > 10 {
			t.Fatalf("%d keys are remembered, want 10 at most", n)
		}
	}
	if ok, _ := a.Allow("jake"); !ok {
		t.Error("jake is remembered after 1,000 others")
	}
}
