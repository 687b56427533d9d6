package store

import (
	"context"
	"time"

	"parley/internal/parley"
	"parley/internal/user"
)

// Sessions keeps the browsers that are logged in.
type Sessions struct{ *DB }

var _ user.SessionStore = Sessions{}

// SessionByKey reads one session.
func (s Sessions) SessionByKey(ctx context.Context, key string) (user.Session, bool, error) {
	return one(ctx, s.DB, scanSession, `SELECT token, user_id, data, expires_at FROM session WHERE token = $1`, key)
}

// SaveSession adds or replaces one.
func (s Sessions) SaveSession(ctx context.Context, session user.Session) error {
	_, err := s.exec(ctx, `INSERT INTO session (token, user_id, data, expires_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (token) DO UPDATE SET user_id = excluded.user_id, data = excluded.data, expires_at = excluded.expires_at`,
		session.Key, string(session.UserID), session.Data, millis(session.ExpiresAt))
	return err
}

// DeleteSession ends one.
func (s Sessions) DeleteSession(ctx context.Context, key string) error {
	_, err := s.exec(ctx, `DELETE FROM session WHERE token = $1`, key)
	return err
}

// DeleteSessionsOf ends all of a user.
func (s Sessions) DeleteSessionsOf(ctx context.Context, userID parley.ID) error {
	_, err := s.exec(ctx, `DELETE FROM session WHERE user_id = $1`, string(userID))
	return err
}

// DropSessions forgets expired ones.
func (s Sessions) DropSessions(ctx context.Context, before time.Time) (int64, error) {
	return s.exec(ctx, `DELETE FROM session WHERE expires_at < $1`, millis(before))
}

func scanSession(r scanner) (s user.Session, err error) {
	var expires int64
	err = r.Scan(&s.Key, &s.UserID, &s.Data, &expires)
	s.ExpiresAt = moment(expires)
	return s, err
}
