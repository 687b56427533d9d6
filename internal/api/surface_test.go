package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/internal/api"
	"parley/internal/user"
)

// operation is what the document says of a call.
type operation struct {
	Permission  user.Permission       `json:"x-permission"`
	Security    []map[string][]string `json:"security"`
	OperationID string                `json:"operationId"`
}

// document gives every call of the API, by its path and method.
func document(t *testing.T) map[string]map[string]operation {
	t.Helper()
	raw, err := api.Document()
	if err != nil {
		t.Fatal(err)
	}
	var out struct {
		Paths map[string]map[string]operation
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out.Paths
}

// refusal gives the status with which somebody is refused by a call that asks for the permission, or 0 where he is not.
func refusal(asked user.Permission, loggedIn bool, holds user.Permissions) int {
	switch {
	case asked == anybody:
		return 0
	case !loggedIn:
		return http.StatusUnauthorized
	case asked != "" && !holds.Has(asked):
		return http.StatusForbidden
	}
	return 0
}

// Every call of the document, with every role: the permission that the table says, and the document too, is the one that is
// asked for, before the request is looked at.
func TestEveryCallAsksForItsPermission(t *testing.T) {
	h := openUsers(t, "")
	roles := map[string]user.Permissions{"": {}}
	tokens := map[string][2]string{"": {}}
	for _, r := range user.BuiltinRoles() {
		roles[r.Key] = r.Permissions
		_, tokens[r.Key] = h.as(t, r.Key)
	}
	// Nothing is switched on for super-admins, who need nothing.
	if err := h.db.Exec(t.Context(), `UPDATE role SET permissions = '' WHERE role_key = 'super-admin'`); err != nil {
		t.Fatal(err)
	}
	h.directory.Forget()
	for _, r := range h.ownRoles(t) {
		roles[r.Key] = r.Permissions
		_, tokens[r.Key] = h.as(t, r.Key)
	}
	// These want a browser's session, which a token has not.
	ofBrowsers := []string{"logOut", "changePassword", "beginTOTP", "confirmTOTP", "newRecoveryCodes", "endTOTP"}
	permissions := permissions(t)
	for path, calls := range document(t) {
		for method, c := range calls {
			asked := permissions[callName(method, path)]
			if c.Permission != asked && asked != anybody {
				t.Errorf("%s %s: the document says that it needs %q, want %q", method, path, c.Permission, asked)
			}
			for role, holds := range roles {
				body := ""
				if method != "get" && method != "delete" {
					body = `{"no":"such field"}`
				}
				w, _ := h.ask(t, strings.ToUpper(method), strings.TrimPrefix(strings.ReplaceAll(path, "{id}", noRow), "/api/v2"), body, tokens[role])
				want := refusal(asked, role != "", holds)
				refused := w.Code == http.StatusUnauthorized || w.Code == http.StatusForbidden
				if want != 0 && w.Code != want || want == 0 && refused && !slices.Contains(ofBrowsers, c.OperationID) { // DM-9 SMS-10
					t.Errorf("%s %s as %q is answered %d, want %d (0: not 401 or 403)", method, path, role, w.Code, want)
				}
				if w.Code >= 400 && problem(t, w).RequestID == "" {
					t.Errorf("%s %s as %q: the answer names no request: %s", method, path, role, w.Body)
				}
				if w.Code >= 500 {
					t.Errorf("%s %s as %q is answered %d %s", method, path, role, w.Code, w.Body)
				}
			}
		}
	}
}

// ownRoles makes roles of a provider's own: of a thing all but the permission to see it, one that allows nothing, and one
// that may do what a supervisor may not.
func (h *userHub) ownRoles(t *testing.T) (made []user.Role) {
	t.Helper()
	for name, permissions := range map[string][]user.Permission{
		"blind":   {user.CreateSMSMessage, user.CreateChannel, user.UpdateChannel, user.DeleteChannel, user.CreateContact},
		"nothing": {},
		"crew":    {user.ReadUser, user.UpdateRole, user.DeleteRole, user.ReadAllLogs, user.UpdateCompany, user.ReadChannel, user.DeleteChannel},
	} {
		r, err := h.users.CreateRole(t.Context(), user.Hub(), user.RoleChange{Name: &name, Permissions: &permissions})
		if err != nil {
			t.Fatal(err)
		}
		if name == "blind" {
			r.Permissions = user.NewPermissions(user.CreateContact) // what counts of it
		}
		made = append(made, r)
	}
	return made
}

// badCall is a request that must be refused. CHANNEL, THREAD and NOBODY stand for ids.
type badCall struct {
	method, path, body string
	status             int
	code               string
}

func badSends() []badCall {
	const to = `"channel_id":"CHANNEL","to":"+12025550143"`
	return []badCall{
		{"POST", "/messages", "{\"channel_id\":\"CHANNEL\",\"to\":\"+12025550143\",\"text\":\"\xff\"}", 400, "invalid_utf8"},
		{"POST", "/messages", `{` + to + `,"text":"\ud800"}`, 400, "invalid_utf8"},
		{"POST", "/messages", `{` + to + `,"text":"a\u0000b"}`, 400, "invalid_utf8"},
		{"POST", "/messages", `{` + to + `,"text":`, 400, "malformed_request"},
		{"POST", "/messages", `[]`, 422, "invalid_request"},
		{"POST", "/messages", ``, 400, "malformed_request"},
		{"POST", "/messages", `{` + to + `}`, 422, "invalid_request"},
		{"POST", "/messages", `{` + to + `,"text":7}`, 422, "invalid_request"},
		{"POST", "/messages", `{` + to + `,"text":"hi","colour":"red"}`, 422, "invalid_request"},
		{"POST", "/messages", `{` + to + `,"text":" \n\t "}`, 422, "blank_text"},
		{"POST", "/messages", `{` + to + `,"text":"\u200b\ufeff"}`, 422, "blank_text"},
		{"POST", "/messages", `{` + to + `,"text":"` + strings.Repeat("x", 1601) + `"}`, 422, "too_long"},
		{"POST", "/messages", `{` + to + `,"text":"hi","purpose":"spam"}`, 422, "invalid_request"},
		{"POST", "/messages", `{` + to + `,"text":"hi","purpose":"confirmation"}`, 422, "invalid_request"},
		{"POST", "/messages", `{` + to + `,"text":"hi","dedupe_seconds":61}`, 422, "invalid_request"},
		{"POST", "/messages", `{` + to + `,"text":"hi","contact_id":"NOBODY"}`, 422, "recipient_required"},
		{"POST", "/messages", `{"channel_id":"CHANNEL","text":"hi"}`, 422, "recipient_required"},
		{"POST", "/messages", `{"channel_id":"CHANNEL","to":"111","text":"hi"}`, 422, "invalid_number"},
		{"POST", "/messages", `{"channel_id":"CHANNEL","to":"call me","text":"hi"}`, 422, "invalid_number"},
		{"POST", "/messages", `{"channel_id":"CHANNEL","to":"+44 20 7946 0958","text":"hi"}`, 422, "region_not_supported"},
		{"POST", "/messages", `{"channel_id":"CHANNEL","address_id":"NOBODY","text":"hi"}`, 422, "unknown_address"},
		{"POST", "/messages", `{"channel_id":"CHANNEL","contact_id":"x","text":"hi"}`, 422, "no_address"},
		{"POST", "/messages", `{"channel_id":"NOBODY","to":"+12025550143","text":"hi"}`, 404, "channel_not_found"},
		{"POST", "/messages", `{"channel_id":"x","to":"+12025550143","text":"hi"}`, 404, "channel_not_found"},
		{"POST", "/messages", `{` + to + `,"from":"+12025550199","text":"hi"}`, 422, "unknown_sender"},
	}
}

func badReads() []badCall {
	return []badCall{
		{"GET", "/messages/NOBODY", "", 404, "message_not_found"},
		{"GET", "/messages/x", "", 404, "message_not_found"},
		{"GET", "/messages/%ff", "", 400, "invalid_utf8"},
		{"GET", "/messages?state=lost", "", 422, "invalid_request"},
		{"GET", "/messages?to=%ff", "", 400, "invalid_utf8"},
		{"GET", "/messages?since=yesterday", "", 422, "invalid_request"},
		{"GET", "/messages?cursor=AAAA", "", 422, "invalid_cursor"},
		{"GET", "/messages?cursor=MQAf_w", "", 422, "invalid_cursor"},
		{"GET", "/messages?limit=0", "", 422, "invalid_request"},
		{"GET", "/messages?limit=all", "", 422, "invalid_request"},
		{"POST", "/messages/NOBODY/retry", "", 404, "message_not_found"},
		{"GET", "/conversations?q=%00", "", 400, "invalid_utf8"},
		{"GET", "/conversations?kind=party", "", 422, "invalid_request"},
		{"GET", "/conversations?unread=perhaps", "", 422, "invalid_request"},
		{"GET", "/conversations/NOBODY", "", 404, "conversation_not_found"},
		{"GET", "/conversations/NOBODY/messages", "", 404, "conversation_not_found"},
		{"GET", "/conversations/THREAD/messages?cursor=%21", "", 422, "invalid_cursor"},
		{"GET", "/conversations/THREAD/messages?before=-1", "", 422, "invalid_request"},
		{"GET", "/conversations/x/composer", "", 404, "conversation_not_found"},
		{"POST", "/conversations/THREAD/messages", `{"text":""}`, 422, "blank_text"},
		{"POST", "/conversations/NOBODY/messages", `{"text":"hi"}`, 404, "conversation_not_found"},
		{"POST", "/conversations/THREAD/read", `{"position":2}`, 422, "invalid_position"},
		{"POST", "/conversations/THREAD/read", `{"position":-1}`, 422, "invalid_request"},
		{"POST", "/conversations/THREAD/read", `{"position":"1"}`, 422, "invalid_request"},
		{"PUT", "/conversations/THREAD/draft", `{"text":"` + strings.Repeat("x", 10_001) + `"}`, 422, "too_long"},
		{"PUT", "/conversations/NOBODY/draft", `{"text":"hi"}`, 404, "conversation_not_found"},
	}
}

func badOthers() []badCall {
	return []badCall{
		{"POST", "/channels", `{"kind":"pigeon","name":"A"}`, 422, "unknown_kind"},
		{"POST", "/channels", `{"kind":"simulator","name":"A","settings":{"colour":"red"}}`, 422, "unknown_setting"},
		{"POST", "/channels", `{"kind":"simulator","name":"A","settings":{"rate":[1]}}`, 422, "invalid_setting"},
		{"POST", "/channels", `{"kind":"simulator","name":"A","settings":{"rate":1.5}}`, 422, "invalid_setting"},
		{"POST", "/channels", `{"kind":"simulator","name":"A","settings":{"rate":1e9}}`, 422, "invalid_setting"},
		{"POST", "/channels", `{"kind":"simulator","name":"A","settings":{"window":0}}`, 422, "invalid_setting"},
		{"POST", "/channels", `{"kind":"simulator","name":"A","settings":{"window":65}}`, 422, "invalid_setting"},
		{"POST", "/channels", `{"kind":"simulator","name":"A","settings":{"delivery_receipts":1}}`, 422, "invalid_setting"},
		{"POST", "/channels", `{"kind":"simulator","name":"A","settings":{"from":["+12025550100"]}}`, 422, "invalid_setting"},
		{"POST", "/channels", `{"kind":"simulator","name":"A","settings":{"regions":[1]}}`, 422, "invalid_setting"},
		{"POST", "/channels", `{"kind":"simulator","name":"A","settings":{"regions":["XX"]}}`, 422, "invalid_setting"},
		{"POST", "/channels", `{"kind":"simulator","name":"A","settings":{"regions":"US,USA"}}`, 422, "invalid_setting"},
		{"POST", "/channels", `{"kind":"simulator","name":" "}`, 422, "blank_name"},
		{"POST", "/channels", `{"kind":"twilio","name":"A"}`, 422, "invalid_setting"},
		{"PATCH", "/channels/CHANNEL", `{"version":9,"name":"B"}`, 409, "version_conflict"},
		{"PATCH", "/channels/CHANNEL", `{"name":"B"}`, 422, "invalid_request"},
		{"PATCH", "/channels/NOBODY", `{"version":1}`, 404, "channel_not_found"},
		{"DELETE", "/channels/x", "", 404, "channel_not_found"},
		{"POST", "/channels/NOBODY/check", "", 404, "channel_not_found"},
		{"POST", "/channels/CHANNEL/check", "", 422, "cannot_check"},
		{"GET", "/events?after=-1", "", 422, "invalid_request"},
		{"GET", "/events?limit=1001", "", 422, "invalid_request"},
		{"GET", "/simulator/handsets?channel_id=NOBODY", "", 404, "channel_not_found"},
		{"GET", "/simulator/handsets", "", 422, "invalid_request"},
		{"POST", "/simulator/messages", `{"channel_id":"CHANNEL","number":"","text":"hi"}`, 422, "invalid_number"},
		{"POST", "/simulator/messages", `{"channel_id":"CHANNEL","number":"+12025550143","text":""}`, 422, "invalid_request"},
		{"POST", "/simulator/messages", `{"channel_id":"CHANNEL","number":"+12025550143","text":"hi","keyword":"DANCE"}`, 422, "invalid_request"},
		{"GET", "/no/such/call", "", 404, "no_such_call"},
		{"POST", "/messages", `{"text":"` + strings.Repeat("x", api.MaxBody) + `"}`, 413, "body_too_large"},
	}
}

func TestBadInputIsRefusedAndNothingStored(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	ch := h.channel(t, admin, "simulator", `{}`)
	h.made(t, admin, "/simulator/messages", `{"channel_id":"`+ch+`","number":"+12025550143","text":"hello"}`)
	_, out := h.ask(t, "GET", "/conversations", "", admin)
	thread := out["items"].([]any)[0].(map[string]any)["id"].(string)
	rows := strings.NewReplacer("CHANNEL", ch, "THREAD", thread, "NOBODY", noRow)
	tables := []string{"message", "conversation", "channel", "sender", "address", "contact", "consent", "draft", "read_position", "idempotency_key", "event"}
	before := map[string]int64{}
	for _, table := range tables {
		before[table] = h.count(t, "SELECT COUNT(*) FROM "+table)
	}
	for _, c := range slices.Concat(badSends(), badReads(), badOthers()) {
		w, _ := h.ask(t, c.method, rows.Replace(c.path), rows.Replace(c.body), admin)
		p := problem(t, w)
		if w.Code != c.status || p.Code != c.code || p.RequestID == "" || p.Detail == "" {
			t.Errorf("%s %s %.80s is answered %d %.300s, want %d %s", c.method, c.path, c.body, w.Code, w.Body, c.status, c.code)
		}
	}
	for _, table := range tables {
		if n := h.count(t, "SELECT COUNT(*) FROM "+table); n != before[table] {
			t.Errorf("refused calls left %d rows in %s", n-before[table], table)
		}
	}
}

func TestBodyWithoutLengthIsCapped(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	r := httptest.NewRequest("POST", "/api/v2/messages", strings.NewReader(`{"text":"`+strings.Repeat("x", api.MaxBody)+`"}`))
	r.ContentLength = -1
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(admin[0], admin[1])
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 413 || problem(t, w).Code != "body_too_large" {
		t.Errorf("answered %d %.200s", w.Code, w.Body)
	}
}

func TestTextPassesUnharmed(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	ch := h.channel(t, admin, "simulator", `{}`)
	text := "👩‍🚀 مرحبا \u202eabc\u202c\r\nline two\t\"quotes\" \\ ñ e\u0301 <b>&amp;"
	raw, err := json.Marshal(map[string]string{"channel_id": ch, "to": "(202) 555-0143", "text": text})
	if err != nil {
		t.Fatal(err)
	}
	w, sent := h.ask(t, "POST", "/messages", string(raw), admin)
	if w.Code != 202 || sent["text"] != text || sent["state"] != "pending" {
		t.Fatalf("answered %d %v", w.Code, sent)
	}
	_, got := h.ask(t, "GET", "/messages/"+sent["id"].(string), "", admin)
	if diff := cmp.Diff(sent, got); diff != "" {
		t.Error(diff)
	}
	_, page := h.ask(t, "GET", "/conversations/"+sent["conversation_id"].(string)+"/messages", "", admin)
	if diff := cmp.Diff([]any{got}, page["items"]); diff != "" {
		t.Error(diff)
	}
	_, found := h.ask(t, "GET", "/messages?to=202-555-0143", "", admin)
	if len(list(found["items"])) != 1 {
		t.Errorf("found %v", found)
	}
}

func TestIdempotencyKey(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	_, agent := h.as(t, user.Agent)
	ch := h.channel(t, admin, "simulator", `{}`)
	key := [2]string{"Idempotency-Key", "k 1"}
	send := func(text string, headers ...[2]string) (*httptest.ResponseRecorder, map[string]any) {
		return h.ask(t, "POST", "/messages", `{"channel_id":"`+ch+`","to":"+12025550143","text":"`+text+`"}`, headers...)
	}
	w, first := send("one", admin, key)
	if w.Code != 202 {
		t.Fatalf("answered %d %v", w.Code, first)
	}
	w, again := send("one", admin, key)
	if diff := cmp.Diff(first, again); w.Code != 202 || diff != "" {
		t.Errorf("the repeat is answered %d\n%s", w.Code, diff)
	}
	if w, _ := send("two", admin, key); w.Code != 422 || problem(t, w).Code != "idempotency_key_reused" {
		t.Errorf("another body is answered %d %s", w.Code, w.Body)
	}
	if w, other := send("one", agent, key); w.Code != 202 || other["id"] == first["id"] {
		t.Errorf("another user's key is answered %d %v", w.Code, other)
	}
	if w, _ := send("one", admin, [2]string{"Idempotency-Key", "a\xff"}); w.Code != 400 {
		t.Errorf("a key that is no text is answered %d %s", w.Code, w.Body)
	}
	if w, _ := h.ask(t, "POST", "/messages", `{"channel_id":"`+ch+`","to":"111","text":"x"}`, admin, [2]string{"Idempotency-Key", "k2"}); w.Code != 422 {
		t.Errorf("answered %d", w.Code)
	}
	if w, _ := h.ask(t, "POST", "/messages", `{"channel_id":"`+ch+`","to":"+12025550143","text":"x"}`, admin, [2]string{"Idempotency-Key", "k2"}); w.Code != 202 {
		t.Errorf("a refusal was kept under its key: %d %s", w.Code, w.Body)
	}
	if n := h.count(t, "SELECT COUNT(*) FROM message"); n != 3 {
		t.Errorf("%d messages, want 3", n)
	}
}

// Many at once with one key: all get the answer of the one that was carried out.
func TestIdempotencyKeyAtTheSameTime(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	ch := h.channel(t, admin, "simulator", `{}`)
	answers := make([]string, 8)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			w, out := h.ask(t, "POST", "/messages", `{"channel_id":"`+ch+`","to":"+12025550143","text":"hi"}`, admin, [2]string{"Idempotency-Key", "k"})
			answers[i] = fmt.Sprint(w.Code, out["id"])
		})
	}
	all.Wait()
	for _, a := range answers {
		if a != answers[0] || !strings.HasPrefix(a, "202") {
			t.Errorf("answers differ: %v", answers)
			break
		}
	}
	if n := h.count(t, "SELECT COUNT(*) FROM message"); n != 1 {
		t.Errorf("%d messages", n)
	}
	if n := h.count(t, "SELECT COUNT(*) FROM conversation WHERE position <> 1"); n != 0 {
		t.Error("the thread has a gap")
	}
}

