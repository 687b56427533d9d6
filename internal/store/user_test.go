package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
	"parley/internal/user"
)

const (
	roleID = parley.ID("019aa000-0000-7000-8000-000000000001")
	joID   = parley.ID("019aa000-0000-7000-8000-000000000002")
)

// withJo gives a database with one role and one user.
func withJo(t *testing.T) *store.DB {
	t.Helper()
	db := storetest.Open(t)
	at := time.UnixMilli(1_000).UTC()
	in(t, db, func(ctx context.Context) error {
		return store.Roles{DB: db}.SaveRole(ctx, user.Role{
			ID: roleID, Key: "night", Name: "Night shift", Permissions: user.NewPermissions("READ_NOTE", "CREATE_NOTE"), CreatedAt: at, UpdatedAt: at,
		})
	})
	in(t, db, func(ctx context.Context) error {
		return store.Users{DB: db}.InsertUser(ctx, user.User{
			ID: joID, Name: "Jo", Email: "Jo@Provider.example", RoleID: roleID, Extension: "201", Active: true,
			Preferences: map[string]string{"theme": "dark"}, Version: 1, CreatedAt: at, UpdatedAt: at,
		}, "hash")
	})
	return db
}

func in(t *testing.T, db *store.DB, fn func(ctx context.Context) error) {
	t.Helper()
	if err := db.Do(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func TestUserRowKeepsEverything(t *testing.T) {
	db := withJo(t)
	users := store.Users{DB: db}
	want := user.User{
		ID: joID, Name: "Jo F", Email: "Jo@Provider.example", RoleID: roleID, Active: false, HasPassword: true, Locale: "fr", TimeZone: "Europe/Paris",
		Preferences: map[string]string{"a": "\"b\"", "é": "👍"}, Version: 2,
		CreatedAt: time.UnixMilli(1_000).UTC(), UpdatedAt: time.UnixMilli(2_001).UTC(), LastLoginAt: time.UnixMilli(3_003).UTC(),
	}
	in(t, db, func(ctx context.Context) error { return users.UpdateUser(ctx, want) })
	in(t, db, func(ctx context.Context) error { return users.SetLastLogin(ctx, joID, want.LastLoginAt) })
	got, known, err := users.UserByID(t.Context(), joID)
	if err != nil || !known {
		t.Fatal(known, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	in(t, db, func(ctx context.Context) error {
		locked, known, err := users.LockUser(ctx, joID)
		if diff := cmp.Diff(want, locked); diff != "" || !known {
			t.Error(known, diff)
		}
		return err
	})
	in(t, db, func(ctx context.Context) error {
		_, known, err := users.LockUser(ctx, "nobody")
		if known {
			t.Error("nobody was locked")
		}
		return err
	})
}

func TestUserIsFoundByNormalisedEmail(t *testing.T) {
	users := store.Users{DB: withJo(t)}
	c, known, err := users.CredentialsByEmail(t.Context(), "jo@provider.example")
	if err != nil || !known || c != (user.Credentials{UserID: joID, PasswordHash: "hash", Active: true}) {
		t.Errorf("got %+v, %v, %v", c, known, err)
	}
	if _, known, err := users.CredentialsByEmail(t.Context(), "Jo@Provider.example"); known || err != nil {
		t.Errorf("found as entered: %v", err)
	}
}

func TestInUse(t *testing.T) {
	users := store.Users{DB: withJo(t)}
	for _, c := range []struct {
		email, extension string
		except           parley.ID
		emailUsed, used  bool
	}{
		{"jo@provider.example", "", "", true, false},
		{"jo@provider.example", "201", joID, false, false},
		{"al@provider.example", "201", "", false, true},
		{"", "", "", false, false},
	} {
		email, extension, err := users.InUse(t.Context(), c.email, c.extension, c.except)
		if err != nil || email != c.emailUsed || extension != c.used {
			t.Errorf("%+v: %v, %v, %v", c, email, extension, err)
		}
	}
}

func TestRoleIsSavedByKey(t *testing.T) {
	db := withJo(t)
	roles := store.Roles{DB: db}
	save := func(name string, at int64) user.Role {
		t.Helper()
		in(t, db, func(ctx context.Context) error {
			return roles.SaveRole(ctx, user.Role{
				ID: "another", Key: "night", Name: name, Permissions: user.NewPermissions("CREATE_NOTE", "READ_NOTE"),
				CreatedAt: time.UnixMilli(at), UpdatedAt: time.UnixMilli(at),
			})
		})
		r, known, err := roles.RoleByKey(t.Context(), "night")
		if err != nil || !known {
			t.Fatal(known, err)
		}
		return r
	}
	if r := save("Night shift", 2_000); r.ID != roleID || r.UpdatedAt.UnixMilli() != 1_000 {
		t.Errorf("saving the same again made %+v", r)
	}
	r := save("Nights", 3_000)
	if r.ID != roleID || r.Name != "Nights" || r.UpdatedAt.UnixMilli() != 3_000 || r.CreatedAt.UnixMilli() != 1_000 {
		t.Errorf("a new name made %+v", r)
	}
	if diff := cmp.Diff([]user.Permission{"CREATE_NOTE", "READ_NOTE"}, r.Permissions.Names()); diff != "" {
		t.Error(diff)
	}
}

func TestTokenUseNeverGoesBack(t *testing.T) {
	db := withJo(t)
	tokens := store.Tokens{DB: db}
	id := parley.ID("019aa000-0000-7000-8000-000000000003")
	in(t, db, func(ctx context.Context) error {
		return tokens.InsertToken(ctx, user.Token{ID: id, UserID: joID, Name: "script", Prefix: "prl_abc", CreatedAt: time.UnixMilli(1_000)}, "sum")
	})
	for _, at := range []int64{5_000, 4_000} {
		in(t, db, func(ctx context.Context) error { return tokens.TouchToken(ctx, id, time.UnixMilli(at)) })
	}
	got, known, err := tokens.TokenByHash(t.Context(), "sum")
	if err != nil || !known || got.LastUsedAt.UnixMilli() != 5_000 || !got.RevokedAt.IsZero() {
		t.Errorf("got %+v, %v, %v", got, known, err)
	}
	in(t, db, func(ctx context.Context) error { return tokens.RevokeToken(ctx, id, time.UnixMilli(6_000)) })
	if left, err := tokens.TokensOf(t.Context(), joID); err != nil || len(left) != 0 {
		t.Errorf("after it was revoked %v are left, %v", left, err)
	}
}

func TestSessionRows(t *testing.T) {
	db := withJo(t)
	sessions := store.Sessions{DB: db}
	at := time.UnixMilli
	save := func(key string, userID parley.ID, expires int64) {
		in(t, db, func(ctx context.Context) error {
			return sessions.SaveSession(ctx, user.Session{
				Key: key, UserID: userID, CreatedAt: at(1), SeenAt: at(2), ExpiresAt: at(expires), Visit: user.Visit{Remote: "203.0.113.1", Agent: "Fox"},
			})
		})
	}
	save("a", joID, 5_000)
	save("b", joID, 1_000)
	save("c", "al", 9_000)
	a, known, err := sessions.SessionByKey(t.Context(), "a")
	if err != nil || !known || a.ExpiresAt.UnixMilli() != 5_000 || a.UserID != joID || a.Agent != "Fox" || a.Remote != "203.0.113.1" || a.CreatedAt.UnixMilli() != 1 {
		t.Errorf("got %+v, %v, %v", a, known, err)
	}
	for _, seen := range []int64{900, 800} {
		in(t, db, func(ctx context.Context) error { return sessions.TouchSession(ctx, "b", at(seen)) })
	}
	of := func(now int64) (keys string) {
		t.Helper()
		list, err := sessions.SessionsOf(t.Context(), joID, at(now))
		if err != nil {
			t.Fatal(err)
		}
		for _, each := range list {
			keys += fmt.Sprint(each.Key, each.SeenAt.UnixMilli(), " ")
		}
		return keys
	}
	if early, late := of(999), of(1_000); early != "b900 a2 " || late != "a2 " {
		t.Errorf("his sessions are %q, then %q", early, late)
	}
	in(t, db, func(ctx context.Context) error {
		n, err := sessions.DropSessions(ctx, time.UnixMilli(5_000))
		if n != 1 {
			t.Errorf("dropped %d", n)
		}
		return err
	})
	in(t, db, func(ctx context.Context) error { return sessions.DeleteSessionsOf(ctx, joID) })
	in(t, db, func(ctx context.Context) error { return sessions.DeleteSession(ctx, "nothing") })
	if n, err := db.Count(t.Context(), `SELECT COUNT(*) FROM session`); err != nil || n != 1 {
		t.Errorf("%d are left, %v", n, err)
	}
}
