package user_test

import (
	"encoding/base32"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pquerna/otp/totp"

	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/user"
)

// authenticator shows the code of a secret so many steps from now, as somebody's app does.
func (h *hub) authenticator(tb testing.TB, secret string, steps int) string {
	tb.Helper()
	code, err := totp.GenerateCode(secret, h.clk.Now().Add(time.Duration(steps)*30*time.Second))
	if err != nil {
		tb.Fatal(err)
	}
	return code
}

// enrol sets up a second factor.
func (h *hub) enrol(tb testing.TB, a *user.Asker) (secret string, recovery []string) {
	tb.Helper()
	secret, _, err := h.users.BeginTOTP(tb.Context(), a, password)
	if err != nil {
		tb.Fatal(err)
	}
	if recovery, err = h.users.ConfirmTOTP(tb.Context(), a, h.authenticator(tb, secret, 0)); err != nil {
		tb.Fatal(err)
	}
	return secret, recovery
}

func (h *hub) logIn(tb testing.TB, a *user.Asker, code string) error {
	tb.Helper()
	_, err := h.users.LogIn(tb.Context(), user.LogIn{Email: a.User.Email, Password: password, Code: code}, user.Visit{Remote: remote})
	return err
}

// The codes are those of RFC 6238, appendix B, cut to the six digits that apps show.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	h := open(t)
	jo := h.as(t, "jo", user.Agent)
	if _, _, err := h.users.BeginTOTP(t.Context(), jo, password); err != nil {
		t.Fatal(err)
	}
	secret := base32.StdEncoding.EncodeToString([]byte("12345678901234567890"))
	sealed := h.box.Seal(secret, "user/"+string(jo.User.ID)+"/totp")
	if err := h.db.Exec(t.Context(), `UPDATE totp SET secret = $1, confirmed_at = 1`, sealed); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		at   int64
		code string
	}{{2000000000, "279037"}, {20000000000, "353130"}} {
		for left := c.at - h.clk.Now().Unix(); left > 0; left = c.at - h.clk.Now().Unix() {
			h.clk.Advance(time.Duration(min(left, 1e9)) * time.Second) // a Duration has no room for all of it
		}
		wants(t, h.logIn(t, jo, "000000"), parley.Unauthorized, "wrong_code")
		if err := h.logIn(t, jo, c.code); err != nil {
			t.Errorf("at %d: %v", c.at, err)
		}
	}
}

func TestSecondFactor(t *testing.T) {
	h := open(t)
	jo := h.as(t, "jo", user.Agent)
	_, _, err := h.users.BeginTOTP(t.Context(), jo, "not it at all")
	wants(t, err, parley.Invalid, "wrong_password")
	_, err = h.users.ConfirmTOTP(t.Context(), jo, "123456")
	wants(t, err, parley.Conflict, "totp_not_begun")
	secret, uri, err := h.users.BeginTOTP(t.Context(), jo, password)
	if err != nil || uri != "otpauth://totp/Parley:jo@provider.example?secret="+secret+"&issuer=Parley" {
		t.Fatalf("got %s, %v", uri, err)
	}
	if err := h.logIn(t, jo, ""); err != nil {
		t.Errorf("what is only begun is asked for: %v", err)
	}
	if n, err := h.db.Count(t.Context(), `SELECT COUNT(*) FROM totp WHERE secret LIKE '%'||$1||'%'`, secret); err != nil || n != 0 {
		t.Errorf("the secret is stored in clear: %d, %v", n, err)
	}
	_, err = h.users.ConfirmTOTP(t.Context(), jo, "12345")
	wants(t, err, parley.Invalid, "wrong_code")
	recovery, err := h.users.ConfirmTOTP(t.Context(), jo, h.authenticator(t, secret, 0))
	if err != nil || len(recovery) != 10 {
		t.Fatalf("got %v, %v", recovery, err)
	}
	if again, err := h.directory.ByUser(t.Context(), jo.User.ID); err != nil || !again.User.TOTP {
		t.Errorf("it is not known of the user: %+v, %v", again.User, err)
	}
	_, _, err = h.users.BeginTOTP(t.Context(), jo, password)
	wants(t, err, parley.Conflict, "totp_active")
	wants(t, h.logIn(t, jo, ""), parley.Unauthorized, "totp_required")
	wants(t, h.logIn(t, jo, h.authenticator(t, secret, 0)), parley.Unauthorized, "wrong_code") // it confirmed, and counts once
	h.clk.Advance(time.Minute)
	wants(t, h.logIn(t, jo, h.authenticator(t, secret, 2)), parley.Unauthorized, "wrong_code")
	wants(t, h.logIn(t, jo, h.authenticator(t, secret, -2)), parley.Unauthorized, "wrong_code")
	next := h.authenticator(t, secret, 1)
	if err := h.logIn(t, jo, " "+next[:3]+" "+next[3:]); err != nil {
		t.Errorf("a clock that is a step ahead: %v", err)
	}
	for _, replayed := range []string{next, h.authenticator(t, secret, 0)} {
		wants(t, h.logIn(t, jo, replayed), parley.Unauthorized, "wrong_code")
	}
	if diff := cmp.Diff([]string{"session.refused jo", `remote_address null "203.0.113.1"`, `reason null "wrong_code"`}, h.trail(t, "session")); diff != "" {
		t.Error(diff)
	}
}

