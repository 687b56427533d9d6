package api_test

import (
	"testing"

	"parley/internal/user"
)

// Without a position everything is read.
func TestReadToTheEnd(t *testing.T) {
	for name, body := range map[string]string{"no body": "", "no position": `{}`, "the last one": `{"position":2}`} {
		h := openUsers(t, "")
		_, admin := h.as(t, user.Admin)
		ch := h.channel(t, admin, "simulator", `{}`)
		for range 2 {
			h.made(t, admin, "/simulator/messages", `{"channel_id":"`+ch+`","number":"+12025550143","text":"hello"}`)
		}
		thread := func() map[string]any {
			_, out := h.ask(t, "GET", "/conversations", "", admin)
			return out["items"].([]any)[0].(map[string]any)
		}
		path := "/conversations/" + thread()["id"].(string) + "/read"
		if n := thread()["unread"]; n != 2.0 {
			t.Fatalf("%s: %v unread at first", name, n)
		}
		if w, _ := h.ask(t, "POST", path, body, admin); w.Code != 204 {
			t.Errorf("%s: answered %d %s", name, w.Code, w.Body)
		}
		if v := thread(); v["unread"] != 0.0 || v["read_position"] != 2.0 {
			t.Errorf("%s: %v unread, read up to %v", name, v["unread"], v["read_position"])
		}
	}
}

func TestComposerSaysThatTheRoleMayNotWrite(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	ch := h.channel(t, admin, "simulator", `{}`)
	h.made(t, admin, "/simulator/messages", `{"channel_id":"`+ch+`","number":"+12025550143","text":"hello"}`)
	h.made(t, admin, "/roles", `{"name":"Reader","permissions":["READ_SMS_MESSAGE"]}`)
	_, reader := h.as(t, "reader")
	_, out := h.ask(t, "GET", "/conversations", "", reader)
	path := "/conversations/" + out["items"].([]any)[0].(map[string]any)["id"].(string)
	if _, composer := h.ask(t, "GET", path+"/composer", "", reader); composer["can_send"] != false || composer["code"] != "forbidden" {
		t.Errorf("the composer says %v", composer)
	}
	if w, _ := h.ask(t, "POST", path+"/messages", `{"text":"hi"}`, reader); w.Code != 403 {
		t.Errorf("sending is answered %d %s", w.Code, w.Body)
	}
}
