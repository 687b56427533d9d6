package channeltest

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"parley/internal/channel"
	"parley/internal/parley"
)

// Wire is the provider's side of Send over HTTP.
type Wire struct {
	// BaseURL names the setting that holds the provider's address.
	BaseURL string
	// Accept is the answer of a provider that has taken a message and names it id.
	Accept func(id string) channel.Answer
	// NoIDs says that the provider's answer names no id.
	NoIDs bool
	// Read gives what a request says: From, To, Text and Callback.
	Read func(r *http.Request) (channel.Outgoing, error)
	// Faults are refusals in the provider's own words.
	Faults []Fault
}

// Fault is a refusal, and what the driver must make of it.
type Fault struct {
	Name       string
	Answer     channel.Answer
	Next       channel.Next
	Code       string
	RetryAfter time.Duration
	OptedOut   bool
}

// said is a piece of every text: what to look for in logs and errors.
const said = "50% off & more"

// text has what wires get wrong: escapes of URLs and forms, a line end, letters outside ASCII and the basic plane,
// right-to-left.
const text = said + " = 1+1; \"é\" €?\nשלום مرحبا 👩‍👩‍👧 #end"

// Message is a message on its way out, unlike every other n.
func Message(n int) channel.Outgoing {
	id := parley.ID(fmt.Sprintf("01935000-0000-7000-8000-%012d", n))
	return channel.Outgoing{
		ID:       id,
		To:       fmt.Sprintf("+1202555%04d", n),
		Text:     fmt.Sprintf("%s (%d)", text, n),
		Callback: BaseURL + "/status?m=" + string(id),
		Attempt:  1,
	}
}

// sender is an open channel with a hub and a provider around it.
type sender struct {
	t        *testing.T
	c        Case
	provider *Provider
	conn     channel.Conn
}

func newSender(t *testing.T, c Case) sender {
	p := NewProvider(t)
	return sender{t: t, c: c, provider: p, conn: c.open(t, NewHub(t), p.URL)}
}

// fails sends one message and checks the failure: its kind, that it says something, and that it tells no secret.
func (s sender) fails(want channel.Next) *channel.SendError {
	s.t.Helper()
	receipt, err := s.conn.Send(s.t.Context(), Message(1))
	return s.isFailure(receipt, err, want)
}

func (s sender) isFailure(receipt channel.Receipt, err error, want channel.Next) *channel.SendError {
	s.t.Helper()
	var se *channel.SendError
	if !errors.As(err, &se) {
		s.t.Fatalf("got %+v and %v, want a *SendError", receipt, err)
	}
	if se.Next != want {
		s.t.Errorf("got %v (%v), want %v", se.Next, se, want)
	}
	if se.Text == "" || se.Code == "" {
		s.t.Errorf("code %q, text %q: want both", se.Code, se.Text)
	}
	told := fmt.Sprintf("%v %v", se, se.Err)
	for _, secret := range s.c.secrets() {
		if strings.Contains(told, secret) {
			s.t.Errorf("the error tells %q: %s", secret, told)
		}
	}
	return se
}

// succeeds sends one message and checks that it counts as sent.
func (s sender) succeeds(m channel.Outgoing) channel.Receipt {
	s.t.Helper()
	receipt, err := s.conn.Send(s.t.Context(), m)
	if err != nil {
		s.t.Fatalf("Send: %v", err)
	}
	if receipt.State != parley.Sent {
		s.t.Errorf("state %q, want sent", receipt.State)
	}
	return receipt
}

func testSend(t *testing.T, c Case) {
	t.Run("accepted", func(t *testing.T) { testAccepted(t, c) })
	t.Run("concurrently", func(t *testing.T) { testConcurrently(t, c) })
	t.Run("statuses", func(t *testing.T) { testStatuses(t, c) })
	t.Run("faults", func(t *testing.T) {
		for _, f := range c.Wire.Faults {
			t.Run(f.Name, func(t *testing.T) { testFault(t, c, f) })
		}
	})
	t.Run("network", func(t *testing.T) { testNetwork(t, c) })
}

