package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parley/internal/api"
	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/httpd"
	"parley/internal/limit"
	"parley/internal/secret"
	"parley/internal/store"
	"parley/internal/store/storetest"
	"parley/internal/switchboard"
	"parley/internal/transfer"
	"parley/internal/user"
)

const longEnough = "correct horse battery"

// userHub is all calls on a real store, behind the layers that find out who asks.
type userHub struct {
	http.Handler
	db        *store.DB
	users     *user.Users
	tokens    *user.Tokens
	board     *switchboard.Board
	clk       *clock.Fake
	events    *event.Log
	directory *user.Directory
	transfers *transfer.Transfers
}

func openUsers(t *testing.T, setupCode string) *userHub {
	t.Helper()
	db, log := storetest.Open(t), slog.New(slog.DiscardHandler)
	box, err := secret.NewBox(make([]byte, secret.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	clk := clock.NewFake(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC))
	events := storetest.Log(db, clk)
	sessions := user.NewSessions(db, store.Sessions{DB: db}, events, clk)
	directory := user.NewDirectory(user.DirectorySources{
		Users: store.Users{DB: db}, Roles: store.Roles{DB: db}, Tokens: store.Tokens{DB: db},
		Sessions: sessions, Worker: db, Clock: clk, Log: log,
	})
	users := user.NewUsers(user.Parts{
		Worker: db, Events: events, Source: clk, Store: store.Users{DB: db}, Roles: store.Roles{DB: db},
		Logins: store.Users{DB: db}, Passwords: user.NewPasswords(2), Sessions: sessions, Directory: directory,
		ByAccount: limit.NewAttempts(clk.Now, 3, time.Minute, 1000), ByRemote: limit.NewAttempts(clk.Now, 100, time.Minute, 1000),
		Links: store.Links{DB: db}, TOTP: store.TOTP{DB: db}, Sealer: box,
	})
	if err := user.SaveBuiltinRoles(t.Context(), db, store.Roles{DB: db}, clk); err != nil {
		t.Fatal(err)
	}
	h := &userHub{db: db, directory: directory, users: users, tokens: user.NewTokens(db, store.Tokens{DB: db}, events, clk, directory), clk: clk, events: events}
	deps := h.messaging(t, log)
	deps.Users, deps.Sessions, deps.Tokens = users, sessions, h.tokens
	deps.BaseURL = "https://hub.example"
	deps.Setup = user.NewSetup(users, store.Users{DB: db}, setupCode)
	calls := api.New(deps)
	h.Handler = httpd.Base{Log: log, Source: clk}.Wrap(httpd.Who(directory, calls))
	return h
}

// make makes a user of that name, with the role.
func (h *userHub) make(t *testing.T, name, role string) user.Person {
	t.Helper()
	p, err := h.users.Create(t.Context(), user.Hub(), user.New{
		Name: name, Email: name + "@provider.example", Role: role, Password: longEnough,
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// as makes a user with the role and of its name, and gives the header of his token.
func (h *userHub) as(t *testing.T, role string) (user.Person, [2]string) {
	t.Helper()
	p := h.make(t, role, role)
	_, secret, err := h.tokens.Create(t.Context(), user.Hub(), p.User.ID, user.NewToken{Name: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return p, [2]string{"Authorization", "Bearer " + secret}
}

// allowed makes a user whose role holds just the permissions given.
func (h *userHub) allowed(t *testing.T, name string, permissions ...user.Permission) [2]string {
	t.Helper()
	r, err := h.users.CreateRole(t.Context(), user.Hub(), user.RoleChange{Name: &name, Permissions: &permissions})
	if err != nil {
		t.Fatal(err)
	}
	_, token := h.as(t, r.Key)
	return token
}

// ask sends one request and reads the JSON of the answer, nil where there is none.
func (h *userHub) ask(t *testing.T, method, path, body string, headers ...[2]string) (*httptest.ResponseRecorder, map[string]any) {
	t.Helper()
	r := httptest.NewRequest(method, "/api/v2"+path, bytes.NewBufferString(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for _, each := range headers {
		if each[0] != "" {
			r.Header.Set(each[0], each[1])
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var out map[string]any
	if strings.Contains(w.Header().Get("Content-Type"), "json") && w.Body.Len() > 0 {
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
			t.Fatalf("%s %s answered %s: %v", method, path, w.Body, err)
		}
	}
	return w, out
}

// What a role does not hold is refused by the server, whatever the front end shows.
func TestUserCallsByRole(t *testing.T) {
	const supervisor, admin = 2, 3 // places in roles
	roles := []string{"", user.Agent, user.Supervisor, user.Admin, user.SuperAdmin}
	h := openUsers(t, "")
	target := h.make(t, "target", user.Agent)
	tokens := make([][2]string, len(roles))
	for i, role := range roles[1:] {
		_, tokens[i+1] = h.as(t, role)
	}
	all := func(status int) [5]int { return [5]int{401, status, status, status, status} }
	from := func(role, status int) (want [5]int) {
		for i := range want {
			switch {
			case i == 0:
				want[i] = 401
			case i < role:
				want[i] = 403
			default:
				want[i] = status
			}
		}
		return want
	}
	for _, c := range []struct {
		method, path, body string
		want               [5]int
	}{
		{"GET", "/session", "", all(200)},
		{"PATCH", "/session", `{"locale":"fr"}`, all(200)},
		{"DELETE", "/session", "", all(403)},                                          // these ask with tokens, which have no session
		{"POST", "/session/password", `{"current":"a","new":"bbbbbbbbbb"}`, all(403)}, // likewise
		{"GET", "/setup", "", [5]int{200, 200, 200, 200, 200}},
		{"GET", "/users", "", from(supervisor, 200)},
		{"GET", "/users/{target}", "", from(supervisor, 200)},
		{"POST", "/users", `{"name":"{name}","email":"{name}@x.example","role":"agent","password":"` + longEnough + `"}`, from(admin, 201)},
		{"PATCH", "/users/{target}", `{"version":{version},"name":"{name}"}`, from(admin, 200)},
		{"GET", "/roles", "", from(supervisor, 200)},
		{"GET", "/tokens", "", all(200)},
		{"POST", "/tokens", `{"name":"script"}`, from(supervisor, 201)},
		{"DELETE", "/tokens/019aa000-0000-7000-8000-000000000000", "", all(404)},
	} {
		t.Run(c.method+" "+c.path, func(t *testing.T) {
			for i, role := range roles {
				now, err := h.users.Get(t.Context(), user.Hub(), target.User.ID)
				if err != nil {
					t.Fatal(err)
				}
				fill := strings.NewReplacer("{target}", string(target.User.ID), "{version}", fmt.Sprint(now.User.Version), "{name}", fmt.Sprintf("n%d", i))
				w, out := h.ask(t, c.method, fill.Replace(c.path), fill.Replace(c.body), tokens[i])
				if w.Code != c.want[i] { // DM-9
					t.Errorf("%q is answered %d, want %d: %v", role, w.Code, c.want[i], out)
				}
				if w.Code >= 400 && (out["code"] == "" || w.Header().Get("Content-Type") != "application/problem+json") {
					t.Errorf("%q is refused by %v", role, out)
				}
			}
		})
	}
}

func TestUserCallsRefuseBadInput(t *testing.T) {
	h := openUsers(t, "")
	target, _ := h.as(t, user.Agent)
	_, token := h.as(t, user.Admin)
	for name, c := range map[string]struct {
		method, path, body string
		status             int
		code, field        string
	}{
		"a short password":   {"POST", "/users", `{"name":"A","email":"a@x.example","role":"agent","password":"short"}`, 422, "password_too_short", "password"},
		"an unknown role":    {"POST", "/users", `{"name":"A","email":"a@x.example","role":"king","password":"` + longEnough + `"}`, 422, "unknown_role", "role"},
		"email in use":       {"POST", "/users", `{"name":"A","email":"AGENT@provider.example","role":"agent","password":"` + longEnough + `"}`, 409, "email_taken", "email"},
		"no JSON":            {"POST", "/users", `{"name":`, 400, "malformed_request", ""},
		"broken UTF-8":       {"POST", "/users", "{\"name\":\"\xff\"}", 400, "invalid_utf8", ""},
		"a wrong version":    {"PATCH", "/users/" + string(target.User.ID), `{"version":7,"name":"B"}`, 409, "version_conflict", ""},
		"an id of nobody":    {"PATCH", "/users/019aa000-0000-7000-8000-000000000000", `{"version":1}`, 404, "user_not_found", ""},
		"no id at all":       {"GET", "/users/xyz", "", 404, "user_not_found", ""},
		"a foreign cursor":   {"GET", "/users?cursor=%21", "", 422, "invalid_cursor", "cursor"},
		"too long a page":    {"GET", "/users?limit=1000", "", 422, "invalid_request", ""},
		"an empty name":      {"POST", "/tokens", `{"name":" "}`, 422, "invalid_name", "name"},
		"a language we lack": {"PATCH", "/session", `{"locale":"de"}`, 422, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w, out := h.ask(t, c.method, c.path, c.body, token)
			if w.Code != c.status || c.code != "" && out["code"] != c.code {
				t.Fatalf("answered %d %v", w.Code, out)
			}
			if c.field != "" && out["errors"].([]any)[0].(map[string]any)["field"] != c.field {
				t.Errorf("the field at fault is told as %v", out["errors"])
			}
		})
	}
}

func TestUserIsMadeOnceByIdempotencyKey(t *testing.T) {
	h := openUsers(t, "")
	_, token := h.as(t, user.Admin)
	key := [2]string{"Idempotency-Key", "k1"}
	body := `{"name":"Jo","email":"jo@x.example","role":"agent","password":"` + longEnough + `","extension":"201"}`
	w1, first := h.ask(t, "POST", "/users", body, token, key)
	w2, second := h.ask(t, "POST", "/users", body, token, key)
	if w1.Code != 201 || w2.Code != 201 || first["extension"] != "201" {
		t.Fatalf("answered %d, then %d %v", w1.Code, w2.Code, second)
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Error(diff)
	}
	if w, out := h.ask(t, "POST", "/users", strings.Replace(body, "Jo", "Al", 1), token, key); w.Code != 422 {
		t.Errorf("another body is answered %d %v", w.Code, out)
	}
}

func TestUsersPage(t *testing.T) {
	h := openUsers(t, "")
	for _, role := range []string{user.Agent, user.Supervisor} {
		h.as(t, role)
	}
	_, token := h.as(t, user.Admin)
	var emails []any
	for cursor, pages := "", 0; ; pages++ {
		w, out := h.ask(t, "GET", "/users?limit=1&cursor="+cursor, "", token)
		if w.Code != 200 || pages > 3 {
			t.Fatalf("page %d is answered %d %v", pages, w.Code, out)
		}
		for _, each := range out["items"].([]any) {
			emails = append(emails, each.(map[string]any)["email"])
		}
		next, more := out["next"].(string)
		if !more {
			break
		}
		cursor = next
	}
	if diff := cmp.Diff([]any{"agent@provider.example", "supervisor@provider.example", "admin@provider.example"}, emails); diff != "" {
		t.Error(diff)
	}
}

func TestTokenByAPI(t *testing.T) {
	h := openUsers(t, "")
	_, token := h.as(t, user.Admin)
	_, made := h.ask(t, "POST", "/tokens", `{"name":"script"}`, token)
	secret, _ := made["token"].(string)
	if !strings.HasPrefix(secret, "prl_") {
		t.Fatalf("made %v", made)
	}
	w, out := h.ask(t, "GET", "/tokens", "", [2]string{"Authorization", "Bearer " + secret})
	if w.Code != 200 || len(out["items"].([]any)) != 2 || strings.Contains(w.Body.String(), secret) {
		t.Errorf("listed %d %v", w.Code, out)
	}
	if w, _ := h.ask(t, "DELETE", "/tokens/"+made["id"].(string), "", token); w.Code != 204 {
		t.Errorf("revoking is answered %d", w.Code)
	}
	if w, _ := h.ask(t, "GET", "/tokens", "", [2]string{"Authorization", "Bearer " + secret}); w.Code != 401 {
		t.Errorf("the revoked token is answered %d", w.Code)
	}
}

// A secret is told once and kept nowhere: who repeats the call learns that it was carried out, and which token it made.
func TestRepeatedTokenIsNotToldAgain(t *testing.T) {
	h := openUsers(t, "")
	_, token := h.as(t, user.Admin)
	key := [2]string{"Idempotency-Key", "k"}
	w, made := h.ask(t, "POST", "/tokens", `{"name":"script"}`, token, key)
	secret, _ := made["token"].(string)
	if w.Code != 201 || secret == "" {
		t.Fatalf("answered %d %s", w.Code, w.Body)
	}
	w, again := h.ask(t, "POST", "/tokens", `{"name":"script"}`, token, key)
	if w.Code != 409 || again["code"] != "already_done" || again["token_id"] != made["id"] || strings.Contains(w.Body.String(), secret) {
		t.Errorf("the repeat is answered %d %s", w.Code, w.Body)
	}
	if w, _ := h.ask(t, "POST", "/tokens", `{"name":"other"}`, token, key); w.Code != 422 || problem(t, w).Code != "idempotency_key_reused" {
		t.Errorf("another body is answered %d %s", w.Code, w.Body)
	}
	if n := h.count(t, `SELECT COUNT(*) FROM api_token WHERE name = 'script'`); n != 1 {
		t.Errorf("%d tokens were made", n)
	}
	if n := h.count(t, `SELECT COUNT(*) FROM idempotency_key WHERE answer LIKE '%`+secret+`%'`); n != 0 {
		t.Error("the secret is kept")
	}
}

// Of several calls at once with one key, one makes the token and is told its secret.
func TestTokenAtTheSameTime(t *testing.T) {
	h := openUsers(t, "")
	_, token := h.as(t, user.Admin)
	codes := make([]int, 8)
	var all sync.WaitGroup
	for i := range codes {
		all.Go(func() {
			w, _ := h.ask(t, "POST", "/tokens", `{"name":"script"}`, token, [2]string{"Idempotency-Key", "k"})
			codes[i] = w.Code
		})
	}
	all.Wait()
	slices.Sort(codes)
	if codes[0] != 201 || codes[1] != 409 || codes[7] != 409 {
		t.Errorf("answered %v", codes)
	}
}

// The first user is made once, whatever a repeat is called.
func TestRepeatedSetUp(t *testing.T) {
	h := openUsers(t, "")
	key := [2]string{"Idempotency-Key", "k"}
	body := `{"name":"Ada","email":"ada@x.example","password":"` + longEnough + `"}`
	if w, _ := h.ask(t, "POST", "/setup", body, key); w.Code != 201 {
		t.Fatalf("answered %d %s", w.Code, w.Body)
	}
	if w, _ := h.ask(t, "POST", "/setup", body, key); w.Code != 409 || problem(t, w).Code != "already_set_up" {
		t.Errorf("the repeat is answered %d %s", w.Code, w.Body)
	}
}
