package api_test

import (
	"fmt"
	"maps"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parley/internal/user"
)

const noRow = "01890000-0000-7000-8000-00000000dead"

// made makes a row as an administrator and gives the answer.
func (h *userHub) made(t *testing.T, token [2]string, path, body string) map[string]any {
	t.Helper()
	w, out := h.ask(t, "POST", path, body, token)
	if w.Code != 201 {
		t.Fatalf("POST %s answered %d %s", path, w.Code, w.Body)
	}
	return out
}

func address(of map[string]any, i int) map[string]any {
	return of["addresses"].([]any)[i].(map[string]any)
}

// zoe makes an account with a contact who has a number and an email address.
func (h *userHub) zoe(t *testing.T, token [2]string) map[string]any {
	t.Helper()
	account := h.made(t, token, "/accounts", `{"name":"Tremblay household","number":"HF-1"}`)
	return h.made(t, token, "/contacts", `{"name":"Zoë 👋 محمد","account_id":"`+account["id"].(string)+`","language":"fr","addresses":[
		{"kind":"phone","value":"(202) 555-0143","phone_number_type":"mobile","sms_opt_in":true},{"kind":"email","value":"Zoe@x.example"}]}`)
}

// without gives a copy of a JSON object without some members.
func without(object any, names ...string) map[string]any {
	out := maps.Clone(object.(map[string]any))
	for _, n := range names {
		delete(out, n)
	}
	return out
}

func TestContactIsShownWhole(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	c := h.zoe(t, admin)
	want := map[string]any{"name": "Zoë 👋 محمد", "role": "", "language": "fr", "time_zone": "", "note": "", "primary": true, "version": 1.0,
		"created_at": "2026-11-21T09:00:00Z", "updated_at": "2026-11-21T09:00:00Z",
		"tags": []any{}, "custom_fields": map[string]any{}, "marketing_opt_in": true, "picture": "", "network_site": nil, "vendor": nil, "archived_at": nil, "last_activity_at": nil}
	if diff := cmp.Diff(want, without(c, "id", "account", "addresses", "messaging_categories")); diff != "" {
		t.Error(diff)
	}
	if account := without(c["account"], "id"); account["name"] != "Tremblay household" {
		t.Errorf("of the account %v", account)
	}
	all := func(state string) map[string]any {
		return map[string]any{"conversational": state, "notification": state, "marketing": state}
	}
	addresses := []map[string]any{without(address(c, 0), "id"), without(address(c, 1), "id")}
	addresses[0]["phone_number_type"] = without(addresses[0]["phone_number_type"], "id")
	if diff := cmp.Diff([]map[string]any{
		{"kind": "phone", "scope": "", "value": "+12025550143", "display": "(202) 555-0143", "extension": "", "label": "", "sms_opt_in": true,
			"consent": all("opted_in"), "phone_number_type": map[string]any{"key": "mobile", "name": "Mobile", "sms_capable": true}},
		{"kind": "email", "scope": "", "value": "zoe@x.example", "display": "zoe@x.example", "extension": "", "label": "", "sms_opt_in": false,
			"consent": all("none"), "phone_number_type": nil},
	}, addresses); diff != "" {
		t.Error(diff)
	}
}

func TestContactCalls(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	c := h.zoe(t, admin)
	path := "/contacts/" + c["id"].(string)
	w, out := h.ask(t, "PATCH", path, `{"version":1,"role":"owner","addresses":[{"id":"`+address(c, 0)["id"].(string)+`","sms_opt_in":false}]}`, admin)
	if w.Code != 200 || out["role"] != "owner" || out["version"] != 2.0 || len(list(out["addresses"])) != 1 || address(out, 0)["sms_opt_in"] != false {
		t.Errorf("changed: %d %v", w.Code, out)
	}
	w, out = h.ask(t, "PATCH", path, `{"version":1,"role":"x"}`, admin)
	if w.Code != 409 || out["code"] != "version_conflict" || out["current"] != "2" {
		t.Errorf("an old version: %d %v", w.Code, out)
	}
	for _, q := range []string{"zoe", "+1 202 555 0143", "0143", "محم"} {
		_, out = h.ask(t, "GET", "/contacts?q="+url.QueryEscape(q), "", admin)
		if items := list(out["items"]); len(items) != 1 || out["next"] != nil {
			t.Errorf("%q finds %v", q, out)
		}
	}
	if w, _ := h.ask(t, "DELETE", path, "", admin); w.Code != 204 {
		t.Errorf("deleting: %d %s", w.Code, w.Body)
	}
	if w, out := h.ask(t, "GET", path, "", admin); w.Code != 404 || out["code"] != "contact_not_found" {
		t.Errorf("after it was deleted: %d %v", w.Code, out)
	}
}

