package house

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"parley/internal/channel"
	"parley/internal/parley"
)

// Kind is the kind of channel that the provider carries.
const Kind = "script"

// Answer is what the provider says to one message.
type Answer func(ctx context.Context, m channel.Outgoing) (channel.Receipt, error)

// Provider is a driver whose Send answers as the test tells it; at first it takes everything and gives ids p1, p2 ….
type Provider struct {
	info channel.Info

	mu     sync.Mutex
	answer Answer
	sent   []channel.Outgoing
	host   channel.Host
	given  int
}

var _ channel.Driver = (*Provider)(nil)

func newProvider() *Provider {
	p := &Provider{info: channel.Info{
		Kind: Kind, Label: "Script", Address: parley.Phone, SMS: true, Starts: true, TextLimit: 1600, AfterCrash: channel.Resend,
		AfterTime: channel.Stop, SendTimeout: time.Minute, SenderField: "from",
		Fields: []channel.Field{{Name: "from", Label: "From", Type: channel.Text, Default: Ours}},
	}}
	p.Answer(p.Take)
	return p
}

// Info describes the driver.
func (p *Provider) Info() channel.Info { return p.info }

// Open gives a connection to the provider.
func (p *Provider) Open(_ context.Context, _ channel.Settings, h channel.Host) (channel.Conn, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.host = h
	return conn{p}, nil
}

// Take takes a message.
func (p *Provider) Take(context.Context, channel.Outgoing) (channel.Receipt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.given++
	return channel.Receipt{ProviderID: fmt.Sprintf("p%d", p.given), State: parley.Sent}, nil
}

// Answer tells the provider what to answer from now on.
func (p *Provider) Answer(a Answer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answer = a
}

// Fail makes the provider refuse everything from now on.
func (p *Provider) Fail(e channel.SendError) {
	p.Answer(func(context.Context, channel.Outgoing) (channel.Receipt, error) { return channel.Receipt{}, &e })
}

// Sent gives what the provider was handed so far.
func (p *Provider) Sent() []channel.Outgoing {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.sent)
}

// Texts gives the texts of Sent.
func (p *Provider) Texts() []string {
	sent := p.Sent()
	texts := make([]string, len(sent))
	for i, m := range sent {
		texts[i] = m.Text
	}
	return texts
}

// Host is what the hub gave to the channel that was opened last.
func (p *Provider) Host() channel.Host {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.host
}

type conn struct{ *Provider }

// Send keeps the message and answers as it was told.
func (c conn) Send(ctx context.Context, m channel.Outgoing) (channel.Receipt, error) {
	c.mu.Lock()
	c.sent = append(c.sent, m)
	answer := c.answer
	c.mu.Unlock()
	return answer(ctx, m)
}

// Close has nothing to end.
func (conn) Close() error { return nil }
