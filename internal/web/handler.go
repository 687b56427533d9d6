package web

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"time"
)

// Options are what a Handler needs.
type Options struct {
	Files fs.FS         // index.html and assets/, as the build writes them: see Built
	Nonce func() string // a new unguessable text for each page, base64url
	Log   *slog.Logger  // where reports of policy violations go
	Now   func() time.Time
}

// Handler serves the front end: /assets/ from the files, POST /csp-report into the log, and the page at every other
// path, since the browser's router knows the addresses. It is mounted below everything else that the server answers.
type Handler struct {
	mux *http.ServeMux
}

// NewHandler reads the page once. Without one (no build) the handler stands and answers 503.
func NewHandler(o Options) (*Handler, error) {
	document, err := readPage(o.Files, o.Nonce)
	if err != nil {
		return nil, err
	}
	files, err := fs.Sub(o.Files, "assets")
	if err != nil {
		return nil, fmt.Errorf("open the front end's assets: %w", err)
	}
	h := &Handler{mux: http.NewServeMux()}
	h.mux.Handle("/assets/", http.StripPrefix("/assets/", &assets{files: files}))
	h.mux.Handle("POST /csp-report", newReports(o.Log, o.Now))
	h.mux.Handle("/", document)
	return h, nil
}

// ServeHTTP answers for the front end.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mux.ServeHTTP(w, r)
}

func readPage(files fs.FS, nonce func() string) (*page, error) {
	html, err := fs.ReadFile(files, "index.html")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the front end's page: %w", err)
	}
	return newPage(html, nonce), nil
}
