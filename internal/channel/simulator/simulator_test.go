package simulator

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"parley/internal/channel"
	"parley/internal/channel/channeltest"
	"parley/internal/parley"
)

var settings = channel.Settings{"from": "+12025550100", "delivery_receipts": "true"}

func TestSuite(t *testing.T) {
	channeltest.Run(t, channeltest.Case{
		Driver:   Driver{},
		Settings: settings,
		Bad: map[string]channel.Settings{
			"a word for a number": {"from": "Harbor"},
			"a toggle half-way":   {"delivery_receipts": "sometimes"},
		},
	})
}

func open(t testing.TB, s channel.Settings, h channel.Host) channel.Conn {
	t.Helper()
	conn, err := Driver{}.Open(t.Context(), s, h)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

func to(number string) channel.Outgoing {
	m := channeltest.Message(1)
	m.To = number
	return m
}

// TestOutcomes runs in a bubble: when all in it wait, whatever was to be reported has been.
func TestOutcomes(t *testing.T) {
	const d, r, f = parley.Delivered, parley.Read, parley.Failed
	for number, want := range map[string]struct {
		next    channel.Next
		code    string
		reports []parley.State
	}{
		"+12025550143": {reports: []parley.State{d}},
		"+12029999999": {reports: []parley.State{d}},
		"+12020000404": {reports: []parley.State{d}},
		"12345":        {reports: []parley.State{d}},
		"":             {reports: []parley.State{d}},
		"+12029990202": {},
		"+33659990200": {reports: []parley.State{d, r}},
		"+12029990300": {reports: []parley.State{f}},
		"+12029990404": {next: channel.Rejected, code: "unreachable"},
		"+12029990610": {next: channel.Rejected, code: "opted_out"},
		"+12029990500": {next: channel.Unavailable, code: "500"},
		"+12029990408": {next: channel.Unknown, code: "no_answer"},
		"+12029990401": {next: channel.Misconfigured, code: "401"},
	} {
		synctest.Test(t, func(t *testing.T) {
			hub := channeltest.NewHub(t)
			got, err := open(t, settings, hub.Host()).Send(t.Context(), to(number))
			if want.next != "" {
				isFailure(t, err, want.next, want.code)
			} else if err != nil || got.State != parley.Sent {
				t.Errorf("%q: %+v %v, want sent", number, got, err)
			}
			synctest.Wait()
			var states []parley.State
			for _, report := range hub.Reports() {
				states = append(states, report.State)
				if report.MessageID != channeltest.Message(1).ID || report.ProviderID != got.ProviderID || report.ProviderID == "" {
					t.Errorf("%q: %+v is no report on %+v", number, report, got)
				}
			}
			if !slices.Equal(states, want.reports) {
				t.Errorf("%q: reported %v, want %v", number, states, want.reports)
			}
		})
	}
}

func isFailure(t *testing.T, err error, next channel.Next, code string) {
	t.Helper()
	var se *channel.SendError
	if !errors.As(err, &se) || se.Next != next || se.Code != code || se.OptedOut != (code == "opted_out") {
		t.Errorf("got %+v, want %v %s", err, next, code)
	}
}

func TestAMessageIsAskedToWaitOnce(t *testing.T) {
	conn := open(t, settings, channeltest.NewHub(t).Host())
	for n := range 2 * maxThrottled {
		m := channeltest.Message(n)
		m.To = "+12029990429"
		_, err := conn.Send(t.Context(), m)
		isFailure(t, err, channel.Throttled, "429")
		if _, err := conn.Send(t.Context(), m); err != nil {
			t.Fatalf("the second time: %v", err)
		}
	}
	m := channeltest.Message(2*maxThrottled - 1) // the last one, sent again by a person
	m.To = "+12029990429"
	_, err := conn.Send(t.Context(), m)
	isFailure(t, err, channel.Throttled, "429")
}

func TestAContextEndsItsOwnCallAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hub := channeltest.NewHub(t)
		ctx, cancel := context.WithCancel(t.Context())
		conn, err := Driver{}.Open(ctx, settings, hub.Host())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		cancel()
		for range 50 { // an ended context must win every time
			_, err := conn.Send(ctx, to("+12025550143"))
			isFailure(t, err, channel.Unavailable, "unavailable")
		}
		if _, err := conn.Send(t.Context(), to("+12025550143")); err != nil {
			t.Error(err)
		}
		synctest.Wait()
		if got := len(hub.Reports()); got != 1 {
			t.Errorf("%d reports on the one message that was sent", got)
		}
	})
}

