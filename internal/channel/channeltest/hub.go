package channeltest

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"parley/internal/channel"
	"parley/internal/parley"
)

// ChannelID is the id of the channel that a Hub opens.
const ChannelID parley.ID = "01935000-0000-7000-8000-0000000000c1"

// BaseURL is where the hooks of that channel are, as providers see it.
const BaseURL = "https://hub.example/hooks/" + string(ChannelID)

// Now is when the tests happen.
var Now = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// Hub stands in for the hub: it takes whatever a driver receives and reports, and keeps it. Its methods may be called
// concurrently.
type Hub struct {
	// Secrets may not appear in the log; the test fails where one does. Set before the driver runs.
	Secrets []string

	client   *http.Client
	mu       sync.Mutex
	changed  *sync.Cond
	received []channel.Incoming
	reports  []channel.Report
	contexts []context.Context
	failure  error
	log      bytes.Buffer
}

// NewHub makes one for the length of the test, at whose end it looks for secrets in the log.
func NewHub(t testing.TB) *Hub {
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	h := &Hub{client: &http.Client{
		Transport: transport,
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		},
	}}
	h.changed = sync.NewCond(&h.mu)
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		for _, secret := range h.Secrets {
			if strings.Contains(h.Logged(), secret) {
				t.Errorf("the log contains %q:\n%s", secret, h.Logged())
			}
		}
	})
	return h
}

// Host is what the hub gives to an open channel.
func (h *Hub) Host() channel.Host {
	return channel.Host{
		ChannelID: ChannelID,
		BaseURL:   BaseURL,
		Client:    h.client,
		Dial: func(ctx context.Context, network, address string) (channel.ReadWriteCloser, error) {
			return new(net.Dialer).DialContext(ctx, network, address)
		},
		Log:     slog.New(slog.NewTextHandler(locked{h}, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Now:     func() time.Time { return Now },
		Receive: h.receive,
		Report:  h.report,
	}
}

func (h *Hub) receive(ctx context.Context, in channel.Incoming) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.contexts = append(h.contexts, ctx)
	if h.failure != nil {
		return h.failure
	}
	h.received = append(h.received, in)
	h.changed.Broadcast()
	return nil
}

func (h *Hub) report(ctx context.Context, r channel.Report) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.contexts = append(h.contexts, ctx)
	if h.failure != nil {
		return h.failure
	}
	h.reports = append(h.reports, r)
	h.changed.Broadcast()
	return nil
}

// FailWith makes Receive and Report answer err from now on; nil ends that.
func (h *Hub) FailWith(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.failure = err
}

// Received gives what was taken in so far, in order.
func (h *Hub) Received() []channel.Incoming {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.received)
}

// Reports gives what was reported so far, in order.
func (h *Hub) Reports() []channel.Report {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.reports)
}

// AwaitReports gives the reports as soon as there are n of them.
func (h *Hub) AwaitReports(n int) []channel.Report {
	h.mu.Lock()
	defer h.mu.Unlock()
	for len(h.reports) < n {
		h.changed.Wait()
	}
	return slices.Clone(h.reports)
}

// Contexts gives the contexts with which Receive and Report were called.
func (h *Hub) Contexts() []context.Context {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.contexts)
}

// Logged gives the log so far.
func (h *Hub) Logged() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.log.String()
}

// locked writes to a hub's log.
type locked struct{ hub *Hub }

func (l locked) Write(p []byte) (int, error) {
	l.hub.mu.Lock()
	defer l.hub.mu.Unlock()
	return l.hub.log.Write(p)
}
