package app_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// fill makes a channel, sends so many texts over it and waits until they are delivered.
func (h *hub) fill(token string, texts int) (channel string) {
	h.Helper()
	code, made := h.call(token, "POST", "/api/v2/channels", `{"kind":"simulator","name":"Main","settings":{"from":"+12025550100"}}`)
	if code != 201 {
		h.Fatalf("answered %d %v", code, made)
	}
	channel = made["id"].(string)
	for i := range texts {
		h.await(token, h.send(token, channel, fmt.Sprintf("text %d", i)), "delivered")
	}
	return channel
}

func (h *hub) send(token, channel, text string) (id string) {
	h.Helper()
	code, m := h.call(token, "POST", "/api/v2/messages", fmt.Sprintf(`{"channel_id":%q,"to":"+12025553000","text":%q}`, channel, text))
	if code != 202 {
		h.Fatalf("answered %d %v", code, m)
	}
	return m["id"].(string)
}

// await asks until the message is in the state.
func (h *hub) await(token, id, state string) {
	h.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; {
		_, m := h.call(token, "GET", "/api/v2/messages/"+id, "")
		if m["state"] == state {
			return
		}
		if time.Now().After(deadline) {
			h.Fatalf("waited in vain for %s: %v", state, m)
		}
	}
}

// texts gives what is in the only thread, newest first, with the state of each.
func (h *hub) texts(token string) (texts []string) {
	h.Helper()
	_, out := h.call(token, "GET", "/api/v2/messages?limit=100", "")
	for _, each := range out["items"].([]any) {
		m := each.(map[string]any)
		texts = append(texts, m["text"].(string)+" "+m["state"].(string))
	}
	return texts
}

// mustRun carries out a command that must succeed, and gives what it says.
func (p *program) mustRun(args ...string) string {
	p.Helper()
	code, out, errs := p.run("", args...)
	if code != 0 {
		p.Fatalf("%v: %d %s", args, code, errs)
	}
	return out
}

// A backup of a running hub becomes a hub elsewhere: what was there is there, found and numbered on, what waited is held
// back, what is written afterwards goes out.
func TestBackupBecomesAHubElsewhere(t *testing.T) {
	p := newProgram(t)
	p.createUser()
	token := p.createToken()
	h := p.serve()
	channel := h.fill(token, 3)
	if code, out := h.call(token, "PATCH", "/api/v2/channels/"+channel, `{"version":1,"enabled":false}`); code != 200 {
		t.Fatalf("answered %d %v", code, out)
	}
	p.exec(`UPDATE message SET state = 'pending', due_at = 1 WHERE text = 'text 1'`)
	file := filepath.Join(t.TempDir(), "hub.backup")
	if out := p.mustRun("backup", file); !strings.Contains(out, "without the key") {
		t.Errorf("backup says %q", out)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v %v", info, err)
	}
	if code, _, errs := p.run("", "restore", "--force", file); code == 0 {
		t.Errorf("restored over a running hub: %s", errs)
	}
	h.end()

	other := newProgram(t)
	out := other.mustRun("restore", file)
	if !strings.Contains(out, "1 messages that waited") || !strings.Contains(out, "holds no key") {
		t.Errorf("restore says %q", out)
	}
	restored := other.serve()
	code, ch := restored.call(token, "GET", "/api/v2/channels/"+channel, "")
	if code != 200 {
		t.Fatalf("answered %d %v", code, ch)
	}
	if code, out := restored.call(token, "PATCH", "/api/v2/channels/"+channel, fmt.Sprintf(`{"version":%v,"enabled":true}`, ch["version"])); code != 200 {
		t.Fatalf("answered %d %v", code, out)
	}
	fresh := restored.send(token, channel, "fresh")
	restored.await(token, fresh, "delivered")
	if got := strings.Join(restored.texts(token), ", "); !strings.HasPrefix(got, "fresh delivered, text 2 ") || !strings.Contains(got, "text 1 pending") {
		t.Errorf("the thread is %s", got)
	}
	if _, found := restored.call(token, "GET", "/api/v2/conversations?q=text", ""); len(found["items"].([]any)) != 1 {
		t.Errorf("words are not found: %v", found)
	}
	if out := other.mustRun("fence"); !strings.Contains(out, "1 messages are held back") {
		t.Errorf("fence says %q", out)
	}
	other.mustRun("fence", "lift", "--discard")
	if got := strings.Join(restored.texts(token), ", "); !strings.Contains(got, "text 1 cancelled") {
		t.Errorf("after the fence the thread is %s", got)
	}
}

// What is there already is not replaced unless asked for, and then kept.
func TestRestoreKeepsTheOldHubAside(t *testing.T) {
	p := newProgram(t)
	p.createUser()
	file := filepath.Join(t.TempDir(), "hub.backup")
	p.mustRun("backup", "--with-key", file)
	p.mustRun("token", "create", "--user", "ada@x.example", "--name", "later")
	if code, _, errs := p.run("", "restore", file); code != 1 || !strings.Contains(errs, "--force") {
		t.Errorf("restored over a hub: %d %s", code, errs)
	}
	if n := p.count(`SELECT COUNT(*) FROM api_token`); n != 1 {
		t.Fatalf("%d tokens", n)
	}
	if out := p.mustRun("restore", "--force", file); !strings.Contains(out, "before") {
		t.Errorf("restore says %q", out)
	}
	if n := p.count(`SELECT COUNT(*) FROM api_token`); n != 0 {
		t.Errorf("%d tokens after the restore", n)
	}
	if n := p.count(`SELECT COUNT(*) FROM app_user`); n != 1 {
		t.Errorf("%d users after the restore", n)
	}
}

func TestBackupNeverOverwrites(t *testing.T) {
	p := newProgram(t)
	p.createUser()
	file := filepath.Join(t.TempDir(), "hub.backup")
	if err := os.WriteFile(file, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := p.run("", "backup", file); code != 1 || !strings.Contains(errs, "exists already") {
		t.Errorf("backup: %d %s", code, errs)
	}
	if kept, err := os.ReadFile(file); err != nil || string(kept) != "precious" {
		t.Errorf("the file is %q, %v", kept, err)
	}
	if left, err := os.ReadDir(filepath.Dir(file)); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestBackupOfNothingIsRefused(t *testing.T) {
	p := newProgram(t)
	file := filepath.Join(t.TempDir(), "hub.backup")
	if code, _, errs := p.run("", "backup", file); code != 1 || !strings.Contains(errs, "no hub yet") {
		t.Errorf("backup: %d %s", code, errs)
	}
	if _, err := os.Stat(p.dataDir()); !os.IsNotExist(err) {
		t.Errorf("the data directory was made: %v", err)
	}
}
