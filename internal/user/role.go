package user

import (
	"context"
	"time"

	"parley/internal/clock"
	"parley/internal/parley"
	"parley/internal/unit"
)

// The keys of the roles that are there from the start.
const (
	SuperAdmin = "super-admin" // holds every permission there is, and every one that is to come
	Admin      = "admin"
	Supervisor = "supervisor"
	Agent      = "agent"
)

// Role is a named set of permissions.
type Role struct {
	ID          parley.ID
	Key         string // stable, kebab-case; what the API and the command line take
	Name        string
	Permissions Permissions
	Builtin     bool // made from Table at every start; its name and permissions cannot be edited
	// TOTPRequired makes who has the role set up a second factor before anything else.
	TOTPRequired bool
	Version      int64 // counts changes; 1 at first
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// RoleStore keeps roles.
type RoleStore interface {
	// RoleByID gives one role, and false where there is none.
	RoleByID(ctx context.Context, id parley.ID) (Role, bool, error)
	// RoleByKey gives one role, and false where there is none.
	RoleByKey(ctx context.Context, key string) (Role, bool, error)
	// ListRoles gives all of them, oldest first.
	ListRoles(ctx context.Context) ([]Role, error)
	// SaveRole writes the role of r.Key: where it is there its name, permissions and UpdatedAt, else all of r.
	SaveRole(ctx context.Context, r Role) error
	// UpdateRole writes what of r can be changed.
	UpdateRole(ctx context.Context, r Role) error
	// DeleteRole forgets a role that nobody has.
	DeleteRole(ctx context.Context, id parley.ID) error
	// HoldersOf names the users who have the role, or an API token with it, by name.
	HoldersOf(ctx context.Context, id parley.ID) ([]string, error)
}

// BuiltinRoles makes the four roles that are there from the start, without ids and times.
func BuiltinRoles() []Role {
	return []Role{
		{Key: SuperAdmin, Name: "Super admin", Builtin: true, Permissions: AllPermissions()},
		{Key: Admin, Name: "Admin", Builtin: true, Permissions: heldBy(byAdmin)},
		{Key: Supervisor, Name: "Supervisor", Builtin: true, Permissions: heldBy(bySupervisor)},
		{Key: Agent, Name: "Agent", Builtin: true, Permissions: heldBy(byAgent)},
	}
}

func heldBy(role holders) Permissions {
	var names []Permission
	for _, row := range Table() {
		if row.holders&role != 0 {
			names = append(names, row.Name)
		}
	}
	return NewPermissions(names...)
}

// SaveBuiltinRoles brings the rows of the built-in roles to what this version of the program says they hold. The
// program calls it at every start, after the migrations.
func SaveBuiltinRoles(ctx context.Context, worker unit.Worker, store RoleStore, src clock.Source) error {
	roles := BuiltinRoles()
	for i := range roles {
		roles[i].ID = parley.ID(src.NewID())
		roles[i].CreatedAt = src.Now()
		roles[i].UpdatedAt = roles[i].CreatedAt
		roles[i].Version = 1
	}
	return worker.Do(ctx, func(ctx context.Context) error {
		for _, r := range roles {
			if err := store.SaveRole(ctx, r); err != nil {
				return err
			}
		}
		return nil
	})
}

// Permissions is what p may do.
func (p Person) Permissions() Permissions { return p.Role.effective() }

// effective is what a user of the role holds: for a super-admin everything, whatever the row says.
func (r Role) effective() Permissions {
	if r.Key == SuperAdmin {
		return AllPermissions()
	}
	return r.Permissions.effective()
}
