package user_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/user"
)

func named(name string, permissions ...user.Permission) user.RoleChange {
	return user.RoleChange{Name: &name, Permissions: &permissions}
}

// trail gives the changes of the last entry about a subject, one a line: "field before after".
func (h *hub) trail(tb testing.TB, kind string) []string {
	tb.Helper()
	entries, err := h.log.Trail(tb.Context(), event.Filter{Kind: kind, Limit: 1})
	if err != nil || len(entries) != 1 {
		tb.Fatalf("the trail of %s: %v, %v", kind, entries, err)
	}
	lines := []string{string(entries[0].Type) + " " + entries[0].Name}
	for _, c := range entries[0].Changes {
		lines = append(lines, c.Field+" "+string(c.Before)+" "+string(c.After))
	}
	return lines
}

func TestCustomRole(t *testing.T) {
	h := open(t)
	admin := h.as(t, "admin", user.Admin)
	night, err := h.users.CreateRole(t.Context(), admin, named(" Night shift ", user.ReadSMSMessage, user.CreateSMSMessage))
	if err != nil || night.Key != "night-shift" || night.Name != "Night shift" || night.Builtin || night.Version != 1 {
		t.Fatalf("made %+v, %v", night, err)
	}
	if diff := cmp.Diff([]string{"role.created Night shift", `name null "Night shift"`, `totp_required null false`,
		`permissions null ["CREATE_SMS_MESSAGE","READ_SMS_MESSAGE"]`}, h.trail(t, "role")); diff != "" {
		t.Error(diff)
	}
	jo := h.as(t, "jo", night.Key)
	if !jo.Permissions.Has(user.CreateSMSMessage) || jo.Permissions.Has(user.CreateContact) {
		t.Errorf("who has the role holds %v", jo.Permissions.Names())
	}
	change := named("Night", user.ReadSMSMessage, user.CreateContact)
	change.Version = 1
	if night, err = h.users.UpdateRole(t.Context(), admin, night.ID, change); err != nil || night.Version != 2 || night.Key != "night-shift" {
		t.Fatalf("changed to %+v, %v", night, err)
	}
	if diff := cmp.Diff([]string{"role.updated Night", `name "Night shift" "Night"`,
		`permissions_withdrawn ["CREATE_SMS_MESSAGE"] null`, `permissions_granted null ["CREATE_CONTACT"]`}, h.trail(t, "role")); diff != "" {
		t.Error(diff)
	}
	again, err := h.directory.ByUser(t.Context(), jo.User.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]user.Permission{"CREATE_CONTACT", "READ_SMS_MESSAGE"}, again.Permissions.Names()); diff != "" {
		t.Error("a change does not reach who has the role", diff)
	}
	if same, err := h.users.UpdateRole(t.Context(), admin, night.ID, user.RoleChange{Version: 2, Name: ptr("Night")}); err != nil || same.Version != 2 {
		t.Errorf("a change of nothing made version %d, %v", same.Version, err)
	}
}

func TestRoleInUseIsNotDeleted(t *testing.T) {
	h := open(t)
	admin := h.as(t, "admin", user.Admin)
	night, err := h.users.CreateRole(t.Context(), admin, named("Night"))
	if err != nil {
		t.Fatal(err)
	}
	jo := h.as(t, "jo", night.Key)
	err = h.users.DeleteRole(t.Context(), admin, night.ID)
	wants(t, err, parley.Conflict, "role_in_use")
	if !strings.Contains(parley.MessageOf(err), "jo") {
		t.Errorf("who has it is not said: %v", err)
	}
	if _, err := h.users.Update(t.Context(), admin, jo.User.ID, user.Change{Version: 1, Role: ptr(user.Agent)}); err != nil {
		t.Fatal(err)
	}
	if err := h.users.DeleteRole(t.Context(), admin, night.ID); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("role.deleted Night", h.trail(t, "role")[0]); diff != "" {
		t.Error(diff)
	}
	wants(t, h.users.DeleteRole(t.Context(), admin, night.ID), parley.NotFound, "role_not_found")
}

