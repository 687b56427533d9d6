package user_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
	"parley/internal/user"
)

func TestSessionSurvivesARestart(t *testing.T) {
	o := storetest.Options(t)
	db, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	h := build(t, db, "")
	jo := h.make(t, "jo", user.Agent)
	token, expires, err := h.sessions.Begin(t.Context(), "", jo.User, user.Visit{})
	if err != nil || expires != h.clk.Now().Add(user.SessionLifetime) {
		t.Fatalf("expires %s, %v", expires, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if db, err = store.Open(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	h = build(t, db, "")
	a, err := h.directory.BySession(t.Context(), token)
	if err != nil || a.User.ID != jo.User.ID || a.SessionID == "" || a.TokenID != "" {
		t.Errorf("got %+v, %v", a, err)
	}
}

func TestLogInRenewsTheToken(t *testing.T) {
	h := open(t)
	jo, al := h.as(t, "jo", user.Agent), h.as(t, "al", user.Agent)
	old, _, err := h.sessions.Begin(t.Context(), "chosen by an attacker", jo.User, user.Visit{})
	if err != nil || old == "chosen by an attacker" {
		t.Fatalf("got %s, %v", old, err)
	}
	token, _, err := h.sessions.Begin(t.Context(), old, al.User, user.Visit{})
	if err != nil || token == old {
		t.Fatalf("got %s, %v", token, err)
	}
	_, err = h.directory.BySession(t.Context(), old)
	wants(t, err, parley.Unauthorized, "unauthorized")
	if a, err := h.directory.BySession(t.Context(), token); err != nil || a.User.ID != al.User.ID {
		t.Errorf("got %v, %v", a, err)
	}
	if n, err := h.db.Count(t.Context(), `SELECT COUNT(*) FROM session WHERE token = $1`, token); err != nil || n != 0 {
		t.Errorf("the token itself is stored: %d, %v", n, err)
	}
}

func TestLogOut(t *testing.T) {
	h := open(t)
	jo := h.as(t, "jo", user.Agent)
	here, _, err := h.sessions.Begin(t.Context(), "", jo.User, user.Visit{})
	if err != nil {
		t.Fatal(err)
	}
	there, _, err := h.sessions.Begin(t.Context(), "", jo.User, user.Visit{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := h.directory.BySession(t.Context(), here)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.sessions.End(t.Context(), a, here); err != nil {
		t.Fatal(err)
	}
	_, err = h.directory.BySession(t.Context(), here)
	wants(t, err, parley.Unauthorized, "unauthorized")
	if _, err := h.directory.BySession(t.Context(), there); err != nil {
		t.Errorf("the other browser: %v", err)
	}
	events := storetest.Told(t, h.db)
	last := events[len(events)-1]
	if last.Type != "session.ended" || last.SubjectID != jo.User.ID || last.Data["session"] != a.SessionID {
		t.Errorf("told %+v", last)
	}
}

func TestSessionExpires(t *testing.T) {
	h := open(t)
	jo := h.as(t, "jo", user.Agent)
	token, _, err := h.sessions.Begin(t.Context(), "", jo.User, user.Visit{})
	if err != nil {
		t.Fatal(err)
	}
	h.clk.Advance(user.SessionLifetime - 1e6)
	if _, err := h.directory.BySession(t.Context(), token); err != nil {
		t.Errorf("a millisecond before: %v", err)
	}
	h.clk.Advance(1e6)
	_, err = h.directory.BySession(t.Context(), token)
	wants(t, err, parley.Unauthorized, "unauthorized")
	h.clk.Advance(1e6)
	if n, err := h.sessions.Prune(t.Context()); err != nil || n != 1 {
		t.Errorf("pruned %d, %v", n, err)
	}
}

func TestSessionsAreListedAndRevoked(t *testing.T) {
	h := open(t)
	jo, al := h.as(t, "jo", user.Agent), h.as(t, "al", user.Agent)
	begin := func(u user.User, agent string) (string, *user.Asker) {
		t.Helper()
		token, _, err := h.sessions.Begin(t.Context(), "", u, user.Visit{Remote: remote, Agent: agent})
		if err != nil {
			t.Fatal(err)
		}
		a, err := h.directory.BySession(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		return token, a
	}
	first, a := begin(jo.User, "Fox")
	if diff := cmp.Diff([]string{"session.started jo", `remote_address null "203.0.113.1"`, `browser null "Fox"`}, h.trail(t, "session")); diff != "" {
		t.Error(diff)
	}
	h.clk.Advance(time.Minute)
	second, b := begin(jo.User, strings.Repeat("é", 1000))
	begin(al.User, "Al's")
	h.clk.Advance(9 * time.Minute)
	if _, err := h.directory.BySession(t.Context(), first); err != nil { // seen ten minutes after its begin
		t.Fatal(err)
	}
	if _, err := h.directory.BySession(t.Context(), second); err != nil { // nine minutes: not noted
		t.Fatal(err)
	}
	list, err := h.sessions.List(t.Context(), a)
	if err != nil || len(list) != 2 || list[0].ID() != a.SessionID || list[0].SeenAt != h.clk.Now() || list[0].Agent != "Fox" ||
		list[1].ID() != b.SessionID || list[1].SeenAt != list[1].CreatedAt || len(list[1].Agent) != 300 {
		t.Fatalf("listed %+v, %v", list, err)
	}
	wants(t, h.sessions.Revoke(t.Context(), al, b.SessionID), parley.NotFound, "session_not_found")
	if err := h.sessions.Revoke(t.Context(), a, b.SessionID); err != nil {
		t.Fatal(err)
	}
	_, err = h.directory.BySession(t.Context(), second)
	wants(t, err, parley.Unauthorized, "unauthorized")
	if _, err := h.directory.BySession(t.Context(), first); err != nil {
		t.Errorf("the other browser: %v", err)
	}
}

// An administrator logs a user out everywhere, but not one who may do more than himself.
func TestLogOutOfAnother(t *testing.T) {
	h := open(t)
	root, admin, jo := h.as(t, "root", user.SuperAdmin), h.as(t, "admin", user.Admin), h.as(t, "jo", user.Agent)
	token, _, err := h.sessions.Begin(t.Context(), "", jo.User, user.Visit{})
	if err != nil {
		t.Fatal(err)
	}
	wants(t, h.users.LogOut(t.Context(), jo, jo.User.ID), parley.Forbidden, "forbidden")
	wants(t, h.users.LogOut(t.Context(), admin, root.User.ID), parley.Forbidden, "role_exceeds_yours")
	if err := h.users.LogOut(t.Context(), admin, jo.User.ID); err != nil {
		t.Fatal(err)
	}
	_, err = h.directory.BySession(t.Context(), token)
	wants(t, err, parley.Unauthorized, "unauthorized")
	if diff := cmp.Diff([]string{"session.ended jo"}, h.trail(t, "session")); diff != "" {
		t.Error(diff)
	}
}
