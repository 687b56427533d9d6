//go:build peers

package kannel_test

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"parley/internal/channel"
	"parley/internal/channel/channeltest"
	"parley/internal/channel/kannel"
	"parley/internal/parley"
	"parley/test/peers"
)

// await bounds each wait for what Kannel should do; nothing is measured by it.
const await = 30 * time.Second

const us, customer = "+12025550100", "+12025550143"

// gateway is an open channel with a real Kannel behind it and a hub before it.
type gateway struct {
	*peers.Kannel
	t        *testing.T
	conn     channel.Conn
	host     channel.Host
	received chan channel.Incoming
	reports  chan channel.Report
	full     atomic.Bool // the hub cannot commit
}

// newGateway starts Kannel, with the address in its get-url that the settings page shows.
func newGateway(t *testing.T, o peers.KannelOptions) *gateway {
	t.Helper()
	g := &gateway{t: t, received: make(chan channel.Incoming, 64), reports: make(chan channel.Report, 64)}
	server := httptest.NewUnstartedServer(http.HandlerFunc(g.serve))
	t.Cleanup(server.Close)
	base := "http://" + server.Listener.Addr().String() + hooksPath
	callback := kannel.Driver{}.Info().Callbacks[0]
	o.GetURL = base + callback.Path + "?" + strings.ReplaceAll(callback.Query, "{callback_token}", token)
	g.Kannel = peers.StartKannel(t, o)
	hub := channeltest.NewHub(t)
	hub.Secrets = []string{g.Password, token}
	g.host = hub.Host()
	g.host.BaseURL = base
	g.host.Receive = func(_ context.Context, in channel.Incoming) error { return hand(g, g.received, in) }
	g.host.Report = func(_ context.Context, r channel.Report) error { return hand(g, g.reports, r) }
	g.conn = g.open(g.Password)
	server.Start()
	return g
}

const hooksPath = "/hooks/" + string(channeltest.ChannelID)

// hand gives what Kannel has brought to the test, unless the hub cannot commit.
func hand[T any](g *gateway, to chan T, what T) error {
	if g.full.Load() {
		return io.ErrShortWrite
	}
	to <- what
	return nil
}

func (g *gateway) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	hook, _ := g.conn.(channel.Webhook)
	reply := hook.Hook(r.Context(), channel.HookRequest{
		Method: r.Method, Path: strings.TrimPrefix(r.URL.Path, hooksPath), Query: r.URL.Query(), Header: r.Header, Body: body,
	})
	if reply.Status >= http.StatusInternalServerError {
		g.full.Store(false) // the next attempt succeeds
	}
	w.WriteHeader(reply.Status)
	_, _ = io.WriteString(w, reply.Body)
}

