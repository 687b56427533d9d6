package httpd_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/httpd"
	"parley/internal/store"
	"parley/internal/store/storetest"
	"parley/internal/user"
)

// The live connection takes the connection away from the layers above it.
func TestConnectionCanBeTaken(t *testing.T) {
	h := base(io.Discard).Wrap(httpd.Who(directory{jo()}, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		taker, ok := w.(http.Hijacker)
		if !ok {
			t.Error("the connection cannot be taken")
			return
		}
		conn, buffered, err := taker.Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		buffered.WriteString("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi") //nolint:errcheck // Flush tells
		if err := buffered.Flush(); err != nil {
			t.Error(err)
		}
	})))
	server := httptest.NewServer(h)
	defer server.Close()
	answer, err := server.Client().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if body, err := io.ReadAll(answer.Body); err != nil || string(body) != "hi" {
		t.Errorf("read %q, %v", body, err)
	}
}

// BenchmarkTokenPath is what every API request pays before its handler runs, access log included.
func BenchmarkTokenPath(b *testing.B) {
	db, src := storetest.Open(b), clock.System{}
	log := event.NewLog(store.Events{DB: db}, src)
	sessions := user.NewSessions(db, store.Sessions{DB: db}, log, src)
	directory := user.NewDirectory(user.DirectorySources{
		Users: store.Users{DB: db}, Roles: store.Roles{DB: db}, Tokens: store.Tokens{DB: db},
		Sessions: sessions, Worker: db, Clock: src, Log: slog.New(slog.DiscardHandler),
	})
	if err := user.SaveBuiltinRoles(b.Context(), db, store.Roles{DB: db}, src); err != nil {
		b.Fatal(err)
	}
	users := user.NewUsers(user.Parts{
		Worker: db, Events: log, Source: src, Store: store.Users{DB: db}, Roles: store.Roles{DB: db},
		Passwords: user.NewPasswords(1), Directory: directory,
	})
	jo, err := users.Create(b.Context(), user.Hub(), user.New{
		Name: "Jo", Email: "jo@provider.example", Role: user.Admin, Password: "correct horse battery",
	})
	if err != nil {
		b.Fatal(err)
	}
	tokens := user.NewTokens(db, store.Tokens{DB: db}, log, src, directory)
	_, secret, err := tokens.Create(b.Context(), user.Hub(), jo.User.ID, user.NewToken{Name: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	origin, err := httpd.SameOrigin("http://localhost:8080", httpd.Who(directory, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := httpd.Require(r.Context(), user.CreateSMSMessage); err != nil {
			httpd.WriteProblem(w, r, err)
		}
	})))
	if err != nil {
		b.Fatal(err)
	}
	h := httpd.Base{Log: slog.New(slog.NewJSONHandler(io.Discard, nil)), Source: src}.Wrap(httpd.Cap(1<<20, origin))
	r := httptest.NewRequest("POST", "/api/v2/messages", http.NoBody)
	r.Header.Set("Authorization", "Bearer "+secret)
	w := &sink{header: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		clear(w.header)
		h.ServeHTTP(w, r)
	}
	if w.status != 0 {
		b.Fatalf("answered %d", w.status)
	}
}

type sink struct {
	header http.Header
	status int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) Write(p []byte) (int, error) { return len(p), nil }
func (s *sink) WriteHeader(status int)      { s.status = status }
