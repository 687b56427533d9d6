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
