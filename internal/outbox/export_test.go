package outbox

import (
	"context"
	"time"

	"parley/internal/channel"
	"parley/internal/parley"
	"parley/internal/switchboard"
)

// Owner drives a channel turn by turn, as Serve would, so that a test can stop between any two of its deeds.
type Owner struct {
	d    *delivery
	done []outcome
}

// NewOwner makes one that has the lease's epoch, and settles what an earlier one left.
func NewOwner(ctx context.Context, o *Outbox, line *switchboard.Line, conn channel.Conn, epoch int64) (*Owner, error) {
	o.pacer.Set(string(line.ID), line.Settings.Int("rate"))
	w := &Owner{d: &delivery{Outbox: o, line: line, conn: conn, epoch: epoch, out: map[parley.ID]bool{}}}
	return w, w.d.resolveOrphans(ctx)
}

// Turn writes what came of the sends so far and claims at most room messages.
func (w *Owner) Turn(ctx context.Context, room int) ([]Claimed, time.Time, error) {
	claimed, next, err := w.d.Turn(ctx, w.done, room)
	if err == nil {
		w.done = nil
	}
	return claimed, next, err
}

// Send hands a claimed message to the driver; the next Turn writes what came of it.
func (w *Owner) Send(ctx context.Context, m Claimed) {
	w.done = append(w.done, w.d.Do(ctx, m))
}
