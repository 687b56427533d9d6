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

const sessionColumns = `token, user_id, created_at, seen_at, remote, agent, expires_at`

// SessionByKey reads one session.
func (s Sessions) SessionByKey(ctx context.Context, key string) (user.Session, bool, error) {
	return one(ctx, s.DB, scanSession, `SELECT `+sessionColumns+` FROM session WHERE token = $1`, key)
}

// SaveSession adds one. The column data is the first release's, and must be filled.
func (s Sessions) SaveSession(ctx context.Context, session user.Session) error {
	_, err := s.exec(ctx, `INSERT INTO session (`+sessionColumns+`, data) VALUES `+tuples(1, 8),
		session.Key, string(session.UserID), millis(session.CreatedAt), millis(session.SeenAt), session.Remote, session.Agent, millis(session.ExpiresAt), []byte{})
	return err
}

// SessionsOf reads a user's.
func (s Sessions) SessionsOf(ctx context.Context, userID parley.ID, now time.Time) ([]user.Session, error) {
	return all(ctx, s.DB, scanSession, `SELECT `+sessionColumns+` FROM session WHERE user_id = $1 AND expires_at > $2
		ORDER BY seen_at DESC, token`, string(userID), millis(now))
}

// TouchSession notes its use.
func (s Sessions) TouchSession(ctx context.Context, key string, at time.Time) error {
	_, err := s.exec(ctx, `UPDATE session SET seen_at = $2 WHERE token = $1 AND seen_at < $2`, key, millis(at))
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
	var created, seen, expires int64
	err = r.Scan(&s.Key, &s.UserID, &created, &seen, &s.Remote, &s.Agent, &expires)
	s.CreatedAt, s.SeenAt, s.ExpiresAt = moment(created), moment(seen), moment(expires)
	return s, err
}