func TestContactPages(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	for i := range 5 {
		h.made(t, admin, "/contacts", fmt.Sprintf(`{"name":"Contact %s %d","addresses":[{"kind":"phone","value":"+1202555014%d"}]}`, strings.Repeat("é", 150), i, i))
		h.made(t, admin, "/accounts", fmt.Sprintf(`{"name":"Contact %s %d"}`, strings.Repeat("é", 150), i))
	}
	for _, path := range []string{"/contacts?limit=2", "/contacts?limit=2&q=contact", "/contacts?limit=2&q=202555", "/accounts?limit=2", "/accounts?limit=2&q=con"} {
		seen := map[string]bool{}
		cursor := ""
		for range 3 {
			w, out := h.ask(t, "GET", path+cursor, "", admin)
			if w.Code != 200 {
				t.Fatalf("%s answered %d %s", path, w.Code, w.Body)
			}
			for _, each := range list(out["items"]) {
				seen[each.(map[string]any)["id"].(string)] = true
			}
			next, _ := out["next"].(string)
			cursor = "&cursor=" + next
		}
		if len(seen) != 5 || cursor != "&cursor=" {
			t.Errorf("%s: %d of 5, and then %q", path, len(seen), cursor)
		}
	}
}

func TestConsentCalls(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	c := h.made(t, admin, "/contacts", `{"name":"Jo","addresses":[{"kind":"phone","value":"2025550143"}]}`)
	ledger := "/addresses/" + address(c, 0)["id"].(string) + "/consent"
	if _, out := h.ask(t, "GET", ledger, "", admin); len(list(out["items"])) != 0 {
		t.Errorf("at first the ledger is %v", out)
	}
	entry := h.made(t, admin, ledger, `{"state":"opted_in","purpose":"marketing","wording":"on the phone"}`)
	if entry["state"] != "opted_in" || entry["source"] != "user" && entry["source"] != "api" || entry["actor"].(map[string]any)["name"] != "admin" {
		t.Errorf("recorded %v", entry)
	}
	_, out := h.ask(t, "GET", ledger, "", admin)
	if items := list(out["items"]); len(items) != 1 || items[0].(map[string]any)["wording"] != "on the phone" || items[0].(map[string]any)["actor"].(map[string]any)["name"] != "admin" {
		t.Errorf("the ledger is %v", out)
	}
	if err := h.db.Exec(t.Context(), `INSERT INTO consent (id, address_id, state, source, at) VALUES ('stop', $1, 'opted_out', 'keyword', $2)`,
		address(c, 0)["id"], time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()); err != nil {
		t.Fatal(err)
	}
	if w, out := h.ask(t, "POST", ledger, `{"state":"opted_in"}`, admin); w.Code != 409 || out["code"] != "opted_out_by_customer" {
		t.Errorf("against the customer: %d %v", w.Code, out)
	}
	_, out = h.ask(t, "GET", "/contacts/"+c["id"].(string), "", admin)
	if states := address(out, 0)["consent"].(map[string]any); states["conversational"] != "opted_out" || states["marketing"] != "opted_out" {
		t.Errorf("the contact shows %v", states)
	}
}

