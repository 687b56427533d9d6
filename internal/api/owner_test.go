package api_test

import (
	"slices"
	"testing"

	"parley/internal/user"
)

func TestContactsOfSitesAndVendors(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	site := h.made(t, admin, "/network-sites", `{"name":"North Tower","note":"ladder"}`)["id"].(string)
	vendor := h.made(t, admin, "/vendors", `{"name":"Cable Co"}`)["id"].(string)
	account := h.made(t, admin, "/accounts", `{"name":"Clarke"}`)["id"].(string)
	zoe := h.made(t, admin, "/contacts", `{"name":"Zoé","network_site_id":"`+site+`"}`)
	adam := h.made(t, admin, "/contacts", `{"name":"Adam","network_site_id":"`+site+`"}`)
	if zoe["network_site"].(map[string]any)["name"] != "North Tower" || zoe["account"] != nil || zoe["vendor"] != nil || zoe["primary"] != true || adam["primary"] != false {
		t.Errorf("made %v and %v", zoe, adam)
	}
	path := "/contacts/" + zoe["id"].(string)
	w, out := h.ask(t, "PATCH", path, `{"version":1,"vendor_id":"`+vendor+`"}`, admin)
	if w.Code != 200 || out["network_site"] != nil || out["vendor"].(map[string]any)["name"] != "Cable Co" || out["primary"] != true {
		t.Errorf("moved: %d %v", w.Code, out)
	}
	if _, out := h.ask(t, "GET", "/contacts/"+adam["id"].(string), "", admin); out["primary"] != true {
		t.Errorf("who is left is not the primary contact: %v", out)
	}
	for query, want := range map[string][]string{"network_site_id=" + site: {"Adam"}, "vendor_id=" + vendor: {"Zoé"}, "account_id=" + account: nil} {
		if _, out := h.ask(t, "GET", "/contacts?"+query, "", admin); !slices.Equal(namesOf(out), want) {
			t.Errorf("%s: %v", query, out)
		}
	}
	checkMoves(t, h, admin, [4]string{path, site, vendor, account})
	if w, out := h.ask(t, "PATCH", "/network-sites/"+site, `{"version":1,"name":"Tower"}`, admin); w.Code != 200 || out["name"] != "Tower" || out["note"] != "ladder" {
		t.Errorf("changed: %d %v", w.Code, out)
	}
	if w, out := h.ask(t, "GET", "/network-sites/"+site, "", admin); w.Code != 200 || out["version"] != 2.0 {
		t.Errorf("read: %d %v", w.Code, out)
	}
}

// checkMoves asks what may not be asked of the vendor's contact, and moves him to the account.
func checkMoves(t *testing.T, h *userHub, admin [2]string, ids [4]string) {
	t.Helper()
	path, site, vendor, account := ids[0], ids[1], ids[2], ids[3]
	for body, code := range map[string]string{
		`{"version":2,"vendor_id":"` + vendor + `","account_id":"` + account + `"}`: "one_owner",
		`{"version":2,"vendor_id":"` + noRow + `"}`:                                 "unknown_vendor",
		`{"version":2,"network_site_id":"` + vendor + `"}`:                          "unknown_network_site",
		`{"version":2,"account_id":"` + site + `"}`:                                 "unknown_account",
	} {
		if w, out := h.ask(t, "PATCH", path, body, admin); w.Code != 422 || out["code"] != code {
			t.Errorf("%s: %d %v", body, w.Code, out)
		}
	}
	if w, out := h.ask(t, "DELETE", "/vendors/"+vendor, "", admin); w.Code != 409 || out["code"] != "owner_in_use" {
		t.Errorf("deleting a vendor with a contact: %d %v", w.Code, out)
	}
	if w, out := h.ask(t, "PATCH", path, `{"version":2,"account_id":"`+account+`"}`, admin); w.Code != 200 || out["vendor"] != nil || out["account"] == nil {
		t.Errorf("moved to an account: %d %v", w.Code, out)
	}
	if w, _ := h.ask(t, "DELETE", "/vendors/"+vendor, "", admin); w.Code != 204 {
		t.Errorf("deleting the vendor: %d", w.Code)
	}
	if _, out := h.ask(t, "GET", "/network-sites?q=tow", "", admin); !slices.Equal(namesOf(out), []string{"North Tower"}) {
		t.Errorf("found %v", out)
	}
}
