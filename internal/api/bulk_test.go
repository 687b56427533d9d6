package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/internal/api"
	"parley/internal/savedview"
	"parley/internal/user"
)

func TestBulkEdits(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	a := h.made(t, admin, "/accounts", `{"name":"Clarke"}`)
	h.made(t, admin, "/accounts", `{"name":"Chen"}`)
	tag := h.made(t, admin, "/contact-tags", `{"name":"VIP"}`)
	h.made(t, admin, "/contacts", `{"name":"Zoé","language":"fr"}`)
	h.made(t, admin, "/contacts", `{"name":"Adam"}`)
	bulk := func(path, body string) map[string]any {
		t.Helper()
		w, out := h.ask(t, "POST", path, body, admin)
		if w.Code != http.StatusAccepted {
			t.Fatalf("%s %s: %d %s", path, body, w.Code, w.Body)
		}
		return out
	}
	e := bulk("/accounts/bulk-edit", fmt.Sprintf(`{"ids":[%q,%q,%q],"change":{"status":"lead"}}`, a["id"], a["id"], noRow))
	refusal := list(e["refusals"])[0].(map[string]any)
	if e["state"] != "done" || e["total"] != 2.0 || e["changed"] != 1.0 || e["refused"] != 1.0 || refusal["id"] != noRow || refusal["code"] != "account_not_found" || refusal["detail"] == "" {
		t.Errorf("by id: %v", e)
	}
	if e = bulk("/accounts/bulk-edit", `{"filter":{"status":"lead"},"change":{"delinquent":true,"type_id":""}}`); e["changed"] != 1.0 {
		t.Errorf("by filter: %v", e)
	}
	if e = bulk("/contacts/bulk-edit", fmt.Sprintf(`{"filter":{"language":"fr"},"change":{"add_tag_ids":[%q]}}`, tag["id"])); e["changed"] != 1.0 {
		t.Errorf("contacts: %v", e)
	}
	if _, out := h.ask(t, "GET", "/contacts?tag_id="+tag["id"].(string), "", admin); !slices.Equal(namesOf(out), []string{"Zoé"}) {
		t.Errorf("tagged: %v", out)
	}
	if w, out := h.ask(t, "GET", "/bulk-edits/"+e["id"].(string), "", admin); w.Code != 200 || out["state"] != "done" || out["subject"] != "contacts" {
		t.Errorf("read again: %d %v", w.Code, out)
	}
	for permission, want := range map[user.Permission]int{user.UpdateContact: 200, user.DeleteContact: 200, user.UpdateAccount: 403, user.ReadUser: 403} {
		token := h.allowed(t, strings.ToLower(string(permission)), permission)
		if w, out := h.ask(t, "GET", "/bulk-edits/"+e["id"].(string), "", token); w.Code != want || want == 403 && out["permission"] != "UPDATE_CONTACT" {
			t.Errorf("with %s alone it is answered %d %v, want %d", permission, w.Code, out, want)
		}
	}
	if e = bulk("/contacts/bulk-edit", `{"filter":{"q":"adam"},"change":{"archived":true}}`); e["changed"] != 1.0 {
		t.Errorf("archived: %v", e)
	}
}

// To archive many asks for what to archive one does, and to change many for what to change one does.
func TestWhoMayChangeMany(t *testing.T) {
	h := openUsers(t, "")
	for subject, right := range map[string]user.Permission{"accounts": "ACCOUNT", "contacts": "CONTACT"} {
		archives, changes := h.allowed(t, subject+" archives", "DELETE_"+right), h.allowed(t, subject+" changes", "UPDATE_"+right)
		other := map[string]string{"accounts": `"delinquent":true`, "contacts": `"language":"fr"`}[subject]
		for _, c := range []struct {
			by     [2]string
			change string
			needs  user.Permission // empty: he may
		}{
			{archives, `{"archived":true}`, ""}, {archives, `{` + other + `}`, "UPDATE_" + right}, {archives, `{"archived":true,` + other + `}`, "UPDATE_" + right}, {archives, `{}`, "UPDATE_" + right},
			{changes, `{"archived":true}`, "DELETE_" + right}, {changes, `{` + other + `}`, ""}, {changes, `{"archived":false,` + other + `}`, "DELETE_" + right},
		} {
			w, out := h.ask(t, "POST", "/"+subject+"/bulk-edit", `{"filter":{},"change":`+c.change+`}`, c.by)
			if c.needs == "" && w.Code != http.StatusAccepted || c.needs != "" && (w.Code != http.StatusForbidden || out["permission"] != string(c.needs)) {
				t.Errorf("%s %s: %d %v, want %s", subject, c.change, w.Code, out, c.needs)
			}
		}
	}
}

