package switchboard_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"parley/internal/channel"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/switchboard"
	"parley/internal/work"
)

func TestChangesReachTheRunner(t *testing.T) {
	b := newBench(t)
	board := b.board("one", b.box())
	b.create(board, "Off", false)
	line := b.create(board, "Main", true)
	stop := b.run(board)
	b.hear("one runs Main v1 epoch 1")
	_, err := board.Update(t.Context(), line.ID, switchboard.Change{Settings: channel.Settings{"auth_token": "s2"}, Version: 1}, "US", admin)
	b.must(err)
	b.hear("closed s2") // the trial of the settings
	b.hear("one stops Main")
	b.hear("closed s1")
	b.hear("one runs Main v2 epoch 2")
	b.must(board.Pause(t.Context(), line.ID, "log-in refused"))
	b.hear("one stops Main")
	b.hear("closed s2")
	_, err = board.Update(t.Context(), line.ID, switchboard.Change{Version: 3}, "US", admin)
	b.must(err)
	b.hear("closed s2")
	b.hear("one runs Main v4 epoch 3")
	b.must(board.Delete(t.Context(), line.ID, admin))
	b.hear("one stops Main")
	b.hear("closed s2")
	stop()
	b.silent()
}

// Channels that take their time to end hold up neither one another nor any other; their own next run waits for them.
func TestSlowEndHoldsUpNobody(t *testing.T) {
	b := newBench(t)
	board := b.board("one", b.box())
	release := make(chan struct{})
	board.Attach(nil, func(ctx context.Context, line *switchboard.Line, _ channel.Conn, epoch int64) error {
		b.told <- fmt.Sprintf("runs epoch %d", epoch)
		<-ctx.Done()
		b.told <- "is asked to stop"
		<-release
		return ctx.Err()
	})
	lines := []*switchboard.Line{b.create(board, "One", true), b.create(board, "Two", true)}
	b.run(board)
	b.hear("runs epoch 1")
	b.hear("runs epoch 1")
	for _, line := range lines {
		_, err := board.Update(t.Context(), line.ID, switchboard.Change{Enabled: ptr(false), Version: 1}, "US", admin)
		b.must(err)
	}
	var heard []string
	for range 4 { // with the trials of the settings
		heard = append(heard, <-b.told)
	}
	slices.Sort(heard)
	if want := []string{"closed s1", "closed s1", "is asked to stop", "is asked to stop"}; !slices.Equal(heard, want) {
		t.Errorf("heard %q", heard)
	}
	_, err := board.Update(t.Context(), lines[0].ID, switchboard.Change{Enabled: ptr(true), Version: 2}, "US", admin)
	b.must(err)
	b.hear("closed s1") // the trial
	b.create(board, "Three", true)
	b.hear("runs epoch 1") // the log was followed to here, and the first channel does not run twice
	b.silent()
	close(release)
	heard = nil
	for range 3 {
		heard = append(heard, <-b.told)
	}
	slices.Sort(heard)
	if want := []string{"closed s1", "closed s1", "runs epoch 2"}; !slices.Equal(heard, want) {
		t.Errorf("heard %q", heard)
	}
}

// Of two processes on one database one runs a channel. The other takes over when the lease is let go, and when its holder
// is gone and it has run out.
func TestTwoBoardsRunAChannelOnce(t *testing.T) {
	b := newBench(t)
	box := b.box()
	one, two := b.board("one", box), b.board("two", box)
	line := b.create(one, "Main", true)
	stopOne := b.run(one)
	b.hear("one runs Main v1 epoch 1")
	b.run(two)
	b.clk.AwaitTimers(2) // one renews, two waits
	b.clk.Advance(3 * time.Second)
	b.clk.AwaitTimers(2)
	b.silent()
	stopOne()
	b.hear("one stops Main")
	b.hear("closed s1")
	b.clk.AwaitTimers(1)
	b.clk.Advance(3 * time.Second)
	b.hear("two runs Main v1 epoch 2")

	// A third whose lease is taken from it: as when it hung for longer than the lease lasts.
	b.clk.AwaitTimers(1)
	epoch, held, err := store.Leases{DB: b.db}.AcquireLease(t.Context(), switchboard.Resource(line.ID), "three", b.clk.Now().Add(work.LeaseTime), b.clk.Now().Add(2*work.LeaseTime))
	if err != nil || !held || epoch != 3 {
		t.Fatalf("the lease that ran out: epoch %d, %v, %v", epoch, held, err)
	}
	b.clk.Advance(3 * time.Second) // two wants to renew
	b.hear("two stops Main")
	b.hear("closed s1")
}

// Callbacks open a channel that nobody runs: that connection ends with its settings, and with the hub.
func TestConnectionsOfCallbacksAreClosed(t *testing.T) {
	b := newBench(t)
	board := b.board("one", b.box())
	line := b.create(board, "Off", false)
	for range 2 { // both by the same connection
		reply, err := board.Hook(t.Context(), line.ID, channel.HookRequest{Path: "/inbound"}, "a=b")
		if err != nil || reply.Body != "s1" {
			t.Fatalf("answered %+v, %v", reply, err)
		}
	}
	b.must(board.Check(t.Context(), line.ID))
	b.silent()
	_, err := board.Update(t.Context(), line.ID, switchboard.Change{Settings: channel.Settings{"auth_token": "s2"}, Version: 1}, "US", admin)
	b.must(err)
	b.hear("closed s2") // the trial of the settings
	b.hear("closed s1") // what the callbacks had opened
	if reply, err := board.Hook(t.Context(), line.ID, channel.HookRequest{}, ""); err != nil || reply.Body != "s2" {
		t.Fatalf("answered %+v, %v", reply, err)
	}
	stop := b.run(board)
	stop()
	b.hear("closed s2")
	b.silent()
	if _, err := board.Hook(t.Context(), "00000000-0000-0000-0000-000000000000", channel.HookRequest{}, ""); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("a channel that is none: %v", err)
	}
}

// late gives rows as they were before something happened: as a reading that a change overtakes.
type late struct {
	switchboard.Store
	before func()
}

func (l *late) Channel(ctx context.Context, id parley.ID) (switchboard.Channel, bool, error) {
	c, found, err := l.Store.Channel(ctx, id)
	if before := l.before; before != nil {
		l.before = nil
		before()
	}
	return c, found, err
}

func TestWhatAChangeOvertookIsNotKept(t *testing.T) {
	b := newBench(t)
	box := b.box()
	line := b.create(b.board("one", box), "Main", false)
	board := b.board("two", box)
	slow := &late{Store: board.Store}
	board.Store = slow
	slow.before = func() { b.must(board.Delete(t.Context(), line.ID, admin)) }
	if _, err := board.Line(t.Context(), line.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := board.Line(t.Context(), line.ID); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("the deleted channel is still known: %v", err)
	}
}