func TestPeopleCallsRefuse(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	c := h.made(t, admin, "/contacts", `{"name":"Jo","addresses":[{"kind":"phone","value":"2025550143"}]}`)
	account := h.made(t, admin, "/accounts", `{"name":"Home","number":"1","note":""}`)
	rows := strings.NewReplacer("CONTACT", c["id"].(string), "ACCOUNT", account["id"].(string), "ADDRESS", address(c, 0)["id"].(string), "NOBODY", noRow)
	for _, each := range []struct {
		method, path, body string
		status             int
		code               string
	}{
		{"POST", "/contacts", `{"name":" "}`, 422, "blank_name"},
		{"POST", "/contacts", `{}`, 422, "invalid_request"},
		{"POST", "/contacts", `{"name":"a`, 400, "malformed_request"},
		{"POST", "/contacts", "{\"name\":\"a\xff\"}", 400, "invalid_utf8"},
		{"POST", "/contacts", `{"name":"a\u0000"}`, 400, "invalid_utf8"},
		{"POST", "/contacts", `{"name":"` + strings.Repeat("a", 201) + `"}`, 422, "too_long"},
		{"POST", "/contacts", `{"name":"` + strings.Repeat("a", 1<<20) + `"}`, 413, "body_too_large"},
		{"POST", "/contacts", `{"name":"A","addresses":[{"kind":"phone","value":"111"}]}`, 422, "invalid_number"},
		{"POST", "/contacts", `{"name":"A","addresses":[{"kind":"fax machine","value":"111"}]}`, 422, "unknown_address_kind"},
		{"POST", "/contacts", `{"name":"A","addresses":[{"kind":"email","value":"jo"}]}`, 422, "invalid_email"},
		{"POST", "/contacts", `{"name":"A","addresses":[{"kind":"phone","value":"2025550143","phone_number_type":"pager"}]}`, 422, "unknown_phone_number_type"},
		{"POST", "/contacts", `{"name":"A","account_id":"NOBODY"}`, 422, "unknown_account"},
		{"POST", "/contacts", `{"name":"A","account_id":"'; DROP TABLE contact"}`, 422, "unknown_account"},
		{"GET", "/contacts?cursor=nonsense", "", 422, "invalid_cursor"},
		{"GET", "/contacts?cursor=AB8fHx8", "", 422, "invalid_cursor"},
		{"GET", "/contacts?limit=0", "", 422, "invalid_request"},
		{"GET", "/contacts?limit=201", "", 422, "invalid_request"},
		{"GET", "/contacts?q=%ff%00%27", "", 400, "invalid_utf8"},
		{"GET", "/contacts?account_id=x", "", 200, ""},
		{"GET", "/contacts/NOBODY", "", 404, "contact_not_found"},
		{"GET", "/contacts/x", "", 404, "contact_not_found"},
		{"GET", "/contacts/%00", "", 400, "invalid_utf8"},
		{"PATCH", "/contacts/NOBODY", `{"version":1}`, 404, "contact_not_found"},
		{"PATCH", "/contacts/CONTACT", `{"name":"X"}`, 422, "invalid_request"},
		{"PATCH", "/contacts/CONTACT", `{"version":1,"name":""}`, 422, "blank_name"},
		{"PATCH", "/contacts/CONTACT", `{"version":1,"addresses":[{"id":"NOBODY"}]}`, 422, "unknown_address"},
		{"DELETE", "/contacts/NOBODY", "", 404, "contact_not_found"},
		{"GET", "/contacts/NOBODY/channels", "", 404, "contact_not_found"},
		{"GET", "/addresses/NOBODY/consent", "", 404, "address_not_found"},
		{"POST", "/addresses/NOBODY/consent", `{"state":"opted_in"}`, 404, "address_not_found"},
		{"POST", "/addresses/ADDRESS/consent", `{"state":"maybe"}`, 422, "invalid_request"},
		{"POST", "/addresses/ADDRESS/consent", `{"state":"opted_in","purpose":"spam"}`, 422, "invalid_request"},
		{"POST", "/addresses/ADDRESS/consent", `{"state":"opted_in","wording":"` + strings.Repeat("a", 2001) + `"}`, 422, "too_long"},
		{"POST", "/accounts", `{"name":""}`, 422, "blank_name"},
		{"POST", "/accounts", `{"name":"B","number":"1"}`, 409, "duplicate_number"},
		{"POST", "/accounts", `{"name":"B","company_id":"NOBODY"}`, 422, "unknown_company"},
		{"POST", "/accounts", `{"name":"B","parent_id":"NOBODY"}`, 422, "unknown_account"},
		{"PATCH", "/accounts/ACCOUNT", `{"version":9}`, 409, "version_conflict"},
		{"PATCH", "/accounts/ACCOUNT", `{"version":1,"parent_id":"ACCOUNT"}`, 422, "parent_cycle"},
		{"GET", "/accounts?cursor=nonsense", "", 422, "invalid_cursor"},
		{"GET", "/accounts/NOBODY", "", 404, "account_not_found"},
		{"DELETE", "/accounts/x", "", 404, "account_not_found"},
		{"GET", "/accounts/NOBODY/correspondence", "", 404, "account_not_found"},
		{"GET", "/accounts/ACCOUNT/correspondence?cursor=nonsense", "", 422, "invalid_cursor"},
	} {
		w, out := h.ask(t, each.method, rows.Replace(each.path), rows.Replace(each.body), admin)
		if code, _ := out["code"].(string); w.Code != each.status || code != each.code {
			t.Errorf("%s %s %.60s answered %d %v, want %d %s", each.method, each.path, each.body, w.Code, out, each.status, each.code)
		}
	}
	if n, err := h.db.Count(t.Context(), `SELECT COUNT(*) FROM contact`); err != nil || n != 1 {
		t.Errorf("refusals left %d contacts, %v", n, err)
	}
}

