package httpd_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parley/internal/clock"
	"parley/internal/httpd"
	"parley/internal/parley"
	"parley/internal/user"
)

// directory knows one token and one session.
type directory struct{ asker *httpd.Asker }

func (d directory) ByToken(_ context.Context, secret string) (*httpd.Asker, error) {
	if secret != "good" {
		return nil, user.Unauthorized()
	}
	return d.asker, nil
}

func (d directory) BySession(_ context.Context, token string) (*httpd.Asker, error) {
	switch token {
	case "good":
		return d.asker, nil
	case "broken":
		return nil, errors.New("disk on fire at 10.0.0.7")
	}
	return nil, user.Unauthorized()
}

func jo(permissions ...user.Permission) *httpd.Asker {
	return &httpd.Asker{
		User: user.User{ID: "jo"}, Permissions: user.NewPermissions(permissions...),
		Actor: parley.Actor{Kind: parley.ActorUser, ID: "jo"},
	}
}

func base(log io.Writer) httpd.Base {
	return httpd.Base{Log: slog.New(slog.NewTextHandler(log, nil)), Source: clock.NewFake(time.UnixMilli(1_000))}
}

func ask(h http.Handler, method, target string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, http.NoBody)
	for _, f := range change {
		f(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func with(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

func problem(t *testing.T, w *httptest.ResponseRecorder) map[string]any {
	t.Helper()
	var p map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		t.Fatalf("%s: %v", w.Body, err)
	}
	if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("the problem is sent as %q", got)
	}
	return p
}

func TestWhoAsks(t *testing.T) {
	protected := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := httpd.Require(r.Context(), user.CreateContact); err != nil {
			httpd.WriteProblem(w, r, err)
		}
	})
	cookie := func(value string) func(*http.Request) { return with("Cookie", httpd.SessionCookie+"="+value) }
	page := func(header, query string) func(*http.Request) {
		return func(r *http.Request) {
			cookie("good")(r)
			r.Header.Set(httpd.UserHeader, header)
			if r.URL.RawQuery = query; query != "" {
				r.Header.Set("Upgrade", "websocket")
			}
		}
	}
	for name, c := range map[string]struct {
		asker *httpd.Asker
		send  func(*http.Request)
		want  int
		code  string
	}{
		"nothing":              {jo(user.CreateContact), func(*http.Request) {}, 401, "unauthorized"},
		"a token":              {jo(user.CreateContact), with("Authorization", "Bearer good"), 200, ""},
		"a token, small":       {jo(user.CreateContact), with("Authorization", "bearer good"), 200, ""},
		"a wrong token":        {jo(user.CreateContact), with("Authorization", "Bearer bad"), 401, "unauthorized"},
		"another scheme":       {jo(user.CreateContact), with("Authorization", "Basic good"), 401, "unauthorized"},
		"a session":            {jo(user.CreateContact), cookie("good"), 200, ""},
		"an ended session":     {jo(user.CreateContact), cookie("old"), 401, "unauthorized"},
		"a missing permission": {jo(user.ReadChannel), cookie("good"), 403, "forbidden"},
		"a broken store":       {jo(user.CreateContact), cookie("broken"), 500, "internal"},
		"a wrong token beside a session": {jo(user.CreateContact), func(r *http.Request) {
			cookie("good")(r)
			with("Authorization", "Bearer bad")(r)
		}, 401, "unauthorized"},
		"a page of the session's own user": {jo(user.CreateContact), page("jo", ""), 200, ""},
		"a page of another user":           {jo(user.CreateContact), page("ann", ""), 401, "other_user"},
		"a socket of the user's page":      {jo(user.CreateContact), page("", "user=jo"), 200, ""},
		"a socket of another's page":       {jo(user.CreateContact), page("", "user=ann"), 401, "other_user"},
		"a page after its session ended": {jo(user.CreateContact), func(r *http.Request) {
			page("jo", "")(r)
			cookie("old")(r)
		}, 401, "unauthorized"},
	} {
		t.Run(name, func(t *testing.T) {
			w := ask(base(io.Discard).Wrap(httpd.Who(directory{c.asker}, protected)), "GET", "/", c.send)
			if w.Code != c.want {
				t.Fatalf("status %d: %s", w.Code, w.Body)
			}
			if c.code != "" && problem(t, w)["code"] != c.code {
				t.Errorf("answered %s", w.Body)
			}
			if strings.Contains(w.Body.String(), "10.0.0.7") {
				t.Error("the cause reached the caller")
			}
			if c.want == 401 && w.Header().Get("WWW-Authenticate") == "" {
				t.Error("a 401 without WWW-Authenticate")
			}
		})
	}
}

