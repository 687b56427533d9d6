package store

import (
	"context"

	"parley/internal/parley"
	"parley/internal/user"
)

// Links keeps the links to set a password, found by the hash of their secret.
type Links struct{ *DB }

var _ user.LinkStore = Links{}

// SaveLink replaces the user's.
func (s Links) SaveLink(ctx context.Context, l user.Link) error {
	_, err := s.exec(ctx, `INSERT INTO password_link (user_id, hash, expires_at) VALUES ($1, $2, $3)
		ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, expires_at = excluded.expires_at`,
		string(l.UserID), l.Hash, millis(l.ExpiresAt))
	return err
}

// LinkByHash reads one.
func (s Links) LinkByHash(ctx context.Context, hash string) (user.Link, bool, error) {
	return one(ctx, s.DB, scanLink, `SELECT user_id, hash, expires_at FROM password_link WHERE hash = $1`, hash)
}

// DeleteLink forgets a user's.
func (s Links) DeleteLink(ctx context.Context, userID parley.ID) error {
	_, err := s.exec(ctx, `DELETE FROM password_link WHERE user_id = $1`, string(userID))
	return err
}

// DeleteLinksOfRole forgets those of all who have a role.
func (s Links) DeleteLinksOfRole(ctx context.Context, roleID parley.ID) error {
	_, err := s.exec(ctx, `DELETE FROM password_link WHERE user_id IN (SELECT id FROM app_user WHERE role_id = $1)`, string(roleID))
	return err
}

func scanLink(r scanner) (l user.Link, err error) {
	var expires int64
	err = r.Scan(&l.UserID, &l.Hash, &expires)
	l.ExpiresAt = moment(expires)
	return l, err
}