// What somebody else has changed is not overwritten unseen: a change names the version that was read.
func TestAChangeNamesTheVersionThatItIsOf(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	account := h.made(t, admin, "/accounts", `{"name":"Clarke"}`)["id"]
	for path, body := range map[string]string{
		"/notes": fmt.Sprintf(`"account_id":%q,"text":"A"`, account), "/call-logs": fmt.Sprintf(`"account_id":%q,"subject":"A"`, account),
		"/account-statuses": `"name":"A"`, "/account-types": `"name":"A"`, "/account-groups": `"name":"A"`, "/phone-number-types": `"name":"A"`,
		"/contact-tags": `"name":"A"`, "/messaging-categories": `"name":"A"`, "/custom-fields": `"owner":"account","type":"text","name":"A"`,
		"/saved-views": `"subject":"accounts","name":"A"`, "/departments": `"name":"A"`,
	} {
		row := path + "/" + h.made(t, admin, path, "{"+body+"}")["id"].(string)
		field := map[string]string{"/notes": "text", "/call-logs": "subject"}[path]
		if field == "" {
			field = "name"
		}
		change := func(version, text string) (int, map[string]any) {
			w, out := h.ask(t, "PATCH", row, fmt.Sprintf(`{%s%q:%q}`, version, field, text), admin)
			return w.Code, out
		}
		if code, out := change(`"version":1,`, "B"); code != 200 || out[field] != "B" || out["version"] != 2.0 {
			t.Errorf("%s: %d %v", path, code, out)
		}
		if code, out := change(`"version":1,`, "C"); code != 409 || out["code"] != "version_conflict" || out["current"] != "2" {
			t.Errorf("%s, the version before it: %d %v", path, code, out)
		}
		if code, out := change("", "D"); code != 422 {
			t.Errorf("%s, without a version: %d %v", path, code, out)
		}
		var first atomic.Int64
		var all sync.WaitGroup
		for range 4 { // on PostgreSQL they read beside each other
			all.Go(func() {
				w := httptest.NewRecorder()
				r := httptest.NewRequest("PATCH", "/api/v2"+row, strings.NewReader(fmt.Sprintf(`{"version":2,%q:"B"}`, field)))
				r.Header.Set("Content-Type", "application/json")
				r.Header.Set(admin[0], admin[1])
				if h.ServeHTTP(w, r); w.Code == 200 {
					first.Add(1)
				}
			})
		}
		if all.Wait(); first.Load() != 1 {
			t.Errorf("%s: %d of four at once changed the same version", path, first.Load())
		}
		if w, out := h.ask(t, "GET", row, "", admin); path != "/departments" && (w.Code != 200 || out[field] != "B" || out["version"] != 3.0) {
			t.Errorf("%s is read again: %d %v", path, w.Code, out)
		}
	}
}

