package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

const script = "console.log('parley')"

// built is a front end as the build leaves it: texts packed only, fonts plain.
func built(t *testing.T) fstest.MapFS {
	t.Helper()
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	if _, err := writer.Write([]byte(script)); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{
		"index.html":          {Data: []byte(`<meta nonce="PARLEY-NONCE"><script nonce="PARLEY-NONCE"></script>`)},
		"assets/app-1.js.br":  {Data: []byte("brotli bytes")},
		"assets/app-1.js.gz":  {Data: packed.Bytes()},
		"assets/font-1.woff2": {Data: []byte("font bytes")},
	}
}

// handler serves the files; each page gets the next of the nonces n1, n2, …
func handler(t *testing.T, files fstest.MapFS, log io.Writer) http.Handler {
	t.Helper()
	count := 0
	nonce := func() string {
		count++
		return "n" + string(rune('0'+count))
	}
	h, err := NewHandler(Options{Files: files, Nonce: nonce, Log: slog.New(slog.NewTextHandler(log, nil)), Now: func() time.Time { return time.UnixMilli(1) }})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(h http.Handler, path string, header http.Header) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if header != nil {
		r.Header = header
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestPageCarriesItsOwnNonce(t *testing.T) {
	h := handler(t, built(t), io.Discard)
	for i, path := range []string{"/", "/messages/018f"} {
		nonce := []string{"n1", "n2"}[i]
		w := get(h, path, nil)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: status %d", path, w.Code)
		}
		if want := `<meta nonce="` + nonce + `"><script nonce="` + nonce + `"></script>`; w.Body.String() != want {
			t.Errorf("%s: body %q, want %q", path, w.Body, want)
		}
		if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "'nonce-"+nonce+"'") {
			t.Errorf("%s: the policy lacks the page's nonce: %s", path, policy)
		}
		if cache := w.Header().Get("Cache-Control"); cache != "no-store" {
			t.Errorf("%s: Cache-Control %q: a nonce must not be used twice", path, cache)
		}
	}
}

func TestPolicyAllowsNothingInline(t *testing.T) {
	policy := get(handler(t, built(t), io.Discard), "/", nil).Header().Get("Content-Security-Policy")
	for _, word := range []string{"unsafe-inline", "unsafe-eval", "*", "http:", "https:"} {
		if strings.Contains(policy, word) {
			t.Errorf("the policy says %q: %s", word, policy)
		}
	}
	for _, word := range []string{"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} {
		if !strings.Contains(policy, word) {
			t.Errorf("the policy lacks %q: %s", word, policy)
		}
	}
}

func TestAssetEncodings(t *testing.T) {
	h := handler(t, built(t), io.Discard)
	tests := []struct {
		name, path, accept, encoding, body, kind string
	}{
		{"brotli first", "/assets/app-1.js", "gzip, deflate, br", "br", "brotli bytes", "text/javascript; charset=utf-8"},
		{"brotli forbidden", "/assets/app-1.js", "br;q=0", "", script, "text/javascript; charset=utf-8"},
		{"neither", "/assets/app-1.js", "", "", script, "text/javascript; charset=utf-8"},
		{"stored plain", "/assets/font-1.woff2", "gzip, br", "", "font bytes", "font/woff2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := get(h, tt.path, http.Header{"Accept-Encoding": {tt.accept}})
			if w.Code != http.StatusOK || w.Body.String() != tt.body {
				t.Errorf("status %d, body %q, want %q", w.Code, w.Body, tt.body)
			}
			if got := w.Header().Get("Content-Encoding"); got != tt.encoding {
				t.Errorf("Content-Encoding %q, want %q", got, tt.encoding)
			}
			if got := w.Header().Get("Content-Type"); got != tt.kind {
				t.Errorf("Content-Type %q, want %q", got, tt.kind)
			}
			if got := w.Header().Get("Cache-Control"); got != immutable {
				t.Errorf("Cache-Control %q", got)
			}
		})
	}
	packed := get(h, "/assets/app-1.js", http.Header{"Accept-Encoding": {"gzip;q=0.5"}})
	if packed.Header().Get("Content-Encoding") != "gzip" || packed.Header().Get("Vary") != "Accept-Encoding" {
		t.Errorf("gzip: headers %v", packed.Header())
	}
}

