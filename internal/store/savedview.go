package store

import (
	"context"
	"encoding/json"
	"errors"

	"parley/internal/parley"
	"parley/internal/savedview"
)

// Views keeps saved views.
type Views struct{ *DB }

var _ savedview.Store = Views{}

// Views reads those of a user and those that are shared.
func (s Views) Views(ctx context.Context, userID parley.ID) ([]savedview.View, error) {
	return all(ctx, s.DB, scanSavedView, savedViewColumns+`v.user_id = $1 OR v.shared = 1 ORDER BY v.id`, userID)
}

// LockView reads one and, in a unit, keeps it.
func (s Views) LockView(ctx context.Context, id parley.ID) (savedview.View, bool, error) {
	return one(ctx, s.DB, scanSavedView, savedViewColumns+`v.id = $1`+s.dialect.updateLock(), id)
}

const savedViewColumns = `SELECT v.id, v.user_id, COALESCE((SELECT name FROM app_user WHERE id = v.user_id), ''), v.subject, v.name, v.shared, v.filter, v.columns,
	v.sort, v.version, v.created_at FROM saved_view v WHERE `

func scanSavedView(r scanner) (v savedview.View, err error) {
	var filter, columns string
	var created int64
	if err = r.Scan(&v.ID, &v.UserID, &v.UserName, &v.Subject, &v.Name, &v.Shared, &filter, &columns, &v.Sort, &v.Version, &created); err != nil {
		return v, err
	}
	v.CreatedAt = moment(created)
	return v, errors.Join(json.Unmarshal([]byte(filter), &v.Filter), json.Unmarshal([]byte(columns), &v.Columns))
}

// SaveView writes one.
func (s Views) SaveView(ctx context.Context, v savedview.View) error {
	filter, err1 := json.Marshal(v.Filter)
	columns, err2 := json.Marshal(v.Columns)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	_, err := s.exec(ctx, `INSERT INTO saved_view (id, user_id, subject, name, shared, filter, columns, sort, version, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, shared = excluded.shared, filter = excluded.filter, columns = excluded.columns, sort = excluded.sort,
			version = excluded.version`,
		v.ID, v.UserID, v.Subject, v.Name, flag(v.Shared), string(filter), string(columns), v.Sort, v.Version, millis(v.CreatedAt))
	return err
}

// DeleteView forgets one.
func (s Views) DeleteView(ctx context.Context, id parley.ID) error {
	_, err := s.exec(ctx, `DELETE FROM saved_view WHERE id = $1`, id)
	return err
}
