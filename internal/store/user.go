package store

import (
	"context"
	"encoding/json"
	"time"

	"parley/internal/parley"
	"parley/internal/user"
)

// Users keeps users and what they log in with.
type Users struct{ *DB }

var (
	_ user.Store      = Users{}
	_ user.LoginStore = Users{}
	_ user.SetupStore = Users{}
	_ user.UserReader = Users{}
)

const userColumns = `id, name, email, role_id, extension, active, locale, time_zone, preferences, version, created_at, updated_at, last_login_at`

// readUser is userColumns with what is not written with the user.
const readUser = userColumns + `, CASE WHEN password_hash = '' THEN 0 ELSE 1 END,
	(SELECT COUNT(*) FROM totp WHERE totp.user_id = app_user.id AND totp.confirmed_at > 0)`

// LockUsers takes the row that every such unit takes: the super-admin role's, which is always there.
func (s Users) LockUsers(ctx context.Context) error {
	_, err := s.exec(ctx, `UPDATE role SET updated_at = updated_at WHERE role_key = $1`, user.SuperAdmin)
	return err
}

// LockUser reads a user with an update that changes nothing.
func (s Users) LockUser(ctx context.Context, id parley.ID) (user.User, bool, error) {
	return one(ctx, s.DB, scanUser, `UPDATE app_user SET version = version WHERE id = $1 RETURNING `+readUser, string(id))
}

// InsertUser adds a user.
func (s Users) InsertUser(ctx context.Context, u user.User, passwordHash string) error {
	preferences, err := preferencesText(u)
	if err != nil {
		return err
	}
	_, err = s.exec(ctx, `INSERT INTO app_user (id, name, email, email_key, role_id, extension, password_hash, active,
			locale, time_zone, preferences, version, created_at, updated_at, last_login_at)
		VALUES `+tuples(1, 15),
		string(u.ID), u.Name, u.Email, user.EmailKey(u.Email), string(u.RoleID), u.Extension, passwordHash, flag(u.Active),
		u.Locale, u.TimeZone, preferences, u.Version, millis(u.CreatedAt), millis(u.UpdatedAt), millis(u.LastLoginAt))
	return err
}

// UpdateUser writes what an administrator or the user himself may change.
func (s Users) UpdateUser(ctx context.Context, u user.User) error {
	preferences, err := preferencesText(u)
	if err != nil {
		return err
	}
	_, err = s.exec(ctx, `UPDATE app_user SET name = $2, role_id = $3, extension = $4, active = $5, locale = $6, time_zone = $7,
			preferences = $8, version = $9, updated_at = $10 WHERE id = $1`,
		string(u.ID), u.Name, string(u.RoleID), u.Extension, flag(u.Active), u.Locale, u.TimeZone,
		preferences, u.Version, millis(u.UpdatedAt))
	return err
}

// UserByID reads one user.
func (s Users) UserByID(ctx context.Context, id parley.ID) (user.User, bool, error) {
	return one(ctx, s.DB, scanUser, `SELECT `+readUser+` FROM app_user WHERE id = $1`, string(id))
}

// ListUsers reads on after an id.
func (s Users) ListUsers(ctx context.Context, after parley.ID, limit int) ([]user.User, error) {
	return all(ctx, s.DB, scanUser, `SELECT `+readUser+` FROM app_user WHERE id > $1 ORDER BY id LIMIT $2`, string(after), limit)
}

// InUse looks for another user with the email or the extension.
func (s Users) InUse(ctx context.Context, emailKey, extension string, except parley.ID) (email, ext bool, err error) {
	type found struct{ email, ext int64 }
	f, _, err := one(ctx, s.DB, func(r scanner) (f found, err error) {
		err = r.Scan(&f.email, &f.ext)
		return f, err
	}, `SELECT (SELECT COUNT(*) FROM app_user WHERE email_key = $1 AND id <> $3),
		(SELECT COUNT(*) FROM app_user WHERE extension = $2 AND extension <> '' AND id <> $3)`, emailKey, extension, string(except))
	return f.email > 0, f.ext > 0, err
}

// CountActive counts a role's active users.
func (s Users) CountActive(ctx context.Context, roleID parley.ID) (int64, error) {
	n, _, err := one(ctx, s.DB, value[int64], `SELECT COUNT(*) FROM app_user WHERE role_id = $1 AND active = 1`, string(roleID))
	return n, err
}

// HasUsers looks for any user.
func (s Users) HasUsers(ctx context.Context) (bool, error) {
	_, has, err := one(ctx, s.DB, value[int64], `SELECT 1 FROM app_user LIMIT 1`)
	return has, err
}

const credentialColumns = `id, password_hash, active`

// CredentialsByEmail reads what a log-in is checked against.
func (s Users) CredentialsByEmail(ctx context.Context, emailKey string) (user.Credentials, bool, error) {
	return one(ctx, s.DB, scanCredentials, `SELECT `+credentialColumns+` FROM app_user WHERE email_key = $1`, emailKey)
}

// CredentialsOf reads them by the user's id.
func (s Users) CredentialsOf(ctx context.Context, id parley.ID) (user.Credentials, bool, error) {
	return one(ctx, s.DB, scanCredentials, `SELECT `+credentialColumns+` FROM app_user WHERE id = $1`, string(id))
}

// SetPassword replaces the hash.
func (s Users) SetPassword(ctx context.Context, id parley.ID, hash string, at time.Time) error {
	_, err := s.exec(ctx, `UPDATE app_user SET password_hash = $2, updated_at = $3 WHERE id = $1`, string(id), hash, millis(at))
	return err
}

// SetLastLogin notes a log-in.
func (s Users) SetLastLogin(ctx context.Context, id parley.ID, at time.Time) error {
	_, err := s.exec(ctx, `UPDATE app_user SET last_login_at = $2 WHERE id = $1`, string(id), millis(at))
	return err
}

func preferencesText(u user.User) (string, error) {
	if len(u.Preferences) == 0 {
		return "{}", nil
	}
	raw, err := json.Marshal(u.Preferences)
	return string(raw), err
}

func scanUser(r scanner) (u user.User, err error) {
	var active, created, updated, login, password, totp int64
	var preferences string
	if err = r.Scan(&u.ID, &u.Name, &u.Email, &u.RoleID, &u.Extension, &active, &u.Locale, &u.TimeZone,
		&preferences, &u.Version, &created, &updated, &login, &password, &totp); err != nil {
		return u, err
	}
	u.Active, u.HasPassword, u.TOTP = active != 0, password != 0, totp != 0
	u.CreatedAt, u.UpdatedAt, u.LastLoginAt = moment(created), moment(updated), moment(login)
	return u, json.Unmarshal([]byte(preferences), &u.Preferences)
}

func scanCredentials(r scanner) (c user.Credentials, err error) {
	var active int64
	err = r.Scan(&c.UserID, &c.PasswordHash, &active)
	c.Active = active != 0
	return c, err
}
