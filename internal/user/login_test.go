package user_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"time"

	"parley/internal/parley"
	"parley/internal/user"
)

func TestLogIn(t *testing.T) {
	h := open(t)
	jo := h.make(t, "jo", user.Agent)
	off := h.make(t, "off", user.Agent)
	if _, err := h.users.Update(t.Context(), user.Hub(), off.User.ID, user.Change{Version: 1, Active: ptr(false)}); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		email, password string
		in              bool
	}{
		"right":                        {"jo@provider.example", password, true},
		"email in capitals and blanks": {" JO@Provider.EXAMPLE ", password, true},
		"wrong password":               {"jo@provider.example", password + "!", false},
		"nobody":                       {"al@provider.example", password, false},
		"empty":                        {"", "", false},
		"deactivated":                  {"off@provider.example", password, false},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := h.users.LogIn(t.Context(), user.LogIn{Email: c.email, Password: c.password}, user.Visit{Remote: "203.0.113.1"})
			if !c.in {
				wants(t, err, parley.Unauthorized, "invalid_credentials")
				return
			}
			if err != nil || p.User.ID != jo.User.ID || p.Role.Key != user.Agent || p.User.LastLoginAt != h.clk.Now() {
				t.Errorf("got %+v, %v", p, err)
			}
		})
	}
}

func TestLogInIsLimited(t *testing.T) {
	h := open(t)
	h.make(t, "jo", user.Agent)
	for range 5 {
		_, err := h.users.LogIn(t.Context(), user.LogIn{Email: "jo@provider.example", Password: "wrong wrong wrong"}, user.Visit{Remote: "203.0.113.1"})
		wants(t, err, parley.Unauthorized, "invalid_credentials")
	}
	_, err := h.users.LogIn(t.Context(), user.LogIn{Email: "JO@provider.example", Password: password}, user.Visit{Remote: "203.0.113.2"})
	wants(t, err, parley.TooMany, "too_many_attempts")
	var e *parley.Error
	if !errors.As(err, &e) || e.Meta["retry_after"] != "60" {
		t.Errorf("the wait is told as %v", e)
	}
	h.clk.Advance(time.Minute)
	if _, err := h.users.LogIn(t.Context(), user.LogIn{Email: "jo@provider.example", Password: password}, user.Visit{Remote: "203.0.113.2"}); err != nil {
		t.Errorf("after the wait: %v", err)
	}
	for range 5 { // the log-in that succeeded took the failures away
		_, err := h.users.LogIn(t.Context(), user.LogIn{Email: "jo@provider.example", Password: "wrong wrong wrong"}, user.Visit{Remote: "203.0.113.3"})
		wants(t, err, parley.Unauthorized, "invalid_credentials")
	}
}

// What was typed for an email address may be a password: of an unknown one the trail keeps from where it came.
func TestRefusedLogInIsKept(t *testing.T) {
	h := open(t)
	h.make(t, "jo", user.Agent)
	for email, name := range map[string]string{"jo@provider.example": "jo", "hunter2 hunter2": ""} {
		_, err := h.users.LogIn(t.Context(), user.LogIn{Email: email, Password: "wrong wrong wrong"}, user.Visit{Remote: remote})
		wants(t, err, parley.Unauthorized, "invalid_credentials")
		want := []string{"session.refused " + name, `remote_address null "203.0.113.1"`, `reason null "invalid_credentials"`}
		if diff := cmp.Diff(want, h.trail(t, "session")); diff != "" {
			t.Error(diff)
		}
	}
}

func TestLogInIsLimitedByAddress(t *testing.T) {
	h := open(t)
	for i := range 20 {
		_, err := h.users.LogIn(t.Context(), user.LogIn{Email: strings.Repeat("a", i+1) + "@provider.example", Password: "wrong wrong wrong"}, user.Visit{Remote: "203.0.113.1"})
		wants(t, err, parley.Unauthorized, "invalid_credentials")
	}
	_, err := h.users.LogIn(t.Context(), user.LogIn{Email: "other@provider.example", Password: "wrong wrong wrong"}, user.Visit{Remote: "203.0.113.1"})
	wants(t, err, parley.TooMany, "too_many_attempts")
}

// Many people log in from one address: only wrong guesses count there, and those before a right one stay.
func TestRightLogInsAreNotCountedByAddress(t *testing.T) {
	h := open(t)
	h.make(t, "jo", user.Agent)
	wrong := func(email string) error {
		_, err := h.users.LogIn(t.Context(), user.LogIn{Email: email, Password: "wrong wrong wrong"}, user.Visit{Remote: "203.0.113.1"})
		return err
	}
	for i := range 19 {
		wants(t, wrong(strings.Repeat("a", i+1)+"@provider.example"), parley.Unauthorized, "invalid_credentials")
	}
	for range 3 {
		if _, err := h.users.LogIn(t.Context(), user.LogIn{Email: "jo@provider.example", Password: password}, user.Visit{Remote: "203.0.113.1"}); err != nil {
			t.Fatal(err)
		}
	}
	wants(t, wrong("b@provider.example"), parley.Unauthorized, "invalid_credentials")
	wants(t, wrong("c@provider.example"), parley.TooMany, "too_many_attempts")
}

