package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
	server := map[string]any{"version": "1.0", "build": "b", "time_zone": "UTC", "region": "US", "demo": false, "segment_profile": "seed"}
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
