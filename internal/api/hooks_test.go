package api_test

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"parley/internal/api"
	"parley/internal/store/storetest"
	"parley/internal/user"
)

// settle waits until every event that is committed can be read.
func (h *userHub) settle(t *testing.T) {
	t.Helper()
	storetest.Told(t, h.db)
}

// What providers call, with the driver of Kannel: its token stands for a signature.
func TestHooks(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	made := h.made(t, admin, "/channels", `{"kind":"kannel","name":"Gateway","settings":{"base_url":"https://gateway.example","username":"u","password":"p","from":"+12025550100"}}`)
	id := made["id"].(string)
	line, err := h.board.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	token := line[0].Settings["callback_token"]
	hooks := api.Hooks(h.board)
	call := func(channel, path, query, body string) int {
		t.Helper()
		r := httptest.NewRequest("POST", "/hooks/"+channel+path+"?"+query, strings.NewReader(body))
		w := httptest.NewRecorder()
		hooks.ServeHTTP(w, r)
		return w.Code
	}
	text := "token=" + token + "&id=m1&from=%2B12025550143&to=%2B12025550100&text=" + url.QueryEscape("hello 👋")
	for _, c := range []struct {
		what, channel, path, query, body string
		status                           int
		messages                         int64
	}{
		{"no token", id, "/inbound", strings.Replace(text, "token=", "x=", 1), "", 403, 0},
		{"a wrong token", id, "/inbound", strings.Replace(text, token, "wrong", 1), "", 403, 0},
		{"an unknown channel", noRow, "/inbound", text, "", 404, 0},
		{"no channel", "x", "/inbound", text, "", 404, 0},
		{"another path", id, "/other", text, "", 404, 0},
		{"over the cap", id, "/inbound", text, strings.Repeat("x", api.MaxHook+1), 413, 0},
		{"a text", id, "/inbound", text, "", 200, 1},
		{"the same again", id, "/inbound", text, "", 200, 1},
		{"broken UTF-8", id, "/inbound", strings.Replace(text, "id=m1", "id=m2", 1) + "%ff%00", "", 200, 2},
		{"a receipt for an unknown message", id, "/dlr", "token=" + token + "&m=" + noRow + "&type=1", "", 200, 2},
	} {
		if got := call(c.channel, c.path, c.query, c.body); got != c.status {
			t.Errorf("%s is answered %d, want %d", c.what, got, c.status)
		}
		if n := h.count(t, "SELECT COUNT(*) FROM message"); n != c.messages {
			t.Errorf("after %s there are %d messages, want %d", c.what, n, c.messages)
		}
	}
	if n := h.count(t, "SELECT COUNT(*) FROM message WHERE text LIKE 'hello 👋\uFFFD%'"); n != 1 {
		t.Error("broken UTF-8 is not kept with U+FFFD")
	}
}

// Twilio signs what it sends: without its signature nothing is taken in.
func TestHooksWithoutSignatureAreRefused(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	id := h.channel(t, admin, "twilio", `{"account_sid":"AC00000000000000000000000000000001","auth_token":"0123456789abcdef0123456789abcdef","from":"+12025550100"}`)
	for _, signature := range []string{"", "bm9uc2Vuc2U="} {
		r := httptest.NewRequest("POST", "/hooks/"+id, strings.NewReader("MessageSid=SM1&From=%2B12025550143&To=%2B12025550100&Body=hello"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("X-Twilio-Signature", signature)
		w := httptest.NewRecorder()
		api.Hooks(h.board).ServeHTTP(w, r)
		if w.Code != 403 {
			t.Errorf("with the signature %q it is answered %d", signature, w.Code)
		}
	}
	if n := h.count(t, "SELECT COUNT(*) FROM message"); n != 0 {
		t.Errorf("%d messages were taken in", n)
	}
}
