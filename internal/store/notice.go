package store

import (
	"context"
	"encoding/json"
	"time"

	"parley/internal/notice"
	"parley/internal/parley"
)

// Notices keeps what users are told.
type Notices struct{ *DB }

var _ notice.Store = Notices{}

// AddNotice writes a row for each user.
func (s Notices) AddNotice(ctx context.Context, n notice.Notice, users []parley.ID, most int) error {
	data, err := json.Marshal(n.Data)
	if err != nil {
		return err
	}
	for _, id := range users {
		if _, err := s.exec(ctx, `DELETE FROM notice WHERE user_id = $1 AND kind = $2 AND (subject_id = $3 AND read_at = 0
				OR row_number <= COALESCE((SELECT row_number FROM notice WHERE user_id = $1 AND kind = $2 ORDER BY row_number DESC LIMIT 1 OFFSET $4), 0))`,
			id, n.Kind, n.SubjectID, most-1); err != nil {
			return err
		}
		if _, err := s.exec(ctx, `INSERT INTO notice (user_id, kind, subject_id, name, actor_kind, actor_id, data, at, read_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)`,
			id, n.Kind, n.SubjectID, n.Name, n.Actor.Kind, n.Actor.ID, string(data), millis(n.At)); err != nil {
			return err
		}
	}
	return nil
}

// Failure reads who wrote a message, and why the provider says it failed.
func (s Notices) Failure(ctx context.Context, message parley.ID) (notice.Failure, error) {
	f, _, err := one(ctx, s.DB, func(r scanner) (f notice.Failure, err error) {
		err = r.Scan(&f.AuthorID, &f.Text, &f.ProviderCode)
		return f, err
	}, `SELECT user_id, reason_text, provider_code FROM message WHERE id = $1`, message)
	return f, err
}

// ActiveUsers reads who has one of the roles.
func (s Notices) ActiveUsers(ctx context.Context, roles []parley.ID) ([]parley.ID, error) {
	args := padded(roles)
	return all(ctx, s.DB, value[parley.ID], `SELECT id FROM app_user WHERE active = 1 AND role_id IN `+list(1, len(args))+` ORDER BY id`, args...)
}

// ofViewer asks for the notices of a viewer.
func (w *where) ofViewer(v notice.Viewer) {
	w.add("n.user_id = ?", v.UserID)
	w.among("n.kind", padded(v.Kinds))
}

// among asks for one of some values.
func (w *where) among(column string, values []any) {
	w.conditions = append(w.conditions, column+" IN "+list(len(w.args)+1, len(values)))
	w.args = append(w.args, values...)
}

// Notices reads a viewer's backwards.
func (s Notices) Notices(ctx context.Context, v notice.Viewer, before int64, limit int) ([]notice.Notice, error) {
	var w where
	w.ofViewer(v)
	if before != 0 {
		w.add("n.row_number < ?", before)
	}
	last := w.arg(limit)
	return all(ctx, s.DB, scanNotice, `SELECT n.row_number, n.kind, n.subject_id, CASE WHEN n.name = '' THEN COALESCE(c.name, '') ELSE n.name END,
			n.actor_kind, n.actor_id, COALESCE(u.name, ''), n.data, n.at, n.read_at
		FROM notice n LEFT JOIN channel c ON c.id = n.subject_id LEFT JOIN app_user u ON u.id = n.actor_id AND n.actor_kind IN ('user', 'token')
		WHERE `+w.sql()+` ORDER BY n.row_number DESC LIMIT `+last, w.args...)
}

// UnreadNotices counts by kind.
func (s Notices) UnreadNotices(ctx context.Context, v notice.Viewer) (map[notice.Kind]int64, error) {
	type count struct {
		kind notice.Kind
		n    int64
	}
	var w where
	w.ofViewer(v)
	counts, err := all(ctx, s.DB, func(r scanner) (c count, err error) {
		err = r.Scan(&c.kind, &c.n)
		return c, err
	}, `SELECT n.kind, COUNT(*) FROM notice n WHERE n.read_at = 0 AND `+w.sql()+` GROUP BY n.kind`, w.args...)
	out := map[notice.Kind]int64{}
	for _, c := range counts {
		out[c.kind] = c.n
	}
	return out, err
}

// ReadNotices marks some.
func (s Notices) ReadNotices(ctx context.Context, v notice.Viewer, which notice.Which, at time.Time) (int64, error) {
	var w where
	w.add("read_at = 0 AND user_id = ?", v.UserID)
	w.among("kind", padded(v.Kinds))
	switch {
	case len(which.Numbers) > 0:
		w.among("row_number", padded(which.Numbers))
	case which.SubjectID != "":
		w.add("subject_id = ?", which.SubjectID)
	default:
		w.add("row_number <= ?", which.UpTo)
	}
	now := w.arg(millis(at))
	return s.exec(ctx, `UPDATE notice SET read_at = `+now+` WHERE `+w.sql(), w.args...)
}

// DropNotices forgets old ones.
func (s Notices) DropNotices(ctx context.Context, before time.Time) (int64, error) {
	return s.dropBatches(ctx, `DELETE FROM notice WHERE row_number IN (SELECT row_number FROM notice WHERE at < $1 ORDER BY at LIMIT $2)`, millis(before))
}

func scanNotice(r scanner) (n notice.Notice, err error) {
	var data string
	var at, read int64
	if err = r.Scan(&n.Number, &n.Kind, &n.SubjectID, &n.Name, &n.Actor.Kind, &n.Actor.ID, &n.ActorName, &data, &at, &read); err != nil {
		return n, err
	}
	n.At, n.ReadAt = moment(at), moment(read)
	return n, json.Unmarshal([]byte(data), &n.Data)
}