func TestProblemDocuments(t *testing.T) {
	for name, c := range map[string]struct {
		err    error
		status int
		want   map[string]any
		header string
	}{
		"a conflict with a member": {
			fmt.Errorf("saving: %w", parley.Errorf(parley.Conflict, "version_conflict", "Load it again.").With("current", "7").With("status", "x")),
			409, map[string]any{"title": "Conflict", "detail": "Load it again.", "code": "version_conflict", "current": "7"}, "",
		},
		"two fields": {
			errors.Join(parley.Errorf(parley.Invalid, "invalid_name", "No name.").At("name"), parley.Errorf(parley.Invalid, "invalid_email", "No email.").At("email")),
			422, map[string]any{"title": "Unprocessable Entity", "detail": "No name.", "code": "invalid_name", "errors": []any{
				map[string]any{"field": "name", "message": "No name."}, map[string]any{"field": "email", "message": "No email."},
			}}, "",
		},
		"a wait": {
			parley.Errorf(parley.TooMany, "too_many_attempts", "Wait.").With("retry_after", "12"),
			429, map[string]any{"title": "Too Many Requests", "detail": "Wait.", "code": "too_many_attempts", "retry_after": 12.0}, "12",
		},
		"a body over the cap": {
			fmt.Errorf("reading: %w", &http.MaxBytesError{Limit: 5}),
			413, map[string]any{"title": "Request Entity Too Large", "detail": "The request is larger than 5 bytes.", "code": "body_too_large", "limit": "5"}, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := base(io.Discard).Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { httpd.WriteProblem(w, r, c.err) }))
			w := ask(h, "GET", "/", with("X-Request-Id", "caller-0001"))
			c.want["type"], c.want["status"], c.want["request_id"] = "about:blank", float64(c.status), "caller-0001"
			if diff := cmp.Diff(c.want, problem(t, w)); diff != "" {
				t.Error(diff)
			}
			if w.Code != c.status || w.Header().Get("Retry-After") != c.header {
				t.Errorf("status %d, Retry-After %q", w.Code, w.Header().Get("Retry-After"))
			}
		})
	}
}

func TestEveryKindHasAStatus(t *testing.T) {
	for _, kind := range []parley.Kind{
		parley.Invalid, parley.Malformed, parley.NotFound, parley.Conflict, parley.Unauthorized, parley.Forbidden,
		parley.TooLarge, parley.TooMany, parley.Gone, parley.Unavailable,
	} {
		if status := httpd.Status(kind); status == 500 || http.StatusText(status) == "" {
			t.Errorf("%s is answered %d", kind, status)
		}
	}
}

func TestPanicIsAnsweredAndLogged(t *testing.T) {
	var log bytes.Buffer
	w := ask(base(&log).Wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("secret state") })), "GET", "/x")
	p := problem(t, w)
	if w.Code != 500 || p["code"] != "internal" || p["request_id"] == "" {
		t.Errorf("answered %d %v", w.Code, p)
	}
	if strings.Contains(w.Body.String(), "secret state") || !strings.Contains(log.String(), "secret state") {
		t.Error("the cause belongs in the log and nowhere else")
	}
	if !strings.Contains(log.String(), p["request_id"].(string)) {
		t.Error("the log does not name the request")
	}
}

func TestAbortedHandlerCutsTheConnection(t *testing.T) {
	server := httptest.NewServer(base(io.Discard).Wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })))
	defer server.Close()
	if answer, err := server.Client().Get(server.URL); err == nil {
		answer.Body.Close()
		t.Errorf("answered %s", answer.Status)
	}
}

func TestAccessLogKeepsSecretsOut(t *testing.T) {
	var log bytes.Buffer
	h := base(&log).Wrap(httpd.Who(directory{jo()}, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) })))
	ask(h, "POST", "/hooks/1/inbound?token=hush", with("Authorization", "Bearer good"), with("Cookie", "parley_session=hush2"))
	line := log.String()
	for _, want := range []string{"method=POST", "path=/hooks/1/inbound", "status=204", "user_id=jo", "request_id="} {
		if !strings.Contains(line, want) {
			t.Errorf("no %s in %s", want, line)
		}
	}
	for _, secret := range []string{"hush", "Bearer", "good"} {
		if strings.Contains(line, secret) {
			t.Errorf("%s is in %s", secret, line)
		}
	}
}

func TestRequestIDs(t *testing.T) {
	h := base(io.Discard).Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, httpd.RequestID(r.Context())) //nolint:errcheck // a recorder
	}))
	for sent, kept := range map[string]bool{
		"trace-0123456789": true, "short": false, strings.Repeat("a", 65): false, "evil\u00e9-0123456": false, "with space 01": false, "": false,
	} {
		w := ask(h, "GET", "/", with("X-Request-Id", sent))
		if got := w.Body.String(); (got == sent) != kept || got != w.Header().Get("X-Request-Id") || len(got) < 8 {
			t.Errorf("%q became %q", sent, got)
		}
	}
}