func TestBulkEditsThatAreRefusedOrRepeated(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	_, agent := h.as(t, user.Agent)
	h.made(t, admin, "/contacts", `{"name":"Zoé"}`)
	for _, subject := range []string{"/accounts", "/contacts"} {
		if w, out := h.ask(t, "POST", subject+"/bulk-edit", `{"filter":{},"change":{"archived":true}}`, agent); w.Code != 403 {
			t.Errorf("an agent archives %s: %d %v", subject, w.Code, out)
		}
		if w, out := h.ask(t, "POST", subject+"/bulk-edit", `{"filter":{},"change":{}}`, admin); w.Code != 422 || out["code"] != "nothing_to_change" {
			t.Errorf("%s: nothing is changed: %d %v", subject, w.Code, out)
		}
	}
	for _, subject := range []string{"/accounts", "/contacts"} {
		if w, out := h.ask(t, "POST", subject+"/bulk-edit", `{"ids":["x"],"filter":{},"change":{"archived":true}}`, admin); w.Code != 422 || out["code"] != "ids_and_filter" {
			t.Errorf("%s: ids and a filter: %d %v", subject, w.Code, out)
		}
	}
	key := [2]string{"Idempotency-Key", "once"}
	_, first := h.ask(t, "POST", "/contacts/bulk-edit", `{"filter":{},"change":{"language":"en"}}`, admin, key)
	_, second := h.ask(t, "POST", "/contacts/bulk-edit", `{"filter":{},"change":{"language":"en"}}`, admin, key)
	if first["id"] == nil || first["id"] != second["id"] || second["state"] != "done" {
		t.Errorf("the same call twice: %v, %v", first, second)
	}
}

// What views may be saved with is what the lists take.
func TestSavedViewsKnowTheLists(t *testing.T) {
	raw, err := api.Document()
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		Paths map[string]map[string]struct {
			Parameters []struct {
				Name   string
				Schema struct{ Enum []string }
			}
		}
	}
	if err := json.Unmarshal(raw, &document); err != nil {
		t.Fatal(err)
	}
	for subject, of := range savedview.Lists() {
		params := map[string][]string{}
		for _, p := range document.Paths["/api/v2/"+subject]["get"].Parameters {
			params[p.Name] = p.Schema.Enum
		}
		if diff := cmp.Diff(params["sort"], of.Sorts); diff != "" {
			t.Errorf("%s are sorted otherwise (-API +views): %s", subject, diff)
		}
		for _, other := range []string{"sort", "limit", "cursor"} {
			delete(params, other)
		}
		if diff := cmp.Diff(slices.Sorted(maps.Keys(params)), slices.Sorted(slices.Values(of.Filters))); diff != "" {
			t.Errorf("%s are filtered otherwise (-API +views): %s", subject, diff)
		}
	}
}

func TestSavedViews(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	if w, out := h.ask(t, "POST", "/saved-views", `{"subject":"accounts","name":"X","filter":{"shoe_size":"9"}}`, admin); w.Code != 422 || out["code"] != "unknown_filter" {
		t.Errorf("by what the list does not have: %d %v", w.Code, out)
	}
	_, agent := h.as(t, user.Agent)
	shared := h.made(t, admin, "/saved-views", `{"subject":"contacts","name":"French","shared":true,"filter":{"language":"fr"},"columns":["name"],"sort":"-created"}`)
	own := h.made(t, agent, "/saved-views", `{"subject":"contacts","name":"Mine"}`)
	if own["own"] != true || len(list(own["columns"])) != 0 || own["filter"] == nil {
		t.Errorf("made %v", own)
	}
	_, out := h.ask(t, "GET", "/saved-views?subject=contacts", "", agent)
	first := list(out["items"])[0].(map[string]any)
	if !slices.Equal(namesOf(out), []string{"French", "Mine"}) || first["own"] != false || first["owner"].(map[string]any)["name"] != "admin" || first["filter"].(map[string]any)["language"] != "fr" {
		t.Errorf("the agent sees %v", out)
	}
	if w, out := h.ask(t, "PATCH", "/saved-views/"+shared["id"].(string), `{"version":1,"name":"X"}`, agent); w.Code != 403 || out["permission"] != "SHARE_VIEW" {
		t.Errorf("the agent changes what is shared: %d %v", w.Code, out)
	}
	if w, out := h.ask(t, "PATCH", "/saved-views/"+own["id"].(string), `{"version":1,"name":"Ours"}`, agent); w.Code != 200 || out["name"] != "Ours" {
		t.Errorf("the agent changes his own: %d %v", w.Code, out)
	}
	if w, _ := h.ask(t, "DELETE", "/saved-views/"+own["id"].(string), "", agent); w.Code != 204 {
		t.Errorf("deleting: %d", w.Code)
	}
}
