package outbox

import (
	"cmp"
	"context"
	"runtime/debug"
	"time"

	"parley/internal/channel"
	"parley/internal/consent"
	"parley/internal/event"
	"parley/internal/gate"
	"parley/internal/parley"
	"parley/internal/switchboard"
	"parley/internal/work"
)

// Claimed is a message on its way through a channel, with what a Send needs of it.
type Claimed struct {
	parley.Message
	To         string
	From       string
	SMSCapable bool
	GiveUpAt   time.Time // when retries end; zero = none has failed yet
	KeywordAt  time.Time // of a confirmation
}

// Settlement is the outcome of an attempt, as it is written.
type Settlement struct {
	ID           parley.ID
	Epoch        int64
	State        parley.State
	Reason       string
	ReasonText   string
	ProviderID   string
	ProviderCode string
	DueAt        time.Time // with Pending: not before
	GiveUpAt     time.Time
	Uncounted    bool // the attempt does not count: the provider only asked to wait
	MaybeDoubled bool
	At           time.Time
}

// outcome is what came of one Send.
type outcome struct {
	message Claimed
	receipt channel.Receipt
	err     *channel.SendError
}

// The times of a retry: the first pause, the longest, and how long a message may hold up its conversation.
const (
	firstPause = time.Second
	lastPause  = time.Minute
	giveUp     = 15 * time.Minute
	grace      = 8 * time.Second // for sends under way at shutdown, within the 10 s of contracts.md
)

// Serve sends what is due on a channel for as long as ctx lasts; it is the switchboard's Serve.
func (o *Outbox) Serve(ctx context.Context, line *switchboard.Line, conn channel.Conn, epoch int64) error {
	d := &delivery{Outbox: o, line: line, conn: conn, epoch: epoch, out: map[parley.ID]bool{}}
	if err := d.resolveOrphans(ctx); err != nil {
		return err
	}
	o.pacer.Set(string(line.ID), line.Settings.Int("rate"))
	loop := work.Loop[Claimed, outcome]{
		Queue: d, Window: line.Window(), Wake: o.wake(line.ID), Clock: o.Clock, Log: o.Logger, Grace: grace,
	}
	return loop.Run(ctx)
}

// delivery is the work of one channel under one lease.
type delivery struct {
	*Outbox
	line  *switchboard.Line
	conn  channel.Conn
	epoch int64
	// Only Turn touches what follows.
	rest   time.Time // the provider asked to wait until then
	paused bool      // the provider refuses the channel as a whole: the switchboard is about to end this owner
	out    map[parley.ID]bool
	unsure bool // the last turn failed, perhaps only in its answer: it may have claimed what is not in out
}

var _ work.Queue[Claimed, outcome] = (*delivery)(nil)

