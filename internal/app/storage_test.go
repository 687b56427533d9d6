package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"parley/internal/clock"
	"parley/internal/httpd"
	"parley/internal/parley"
	"parley/internal/store"
)

// said is a log that a test reads while others write it.
type said struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *said) count(what string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Count(s.b.String(), what)
}

// wantReady fails unless /readyz answers so.
func wantReady(t *testing.T, s *storage, code int, says string) {
	t.Helper()
	w := httptest.NewRecorder()
	httpd.Ready(s.log, httpd.Check{Name: "storage", Run: s.check}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/readyz", http.NoBody))
	if w.Code != code || !strings.Contains(w.Body.String(), says) {
		t.Errorf("/readyz answers %d %s, want %d with %s", w.Code, w.Body, code, says)
	}
}

// A disk that is full for two minutes: who asks is told to come again, /readyz says why, the log says it three times and
// once that it is over; nobody needs to do more than make room.
func TestAFullDiskIsToldAndOutlasted(t *testing.T) {
	clk, log := clock.NewFake(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)), &said{}
	s := newStorage(clk, slog.New(slog.NewTextHandler(log, nil)))
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "parley.db"), MaxPages: 300, Refused: s.refused})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	began, told := clk.Now(), []time.Time{}
	s.over = func(_ context.Context, since time.Time) error {
		told = append(told, since)
		return nil
	}
	ctx, stop := context.WithCancel(t.Context())
	running := make(chan error, 1)
	go func() { running <- s.run(ctx, db.Probe) }()
	wantReady(t, s, http.StatusOK, `"storage":"ok"`)
	for i := 0; err == nil; i++ { // up to the last page
		err = db.Exec(t.Context(), `INSERT INTO setting (name, value) VALUES ($1, $2)`, fmt.Sprint("filler ", i), strings.Repeat("x", 3000))
	}
	p := httpd.NewProblem(t.Context(), err)
	if p.Status != http.StatusServiceUnavailable || p.Code != "storage_unavailable" || p.GetHeaders().Get("Retry-After") != "5" {
		t.Errorf("a unit ends with %v, told as %+v", err, p)
	}
	for range 24 { // 2 minutes
		clk.AwaitTimers(1)
		wantReady(t, s, http.StatusServiceUnavailable, `"storage":"storage_unavailable"`)
		clk.Advance(probeEvery)
	}
	clk.AwaitTimers(1)
	if err := db.Exec(t.Context(), `DELETE FROM setting WHERE name LIKE 'filler%'`); err != nil {
		t.Fatal(err)
	}
	clk.Advance(probeEvery)
	for log.count("stores again") == 0 {
		runtime.Gosched()
	}
	wantReady(t, s, http.StatusOK, `"storage":"ok"`)
	if len(told) != 1 || !told[0].Equal(began) {
		t.Errorf("its end is told of %v", told)
	}
	if n := log.count("nothing can be stored"); n != 3 {
		t.Errorf("the log says it %d times in two minutes", n)
	}
	if n, err := db.Count(t.Context(), `SELECT COUNT(*) FROM setting WHERE name = 'storage_probe'`); n != 0 || err != nil {
		t.Errorf("of the probe %d are left (%v)", n, err)
	}
	stop()
	if err := <-running; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := db.Exec(t.Context(), `INSERT INTO setting (name, value) VALUES ('filler 0', ''), ('filler 0', '')`); err == nil || parley.CodeOf(err) != "" || s.check(t.Context()) != nil {
		t.Errorf("what is no matter of the disk: %v", err)
	}
}