// A wrong password learns nothing of the second factor, and half a log-in is not counted as a guess.
func TestSecondFactorIsNotGuessed(t *testing.T) {
	h := open(t)
	jo := h.as(t, "jo", user.Agent)
	secret, _ := h.enrol(t, jo)
	h.clk.Advance(time.Minute)
	_, err := h.users.LogIn(t.Context(), user.LogIn{Email: jo.User.Email, Password: "not it at all", Code: h.authenticator(t, secret, 0)}, user.Visit{Remote: remote})
	wants(t, err, parley.Unauthorized, "invalid_credentials")
	for range 30 {
		wants(t, h.logIn(t, jo, ""), parley.Unauthorized, "totp_required")
	}
	for range 4 { // with the wrong password from above five
		wants(t, h.logIn(t, jo, "000000"), parley.Unauthorized, "wrong_code")
	}
	wants(t, h.logIn(t, jo, h.authenticator(t, secret, 0)), parley.TooMany, "too_many_attempts")
}

func TestRecoveryCodes(t *testing.T) {
	h := open(t)
	jo := h.as(t, "jo", user.Agent)
	_, codes := h.enrol(t, jo)
	if err := h.logIn(t, jo, strings.ToLower(strings.ReplaceAll(codes[0], "-", " "))); err != nil {
		t.Errorf("a recovery code as people type it: %v", err)
	}
	wants(t, h.logIn(t, jo, codes[0]), parley.Unauthorized, "wrong_code")
	if left, err := h.users.RecoveryCodesLeft(t.Context(), jo); err != nil || left != 9 {
		t.Errorf("%d are left, %v", left, err)
	}
	if n, err := h.db.Count(t.Context(), `SELECT COUNT(*) FROM recovery_code WHERE hash = $1`, codes[1]); err != nil || n != 0 {
		t.Errorf("they are stored in clear: %d, %v", n, err)
	}
	_, err := h.users.NewRecoveryCodes(t.Context(), jo, "not it at all")
	wants(t, err, parley.Invalid, "wrong_password")
	others, err := h.users.NewRecoveryCodes(t.Context(), jo, password)
	if err != nil || len(others) != 10 {
		t.Fatalf("got %v, %v", others, err)
	}
	wants(t, h.logIn(t, jo, codes[1]), parley.Unauthorized, "wrong_code")
	if err := h.logIn(t, jo, others[9]); err != nil {
		t.Error(err)
	}
}

