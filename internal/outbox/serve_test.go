package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"parley/internal/channel"
	"parley/internal/parley"
	"parley/internal/switchboard"
	"parley/internal/work"
)

// serve runs the channel as its owner would.
func (d *desk) serve() (stop func() error) {
	d.TB.Helper()
	conn := d.Conn(d.line)
	epoch := d.Lease(d.line, "serving")
	return d.Go(func(ctx context.Context) error { return d.Outbox.Serve(ctx, d.line, conn, epoch) })
}

// count gives how many messages are in the state.
func (d *desk) count(state parley.State) int {
	d.TB.Helper()
	return d.Count(`SELECT COUNT(*) FROM message WHERE state = $1`, string(state))
}

// gateway holds every message back until it is opened, and keeps how many it had at once.
type gateway struct {
	*desk
	opened chan struct{}
	mu     sync.Mutex
	now    int
	most   int
}

func (d *desk) holdBack() *gateway {
	g := &gateway{desk: d, opened: make(chan struct{})}
	d.Provider.Answer(func(ctx context.Context, m channel.Outgoing) (channel.Receipt, error) {
		g.count(1)
		defer g.count(-1)
		select {
		case <-g.opened:
			return d.Provider.Take(ctx, m)
		case <-ctx.Done():
			return channel.Receipt{}, ctx.Err()
		}
	})
	return g
}

func (g *gateway) count(by int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.now += by
	g.most = max(g.most, g.now)
}

func (g *gateway) atOnce() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.now
}

func TestServeKeepsOrderAndWindow(t *testing.T) {
	const conversations, each, window = 20, 4, 8
	d := newDesk(t, channel.Settings{"window": fmt.Sprint(window)})
	g := d.holdBack()
	for n := range each {
		for c := range conversations {
			d.submit(fmt.Sprintf("+1212555%04d", c), fmt.Sprint(n))
		}
	}
	d.serve()
	d.AwaitMoving("the window to fill", func() bool { return g.atOnce() == window })
	if n := d.count(parley.InProgress); n != window {
		t.Errorf("%d are on their way in a window of %d", n, window)
	}
	close(g.opened)
	d.AwaitMoving("all to be sent", func() bool { return d.count(parley.Sent) == conversations*each })
	if g.most > window {
		t.Errorf("%d were with the provider at once", g.most)
	}
	order := map[string][]string{}
	for _, m := range d.Provider.Sent() {
		order[m.To] = append(order[m.To], m.Text)
	}
	for to, got := range order {
		if !slices.Equal(got, []string{"0", "1", "2", "3"}) {
			t.Errorf("%s got %v", to, got)
		}
	}
}

func TestServeFinishesWhatIsUnderWay(t *testing.T) {
	d := newDesk(t, nil)
	g := d.holdBack()
	m := d.submit(anna, "hello")
	stop := d.serve()
	d.AwaitMoving("the send to begin", func() bool { return g.atOnce() == 1 })
	ended := make(chan error, 1)
	go func() { ended <- stop() }()
	close(g.opened)
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	d.wantState(m.ID, parley.Sent, "")
}

func TestServeLeavesWhatTakesTooLongToTheNextOwner(t *testing.T) {
	d := newDesk(t, nil)
	g := d.holdBack()
	m := d.submit(anna, "hello")
	stop := d.serve()
	d.AwaitMoving("the send to begin", func() bool { return g.atOnce() == 1 })
	ended := make(chan error, 1)
	go func() { ended <- stop() }()
	d.AwaitMoving("the grace to end", func() bool { return len(ended) == 1 })
	d.wantState(m.ID, parley.InProgress, "")
	d.newOwner("second")
	d.wantState(m.ID, parley.Pending, parley.ReasonOutcomeUnknown)
}

