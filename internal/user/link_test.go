package user_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/internal/parley"
	"parley/internal/user"
)

const remote = "203.0.113.1"

// invite makes a user without a password.
func (h *hub) invite(tb testing.TB, name string) user.Person {
	tb.Helper()
	p, err := h.users.Create(tb.Context(), user.Hub(), user.New{Name: name, Email: name + "@provider.example", Role: user.Agent})
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func (h *hub) link(tb testing.TB, id parley.ID) string {
	tb.Helper()
	_, secret, err := h.users.MakeLink(tb.Context(), user.Hub(), id)
	if err != nil {
		tb.Fatal(err)
	}
	return secret
}

func TestInvitedUserSetsHisPassword(t *testing.T) {
	h := open(t)
	admin := h.as(t, "admin", user.Admin)
	jo := h.invite(t, "jo")
	if read, err := h.users.Get(t.Context(), admin, jo.User.ID); err != nil || read.User.HasPassword || jo.User.HasPassword {
		t.Errorf("who is invited has a password: %+v, %v", read, err)
	}
	for _, guess := range []string{"", password} {
		_, err := h.users.LogIn(t.Context(), user.LogIn{Email: jo.User.Email, Password: guess}, user.Visit{Remote: remote})
		wants(t, err, parley.Unauthorized, "invalid_credentials")
	}
	link, secret, err := h.users.MakeLink(t.Context(), admin, jo.User.ID)
	if err != nil || link.ExpiresAt != h.clk.Now().Add(user.LinkLifetime) {
		t.Fatalf("made %+v, %v", link, err)
	}
	if n, err := h.db.Count(t.Context(), `SELECT COUNT(*) FROM password_link WHERE hash = $1`, secret); err != nil || n != 0 {
		t.Errorf("the secret is stored: %d, %v", n, err)
	}
	if p, err := h.users.OfLink(t.Context(), secret, remote); err != nil || p.User.ID != jo.User.ID {
		t.Errorf("it belongs to %+v, %v", p, err)
	}
	wants(t, h.users.UseLink(t.Context(), secret, "short", remote), parley.Invalid, "password_too_short")
	if err := h.users.UseLink(t.Context(), secret, password, remote); err != nil {
		t.Fatal(err)
	}
	if _, err := h.users.LogIn(t.Context(), user.LogIn{Email: jo.User.Email, Password: password}, user.Visit{Remote: remote}); err != nil {
		t.Error(err)
	}
	wants(t, h.users.UseLink(t.Context(), secret, "another long one", remote), parley.NotFound, "link_not_found")
	if diff := cmp.Diff([]string{"user.created ", "session.refused ", "session.refused ", "user.updated password_link", "session.ended ", "user.updated password"}, h.told(t, jo.User.ID)); diff != "" {
		t.Error(diff)
	}
}

// Two who use one link at once: one of them sets the password.
func TestLinkIsUsedOnce(t *testing.T) {
	h := open(t)
	secret := h.link(t, h.invite(t, "jo").User.ID)
	results := make([]error, 2)
	var all sync.WaitGroup
	for i := range results {
		all.Go(func() { results[i] = h.users.UseLink(t.Context(), secret, password, remote) })
	}
	all.Wait()
	if results[0] != nil {
		results[0], results[1] = results[1], results[0]
	}
	if results[0] != nil {
		t.Error(results[0])
	}
	wants(t, results[1], parley.NotFound, "link_not_found")
}

func TestLinksEnd(t *testing.T) {
	h := open(t)
	admin, agent := h.as(t, "admin", user.Admin), h.as(t, "agent", user.Agent)
	root, jo := h.as(t, "root", user.SuperAdmin), h.as(t, "jo", user.Agent)
	session, _, err := h.sessions.Begin(t.Context(), "", jo.User, user.Visit{})
	if err != nil {
		t.Fatal(err)
	}
	gone := func(secret string) {
		t.Helper()
		_, err := h.users.OfLink(t.Context(), secret, remote)
		wants(t, err, parley.NotFound, "link_not_found")
	}
	old := h.link(t, jo.User.ID)
	last := h.link(t, jo.User.ID)
	gone(old)
	gone("")
	if err := h.users.ChangePassword(t.Context(), jo, password, "another long one"); err != nil {
		t.Fatal(err)
	}
	gone(last)
	last = h.link(t, jo.User.ID)
	h.clk.Advance(user.LinkLifetime - 1e6)
	if _, err := h.users.OfLink(t.Context(), last, remote); err != nil {
		t.Errorf("a millisecond before its end: %v", err)
	}
	h.clk.Advance(1e6)
	gone(last)
	last = h.link(t, jo.User.ID)
	if err := h.users.UseLink(t.Context(), last, password, remote); err != nil {
		t.Fatal(err)
	}
	_, err = h.directory.BySession(t.Context(), session)
	wants(t, err, parley.Unauthorized, "unauthorized")
	last = h.link(t, jo.User.ID)
	if _, err := h.users.Update(t.Context(), admin, jo.User.ID, user.Change{Version: 1, Active: ptr(false)}); err != nil {
		t.Fatal(err)
	}
	gone(last)
	for _, c := range []struct {
		by   *user.Asker
		id   parley.ID
		kind parley.Kind
		code string
	}{
		{admin, jo.User.ID, parley.Conflict, "user_inactive"},
		{admin, root.User.ID, parley.Forbidden, "role_exceeds_yours"},
		{admin, "x", parley.NotFound, "user_not_found"},
		{agent, admin.User.ID, parley.Forbidden, "forbidden"},
	} {
		_, _, err := h.users.MakeLink(t.Context(), c.by, c.id)
		wants(t, err, c.kind, c.code)
	}
}

// Guessing links is bounded as guessing passwords is; looking at a right one costs nothing.
func TestLinksAreNotGuessed(t *testing.T) {
	h := open(t)
	secret := h.link(t, h.invite(t, "jo").User.ID)
	for range 30 {
		if _, err := h.users.OfLink(t.Context(), secret, remote); err != nil {
			t.Fatal(err)
		}
	}
	for range 20 {
		_, err := h.users.OfLink(t.Context(), "guess", remote)
		wants(t, err, parley.NotFound, "link_not_found")
	}
	_, err := h.users.OfLink(t.Context(), "guess", remote)
	wants(t, err, parley.TooMany, "too_many_attempts")
}

// Whoever made a link for an agent must not come in by it as the super admin that the agent has become.
func TestLinkEndsWithTheRightsItWasMadeFor(t *testing.T) {
	h := open(t)
	night, err := h.users.CreateRole(t.Context(), user.Hub(), user.RoleChange{Name: ptr("Night"), Permissions: &[]user.Permission{user.ReadUser}})
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(p user.Person) error{
		"promoted": func(p user.Person) error {
			_, err := h.users.Update(t.Context(), user.Hub(), p.User.ID, user.Change{Version: p.User.Version, Role: ptr(user.SuperAdmin)})
			return err
		},
		"deactivated": func(p user.Person) error {
			_, err := h.users.Update(t.Context(), user.Hub(), p.User.ID, user.Change{Version: p.User.Version, Active: ptr(false)})
			if err != nil {
				return err
			}
			_, err = h.users.Update(t.Context(), user.Hub(), p.User.ID, user.Change{Version: p.User.Version + 1, Active: ptr(true)})
			return err
		},
		"with a role that may more": func(p user.Person) error {
			_, err := h.users.Update(t.Context(), user.Hub(), p.User.ID, user.Change{Version: p.User.Version, Role: &night.Key})
			if err != nil {
				return err
			}
			secret := h.link(t, p.User.ID)
			_, err = h.users.UpdateRole(t.Context(), user.Hub(), night.ID, user.RoleChange{Version: night.Version, Permissions: &[]user.Permission{user.ReadUser, user.UpdateUser}})
			wants(t, h.users.UseLink(t.Context(), secret, password, remote), parley.NotFound, "link_not_found")
			return err
		},
	} {
		p := h.invite(t, strings.ReplaceAll(name, " ", ""))
		secret := h.link(t, p.User.ID)
		if err := change(p); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		wants(t, h.users.UseLink(t.Context(), secret, password, remote), parley.NotFound, "link_not_found")
	}
}