func TestRolesAreRefused(t *testing.T) {
	h := open(t)
	root, admin, agent := h.as(t, "root", user.SuperAdmin), h.as(t, "admin", user.Admin), h.as(t, "agent", user.Agent)
	ids := map[string]parley.ID{}
	roles, err := h.users.Roles(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range roles {
		ids[r.Key] = r.ID
	}
	own, err := h.users.CreateRole(t.Context(), root, named("Billing", "MANAGE_SONAR_BILLING"))
	if err != nil {
		t.Fatal(err)
	}
	create := func(by *user.Asker, c user.RoleChange) error {
		_, err := h.users.CreateRole(t.Context(), by, c)
		return err
	}
	update := func(by *user.Asker, id parley.ID, c user.RoleChange) error {
		c.Version = max(c.Version, 1)
		_, err := h.users.UpdateRole(t.Context(), by, id, c)
		return err
	}
	for name, c := range map[string]struct {
		err  error
		kind parley.Kind
		code string
	}{
		"an agent makes one":               {create(agent, named("X")), parley.Forbidden, "forbidden"},
		"more than one holds":              {create(admin, named("X", "MANAGE_SONAR_BILLING")), parley.Forbidden, "role_exceeds_yours"},
		"what is no permission":            {create(root, named("X", "FLY")), parley.Invalid, "unknown_permission"},
		"no name":                          {create(root, named(" ")), parley.Invalid, "invalid_name"},
		"a name in use":                    {create(root, named("SUPERVISOR")), parley.Conflict, "role_name_taken"},
		"a built-in role":                  {update(root, ids[user.Agent], named("Agents")), parley.Conflict, "builtin_role"},
		"one that exceeds":                 {update(admin, own.ID, named("X")), parley.Forbidden, "role_exceeds_yours"},
		"the top":                          {update(admin, ids[user.SuperAdmin], user.RoleChange{TOTPRequired: ptr(true)}), parley.Forbidden, "role_exceeds_yours"},
		"an old version":                   {update(root, own.ID, user.RoleChange{Version: 7}), parley.Conflict, "version_conflict"},
		"nobody's id":                      {update(root, "x", user.RoleChange{}), parley.NotFound, "role_not_found"},
		"a built-in one's end":             {h.users.DeleteRole(t.Context(), root, ids[user.Agent]), parley.Conflict, "builtin_role"},
		"the end of one that exceeds":      {h.users.DeleteRole(t.Context(), admin, own.ID), parley.Forbidden, "role_exceeds_yours"},
		"an agent takes one away":          {h.users.DeleteRole(t.Context(), agent, own.ID), parley.Forbidden, "forbidden"},
		"an agent changes one":             {update(agent, own.ID, named("X")), parley.Forbidden, "forbidden"},
		"the name of another, by a change": {update(root, own.ID, user.RoleChange{Name: ptr("admin")}), parley.Conflict, "role_name_taken"},
	} {
		t.Run(name, func(t *testing.T) { wants(t, c.err, c.kind, c.code) })
	}
}

// The keys of roles are stable and unlike, whatever their names.
func TestRoleKeys(t *testing.T) {
	h := open(t)
	for _, c := range []struct{ name, key string }{{"Field & Tower Crew", "field-tower-crew"}, {"Field Tower Crew", "role-"}, {"夜班", "role-"}} {
		r, err := h.users.CreateRole(t.Context(), user.Hub(), named(c.name))
		if err != nil || c.key != "role-" && r.Key != c.key || !strings.HasPrefix(r.Key, c.key) {
			t.Errorf("%s has the key %s, %v", c.name, r.Key, err)
		}
	}
}

// The one thing that a built-in role lets be changed outlives the next start.
func TestBuiltinRoleKeepsItsSecondFactor(t *testing.T) {
	h := open(t)
	roles, err := h.users.Roles(t.Context(), user.Hub())
	if err != nil {
		t.Fatal(err)
	}
	r, err := h.users.UpdateRole(t.Context(), user.Hub(), roles[1].ID, user.RoleChange{Version: 1, TOTPRequired: ptr(true)})
	if err != nil || !r.TOTPRequired {
		t.Fatalf("got %+v, %v", r, err)
	}
	if err := user.SaveBuiltinRoles(t.Context(), h.db, store.Roles{DB: h.db}, h.clk); err != nil {
		t.Fatal(err)
	}
	roles, err = h.users.Roles(t.Context(), user.Hub())
	if err != nil || !roles[1].TOTPRequired {
		t.Errorf("after a start: %+v, %v", roles[1], err)
	}
}

// View off overrides the other three; what can only be made and seen, or has no View, stands alone.
func TestViewOffOverrides(t *testing.T) {
	h := open(t)
	role, err := h.users.CreateRole(t.Context(), user.Hub(), named("Blind",
		"CREATE_MESSAGE_CATEGORY", "UPDATE_MESSAGE_CATEGORY", "DELETE_MESSAGE_CATEGORY",
		"UPDATE_EMAIL_MESSAGE", "CREATE_SAVED_MESSAGE_CATEGORY", "DELETE_TRIGGERED_EMAIL", "UPDATE_TRIGGERED_SMS_MESSAGE",
		user.CreateSMSMessage, "CREATE_MASS_EMAIL", user.DeleteContact, "DELETE_CANNED_REPLY", "READ_CANNED_REPLY"))
	if err != nil {
		t.Fatal(err)
	}
	jo := h.as(t, "jo", role.Key)
	want := []user.Permission{"CREATE_MASS_EMAIL", "DELETE_CANNED_REPLY", "DELETE_CONTACT", "READ_CANNED_REPLY"}
	if diff := cmp.Diff(want, jo.Permissions.Names()); diff != "" { // DM-21 DM-27 DM-32 DM-37 DM-42
		t.Error(diff)
	}
	roles, err := h.users.Roles(t.Context(), user.Hub())
	if err != nil || len(roles[len(roles)-1].Permissions.Names()) != 12 {
		t.Errorf("what was put into the role is lost: %v, %v", roles[len(roles)-1].Permissions.Names(), err)
	}
}