func TestWhoNeverComesAgainIsForgotten(t *testing.T) {
	c := open(t, settings, channeltest.NewHub(t).Host()).(*conn)
	for n := range 2 * maxThrottled {
		m := channeltest.Message(n)
		m.To = "+12029990429"
		_, _ = c.Send(t.Context(), m)
	}
	if len(c.asked) > maxThrottled {
		t.Errorf("%d messages are remembered", len(c.asked))
	}
}

func TestWithoutReceiptsAMessageStaysSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hub := channeltest.NewHub(t)
		conn := open(t, channel.Settings{"delivery_receipts": "false"}, hub.Host())
		for _, number := range []string{"+12025550143", "+12029990300"} {
			if _, err := conn.Send(t.Context(), to(number)); err != nil {
				t.Error(err)
			}
		}
		synctest.Wait()
		if got := hub.Reports(); len(got) > 0 {
			t.Errorf("reported %+v", got)
		}
	})
}

func TestTheProviderIDOutlivesARestart(t *testing.T) {
	var ids []string
	for range 2 {
		got, err := open(t, settings, channeltest.NewHub(t).Host()).Send(t.Context(), to("+12025550143"))
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, got.ProviderID)
	}
	if ids[0] != ids[1] || ids[0] == "" {
		t.Errorf("provider ids %q: want the same, for the message is the same", ids)
	}
}

// TestASlowHub fills the backlog: Send then waits, gives up with its context as surely not sent, and ends with Close.
func TestASlowHub(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		host := channeltest.NewHub(t).Host()
		var ended atomic.Int64
		host.Report = func(ctx context.Context, _ channel.Report) error {
			<-ctx.Done()
			ended.Add(1)
			return ctx.Err()
		}
		conn := open(t, settings, host)
		for n := range backlog + reporters {
			if _, err := conn.Send(t.Context(), channeltest.Message(n)); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := conn.Send(ctx, channeltest.Message(1))
		isFailure(t, err, channel.Unavailable, "unavailable")
		var under sync.WaitGroup
		under.Go(func() {
			_, err := conn.Send(t.Context(), channeltest.Message(2))
			isFailure(t, err, channel.Unavailable, "unavailable")
		})
		synctest.Wait()
		_ = conn.Close()
		if ended.Load() != reporters {
			t.Errorf("Close returned with %d of %d reports ended", ended.Load(), reporters)
		}
		under.Wait()
	})
}

func TestAReceiptThatTheHubRefusesIsLoggedAndLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hub := channeltest.NewHub(t)
		hub.FailWith(errors.New("the disk is full"))
		if _, err := open(t, settings, hub.Host()).Send(t.Context(), to("+12029990200")); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		hub.FailWith(nil)
		if got := len(hub.Contexts()); got != 1 || len(hub.Reports()) > 0 {
			t.Errorf("%d calls, reports %v: want one call that failed", got, hub.Reports())
		}
		if hub.Logged() == "" {
			t.Error("nothing is logged")
		}
	})
}

// BenchmarkSend is the driver's own share of a simulated message, receipt included.
func BenchmarkSend(b *testing.B) {
	var reported atomic.Int64
	host := channeltest.NewHub(b).Host()
	host.Report = func(context.Context, channel.Report) error {
		reported.Add(1)
		return nil
	}
	conn := open(b, settings, host)
	m := to("+12025550143")
	for n := 0; b.Loop(); n++ {
		m.ID = parley.ID(fmt.Sprint(n))
		if _, err := conn.Send(b.Context(), m); err != nil {
			b.Fatal(err)
		}
	}
}
