package user

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"parley/internal/event"
	"parley/internal/parley"
)

// RoleChange is what an administrator says of a role; nil leaves a thing as it is.
type RoleChange struct {
	Version      int64 // of the role as the asker saw it; not looked at for a new one
	Name         *string
	Permissions  *[]Permission
	TOTPRequired *bool
}

// roleFacts is what the audit trail keeps of a role. Of a change it says what was withdrawn and granted, which together
// with the entry before says what was and what is: the whole list twice hides the one line that differs.
type roleFacts struct {
	Name         string      `audit:"name"`
	TOTPRequired bool        `audit:"totp_required"`
	Permissions  Permissions `audit:"permissions"`
	Withdrawn    Permissions `audit:"permissions_withdrawn"`
	Granted      Permissions `audit:"permissions_granted"`
}

func factsOfRole(r Role) roleFacts {
	return roleFacts{Name: r.Name, TOTPRequired: r.TOTPRequired, Permissions: r.Permissions}
}

func recordOfRole(before, after Role) *event.Record {
	was, is := factsOfRole(before), factsOfRole(after)
	was.Permissions, is.Permissions = Permissions{}, Permissions{}
	if lost := before.Permissions.without(after.Permissions); len(lost.set) > 0 {
		was.Withdrawn = lost
	}
	if won := after.Permissions.without(before.Permissions); len(won.set) > 0 {
		is.Granted = won
	}
	return event.Recorded(after.Name, was, is)
}

// apply gives r changed by c, or every rule that c breaks, joined.
func (c RoleChange) apply(r Role) (Role, error) {
	var name, permissions error
	if c.Name != nil {
		r.Name, name = checkName(*c.Name)
	}
	if c.Permissions != nil {
		all := AllPermissions()
		for _, p := range *c.Permissions {
			if !all.Has(p) {
				permissions = parley.Errorf(parley.Invalid, "unknown_permission", "There is no permission %s. GET /api/v2/permissions lists them.", p).At("permissions")
			}
		}
		r.Permissions = NewPermissions(*c.Permissions...)
	}
	if c.TOTPRequired != nil {
		r.TOTPRequired = *c.TOTPRequired
	}
	return r, errors.Join(name, permissions)
}

// Role gives one role with what was put into it.
func (s *Users) Role(ctx context.Context, by *Asker, id parley.ID) (Role, error) {
	roles, err := s.Roles(ctx, by)
	if err != nil {
		return Role{}, err
	}
	i := slices.IndexFunc(roles, func(r Role) bool { return r.ID == id })
	if i < 0 {
		return Role{}, noSuchRole()
	}
	return roles[i], nil
}

// CreateRole makes a role. Nobody can put into it what he does not hold himself.
func (s *Users) CreateRole(ctx context.Context, by *Asker, c RoleChange) (made Role, err error) {
	if err := by.Require(CreateRole); err != nil {
		return Role{}, err
	}
	if c.Name == nil {
		c.Name = new(string)
	}
	now := s.parts.Source.Now()
	made, err = c.apply(Role{ID: parley.ID(s.parts.Source.NewID()), Version: 1, CreatedAt: now, UpdatedAt: now})
	if err != nil {
		return Role{}, err
	}
	if err := mayGrant(by, made); err != nil {
		return Role{}, err
	}
	err = s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		taken, err := s.otherRoles(ctx, made)
		if err != nil {
			return err
		}
		made.Key = roleKey(made, taken)
		s.toldRole(ctx, by, event.RoleCreated, made.ID, event.Recorded(made.Name, nil, factsOfRole(made)))
		return s.parts.Roles.SaveRole(ctx, made)
	})
	return made, err
}

