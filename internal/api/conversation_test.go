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

// A search that takes too long is given up and says so: what it has found by then is the answer.
func TestSearchThatIsGivenUpIsPartial(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	ch := h.channel(t, admin, "simulator", `{}`)
	h.made(t, admin, "/simulator/messages", `{"channel_id":"`+ch+`","number":"+12025550143","text":"hello"}`)
	search := func() map[string]any {
		w, out := h.ask(t, "GET", "/conversations?q=hello", "", admin)
		if w.Code != 200 {
			t.Fatalf("answered %d %s", w.Code, w.Body)
		}
		return out
	}
	if out := search(); len(out["items"].([]any)) != 1 || out["partial"] != false {
		t.Errorf("the search gives %v", out)
	}
	// Names without end, of which none is looked for.
	for _, statement := range []string{`ALTER TABLE search_term RENAME TO search_term_away`, `CREATE VIEW search_term AS
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'contact' AS owner_kind, 'a' || i AS term, '' AS sort_key, '' AS owner_id FROM n`} {
		if err := h.db.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if out := search(); len(out["items"].([]any)) != 0 || out["partial"] != true {
		t.Errorf("the search that never ends gives %v", out)
	}
}
