// Package kannel is the driver for texts through a Kannel gateway, version 1.4 (kannel.org): its sendsms interface, its
// delivery reports and the texts that its sms-service hands on. It speaks to smsbox over HTTP and knows nothing of what
// Kannel speaks to the carrier; it is no SMPP client.
package kannel

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"parley/internal/channel"
	"parley/internal/parley"
)

// Driver makes connections to Kannel gateways.
type Driver struct{}

var (
	_ channel.Driver  = Driver{}
	_ channel.Webhook = (*conn)(nil)
	_ channel.Checker = (*conn)(nil)
)

// Where Kannel calls us, below the channel's hooks.
const (
	inboundPath = "/inbound"
	reportPath  = "/dlr"
)

// The parameters of our own callbacks, with Kannel's escape for each (Kannel user guide, "Parameters"): what stands in
// kannel.conf and in every message's dlr-url.
const (
	inboundQuery = "id=%I&from=%p&to=%P&at=%T&coding=%c&charset=%C&text=%b"
	reportQuery  = "event=%d&reply=%A"
)

// Info describes the driver. After a crash a message is sent again, for Kannel cannot be asked what became of it; after
// a time-out it is left to a person, for smsbox has most likely handed it on.
func (Driver) Info() channel.Info {
	return channel.Info{
		Kind:  "kannel",
		Label: "Kannel",
		Help: "SMS through your own Kannel gateway. In its configuration give the sendsms-user concatenation = true and " +
			"max-messages = 50, or long texts are cut, and smsbox http-request-retry = 1000, or messages are lost while the hub restarts.",
		Address:     parley.Phone,
		SMS:         true,
		Starts:      true,
		TextLimit:   1600,
		AfterCrash:  channel.Resend,
		AfterTime:   channel.Stop,
		SendTimeout: 20 * time.Second,
		SenderField: "from",
		Fields: []channel.Field{
			{Name: "base_url", Label: "Gateway address", Type: channel.URL, Required: true,
				Help: "Where smsbox takes messages (its sendsms-port), such as http://127.0.0.1:13013, without /cgi-bin/sendsms."},
			{Name: "username", Label: "Username", Type: channel.Text, Required: true,
				Help: "Of a sendsms-user in Kannel's configuration."},
			{Name: "password", Label: "Password", Type: channel.Text, Required: true, Secret: true},
			{Name: "from", Label: "From", Type: channel.Text, Required: true,
				Help: "Our number, such as +12025550100, a short code, or a sender name."},
			{Name: "callback_token", Label: "Callback token", Type: channel.Generated,
				Help: "Shows that a callback comes from your gateway. It is part of the addresses below."},
		},
		Callbacks: []channel.Callback{
			{Label: "Incoming messages: get-url of the sms-service with keyword = default, catch-all = true and max-messages = 0",
				Path: inboundPath, Query: "token={callback_token}&" + inboundQuery},
			{Label: "Delivery reports: sent with every message, nothing to paste",
				Path: reportPath, Query: "token={callback_token}&" + reportQuery},
		},
	}
}

// Open checks the form of the settings and makes the connection; it asks Kannel nothing.
func (Driver) Open(_ context.Context, s channel.Settings, h channel.Host) (channel.Conn, error) {
	base, err := url.Parse(s["base_url"])
	if err != nil || base.Host == "" || base.User != nil || base.RawQuery != "" || base.Fragment != "" {
		return nil, invalid("base_url", "The gateway address must be a plain one such as http://127.0.0.1:13013.")
	}
	if strings.HasSuffix(strings.TrimRight(base.Path, "/"), sendsms) {
		return nil, invalid("base_url", "Leave "+sendsms+" out of the gateway address.")
	}
	if strings.ContainsFunc(s["from"], unicode.IsControl) {
		return nil, invalid("from", "From must be a number such as +12025550100, a short code or a name.")
	}
	return &conn{
		sendsms:  base.JoinPath(sendsms),
		username: s["username"],
		password: s["password"],
		from:     s["from"],
		token:    s["callback_token"],
		host:     h,
	}, nil
}

func invalid(field, message string) error {
	return parley.Errorf(parley.Invalid, "invalid_setting", "%s", message).At("settings." + field)
}

// conn is one sendsms-user of one gateway. It keeps no state but its settings.
type conn struct {
	sendsms            *url.URL
	username, password string
	from               string
	token              string // what the gateway's callbacks must carry
	host               channel.Host
}

// Close has nothing to end.
func (c *conn) Close() error { return nil }

// Check asks for a message to nobody: Kannel looks at the log-in first and then misses the receiver. Nothing is sent.
func (c *conn) Check(ctx context.Context) error {
	answer, err := c.ask(ctx, url.Values{"from": {c.from}})
	switch {
	case err != nil:
		return err
	case answer.Status == http.StatusBadRequest && strings.HasPrefix(string(answer.Body), "Missing receiver"):
		return nil
	case answer.OK(), answer.Status == http.StatusBadRequest:
		return &channel.SendError{Next: channel.Misconfigured, Code: "not_kannel",
			Text: "Something answers at the gateway address, but not as Kannel's sendsms does."}
	}
	return c.failure(answer)
}
