package api_test

import (
	"context"
	"testing"

	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/user"
)

func TestNoticesAreReadOverTheAPI(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	_, agent := h.as(t, user.Agent)
	channel := h.channel(t, admin, "simulator", `{"from":"+12025550100"}`)
	for range 2 {
		if err := h.board.Pause(t.Context(), parley.ID(channel), "The provider refuses the log-in."); err != nil {
			t.Fatal(err)
		}
	}
	w, out := h.ask(t, "GET", "/notices?tab=alerts", "", admin)
	if w.Code != 200 || len(list(out["items"])) != 1 || out["next"] != nil {
		t.Fatalf("listed %d %v", w.Code, out)
	}
	n := list(out["items"])[0].(map[string]any)
	if n["kind"] != "channel_stopped" || n["subject_id"] != channel || n["name"] != "Main" || n["read"] != false || n["data"].(map[string]any)["reason"] != "The provider refuses the log-in." {
		t.Errorf("told %v", n)
	}
	h.checkPages(t, admin)
	for _, c := range []struct {
		who    [2]string
		body   string
		status int
		left   float64
	}{
		{agent, `{"tab":"alerts","up_to":"` + n["id"].(string) + `"}`, 200, 0},
		{admin, `{"ids":["x"]}`, 200, 1},
		{admin, `{"tab":"alerts"}`, 422, 1},
		{admin, `{"tab":"notifications","up_to":"999"}`, 200, 1},
		{admin, `{"ids":["` + n["id"].(string) + `"]}`, 200, 0},
	} {
		w, out := h.ask(t, "POST", "/notices/read", c.body, c.who)
		if w.Code != c.status || w.Code == 200 && out["alerts"] != c.left {
			t.Errorf("%s is answered %d %v", c.body, w.Code, out)
		}
		if _, out := h.ask(t, "GET", "/notices/unread", "", c.who); out["alerts"] != c.left || out["notifications"] != 0.0 {
			t.Errorf("after %s: %v", c.body, out)
		}
	}
}

// A message that failed is told with the name of whom it was for.
func TestANoticeNamesTheCustomer(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	channel := h.channel(t, admin, "simulator", `{"from":"+12025550100"}`)
	_, c := h.ask(t, "POST", "/contacts", `{"name":"Zoé","addresses":[{"kind":"phone","value":"+12025550143"}]}`, admin)
	_, m := h.ask(t, "POST", "/messages", `{"channel_id":"`+channel+`","to":"+12025550143","text":"hi"}`, admin)
	h.fails(t, m)
	_, out := h.ask(t, "GET", "/notices?tab=notifications", "", admin)
	if items := list(out["items"]); len(items) != 1 || items[0].(map[string]any)["name"] != c["name"] || items[0].(map[string]any)["subject_id"] != m["conversation_id"] {
		t.Errorf("told %v", out)
	}
}

// fails tells the hub that a message has failed.
func (h *userHub) fails(t *testing.T, m map[string]any) {
	t.Helper()
	id := parley.ID(m["id"].(string))
	if err := h.db.Do(t.Context(), func(ctx context.Context) error {
		h.events.Append(ctx, event.Event{
			Type: event.MessageStateChanged, MessageID: id, ConversationID: parley.ID(m["conversation_id"].(string)), Data: map[string]string{"state": "failed", "reason": "rejected"},
		})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// checkToldOf looks whether an import of the name is what the user is told, with one row refused.
func (h *userHub) checkToldOf(t *testing.T, who [2]string, name string) {
	t.Helper()
	_, told := h.ask(t, "GET", "/notices?tab=notifications", "", who)
	if n := list(told["items"]); len(n) != 1 || n[0].(map[string]any)["name"] != name || n[0].(map[string]any)["data"].(map[string]any)["failed"] != "1" {
		t.Errorf("whoever imports is told %v", told)
	}
}

// checkPages reads a list of one alert page by page.
func (h *userHub) checkPages(t *testing.T, admin [2]string) {
	t.Helper()
	if _, out := h.ask(t, "GET", "/notices?tab=alerts&limit=1", "", admin); out["next"] == nil {
		t.Errorf("a page that is full: %v", out)
	} else if _, out := h.ask(t, "GET", "/notices?tab=alerts&limit=1&cursor="+out["next"].(string), "", admin); len(list(out["items"])) != 0 {
		t.Errorf("the page after the last: %v", out)
	}
	if w, out := h.ask(t, "GET", "/notices?tab=alerts&cursor=eA", "", admin); w.Code != 422 || out["code"] != "invalid_cursor" {
		t.Errorf("a cursor of nothing: %d %v", w.Code, out)
	}
}
