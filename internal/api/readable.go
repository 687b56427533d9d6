package api

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"parley/internal/httpd"
	"parley/internal/parley"
)

// readable refuses text that would not arrive as it was sent, before the library unmarshals it: what is no UTF-8, and the
// character U+0000, which PostgreSQL does not keep.
func readable(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := checkAddress(r)
		if err == nil {
			err = checkBody(r)
		}
		if err != nil {
			httpd.WriteProblem(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// addressed is readable for calls whose body is no text that is unmarshalled: it looks at path and query only.
func addressed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := checkAddress(r); err != nil {
			httpd.WriteProblem(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// checkAddress looks at the path and the query, escapes taken off.
func checkAddress(r *http.Request) error {
	if r.URL.RawQuery == "" && plain(r.URL.Path) {
		return nil
	}
	if !plain(r.URL.Path) {
		return unreadable()
	}
	for name, values := range r.URL.Query() {
		if !plain(name) || !plain(strings.Join(values, "")) {
			return unreadable()
		}
	}
	return nil
}

func plain(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }

func unreadable() error {
	return parley.Errorf(parley.Malformed, "invalid_utf8", "The request holds text that is not valid UTF-8.")
}

// isForeign reports whether the body says to be something else than JSON: it is refused without being read as text.
func isForeign(r *http.Request) bool {
	said := r.Header.Get("Content-Type")
	return said != "" && !strings.Contains(strings.ToLower(said), "json")
}

// checkBody reads the body, looks at it and puts it back.
func checkBody(r *http.Request) error {
	if r.Body == nil || r.Body == http.NoBody || r.ContentLength == 0 || isForeign(r) {
		return nil
	}
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	if err := httpd.CheckText(raw); err != nil {
		return err
	}
	if escapesZero(raw) {
		return unreadable()
	}
	r.Body = io.NopCloser(bytes.NewReader(raw))
	return nil
}

// escapesZero reports whether JSON has an escape of U+0000. A backslash that is itself escaped begins none.
func escapesZero(raw []byte) bool {
	for {
		i := bytes.IndexByte(raw, '\\')
		switch {
		case i < 0 || i+1 >= len(raw):
			return false
		case bytes.HasPrefix(raw[i:], []byte(`\u0000`)):
			return true
		}
		raw = raw[i+2:]
	}
}
