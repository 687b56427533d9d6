package api_test

import (
	"fmt"
	"slices"
	"testing"

	"parley/internal/user"
)

// namesOf gives the names of a list's items.
func namesOf(out map[string]any) []string {
	var names []string
	for _, each := range list(out["items"]) {
		names = append(names, each.(map[string]any)["name"].(string))
	}
	return names
}

func TestAccountsInDepth(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	status := h.made(t, admin, "/account-statuses", `{"name":"Past due","activates":false}`)
	kind := h.made(t, admin, "/account-types", `{"name":"Home","class":"senior_citizen"}`)
	group := h.made(t, admin, "/account-groups", `{"name":"VIP"}`)
	custom := h.made(t, admin, "/custom-fields", `{"owner":"account","name":"Router","type":"choice","choices":["Own","Ours"]}`)
	a := h.made(t, admin, "/accounts", fmt.Sprintf(`{"name":"Clarke","number":"7","status":%q,"type_id":%q,"group_ids":[%q],"delinquent":true,"custom_fields":{"router":"Own"}}`,
		status["key"], kind["id"], group["id"]))
	if a["status"] != "past_due" || a["status_name"] != "Past due" || a["active"] != false || a["type"].(map[string]any)["name"] != "Home" ||
		list(a["groups"])[0].(map[string]any)["name"] != "VIP" || a["delinquent"] != true || a["custom_fields"].(map[string]any)["router"] != "Own" || a["archived_at"] != nil || a["last_activity_at"] != nil {
		t.Errorf("made %v", a)
	}
	h.made(t, admin, "/accounts", `{"name":"Chen","number":"8"}`)
	for query, want := range map[string][]string{
		"": {"Chen", "Clarke"}, "sort=-number": {"Chen", "Clarke"}, "sort=number": {"Clarke", "Chen"}, "sort=created": {"Clarke", "Chen"}, "sort=-activity": {"Chen", "Clarke"},
		"status=past_due": {"Clarke"}, "type_id=" + kind["id"].(string): {"Clarke"}, "group_id=" + group["id"].(string): {"Clarke"},
		"delinquent=false": {"Chen"}, "archived=only": nil, "archived=all": {"Chen", "Clarke"}, "company_id=" + noRow: nil,
	} {
		if _, out := h.ask(t, "GET", "/accounts?"+query, "", admin); !slices.Equal(namesOf(out), want) {
			t.Errorf("%s: %v", query, out)
		}
	}
	checkAccountChanges(t, h, admin, a["id"].(string), custom["id"].(string))
}

func checkAccountChanges(t *testing.T, h *userHub, admin [2]string, id, fieldID string) {
	t.Helper()
	path := "/accounts/" + id
	if w, out := h.ask(t, "POST", path+"/archive", "", admin); w.Code != 200 || out["archived_at"] == nil {
		t.Errorf("archived: %d %v", w.Code, out)
	}
	if _, out := h.ask(t, "GET", "/accounts", "", admin); len(list(out["items"])) != 1 {
		t.Errorf("an archived account is listed: %v", out)
	}
	if w, out := h.ask(t, "POST", path+"/restore", "", admin); w.Code != 200 || out["archived_at"] != nil {
		t.Errorf("restored: %d %v", w.Code, out)
	}
	if w, out := h.ask(t, "PATCH", path, `{"version":3,"custom_fields":{"router":null},"group_ids":[]}`, admin); w.Code != 200 || len(out["custom_fields"].(map[string]any)) != 0 || len(list(out["groups"])) != 0 {
		t.Errorf("emptied: %d %v", w.Code, out)
	}
	if w, out := h.ask(t, "PATCH", "/custom-fields/"+fieldID, `{"version":1,"name":"Box","choices":["Own"]}`, admin); w.Code != 200 || out["name"] != "Box" || out["key"] != "router" {
		t.Errorf("the field: %d %v", w.Code, out)
	}
}

func TestACursorCountsInItsOwnOrderOnly(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	h.made(t, admin, "/accounts", `{"name":"A"}`)
	h.made(t, admin, "/accounts", `{"name":"B"}`)
	_, out := h.ask(t, "GET", "/accounts?limit=1&sort=created", "", admin)
	cursor := "&cursor=" + out["next"].(string)
	if w, out := h.ask(t, "GET", "/accounts?sort=created"+cursor, "", admin); w.Code != 200 || !slices.Equal(namesOf(out), []string{"B"}) {
		t.Errorf("the same order: %d %v", w.Code, out)
	}
	if w, out := h.ask(t, "GET", "/accounts?sort=-created"+cursor, "", admin); w.Code != 422 || out["code"] != "invalid_cursor" {
		t.Errorf("another order: %d %v", w.Code, out)
	}
}

// The lists that forms offer are kept by one set of calls.
func TestListsOfChoices(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	for path, body := range map[string]string{
		"/account-statuses": `"activates":true`, "/account-types": `"class":"government"`, "/account-groups": `"name":"Second"`, "/phone-number-types": `"sms_capable":true`,
	} {
		made := h.made(t, admin, path, `{"name":"First"}`)
		w, out := h.ask(t, "PATCH", path+"/"+made["id"].(string), `{"version":1,`+body+"}", admin)
		if w.Code != 200 {
			t.Errorf("%s: %d %v", path, w.Code, out)
		}
		for _, each := range []string{"activates", "sms_capable"} {
			if v, has := out[each]; has && v != true {
				t.Errorf("%s: %v", path, out)
			}
		}
		_, listed := h.ask(t, "GET", path, "", admin)
		if names := namesOf(listed); !slices.Contains(names, out["name"].(string)) {
			t.Errorf("%s lists %v", path, names)
		}
		if w, _ := h.ask(t, "DELETE", path+"/"+made["id"].(string), "", admin); w.Code != 204 {
			t.Errorf("%s: deleting is answered %d %s", path, w.Code, w.Body)
		}
		if w, out := h.ask(t, "POST", path, `{}`, admin); w.Code != 422 || out["code"] != "blank_name" {
			t.Errorf("%s without a name: %d %v", path, w.Code, out)
		}
	}
}
