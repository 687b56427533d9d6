package api_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pquerna/otp/totp"

	"parley/internal/user"
)

// cookie gives the session's cookie that an answer sets.
func cookie(t *testing.T, w *httptest.ResponseRecorder) *http.Cookie {
	t.Helper()
	for _, c := range w.Result().Cookies() {
		if c.Name == "parley_session" {
			return c
		}
	}
	t.Fatalf("no cookie with the answer %d %s", w.Code, w.Body)
	return nil
}

func sent(c *http.Cookie) [2]string { return [2]string{"Cookie", c.Name + "=" + c.Value} }

func TestSessionOfABrowser(t *testing.T) {
	h := openUsers(t, "")
	h.as(t, user.Supervisor)
	logIn := `{"email":"Supervisor@provider.example","password":"` + longEnough + `"}`
	w, out := h.ask(t, "POST", "/session", logIn)
	if w.Code != 200 || out["email"] != "supervisor@provider.example" || out["role"].(map[string]any)["key"] != "supervisor" {
		t.Fatalf("logging in is answered %d %v", w.Code, out)
	}
	server := map[string]any{"version": "1.0", "build": "b", "time_zone": "UTC", "region": "US", "demo": false, "segment_profile": "seed", "currency": "", "currency_digits": 2.0, "default_sender_id": "", "date_format": "language", "time_format": "language"}
	if diff := cmp.Diff(server, out["server"]); diff != "" {
		t.Error(diff)
	}
	first := cookie(t, w)
	if !first.HttpOnly || first.SameSite != http.SameSiteLaxMode {
		t.Errorf("the cookie is %s", first)
	}
	w, out = h.ask(t, "PATCH", "/session", `{"locale":"fr","preferences":{"theme":"dark"}}`, sent(first))
	if w.Code != 200 || out["locale"] != "fr" {
		t.Errorf("the profile is answered %d %v", w.Code, out)
	}
	w, out = h.ask(t, "GET", "/session", "", sent(first))
	if w.Code != 200 || out["preferences"].(map[string]any)["theme"] != "dark" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("the session is answered %d %v", w.Code, out)
	}
	w, _ = h.ask(t, "POST", "/session/password", `{"current":"`+longEnough+`","new":"a new long one"}`, sent(first))
	if w.Code != 204 {
		t.Fatalf("a new password is answered %d %s", w.Code, w.Body)
	}
	second := cookie(t, w)
	if w, _ := h.ask(t, "GET", "/session", "", sent(first)); w.Code != 401 {
		t.Errorf("the old session is answered %d", w.Code)
	}
	w, _ = h.ask(t, "DELETE", "/session", "", sent(second))
	if w.Code != 204 || cookie(t, w).MaxAge >= 0 {
		t.Errorf("logging out is answered %d", w.Code)
	}
	if w, _ := h.ask(t, "GET", "/session", "", sent(second)); w.Code != 401 {
		t.Errorf("the ended session is answered %d", w.Code)
	}
	if w, _ := h.ask(t, "POST", "/session", logIn); w.Code != 401 {
		t.Errorf("the old password is answered %d", w.Code)
	}
}

func TestLogInTellsHowLongToWait(t *testing.T) {
	h := openUsers(t, "")
	h.as(t, user.Agent)
	for range 3 {
		w, out := h.ask(t, "POST", "/session", `{"email":"agent@provider.example","password":"no"}`)
		if w.Code != 401 || out["code"] != "invalid_credentials" {
			t.Fatalf("answered %d %v", w.Code, out)
		}
	}
	w, out := h.ask(t, "POST", "/session", `{"email":"agent@provider.example","password":"`+longEnough+`"}`)
	if w.Code != 429 || out["code"] != "too_many_attempts" || w.Header().Get("Retry-After") != "60" {
		t.Errorf("answered %d %v, Retry-After %q", w.Code, out, w.Header().Get("Retry-After"))
	}
}

func TestSetUpByBrowser(t *testing.T) {
	h := openUsers(t, "ABCD-EFGH-IJKL")
	_, out := h.ask(t, "GET", "/setup", "")
	if diff := cmp.Diff(map[string]any{"needed": true, "code_required": true, "demo": false}, out); diff != "" {
		t.Error(diff)
	}
	first := `{"name":"First","email":"first@provider.example","password":"` + longEnough + `","code":"CODE"}`
	if w, out := h.ask(t, "POST", "/setup", first); w.Code != 403 || out["code"] != "wrong_code" {
		t.Errorf("a wrong code is answered %d %v", w.Code, out)
	}
	w, out := h.ask(t, "POST", "/setup", strings.Replace(first, "CODE", "abcd efgh ijkl", 1))
	if w.Code != 201 || out["role"].(map[string]any)["key"] != "super-admin" {
		t.Fatalf("answered %d %v", w.Code, out)
	}
	if w, _ := h.ask(t, "GET", "/users", "", sent(cookie(t, w))); w.Code != 200 {
		t.Errorf("the first user is not logged in: %d", w.Code)
	}
	_, out = h.ask(t, "GET", "/setup", "")
	if diff := cmp.Diff(map[string]any{"needed": false, "code_required": false, "demo": false}, out); diff != "" {
		t.Error(diff)
	}
	if w, out := h.ask(t, "POST", "/setup", strings.Replace(first, "CODE", "abcd efgh ijkl", 1)); w.Code != 409 || out["code"] != "already_set_up" {
		t.Errorf("a second one is answered %d %v", w.Code, out)
	}
}

