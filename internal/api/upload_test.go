package api_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"parley/internal/transfer"
	"parley/internal/user"
)

// A file that is sent twice under one key is there once.
func TestAFileIsTakenInOnce(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	key := [2]string{"Idempotency-Key", "one"}
	send := func(query, text string) (int, map[string]any) {
		w := h.send("POST", "/imports?kind=contacts"+query, "text/csv", []byte(text), admin, key)
		return w.Code, decode(t, w.Body.Bytes())
	}
	status, first := send("&name=a.csv", "Name\nA\n")
	if by, _ := first["by"].(map[string]any); status != http.StatusCreated || by["name"] == "" || by["id"] == "" {
		t.Errorf("taken in: %d %v", status, first)
	}
	if status, again := send("&name=a.csv", "Name\nA\n"); status != http.StatusCreated || again["id"] != first["id"] {
		t.Errorf("again: %d %v", status, again)
	}
	for query, text := range map[string]string{"&name=a.csv": "Name\nB\n", "&name=b.csv": "Name\nA\n"} {
		if status, out := send(query, text); status != 422 || out["code"] != "idempotency_key_reused" {
			t.Errorf("%s %q: %d %v", query, text, status, out)
		}
	}
	if n := h.count(t, `SELECT COUNT(*) FROM import_job`); n != 1 {
		t.Errorf("%d files are kept", n)
	}
}

// How a file is read may be said with it, and after it.
func TestHowAFileIsReadIsChosen(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	w := h.send("POST", "/imports?kind=contacts&encoding=iso-8859-15&separator=tab", "text/csv", []byte("Name\tNote\nZo\xeb\t\xa4\n"), admin)
	i := decode(t, w.Body.Bytes())
	if i["encoding"] != "iso-8859-15" || i["separator"] != "\t" || len(list(i["columns"])) != 2 {
		t.Errorf("taken in as %d %v", w.Code, i)
	}
	path := "/imports/" + i["id"].(string)
	if w, out := h.ask(t, "PATCH", path, `{"encoding":"utf-8","separator":"comma"}`, admin); w.Code != 200 || out["broken_line"] != 2.0 || len(list(out["columns"])) != 1 {
		t.Errorf("read again: %d %v", w.Code, out)
	}
	if w, out := h.ask(t, "PATCH", path, `{"encoding":"ebcdic"}`, admin); w.Code != 422 {
		t.Errorf("in an unknown encoding: %d %v", w.Code, out)
	}
}

// Why rows were refused is told in the language of who asks.
func TestReasonsSpeakTheAskersLanguage(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	i := h.upload(t, admin, "Name,Mobile\nBad,111\n")
	path := "/imports/" + i["id"].(string)
	if w, out := h.ask(t, "POST", path+"/start", `{"targets":["name","phone.mobile"],"duplicates":"skip","make_accounts":false}`, admin); w.Code != 202 {
		t.Fatalf("start: %d %v", w.Code, out)
	}
	h.work(t)
	for _, c := range []struct{ query, accepted, want string }{
		{"", "", "Reason"}, {"?language=fr", "en", "Motif"}, {"", "fr-CA, en;q=0.5", "Motif"}, {"", "de, en;q=0.5", "Reason"}, {"?language=!!", "", "Reason"},
	} {
		got := h.send("GET", path+"/faults"+c.query, "", nil, admin, [2]string{"Accept-Language", c.accepted})
		if head, _, _ := strings.Cut(got.Body.String(), "\r\n"); !strings.HasSuffix(head, ","+c.want) {
			t.Errorf("%+v: %d %s", c, got.Code, head)
		}
	}
}

// An item may name whom it is about by the id that an export gives.
func TestAnUpsertKnowsPeopleByTheirIDs(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	person := h.made(t, admin, "/contacts", `{"name":"Zoë"}`)
	house := h.made(t, admin, "/accounts", `{"name":"Tremblay"}`)
	for path, id := range map[string]any{"/contacts/upsert": person["id"], "/accounts/upsert": house["id"]} {
		w, out := h.ask(t, "POST", path, `{"items":[{"id":"`+id.(string)+`","name":"Other"},{"id":"01890000-0000-7000-8000-00000000dead","name":"New"}]}`, admin)
		if w.Code != 200 || deeds(out) != "updated created" || list(out["items"])[0].(map[string]any)["id"] != id {
			t.Errorf("%s: %d %v", path, w.Code, out)
		}
	}
}

// patientRecorder notes until when a body may come.
type patientRecorder struct {
	*httptest.ResponseRecorder
	until []time.Time
}

func (p *patientRecorder) SetReadDeadline(t time.Time) error {
	p.until = append(p.until, t)
	return nil
}

// A file may take long, but who sends nothing any more is not waited for; nor does a repeat read more than a file has.
func TestAFileIsWaitedForWithinBounds(t *testing.T) {
	h := openUsers(t, "")
	_, admin := h.as(t, user.Admin)
	send := func(body io.Reader) *patientRecorder {
		r := httptest.NewRequest("POST", "/api/v2/imports?kind=contacts", body)
		r.ContentLength = -1
		r.Header.Set("Content-Type", "text/csv")
		r.Header.Set("Idempotency-Key", "one")
		r.Header.Set(admin[0], admin[1])
		w := &patientRecorder{ResponseRecorder: httptest.NewRecorder()}
		h.ServeHTTP(w, r)
		return w
	}
	for _, which := range []string{"first", "again"} {
		w := send(iotest.OneByteReader(strings.NewReader("Name\nA\n")))
		if w.Code != http.StatusCreated || len(w.until) < len("Name\nA\n") {
			t.Errorf("%s: %d %s, waited until %v", which, w.Code, w.Body, w.until)
		}
		for _, until := range w.until {
			if want := h.clk.Now().Add(time.Minute); !until.Equal(want) {
				t.Errorf("%s: it waits until %v, want %v", which, until, want)
			}
		}
	}
	if w := send(bytes.NewReader(make([]byte, transfer.MaxFile+1))); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a repeat without end: %d %s", w.Code, w.Body)
	}
}
