package api_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"parley/internal/user"
)

func TestContactsInDepth(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	tag := h.made(t, admin, "/contact-tags", `{"name":"VIP"}`)
	h.made(t, admin, "/custom-fields", `{"owner":"contact","name":"Member","type":"toggle"}`)
	c := h.made(t, admin, "/contacts", fmt.Sprintf(`{"name":"Zoé","language":"fr-CA","tag_ids":[%q],"custom_fields":{"member":true},"marketing_opt_in":true,
		"addresses":[{"kind":"phone","value":"+12025550143"}]}`, tag["id"]))
	if list(c["tags"])[0].(map[string]any)["name"] != "VIP" || !slices.Equal(namesOf(map[string]any{"items": c["messaging_categories"]}), []string{"Financial", "General"}) ||
		c["custom_fields"].(map[string]any)["member"] != true || c["marketing_opt_in"] != true || c["picture"] != "" || c["archived_at"] != nil {
		t.Errorf("made %v", c)
	}
	if address(c, 0)["sms_opt_in"] != false {
		t.Errorf("marketing has opted in to more: %v", c)
	}
	h.made(t, admin, "/contacts", `{"name":"Adam","category_ids":[]}`)
	for query, want := range map[string][]string{
		"": {"Adam", "Zoé"}, "sort=-name": {"Zoé", "Adam"}, "sort=-created": {"Adam", "Zoé"}, "tag_id=" + tag["id"].(string): {"Zoé"}, "language=fr": {"Zoé"},
		"has_phone=true": {"Zoé"}, "has_email=true": nil, "sms_opt_in=none": {"Adam", "Zoé"}, "marketing_opt_in=opted_in": {"Zoé"}, "archived=only": nil,
	} {
		if _, out := h.ask(t, "GET", "/contacts?"+query, "", admin); !slices.Equal(namesOf(out), want) {
			t.Errorf("%s: %v", query, out)
		}
	}
	path := "/contacts/" + c["id"].(string)
	if w, out := h.ask(t, "PATCH", path, `{"version":1,"tag_ids":[],"category_ids":[],"marketing_opt_in":false,"custom_fields":{"member":null}}`, admin); w.Code != 200 ||
		len(list(out["tags"])) != 0 || len(list(out["messaging_categories"])) != 0 || out["marketing_opt_in"] != false || len(out["custom_fields"].(map[string]any)) != 0 {
		t.Errorf("emptied: %d %v", w.Code, out)
	}
	if w, out := h.ask(t, "POST", path+"/archive", "", admin); w.Code != 200 || out["archived_at"] == nil {
		t.Errorf("archived: %d %v", w.Code, out)
	}
	if w, out := h.ask(t, "POST", path+"/restore", "", admin); w.Code != 200 || out["archived_at"] != nil {
		t.Errorf("restored: %d %v", w.Code, out)
	}
}

// checkSpread sees to it that a category that is given to all says how far that is, to who may do so, and is given once by a repeat.
func checkSpread(t *testing.T, h *userHub, admin [2]string, made map[string]any) {
	t.Helper()
	progress := "/bulk-edits/" + made["bulk_edit_id"].(string)
	if w, out := h.ask(t, "GET", progress, "", admin); w.Code != 200 || out["subject"] != "messaging_categories" || out["state"] != "done" {
		t.Errorf("how far it is: %d %v", w.Code, out)
	}
	for permission, want := range map[user.Permission]int{user.CreateMessageCategory: 200, user.UpdateMessageCategory: 200, user.UpdateContact: 403} {
		token := h.allowed(t, "may "+string(permission), permission, user.ReadMessageCategory)
		if w, _ := h.ask(t, "GET", progress, "", token); w.Code != want {
			t.Errorf("with %s how far it is: %d, want %d", permission, w.Code, want)
		}
	}
	key := [2]string{"Idempotency-Key", "once"}
	_, first := h.ask(t, "POST", "/messaging-categories", `{"name":"News","apply_to_all_contacts":true}`, admin, key)
	_, again := h.ask(t, "POST", "/messaging-categories", `{"name":"News","apply_to_all_contacts":true}`, admin, key)
	if first["bulk_edit_id"] == nil || first["bulk_edit_id"] != again["bulk_edit_id"] {
		t.Errorf("the same call twice: %v, %v", first, again)
	}
	if w, _ := h.ask(t, "DELETE", "/messaging-categories/"+id(first), "", admin); w.Code != 204 {
		t.Errorf("deleting: %d", w.Code)
	}
}

