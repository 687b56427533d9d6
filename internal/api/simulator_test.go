package api_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/internal/user"
)

func TestRepeatedTextOfTheCustomerComesInOnce(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	body := `{"channel_id":"` + h.channel(t, admin, "simulator", `{}`) + `","number":"+12025550143","text":"STOP"}`
	key := [2]string{"Idempotency-Key", "k"}
	w, first := h.ask(t, "POST", "/simulator/messages", body, admin, key)
	if w.Code != 201 {
		t.Fatalf("answered %d %s", w.Code, w.Body)
	}
	w, again := h.ask(t, "POST", "/simulator/messages", body, admin, key)
	if diff := cmp.Diff(first, again); w.Code != 201 || diff != "" {
		t.Errorf("the repeat is answered %d\n%s", w.Code, diff)
	}
	if n := h.count(t, `SELECT COUNT(*) FROM message WHERE direction = 'inbound'`); n != 1 {
		t.Errorf("%d texts came in", n)
	}
	if n := h.count(t, `SELECT COUNT(*) FROM consent WHERE state = 'opted_out'`); n != 1 {
		t.Errorf("%d lines in the ledger", n)
	}
}

// A request that is none of the keywords is marked for somebody to decide; nothing is decided by itself.
func TestRequestInOtherWordsIsMarked(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	ch := h.channel(t, admin, "simulator", `{}`)
	for number, text := range map[string]string{"+12025550143": "please stop texting me", "+12025550144": "see you at the bus stop"} {
		h.made(t, admin, "/simulator/messages", `{"channel_id":"`+ch+`","number":"`+number+`","text":"`+text+`"}`)
	}
	_, out := h.ask(t, "GET", "/messages", "", admin)
	marked := map[string]any{}
	for _, each := range out["items"].([]any) {
		m := each.(map[string]any)
		marked[m["text"].(string)] = m["asks_to_stop"]
	}
	if diff := cmp.Diff(map[string]any{"please stop texting me": true, "see you at the bus stop": false}, marked); diff != "" {
		t.Error(diff)
	}
	if n := h.count(t, `SELECT COUNT(*) FROM consent`); n != 0 {
		t.Errorf("%d lines in the ledger", n)
	}
}
