package user

import (
	"context"
	"errors"

	"parley/internal/event"
	"parley/internal/parley"
)

// New is what a user is made of.
type New struct {
	Name      string
	Email     string
	Role      string // key
	Extension string // may be empty
	Password  string
}

// check gives n without outer blanks, or every rule that it breaks, joined.
func (n New) check() (New, error) {
	var name, email, extension error
	n.Name, name = checkName(n.Name)
	password := checkPassword(n.Password, n.Email, "password")
	n.Email, email = checkEmail(n.Email)
	n.Extension, extension = checkExtension(n.Extension)
	return n, errors.Join(name, email, extension, password)
}

// Create makes a user. Nobody can give a role that holds more than he himself does.
func (s *Users) Create(ctx context.Context, by *Asker, n New) (Person, error) {
	if err := by.Require(CreateUser); err != nil {
		return Person{}, err
	}
	return s.create(ctx, by, n, func(context.Context) error { return nil })
}

// create makes a user if allowed, which runs in the unit with all users locked, agrees.
func (s *Users) create(ctx context.Context, by *Asker, n New, allowed func(ctx context.Context) error) (Person, error) {
	n, err := n.check()
	if err != nil {
		return Person{}, err
	}
	hash, err := s.parts.Passwords.Hash(ctx, n.Password)
	if err != nil {
		return Person{}, err
	}
	now := s.parts.Source.Now()
	u := User{
		ID: parley.ID(s.parts.Source.NewID()), Name: n.Name, Email: n.Email, Extension: n.Extension,
		Active: true, Version: 1, CreatedAt: now, UpdatedAt: now,
	}
	var made Person
	err = s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		if err := s.parts.Store.LockUsers(ctx); err != nil {
			return err
		}
		if err := allowed(ctx); err != nil {
			return err
		}
		role, err := s.grantable(ctx, by, n.Role)
		if err != nil {
			return err
		}
		if err := s.free(ctx, EmailKey(u.Email), u.Extension, u.ID); err != nil {
			return err
		}
		made = Person{User: u, Role: role}
		made.User.RoleID = role.ID
		s.told(ctx, by, event.UserCreated, made.User, map[string]string{"role": role.Key})
		return s.parts.Store.InsertUser(ctx, made.User, hash)
	})
	return made, err
}

// grantable gives the role of key if by may give it.
func (s *Users) grantable(ctx context.Context, by *Asker, key string) (Role, error) {
	role, err := s.roleByKey(ctx, key)
	if err != nil {
		return Role{}, err
	}
	return role, outranks(by, role)
}

// outranks refuses to let by give a role, or change a user who has it, that holds what he does not.
func outranks(by *Asker, role Role) error {
	if by.Permissions.Covers(role.effective()) {
		return nil
	}
	return parley.Errorf(parley.Forbidden, "role_exceeds_yours", "The role %s holds permissions that you do not have.", role.Name).At("role")
}

// free refuses an email or an extension that another user than id has.
func (s *Users) free(ctx context.Context, emailKey, extension string, id parley.ID) error {
	email, ext, err := s.parts.Store.InUse(ctx, emailKey, extension, id)
	switch {
	case err != nil:
		return err
	case email:
		return parley.Errorf(parley.Conflict, "email_taken", "Another user has this email address.").At("email")
	case ext:
		return parley.Errorf(parley.Conflict, "extension_taken", "Another user has this extension.").At("extension")
	}
	return nil
}
