package store

import (
	"context"
	"errors"

	"parley/internal/parley"
	"parley/internal/user"
)

// TOTP keeps second factors.
type TOTP struct{ *DB }

var _ user.TOTPStore = TOTP{}

// TOTPOf reads a user's.
func (s TOTP) TOTPOf(ctx context.Context, userID parley.ID) (user.TOTP, bool, error) {
	return one(ctx, s.DB, scanTOTP, `SELECT user_id, secret, confirmed_at, last_step FROM totp WHERE user_id = $1`, string(userID))
}

// TOTPs reads all.
func (s TOTP) TOTPs(ctx context.Context) ([]user.TOTP, error) {
	return all(ctx, s.DB, scanTOTP, `SELECT user_id, secret, confirmed_at, last_step FROM totp`)
}

// SaveTOTP adds or replaces a user's.
func (s TOTP) SaveTOTP(ctx context.Context, t user.TOTP) error {
	_, err := s.exec(ctx, `INSERT INTO totp (user_id, secret, confirmed_at, last_step) VALUES ($1, $2, $3, $4)
		ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, confirmed_at = excluded.confirmed_at, last_step = excluded.last_step`,
		string(t.UserID), t.Secret, millis(t.ConfirmedAt), t.LastStep)
	return err
}

// UseStep notes a step that is later than the last; of two at the same time one finds it noted.
func (s TOTP) UseStep(ctx context.Context, userID parley.ID, step int64) (bool, error) {
	n, err := s.exec(ctx, `UPDATE totp SET last_step = $2 WHERE user_id = $1 AND last_step < $2`, string(userID), step)
	return n > 0, err
}

// DeleteTOTP forgets a user's.
func (s TOTP) DeleteTOTP(ctx context.Context, userID parley.ID) error {
	_, err := s.exec(ctx, `DELETE FROM totp WHERE user_id = $1`, string(userID))
	return errors.Join(err, s.ReplaceRecoveryCodes(ctx, userID, nil))
}

// ReplaceRecoveryCodes keeps these hashes and no others.
func (s TOTP) ReplaceRecoveryCodes(ctx context.Context, userID parley.ID, hashes []string) error {
	_, err := s.exec(ctx, `DELETE FROM recovery_code WHERE user_id = $1`, string(userID))
	for _, hash := range hashes {
		if err == nil {
			_, err = s.exec(ctx, `INSERT INTO recovery_code (user_id, hash) VALUES ($1, $2)`, string(userID), hash)
		}
	}
	return err
}

// UseRecoveryCode forgets one.
func (s TOTP) UseRecoveryCode(ctx context.Context, userID parley.ID, hash string) (bool, error) {
	n, err := s.exec(ctx, `DELETE FROM recovery_code WHERE user_id = $1 AND hash = $2`, string(userID), hash)
	return n > 0, err
}

// CountRecoveryCodes counts a user's.
func (s TOTP) CountRecoveryCodes(ctx context.Context, userID parley.ID) (int64, error) {
	n, _, err := one(ctx, s.DB, value[int64], `SELECT COUNT(*) FROM recovery_code WHERE user_id = $1`, string(userID))
	return n, err
}

func scanTOTP(r scanner) (t user.TOTP, err error) {
	var confirmed int64
	err = r.Scan(&t.UserID, &t.Secret, &confirmed, &t.LastStep)
	t.ConfirmedAt = moment(confirmed)
	return t, err
}
