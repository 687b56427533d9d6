package user

import (
	"context"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Store keeps users.
type Store interface {
	// LockUsers makes every other unit that calls it wait for the end of this one, so that what depends on all
	// users (the first, the last super-admin, an address in use) is decided one after the other.
	LockUsers(ctx context.Context) error
	// LockUser gives one user and keeps others from changing him until the unit ends; false where there is none.
	LockUser(ctx context.Context, id parley.ID) (User, bool, error)
	// InsertUser adds u, whose email and extension are free.
	InsertUser(ctx context.Context, u User, passwordHash string) error
	// UpdateUser writes u's row, the email, the password and the last log-in apart.
	UpdateUser(ctx context.Context, u User) error
	// UserByID gives one user, and false where there is none.
	UserByID(ctx context.Context, id parley.ID) (User, bool, error)
	// ListUsers gives at most limit users with a greater id, by id: in the order in which they were made.
	ListUsers(ctx context.Context, after parley.ID, limit int) ([]User, error)
	// InUse reports whether a user other than except has the email key or the extension; an empty extension is
	// nobody's.
	InUse(ctx context.Context, emailKey, extension string, except parley.ID) (email, ext bool, err error)
	// CountActive counts the active users of a role.
	CountActive(ctx context.Context, roleID parley.ID) (int64, error)
}

// Users makes and changes users.
type Users struct{ parts Parts }

// Parts are what Users works with.
type Parts struct {
	Worker    unit.Worker
	Events    *event.Log
	Source    clock.Source
	Store     Store
	Roles     RoleStore
	Logins    LoginStore
	Passwords *Passwords
	ByAccount Attempts // bounds the guessing of one user's password
	ByRemote  Attempts // bounds what one address may try
	Sessions  *Sessions
	Directory *Directory
	Links     LinkStore
	TOTP      TOTPStore
	Sealer    Sealer
}

// NewUsers makes one of its parts.
func NewUsers(parts Parts) *Users { return &Users{parts: parts} }

// List gives at most limit people whose id is greater than after, by id.
func (s *Users) List(ctx context.Context, by *Asker, after parley.ID, limit int) ([]Person, error) {
	if err := by.Require(ReadUser); err != nil {
		return nil, err
	}
	users, err := s.parts.Store.ListUsers(ctx, after, limit)
	if err != nil {
		return nil, err
	}
	roles, err := s.parts.Roles.ListRoles(ctx)
	if err != nil {
		return nil, err
	}
	byID := make(map[parley.ID]Role, len(roles))
	for _, r := range roles {
		byID[r.ID] = r
	}
	people := make([]Person, len(users))
	for i, u := range users {
		people[i] = Person{User: u, Role: byID[u.RoleID]}
	}
	return people, nil
}

// Get gives one person.
func (s *Users) Get(ctx context.Context, by *Asker, id parley.ID) (Person, error) {
	if err := by.Require(ReadUser); err != nil {
		return Person{}, err
	}
	u, known, err := s.parts.Store.UserByID(ctx, id)
	if err != nil {
		return Person{}, err
	}
	if !known {
		return Person{}, noSuchUser()
	}
	return s.person(ctx, u)
}

// FindByEmail gives the person of an email address, for the command line.
func (s *Users) FindByEmail(ctx context.Context, by *Asker, email string) (Person, error) {
	c, known, err := s.parts.Logins.CredentialsByEmail(ctx, EmailKey(email))
	if err != nil {
		return Person{}, err
	}
	if !known {
		return Person{}, noSuchUser()
	}
	return s.Get(ctx, by, c.UserID)
}

// Roles gives all roles with what was put into them, oldest first.
func (s *Users) Roles(ctx context.Context, by *Asker) ([]Role, error) {
	if err := by.Require(ReadUser); err != nil {
		return nil, err
	}
	roles, err := s.parts.Roles.ListRoles(ctx)
	for i := range roles {
		if roles[i].Key == SuperAdmin {
			roles[i].Permissions = AllPermissions()
		}
	}
	return roles, err
}

func (s *Users) person(ctx context.Context, u User) (Person, error) {
	role, _, err := s.parts.Roles.RoleByID(ctx, u.RoleID)
	return Person{User: u, Role: role}, err
}

// told appends what by did to a user or a role, and lets no request go on with what the directory knew of them.
func (s *Users) told(ctx context.Context, by *Asker, e event.Event) {
	e.Actor = by.Actor
	s.parts.Events.Append(ctx, e)
	unit.After(ctx, s.parts.Directory.Forget)
}

// toldChanged is told of one thing about u that has changed, and that shows no before and after.
func (s *Users) toldChanged(ctx context.Context, by *Asker, u User, what string) {
	s.told(ctx, by, event.Event{
		Type: event.UserUpdated, SubjectID: u.ID, Data: map[string]string{"changed": what}, Record: event.Recorded(u.Name, nil, deed{What: what}),
	})
}

func noSuchUser() *parley.Error {
	return parley.Errorf(parley.NotFound, "user_not_found", "There is no such user.")
}
