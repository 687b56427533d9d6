package api_test

import (
	"fmt"
	"testing"

	"parley/internal/user"
)

// What holds for everybody comes with the session, so that a page need not ask for it.
func TestFormatsOfTheHub(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	_, agent := h.as(t, user.Agent)
	server := func() string {
		_, me := h.ask(t, "GET", "/session", "", agent)
		of := me["server"].(map[string]any)
		return fmt.Sprint(of["currency"], of["date_format"], of["time_format"])
	}
	if got := server(); got != "languagelanguage" {
		t.Errorf("at first %v", got)
	}
	_, out := h.ask(t, "PATCH", "/settings", `{"currency":"cad","date_format":"day_month_year","time_format":"12_hours","version":0}`, admin)
	if out["currency"] != "CAD" || out["date_format"] != "day_month_year" || out["time_format"] != "12_hours" || out["default_sender_id"] != "" || server() != "CADday_month_year12_hours" {
		t.Errorf("changed to %v, and the agent gets %v", out, server())
	}
	h.channel(t, admin, "simulator", `{}`)
	_, senders := h.ask(t, "GET", "/senders", "", agent)
	first := list(senders["items"])[0].(map[string]any)["id"].(string)
	for sender, want := range map[string]int{first: 200, noRow: 422, "x": 422} {
		_, now := h.ask(t, "GET", "/settings", "", agent)
		if w, out := h.ask(t, "PATCH", "/settings", fmt.Sprintf(`{"default_sender_id":%q,"version":%v}`, sender, now["version"]), admin); w.Code != want || want == 200 && out["default_sender_id"] != sender {
			t.Errorf("%s: %d %v", sender, w.Code, out)
		}
	}
}

// Who has named no time zone of his own sees the company's, and where it has none the server's.
func TestTimeZoneOfTheCompany(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	zone := func() any {
		_, me := h.ask(t, "GET", "/session", "", admin)
		return me["server"].(map[string]any)["time_zone"]
	}
	if got := zone(); got != "UTC" {
		t.Errorf("at first %v", got)
	}
	if w, _ := h.ask(t, "PATCH", "/settings", `{"time_zone":"America/Halifax","version":0}`, admin); w.Code != 200 {
		t.Fatalf("answered %d %s", w.Code, w.Body)
	}
	if got := zone(); got != "America/Halifax" {
		t.Errorf("then %v", got)
	}
	if w, out := h.ask(t, "PATCH", "/settings", `{"time_zone":"Local","version":1}`, admin); w.Code != 422 || out["code"] != "invalid_time_zone" {
		t.Errorf("the machine's own is answered %d %v", w.Code, out)
	}
}
