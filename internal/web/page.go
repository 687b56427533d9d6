package web

import (
	"bytes"
	"net/http"
)

// placeholder is what the build writes wherever the page needs its nonce (web/vite.config.mjs).
const placeholder = "PARLEY-NONCE"

// policy is the page's Content-Security-Policy around its nonce: nothing inline, nothing from elsewhere. Styles that
// the components write at run time carry the nonce.
const (
	policyBefore = "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-"
	policyAfter  = "'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; media-src 'self' blob:; " +
		"worker-src 'self'; manifest-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; " +
		"form-action 'self'; report-uri /csp-report"
)

// page answers with the one HTML document, a fresh nonce in each.
type page struct {
	parts [][]byte // the document, cut at the placeholders; empty without a build
	nonce func() string
}

func newPage(html []byte, nonce func() string) *page {
	if len(html) == 0 {
		return &page{nonce: nonce}
	}
	return &page{parts: bytes.Split(html, []byte(placeholder)), nonce: nonce}
}

// ServeHTTP writes the page; never cached, because its nonce is used once.
func (p *page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	if len(p.parts) == 0 {
		http.Error(w, "UI not built: run make ui and build again", http.StatusServiceUnavailable)
		return
	}
	nonce := p.nonce()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policyBefore+nonce+policyAfter)
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	if r.Method == http.MethodHead {
		return
	}
	_, _ = w.Write(bytes.Join(p.parts, []byte(nonce))) // the browser that went away needs no answer
}
