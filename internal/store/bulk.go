package store

import (
	"context"

	"parley/internal/bulk"
	"parley/internal/parley"
)

// Edits keeps bulk edits.
type Edits struct{ *DB }

var _ bulk.Store = Edits{}

// What bulk_edit_row.state says; 0 is a row that waits.
const (
	editChanged = 1
	editRefused = 2
)

const editBatch = 500 // rows that one statement writes

// AddEdit writes one with its rows.
func (s Edits) AddEdit(ctx context.Context, e bulk.Edit, ids []parley.ID) error {
	_, err := s.exec(ctx, `INSERT INTO bulk_edit (id, subject, actor_kind, actor_id, change, total, created_at, finished_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		e.ID, e.Subject, e.By.Kind, e.By.ID, e.Change, e.Total, millis(e.CreatedAt), millis(e.FinishedAt))
	for err == nil && len(ids) > 0 {
		n := min(editBatch, len(ids))
		args := make([]any, 0, 2*n)
		for _, id := range ids[:n] {
			args = append(args, e.ID, id)
		}
		_, err = s.exec(ctx, `INSERT INTO bulk_edit_row (bulk_edit_id, row_id) VALUES `+tuples(n, 2), args...)
		ids = ids[n:]
	}
	return err
}

const editColumns = `id, subject, actor_kind, actor_id, change, total, changed, refused, created_at, finished_at`

func scanEdit(r scanner) (e bulk.Edit, err error) {
	var created, finished int64
	err = r.Scan(&e.ID, &e.Subject, &e.By.Kind, &e.By.ID, &e.Change, &e.Total, &e.Changed, &e.Refused, &created, &finished)
	e.CreatedAt, e.FinishedAt = moment(created), moment(finished)
	return e, err
}

// Edit reads one.
func (s Edits) Edit(ctx context.Context, id parley.ID) (bulk.Edit, bool, error) {
	return one(ctx, s.DB, scanEdit, `SELECT `+editColumns+` FROM bulk_edit WHERE id = $1`, id)
}

// LockEdit reads one and keeps it.
func (s Edits) LockEdit(ctx context.Context, id parley.ID) (bulk.Edit, bool, error) {
	return one(ctx, s.DB, scanEdit, `SELECT `+editColumns+` FROM bulk_edit WHERE id = $1`+s.dialect.updateLock(), id)
}

// Waiting reads rows that wait.
func (s Edits) Waiting(ctx context.Context, id parley.ID, limit int) ([]parley.ID, error) {
	return all(ctx, s.DB, value[parley.ID], `SELECT row_id FROM bulk_edit_row WHERE bulk_edit_id = $1 AND state = 0 ORDER BY row_id LIMIT $2`, id, limit)
}

// Settle writes what became of rows.
func (s Edits) Settle(ctx context.Context, e bulk.Edit, changed []parley.ID, refused []bulk.Refusal) error {
	if len(changed) > 0 {
		args := append([]any{e.ID, editChanged}, padded(changed)...)
		if _, err := s.exec(ctx, `UPDATE bulk_edit_row SET state = $2 WHERE bulk_edit_id = $1 AND row_id IN `+list(3, len(args)-2), args...); err != nil {
			return err
		}
	}
	for _, r := range refused {
		if _, err := s.exec(ctx, `UPDATE bulk_edit_row SET state = $3, code = $4, message = $5 WHERE bulk_edit_id = $1 AND row_id = $2`, e.ID, r.ID, editRefused, r.Code, r.Message); err != nil {
			return err
		}
	}
	_, err := s.exec(ctx, `UPDATE bulk_edit SET changed = $2, refused = $3, finished_at = $4 WHERE id = $1`, e.ID, e.Changed, e.Refused, millis(e.FinishedAt))
	return err
}

// Refusals reads the first rows that were refused.
func (s Edits) Refusals(ctx context.Context, id parley.ID, limit int) ([]bulk.Refusal, error) {
	return all(ctx, s.DB, func(r scanner) (out bulk.Refusal, err error) {
		err = r.Scan(&out.ID, &out.Code, &out.Message)
		return out, err
	}, `SELECT row_id, code, message FROM bulk_edit_row WHERE bulk_edit_id = $1 AND state = 2 ORDER BY row_id LIMIT $2`, id, limit)
}

// Open reads the oldest edit that is under way.
func (s Edits) Open(ctx context.Context, but []parley.ID) (bulk.Edit, bool, error) {
	var w where
	w.add(`finished_at = 0`)
	for _, id := range but {
		w.add(`id <> ?`, id)
	}
	return one(ctx, s.DB, scanEdit, `SELECT `+editColumns+` FROM bulk_edit WHERE `+w.sql()+` ORDER BY id LIMIT 1`, w.args...)
}
