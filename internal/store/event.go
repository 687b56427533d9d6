package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"parley/internal/event"
)

// Events keeps the event log.
type Events struct{ *DB }

var _ event.Store = Events{}

// eventWidth is the number of columns that an append fills, seq apart.
const eventWidth = 8

// eventsAUnit is the most that one unit may append, on either engine: on PostgreSQL an event's number has room for so many
// places in its transaction (see eventBits), and one more would take the number of the next transaction's first.
const eventsAUnit = 1 << eventBits

// AppendEvents writes the events of a unit, which must be made smaller where they are more than eventsAUnit.
func (s Events) AppendEvents(ctx context.Context, events []event.Event) error {
	if len(events) > eventsAUnit {
		return fmt.Errorf("store: %d events, and %d at most: %w", len(events), eventsAUnit, event.ErrTooMany)
	}
	args := make([]any, 0, len(events)*eventWidth)
	for _, e := range events {
		data := ""
		if len(e.Data) > 0 {
			raw, err := json.Marshal(e.Data)
			if err != nil {
				return err
			}
			data = string(raw)
		}
		if e.Record != nil {
			if err := s.addRecord(ctx, e); err != nil {
				return err
			}
		}
		args = append(args, millis(e.At), string(e.Type), string(e.Actor.Kind), string(e.Actor.ID),
			string(e.ConversationID), string(e.MessageID), string(e.SubjectID), data)
	}
	return s.addEvents(ctx, args)
}

// EventsAfter reads on from seq.
func (s Events) EventsAfter(ctx context.Context, seq int64, limit int) ([]event.Event, error) {
	return all(ctx, s.DB, scanEvent, `SELECT seq, at, type, actor_kind, actor_id, conversation_id, message_id, subject_id, data
		FROM event WHERE seq > $1 AND `+s.dialect.visibleEvents(s.seqBase)+` ORDER BY seq LIMIT $2`, seq, limit)
}

// EventBounds gives the ends of what is kept.
func (s Events) EventBounds(ctx context.Context) (int64, int64, error) {
	type bounds struct{ first, last int64 }
	b, _, err := one(ctx, s.DB, func(r scanner) (b bounds, err error) {
		err = r.Scan(&b.first, &b.last)
		return b, err
	}, `SELECT COALESCE((SELECT MIN(seq) FROM event), 0), COALESCE((SELECT MAX(seq) FROM event WHERE `+s.dialect.visibleEvents(s.seqBase)+`), 0)`)
	return b.first, b.last, err
}

// DropEvents forgets old ones.
func (s Events) DropEvents(ctx context.Context, before time.Time) (dropped int64, err error) {
	return s.dropBatches(ctx, `DELETE FROM event WHERE seq IN (SELECT seq FROM event WHERE at < $1 ORDER BY at LIMIT $2)`, millis(before))
}

func scanEvent(r scanner) (e event.Event, err error) {
	var at int64
	var data string
	if err = r.Scan(&e.Seq, &at, &e.Type, &e.Actor.Kind, &e.Actor.ID, &e.ConversationID, &e.MessageID, &e.SubjectID, &data); err != nil {
		return e, err
	}
	e.At = moment(at)
	if data != "" {
		err = json.Unmarshal([]byte(data), &e.Data)
	}
	return e, err
}
