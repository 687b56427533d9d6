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
	ID          string            `json:"id"`
	Key         string            `json:"key"`
	Name        string            `json:"name"`
	Builtin     bool              `json:"builtin" doc:"There from the start; cannot be edited."`
	Permissions []user.Permission `json:"permissions" nullable:"false"`
}

func (s *surface) roles() {
	handle(s, call{method: http.MethodGet, path: "/roles", permission: user.ReadUser, tag: "users", id: "listRoles", summary: "List roles and what they allow"}, s.listRoles)
}

func (s *surface) listRoles(ctx context.Context, _ *none) (*body[listOf[role]], error) {
	roles, err := s.Users.Roles(ctx, httpd.AskerOf(ctx))
	if err != nil {
		return nil, err
	}
	out := listOf[role]{Items: []role{}}
	for _, r := range roles {
		out.Items = append(out.Items, role{ID: string(r.ID), Key: r.Key, Name: r.Name, Builtin: r.Builtin, Permissions: r.Permissions.Names()})
	}
	return answer(out), nil
}