// browse logs a browser in and gives the header of its cookie.
func (h *userHub) browse(t *testing.T, email, more string) (*http.Response, [2]string) {
	t.Helper()
	w, out := h.ask(t, "POST", "/session", `{"email":"`+email+`","password":"`+longEnough+`"`+more+`}`, [2]string{"User-Agent", "Fox 1"})
	if w.Code != 200 {
		t.Fatalf("logging in is answered %d %v", w.Code, out)
	}
	return w.Result(), sent(cookie(t, w))
}

func TestOwnSessionsByAPI(t *testing.T) {
	h := openUsers(t, "")
	jo, _ := h.as(t, user.Agent)
	_, first := h.browse(t, jo.User.Email, "")
	_, second := h.browse(t, jo.User.Email, "")
	_, out := h.ask(t, "GET", "/sessions", "", first)
	items := list(out["items"])
	if len(items) != 2 {
		t.Fatalf("listed %v", out)
	}
	other := ""
	for _, each := range items {
		session := each.(map[string]any)
		if session["browser"] != "Fox 1" || session["remote_address"] != "192.0.2.1" {
			t.Errorf("shown as %v", session)
		}
		if session["current"] == false {
			other = session["id"].(string)
		}
	}
	if w, _ := h.ask(t, "DELETE", "/sessions/"+other, "", first); w.Code != 204 {
		t.Errorf("answered %d %s", w.Code, w.Body)
	}
	if w, _ := h.ask(t, "GET", "/session", "", second); w.Code != 401 {
		t.Errorf("the revoked browser is answered %d", w.Code)
	}
	_, admin := h.as(t, user.Admin)
	if w, _ := h.ask(t, "DELETE", "/users/"+string(jo.User.ID)+"/sessions", "", admin); w.Code != 204 {
		t.Errorf("answered %d %s", w.Code, w.Body)
	}
	if w, _ := h.ask(t, "GET", "/session", "", first); w.Code != 401 {
		t.Errorf("who was logged out is answered %d", w.Code)
	}
}

func TestInvitationByAPI(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	made := h.made(t, admin, "/users", `{"name":"Jo","email":"jo@x.example","role":"agent"}`)
	if made["invited"] != true {
		t.Errorf("made %v", made)
	}
	_, answer := h.ask(t, "POST", "/users/"+made["id"].(string)+"/password-link", "", admin)
	link, _ := answer["url"].(string)
	address, secret, _ := strings.Cut(link, "#")
	if address != "https://hub.example/password" || len(secret) != 43 {
		t.Fatalf("the link is %s", link)
	}
	_, out := h.ask(t, "POST", "/password-links/look", `{"secret":"`+secret+`"}`)
	if diff := cmp.Diff(map[string]any{"name": "Jo", "email": "jo@x.example", "invited": true}, out); diff != "" {
		t.Error(diff)
	}
	if w, _ := h.ask(t, "POST", "/password-links/use", `{"secret":"`+secret+`","password":"short"}`); w.Code != 422 || problem(t, w).Code != "password_too_short" {
		t.Errorf("answered %d %s", w.Code, w.Body)
	}
	if w, _ := h.ask(t, "POST", "/password-links/use", `{"secret":"`+secret+`","password":"`+longEnough+`"}`); w.Code != 204 {
		t.Errorf("answered %d %s", w.Code, w.Body)
	}
	h.browse(t, "jo@x.example", "")
	if w, _ := h.ask(t, "POST", "/password-links/look", `{"secret":"`+secret+`"}`); w.Code != 404 || problem(t, w).Code != "link_not_found" {
		t.Errorf("the used link is answered %d %s", w.Code, w.Body)
	}
	if w, out := h.ask(t, "GET", "/users/"+made["id"].(string), "", admin); out["invited"] != false {
		t.Errorf("then he is %s", w.Body)
	}
}

