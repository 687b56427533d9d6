package store

import (
	"context"
	"strings"

	"parley/internal/parley"
	"parley/internal/user"
)

// Roles keeps roles. Permissions are one text, names separated by blanks: they are read and written together, and no
// query asks for one of them.
type Roles struct{ *DB }

var _ user.RoleStore = Roles{}

const roleColumns = `id, role_key, name, permissions, builtin, totp_required, version, created_at, updated_at`

// RoleByID reads one role.
func (s Roles) RoleByID(ctx context.Context, id parley.ID) (user.Role, bool, error) {
	return one(ctx, s.DB, scanRole, `SELECT `+roleColumns+` FROM role WHERE id = $1`, string(id))
}

// RoleByKey reads one role.
func (s Roles) RoleByKey(ctx context.Context, key string) (user.Role, bool, error) {
	return one(ctx, s.DB, scanRole, `SELECT `+roleColumns+` FROM role WHERE role_key = $1`, key)
}

// ListRoles reads all of them.
func (s Roles) ListRoles(ctx context.Context) ([]user.Role, error) {
	return all(ctx, s.DB, scanRole, `SELECT `+roleColumns+` FROM role ORDER BY id`)
}

// SaveRole adds or replaces the role of a key. A row that says the same already is left alone.
func (s Roles) SaveRole(ctx context.Context, r user.Role) error {
	_, err := s.exec(ctx, `INSERT INTO role (`+roleColumns+`) VALUES `+tuples(1, 9)+`
		ON CONFLICT (role_key) DO UPDATE SET name = excluded.name, permissions = excluded.permissions, updated_at = excluded.updated_at
		WHERE role.name <> excluded.name OR role.permissions <> excluded.permissions`,
		string(r.ID), r.Key, r.Name, permissionsText(r), flag(r.Builtin), flag(r.TOTPRequired), r.Version, millis(r.CreatedAt), millis(r.UpdatedAt))
	return err
}

// UpdateRole writes what an administrator may change.
func (s Roles) UpdateRole(ctx context.Context, r user.Role) error {
	_, err := s.exec(ctx, `UPDATE role SET name = $2, permissions = $3, totp_required = $4, version = $5, updated_at = $6 WHERE id = $1`,
		string(r.ID), r.Name, permissionsText(r), flag(r.TOTPRequired), r.Version, millis(r.UpdatedAt))
	return err
}

// DeleteRole forgets one.
func (s Roles) DeleteRole(ctx context.Context, id parley.ID) error {
	_, err := s.exec(ctx, `DELETE FROM role WHERE id = $1`, string(id))
	return err
}

// HoldersOf reads the names of users, deactivated ones too, for they may come back.
func (s Roles) HoldersOf(ctx context.Context, id parley.ID) ([]string, error) {
	return all(ctx, s.DB, value[string], `SELECT name FROM app_user WHERE role_id = $1
		OR id IN (SELECT user_id FROM api_token WHERE role_id = $1 AND revoked_at = 0) ORDER BY name, id`, string(id))
}

func permissionsText(r user.Role) string {
	names := r.Permissions.Names()
	texts := make([]string, len(names))
	for i, n := range names {
		texts[i] = string(n)
	}
	return strings.Join(texts, " ")
}

func scanRole(row scanner) (r user.Role, err error) {
	var builtin, totp, created, updated int64
	var permissions string
	if err = row.Scan(&r.ID, &r.Key, &r.Name, &permissions, &builtin, &totp, &r.Version, &created, &updated); err != nil {
		return r, err
	}
	var names []user.Permission
	for name := range strings.FieldsSeq(permissions) {
		names = append(names, user.Permission(name))
	}
	r.Permissions = user.NewPermissions(names...)
	r.Builtin, r.TOTPRequired = builtin != 0, totp != 0
	r.CreatedAt, r.UpdatedAt = moment(created), moment(updated)
	return r, nil
}
