package channeltest

import (
	"bytes"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"parley/internal/channel"
)

// Provider stands in for a provider that takes messages over HTTP: it answers as it is told and counts what it was
// asked. Its methods may be called concurrently.
type Provider struct {
	URL string

	mu     sync.Mutex
	answer http.HandlerFunc
	asked  int
}

// NewProvider starts one on loopback for the length of the test. It answers 500 until it is told otherwise.
func NewProvider(t testing.TB) *Provider {
	p := &Provider{answer: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }}
	server := httptest.NewServer(http.HandlerFunc(p.serve))
	t.Cleanup(server.Close)
	p.URL = server.URL
	return p
}

// serve reads the whole request first, so that every fault comes after it was written.
func (p *Provider) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the driver went away
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	p.mu.Lock()
	p.asked++
	answer := p.answer
	p.mu.Unlock()
	answer(w, r)
}

// Handle makes the provider answer by the function from now on. The request's body can be read.
func (p *Provider) Handle(answer http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answer = answer
}

// Answer makes the provider give the same answer from now on.
func (p *Provider) Answer(a channel.Answer) {
	p.Handle(func(w http.ResponseWriter, _ *http.Request) { write(w, a) })
}

// Asked gives the number of requests so far.
func (p *Provider) Asked() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked
}

func write(w http.ResponseWriter, a channel.Answer) {
	maps.Copy(w.Header(), a.Header)
	w.WriteHeader(a.Status)
	_, _ = w.Write(a.Body) // the driver may have gone away
}

// reset breaks the connection without an answer, as a crash does.
func reset(w http.ResponseWriter, _ *http.Request) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // a RST, not a FIN
	}
	_ = conn.Close()
}

// nobody gives the address of a port at which nobody listens.
func nobody(t *testing.T) string {
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return "http://" + listener.Addr().String()
}