// Do hands one message to the driver. A panic there must not end the hub, which would send its neighbours again; whether
// the message went is then not known.
func (d *delivery) Do(ctx context.Context, m Claimed) (o outcome) {
	defer func() {
		if p := recover(); p != nil {
			d.Logger.Error("a driver panicked", "channel_id", d.line.ID, "kind", d.line.Kind, "message_id", m.ID, "panic", p, "stack", string(debug.Stack()))
			o = outcome{message: m, err: &channel.SendError{Next: channel.Unknown, Text: "the driver failed"}}
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, d.line.Info.SendTimeout)
	defer cancel()
	receipt, err := d.conn.Send(ctx, channel.Outgoing{
		ID: m.ID, From: m.From, To: m.To, Text: m.Text, Attempt: m.Attempts,
		Callback: d.Board.BaseURL + "/hooks/" + string(d.line.ID) + "/status?m=" + string(m.ID),
	})
	if err != nil {
		return outcome{message: m, err: channel.AsSendError(err)}
	}
	return outcome{message: m, receipt: receipt}
}

// Turn writes what came of the sends that are done and claims the next, in one unit.
func (d *delivery) Turn(ctx context.Context, done []outcome, room int) (claimed []Claimed, next time.Time, err error) {
	now := d.Clock.Now()
	settlements, rest, refused := d.judgeAll(done, now)
	paused := d.paused || refused != ""
	testing, err := d.testing(ctx, d.line)
	if err != nil {
		return nil, time.Time{}, err
	}
	if paused || testing { // what was accepted before test mode began waits for its end
		room = 0
	}
	room, wait := d.room(room, now, rest)
	dropped := 0
	err = d.Work.Do(ctx, func(ctx context.Context) error {
		if err := d.settle(ctx, done, settlements); err != nil {
			return err
		}
		if refused != "" {
			if err := d.Board.Pause(ctx, d.line.ID, refused); err != nil {
				return err
			}
		}
		if err := d.takeBack(ctx, now); err != nil {
			return err
		}
		claimed, dropped, err = d.claim(ctx, now, room)
		return err
	})
	if d.unsure = err != nil; d.unsure {
		return nil, time.Time{}, err
	}
	d.remember(done, claimed)
	d.rest, d.paused = rest, paused
	d.pacer.Spend(string(d.line.ID), len(claimed))
	for _, s := range settlements {
		d.Counts.Sent(d.line.Kind, s.State)
	}
	switch {
	case wait > 0:
		return claimed, now.Add(wait), nil
	case dropped > 0:
		return claimed, now, nil // what stood behind those is due as well
	}
	if room > 0 && len(claimed) < room {
		if next, err = d.Delivers.NextDue(ctx, d.line.ID, now); err != nil {
			d.Logger.Warn("could not look ahead", "channel_id", d.line.ID, "error", err)
			next = time.Time{} // what was claimed is committed and must be sent; the loop looks again by itself
		}
	}
	return claimed, next, nil
}

// takeBack lets go of what a turn has claimed whose commit was not answered: it was never handed to the driver.
func (d *delivery) takeBack(ctx context.Context, now time.Time) error {
	if !d.unsure {
		return nil
	}
	claimed, err := d.Delivers.Orphans(ctx, d.line.ID, d.epoch)
	if err != nil {
		return err
	}
	for _, m := range claimed {
		if d.out[m.ID] {
			continue
		}
		s := Settlement{ID: m.ID, Epoch: d.epoch, State: parley.Pending, DueAt: now, GiveUpAt: m.GiveUpAt, Uncounted: true, MaybeDoubled: m.MaybeDoubled, At: now}
		if _, err := d.Delivers.Settle(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// remember keeps what is on its way: claimed, and its outcome not yet written.
func (d *delivery) remember(done []outcome, claimed []Claimed) {
	for _, each := range done {
		delete(d.out, each.message.ID)
	}
	for _, m := range claimed {
		d.out[m.ID] = true
	}
}

// judgeAll judges every answer. It says until when the provider wants rest, and why it refuses the channel as a whole,
// "" where it does not.
func (d *delivery) judgeAll(done []outcome, now time.Time) (settlements []Settlement, rest time.Time, refused string) {
	settlements, rest = make([]Settlement, len(done)), d.rest
	for i, each := range done {
		s, until := d.judge(each, now)
		settlements[i] = s
		if until.After(rest) {
			rest = until
		}
		if each.err != nil && each.err.Next == channel.Misconfigured {
			refused = cmp.Or(s.ReasonText, "The provider refuses the channel's settings.")
		}
	}
	return settlements, rest, refused
}

// room is how many may be claimed: the window, less what pacing and the provider's wish to wait take away.
func (d *delivery) room(room int, now, rest time.Time) (int, time.Duration) {
	if room == 0 {
		return 0, 0
	}
	if wait := rest.Sub(now); wait > 0 {
		return 0, wait
	}
	return d.pacer.Ready(string(d.line.ID), room)
}

func (d *delivery) settle(ctx context.Context, done []outcome, settlements []Settlement) error {
	var ids []string
	for i, s := range settlements {
		m := done[i].message
		written, err := d.Delivers.Settle(ctx, s)
		if err != nil {
			return err
		}
		if s.ProviderID != "" {
			ids = append(ids, s.ProviderID) // also where a receipt was faster: others may be parked
		}
		if !written {
			continue
		}
		d.tell(ctx, m.Message, StateChange{State: s.State, Reason: s.Reason, At: s.At}, parley.Actor{Kind: parley.ActorProvider})
		if e := done[i].err; e != nil && e.OptedOut && m.Purpose != parley.Confirmation {
			if err := d.optOut(ctx, m.AddressID, e.Code, s.At); err != nil {
				return err
			}
		}
	}
	return d.applyParked(ctx, d.line.ID, ids)
}

// tell appends what became of a message, unless nothing did.
func (o *Outbox) tell(ctx context.Context, m parley.Message, c StateChange, by parley.Actor) {
	data := map[string]string{"state": string(c.State)}
	if c.Reason != "" {
		data["reason"] = c.Reason
	}
	o.Log.Append(ctx, event.Event{
		Type: event.MessageStateChanged, At: c.At, Actor: by, ConversationID: m.ConversationID, MessageID: m.ID, Data: data,
	})
}

// optOut records that the provider says the customer has opted out.
func (o *Outbox) optOut(ctx context.Context, addressID parley.ID, code string, at time.Time) error {
	_, err := o.Consents.Record(ctx, parley.Actor{Kind: parley.ActorProvider}, parley.ConsentEntry{
		AddressID: addressID, State: parley.OptedOut, Source: consent.SourceProvider, Wording: parley.CleanLine(code, maxProviderText), At: at,
	})
	return err
}

// claim takes what is due and asks the gate again: consent may have changed while a message waited. It says how many the
// gate has refused.
func (d *delivery) claim(ctx context.Context, now time.Time, room int) (kept []Claimed, dropped int, err error) {
	if room == 0 {
		return nil, 0, nil
	}
	claimed, held, err := d.Delivers.Claim(ctx, d.line.ID, d.epoch, now, room)
	if err != nil {
		return nil, 0, err
	}
	if !held {
		return nil, 0, work.ErrLost
	}
	if len(claimed) == 0 {
		return nil, 0, nil
	}
	ids := make([]parley.ID, len(claimed))
	for i, m := range claimed {
		ids[i] = m.AddressID
	}
	standings, err := d.Consents.Standings(ctx, ids)
	if err != nil {
		return nil, 0, err
	}
	kept = claimed[:0]
	for _, m := range claimed {
		verdict := gate.Decide(d.factsOf(m, standings[m.AddressID]))
		if verdict.Verdict == gate.Allow {
			kept = append(kept, m)
			continue
		}
		s := Settlement{ID: m.ID, Epoch: d.epoch, State: parley.Failed, Reason: verdict.Code, ReasonText: verdict.Text, At: now, Uncounted: true}
		if verdict.Verdict == gate.Hold {
			s.State, s.DueAt = parley.Held, verdict.Until
		}
		if _, err := d.Delivers.Settle(ctx, s); err != nil {
			return nil, 0, err
		}
		d.tell(ctx, m.Message, StateChange{State: s.State, Reason: s.Reason, At: now}, parley.Actor{Kind: parley.ActorSystem})
	}
	return kept, len(claimed) - len(kept), nil
}

func (d *delivery) factsOf(m Claimed, s consent.Standing) gate.Facts {
	f := d.facts(d.line, m.To, m.Purpose)
	f.SMSCapable = m.SMSCapable
	agreed(&f, s)
	f.KeywordAt = m.KeywordAt // one confirmation a keyword: the store's unique index has seen to Answered
	return f
}
