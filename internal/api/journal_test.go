package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/internal/user"
)

func TestNotesAndCalls(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	_, agent := h.as(t, user.Agent)
	zoe := h.zoe(t, admin)
	account := zoe["account"].(map[string]any)["id"].(string)
	note := h.made(t, admin, "/notes", fmt.Sprintf(`{"contact_id":%q,"text":"prefers email"}`, zoe["id"]))
	if note["account_id"] != account || note["contact"].(map[string]any)["id"] != zoe["id"] || note["author"].(map[string]any)["name"] != "admin" {
		t.Errorf("made %v", note)
	}
	h.clk.Advance(time.Minute)
	made := h.made(t, agent, "/call-logs", fmt.Sprintf(`{"account_id":%q,"subject":"No signal","text":"reset","seconds":75}`, account))
	if made["subject"] != "No signal" || made["seconds"] != 75.0 || made["contact"] != nil {
		t.Errorf("made %v", made)
	}
	for path, want := range map[string]int{"/notes?account_id=" + account: 1, "/call-logs?account_id=" + account: 1, "/notes?contact_id=" + zoe["id"].(string): 1, "/notes?account_id=" + noRow: 0} {
		if w, out := h.ask(t, "GET", path, "", agent); w.Code != 200 || len(list(out["items"])) != want {
			t.Errorf("%s: %d %v", path, w.Code, out)
		}
	}
	path := "/notes/" + note["id"].(string)
	if w, out := h.ask(t, "PATCH", path, `{"version":1,"text":"x"}`, agent); w.Code != 403 || out["code"] != "not_yours" {
		t.Errorf("the agent alters the admin's note: %d %v", w.Code, out)
	}
	own := h.made(t, agent, "/notes", fmt.Sprintf(`{"account_id":%q,"text":"mine"}`, account))
	if w, out := h.ask(t, "PATCH", "/notes/"+own["id"].(string), `{"version":1,"text":"still mine"}`, agent); w.Code != 200 || out["text"] != "still mine" {
		t.Errorf("the agent alters his own: %d %v", w.Code, out)
	}
	if w, _ := h.ask(t, "DELETE", "/notes/"+own["id"].(string), "", admin); w.Code != 204 {
		t.Errorf("the admin deletes the agent's: %d", w.Code)
	}
	if w, out := h.ask(t, "PATCH", "/call-logs/"+made["id"].(string), `{"version":1,"seconds":80}`, admin); w.Code != 200 || out["seconds"] != 80.0 || out["text"] != "reset" {
		t.Errorf("the call: %d %v", w.Code, out)
	}
}

// What was sent is in no list for who may not see sent texts; a thread shows it, since nobody could answer without it.
func TestWhoMaySeeWhatWasSent(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	zoe := h.zoe(t, admin)
	account := zoe["account"].(map[string]any)["id"].(string)
	ch := h.channel(t, admin, "simulator", `{}`)
	sent := h.sent(t, admin, "/messages", fmt.Sprintf(`{"channel_id":%q,"contact_id":%q,"text":"hi"}`, ch, zoe["id"]))
	h.made(t, admin, "/simulator/messages", fmt.Sprintf(`{"channel_id":%q,"number":"+12025550143","text":"hello"}`, ch))
	half := h.allowed(t, "half", user.ReadSMSMessage, user.CreateSMSMessage)
	all := h.allowed(t, "all", user.ReadSMSMessage, user.CreateSMSMessage, user.ReadSMSOutboundMessage)
	thread := "/conversations/" + sent["conversation_id"].(string) + "/messages"
	for path, want := range map[string]int{"/messages": 1, "/accounts/" + account + "/correspondence": 1, thread: 2} {
		if _, out := h.ask(t, "GET", path, "", half); len(list(out["items"])) != want {
			t.Errorf("without the permission %s shows %v", path, out)
		}
		if _, out := h.ask(t, "GET", path, "", all); len(list(out["items"])) != 2 {
			t.Errorf("with the permission %s shows %v", path, out)
		}
	}
	_, out := h.ask(t, "GET", "/messages", "", half)
	received := list(out["items"])[0].(map[string]any)["id"].(string)
	for id, want := range map[string]int{sent["id"].(string): 403, received: 200} {
		if w, out := h.ask(t, "GET", "/messages/"+id, "", half); w.Code != want || want == 403 && out["permission"] != "READ_SMS_OUTBOUND_MESSAGE" {
			t.Errorf("without the permission one message is answered %d %v, want %d", w.Code, out, want)
		}
		if w, _ := h.ask(t, "GET", "/messages/"+id, "", all); w.Code != 200 {
			t.Errorf("with the permission one message is answered %d", w.Code)
		}
	}
}

