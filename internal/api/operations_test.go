package api_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/internal/outbox"
	"parley/internal/store"
)

func TestTheFenceIsSeenAndTakenDown(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, "admin")
	channel := h.channel(t, admin, "simulator", `{"from":"+12025550100"}`)
	fences := &outbox.Fences{Work: h.db, Store: store.Fences{DB: h.db}, Log: h.events, Clock: h.clk}
	down := map[string]any{"raised": false, "waiting": 0.0, "oldest": nil, "newest": nil}
	for how, state := range map[string]string{"lift": "pending", "discard": "cancelled"} {
		_, m := h.ask(t, "POST", "/messages", `{"channel_id":"`+channel+`","to":"+12025550143","text":"`+how+`"}`, admin)
		if _, err := fences.Raise(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, told := h.ask(t, "GET", "/notices?tab=alerts&limit=1", "", admin)
		if n := list(told["items"]); len(n) != 1 || n[0].(map[string]any)["kind"] != "hub_restored" || n[0].(map[string]any)["data"].(map[string]any)["waiting_messages"] != "1" {
			t.Errorf("those who may decide are told %v", told)
		}
		_, got := h.ask(t, "GET", "/operations/fence", "", admin)
		if diff := cmp.Diff(map[string]any{"raised": true, "waiting": 1.0, "oldest": m["created_at"], "newest": m["created_at"]}, got); diff != "" {
			t.Errorf("raised (-want +got):\n%s", diff)
		}
		w, got := h.ask(t, "POST", "/operations/fence/"+how, "", admin)
		if diff := cmp.Diff(down, got); w.Code != 200 || diff != "" {
			t.Errorf("%s is answered %d (-want +got):\n%s", how, w.Code, diff)
		}
		if _, m := h.ask(t, "GET", "/messages/"+m["id"].(string), "", admin); m["state"] != state {
			t.Errorf("after %s the message is %v", how, m)
		}
		if how == "lift" { // else the next round would hold it back too
			if err := h.db.Exec(t.Context(), `UPDATE message SET state = 'sent'`); err != nil {
				t.Fatal(err)
			}
		}
	}
}
