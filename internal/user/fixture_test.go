package user_test

import (
	"log/slog"
	"testing"
	"time"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/limit"
	"parley/internal/parley"
	"parley/internal/secret"
	"parley/internal/store"
	"parley/internal/store/storetest"
	"parley/internal/user"
)

const password = "correct horse battery"

// hub is the feature on a real store.
type hub struct {
	db        *store.DB
	clk       *clock.Fake
	log       *event.Log
	users     *user.Users
	setup     *user.Setup
	sessions  *user.Sessions
	tokens    *user.Tokens
	directory *user.Directory
	box       *secret.Box
}

func open(tb testing.TB) *hub {
	tb.Helper()
	return build(tb, storetest.Open(tb), "")
}

func build(tb testing.TB, db *store.DB, code string) *hub {
	tb.Helper()
	box, err := secret.NewBox(make([]byte, secret.KeySize))
	if err != nil {
		tb.Fatal(err)
	}
	clk := clock.NewFake(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC))
	h := &hub{db: db, clk: clk, box: box, log: event.NewLog(store.Events{DB: db}, clk)}
	h.sessions = user.NewSessions(db, store.Sessions{DB: db}, h.log, clk)
	h.directory = user.NewDirectory(user.DirectorySources{
		Users: store.Users{DB: db}, Roles: store.Roles{DB: db}, Tokens: store.Tokens{DB: db},
		Sessions: h.sessions, Worker: db, Clock: clk, Log: slog.New(slog.DiscardHandler),
	})
	h.users = user.NewUsers(user.Parts{
		Worker: db, Events: h.log, Source: clk, Store: store.Users{DB: db}, Roles: store.Roles{DB: db},
		Logins: store.Users{DB: db}, Passwords: user.NewPasswords(2), Sessions: h.sessions, Directory: h.directory,
		ByAccount: limit.NewAttempts(clk.Now, 5, time.Minute, 1000), ByRemote: limit.NewAttempts(clk.Now, 20, time.Minute, 1000),
		Links: store.Links{DB: db}, TOTP: store.TOTP{DB: db}, Sealer: box,
	})
	h.tokens = user.NewTokens(db, store.Tokens{DB: db}, h.log, clk, h.directory)
	h.setup = user.NewSetup(h.users, store.Users{DB: db}, code)
	if err := user.SaveBuiltinRoles(tb.Context(), db, store.Roles{DB: db}, clk); err != nil {
		tb.Fatal(err)
	}
	return h
}

// make makes a user with the role.
func (h *hub) make(tb testing.TB, name, role string) user.Person {
	tb.Helper()
	p, err := h.users.Create(tb.Context(), user.Hub(), user.New{
		Name: name, Email: name + "@provider.example", Role: role, Password: password,
	})
	if err != nil {
		tb.Fatalf("making %s: %v", name, err)
	}
	return p
}

// as makes a user with the role and gives him as one who asks.
func (h *hub) as(tb testing.TB, name, role string) *user.Asker {
	tb.Helper()
	p := h.make(tb, name, role)
	a, err := h.directory.ByUser(tb.Context(), p.User.ID)
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

// told gives the events since the beginning, as "type changed".
func (h *hub) told(tb testing.TB, subject parley.ID) []string {
	tb.Helper()
	var out []string
	for _, e := range storetest.Told(tb, h.db) {
		if e.SubjectID == subject {
			out = append(out, string(e.Type)+" "+e.Data["changed"])
		}
	}
	return out
}

func wants(tb testing.TB, err error, kind parley.Kind, code string) {
	tb.Helper()
	if !parley.IsKind(err, kind) || parley.CodeOf(err) != code {
		tb.Errorf("got %v, want %s %s", err, kind, code)
	}
}

func ptr[T any](v T) *T { return &v }
