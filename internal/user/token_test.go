package user_test

import (
	"strings"
	"testing"
	"time"

	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/user"
)

func TestTokens(t *testing.T) {
	h := open(t)
	jo, al := h.as(t, "jo", user.Admin), h.as(t, "al", user.Admin)
	made, secret, err := h.tokens.Create(t.Context(), jo, jo.User.ID, "script")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(secret, made.Prefix) || !strings.HasPrefix(secret, "prl_") || len(secret) < 40 || len(made.Prefix) > 12 {
		t.Errorf("made %s with the prefix %s", secret, made.Prefix)
	}
	if n, err := h.db.Count(t.Context(), `SELECT COUNT(*) FROM api_token WHERE hash = $1 OR name = $1 OR prefix = $1`, secret); err != nil || n != 0 {
		t.Errorf("the secret is stored: %d, %v", n, err)
	}
	asker, err := h.directory.ByToken(t.Context(), secret)
	if err != nil || asker.User.ID != jo.User.ID || asker.TokenID != made.ID ||
		asker.Actor != (parley.Actor{Kind: parley.ActorToken, ID: jo.User.ID}) || !asker.Permissions.Has(user.CreateChannel) {
		t.Fatalf("got %+v, %v", asker, err)
	}
	wants(t, h.tokens.Revoke(t.Context(), al, made.ID), parley.NotFound, "token_not_found")
	if err := h.tokens.Revoke(t.Context(), jo, made.ID); err != nil {
		t.Fatal(err)
	}
	_, err = h.directory.ByToken(t.Context(), secret)
	wants(t, err, parley.Unauthorized, "unauthorized")
	if left, err := h.tokens.List(t.Context(), jo); err != nil || len(left) != 0 {
		t.Errorf("listed %v, %v", left, err)
	}
}

func TestTokensAreRefused(t *testing.T) {
	h := open(t)
	jo, agent := h.as(t, "jo", user.Admin), h.as(t, "agent", user.Agent)
	for _, secret := range []string{"", "prl_", "prl_" + strings.Repeat("A", 43), "Bearer", strings.Repeat("x", 10_000)} {
		_, err := h.directory.ByToken(t.Context(), secret)
		wants(t, err, parley.Unauthorized, "unauthorized")
	}
	_, _, err := h.tokens.Create(t.Context(), jo, agent.User.ID, "script")
	wants(t, err, parley.Forbidden, "forbidden")
	_, _, err = h.tokens.Create(t.Context(), agent, agent.User.ID, "script")
	wants(t, err, parley.Forbidden, "forbidden")
	_, _, err = h.tokens.Create(t.Context(), jo, jo.User.ID, " ")
	wants(t, err, parley.Invalid, "invalid_name")
	if _, _, err := h.tokens.Create(t.Context(), user.Hub(), agent.User.ID, "made at the command line"); err != nil {
		t.Errorf("the command line: %v", err)
	}
}

func TestTokenUseIsNotedOnceAMinute(t *testing.T) {
	h := open(t)
	jo := h.as(t, "jo", user.Admin)
	_, secret, err := h.tokens.Create(t.Context(), jo, jo.User.ID, "script")
	if err != nil {
		t.Fatal(err)
	}
	use := func() time.Time {
		t.Helper()
		if _, err := h.directory.ByToken(t.Context(), secret); err != nil {
			t.Fatal(err)
		}
		all, err := h.tokens.List(t.Context(), jo)
		if err != nil {
			t.Fatal(err)
		}
		return all[0].LastUsedAt
	}
	first := h.clk.Now()
	for _, c := range []struct {
		wait time.Duration
		want time.Time
	}{{0, first}, {30 * time.Second, first}, {30 * time.Second, first.Add(time.Minute)}, {59 * time.Second, first.Add(time.Minute)}} {
		h.clk.Advance(c.wait)
		if got := use(); got != c.want {
			t.Errorf("%s later the last use is %s, want %s", c.wait, got, c.want)
		}
	}
}

// What another process changed is noticed within five seconds, what this one changed at once.
func TestRightsFollowTheRole(t *testing.T) {
	h := open(t)
	root, jo := h.as(t, "root", user.SuperAdmin), h.as(t, "jo", user.Admin)
	_, secret, err := h.tokens.Create(t.Context(), jo, jo.User.ID, "script")
	if err != nil {
		t.Fatal(err)
	}
	may := func() bool {
		t.Helper()
		a, err := h.directory.ByToken(t.Context(), secret)
		if err != nil {
			t.Fatal(err)
		}
		return a.Permissions.Has(user.CreateChannel)
	}
	if !may() {
		t.Fatal("an admin may not create channels")
	}
	if _, err := h.users.Update(t.Context(), root, jo.User.ID, user.Change{Version: 1, Role: ptr(user.Agent)}); err != nil {
		t.Fatal(err)
	}
	if may() {
		t.Error("the old role still counts")
	}
	// as another process would
	if err := h.db.Exec(t.Context(), `UPDATE app_user SET role_id = (SELECT id FROM role WHERE role_key = 'admin') WHERE id = $1`, string(jo.User.ID)); err != nil {
		t.Fatal(err)
	}
	if may() {
		t.Error("the directory reads at every request")
	}
	h.clk.Advance(5 * time.Second)
	if !may() {
		t.Error("another process's change is not noticed")
	}
}

// A stored role that says otherwise takes nothing from a super-admin.
func TestSuperAdminHoldsEverything(t *testing.T) {
	h := open(t)
	root := h.make(t, "root", user.SuperAdmin)
	if err := h.db.Exec(t.Context(), `UPDATE role SET permissions = '' WHERE role_key = 'super-admin'`); err != nil {
		t.Fatal(err)
	}
	h.directory.Forget()
	a, err := h.directory.ByUser(t.Context(), root.User.ID)
	if err != nil || !a.Permissions.Covers(user.AllPermissions()) { // SMS-9
		t.Errorf("holds %v, %v", a, err)
	}
	if err := user.SaveBuiltinRoles(t.Context(), h.db, store.Roles{DB: h.db}, h.clk); err != nil {
		t.Fatal(err)
	}
	roles, err := h.users.Roles(t.Context(), user.Hub())
	if err != nil || len(roles) != 4 || roles[0].Key != user.SuperAdmin || len(roles[0].Permissions.Names()) != len(user.Table()) {
		t.Errorf("a start repaired it to %v, %v", roles, err)
	}
}

func BenchmarkByToken(b *testing.B) {
	h := open(b)
	jo := h.as(b, "jo", user.Admin)
	_, secret, err := h.tokens.Create(b.Context(), jo, jo.User.ID, "script")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := h.directory.ByToken(b.Context(), secret); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBySession(b *testing.B) {
	h := open(b)
	jo := h.as(b, "jo", user.Admin)
	token, _, err := h.sessions.Begin(b.Context(), "", jo.User.ID)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := h.directory.BySession(b.Context(), token); err != nil {
			b.Fatal(err)
		}
	}
}