// A client's own id sends once, however many requests carry it at the same time.
func TestClientIDAtTheSameTime(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	ch := h.channel(t, admin, "simulator", `{}`)
	answers := make([]string, 8)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			w, out := h.ask(t, "POST", "/messages", `{"channel_id":"`+ch+`","to":"+12025550143","text":"hi","client_id":"c1"}`, admin)
			answers[i] = fmt.Sprint(w.Code, out["id"])
		})
	}
	all.Wait()
	for _, a := range answers {
		if a != answers[0] || !strings.HasPrefix(a, "202") {
			t.Errorf("answers differ: %v", answers)
			break
		}
	}
	if n := h.count(t, "SELECT COUNT(*) FROM message WHERE position = 1"); n != 1 {
		t.Errorf("%d messages", n)
	}
	if n := h.count(t, "SELECT COUNT(*) FROM conversation WHERE position <> 1"); n != 0 {
		t.Error("the thread has a gap: a message was answered for that is not stored")
	}
}

// Both ways of sending answer a client's own id in the same manner, and know each other's messages.
func TestClientIDOfAnotherMessage(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	ch := h.channel(t, admin, "simulator", `{}`)
	first := h.sent(t, admin, "/messages", `{"channel_id":"`+ch+`","to":"+12025550143","text":"hi","client_id":"c1"}`)
	thread := "/conversations/" + first["conversation_id"].(string) + "/messages"
	if again := h.sent(t, admin, thread, `{"text":"hi","client_id":"c1"}`); again["id"] != first["id"] {
		t.Errorf("the repeat in the thread is answered %v", again)
	}
	for path, body := range map[string]string{
		"/messages": `{"channel_id":"` + ch + `","to":"+12025550144","text":"hi","client_id":"c1"}`,
		thread:      `{"text":"something else","client_id":"c1"}`,
	} {
		w, out := h.ask(t, "POST", path, body, admin)
		if w.Code != 422 || problem(t, w).Code != "client_id_reused" || out["message_id"] != first["id"] {
			t.Errorf("%s is answered %d %s", path, w.Code, w.Body)
		}
	}
}