func TestPasswordRules(t *testing.T) {
	h := open(t)
	for text, code := range map[string]string{
		"short 123":               "password_too_short",
		strings.Repeat("x", 1025): "password_too_long",
		"JO@provider.example":     "password_is_email",
		"éééééééééé":              "",
		"          10":            "",
	} {
		_, err := h.users.Create(t.Context(), user.Hub(), user.New{
			Name: "Jo", Email: "jo@provider.example", Role: user.Agent, Password: text,
		})
		if code != "" {
			wants(t, err, parley.Invalid, code)
		} else if err != nil && parley.CodeOf(err) != "email_taken" {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestChangePassword(t *testing.T) {
	h := open(t)
	jo := h.as(t, "jo", user.Agent)
	token, _, err := h.sessions.Begin(t.Context(), "", jo.User, user.Visit{})
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		wants(t, h.users.ChangePassword(t.Context(), jo, "not it at all", "another long one"), parley.Invalid, "wrong_password")
	}
	wants(t, h.users.ChangePassword(t.Context(), jo, password, "short"), parley.Invalid, "password_too_short")
	if _, err := h.directory.BySession(t.Context(), token); err != nil {
		t.Fatalf("a refused change ended the session: %v", err)
	}
	if err := h.users.ChangePassword(t.Context(), jo, password, "another long one"); err != nil {
		t.Fatal(err)
	}
	_, err = h.directory.BySession(t.Context(), token)
	wants(t, err, parley.Unauthorized, "unauthorized")
	_, err = h.users.LogIn(t.Context(), user.LogIn{Email: jo.User.Email, Password: password}, user.Visit{Remote: "203.0.113.1"})
	wants(t, err, parley.Unauthorized, "invalid_credentials")
	if _, err := h.users.LogIn(t.Context(), user.LogIn{Email: jo.User.Email, Password: "another long one"}, user.Visit{Remote: "203.0.113.1"}); err != nil {
		t.Error(err)
	}
}

// Who sits at somebody's open browser cannot try passwords for ever.
func TestChangePasswordIsLimited(t *testing.T) {
	h := open(t)
	jo := h.as(t, "jo", user.Agent)
	for range 5 {
		wants(t, h.users.ChangePassword(t.Context(), jo, "not it at all", "another long one"), parley.Invalid, "wrong_password")
	}
	wants(t, h.users.ChangePassword(t.Context(), jo, password, "another long one"), parley.TooMany, "too_many_attempts")
}

func TestFirstUserIsMadeOnce(t *testing.T) {
	h := open(t)
	if needed, err := h.setup.Needed(t.Context()); err != nil || !needed {
		t.Fatalf("a new hub needs a set-up: %v, %v", needed, err)
	}
	var all sync.WaitGroup
	results := make([]error, 4)
	for i := range results {
		all.Go(func() {
			_, results[i] = h.setup.SetUp(t.Context(), user.New{
				Name: "First", Email: string(rune('a'+i)) + "@provider.example", Role: user.Agent, Password: password,
			}, "", "203.0.113.1")
		})
	}
	all.Wait()
	made := 0
	for _, err := range results {
		if err == nil {
			made++
			continue
		}
		wants(t, err, parley.Conflict, "already_set_up")
	}
	people, err := h.users.List(t.Context(), user.Hub(), "", 10)
	if err != nil || made != 1 || len(people) != 1 || people[0].Role.Key != user.SuperAdmin {
		t.Errorf("%d succeeded, there are %v, %v", made, people, err)
	}
	if needed, err := h.setup.Needed(t.Context()); err != nil || needed {
		t.Errorf("needed after it: %v, %v", needed, err)
	}
}

func TestSetupCode(t *testing.T) {
	code := user.NewSetupCode()
	h := open(t)
	h = build(t, h.db, code)
	first := user.New{Name: "First", Email: "first@provider.example", Password: password}
	for _, wrong := range []string{"", "AAAA-AAAA-AAAA", code[:13]} {
		_, err := h.setup.SetUp(t.Context(), first, wrong, "203.0.113.1")
		wants(t, err, parley.Forbidden, "wrong_code")
	}
	if !h.setup.CodeRequired() {
		t.Error("the page is not told to ask for the code")
	}
	if _, err := h.setup.SetUp(t.Context(), first, strings.ToLower(strings.ReplaceAll(code, "-", " ")), "203.0.113.1"); err != nil {
		t.Errorf("the code as people type it: %v", err)
	}
}