// UpdateRole changes a role for all who have it, at once. Of a built-in one it changes only whether a second factor is
// required.
func (s *Users) UpdateRole(ctx context.Context, by *Asker, id parley.ID, c RoleChange) (after Role, err error) {
	if err := by.Require(UpdateRole); err != nil {
		return Role{}, err
	}
	err = s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		before, err := s.changeableRole(ctx, by, id)
		if err != nil {
			return err
		}
		if c.Version != before.Version {
			return parley.Errorf(parley.Conflict, "version_conflict", "Somebody else changed this role in the meantime. Load it again.").
				With("current", strconv.FormatInt(before.Version, 10))
		}
		if before.Builtin && (c.Name != nil || c.Permissions != nil) {
			return builtinRole()
		}
		if after, err = c.apply(before); err != nil {
			return err
		}
		if err := mayGrant(by, after); err != nil {
			return err
		}
		record := recordOfRole(before, after)
		if len(record.Changes) == 0 {
			return nil
		}
		if _, err := s.otherRoles(ctx, after); err != nil {
			return err
		}
		after.Version++
		after.UpdatedAt = s.parts.Source.Now()
		s.toldRole(ctx, by, event.RoleUpdated, id, record)
		return errors.Join(s.parts.Links.DeleteLinksOfRole(ctx, id), s.parts.Roles.UpdateRole(ctx, after))
	})
	return after, err
}

// DeleteRole forgets a role that nobody has.
func (s *Users) DeleteRole(ctx context.Context, by *Asker, id parley.ID) error {
	if err := by.Require(DeleteRole); err != nil {
		return err
	}
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		r, err := s.changeableRole(ctx, by, id)
		if err != nil {
			return err
		}
		if r.Builtin {
			return builtinRole()
		}
		holders, err := s.parts.Roles.HoldersOf(ctx, id)
		if err != nil {
			return err
		}
		if len(holders) > 0 {
			return parley.Errorf(parley.Conflict, "role_in_use", "These have the role: %s. Give them another one first.", strings.Join(holders, ", ")).
				With("holders", strings.Join(holders, ", "))
		}
		s.toldRole(ctx, by, event.RoleDeleted, id, event.Recorded(r.Name, factsOfRole(r), nil))
		return s.parts.Roles.DeleteRole(ctx, id)
	})
}

// changeableRole gives a role, with all users and roles locked, if by holds all that it holds.
func (s *Users) changeableRole(ctx context.Context, by *Asker, id parley.ID) (Role, error) {
	if err := s.parts.Store.LockUsers(ctx); err != nil {
		return Role{}, err
	}
	r, known, err := s.parts.Roles.RoleByID(ctx, id)
	if err != nil {
		return Role{}, err
	}
	if !known {
		return Role{}, noSuchRole()
	}
	return r, outranks(by, r)
}

// otherRoles gives the keys of all roles but r, and refuses a name that another one has.
func (s *Users) otherRoles(ctx context.Context, r Role) (keys []string, err error) {
	if err := s.parts.Store.LockUsers(ctx); err != nil {
		return nil, err
	}
	roles, err := s.parts.Roles.ListRoles(ctx)
	for _, other := range roles {
		if other.ID == r.ID {
			continue
		}
		if strings.EqualFold(other.Name, r.Name) {
			return nil, parley.Errorf(parley.Conflict, "role_name_taken", "Another role has this name.").At("name")
		}
		keys = append(keys, other.Key)
	}
	return keys, err
}

// roleKey makes a key of a role's name: "Night shift" is night-shift. A name without Latin letters, or whose key is
// taken, gets one of the role's id.
func roleKey(r Role, taken []string) string {
	words := strings.FieldsFunc(strings.ToLower(r.Name), func(c rune) bool { return (c < 'a' || c > 'z') && (c < '0' || c > '9') })
	key := strings.Join(words, "-")
	if key == "" || slices.Contains(taken, key) {
		return "role-" + string(r.ID)
	}
	return key
}

// mayGrant refuses to put into a role what by does not hold, also where it counts for nothing as yet.
func mayGrant(by *Asker, r Role) error {
	if r.Builtin || by.Permissions.Covers(r.Permissions) {
		return nil
	}
	missing := r.Permissions.without(by.Permissions).Names()
	return parley.Errorf(parley.Forbidden, "role_exceeds_yours", "You cannot grant what you do not hold yourself: %s.", missing[0]).At("permissions")
}

func noSuchRole() error {
	return parley.Errorf(parley.NotFound, "role_not_found", "There is no such role.")
}

func builtinRole() error {
	return parley.Errorf(parley.Conflict, "builtin_role", "Built-in roles cannot be edited or deleted. Make a copy and change that.")
}

func (s *Users) toldRole(ctx context.Context, by *Asker, t event.Type, id parley.ID, r *event.Record) {
	s.told(ctx, by, event.Event{Type: t, SubjectID: id, Record: r})
}
