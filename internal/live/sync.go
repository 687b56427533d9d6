package live

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/centrifugal/centrifuge"

	"parley/internal/event"
	"parley/internal/user"
)

// syncLimit is how many events a browser catches up on; one that was away for longer begins anew.
const syncLimit = 1000

// syncRequest is what a browser asks after each connect: what happened since the last event that it saw.
type syncRequest struct {
	After int64 `json:"after"`
}

// syncReply says what it missed. Reset means: load everything anew, and go on from Seq.
type syncReply struct {
	Events []json.RawMessage `json:"events"`
	Seq    int64             `json:"seq"`
	Reset  bool              `json:"reset"`
}

func (h *Hub) sync(ctx context.Context, asker *user.Asker, data []byte) ([]byte, error) {
	var ask syncRequest
	if err := json.Unmarshal(data, &ask); err != nil || ask.After < 0 {
		return nil, centrifuge.ErrorBadRequest
	}
	reply, err := h.missed(ctx, asker, ask.After)
	if err != nil {
		h.logger.ErrorContext(ctx, "a browser could not catch up", "error", err)
		return nil, centrifuge.ErrorInternal
	}
	return json.Marshal(reply)
}

func (h *Hub) missed(ctx context.Context, asker *user.Asker, after int64) (syncReply, error) {
	reset := syncReply{Events: []json.RawMessage{}, Reset: true}
	var err error
	if after == 0 {
		reset.Seq, err = h.log.Last(ctx)
		return reset, err
	}
	events, err := h.log.After(ctx, after, syncLimit+1)
	switch {
	case errors.Is(err, event.ErrGone), err == nil && len(events) > syncLimit:
		reset.Seq, err = h.log.Last(ctx)
		return reset, err
	case err != nil:
		return reset, err
	}
	if len(events) == 0 {
		// A place beyond the end is of another database, as after a restore: what comes would seem old to the browser.
		if last, err := h.log.Last(ctx); err != nil || after > last {
			reset.Seq = last
			return reset, err
		}
	}
	reply := syncReply{Events: []json.RawMessage{}, Seq: after}
	seen := make([]event.Event, 0, len(events))
	for _, e := range events {
		reply.Seq = e.Seq
		if sees(asker, e) {
			seen = append(seen, e)
		}
	}
	if len(seen) > 0 {
		reply.Events, err = h.encoder.Encode(ctx, seen)
	}
	return reply, err
}