func TestSameOrigin(t *testing.T) {
	h, err := httpd.SameOrigin("https://chat.example", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		method  string
		headers [][2]string
		want    int
	}{
		"reading from anywhere":  {"GET", [][2]string{{"Sec-Fetch-Site", "cross-site"}}, 200},
		"our page":               {"POST", [][2]string{{"Sec-Fetch-Site", "same-origin"}}, 200},
		"another site":           {"POST", [][2]string{{"Sec-Fetch-Site", "cross-site"}}, 403},
		"a sister site":          {"DELETE", [][2]string{{"Sec-Fetch-Site", "same-site"}}, 403},
		"an old browser, ours":   {"POST", [][2]string{{"Origin", "https://chat.example"}}, 200},
		"an old browser, theirs": {"POST", [][2]string{{"Origin", "https://evil.example"}}, 403},
		"a program":              {"POST", nil, 200},
		"a token":                {"POST", [][2]string{{"Sec-Fetch-Site", "cross-site"}, {"Authorization", "Bearer x"}}, 200},
	} {
		t.Run(name, func(t *testing.T) {
			w := ask(h, c.method, "/", func(r *http.Request) {
				for _, each := range c.headers {
					r.Header.Set(each[0], each[1])
				}
			})
			if w.Code != c.want {
				t.Errorf("answered %d", w.Code)
			}
		})
	}
}

func TestCap(t *testing.T) {
	read := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err != nil {
			httpd.WriteProblem(w, r, err)
		}
	})
	for name, c := range map[string]struct {
		body io.Reader
		want int
	}{
		"within":           {strings.NewReader("12345"), 200},
		"announced":        {strings.NewReader("123456"), 413},
		"without a length": {io.MultiReader(strings.NewReader("123456")), 413},
	} {
		t.Run(name, func(t *testing.T) {
			w := httptest.NewRecorder()
			httpd.Cap(5, read).ServeHTTP(w, httptest.NewRequest("POST", "/", c.body))
			if w.Code != c.want {
				t.Errorf("answered %d", w.Code)
			}
		})
	}
}

func TestHeaders(t *testing.T) {
	b := base(io.Discard)
	b.HTTPS = true
	w := ask(b.Wrap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
	})), "GET", "/")
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Strict-Transport-Security": "max-age=31536000",
		"Content-Security-Policy": "default-src 'self'",
	} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	plain := ask(b.Wrap(http.NotFoundHandler()), "GET", "/")
	if got := plain.Header().Get("Content-Security-Policy"); !strings.Contains(got, "'none'") {
		t.Errorf("one handler's policy became another's: %s", got)
	}
}

func TestSessionCookie(t *testing.T) {
	c := httpd.Cookies{HTTPS: true}.Session("t", time.Unix(1, 0))
	if !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Name != "parley_session" {
		t.Errorf("the cookie is %s", c)
	}
	if ended := (httpd.Cookies{}).Ended(); ended.MaxAge >= 0 || ended.Secure {
		t.Errorf("the ended cookie is %s", ended)
	}
}

func TestRemote(t *testing.T) {
	for _, c := range []struct{ peer, forwarded, want string }{
		{"203.0.113.7:999", "198.51.100.1", "203.0.113.7"},
		{"127.0.0.1:999", "198.51.100.1, 198.51.100.2", "198.51.100.2"},
		{"[::1]:999", "2001:db8::1", "2001:db8::1"},
		{"127.0.0.1:999", "", "127.0.0.1"},
		{"127.0.0.1:999", "rubbish", "127.0.0.1"},
		{"[::ffff:203.0.113.7]:1", "", "203.0.113.7"},
	} {
		r := httptest.NewRequest("GET", "/", http.NoBody)
		r.RemoteAddr = c.peer
		r.Header.Set("X-Forwarded-For", c.forwarded)
		if got := httpd.Remote(r); got != c.want {
			t.Errorf("%v is taken for %s", c, got)
		}
		base(io.Discard).Wrap(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if got := httpd.RemoteOf(r.Context()); got != c.want {
				t.Errorf("a handler takes %v for %s", c, got)
			}
		})).ServeHTTP(httptest.NewRecorder(), r)
	}
}

func TestReady(t *testing.T) {
	ok := httpd.Check{Name: "database", Run: func(context.Context) error { return nil }}
	bad := httpd.Check{Name: "database", Run: func(context.Context) error { return errors.New("postgres://user:pw@host") }}
	log := slog.New(slog.DiscardHandler)
	if w := ask(httpd.Ready(log, ok), "GET", "/readyz"); w.Code != 200 {
		t.Errorf("answered %d %s", w.Code, w.Body)
	}
	w := ask(httpd.Ready(log, bad), "GET", "/readyz")
	if w.Code != 503 || strings.Contains(w.Body.String(), "pw") || !strings.Contains(w.Body.String(), `"database":"failing"`) {
		t.Errorf("answered %d %s", w.Code, w.Body)
	}
	if w := ask(httpd.Alive(), "GET", "/healthz"); w.Code != 200 {
		t.Errorf("answered %d", w.Code)
	}
}