// sent sends a message and gives the answer.
func (h *userHub) sent(t *testing.T, token [2]string, path, body string) map[string]any {
	t.Helper()
	w, out := h.ask(t, "POST", path, body, token)
	if w.Code != 202 {
		t.Fatalf("%s is answered %d %s", path, w.Code, w.Body)
	}
	return out
}

func TestChannelByAPI(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	key := [2]string{"Idempotency-Key", "k"}
	body := `{"kind":"kannel","name":"Gateway","settings":{"base_url":"https://gateway.example","username":"u","password":"hunter2-secret","from":"+12025550100","rate":5,"require_opt_in":"true","regions":["us","FR"]}}`
	w, made := h.ask(t, "POST", "/channels", body, admin, key)
	if w.Code != 201 || strings.Contains(w.Body.String(), "hunter2") {
		t.Fatalf("answered %d %s", w.Code, w.Body)
	}
	settings := made["settings"].(map[string]any)
	want := map[string]any{
		"base_url": "https://gateway.example", "username": "u", "password": "", "from": "+12025550100", "rate": 5.0, "window": 64.0,
		"require_opt_in": true, "regions": []any{"US", "FR"}, "opt_out": "parley",
	}
	if diff := cmp.Diff(want, settings); diff != "" || made["status"] != "running" {
		t.Errorf("made %v\n%s", made, diff)
	}
	if diff := cmp.Diff([]any{"password"}, made["secrets_set"]); diff != "" {
		t.Error(diff)
	}
	url := made["callbacks"].([]any)[0].(map[string]any)["url"].(string)
	_, token, _ := strings.Cut(url, "token=")
	token, _, _ = strings.Cut(token, "&")
	if !strings.HasPrefix(url, "https://hub.example/hooks/"+made["id"].(string)+"/inbound?") || len(token) != 40 {
		t.Errorf("the callback is %s", url)
	}
	if n := h.count(t, `SELECT COUNT(*) FROM idempotency_key WHERE answer LIKE '%`+token+`%' OR answer LIKE '%hunter2%'`); n != 0 {
		t.Error("the kept answer holds a secret")
	}
	w, again := h.ask(t, "POST", "/channels", body, admin, key)
	if diff := cmp.Diff(made, again); w.Code != 201 || diff != "" {
		t.Errorf("the repeat is answered %d\n%s", w.Code, diff)
	}
	w, edited := h.ask(t, "PATCH", "/channels/"+made["id"].(string), `{"version":1,"enabled":false}`, admin)
	if w.Code != 200 || edited["status"] != "disabled" || edited["version"] != 2.0 {
		t.Errorf("edited %d %v", w.Code, edited)
	}
	if w, _ := h.ask(t, "DELETE", "/channels/"+made["id"].(string), "", admin); w.Code != 204 {
		t.Errorf("deleting is answered %d", w.Code)
	}
}

