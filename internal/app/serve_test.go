package app

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"parley/internal/clock"
	"parley/internal/config"
	"parley/internal/store/storetest"
	"parley/internal/user"
)

func openHub(t *testing.T) *hub {
	t.Helper()
	c := config.Config{DataDir: filepath.Join(t.TempDir(), "data"), BaseURL: "http://hub.example", Region: "US", AllowPrivateNetworks: "false", DatabaseURL: storetest.Options(t).URL}
	h, err := open(t.Context(), c, slog.New(slog.DiscardHandler), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// The first round of the housekeeping forgets a receipt that nobody came for.
func TestHousekeepingSweepsTheOutbox(t *testing.T) {
	h := openHub(t)
	fake := clock.NewFake(time.UnixMilli(1))
	h.clock = fake
	if err := h.db.Exec(t.Context(), `INSERT INTO parked_receipt (channel_id, provider_id, state, at) VALUES ('c', 'p', 'sent', 1)`); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- h.housekeeping(ctx) }()
	fake.AwaitTimers(1)
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if n, err := h.db.Count(t.Context(), `SELECT COUNT(*) FROM parked_receipt`); n != 0 || err != nil {
		t.Errorf("%d are left (%v)", n, err)
	}
}

// What other sites send is refused before the API, and who asks is known before the live connection.
func TestGuardsAreMounted(t *testing.T) {
	h := openHub(t)
	surfaces, err := h.surfaces("test", false, user.NewSetup(h.people.users, nil, ""))
	if err != nil {
		t.Fatal(err)
	}
	answer := func(method, path string, header http.Header) int {
		r := httptest.NewRequest(method, path, nil)
		r.Header = header
		w := httptest.NewRecorder()
		surfaces.handler.ServeHTTP(w, r)
		return w.Code
	}
	if code := answer(http.MethodPost, "/api/v2/accounts", http.Header{"Origin": {"https://evil.example"}}); code != http.StatusForbidden {
		t.Errorf("a foreign page is answered %d", code)
	}
	jo, err := h.people.users.Create(t.Context(), user.Hub(), user.New{Name: "Jo", Email: "jo@x.example", Role: user.Agent, Password: "correct horse battery"})
	if err != nil {
		t.Fatal(err)
	}
	_, secret, err := h.people.tokens.Create(t.Context(), user.Hub(), jo.User.ID, user.NewToken{Name: "test"})
	if err != nil {
		t.Fatal(err)
	}
	for token, want := range map[string]int{secret: http.StatusBadRequest, "none": http.StatusUnauthorized} { // let in, it is no WebSocket's request
		if code := answer(http.MethodGet, "/live/websocket", http.Header{"Authorization": {"Bearer " + token}}); code != want {
			t.Errorf("the live connection is answered %d, want %d", code, want)
		}
	}
}
