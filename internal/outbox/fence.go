package outbox

import (
	"context"
	"strconv"
	"time"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Fence is what stands between a restored hub and its customers: what waited to be sent when the backup was made may have
// gone out since, or been overtaken by an opt-out that the backup does not know. No claim takes it until an operator says so.
// What is written after the restore goes out as always.
type Fence struct {
	Waiting        int64     `audit:"waiting_messages"` // messages that are held back
	Oldest, Newest time.Time // when the first and the last of them were written; zero = none waits
}

// Raised reports whether anything is held back.
func (f Fence) Raised() bool { return f.Waiting > 0 }

// ReasonRestored is the reason of a message that a restored hub holds back, or that was cancelled behind the fence.
const ReasonRestored = "restored"

// FenceStore is what a fence reads and writes; all but Fence inside a unit.
type FenceStore interface {
	Fence(ctx context.Context) (Fence, error)
	// RaiseFence holds back every message that waits.
	RaiseFence(ctx context.Context, at time.Time) error
	// UnderWay gives the messages that some owner has claimed and not settled.
	UnderWay(ctx context.Context) ([]parley.Message, error)
	// Fenced gives at most limit of those held back, the oldest first, and holds their rows until the commit.
	Fenced(ctx context.Context, limit int) ([]parley.Message, error)
	// Unfence lets go of at most limit, the oldest first, and says how many.
	Unfence(ctx context.Context, at time.Time, limit int) (int64, error)
	SetState(ctx context.Context, c StateChange) error
}

// Fences raises the fence and takes it down.
type Fences struct {
	Work  unit.Worker
	Store FenceStore
	Log   *event.Log
	Clock clock.Clock
}

// fenceBatch is how many messages one unit moves: others wait for the one writer of SQLite meanwhile.
const fenceBatch = 500

// Fence says what is held back.
func (f *Fences) Fence(ctx context.Context) (Fence, error) { return f.Store.Fence(ctx) }

// Raise holds back everything that waits in a database that was just restored, before any hub runs on it. Of what was under
// way when the backup was made nobody knows whether it went: most of it did, so it is never sent again by itself.
func (f *Fences) Raise(ctx context.Context) (raised Fence, err error) {
	now := f.Clock.Now()
	err = f.Work.Do(ctx, func(ctx context.Context) error {
		underWay, err := f.Store.UnderWay(ctx)
		if err != nil {
			return err
		}
		for _, m := range underWay {
			if err := f.move(ctx, m, StateChange{ID: m.ID, State: parley.Failed, Reason: parley.ReasonOutcomeUnknown, At: now}, parley.Actor{Kind: parley.ActorSystem}); err != nil {
				return err
			}
		}
		if err := f.Store.RaiseFence(ctx, now); err != nil {
			return err
		}
		if raised, err = f.Store.Fence(ctx); err != nil {
			return err
		}
		f.told(ctx, event.HubRestored, parley.Actor{Kind: parley.ActorSystem}, Fence{}, raised)
		return nil
	})
	return raised, err
}

// Lift lets everything go that is held back; the gate is asked again for each. It gives what was held back.
func (f *Fences) Lift(ctx context.Context, by parley.Actor) (Fence, error) {
	return f.takeDown(ctx, event.FenceLifted, by, func(ctx context.Context) (int64, error) {
		return f.Store.Unfence(ctx, f.Clock.Now(), fenceBatch)
	})
}

// Discard cancels everything that is held back: it stays in its threads and is never sent. It gives what was held back.
func (f *Fences) Discard(ctx context.Context, by parley.Actor) (Fence, error) {
	return f.takeDown(ctx, event.FenceDiscarded, by, func(ctx context.Context) (int64, error) {
		messages, err := f.Store.Fenced(ctx, fenceBatch)
		if err != nil {
			return 0, err
		}
		for _, m := range messages {
			if err := f.move(ctx, m, StateChange{ID: m.ID, State: parley.Cancelled, Reason: ReasonRestored, At: f.Clock.Now()}, by); err != nil {
				return 0, err
			}
		}
		return int64(len(messages)), nil
	})
}

// takeDown repeats a piece of work, a unit each, until it finds no more. Who is interrupted does the rest by calling again.
func (f *Fences) takeDown(ctx context.Context, how event.Type, by parley.Actor, piece func(ctx context.Context) (int64, error)) (Fence, error) {
	before, err := f.Store.Fence(ctx)
	if err != nil || !before.Raised() {
		return before, err
	}
	for first := true; ; first = false {
		var moved int64
		if err := f.Work.Do(ctx, func(ctx context.Context) error {
			if first {
				f.told(ctx, how, by, before, Fence{})
			}
			moved, err = piece(ctx)
			return err
		}); err != nil || moved < fenceBatch {
			return before, err
		}
	}
}

func (f *Fences) move(ctx context.Context, m parley.Message, c StateChange, by parley.Actor) error {
	f.Log.Append(ctx, event.Event{
		Type: event.MessageStateChanged, At: c.At, Actor: by, ConversationID: m.ConversationID, MessageID: m.ID,
		Data: map[string]string{"state": string(c.State), "reason": c.Reason},
	})
	return f.Store.SetState(ctx, c)
}

func (f *Fences) told(ctx context.Context, t event.Type, by parley.Actor, before, after Fence) {
	f.Log.Append(ctx, event.Event{
		Type: t, At: f.Clock.Now(), Actor: by, Data: map[string]string{"waiting_messages": strconv.FormatInt(after.Waiting, 10)}, Record: event.Recorded("", before, after),
	})
}