// What is shown of a channel's settings can be sent back as it is, and one field after the other be changed.
func TestSettingsTravelInTheirTypes(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	made := h.made(t, admin, "/channels", `{"kind":"simulator","name":"Main"}`)
	path := "/channels/" + made["id"].(string)
	shown, err := json.Marshal(made["settings"])
	if err != nil {
		t.Fatal(err)
	}
	for i, step := range []struct {
		settings, name string
		want           any
	}{
		{string(shown), "rate", 0.0},
		{`{"delivery_receipts":false}`, "delivery_receipts", false},
		{`{"delivery_receipts":null}`, "delivery_receipts", true},
		{`{"window":"8"}`, "window", 8.0},
		{`{"regions":[]}`, "regions", []any{}},
		{`{"rate":3}`, "regions", []any{}}, // what was emptied stays empty
		{`{"regions":null}`, "regions", []any{"US", "CA"}},
		{`{"regions":"fr, ca"}`, "regions", []any{"FR", "CA"}},
	} {
		w, out := h.ask(t, "PATCH", path, fmt.Sprintf(`{"version":%d,"settings":%s}`, i+1, step.settings), admin)
		if w.Code != 200 {
			t.Fatalf("%s is answered %d %s", step.settings, w.Code, w.Body)
		}
		if diff := cmp.Diff(step.want, out["settings"].(map[string]any)[step.name]); diff != "" {
			t.Errorf("%s: %s\n%s", step.settings, step.name, diff)
		}
	}
}