// What was exchanged with an account is one list with what was written down about it, over all its pages.
func TestCorrespondenceWithNotesAndCalls(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	zoe := h.zoe(t, admin)
	account := zoe["account"].(map[string]any)["id"].(string)
	ch := h.channel(t, admin, "simulator", `{}`)
	for i, body := range []string{"note", "message", "call_log", "message", "note"} {
		h.clk.Advance(time.Minute)
		switch text := fmt.Sprint(body, i); body {
		case "note":
			h.made(t, admin, "/notes", fmt.Sprintf(`{"contact_id":%q,"text":%q}`, zoe["id"], text))
		case "call_log":
			h.made(t, admin, "/call-logs", fmt.Sprintf(`{"account_id":%q,"subject":"S","text":%q,"seconds":5}`, account, text))
		default:
			if w, _ := h.ask(t, "POST", "/messages", fmt.Sprintf(`{"channel_id":%q,"contact_id":%q,"text":%q}`, ch, zoe["id"], text), admin); w.Code != 202 {
				t.Fatalf("sending: %d %s", w.Code, w.Body)
			}
		}
	}
	read := func(query string) (texts []string) {
		cursor := ""
		for range 9 {
			_, out := h.ask(t, "GET", "/accounts/"+account+"/correspondence?limit=2"+query+cursor, "", admin)
			for _, each := range list(out["items"]) {
				item := each.(map[string]any)
				texts = append(texts, item["text"].(string)+" "+item["entry"].(string))
			}
			if out["next"] == nil {
				break
			}
			cursor = "&cursor=" + out["next"].(string)
		}
		return texts
	}
	if got := read("&journal=true"); !slices.Equal(got, []string{"note4 note", "message3 message", "call_log2 call_log", "message1 message", "note0 note"}) { // DM-102
		t.Errorf("with notes and calls: %q", got)
	}
	if got := read(""); !slices.Equal(got, []string{"message3 message", "message1 message"}) {
		t.Errorf("without: %q", got)
	}
	h.made(t, admin, "/simulator/messages", fmt.Sprintf(`{"channel_id":%q,"number":"+12025550143","text":"reply"}`, ch))
	at := func(minute int) string {
		return h.clk.Now().Add(time.Duration(minute-5) * time.Minute).Format(time.RFC3339)
	}
	for query, want := range map[string][]string{
		"&entry=message":                                   {"reply message", "message3 message", "message1 message"},
		"&entry=note":                                      {"note4 note", "note0 note"},
		"&entry=call_log&since=" + at(3):                   {"call_log2 call_log"},
		"&entry=call_log":                                  {"call_log2 call_log"},
		"&journal=true&direction=inbound":                  {"reply message"},
		"&journal=true&direction=outbound":                 {"message3 message", "message1 message"},
		"&entry=note&direction=inbound":                    nil,
		"&journal=true&contact_id=" + id(zoe):              {"reply message", "note4 note", "message3 message", "message1 message", "note0 note"},
		"&journal=true&contact_id=" + noRow:                nil,
		"&journal=true&since=" + at(4):                     {"reply message", "note4 note", "message3 message"},
		"&journal=true&until=" + at(3):                     {"message1 message", "note0 note"},
		"&journal=true&since=" + at(2) + "&until=" + at(4): {"call_log2 call_log", "message1 message"},
	} {
		if got := read(query); !slices.Equal(got, want) {
			t.Errorf("%s gives %q, want %q", query, got, want)
		}
	}
	// Calls are for who may see them, also where they alone are asked for.
	blind := h.allowed(t, "blind", user.ReadSMSMessage, user.ReadSMSOutboundMessage)
	if _, out := h.ask(t, "GET", "/accounts/"+account+"/correspondence?entry=call_log", "", blind); len(list(out["items"])) != 0 {
		t.Errorf("who may see no calls sees %v", out)
	}
}

