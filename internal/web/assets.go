package web

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// assets serves files whose names carry a hash of their content, so that a browser may keep them for ever.
// Texts are stored compressed only, as name.br and name.gz; fonts and pictures as they are.
type assets struct {
	files fs.FS
}

// immutable lets every cache keep a file for a year: another content has another name.
const immutable = "public, max-age=31536000, immutable"

// ServeHTTP sends the file in the best encoding that the browser takes. What is missing is a 404, never the page: a
// script that a new deployment no longer has must fail as one.
func (a *assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	name := path.Clean(r.URL.Path)
	body, encoding, err := a.read(name, r.Header.Get("Accept-Encoding"))
	if err != nil {
		w.Header().Set("Cache-Control", "no-store")
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", immutable)
	h.Set("Vary", "Accept-Encoding")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("ETag", etag(name, encoding))
	if strings.Contains(r.Header.Get("If-None-Match"), etag(name, encoding)) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", contentType(name))
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(body)
	}
}

// read gives the file and its encoding: brotli, gzip, or "" for the plain bytes.
func (a *assets) read(name, accept string) (body []byte, encoding string, err error) {
	if accepts(accept, "br") {
		if body, err = fs.ReadFile(a.files, name+".br"); err == nil {
			return body, "br", nil
		}
	}
	if packed, err := fs.ReadFile(a.files, name+".gz"); err == nil {
		if accepts(accept, "gzip") {
			return packed, "gzip", nil
		}
		body, err = unpack(packed)
		return body, "", err
	}
	body, err = fs.ReadFile(a.files, name)
	return body, "", err
}

// accepts reports whether Accept-Encoding (RFC 9110 section 12.5.3) names the coding without forbidding it.
func accepts(header, coding string) bool {
	for _, part := range strings.Split(header, ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(name), coding) {
			weight, found := strings.CutPrefix(strings.ReplaceAll(quality, " ", ""), "q=")
			value, err := strconv.ParseFloat(weight, 64)
			return !found || err == nil && value > 0
		}
	}
	return false
}

func unpack(packed []byte) ([]byte, error) {
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("open a packed asset: %w", err)
	}
	body, err := io.ReadAll(reader)
	if err != nil {
		return nil, fmt.Errorf("unpack an asset: %w", err)
	}
	return body, nil
}

// etag names the content by its own name, which carries the hash, and the encoding.
func etag(name, encoding string) string {
	return `"` + name + "-" + encoding + `"`
}

// contentType knows what the build writes; the machine's own table of types must not decide.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".json":
		return "application/json"
	case ".woff2":
		return "font/woff2"
	default:
		if known := mime.TypeByExtension(path.Ext(name)); known != "" {
			return known
		}
		return "application/octet-stream"
	}
}
