// Package simulator is the driver of a channel without a provider: it takes every message at once and reports it
// delivered, so that the hub can be tried, shown and measured with nothing else installed. Nothing leaves the process.
// What a customer writes does not come in by it: the hub takes that in itself, from the simulator's page. Some numbers
// fail in ways of their own, see outcomes.go.
package simulator

import (
	"cmp"
	"context"
	"log/slog"
	"regexp"
	"sync"
	"time"

	"parley/internal/channel"
	"parley/internal/parley"
)

// Driver makes simulated channels.
type Driver struct{}

var _ channel.Driver = Driver{}

// Info describes the driver. An unknown outcome is treated as that of SMS over HTTP.
func (Driver) Info() channel.Info {
	return channel.Info{
		Kind:        "simulator",
		Label:       "Simulator",
		Help:        "SMS without a provider, to try Parley and to train with: nothing leaves this machine. " + help,
		Address:     parley.Phone,
		SMS:         true,
		Starts:      true,
		Simulated:   true,
		TextLimit:   1600,
		AfterCrash:  channel.Resend,
		AfterTime:   channel.Stop,
		SendTimeout: 5 * time.Second,
		SenderField: "from",
		Fields: []channel.Field{
			{Name: "from", Label: "From", Type: channel.Text, Default: "+12025550100",
				Help: "The number that customers see and write to."},
			{Name: "delivery_receipts", Label: "Delivery receipts", Type: channel.Toggle, Default: "true",
				Help: "Report messages as delivered. Without, they stay sent."},
		},
	}
}

var number = regexp.MustCompile(`^\+?[0-9]{3,15}$`)

const (
	// reporters is how many receipts are given to the hub at once, so that it can commit them together.
	reporters = 32
	// backlog is how many receipts may wait for the hub before Send waits too.
	backlog = 1024
	// maxThrottled bounds the memory of who was asked to wait, in messages.
	maxThrottled = 1024
)

// Open starts the channel's reporters. Close ends them; the receipts that still wait are then lost.
func (Driver) Open(ctx context.Context, s channel.Settings, h channel.Host) (channel.Conn, error) {
	from := cmp.Or(s["from"], "+12025550100")
	if !number.MatchString(from) {
		return nil, parley.Errorf(parley.Invalid, "invalid_setting", "From must be a number such as +12025550100.").At("settings.from")
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	c := &conn{
		host:     h,
		receipts: s.Bool("delivery_receipts"),
		closed:   ctx.Done(),
		close:    cancel,
		waiting:  make(chan receipt, backlog),
		asked:    map[parley.ID]bool{},
	}
	for range reporters {
		c.reporters.Go(func() { c.reportAll(ctx) })
	}
	return c, nil
}

type conn struct {
	host      channel.Host
	receipts  bool
	closed    <-chan struct{}
	close     context.CancelFunc
	reporters sync.WaitGroup
	waiting   chan receipt

	mu    sync.Mutex
	asked map[parley.ID]bool // messages that were asked to wait, and have not come again
}

// receipt is what becomes of one message after it was sent.
type receipt struct {
	id      parley.ID
	reports []channel.Report
}

// Close ends the reporters and waits for them.
func (c *conn) Close() error {
	c.close()
	c.reporters.Wait()
	return nil
}

// Send takes the message, or refuses it as its number asks. It waits only where the hub takes receipts in more slowly
// than it sends.
func (c *conn) Send(ctx context.Context, m channel.Outgoing) (channel.Receipt, error) {
	if ctx.Err() != nil {
		return channel.Receipt{}, unavailable("The send was given up before it began.")
	}
	will := c.outcome(m)
	if will.refused != nil {
		refused := *will.refused
		return channel.Receipt{}, &refused
	}
	sent := channel.Receipt{ProviderID: providerID(m.ID), State: parley.Sent}
	reports := will.reports
	if !c.receipts {
		reports = nil
	}
	select {
	case c.waiting <- receipt{id: m.ID, reports: reports}:
		return sent, nil
	case <-c.closed:
		return channel.Receipt{}, unavailable("The channel is closed.")
	case <-ctx.Done():
		return channel.Receipt{}, unavailable("Too many receipts are waiting for the hub.")
	}
}

// providerID is the same at every attempt, as it would be from a provider that knows repeats by our reference.
func providerID(id parley.ID) string { return "sim-" + string(id) }

func unavailable(why string) *channel.SendError {
	return &channel.SendError{Next: channel.Unavailable, Code: "unavailable", Text: why}
}

func (c *conn) reportAll(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case r := <-c.waiting:
			if ctx.Err() != nil {
				return // both were ready, and chance chose this one
			}
			c.report(ctx, r)
		}
	}
}

// report gives the hub what became of one message, step by step. A receipt that the hub does not take is lost, as it
// is with a provider that calls once.
func (c *conn) report(ctx context.Context, r receipt) {
	for _, step := range r.reports {
		step.MessageID, step.ProviderID = r.id, providerID(r.id)
		if err := c.host.Report(ctx, step); err != nil {
			c.host.Log.WarnContext(ctx, "a receipt is lost", slog.String("message_id", string(r.id)), slog.Any("error", err))
			return
		}
	}
}