func TestSecondFactorByAPI(t *testing.T) {
	h := openUsers(t, "")
	jo, token := h.as(t, user.Agent)
	_, browser := h.browse(t, jo.User.Email, "")
	password := `{"password":"` + longEnough + `"}`
	if w, _ := h.ask(t, "POST", "/session/totp", password, token); w.Code != 403 || problem(t, w).Code != "session_required" {
		t.Errorf("a token is answered %d %s", w.Code, w.Body)
	}
	_, begun := h.ask(t, "POST", "/session/totp", password, browser)
	// The corner of the first finder pattern is dark, what surrounds it is light (ISO/IEC 18004 section 5.3.3).
	if qr, _ := begun["qr"].(string); !strings.HasPrefix(qr, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 `) ||
		!strings.Contains(qr, `"M4 4h1v1h-1zM5 4h`) || strings.Contains(qr, "M11 4h") || strings.Contains(qr, "M5 5h") {
		t.Fatalf("begun with %v", begun)
	}
	code := func() string {
		code, err := totp.GenerateCode(begun["secret"].(string), h.clk.Now())
		if err != nil {
			t.Fatal(err)
		}
		return code
	}
	w, confirmed := h.ask(t, "POST", "/session/totp/confirm", `{"code":"`+code()+`"}`, browser)
	if w.Code != 200 || len(list(confirmed["recovery_codes"])) != 10 {
		t.Fatalf("answered %d %v", w.Code, confirmed)
	}
	if _, out := h.ask(t, "GET", "/session", "", browser); out["totp"] != true || out["must_enrol"] != false {
		t.Errorf("the session is %v", out)
	}
	logIn := `{"email":"` + jo.User.Email + `","password":"` + longEnough + `"`
	if w, _ := h.ask(t, "POST", "/session", logIn+`}`); w.Code != 401 || problem(t, w).Code != "totp_required" {
		t.Errorf("without a code answered %d %s", w.Code, w.Body)
	}
	h.clk.Advance(time.Minute)
	_, other := h.browse(t, jo.User.Email, `,"code":"`+code()+`"`)
	if _, out := h.ask(t, "GET", "/session/totp", "", other); out["recovery_codes_left"] != 10.0 {
		t.Errorf("the state is %v", out)
	}
	if w, out := h.ask(t, "POST", "/session/totp/recovery-codes", password, other); w.Code != 200 || len(list(out["recovery_codes"])) != 10 {
		t.Errorf("new codes: %d %v", w.Code, out)
	}
	if w, _ := h.ask(t, "POST", "/session/totp/end", password, other); w.Code != 204 {
		t.Errorf("its end is answered %d %s", w.Code, w.Body)
	}
	_, admin := h.as(t, user.Admin)
	if w, _ := h.ask(t, "DELETE", "/users/"+string(jo.User.ID)+"/totp", "", admin); w.Code != 409 || problem(t, w).Code != "totp_not_active" {
		t.Errorf("a reset of none is answered %d %s", w.Code, w.Body)
	}
}