func testAccepted(t *testing.T, c Case) {
	s := newSender(t, c)
	var got channel.Outgoing
	var readErr error
	s.provider.Handle(func(w http.ResponseWriter, r *http.Request) {
		got, readErr = c.Wire.Read(r)
		write(w, c.Wire.Accept("SM0001"))
	})
	own := c.Settings[c.Driver.Info().SenderField]
	for _, from := range []string{"", "+12025550199"} {
		m := Message(1)
		m.From = from
		receipt := s.succeeds(m)
		if readErr != nil {
			t.Fatalf("the request cannot be read: %v", readErr)
		}
		if from == "" {
			from = own
		}
		if got.From != from || got.To != m.To || got.Text != m.Text {
			t.Errorf("on the wire\n%+v, want from %q and\n%+v", got, from, m)
		}
		if !strings.HasPrefix(got.Callback, m.Callback) {
			t.Errorf("callback %q, want %q", got.Callback, m.Callback)
		}
		if want := "SM0001"; !c.Wire.NoIDs && receipt.ProviderID != want {
			t.Errorf("provider id %q, want %q", receipt.ProviderID, want)
		}
	}
}

// testConcurrently sends as many as a channel's window holds at once; run with -race it finds what is shared.
func testConcurrently(t *testing.T, c Case) {
	s := newSender(t, c)
	s.provider.Handle(func(w http.ResponseWriter, r *http.Request) {
		m, err := c.Wire.Read(r)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		write(w, c.Wire.Accept("SM"+strings.TrimPrefix(m.To, "+")))
	})
	var all sync.WaitGroup
	for n := range 64 {
		all.Go(func() {
			receipt, err := s.conn.Send(t.Context(), Message(n))
			if want := fmt.Sprintf("SM1202555%04d", n); err != nil || !c.Wire.NoIDs && receipt.ProviderID != want {
				t.Errorf("message %d: got %q and %v, want %q", n, receipt.ProviderID, err, want)
			}
		})
	}
	all.Wait()
	if s.provider.Asked() != 64 {
		t.Errorf("%d requests for 64 messages", s.provider.Asked())
	}
}

// testStatuses answers with bare statuses, as the proxies before a provider do.
func testStatuses(t *testing.T, c Case) {
	for status, want := range map[int]channel.Next{
		400: channel.Rejected,
		401: channel.Misconfigured,
		429: channel.Throttled,
		500: channel.Unavailable,
		502: channel.Unavailable,
		503: channel.Unavailable,
		504: channel.Unknown,
	} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			s := newSender(t, c)
			s.provider.Answer(channel.Answer{Status: status, Header: http.Header{"Retry-After": {"7"}}})
			se := s.fails(want)
			if want == channel.Throttled && se.RetryAfter != 7*time.Second {
				t.Errorf("wait %v, want the 7 s that the provider asks for", se.RetryAfter)
			}
		})
	}
	for what, body := range map[string]string{"empty": "", "garbage": "\x00\xff{]", "words": `"fail"`, "null": "null", "list": "[1]"} {
		t.Run("2xx "+what, func(t *testing.T) {
			s := newSender(t, c)
			s.provider.Answer(channel.Answer{Status: http.StatusOK, Body: []byte(body)})
			s.succeeds(Message(1))
		})
	}
	t.Run("echo", func(t *testing.T) {
		s := newSender(t, c)
		s.provider.Handle(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusBadRequest)
			_ = r.Write(w) // a proxy's error page that shows the request
		})
		s.fails(channel.Rejected)
	})
}

func testFault(t *testing.T, c Case, f Fault) {
	s := newSender(t, c)
	s.provider.Answer(f.Answer)
	se := s.fails(f.Next)
	if se.Code != f.Code || se.RetryAfter != f.RetryAfter || se.OptedOut != f.OptedOut {
		t.Errorf("got code %q, wait %v, opted out %v; want %+v", se.Code, se.RetryAfter, se.OptedOut, f)
	}
}
