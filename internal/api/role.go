package api

import (
	"context"
	"net/http"

	"parley/internal/httpd"
	"parley/internal/user"
)

// roleReference names a role.
type roleReference struct {
	ID   string `json:"id"`
	Key  string `json:"key"`
	Name string `json:"name"`
}

func newRoleReference(r user.Role) roleReference {
	return roleReference{ID: string(r.ID), Key: r.Key, Name: r.Name}
}

// role is a named set of permissions.
type role struct {
	ID           string            `json:"id"`
	Key          string            `json:"key"`
	Name         string            `json:"name"`
	Builtin      bool              `json:"builtin" doc:"There from the start; its name and permissions cannot be edited."`
	Permissions  []user.Permission `json:"permissions" nullable:"false" doc:"What was put into it. Where a thing has four permissions, those to create, update and delete count only beside the one to read."`
	TOTPRequired bool              `json:"totp_required" doc:"Who has it must set up a second factor before anything else."`
	Version      int64             `json:"version"`
}

func newRole(r user.Role) role {
	return role{
		ID: string(r.ID), Key: r.Key, Name: r.Name, Builtin: r.Builtin, Permissions: r.Permissions.Names(),
		TOTPRequired: r.TOTPRequired, Version: r.Version,
	}
}

// permission is one thing that a role may allow.
type permission struct {
	Name  user.Permission `json:"name"`
	Group string          `json:"group" doc:"The heading under which the role editor lists it."`
	Label string          `json:"label"`
}

type newRoleInput struct {
	Keyed
	Body struct {
		Name         string            `json:"name"`
		Permissions  []user.Permission `json:"permissions" nullable:"false" maxItems:"500"`
		TOTPRequired bool              `json:"totp_required,omitempty"`
	}
}

type roleChangeInput struct {
	ByID
	Body struct {
		Name         *string            `json:"name,omitempty"`
		Permissions  *[]user.Permission `json:"permissions,omitempty" maxItems:"500"`
		TOTPRequired *bool              `json:"totp_required,omitempty" doc:"The only thing that can be changed of a built-in role."`
		Version      int64              `json:"version" doc:"Of the role as it was read; another one is a 409 version_conflict."`
	}
}

func (s *surface) roles() {
	handle(s, call{method: http.MethodGet, path: "/permissions", permission: user.ReadUser, tag: "users", id: "listPermissions", summary: "List everything that a role may allow"}, s.listPermissions)
	handle(s, call{method: http.MethodGet, path: "/roles", permission: user.ReadUser, tag: "users", id: "listRoles", summary: "List roles and what they allow"}, s.listRoles)
	handle(s, call{
		method: http.MethodPost, path: "/roles", permission: user.CreateRole, tag: "users", id: "createRole",
		summary: "Make a role, of permissions that one holds oneself", status: http.StatusCreated,
	}, s.createRole)
	handle(s, call{method: http.MethodGet, path: "/roles/{id}", permission: user.ReadUser, tag: "users", id: "getRole", summary: "One role"},
		func(ctx context.Context, in *ByID) (*body[role], error) {
			r, err := s.Users.Role(ctx, httpd.AskerOf(ctx), in.row())
			if err != nil {
				return nil, err
			}
			return answer(newRole(r)), nil
		})
	handle(s, call{method: http.MethodPatch, path: "/roles/{id}", permission: user.UpdateRole, tag: "users", id: "updateRole", summary: "Change a role for all who have it"}, s.updateRole)
	handle(s, call{
		method: http.MethodDelete, path: "/roles/{id}", permission: user.DeleteRole, tag: "users", id: "deleteRole",
		summary: "Delete a role that nobody has; a 409 role_in_use names who has it", status: http.StatusNoContent,
	}, s.deleteRole)
}

func (s *surface) listPermissions(context.Context, *none) (*body[listOf[permission]], error) {
	out := listOf[permission]{Items: []permission{}}
	for _, row := range user.Table() {
		out.Items = append(out.Items, permission{Name: row.Name, Group: row.Group, Label: row.Label})
	}
	return answer(out), nil
}

func (s *surface) listRoles(ctx context.Context, _ *none) (*body[listOf[role]], error) {
	roles, err := s.Users.Roles(ctx, httpd.AskerOf(ctx))
	if err != nil {
		return nil, err
	}
	out := listOf[role]{Items: []role{}}
	for _, r := range roles {
		out.Items = append(out.Items, newRole(r))
	}
	return answer(out), nil
}

func (s *surface) createRole(ctx context.Context, in *newRoleInput) (*body[role], error) {
	asker := httpd.AskerOf(ctx)
	made, err := once(ctx, s, in.Keyed, "/roles", func(ctx context.Context) (role, error) {
		r, err := s.Users.CreateRole(ctx, asker, user.RoleChange{Name: &in.Body.Name, Permissions: &in.Body.Permissions, TOTPRequired: &in.Body.TOTPRequired})
		return newRole(r), err
	})
	if err != nil {
		return nil, err
	}
	return answer(made), nil
}

func (s *surface) updateRole(ctx context.Context, in *roleChangeInput) (*body[role], error) {
	b := in.Body
	r, err := s.Users.UpdateRole(ctx, httpd.AskerOf(ctx), in.row(), user.RoleChange{
		Version: b.Version, Name: b.Name, Permissions: b.Permissions, TOTPRequired: b.TOTPRequired,
	})
	if err != nil {
		return nil, err
	}
	return answer(newRole(r)), nil
}

func (s *surface) deleteRole(ctx context.Context, in *ByID) (*none, error) {
	return nil, s.Users.DeleteRole(ctx, httpd.AskerOf(ctx), in.row())
}
