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
	Password  string // empty: the user is invited by a link to set one
}

// check gives n without outer blanks, or every rule that it breaks, joined.
func (n New) check() (New, error) {
	var name, email, extension error
	n.Name, name = checkName(n.Name)
	var password error
	if n.Password != "" {
		password = checkPassword(n.Password, n.Email, "password")
	}
	n.Email, email = checkEmail(n.Email)
	n.Extension, extension = checkExtension(n.Extension)
	return n, errors.Join(name, email, extension, password)
}

// Create makes a user. Nobody can give a role that holds more than he himself does.
func (s *Users) Create(ctx context.Context, by *Asker, n New) (Person, error) {
	p, err := s.Prepare(ctx, by, n)
	if err != nil {
		return Person{}, err
	}
	return s.Add(ctx, by, p)
}

// Prepared is a user who is checked and whose password is hashed, ready to be added.
type Prepared struct {
	user    User
	role    string
	hash    string
	allowed func(ctx context.Context) error // asked in the unit, with all users locked
}

// Prepare does what of Create takes long and needs no transaction: a caller with a unit of his own calls it before.
func (s *Users) Prepare(ctx context.Context, by *Asker, n New) (Prepared, error) {
	if err := by.Require(CreateUser); err != nil {
		return Prepared{}, err
	}
	n, err := n.check()
	if err != nil {
		return Prepared{}, err
	}
	hash := "" // which no password matches
	if n.Password != "" {
		if hash, err = s.parts.Passwords.Hash(ctx, n.Password); err != nil {
			return Prepared{}, err
		}
	}
	now := s.parts.Source.Now()
	return Prepared{
		role: n.Role, hash: hash, allowed: func(context.Context) error { return nil },
		user: User{
			ID: parley.ID(s.parts.Source.NewID()), Name: n.Name, Email: n.Email, Extension: n.Extension,
			Active: true, HasPassword: hash != "", Version: 1, CreatedAt: now, UpdatedAt: now,
		},
	}, nil
}

// Add makes the user that was prepared.
func (s *Users) Add(ctx context.Context, by *Asker, p Prepared) (made Person, err error) {
	err = s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		if err := s.parts.Store.LockUsers(ctx); err != nil {
			return err
		}
		if err := p.allowed(ctx); err != nil {
			return err
		}
		role, err := s.grantable(ctx, by, p.role)
		if err != nil {
			return err
		}
		if err := s.free(ctx, EmailKey(p.user.Email), p.user.Extension, p.user.ID); err != nil {
			return err
		}
		made = Person{User: p.user, Role: role}
		made.User.RoleID = role.ID
		s.told(ctx, by, event.Event{
			Type: event.UserCreated, SubjectID: made.User.ID, Data: map[string]string{"role": role.Key},
			Record: event.Recorded(made.User.Name, nil, factsOf(made)),
		})
		return s.parts.Store.InsertUser(ctx, made.User, p.hash)
	})
	return made, err
}

// grantable gives the role of key if by may give it.
func (s *Users) grantable(ctx context.Context, by *Asker, key string) (Role, error) {
	role, err := s.parts.Directory.roleByKey(ctx, key)
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
