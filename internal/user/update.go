package user

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"parley/internal/event"
	"parley/internal/parley"
)

// Change is what an administrator changes about a user; nil leaves a thing as it is.
type Change struct {
	Version   int64 // of the user as the asker saw him
	Name      *string
	Role      *string // key
	Extension *string
	Active    *bool
}

func (c Change) check() (Change, error) {
	var name, extension error
	if c.Name != nil {
		var v string
		v, name = checkName(*c.Name)
		c.Name = &v
	}
	if c.Extension != nil {
		var v string
		v, extension = checkExtension(*c.Extension)
		c.Extension = &v
	}
	return c, errors.Join(name, extension)
}

// Update changes a user. Whoever is deactivated is logged out everywhere and his tokens count no more. There is always
// one active super-admin left.
func (s *Users) Update(ctx context.Context, by *Asker, id parley.ID, c Change) (Person, error) {
	if err := by.Require(UpdateUser); err != nil {
		return Person{}, err
	}
	c, err := c.check()
	if err != nil {
		return Person{}, err
	}
	now := s.parts.Source.Now()
	var after Person
	err = s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		if err := s.parts.Store.LockUsers(ctx); err != nil {
			return err
		}
		before, err := s.changeable(ctx, by, id, c.Version)
		if err != nil {
			return err
		}
		after = before
		changed, err := s.apply(ctx, by, &after, c)
		if err != nil || len(changed) == 0 {
			return err
		}
		if err := s.keepSuperAdmin(ctx, before, after); err != nil {
			return err
		}
		after.User.Version++
		after.User.UpdatedAt = now
		if before.Role.ID != after.Role.ID || !after.User.Active {
			// Who may help the user that he was to a password may not do so with the one that he is.
			if err := s.parts.Links.DeleteLink(ctx, id); err != nil {
				return err
			}
		}
		if before.User.Active && !after.User.Active {
			if err := s.parts.Sessions.endAll(ctx, by, after.User); err != nil {
				return err
			}
		}
		s.told(ctx, by, event.Event{
			Type: event.UserUpdated, SubjectID: id, Data: map[string]string{"changed": strings.Join(changed, ",")},
			Record: event.Recorded(after.User.Name, factsOf(before), factsOf(after)),
		})
		return s.parts.Store.UpdateUser(ctx, after.User)
	})
	return after, err
}

// LogOut ends all sessions of a user: of one whose device is lost, say.
func (s *Users) LogOut(ctx context.Context, by *Asker, id parley.ID) error {
	if err := by.Require(UpdateUser); err != nil {
		return err
	}
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		p, err := s.below(ctx, by, id)
		if err != nil {
			return err
		}
		return s.parts.Sessions.endAll(ctx, by, p.User)
	})
}

// changeable gives the person as he is now, if by may change him and has seen him as he is.
func (s *Users) changeable(ctx context.Context, by *Asker, id parley.ID, version int64) (Person, error) {
	p, err := s.below(ctx, by, id)
	if err != nil {
		return Person{}, err
	}
	if version != p.User.Version {
		return Person{}, parley.Errorf(parley.Conflict, "version_conflict", "Somebody else changed this user in the meantime. Load it again.").
			With("current", strconv.FormatInt(p.User.Version, 10))
	}
	return p, nil
}

// below gives the person as he is now, and keeps him so until the unit ends, if by may change him.
func (s *Users) below(ctx context.Context, by *Asker, id parley.ID) (Person, error) {
	u, known, err := s.parts.Store.LockUser(ctx, id)
	if err != nil {
		return Person{}, err
	}
	if !known {
		return Person{}, noSuchUser()
	}
	p, err := s.person(ctx, u)
	if err != nil {
		return Person{}, err
	}
	return p, outranks(by, p.Role)
}

// apply changes p and names what it changed.
func (s *Users) apply(ctx context.Context, by *Asker, p *Person, c Change) (changed []string, err error) {
	if c.Name != nil && *c.Name != p.User.Name {
		p.User.Name = *c.Name
		changed = append(changed, "name")
	}
	if c.Extension != nil && *c.Extension != p.User.Extension {
		if err := s.free(ctx, "", *c.Extension, p.User.ID); err != nil {
			return nil, err
		}
		p.User.Extension = *c.Extension
		changed = append(changed, "extension")
	}
	if c.Active != nil && *c.Active != p.User.Active {
		p.User.Active = *c.Active
		changed = append(changed, "active")
	}
	if c.Role != nil && *c.Role != p.Role.Key {
		if p.Role, err = s.grantable(ctx, by, *c.Role); err != nil {
			return nil, err
		}
		p.User.RoleID = p.Role.ID
		changed = append(changed, "role")
	}
	return changed, nil
}

// keepSuperAdmin refuses the change that leaves nobody who may do everything.
func (s *Users) keepSuperAdmin(ctx context.Context, before, after Person) error {
	was := before.User.Active && before.Role.Key == SuperAdmin
	is := after.User.Active && after.Role.Key == SuperAdmin
	if !was || is {
		return nil
	}
	n, err := s.parts.Store.CountActive(ctx, before.Role.ID)
	if err == nil && n <= 1 {
		err = parley.Errorf(parley.Conflict, "last_super_admin", "This is the last active super admin. Make another one first.")
	}
	return err
}
