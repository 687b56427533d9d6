package api

import (
	"context"
	"net/http"
	"time"

	"parley/internal/httpd"
	"parley/internal/parley"
	"parley/internal/user"
)

// person is a user as administrators see him.
type person struct {
	ID          string        `json:"id"`
	Name        string        `json:"name"`
	Email       string        `json:"email"`
	Role        roleReference `json:"role"`
	Extension   string        `json:"extension"`
	Active      bool          `json:"active"`
	Invited     bool          `json:"invited" doc:"Has not set a password yet."`
	TOTP        bool          `json:"totp" doc:"Has a second factor."`
	Locale      string        `json:"locale"`
	TimeZone    string        `json:"time_zone"`
	Version     int64         `json:"version"`
	CreatedAt   time.Time     `json:"created_at"`
	UpdatedAt   time.Time     `json:"updated_at"`
	LastLoginAt *time.Time    `json:"last_login_at"`
}

func newPerson(p user.Person) person {
	return person{
		ID: string(p.User.ID), Name: p.User.Name, Email: p.User.Email, Role: newRoleReference(p.Role),
		Extension: p.User.Extension, Active: p.User.Active, Invited: !p.User.HasPassword, TOTP: p.User.TOTP, Locale: p.User.Locale, TimeZone: p.User.TimeZone,
		Version: p.User.Version, CreatedAt: p.User.CreatedAt, UpdatedAt: p.User.UpdatedAt,
		LastLoginAt: optionalTime(p.User.LastLoginAt),
	}
}

type newUserInput struct {
	Keyed
	Body struct {
		Name      string `json:"name"`
		Email     string `json:"email" maxLength:"320"`
		Role      string `json:"role" doc:"The key of a role: agent."`
		Password  string `json:"password,omitempty" maxLength:"4096" doc:"Ten characters or more. Without one the user is invited: POST /users/{id}/password-link gives the link to pass on."`
		Extension string `json:"extension,omitempty"`
	}
}

type userChangeInput struct {
	ByID
	Body struct {
		Name      *string `json:"name,omitempty"`
		Role      *string `json:"role,omitempty" doc:"The key of a role."`
		Extension *string `json:"extension,omitempty"`
		Active    *bool   `json:"active,omitempty" doc:"False logs him out everywhere and stops his tokens."`
		Version   int64   `json:"version" doc:"Of the user as it was read; another one is a 409 version_conflict."`
	}
}

func (s *surface) users() {
	handle(s, call{method: http.MethodGet, path: "/users", permission: user.ReadUser, tag: "users", id: "listUsers", summary: "List users, oldest first"}, s.listUsers)
	handle(s, call{
		method: http.MethodPost, path: "/users", permission: user.CreateUser, tag: "users", id: "createUser",
		summary: "Make a user", status: http.StatusCreated,
	}, s.createUser)
	handle(s, call{method: http.MethodGet, path: "/users/{id}", permission: user.ReadUser, tag: "users", id: "getUser", summary: "One user"}, s.getUser)
	handle(s, call{method: http.MethodPatch, path: "/users/{id}", permission: user.UpdateUser, tag: "users", id: "updateUser", summary: "Change or deactivate a user"}, s.updateUser)
	handle(s, call{
		method: http.MethodPost, path: "/users/{id}/password-link", permission: user.UpdateUser, tag: "users", id: "makePasswordLink",
		summary: "Make a link with which the user sets a password, instead of any before; it is shown this once",
	}, s.makePasswordLink)
	handle(s, call{
		method: http.MethodDelete, path: "/users/{id}/sessions", permission: user.UpdateUser, tag: "users", id: "logOutUser",
		summary: "Log a user out everywhere", status: http.StatusNoContent,
	}, func(ctx context.Context, in *ByID) (*none, error) {
		return nil, s.Users.LogOut(ctx, httpd.AskerOf(ctx), in.row())
	})
	handle(s, call{
		method: http.MethodDelete, path: "/users/{id}/totp", permission: user.UpdateUser, tag: "users", id: "resetTOTP",
		summary: "Take away the second factor of a user who has lost it", status: http.StatusNoContent,
	}, func(ctx context.Context, in *ByID) (*none, error) {
		return nil, s.Users.ResetTOTP(ctx, httpd.AskerOf(ctx), in.row())
	})
}

func (s *surface) listUsers(ctx context.Context, in *Paging) (*body[listOf[person]], error) {
	keys, err := decodeCursor(in.Cursor, 1)
	if err != nil {
		return nil, err
	}
	var after parley.ID
	if keys != nil {
		after = parley.ID(keys[0])
	}
	people, err := s.Users.List(ctx, httpd.AskerOf(ctx), after, in.Limit+1)
	if err != nil {
		return nil, err
	}
	out := listOf[person]{Items: []person{}}
	if len(people) > in.Limit {
		people = people[:in.Limit]
		out.Next = encodeCursor(string(people[in.Limit-1].User.ID))
	}
	for _, p := range people {
		out.Items = append(out.Items, newPerson(p))
	}
	return answer(out), nil
}

func (s *surface) createUser(ctx context.Context, in *newUserInput) (*body[person], error) {
	asker := httpd.AskerOf(ctx)
	prepared, err := s.Users.Prepare(ctx, asker, user.New{
		Name: in.Body.Name, Email: in.Body.Email, Role: in.Body.Role, Extension: in.Body.Extension, Password: in.Body.Password,
	})
	if err != nil {
		return nil, err
	}
	made, err := once(ctx, s, in.Keyed, "/users", func(ctx context.Context) (person, error) {
		p, err := s.Users.Add(ctx, asker, prepared)
		return newPerson(p), err
	})
	if err != nil {
		return nil, err
	}
	return answer(made), nil
}

func (s *surface) getUser(ctx context.Context, in *ByID) (*body[person], error) {
	p, err := s.Users.Get(ctx, httpd.AskerOf(ctx), in.row())
	if err != nil {
		return nil, err
	}
	return answer(newPerson(p)), nil
}

func (s *surface) updateUser(ctx context.Context, in *userChangeInput) (*body[person], error) {
	p, err := s.Users.Update(ctx, httpd.AskerOf(ctx), in.row(), user.Change{
		Version: in.Body.Version, Name: in.Body.Name, Role: in.Body.Role, Extension: in.Body.Extension, Active: in.Body.Active,
	})
	if err != nil {
		return nil, err
	}
	return answer(newPerson(p)), nil
}
