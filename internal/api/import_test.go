package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"parley/internal/event"
	"parley/internal/transfer"
	"parley/internal/user"
)

// upload sends a file of contacts and gives the import.
func (h *userHub) upload(t *testing.T, token [2]string, text string) map[string]any {
	t.Helper()
	w := h.send("POST", "/imports?kind=contacts&name=people.csv", "text/csv", []byte(text), token)
	out := decode(t, w.Body.Bytes())
	if w.Code != http.StatusCreated {
		t.Fatalf("uploading answered %d %s", w.Code, w.Body)
	}
	return out
}

func decode(t *testing.T, raw []byte) (out map[string]any) {
	t.Helper()
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return out
}

// work runs imports until one has ended.
func (h *userHub) work(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- h.transfers.Run(ctx) }()
	err := h.events.Tail(ctx, 0, func(_ context.Context, events []event.Event) error {
		if slices.ContainsFunc(events, func(e event.Event) bool { return e.Type == event.ImportFinished }) {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || !errors.Is(<-ended, context.Canceled) {
		t.Fatalf("working on imports ended with %v", err)
	}
}

func TestAFileIsImportedOverTheAPI(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	i := h.upload(t, admin, "Name,Mobile\nZo\xeb,2025550143\nBad,111\n")
	if i["encoding"] != "windows-1252" || i["state"] != "ready" || i["faults_path"] != "" {
		t.Errorf("took in %v", i)
	}
	path := "/imports/" + i["id"].(string)
	plan := `{"targets":["name","phone.mobile"],"duplicates":"update","make_accounts":false}`
	w, shown := h.ask(t, "POST", path+"/preview", plan, admin)
	if w.Code != 200 || len(list(shown["rows"])) != 2 || list(shown["rows"])[1].(map[string]any)["deed"] != "failed" || len(list(shown["targets"])) < 20 {
		t.Errorf("preview: %d %v", w.Code, shown)
	}
	for range 2 { // the answer to the first one may have been lost on the way
		if w, out := h.ask(t, "POST", path+"/start", plan, admin, [2]string{"Idempotency-Key", "one"}); w.Code != 202 || out["state"] != "running" {
			t.Errorf("start: %d %v", w.Code, out)
		}
	}
	if w, out := h.ask(t, "POST", path+"/start", plan, admin); w.Code != 409 || out["code"] != "import_not_ready" {
		t.Errorf("start again: %d %v", w.Code, out)
	}
	if t.Failed() {
		t.FailNow() // nothing would ever end
	}
	h.work(t)
	h.checkToldOf(t, admin, "people.csv")
	w, out := h.ask(t, "GET", path, "", admin)
	if rows := out["rows"].(map[string]any); w.Code != 200 || out["state"] != "done" || rows["created"] != 1.0 || rows["failed"] != 1.0 {
		t.Errorf("ended as %v", out)
	}
	if got := h.send("GET", out["faults_path"].(string), "", nil, admin); got.Code != 200 || !strings.Contains(got.Body.String(), "Bad,111,") {
		t.Errorf("refused rows: %d %s", got.Code, got.Body)
	}
}

func TestImportAndExportAskForTheirPermissions(t *testing.T) {
	h := openUsers(t, "")
	_, agent := h.as(t, user.Agent)
	for _, each := range [][2]string{{"POST", "/imports/1/start"}, {"GET", "/imports/1"}, {"GET", "/imports"}, {"GET", "/contacts/export"}, {"POST", "/contacts/upsert"}} {
		if w, out := h.ask(t, each[0], each[1], "{}", agent); w.Code != 403 {
			t.Errorf("an agent's %s was answered %d %v", each, w.Code, out)
		}
	}
}

// Whoever may import may do by it what he may do by hand, and no more.
func TestAnImportAsksForWhatItDoes(t *testing.T) {
	h := openUsers(t, "")
	tokens := map[user.Permission][2]string{}
	for _, lacks := range []user.Permission{user.CreateContact, user.UpdateContact, user.CreateAccount, user.UpdateAccount} {
		name := "without " + string(lacks)
		holds := slices.DeleteFunc([]user.Permission{user.ImportContact, user.CreateContact, user.UpdateContact, user.CreateAccount, user.UpdateAccount},
			func(p user.Permission) bool { return p == lacks })
		r, err := h.users.CreateRole(t.Context(), user.Hub(), user.RoleChange{Name: &name, Permissions: &holds})
		if err != nil {
			t.Fatal(err)
		}
		_, tokens[lacks] = h.as(t, r.Key)
	}
	for _, c := range []struct {
		targets, duplicates string
		accounts            bool
		refused             []user.Permission
	}{
		{`["name","",""]`, "skip", true, []user.Permission{user.CreateContact}},
		{`["name","",""]`, "create", true, []user.Permission{user.CreateContact}},
		{`["name","",""]`, "update", true, []user.Permission{user.CreateContact, user.UpdateContact}},
		{`["name","account.number",""]`, "update", false, []user.Permission{user.CreateContact, user.UpdateContact}},
		{`["name","account.number",""]`, "skip", true, []user.Permission{user.CreateContact, user.CreateAccount}},
		{`["name","account.number","account.note"]`, "update", false, []user.Permission{user.CreateContact, user.UpdateContact, user.UpdateAccount}},
	} {
		for lacks, token := range tokens {
			for _, deed := range []string{"/check", "/start"} {
				i := h.upload(t, token, "Name,Account number,Account note\nA,1,\n")
				body := fmt.Sprintf(`{"targets":%s,"duplicates":%q,"make_accounts":%t}`, c.targets, c.duplicates, c.accounts)
				want := map[bool]int{true: 403, false: 202}[slices.Contains(c.refused, lacks)]
				if w, out := h.ask(t, "POST", "/imports/"+i["id"].(string)+deed, body, token); w.Code != want {
					t.Errorf("%s %s without %s: %d %v", deed, body, lacks, w.Code, out)
				}
			}
		}
	}
	for _, c := range []struct {
		path, duplicates string
		refused          []user.Permission
	}{
		{"/contacts/upsert", "create", []user.Permission{user.CreateContact}},
		{"/contacts/upsert", "update", []user.Permission{user.CreateContact, user.UpdateContact}},
		{"/accounts/upsert", "skip", []user.Permission{user.CreateAccount}},
		{"/accounts/upsert", "update", []user.Permission{user.CreateAccount, user.UpdateAccount}},
	} {
		for lacks, token := range tokens {
			want := map[bool]int{true: 403, false: 200}[slices.Contains(c.refused, lacks)]
			if w, out := h.ask(t, "POST", c.path, fmt.Sprintf(`{"items":[{"name":"A"}],"duplicates":%q}`, c.duplicates), token); w.Code != want {
				t.Errorf("%s %s without %s: %d %v", c.path, c.duplicates, lacks, w.Code, out)
			}
		}
	}
}

func TestContactsAreExportedOverTheAPI(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	h.made(t, admin, "/contacts", `{"name":"Zoë","addresses":[{"kind":"phone","value":"2025550143"}]}`)
	got := h.send("GET", "/contacts/export?has_phone=true", "", nil, admin)
	if got.Code != 200 || !strings.HasPrefix(got.Body.String(), "\uFEFFName,") || !strings.Contains(got.Body.String(), "Zoë") || got.Header().Get("Content-Disposition") != `attachment; filename="contacts.csv"` {
		t.Errorf("exported %d %v %s", got.Code, got.Header(), got.Body)
	}
	if got := h.send("GET", "/contacts/export?has_phone=false", "", nil, admin); strings.Contains(got.Body.String(), "Zoë") {
		t.Errorf("the filter let through %s", got.Body)
	}
	if got := h.send("GET", "/contacts/export?format=vcard", "", nil, admin); !strings.Contains(got.Body.String(), "FN:Zoë\r\n") {
		t.Errorf("as cards %s", got.Body)
	}
}

func TestFilesThatCannotBeImportedOverTheAPI(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	for _, c := range []struct {
		name, query string
		raw         []byte
		status      int
		code        string
	}{
		{"half", "kind=contacts", []byte("Name\n\"A\n"), 422, "unterminated_quote"},
		{"too large", "kind=contacts", bytes.Repeat([]byte("Name\n"), transfer.MaxFile/5+1), 413, "body_too_large"},
		{"accounts as cards", "kind=accounts&format=vcard", []byte("BEGIN:VCARD\n"), 422, "cards_are_contacts"},
		{"of no kind", "", []byte("Name\nA\n"), 422, "invalid_request"},
		{"broken name", "kind=contacts&name=%ff", []byte("Name\nA\n"), 400, "invalid_utf8"},
	} {
		w := h.send("POST", "/imports?"+c.query, "text/csv", c.raw, admin)
		if out := decode(t, w.Body.Bytes()); w.Code != c.status || out["code"] != c.code {
			t.Errorf("%s: %d %v, want %d %s", c.name, w.Code, out, c.status, c.code)
		}
	}
	h.upload(t, admin, "Name\nA\n")
	if _, out := h.ask(t, "GET", "/imports", "", admin); len(list(out["items"])) != 1 {
		t.Errorf("kept are %v", out)
	}
}

func TestUpsertAnswersEachItem(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	w, out := h.ask(t, "POST", "/accounts/upsert", `{"items":[{"number":"1","name":"One"},{"number":"2","name":"Two","parent_number":"1"},{"number":"3"}]}`, admin)
	if w.Code != 200 || deeds(out) != "created created failed:blank_name" {
		t.Errorf("accounts: %d %v", w.Code, out)
	}
	body := `{"items":[{"name":"Al","account_number":"2","addresses":[{"kind":"phone","value":"2025550143"}]},{"name":"Bo","account_number":"9"},
		{"name":"Albert","role":"owner","addresses":[{"kind":"phone","value":"(202) 555-0143"},{"kind":"email","value":"Al@example.com"}]}]}`
	if w, out = h.ask(t, "POST", "/contacts/upsert", body, admin); w.Code != 200 || deeds(out) != "created failed:unknown_account_named updated" {
		t.Errorf("contacts: %d %v", w.Code, out)
	}
	id := list(out["items"])[2].(map[string]any)["id"].(string)
	if _, c := h.ask(t, "GET", "/contacts/"+id, "", admin); c["name"] != "Albert" || len(list(c["addresses"])) != 2 || c["account"] == nil || c["role"] != "owner" {
		t.Errorf("became %v", c)
	}
	many := `{"items":[` + strings.Repeat(`{"name":"A"},`, 1000) + `{"name":"A"}]}`
	if w, out := h.ask(t, "POST", "/contacts/upsert", many, admin); w.Code != 422 {
		t.Errorf("1,001 items: %d %v", w.Code, out)
	}
}

// A repeat with the same key gets the same answers and makes nobody twice.
func TestAnUpsertIsCarriedOutOnce(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	key := [2]string{"Idempotency-Key", "one"}
	for path, body := range map[string]string{
		"/contacts/upsert": `{"duplicates":"create","items":[{"name":"Al","addresses":[{"kind":"phone","value":"2025550143"}]},{"name":""},{"name":"Bo"}]}`,
		"/accounts/upsert": `{"duplicates":"create","items":[{"name":"Al","number":"1"},{"name":""},{"name":"Bo"}]}`,
	} {
		_, first := h.ask(t, "POST", path, body, admin, key)
		w, again := h.ask(t, "POST", path, body, admin, key)
		if w.Code != 200 || deeds(again) != "created failed:blank_name created" || fmt.Sprint(again) != fmt.Sprint(first) {
			t.Errorf("%s: first %v, then %d %v", path, first, w.Code, again)
		}
		if w, out := h.ask(t, "POST", path, strings.Replace(body, "Al", "Albert", 1), admin, key); w.Code != 422 || out["code"] != "idempotency_key_reused" {
			t.Errorf("%s: another body was answered %d %v", path, w.Code, out)
		}
	}
	if n := h.count(t, `SELECT (SELECT COUNT(*) FROM contact) + (SELECT COUNT(*) FROM account)`); n != 4 {
		t.Errorf("%d are there", n)
	}
}

// deeds says what became of the items of a bulk call.
func deeds(out map[string]any) string {
	var all []string
	for _, item := range list(out["items"]) {
		deed := item.(map[string]any)["deed"].(string)
		if code := item.(map[string]any)["code"].(string); code != "" {
			deed += ":" + code
		}
		all = append(all, deed)
	}
	return strings.Join(all, " ")
}
