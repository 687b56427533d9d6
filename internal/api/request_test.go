package api_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/internal/user"
)

func TestForeignMediaTypeIsRefused(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	for media, body := range map[string]string{"application/x-www-form-urlencoded": `text=hi`, "text/plain": `{}`, "image/png": "\x89PNG\xff"} {
		w, _ := h.ask(t, "POST", "/messages", body, admin, [2]string{"Content-Type", media})
		if p := problem(t, w); w.Code != 415 || p.Code != "unsupported_media_type" || p.RequestID == "" {
			t.Errorf("%s is answered %d %s", media, w.Code, w.Body)
		}
	}
	for _, media := range []string{"", "application/json; charset=utf-8", "application/vnd.parley+json"} {
		if w, _ := h.ask(t, "POST", "/accounts", `{"name":"A"}`, admin, [2]string{"Content-Type", media}); w.Code != 201 {
			t.Errorf("%q is answered %d %s", media, w.Code, w.Body)
		}
	}
}

func TestOtherMethodOfAPath(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	for _, c := range []struct{ method, path, allow string }{
		{"PUT", "/messages", "GET, HEAD, POST"},
		{"DELETE", "/conversations/" + noRow, "GET, HEAD"},
		{"GET", "/conversations/" + noRow + "/read", "POST"},
		{"POST", "/channels/" + noRow, "GET, HEAD, PATCH, DELETE"},
		{"BREW", "/openapi.json", "GET, HEAD"},
	} {
		w, _ := h.ask(t, c.method, c.path, "", admin)
		if p := problem(t, w); w.Code != 405 || p.Code != "method_not_allowed" || w.Header().Get("Allow") != c.allow {
			t.Errorf("%s %s is answered %d, Allow %q, %s", c.method, c.path, w.Code, w.Header().Get("Allow"), w.Body)
		}
	}
}

// What the schema finds is told at its field, in words of ours and with a code of its own.
func TestFaultsOfFieldsAreSentences(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	long := strings.Repeat("x", 401)
	for _, c := range []struct{ method, path, body, field, code, message string }{
		{"POST", "/messages", `{"channel_id":"x"}`, "text", "required", "This is required."},
		{"GET", "/simulator/handsets", "", "query.channel_id", "required", "This is required."},
		{"POST", "/messages", `{"channel_id":"x","text":"hi","colour":"red"}`, "colour", "unknown_field", "There is no such field in this request."},
		{"POST", "/simulator/messages", `{"channel_id":"x","number":"1","text":""}`, "text", "required", "This must not be empty."},
		{"POST", "/channels", `{"kind":"simulator","name":"` + long + `"}`, "name", "too_long", "Use at most 400 characters."},
		{"GET", "/messages?limit=0", "", "query.limit", "too_small", "Give a number that is not below 1."},
		{"POST", "/messages", `{"channel_id":"x","text":"hi","dedupe_seconds":61}`, "dedupe_seconds", "too_great", "Give a number that is not above 60."},
		{"POST", "/messages", `{"channel_id":"x","text":"hi","purpose":"spam"}`, "purpose", "not_an_option", "Give one of these: conversational, notification, marketing."},
		{"GET", "/conversations?unread=perhaps", "", "query.unread", "not_a_truth", "Give true or false."},
		{"POST", "/channels", `{"kind":"x","name":"A","enabled":"yes"}`, "enabled", "not_a_truth", "Give true or false."},
		{"GET", "/messages?limit=all", "", "query.limit", "not_a_number", "Give a whole number."},
		{"POST", "/messages", `{"channel_id":"x","text":"hi","dedupe_seconds":1.5}`, "dedupe_seconds", "not_a_number", "Give a whole number."},
		{"PATCH", "/channels/x", `{"version":1e3}`, "version", "not_a_number", "Give a whole number."},
		{"PATCH", "/channels/x", `{"version":99999999999999999999}`, "version", "not_a_number", "Give a whole number."},
		{"POST", "/messages", `{"channel_id":"x","text":7}`, "text", "not_a_text", "Give a text."},
		{"POST", "/contacts", `{"name":"A","addresses":7}`, "addresses", "not_a_list", "Give a list."},
		{"POST", "/channels", `{"kind":"x","name":"A","settings":7}`, "settings", "not_an_object", "Give an object with fields."},
		{"GET", "/messages?since=yesterday", "", "query.since", "not_a_time", "Give a time such as 2026-11-21T09:00:00Z."},
	} {
		w, out := h.ask(t, c.method, c.path, c.body, admin)
		want := map[string]any{"field": c.field, "code": c.code, "message": c.message}
		if errs := list(out["errors"]); w.Code != 422 || len(errs) != 1 || cmp.Diff(want, errs[0]) != "" || out["detail"] != c.field+": "+c.message {
			t.Errorf("%s %s %.80s is answered %d %s", c.method, c.path, c.body, w.Code, w.Body)
		}
	}
	if _, out := h.ask(t, "POST", "/messages", `{"text":`, admin); strings.Contains(fmt.Sprint(out), "unexpected end") {
		t.Errorf("broken JSON is told in the library's words: %v", out)
	}
}