func TestDeletedChannelsConversationsStay(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	ch := h.channel(t, admin, "simulator", `{}`)
	h.made(t, admin, "/simulator/messages", `{"channel_id":"`+ch+`","number":"+12025550143","text":"hello"}`)
	if w, _ := h.ask(t, "DELETE", "/channels/"+ch, "", admin); w.Code != 204 {
		t.Fatalf("answered %d", w.Code)
	}
	_, out := h.ask(t, "GET", "/conversations", "", admin)
	thread := out["items"].([]any)[0].(map[string]any)
	if thread["preview"] != "hello" || thread["channel"].(map[string]any)["name"] != "Main" {
		t.Errorf("shown as %v", thread)
	}
	path := "/conversations/" + thread["id"].(string)
	_, composer := h.ask(t, "GET", path+"/composer", "", admin)
	if composer["can_send"] != false || composer["code"] != "channel_not_found" {
		t.Errorf("the composer says %v", composer)
	}
	if w, _ := h.ask(t, "POST", path+"/messages", `{"text":"hi"}`, admin); w.Code != 404 {
		t.Errorf("sending is answered %d %s", w.Code, w.Body)
	}
}

func TestEventsAreReadOnAndGone(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	ch := h.channel(t, admin, "simulator", `{}`)
	for i := range 3 {
		h.made(t, admin, "/simulator/messages", fmt.Sprintf(`{"channel_id":"%s","number":"+12025550143","text":"secret words %d"}`, ch, i))
	}
	h.settle(t)
	var types []string
	after := 0.0
	for {
		w, out := h.ask(t, "GET", fmt.Sprintf("/events?after=%.0f&limit=2", after), "", admin)
		if w.Code != 200 || strings.Contains(w.Body.String(), "secret words") {
			t.Fatalf("answered %d %s", w.Code, w.Body)
		}
		items := list(out["items"])
		if len(items) == 0 {
			if out["next"] != after {
				t.Errorf("next is %v at the end, want %v", out["next"], after)
			}
			break
		}
		for _, e := range items {
			types = append(types, e.(map[string]any)["type"].(string))
		}
		after = out["next"].(float64)
	}
	count := func(name string) (n int) {
		for _, each := range types {
			if each == name {
				n++
			}
		}
		return n
	}
	if count("message.created") != 3 || count("conversation.created") != 1 || count("channel.created") != 1 {
		t.Errorf("read %v", types)
	}
	if err := h.db.Exec(t.Context(), `DELETE FROM event WHERE seq < (SELECT MAX(seq) FROM event)`); err != nil {
		t.Fatal(err)
	}
	if w, _ := h.ask(t, "GET", "/events?after=1", "", admin); w.Code != 410 || problem(t, w).Code != "events_gone" {
		t.Errorf("what is no longer kept is answered %d %s", w.Code, w.Body)
	}
	if w, _ := h.ask(t, "GET", "/events?after=0", "", admin); w.Code != 200 {
		t.Errorf("the beginning is answered %d", w.Code)
	}
}

func TestDocumentAndDocsAreServed(t *testing.T) {
	h := openUsers(t, "")
	get := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		return w
	}
	kept, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	if w := get("/api/v2/openapi.json"); w.Code != 200 || w.Body.String() != string(kept) {
		t.Errorf("the document served (%d) differs from openapi.json", w.Code)
	}
	w := get("/api/docs")
	page := w.Body.String()
	if w.Code != 200 || strings.Contains(page, "<script") || strings.Contains(page, "http://") || !strings.Contains(page, "/api/v2/messages") {
		t.Errorf("answered %d %.200s", w.Code, page)
	}
	if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "script-src") {
		t.Errorf("its policy is %q", csp)
	}
}
