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

const roleColumns = `id, role_key, name, permissions, builtin, created_at, updated_at`

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
	names := r.Permissions.Names()
	texts := make([]string, len(names))
	for i, n := range names {
		texts[i] = string(n)
	}
	_, err := s.exec(ctx, `INSERT INTO role (`+roleColumns+`) VALUES `+tuples(1, 7)+`
		ON CONFLICT (role_key) DO UPDATE SET name = excluded.name, permissions = excluded.permissions, updated_at = excluded.updated_at
		WHERE role.name <> excluded.name OR role.permissions <> excluded.permissions`,
		string(r.ID), r.Key, r.Name, strings.Join(texts, " "), flag(r.Builtin), millis(r.CreatedAt), millis(r.UpdatedAt))
	return err
}

func scanRole(row scanner) (r user.Role, err error) {
	var builtin, created, updated int64
	var permissions string
	if err = row.Scan(&r.ID, &r.Key, &r.Name, &permissions, &builtin, &created, &updated); err != nil {
		return r, err
	}
	var names []user.Permission
	for name := range strings.FieldsSeq(permissions) {
		names = append(names, user.Permission(name))
	}
	r.Permissions = user.NewPermissions(names...)
	r.Builtin = builtin != 0
	r.CreatedAt, r.UpdatedAt = moment(created), moment(updated)
	return r, nil
}

// flag is a bool as a column holds it.
func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