// The whole board: the pause ends the owner, and the edit begins a new one.
func TestAMisconfiguredChannelPausesUntilItIsEdited(t *testing.T) {
	for _, words := range []string{"The password is wrong.", "", "wrong\x00\xff"} {
		d := newDesk(t, nil)
		d.Provider.Fail(channel.SendError{Next: channel.Misconfigured, Code: "401", Text: words})
		m, other := d.submit(anna, "hello"), d.submit(ben, "you too")
		d.Must(d.DB.Exec(t.Context(), `UPDATE lease SET expires_at = 0`))
		d.Go(d.Board.Run)
		d.AwaitMoving("the pause", func() bool { return d.Count(`SELECT COUNT(*) FROM channel WHERE paused_reason <> ''`) == 1 })
		d.AwaitMoving("the owner's end", func() bool { return d.Count(`SELECT COUNT(*) FROM lease WHERE expires_at = 0`) == 1 })
		if kept := d.wantState(m.ID, parley.Pending, "channel_paused"); kept.Attempts != 0 {
			t.Errorf("%d attempts are counted", kept.Attempts)
		}
		tried := len(d.Provider.Sent())
		if tried > 2 {
			t.Errorf("it was tried %d times with two messages", tried)
		}
		later := d.submit(anna, "later") // is taken, and waits
		d.Provider.Answer(d.Provider.Take)
		d.edit(switchboard.Change{Name: ptr("Mended")})
		d.AwaitMoving("all to be sent", func() bool { return d.count(parley.Sent) == 3 })
		for _, id := range []parley.ID{m.ID, other.ID, later.ID} {
			d.wantState(id, parley.Sent, "")
		}
	}
}

func TestASwitchedOffChannelSendsNothing(t *testing.T) {
	d := newDesk(t, nil)
	m := d.submit(anna, "hello")
	d.edit(switchboard.Change{Enabled: ptr(false)})
	d.Must(d.DB.Exec(t.Context(), `UPDATE lease SET expires_at = 0`))
	d.Go(d.Board.Run)
	d.Clock.AwaitTimers(1) // the board follows the log, and has started what is to run
	if n := d.Count(`SELECT COUNT(*) FROM lease WHERE expires_at > 0`); n != 0 {
		t.Errorf("%d channels run", n)
	}
	d.edit(switchboard.Change{Enabled: ptr(true)})
	d.AwaitMoving("the message to be sent", func() bool { return d.Message(m.ID).State == parley.Sent })
}

// A receipt that the driver hands in while Send has not returned.
func TestAReceiptFasterThanTheAnswer(t *testing.T) {
	for _, byID := range []bool{true, false} {
		d := newDesk(t, nil)
		d.Provider.Answer(func(ctx context.Context, m channel.Outgoing) (channel.Receipt, error) {
			r := channel.Report{ProviderID: "early", State: parley.Delivered}
			if byID {
				r.MessageID = m.ID
			}
			if err := d.Provider.Host().Report(ctx, r); err != nil {
				return channel.Receipt{}, err
			}
			return channel.Receipt{ProviderID: "early", State: parley.Sent}, nil
		})
		m := d.submit(anna, "hello")
		d.serve()
		d.AwaitMoving("the delivery", func() bool { return d.Message(m.ID).State == parley.Delivered })
		d.AwaitMoving("the provider's id", func() bool { return d.Message(m.ID).ProviderID == "early" })
	}
}

func TestServeUnderALostLeaseSendsNothing(t *testing.T) {
	d := newDesk(t, nil)
	conn := d.Conn(d.line)
	stale := d.Lease(d.line, "stale")
	d.Lease(d.line, "another")
	d.submit(anna, "hello")
	if _, _, err := d.owner.Turn(t.Context(), 1); !errors.Is(err, work.ErrLost) {
		t.Errorf("claimed with %v", err)
	}
	stop := d.Go(func(ctx context.Context) error { return d.Outbox.Serve(ctx, d.line, conn, stale) })
	for range 3 {
		d.Clock.AwaitTimers(1) // it repeats the turn until its lease's keeper ends it
		d.Clock.Advance(time.Second)
	}
	if err := stop(); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	d.wantSent()
}