func TestPeopleCallsNeedALogIn(t *testing.T) {
	h := openUsers(t, "")
	for _, c := range []struct{ method, path, body string }{
		{"GET", "/contacts", ""}, {"POST", "/contacts", `{"name":"A"}`}, {"GET", "/contacts/" + noRow, ""},
		{"PATCH", "/contacts/" + noRow, `{"version":1}`}, {"DELETE", "/contacts/" + noRow, ""}, {"GET", "/contacts/" + noRow + "/channels", ""},
		{"GET", "/accounts", ""}, {"POST", "/accounts", `{"name":"A"}`}, {"GET", "/accounts/" + noRow, ""},
		{"PATCH", "/accounts/" + noRow, `{"version":1}`}, {"DELETE", "/accounts/" + noRow, ""}, {"GET", "/accounts/" + noRow + "/correspondence", ""},
		{"GET", "/companies", ""}, {"GET", "/departments", ""}, {"GET", "/phone-number-types", ""},
		{"GET", "/addresses/" + noRow + "/consent", ""}, {"POST", "/addresses/" + noRow + "/consent", `{"state":"opted_in"}`},
	} {
		if w, out := h.ask(t, c.method, c.path, c.body); w.Code != 401 || out["code"] != "unauthorized" {
			t.Errorf("%s %s answered %d %v", c.method, c.path, w.Code, out)
		}
	}
}

// A repeat under the same Idempotency-Key gets the first answer.
func TestContactsAreMadeOncePerKey(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	key := [2]string{"Idempotency-Key", "k1"}
	for _, path := range []string{"/contacts", "/accounts"} {
		_, first := h.ask(t, "POST", path, `{"name":"Jo"}`, admin, key)
		w, second := h.ask(t, "POST", path, `{"name":"Jo"}`, admin, key)
		if w.Code != 201 || first["id"] != second["id"] {
			t.Errorf("%s: %v, then %d %v", path, first, w.Code, second)
		}
		if w, out := h.ask(t, "POST", path, `{"name":"Bo"}`, admin, key); w.Code != 422 || out["code"] != "idempotency_key_reused" {
			t.Errorf("%s, another body: %d %v", path, w.Code, out)
		}
	}
}

func TestReferenceCalls(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	_, types := h.ask(t, "GET", "/phone-number-types", "", admin)
	var keys []string
	for _, each := range list(types["items"]) {
		keys = append(keys, fmt.Sprint(each.(map[string]any)["key"], each.(map[string]any)["sms_capable"]))
	}
	if got := strings.Join(keys, " "); got != "mobiletrue homefalse workfalse faxfalse" { // SMS-60
		t.Errorf("types %s", got)
	}
	_, companies := h.ask(t, "GET", "/companies", "", admin)
	if items := list(companies["items"]); len(items) != 1 || items[0].(map[string]any)["default"] != true || items[0].(map[string]any)["departments"] == nil {
		t.Errorf("companies %v", companies)
	}
	if _, departments := h.ask(t, "GET", "/departments", "", admin); departments["items"] == nil {
		t.Errorf("departments %v", departments)
	}
}