// A contact's timeline has all of it in one order over its pages: the text and the consent that it says are of one time.
func TestTheTimelineOfAContact(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	zoe := h.zoe(t, admin)
	other := h.made(t, admin, "/contacts", `{"name":"Al","addresses":[{"kind":"phone","value":"+12025550177"}]}`)
	ch := h.channel(t, admin, "simulator", `{"from":"+12025550100"}`)
	read := func(id any, limit int) (entries []string) {
		cursor, seen := "", map[any]bool{}
		for range 20 {
			w, out := h.ask(t, "GET", fmt.Sprintf("/contacts/%s/timeline?limit=%d%s", id, limit, cursor), "", admin)
			if w.Code != 200 {
				t.Fatalf("answered %d %v", w.Code, out)
			}
			for _, each := range list(out["items"]) {
				item := each.(map[string]any)
				if seen[item["id"]] {
					t.Errorf("in pages of %d %v comes twice", limit, item)
				}
				seen[item["id"]] = true
				what := item["entry"].(string) + " " + item["text"].(string)
				if c, ok := item["consent"].(map[string]any); ok {
					what += " " + c["state"].(string) + " " + c["source"].(string)
				}
				entries = append(entries, what)
			}
			if out["next"] == nil {
				break
			}
			cursor = "&cursor=" + out["next"].(string)
		}
		return entries
	}
	if first, empty := read(zoe["id"], 50), read(other["id"], 50); !slices.Equal(first, []string{"consent  opted_in api"}) || len(empty) != 0 {
		t.Errorf("at first there is %q, of whom nobody has heard %q", first, empty)
	}
	number := list(zoe["addresses"])[0].(map[string]any)["value"].(string)
	for i, text := range []string{"hello", "STOP"} {
		h.clk.Advance(time.Minute)
		h.made(t, admin, "/simulator/messages", fmt.Sprintf(`{"channel_id":%q,"number":%q,"text":%q}`, ch, number, text))
		h.made(t, admin, "/simulator/messages", fmt.Sprintf(`{"channel_id":%q,"number":"+12025550177","text":"of another %d"}`, ch, i))
	}
	h.clk.Advance(time.Minute)
	h.made(t, admin, "/notes", fmt.Sprintf(`{"contact_id":%q,"text":"angry"}`, zoe["id"]))
	h.made(t, admin, "/notes", fmt.Sprintf(`{"contact_id":%q,"text":"calm"}`, other["id"]))
	// All that three numbers agree to at once, and what is written down beside it, is of one time.
	several := h.made(t, admin, "/contacts", `{"name":"Bo","addresses":[{"kind":"phone","value":"+12025550180","sms_opt_in":true},
		{"kind":"phone","value":"+12025550181","sms_opt_in":true},{"kind":"phone","value":"+12025550182","sms_opt_in":true}]}`)
	h.made(t, admin, "/simulator/messages", fmt.Sprintf(`{"channel_id":%q,"number":"+12025550181","text":"all at once"}`, ch))
	for _, what := range []string{"/notes", "/call-logs", "/notes"} {
		h.made(t, admin, what, fmt.Sprintf(`{"contact_id":%q,"text":"all at once"%s}`, several["id"], map[string]string{"/call-logs": `,"subject":"All","seconds":1`}[what]))
	}
	all := []string{"message all at once", "note all at once", "call_log all at once", "note all at once", "consent  opted_in api", "consent  opted_in api", "consent  opted_in api"}
	for limit := range 8 {
		if got := read(several["id"], 1+limit); !slices.Equal(got, all) {
			t.Errorf("all of one time in pages of %d: %q", 1+limit, got)
		}
	}
	want := read(zoe["id"], 50)
	shape := make([]string, len(want))
	for i, each := range want {
		shape[i], _, _ = strings.Cut(each, " ")
	}
	if got := strings.Join(shape, " "); got != "note message message consent message consent" || want[0] != "note angry" || want[3] != "consent STOP opted_out keyword" || want[4] != "message hello" {
		t.Errorf("told %q", want)
	}
	for _, limit := range []int{1, 2, 3} {
		if got := read(zoe["id"], limit); !slices.Equal(got, want) {
			t.Errorf("in pages of %d: %q", limit, got)
		}
	}
}