func TestMessagingCategories(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	h.made(t, admin, "/contacts", `{"name":"Zoé"}`)
	made := h.made(t, admin, "/messaging-categories", `{"name":"Outages","default":true,"apply_to_all_contacts":true}`)
	of := func() int {
		_, out := h.ask(t, "GET", "/contacts", "", admin)
		return len(list(list(out["items"])[0].(map[string]any)["messaging_categories"]))
	}
	if made["default"] != true || of() != 3 {
		t.Errorf("made %v, and Zoé has %d", made, of())
	}
	checkSpread(t, h, admin, made)
	path := "/messaging-categories/" + made["id"].(string)
	for body, want := range map[string]int{`{"version":1,"remove_from_all_contacts":true,"apply_to_all_contacts":true}`: 3} {
		if w, _ := h.ask(t, "PATCH", path, body, admin); w.Code != 200 || of() != want {
			t.Errorf("%s: %d, and Zoé has %d", body, w.Code, of())
		}
	}
	if w, _ := h.ask(t, "PATCH", path, `{"version":2,"remove_from_all_contacts":true}`, admin); w.Code != 200 || of() != 2 {
		t.Errorf("taken away: %d, and Zoé has %d", w.Code, of())
	}
	// Who may not see them may not change them either: without View the other three count for nothing.
	role, err := h.users.Create(t.Context(), user.Hub(), user.New{Name: "blind", Email: "blind@provider.example", Role: user.Admin, Password: longEnough})
	if err != nil {
		t.Fatal(err)
	}
	_, secret, err := h.tokens.Create(t.Context(), user.Hub(), role.User.ID, user.NewToken{Name: "test"})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.db.Exec(t.Context(), `UPDATE role SET permissions = REPLACE(permissions, 'READ_MESSAGE_CATEGORY', 'READ_CALL_LOG') WHERE role_key = 'admin'`); err != nil {
		t.Fatal(err)
	}
	h.directory.Forget()
	blind := [2]string{"Authorization", "Bearer " + secret}
	for _, c := range [][4]string{{"GET", "/messaging-categories", "", "READ"}, {"POST", "/messaging-categories", `{"name":"A"}`, "CREATE"}, {"PATCH", path, `{"version":3,"name":"A"}`, "UPDATE"}, {"DELETE", path, "", "DELETE"}} { // DM-32
		if w, out := h.ask(t, c[0], c[1], c[2], blind); w.Code != 403 || out["permission"] != c[3]+"_MESSAGE_CATEGORY" {
			t.Errorf("%s %s: %d %v", c[0], c[1], w.Code, out)
		}
	}
}

// send sends bytes that are no JSON.
func (h *userHub) send(method, path, kind string, raw []byte, headers ...[2]string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "/api/v2"+path, bytes.NewReader(raw))
	r.Header.Set("Content-Type", kind)
	for _, each := range headers {
		r.Header.Set(each[0], each[1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestPictures(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	c := h.made(t, admin, "/contacts", `{"name":"Zoé"}`)
	path := "/contacts/" + c["id"].(string) + "/picture"
	if w := h.send("GET", path, "", nil, admin); w.Code != http.StatusNotFound {
		t.Errorf("before there is one: %d %s", w.Code, w.Body)
	}
	var raw bytes.Buffer
	if err := png.Encode(&raw, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	if w := h.send("PUT", path, "image/png", raw.Bytes(), admin); w.Code != 200 {
		t.Fatalf("setting it: %d %s", w.Code, w.Body)
	}
	w := h.send("GET", path, "", nil, admin)
	etag := w.Header().Get("ETag")
	if w.Code != 200 || w.Header().Get("Content-Type") != "image/jpeg" || etag == "" || !bytes.HasPrefix(w.Body.Bytes(), []byte{0xff, 0xd8}) {
		t.Errorf("reading it: %d %v", w.Code, w.Header())
	}
	if w := h.send("GET", path, "", nil, admin, [2]string{"If-None-Match", etag}); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("who has it already is answered %d, %d bytes", w.Code, w.Body.Len())
	}
	for kind, want := range map[string]int{"image/png": 422, "application/json": 422} {
		if w := h.send("PUT", path, kind, []byte("no picture"), admin); w.Code != want {
			t.Errorf("%s: %d %s", kind, w.Code, w.Body)
		}
	}
	if w := h.send("POST", "/contacts", "image/png", []byte("{\"name\":\"\xff\"}"), admin); w.Code != http.StatusUnsupportedMediaType || problem(t, w).Code != "unsupported_media_type" {
		t.Errorf("an image where JSON belongs: %d %s", w.Code, w.Body)
	}
	if w := h.send("DELETE", path, "", nil, admin); w.Code != 200 {
		t.Errorf("taking it away: %d %s", w.Code, w.Body)
	}
	if w := h.send("GET", path, "", nil, admin); w.Code != http.StatusNotFound {
		t.Errorf("after it was taken away: %d", w.Code)
	}
}