// What billing says of an account is set, stays where it is not named, and is emptied by null.
func TestBillingOfAccounts(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	a := h.made(t, admin, "/accounts", `{"name":"Home","number":"7","data_usage_percent":85,"next_bill_on":"2026-11-30","next_recurring_charge":4990,"activated_at":"2024-05-01T00:00:00Z"}`)
	said := func(a map[string]any) string {
		return fmt.Sprintf("%v %v %v %v", a["activated_at"], a["data_usage_percent"], a["next_bill_on"], a["next_recurring_charge"])
	}
	if got := said(a); got != "2024-05-01T00:00:00Z 85 2026-11-30 4990" {
		t.Errorf("made %s", got)
	}
	for _, c := range []struct{ body, want string }{
		{`{"note":"x","version":1}`, "2024-05-01T00:00:00Z 85 2026-11-30 4990"},
		{`{"data_usage_percent":0,"next_recurring_charge":null,"version":2}`, "2024-05-01T00:00:00Z 0 2026-11-30 <nil>"},
		{`{"data_usage_percent":null,"activated_at":null,"next_bill_on":null,"version":3}`, "<nil> <nil> <nil> <nil>"},
	} {
		w, out := h.ask(t, "PATCH", "/accounts/"+id(a), c.body, admin)
		if w.Code != 200 || said(out) != c.want {
			t.Errorf("%s: %d, %s, want %s", c.body, w.Code, said(out), c.want)
		}
	}
	if w, _ := h.ask(t, "PATCH", "/accounts/"+id(a), `{"data_usage_percent":"much","version":4}`, admin); w.Code != 422 {
		t.Errorf("a text for a number: %d", w.Code)
	}
	if w, _ := h.ask(t, "POST", "/accounts/upsert", `{"items":[{"number":"7","next_recurring_charge":5990}]}`, admin); w.Code != 200 {
		t.Errorf("upserted: %d %s", w.Code, w.Body)
	}
	if _, out := h.ask(t, "GET", "/accounts/"+id(a), "", admin); said(out) != "<nil> <nil> <nil> 5990" {
		t.Errorf("upserted: %s", said(out))
	}
}

func TestCorrespondence(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	account := h.made(t, admin, "/accounts", `{"name":"Home"}`)["id"].(string)
	c := h.made(t, admin, "/contacts", `{"name":"Ann","account_id":"`+account+`","addresses":[{"kind":"phone","value":"2025550143"}]}`)
	exec := func(query string, args ...any) {
		t.Helper()
		if err := h.db.Exec(t.Context(), query, args...); err != nil {
			t.Fatal(err)
		}
	}
	thread, contact := "01890000-0000-7000-8000-0000000000c1", c["id"]
	exec(`INSERT INTO channel (id, kind, name, settings, created_at, updated_at) VALUES ('ch', 'simulator', 'Texts', '{}', 1, 1)`)
	exec(`INSERT INTO conversation (id, kind, channel_id, address_id, sender_id, contact_id, account_id, last_activity_at, created_at)
		VALUES ($1, 'customer', 'ch', $2, 's', $3, $4, 1, 1)`, thread, address(c, 0)["id"], contact, account)
	for i, from := range []any{contact, noRow, ""} { // a contact that was deleted, and none
		exec(`INSERT INTO message (id, conversation_id, position, direction, channel_id, contact_id, account_id, text, state, created_at, updated_at)
			VALUES ($1, $2, $3, 'inbound', 'ch', $4, $5, 'Hello', 'received', $6, $6)`,
			fmt.Sprintf("01890000-0000-7000-8000-00000000000%d", i), thread, i+1, from, account, 1000+i)
	}
	w, out := h.ask(t, "GET", "/accounts/"+account+"/correspondence", "", admin)
	items := list(out["items"])
	if w.Code != 200 || len(items) != 3 {
		t.Fatalf("answered %d %s", w.Code, w.Body)
	}
	newest, oldest := items[0].(map[string]any), items[2].(map[string]any)
	if newest["position"] != 3.0 || newest["contact"] != nil || items[1].(map[string]any)["contact"] != nil {
		t.Errorf("the newest are %v and %v", newest, items[1])
	}
	if oldest["text"] != "Hello" || oldest["contact"].(map[string]any)["name"] != "Ann" || oldest["channel"].(map[string]any)["name"] != "Texts" {
		t.Errorf("the oldest is %v", oldest)
	}
}

// id gives the id of what an answer holds.
func id(of map[string]any) string { return of["id"].(string) }
