package channeltest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"parley/internal/channel"
)

// Hooks is the provider's side of the callbacks.
type Hooks struct {
	// Incoming is the callback by which the provider hands over a customer's message: its ProviderID, From, To and Text,
	// which may be any bytes.
	Incoming func(in channel.Incoming) channel.HookRequest
	// Reports are callbacks that report on a message, and what the driver must make of each.
	Reports []Reported
	// Forge spoils what shows that a callback is the provider's, in each way that the driver must see.
	Forge map[string]func(channel.HookRequest) channel.HookRequest
	// Unknown are rightful callbacks of types that the driver does not know.
	Unknown map[string]channel.HookRequest
}

// Reported is one callback about a message and its meaning.
type Reported struct {
	Name    string
	Request channel.HookRequest
	Want    channel.Report
}

// Request builds a callback as the hub would hand it over: path is below BaseURL, query is raw and without the "?".
func Request(method, path, query string, header http.Header, body string) channel.HookRequest {
	whole := BaseURL + path
	if query != "" {
		whole += "?" + query
	}
	values, _ := url.ParseQuery(query) // as net/http: what cannot be read is left out
	if header == nil {
		header = http.Header{}
	}
	return channel.HookRequest{Method: method, Path: path, URL: whole, Query: values, Header: header, Body: []byte(body)}
}

// called is an open channel whose callbacks are called.
type called struct {
	t    *testing.T
	hub  *Hub
	conn channel.Webhook
}

func newCalled(t *testing.T, c Case) called {
	hub := NewHub(t)
	conn, ok := c.open(t, hub, "").(channel.Webhook)
	if !ok {
		t.Fatal("the driver takes no callbacks")
	}
	return called{t: t, hub: hub, conn: conn}
}

// ok calls and expects a 2xx.
func (w called) ok(what string, r channel.HookRequest) {
	w.t.Helper()
	if reply := w.conn.Hook(w.t.Context(), r); reply.Status < 200 || reply.Status > 299 {
		w.t.Errorf("%s: status %d, want a 2xx", what, reply.Status)
	}
}

// untold expects that the hub was told nothing.
func (w called) untold(what string) {
	w.t.Helper()
	if in, reports := w.hub.Received(), w.hub.Reports(); len(in)+len(reports) > 0 {
		w.t.Errorf("%s: the hub was told %+v %+v", what, in, reports)
	}
}

var incoming = channel.Incoming{ProviderID: "SM1001", From: "+12025550143", To: "+12025550100", Text: text}

func testHooks(t *testing.T, c Case) {
	t.Run("incoming", func(t *testing.T) { testIncoming(t, c) })
	t.Run("reports", func(t *testing.T) { testReports(t, c) })
	t.Run("forged", func(t *testing.T) { testForged(t, c) })
	t.Run("unknown", func(t *testing.T) { testUnknown(t, c) })
	t.Run("not committed", func(t *testing.T) { testNotCommitted(t, c) })
}

func testIncoming(t *testing.T, c Case) {
	for what, text := range map[string]string{
		"text":         text,
		"empty":        "",
		"broken UTF-8": "caf\xe9 \xf0\x9f\x98 \xc0\xaf",
		"long":         string(make([]byte, 1<<14)),
	} {
		w := newCalled(t, c)
		in := incoming
		in.Text = text
		w.ok(what, c.Hooks.Incoming(in))
		got := w.hub.Received()
		if len(got) != 1 {
			t.Fatalf("%s: received %d messages", what, len(got))
		}
		if g := got[0]; g.ProviderID != in.ProviderID || g.From != in.From || g.To != in.To || g.Text != in.Text {
			t.Errorf("%s: received\n%+v, want\n%+v", what, g, in)
		}
	}
	t.Run("repeated", func(t *testing.T) {
		w := newCalled(t, c)
		w.ok("first", c.Hooks.Incoming(incoming))
		w.ok("repeat", c.Hooks.Incoming(incoming))
		if got := w.hub.Received(); len(got) != 2 || got[0].ProviderID != got[1].ProviderID {
			t.Errorf("received %+v: want the same message twice, for the hub to recognise", got)
		}
	})
	t.Run("context", func(t *testing.T) {
		type key struct{}
		w := newCalled(t, c)
		w.conn.Hook(context.WithValue(t.Context(), key{}, "asked"), c.Hooks.Incoming(incoming))
		if got := w.hub.Contexts(); len(got) != 1 || got[0].Value(key{}) != "asked" {
			t.Error("the hub is not called with the callback's context")
		}
	})
}

func testReports(t *testing.T, c Case) {
	for _, r := range c.Hooks.Reports {
		w := newCalled(t, c)
		w.ok(r.Name, r.Request)
		if got := w.hub.Reports(); len(got) != 1 || got[0] != r.Want {
			t.Errorf("%s: reported\n%+v, want\n%+v", r.Name, got, r.Want)
		}
		if got := w.hub.Received(); len(got) > 0 {
			t.Errorf("%s: received %+v", r.Name, got)
		}
	}
}

func testForged(t *testing.T, c Case) {
	rightful := map[string]channel.HookRequest{"incoming": c.Hooks.Incoming(incoming)}
	for _, r := range c.Hooks.Reports {
		rightful[r.Name] = r.Request
	}
	for how, forge := range c.Hooks.Forge {
		for what, r := range rightful {
			w := newCalled(t, c)
			if reply := w.conn.Hook(t.Context(), forge(r)); reply.Status != http.StatusForbidden {
				t.Errorf("%s, %s: status %d, want 403", what, how, reply.Status)
			}
			w.untold(what + ", " + how)
		}
	}
}

func testUnknown(t *testing.T, c Case) {
	for what, r := range c.Hooks.Unknown {
		w := newCalled(t, c)
		w.ok(what, r)
		w.untold(what)
	}
	for _, path := range []string{"/nowhere", "/", "//", "/../status"} {
		w := newCalled(t, c)
		r := c.Hooks.Incoming(incoming)
		r.Path, r.URL = path, BaseURL+path
		if reply := w.conn.Hook(t.Context(), r); reply.Status != http.StatusNotFound {
			t.Errorf("path %q: status %d, want 404", path, reply.Status)
		}
		w.untold(path)
	}
}

// testNotCommitted lets the hub fail: the provider must hear of it, so that it calls again.
func testNotCommitted(t *testing.T, c Case) {
	calls := map[string]channel.HookRequest{"incoming": c.Hooks.Incoming(incoming)}
	for _, r := range c.Hooks.Reports {
		calls[r.Name] = r.Request
	}
	for what, r := range calls {
		w := newCalled(t, c)
		w.hub.FailWith(errors.New("the disk is full"))
		if reply := w.conn.Hook(t.Context(), r); reply.Status < 500 {
			t.Errorf("%s: status %d, want a 5xx", what, reply.Status)
		}
		w.hub.FailWith(nil)
		w.ok(fmt.Sprintf("%s, called again", what), r)
		if len(w.hub.Received())+len(w.hub.Reports()) != 1 {
			t.Errorf("%s: the hub was told %d times", what, len(w.hub.Received())+len(w.hub.Reports()))
		}
	}
}