func (g *gateway) open(password string) channel.Conn {
	g.t.Helper()
	settings, err := channel.CheckSettings(kannel.Driver{}.Info().Fields, channel.Settings{
		"base_url": g.URL, "username": g.Username, "password": password, "from": us, "callback_token": token,
	})
	if err != nil {
		g.t.Fatal(err)
	}
	conn, err := kannel.Driver{}.Open(g.t.Context(), settings, g.host)
	if err != nil {
		g.t.Fatal(err)
	}
	g.t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// send sends one text and expects Kannel to take it.
func (g *gateway) send(n int, text string) {
	g.t.Helper()
	receipt, err := g.conn.Send(g.t.Context(), outgoing(n, text))
	if err != nil || receipt.State != parley.Sent {
		g.t.Fatalf("send %q: %+v, %v", text, receipt, err)
	}
}

func outgoing(n int, text string) channel.Outgoing {
	m := channeltest.Message(n)
	m.To, m.Text = customer, text
	return m
}

// refused sends one text over conn and expects the failure.
func (g *gateway) refused(conn channel.Conn, want channel.Next, code string) {
	g.t.Helper()
	_, err := conn.Send(g.t.Context(), outgoing(1, "Hello"))
	if failure(err) != string(want)+" "+code {
		g.t.Errorf("got %v, want %s %s", err, want, code)
	}
}

// next gives what Kannel brings next.
func next[T any](t *testing.T, from chan T) T {
	t.Helper()
	select {
	case what := <-from:
		return what
	case <-time.After(await):
		var none T
		t.Fatalf("Kannel brings no %T", none)
		return none
	}
}

// TestPeersSend sends texts in every alphabet and follows each to the handset and back as receipts.
func TestPeersSend(t *testing.T) {
	g := newGateway(t, peers.KannelOptions{})
	for n, c := range []struct{ text, kind string }{
		{"Your technician comes at 10:30.", "text"},
		{"Café à 5 € [oui] {non} ~ ^ | \\ ñ ß Ω", "text"},
		{`50% off & more = 1+1; "x" #end ?a=%41`, "text"},
		{"ça va", "ucs-2"}, // the GSM alphabet has a capital Ç only
		{"Fixed 😀👩‍👩‍👧", "ucs-2"},
		{"שלום مرحبا “quoted”", "ucs-2"},
		{"  blanks around  ", "text"},
	} {
		g.send(n, c.text)
		texts := g.Handset.Await(n + 1)
		got := texts[n]
		if got.From != us || got.To != customer || got.Kind != c.kind || got.Text() != c.text {
			t.Errorf("%q arrives as %+v %q", c.text, got, got.Text())
		}
		expectReports(t, g, n, parley.Sent, parley.Delivered)
	}
}

// expectReports expects one report of message n for each state, in whatever order.
func expectReports(t *testing.T, g *gateway, n int, states ...parley.State) {
	t.Helper()
	var got, want []channel.Report
	for _, state := range states {
		got = append(got, next(t, g.reports))
		want = append(want, channel.Report{MessageID: channeltest.Message(n).ID, State: state})
	}
	for _, list := range [][]channel.Report{got, want} {
		slices.SortFunc(list, func(a, b channel.Report) int { return cmp.Compare(a.State, b.State) })
	}
	if !slices.Equal(got, want) {
		t.Errorf("reports\n%+v, want\n%+v", got, want)
	}
}

// TestPeersSendLong sends texts of several parts: they arrive whole, and one pair of receipts tells of them.
func TestPeersSendLong(t *testing.T) {
	g := newGateway(t, peers.KannelOptions{MaxMessages: 50})
	limit := kannel.Driver{}.Info().TextLimit
	arrived := 0
	for n, c := range []struct {
		text  string
		kind  string
		parts int
	}{
		{strings.Repeat("0123456789", 16), "text", 1},
		{strings.Repeat("0123456789", 16) + "x", "text", 2},
		{strings.Repeat("0123456789", limit/10), "text", 11},
		{strings.Repeat("éж", 35), "ucs-2", 1},
		{strings.Repeat("éж", 36), "ucs-2", 2},
		{strings.Repeat("😀", limit), "ucs-2", 48},
	} {
		g.send(n, c.text)
		texts := g.Handset.Await(arrived + c.parts)[arrived:]
		arrived += c.parts
		whole := peers.HandsetText{Kind: c.kind, Raw: joined(t, texts[:c.parts])}
		if whole.Text() != c.text {
			t.Errorf("text %d arrives as %q", n, whole.Text())
		}
		expectReports(t, g, n, parley.Sent, parley.Delivered)
	}
	if texts := g.Handset.Texts(); len(texts) != arrived {
		t.Errorf("%d parts more than expected", len(texts)-arrived)
	}
}

// joined puts parts together and checks their headers (3GPP TS 23.040 section 9.2.3.24.1).
func joined(t *testing.T, parts []peers.HandsetText) string {
	t.Helper()
	var raw strings.Builder
	for i, part := range parts {
		raw.WriteString(part.Raw)
		if len(parts) == 1 && part.Header == nil {
			continue
		}
		want := []byte{5, 0, 3, parts[0].Header[3], byte(len(parts)), byte(i + 1)}
		if !slices.Equal(part.Header, want) {
			t.Errorf("part %d has the header % x, want % x", i+1, part.Header, want)
		}
	}
	return raw.String()
}

// TestPeersReceive lets the customer write, in each way that Kannel hands a text on.
func TestPeersReceive(t *testing.T) {
	g := newGateway(t, peers.KannelOptions{})
	seen := map[string]bool{}
	for _, c := range []struct {
		say  func()
		want string
	}{
		{func() { g.Say(customer, us, "STOP") }, "STOP"},
		{func() { g.Say(customer, us, `50% off & more = 1+1; "x" #end ?a=%41`) }, `50% off & more = 1+1; "x" #end ?a=%41`},
		{func() { g.Say(customer, us, "Café à 5 €") }, "Café à 5 €"},
		{func() { g.Say(customer, us, "5 \x1be \x1b<x\x1b>") }, "5 € [x]"},
		{func() { g.Say(customer, us, "  two  blanks ") }, "  two  blanks "},
		{func() { g.Say(customer, us, "caf\xe9 \xf0\x9f") }, "caf\xe9 \xf0\x9f"},
		{func() { g.SayUCS2(customer, us, "Merci 😀 5 € שלום") }, "Merci 😀 5 € שלום"},
		{func() { g.SayUCS2(customer, us, "ж") }, "ж"},
		{func() { g.SayData(customer, us, []byte("\x00data\xff")) }, "\x00data\xff"},
		{func() {
			g.SayPart(customer, us, 7, 2, 2, "second part")
			g.SayPart(customer, us, 7, 2, 1, "first part, ")
		}, "first part, second part"},
	} {
		before := time.Now().Add(-time.Minute)
		c.say()
		in := next(t, g.received)
		if in.Text != c.want || in.From != customer || in.To != us {
			t.Errorf("received %+v, want %q", in, c.want)
		}
		if !parley.ID(in.ProviderID).Valid() || seen[in.ProviderID] {
			t.Errorf("provider id %q: want a new UUID", in.ProviderID)
		}
		seen[in.ProviderID] = true
		if in.At.Before(before) {
			t.Errorf("sent at %v", in.At)
		}
	}
	if n := len(g.Handset.Texts()); n != 0 {
		t.Errorf("the customer was answered %d times with what our answer to Kannel says", n)
	}
}

// TestPeersReceiveAgain fails the hub once: Kannel calls again, with the same id.
func TestPeersReceiveAgain(t *testing.T) {
	g := newGateway(t, peers.KannelOptions{})
	g.full.Store(true)
	g.Say(customer, us, "Is anybody there?")
	if in := next(t, g.received); in.Text != "Is anybody there?" {
		t.Errorf("received %+v", in)
	}
	g.full.Store(true)
	g.send(1, "Yes.")
	expectReports(t, g, 1, parley.Sent, parley.Delivered)
}

// TestPeersRefusals brings Kannel to say no in the ways that a running one has.
func TestPeersRefusals(t *testing.T) {
	t.Run("log-in", func(t *testing.T) {
		g := newGateway(t, peers.KannelOptions{})
		wrong := g.open("another")
		g.refused(wrong, channel.Misconfigured, "forbidden")
		if err := wrong.(channel.Checker).Check(t.Context()); failure(err) != "misconfigured forbidden" {
			t.Errorf("Check with a wrong password: %v", err)
		}
		if err := g.conn.(channel.Checker).Check(t.Context()); err != nil {
			t.Errorf("Check: %v", err)
		}
		if n := len(g.Handset.Texts()); n > 0 {
			t.Errorf("%d texts arrived at the handset", n)
		}
	})
	t.Run("no carrier for the number", func(t *testing.T) {
		g := newGateway(t, peers.KannelOptions{Prefix: "+44"})
		g.refused(g.conn, channel.Rejected, "not_routable")
		want := channel.Report{MessageID: channeltest.Message(1).ID, State: parley.Failed, Text: "no SMSC"}
		if r := next(t, g.reports); r != want {
			t.Errorf("reported %+v, want %+v", r, want)
		}
	})
	t.Run("carrier away", func(t *testing.T) {
		g := newGateway(t, peers.KannelOptions{NoHandset: true, MaxQueue: 2})
		g.send(1, "waits for the carrier")
		g.send(2, "waits for the carrier")
		g.refused(g.conn, channel.Unavailable, "busy")
	})
	t.Run("core away", func(t *testing.T) {
		g := newGateway(t, peers.KannelOptions{})
		g.send(1, "before")
		g.KillBearerbox()
		g.host.Client.CloseIdleConnections() // what is sent on one that breaks may have been taken
		g.refused(g.conn, channel.Unavailable, "unreachable")
	})
}
