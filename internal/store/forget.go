package store

import (
	"context"
	"time"

	"parley/internal/conversation"
)

var _ conversation.ForgetStore = Conversations{}

// ForgetMessages deletes the old ones of a window. Rows are numbered as they were written, so that the first window without
// an old one is the end: no index by time is needed.
func (s Conversations) ForgetMessages(ctx context.Context, place int64, before time.Time, limit int) (next, forgotten int64, err error) {
	type window struct{ last, oldest int64 }
	w, _, err := one(ctx, s.DB, func(r scanner) (w window, err error) {
		err = r.Scan(&w.last, &w.oldest)
		return w, err
	}, `SELECT COALESCE(MAX(row_number), 0), COALESCE(MIN(created_at), 0) FROM
		(SELECT row_number, created_at FROM message WHERE row_number > $1 ORDER BY row_number LIMIT $2) m`, place, limit)
	if err != nil || w.last == 0 || w.oldest >= millis(before) {
		return 0, 0, err
	}
	type gone struct {
		row          int64
		conversation string
	}
	deleted, err := all(ctx, s.DB, func(r scanner) (g gone, err error) {
		err = r.Scan(&g.row, &g.conversation)
		return g, err
	}, `DELETE FROM message WHERE row_number > $1 AND row_number <= $2 AND created_at < $3 AND state NOT IN ('pending', 'held', 'in_progress')
		RETURNING row_number, conversation_id`, place, w.last, millis(before))
	if err != nil || len(deleted) == 0 {
		return w.last, 0, err
	}
	rows, threads := make([]int64, len(deleted)), make([]string, len(deleted))
	for i, g := range deleted {
		rows[i], threads[i] = g.row, g.conversation
	}
	args := padded(rows)
	if _, err := s.exec(ctx, `DELETE FROM message_search WHERE rowid IN `+list(1, len(args)), args...); err != nil {
		return 0, 0, err
	}
	args = padded(threads)
	_, err = s.exec(ctx, `UPDATE conversation SET preview = '' WHERE id IN `+list(1, len(args))+` AND preview <> ''
		AND NOT EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = conversation.id AND m.position = conversation.position)`, args...)
	return w.last, int64(len(deleted)), err
}
