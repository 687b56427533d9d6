package api_test

import (
	"testing"

	"parley/internal/user"
)

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
