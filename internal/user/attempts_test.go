package user

import (
	"strconv"
	"testing"
	"time"

	"parley/internal/clock"
)

func TestBucketsRefillWithTime(t *testing.T) {
	clk := clock.NewFake(time.UnixMilli(1_000_000))
	b := NewBuckets(clk, 3, time.Minute)
	for i := range 3 {
		if wait := b.Try("jo"); wait != 0 {
			t.Fatalf("try %d must wait %s", i, wait)
		}
	}
	if wait := b.Try("jo"); wait != time.Minute {
		t.Errorf("the fourth waits %s", wait)
	}
	if wait := b.Try("al"); wait != 0 {
		t.Errorf("another key waits %s", wait)
	}
	clk.Advance(20 * time.Second)
	if wait := b.Try("jo"); wait != 40*time.Second {
		t.Errorf("after 20 s the wait is %s: refused tries must not count", wait)
	}
	clk.Advance(40 * time.Second)
	if wait := b.Try("jo"); wait != 0 {
		t.Errorf("after a minute the wait is %s", wait)
	}
	b.GiveBack("jo")
	if wait := b.Try("jo"); wait != 0 {
		t.Errorf("a try that was given back waits %s", wait)
	}
}

func TestBucketsStayBounded(t *testing.T) {
	b := NewBuckets(clock.NewFake(time.UnixMilli(1)), 1, time.Minute)
	for i := range maxBuckets + 100 {
		b.Try(strconv.Itoa(i))
	}
	if len(b.filled) > maxBuckets {
		t.Errorf("%d keys are kept", len(b.filled))
	}
	if wait := b.Try(strconv.Itoa(maxBuckets + 99)); wait == 0 {
		t.Error("the newest key was forgotten")
	}
}