// Until the second factor that the role requires is set up, a browser gets nothing but what that needs.
func TestWhoMustEnrolDoesNothingElse(t *testing.T) {
	h := openUsers(t, "")
	jo, _ := h.as(t, user.Agent)
	_, browser := h.browse(t, jo.User.Email, "")
	roles, err := h.users.Roles(t.Context(), user.Hub())
	if err != nil {
		t.Fatal(err)
	}
	must := true
	for _, r := range roles {
		if r.Key == user.Agent {
			if _, err := h.users.UpdateRole(t.Context(), user.Hub(), r.ID, user.RoleChange{Version: 1, TOTPRequired: &must}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, out := h.ask(t, "GET", "/session", "", browser); out["must_enrol"] != true {
		t.Errorf("the session is %v", out)
	}
	for path, calls := range document(t) {
		for method, c := range calls {
			switch {
			case len(c.Security) == 1, slices.Contains([]string{"getSession", "updateProfile", "logOut", "getTOTP", "beginTOTP", "confirmTOTP"}, c.OperationID):
				continue
			}
			body := ""
			if method != "get" && method != "delete" {
				body = `{"no":"such field"}`
			}
			path := strings.TrimPrefix(strings.ReplaceAll(path, "{id}", noRow), "/api/v2")
			if w, _ := h.ask(t, strings.ToUpper(method), path, body, browser); w.Code != 403 {
				t.Errorf("%s %s is answered %d %s", method, path, w.Code, w.Body)
			}
		}
	}
}

func TestRolesByAPI(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	_, table := h.ask(t, "GET", "/permissions", "", admin)
	if len(list(table["items"])) != len(user.Table()) {
		t.Errorf("the table has %d rows", len(list(table["items"])))
	}
	key := [2]string{"Idempotency-Key", "k"}
	body := `{"name":"Night","permissions":["READ_SMS_MESSAGE"],"totp_required":true}`
	_, made := h.ask(t, "POST", "/roles", body, admin, key)
	_, again := h.ask(t, "POST", "/roles", body, admin, key)
	want := map[string]any{
		"id": made["id"], "key": "night", "name": "Night", "builtin": false, "permissions": []any{"READ_SMS_MESSAGE"}, "totp_required": true, "version": 1.0,
	}
	if diff := cmp.Diff(want, made); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(made, again); diff != "" {
		t.Error(diff)
	}
	path := "/roles/" + made["id"].(string)
	w, changed := h.ask(t, "PATCH", path, `{"version":1,"permissions":[],"totp_required":false}`, admin)
	if w.Code != 200 || changed["totp_required"] != false || len(list(changed["permissions"])) != 0 || changed["version"] != 2.0 {
		t.Errorf("answered %d %v", w.Code, changed)
	}
	if _, read := h.ask(t, "GET", path, "", admin); !cmp.Equal(changed, read) {
		t.Errorf("read %v", read)
	}
	if w, _ := h.ask(t, "GET", "/roles/"+noRow, "", admin); w.Code != 404 {
		t.Errorf("nobody's role is answered %d %s", w.Code, w.Body)
	}
	if w, _ := h.ask(t, "PATCH", path, `{"version":1,"name":"X"}`, admin); w.Code != 409 || problem(t, w).Code != "version_conflict" {
		t.Errorf("an old version is answered %d %s", w.Code, w.Body)
	}
	jo := h.make(t, "jo", "night")
	if w, out := h.ask(t, "DELETE", path, "", admin); w.Code != 409 || out["code"] != "role_in_use" || out["holders"] != "jo" {
		t.Errorf("a role in use is answered %d %v", w.Code, out)
	}
	if w, _ := h.ask(t, "PATCH", "/users/"+string(jo.User.ID), `{"version":1,"role":"agent"}`, admin); w.Code != 200 {
		t.Errorf("answered %d %s", w.Code, w.Body)
	}
	if w, _ := h.ask(t, "DELETE", path, "", admin); w.Code != 204 {
		t.Errorf("deleting is answered %d %s", w.Code, w.Body)
	}
}

// A token that may do less than its owner neither sees nor ends the other ways in that the owner has.
func checkOnlyItself(t *testing.T, h *userHub, secret [2]string, email string) {
	t.Helper()
	_, browser := h.browse(t, email, "")
	_, tokens := h.ask(t, "GET", "/tokens", "", browser)
	_, sessions := h.ask(t, "GET", "/sessions", "", browser)
	if len(list(tokens["items"])) != 2 || len(list(sessions["items"])) != 1 {
		t.Fatalf("their owner sees %v and %v", tokens, sessions)
	}
	_, tokensSeen := h.ask(t, "GET", "/tokens", "", secret)
	_, sessionsSeen := h.ask(t, "GET", "/sessions", "", secret)
	if len(list(tokensSeen["items"])) != 1 || len(list(sessionsSeen["items"])) != 0 {
		t.Errorf("the token sees %v and %v", tokensSeen, sessionsSeen)
	}
	other := list(tokens["items"])[0].(map[string]any)["id"].(string)
	session := list(sessions["items"])[0].(map[string]any)["id"].(string)
	for _, path := range []string{"/tokens/" + other, "/sessions/" + session} {
		if w, _ := h.ask(t, "DELETE", path, "", secret); w.Code != 404 {
			t.Errorf("the token ends %s: %d", path, w.Code)
		}
	}
}

func TestTokenWithARoleByAPI(t *testing.T) {
	h := openUsers(t, "")
	jo, admin := h.as(t, user.Admin)
	made := h.made(t, admin, "/tokens", `{"name":"import","role":"agent","expires_at":"2026-11-22T09:00:00Z"}`)
	secret := [2]string{"Authorization", "Bearer " + made["token"].(string)}
	_, out := h.ask(t, "GET", "/tokens", "", secret)
	last := list(out["items"])[0].(map[string]any)
	if last["role"].(map[string]any)["name"] != "Agent" || last["expires_at"] != "2026-11-22T09:00:00Z" {
		t.Errorf("shown as %v", last)
	}
	if w, _ := h.ask(t, "GET", "/users", "", secret); w.Code != 403 {
		t.Errorf("what the role has not is answered %d", w.Code)
	}
	checkOnlyItself(t, h, secret, jo.User.Email)
	h.clk.Advance(24 * time.Hour)
	if w, _ := h.ask(t, "GET", "/tokens", "", secret); w.Code != 401 {
		t.Errorf("the expired token is answered %d", w.Code)
	}
}
