package app_test

import (
	"fmt"
	"testing"
	"time"
)

// What the settings give a time is forgotten by the next round of housekeeping after it, which is at the start.
func TestWhatIsKeptForATimeIsForgotten(t *testing.T) {
	p := newProgram(t)
	p.createUser()
	token := p.createToken()
	h := p.serve()
	h.fill(token, 2)
	_, settings := h.call(token, "GET", "/api/v2/settings", "")
	change := fmt.Sprintf(`{"version":%v,"keep_messages_days":30,"keep_audit_days":60}`, settings["version"])
	if code, out := h.call(token, "PATCH", "/api/v2/settings", change); code != 200 {
		t.Fatalf("answered %d %v", code, out)
	}
	h.end()
	p.exec(fmt.Sprintf(`UPDATE message SET created_at = %d WHERE text = 'text 0'`, time.Now().AddDate(0, 0, -31).UnixMilli()))
	p.exec(fmt.Sprintf(`UPDATE audit_entry SET at = %d WHERE type = 'channel.created'`, time.Now().AddDate(0, 0, -61).UnixMilli()))
	again := p.serve()
	for deadline := time.Now().Add(20 * time.Second); len(again.texts(token)) != 1 || p.count(`SELECT COUNT(*) FROM audit_entry WHERE type = 'channel.created'`) > 0; {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain: %q", again.texts(token))
		}
	}
	if got := again.texts(token); got[0] != "text 1 delivered" {
		t.Errorf("kept %q", got)
	}
	if p.count(`SELECT COUNT(*) FROM audit_entry WHERE type = 'settings.updated'`) != 1 {
		t.Error("what is younger is gone")
	}
}
