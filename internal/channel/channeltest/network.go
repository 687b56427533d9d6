package channeltest

import (
	"context"
	"io"
	"net/http"
	"testing"
	"time"

	"parley/internal/channel"
)

func testNetwork(t *testing.T, c Case) {
	t.Run("refused", func(t *testing.T) {
		s := sender{t: t, c: c, conn: c.open(t, NewHub(t), nobody(t))}
		s.fails(channel.Unavailable)
	})
	t.Run("reset", func(t *testing.T) {
		s := newSender(t, c)
		s.provider.Handle(reset)
		s.fails(channel.Unknown)
	})
	t.Run("reset on a used connection", func(t *testing.T) { testResetLater(t, c) })
	t.Run("cut off", func(t *testing.T) { testCutOff(t, c) })
	t.Run("cancelled before", func(t *testing.T) {
		s := newSender(t, c)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		receipt, err := s.conn.Send(ctx, Message(1))
		s.isFailure(receipt, err, channel.Unavailable)
		if s.provider.Asked() != 0 {
			t.Error("the provider was asked all the same")
		}
	})
	for what, end := range map[string]error{"cancelled": context.Canceled, "timed out": context.DeadlineExceeded} {
		t.Run(what, func(t *testing.T) { testNoAnswer(t, c, end) })
	}
	t.Run("redirect", func(t *testing.T) { testRedirect(t, c) })
	t.Run("endless answer", func(t *testing.T) { testEndless(t, c) })
}

// testResetLater breaks a connection that was used before: net/http repeats some requests then by itself, and a
// message sent twice is worse than one of which nobody knows.
func testResetLater(t *testing.T, c Case) {
	s := newSender(t, c)
	s.provider.Answer(c.Wire.Accept("SM0001"))
	s.succeeds(Message(1))
	s.provider.Handle(reset)
	s.fails(channel.Unknown)
	if s.provider.Asked() != 2 {
		t.Errorf("the provider was asked %d times for 2 messages", s.provider.Asked())
	}
}

// testCutOff breaks the answer off behind its 2xx: the provider has taken the message.
func testCutOff(t *testing.T, c Case) {
	s := newSender(t, c)
	s.provider.Handle(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		w.WriteHeader(http.StatusOK)
		_, _ = w.Write([]byte("{"))
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler) // how a handler of net/http breaks its connection
	})
	s.succeeds(Message(1))
}

// testNoAnswer ends the context when the provider has the request and has not answered.
func testNoAnswer(t *testing.T, c Case, end error) {
	s := newSender(t, c)
	ctx := &ending{Context: t.Context(), done: make(chan struct{}), err: end}
	s.provider.Handle(func(_ http.ResponseWriter, r *http.Request) {
		close(ctx.done)
		<-r.Context().Done()
	})
	receipt, err := s.conn.Send(ctx, Message(1))
	s.isFailure(receipt, err, channel.Unknown)
}

// ending is a context that ends when a test says so, for the reason that the test gives.
type ending struct {
	context.Context
	done chan struct{}
	err  error
}

func (e *ending) Done() <-chan struct{} { return e.done }

func (e *ending) Deadline() (time.Time, bool) { return time.Time{}, false }

func (e *ending) Err() error {
	select {
	case <-e.done:
		return e.err
	default:
		return nil
	}
}

func testRedirect(t *testing.T, c Case) {
	elsewhere := NewProvider(t)
	elsewhere.Answer(c.Wire.Accept("SM0001"))
	s := newSender(t, c)
	for _, status := range []int{http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		s.provider.Answer(channel.Answer{Status: status, Header: http.Header{"Location": {elsewhere.URL}}})
		s.fails(channel.Misconfigured)
	}
	if elsewhere.Asked() != 0 {
		t.Error("a redirect was followed: settings and message went to a stranger")
	}
}

// testEndless answers with 64 MiB and expects the driver to hang up before their end.
func testEndless(t *testing.T, c Case) {
	for _, status := range []int{http.StatusOK, http.StatusBadRequest} {
		s := newSender(t, c)
		broken := make(chan error, 1)
		s.provider.Handle(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			broken <- flood(w, 64<<20)
		})
		if status == http.StatusOK {
			s.succeeds(Message(1))
		} else {
			s.fails(channel.Rejected)
		}
		if <-broken == nil {
			t.Errorf("status %d: the driver read the whole of 64 MiB", status)
		}
	}
}

// flood writes n bytes; the error is that the other side hung up.
func flood(w io.Writer, n int) error {
	chunk := make([]byte, 1<<16)
	for range n / len(chunk) {
		if _, err := w.Write(chunk); err != nil {
			return err
		}
	}
	return nil
}
