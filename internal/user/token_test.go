package user_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/user"
)

func TestTokens(t *testing.T) {
	h := open(t)
	jo, al := h.as(t, "jo", user.Admin), h.as(t, "al", user.Admin)
	made, secret, err := h.tokens.Create(t.Context(), jo, jo.User.ID, user.NewToken{Name: "script"})
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
	_, _, err := h.tokens.Create(t.Context(), jo, agent.User.ID, user.NewToken{Name: "script"})
	wants(t, err, parley.Forbidden, "forbidden")
	_, _, err = h.tokens.Create(t.Context(), agent, agent.User.ID, user.NewToken{Name: "script"})
	wants(t, err, parley.Forbidden, "forbidden")
	_, _, err = h.tokens.Create(t.Context(), jo, jo.User.ID, user.NewToken{Name: " "})
	wants(t, err, parley.Invalid, "invalid_name")
	if _, _, err := h.tokens.Create(t.Context(), user.Hub(), agent.User.ID, user.NewToken{Name: "made at the command line"}); err != nil {
		t.Errorf("the command line: %v", err)
	}
}

// A token with a role may do what both its owner and the role may, whatever either becomes.
func TestTokenWithARole(t *testing.T) {
	h := open(t)
	role, err := h.users.CreateRole(t.Context(), user.Hub(), named("Importer", user.CreateContact, user.CreateToken, user.ReadChannel))
	if err != nil {
		t.Fatal(err)
	}
	jo := h.as(t, "jo", user.Admin)
	made, secret, err := h.tokens.Create(t.Context(), jo, jo.User.ID, user.NewToken{Name: "import", Role: role.Key})
	if err != nil || made.RoleName != "Importer" {
		t.Fatalf("made %+v, %v", made, err)
	}
	may := func() *user.Asker {
		t.Helper()
		a, err := h.directory.ByToken(t.Context(), secret)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	if diff := cmp.Diff([]user.Permission{"CREATE_CONTACT", "CREATE_TOKEN", "READ_CHANNEL"}, may().Permissions.Names()); diff != "" {
		t.Error(diff)
	}
	for name, n := range map[string]user.NewToken{"without a role": {Name: "x"}, "with a greater one": {Name: "x", Role: user.Supervisor}} {
		t.Run(name, func(t *testing.T) {
			_, _, err := h.tokens.Create(t.Context(), may(), jo.User.ID, n)
			wants(t, err, parley.Forbidden, "role_exceeds_yours")
		})
	}
	if _, _, err := h.tokens.Create(t.Context(), may(), jo.User.ID, user.NewToken{Name: "x", Role: role.Key}); err != nil {
		t.Errorf("with the same role: %v", err)
	}
	_, _, err = h.tokens.Create(t.Context(), jo, jo.User.ID, user.NewToken{Name: "x", Role: "king"})
	wants(t, err, parley.Invalid, "unknown_role")
	if _, err := h.users.Update(t.Context(), user.Hub(), jo.User.ID, user.Change{Version: 1, Role: ptr(user.Agent)}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]user.Permission{"CREATE_CONTACT"}, may().Permissions.Names()); diff != "" {
		t.Error(diff)
	}
	agent := h.as(t, "ann", user.Admin)
	for name, by := range map[string]*user.Asker{"by himself": agent, "at the command line": user.Hub()} {
		_, _, err := h.tokens.Create(t.Context(), by, agent.User.ID, user.NewToken{Name: "x", Role: user.SuperAdmin})
		if t.Log(name); parley.CodeOf(err) != "role_exceeds_yours" || !strings.Contains(err.Error(), "the token's owner") {
			t.Errorf("a token for an owner who may less than its role: %v", err)
		}
	}
	err = h.users.DeleteRole(t.Context(), user.Hub(), role.ID)
	wants(t, err, parley.Conflict, "role_in_use")
	if err := h.tokens.Revoke(t.Context(), jo, made.ID); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"token.revoked import", `name "import" null`, `prefix "` + made.Prefix + `" null`, `role "Importer" null`}, h.trail(t, "token")); diff != "" {
		t.Error(diff)
	}
}

func TestTokenExpires(t *testing.T) {
	h := open(t)
	jo := h.as(t, "jo", user.Admin)
	_, _, err := h.tokens.Create(t.Context(), jo, jo.User.ID, user.NewToken{Name: "x", ExpiresAt: h.clk.Now()})
	wants(t, err, parley.Invalid, "already_expired")
	_, secret, err := h.tokens.Create(t.Context(), jo, jo.User.ID, user.NewToken{Name: "x", ExpiresAt: h.clk.Now().Add(2 * time.Second)})
	if err != nil {
		t.Fatal(err)
	}
	h.clk.Advance(2*time.Second - time.Millisecond)
	if _, err := h.directory.ByToken(t.Context(), secret); err != nil {
		t.Errorf("a millisecond before: %v", err)
	}
	h.clk.Advance(time.Millisecond) // what the directory remembers must end too
	_, err = h.directory.ByToken(t.Context(), secret)
	wants(t, err, parley.Unauthorized, "unauthorized")
}

func TestTokenUseIsNotedOnceAMinute(t *testing.T) {
	h := open(t)
	jo := h.as(t, "jo", user.Admin)
	_, secret, err := h.tokens.Create(t.Context(), jo, jo.User.ID, user.NewToken{Name: "script"})
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
	_, secret, err := h.tokens.Create(t.Context(), jo, jo.User.ID, user.NewToken{Name: "script"})
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
	_, secret, err := h.tokens.Create(b.Context(), jo, jo.User.ID, user.NewToken{Name: "script"})
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
	token, _, err := h.sessions.Begin(b.Context(), "", jo.User, user.Visit{})
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