func TestSecondFactorEnds(t *testing.T) {
	h := open(t)
	root, admin, agent := h.as(t, "root", user.SuperAdmin), h.as(t, "admin", user.Admin), h.as(t, "agent", user.Agent)
	wants(t, h.users.EndTOTP(t.Context(), agent, password), parley.Conflict, "totp_not_active")
	h.enrol(t, agent)
	wants(t, h.users.EndTOTP(t.Context(), agent, "not it at all"), parley.Invalid, "wrong_password")
	if err := h.users.EndTOTP(t.Context(), agent, password); err != nil {
		t.Fatal(err)
	}
	if err := h.logIn(t, agent, ""); err != nil {
		t.Errorf("after its end: %v", err)
	}
	h.enrol(t, agent)
	wants(t, h.users.ResetTOTP(t.Context(), agent, agent.User.ID), parley.Forbidden, "forbidden")
	wants(t, h.users.ResetTOTP(t.Context(), admin, root.User.ID), parley.Forbidden, "role_exceeds_yours")
	if err := h.users.ResetTOTP(t.Context(), admin, agent.User.ID); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"user.updated agent", `changed null "second_factor_off"`}, h.trail(t, "user")); diff != "" {
		t.Error(diff)
	}
	if n, err := h.db.Count(t.Context(), `SELECT (SELECT COUNT(*) FROM totp) + (SELECT COUNT(*) FROM recovery_code)`); err != nil || n != 0 {
		t.Errorf("%d rows are left, %v", n, err)
	}
	if !user.RightsChanged(event.Event{Type: event.UserUpdated, Data: map[string]string{"changed": "second_factor_off"}}) {
		t.Error("his pages are not told")
	}
}

// Where the role requires it, a browser may do nothing else before; API tokens go on.
func TestRoleRequiresASecondFactor(t *testing.T) {
	h := open(t)
	role, err := h.users.CreateRole(t.Context(), user.Hub(), named("Careful", user.CreateContact))
	if err != nil {
		t.Fatal(err)
	}
	jo := h.as(t, "jo", role.Key)
	session, _, err := h.sessions.Begin(t.Context(), "", jo.User, user.Visit{})
	if err != nil {
		t.Fatal(err)
	}
	_, token, err := h.tokens.Create(t.Context(), user.Hub(), jo.User.ID, user.NewToken{Name: "script"})
	if err != nil {
		t.Fatal(err)
	}
	asker := func() *user.Asker {
		t.Helper()
		a, err := h.directory.BySession(t.Context(), session)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	if err := asker().Require(user.CreateContact); err != nil {
		t.Fatal(err)
	}
	if _, err := h.users.UpdateRole(t.Context(), user.Hub(), role.ID, user.RoleChange{Version: 1, TOTPRequired: ptr(true)}); err != nil {
		t.Fatal(err)
	}
	wants(t, asker().Ready(), parley.Forbidden, "second_factor_required")
	wants(t, asker().Require(user.CreateContact), parley.Forbidden, "second_factor_required")
	if a, err := h.directory.ByToken(t.Context(), token); err != nil || a.Require(user.CreateContact) != nil {
		t.Errorf("a token: %v, %v", a, err)
	}
	h.enrol(t, asker())
	if err := asker().Require(user.CreateContact); err != nil {
		t.Error(err)
	}
	wants(t, h.users.EndTOTP(t.Context(), asker(), password), parley.Conflict, "totp_required_by_role")
}

// A hub that was restored without its key cannot know the codes of an app any more; recovery codes are not sealed.
func TestSecondFactorWithoutItsKey(t *testing.T) {
	h := open(t)
	jo := h.as(t, "jo", user.Agent)
	app, codes := h.enrol(t, jo)
	if err := h.db.Exec(t.Context(), `UPDATE totp SET secret = $1`, h.box.Seal(app, "somewhere else")); err != nil {
		t.Fatal(err)
	}
	h.clk.Advance(time.Minute)
	wants(t, h.logIn(t, jo, h.authenticator(t, app, 0)), parley.Unauthorized, "second_factor_lost")
	if lost, err := h.users.LostSecondFactors(t.Context()); lost != 1 || err != nil {
		t.Errorf("%d are lost, %v", lost, err)
	}
	if err := h.logIn(t, jo, codes[0]); err != nil {
		t.Error(err)
	}
}