func TestKnownAssetIsNotSentAgain(t *testing.T) {
	h := handler(t, built(t), io.Discard)
	tag := get(h, "/assets/font-1.woff2", nil).Header().Get("ETag")
	w := get(h, "/assets/font-1.woff2", http.Header{"If-None-Match": {tag}})
	if w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("status %d with %d bytes, want 304 and none", w.Code, w.Body.Len())
	}
}

func TestMissingAssetIsNotThePage(t *testing.T) {
	h := handler(t, built(t), io.Discard)
	for _, path := range []string{"/assets/app-0.js", "/assets/", "/assets/..%2findex.html"} {
		w := get(h, path, nil)
		if w.Code != http.StatusNotFound || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: status %d, Cache-Control %q", path, w.Code, w.Header().Get("Cache-Control"))
		}
	}
}

func TestWithoutABuild(t *testing.T) {
	w := get(handler(t, fstest.MapFS{".keep": {}}, io.Discard), "/", nil)
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "UI not built") {
		t.Errorf("status %d, body %q", w.Code, w.Body)
	}
}

func TestOnlyReading(t *testing.T) {
	h := handler(t, built(t), io.Discard)
	for _, path := range []string{"/", "/assets/font-1.woff2"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodDelete, path, nil))
		if w.Code != http.StatusMethodNotAllowed {
			t.Errorf("DELETE %s: status %d", path, w.Code)
		}
	}
}

func TestViolationIsLogged(t *testing.T) {
	var log bytes.Buffer
	h := handler(t, built(t), &log)
	post := func(body string) int {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/csp-report", strings.NewReader(body)))
		return w.Code
	}
	report := `{"csp-report":{"effective-directive":"style-src-elem","blocked-uri":"inline","script-sample":"secret words"}}`
	if code := post(report); code != http.StatusNoContent {
		t.Errorf("status %d", code)
	}
	if !strings.Contains(log.String(), "style-src-elem") || strings.Contains(log.String(), "secret words") {
		t.Errorf("log: %s", log.String())
	}
	if code := post("not json"); code != http.StatusBadRequest {
		t.Errorf("not a report: status %d", code)
	}
	if code := post(strings.Repeat("x", reportLimit+1)); code != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: status %d", code)
	}
}

// Anyone may post reports: the log gets little of each, nothing that a query may hold, and not many of one address.
func TestReportsAreBounded(t *testing.T) {
	var log bytes.Buffer
	h := handler(t, built(t), &log)
	post := func(remote, blocked string) int {
		r := httptest.NewRequest(http.MethodPost, "/csp-report", strings.NewReader(`{"csp-report":{"blocked-uri":"`+blocked+`","source-file":"`+blocked+`","effective-directive":"`+blocked+`"}}`))
		r.RemoteAddr = remote
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code
	}
	post("198.51.100.1:1", "https://x.example/"+strings.Repeat("y", 4000))
	if n := log.Len(); n > 2048 {
		t.Errorf("%d bytes were logged", n)
	}
	log.Reset()
	r := httptest.NewRequest(http.MethodPost, "/csp-report", strings.NewReader(
		`{"csp-report":{"blocked-uri":"https://u:hidden1@x.example/path?q=hidden2#hidden3","source-file":"data:text/plain,hidden4"}}`))
	h.ServeHTTP(httptest.NewRecorder(), r)
	if !strings.Contains(log.String(), "blocked=https://x.example/path ") || !strings.Contains(log.String(), "source=data ") || strings.Contains(log.String(), "hidden") {
		t.Errorf("log: %s", log.String())
	}
	for range reportMost - 1 {
		if code := post("198.51.100.1:2", "inline"); code != http.StatusNoContent {
			t.Fatalf("status %d", code)
		}
	}
	log.Reset()
	if code := post("198.51.100.1:3", "inline"); code != http.StatusTooManyRequests || log.Len() > 0 {
		t.Errorf("one too many: status %d, logged %q", code, log.String())
	}
	if code := post("198.51.100.2:1", "inline"); code != http.StatusNoContent {
		t.Errorf("another address: status %d", code)
	}
}

func TestEmbeddedFilesCanBeServed(t *testing.T) {
	files, err := Built()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewHandler(Options{Files: files, Nonce: func() string { return "n" }, Log: slog.Default(), Now: time.Now}); err != nil {
		t.Error(err)
	}
}
