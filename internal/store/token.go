package store

import (
	"context"
	"time"

	"parley/internal/parley"
	"parley/internal/user"
)

// Tokens keeps API tokens, found by the hash of their secret.
type Tokens struct{ *DB }

var _ user.TokenStore = Tokens{}

const tokenColumns = `id, user_id, name, prefix, created_at, last_used_at, revoked_at, role_id, expires_at`

// roleOfToken is the name of a token's role, read after its columns.
const roleOfToken = `, COALESCE((SELECT name FROM role WHERE role.id = api_token.role_id), '')`

// InsertToken adds one.
func (s Tokens) InsertToken(ctx context.Context, t user.Token, hash string) error {
	_, err := s.exec(ctx, `INSERT INTO api_token (`+tokenColumns+`, hash) VALUES `+tuples(1, 10),
		string(t.ID), string(t.UserID), t.Name, t.Prefix, millis(t.CreatedAt), millis(t.LastUsedAt), millis(t.RevokedAt), string(t.RoleID), millis(t.ExpiresAt), hash)
	return err
}

// TokenByHash reads one.
func (s Tokens) TokenByHash(ctx context.Context, hash string) (user.Token, bool, error) {
	return one(ctx, s.DB, scanToken, `SELECT `+tokenColumns+roleOfToken+` FROM api_token WHERE hash = $1`, hash)
}

// TokensOf reads a user's.
func (s Tokens) TokensOf(ctx context.Context, userID parley.ID) ([]user.Token, error) {
	return all(ctx, s.DB, scanToken, `SELECT `+tokenColumns+roleOfToken+` FROM api_token WHERE user_id = $1 AND revoked_at = 0 ORDER BY id`, string(userID))
}

// RevokeToken marks one as taken back.
func (s Tokens) RevokeToken(ctx context.Context, id parley.ID, at time.Time) error {
	_, err := s.exec(ctx, `UPDATE api_token SET revoked_at = $2 WHERE id = $1`, string(id), millis(at))
	return err
}

// TouchToken notes its use.
func (s Tokens) TouchToken(ctx context.Context, id parley.ID, at time.Time) error {
	_, err := s.exec(ctx, `UPDATE api_token SET last_used_at = $2 WHERE id = $1 AND last_used_at < $2`, string(id), millis(at))
	return err
}

func scanToken(r scanner) (t user.Token, err error) {
	var created, used, revoked, expires int64
	err = r.Scan(&t.ID, &t.UserID, &t.Name, &t.Prefix, &created, &used, &revoked, &t.RoleID, &expires, &t.RoleName)
	t.CreatedAt, t.LastUsedAt, t.RevokedAt, t.ExpiresAt = moment(created), moment(used), moment(revoked), moment(expires)
	return t, err
}
