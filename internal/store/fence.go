package store

import (
	"context"
	"time"

	"parley/internal/outbox"
	"parley/internal/parley"
)

// Fences keeps what a restored hub holds back.
type Fences struct{ *DB }

var _ outbox.FenceStore = Fences{}

// fenced is the condition of the index message_fenced.
const fenced = `fenced = 1 AND state IN ('pending', 'held')`

// Fence counts what is held back.
func (s Fences) Fence(ctx context.Context) (outbox.Fence, error) {
	f, _, err := one(ctx, s.DB, func(r scanner) (f outbox.Fence, err error) {
		var oldest, newest int64
		err = r.Scan(&f.Waiting, &oldest, &newest)
		f.Oldest, f.Newest = moment(oldest), moment(newest)
		return f, err
	}, `SELECT COUNT(*), COALESCE(MIN(created_at), 0), COALESCE(MAX(created_at), 0) FROM message WHERE `+fenced)
	return f, err
}

// RaiseFence holds back all that waits.
func (s Fences) RaiseFence(ctx context.Context, at time.Time) error {
	_, err := s.exec(ctx, `UPDATE message SET fenced = 1, reason = 'restored', reason_text = '', `+changedAt(1)+`
		WHERE state IN ('pending', 'held') AND fenced = 0`, millis(at))
	return err
}

// UnderWay gives what was in the middle of a send.
func (s Fences) UnderWay(ctx context.Context) ([]parley.Message, error) {
	return all(ctx, s.DB, scanMessage, `SELECT `+messageColumns+` FROM message m WHERE m.state = 'in_progress' ORDER BY m.row_number`)
}

// Fenced gives the oldest that are held back.
func (s Fences) Fenced(ctx context.Context, limit int) ([]parley.Message, error) {
	return all(ctx, s.DB, scanMessage, `SELECT `+messageColumns+` FROM message m
		WHERE m.fenced = 1 AND m.state IN ('pending', 'held') ORDER BY m.created_at, m.row_number LIMIT $1`+s.dialect.updateLock(), limit)
}

// Unfence lets the oldest go.
func (s Fences) Unfence(ctx context.Context, at time.Time, limit int) (int64, error) {
	return s.exec(ctx, `UPDATE message SET fenced = 0, reason = '', `+changedAt(1)+` WHERE row_number IN
		(SELECT row_number FROM message WHERE `+fenced+` ORDER BY created_at, row_number LIMIT $2)`, millis(at), limit)
}

// SetState moves a message on.
func (s Fences) SetState(ctx context.Context, c outbox.StateChange) error {
	return Delivery{s.DB}.SetState(ctx, c)
}
