// Package twilio is the driver for texts through Twilio's Messages resource, API version 2010-04-01: sending, status
// callbacks and incoming texts. It is a small client of its own on net/http; it is not for Twilio's voice, its
// conversations or WhatsApp through Twilio, whose callbacks it acknowledges and leaves alone.
//
// Media are not carried yet: nothing is sent with MediaUrl, and the addresses of media that a customer sends are kept
// as text, each on a line of its own below the message.
package twilio

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"parley/internal/channel"
	"parley/internal/parley"
)

// Driver makes connections to Twilio.
type Driver struct{}

var (
	_ channel.Driver  = Driver{}
	_ channel.Webhook = (*conn)(nil)
	_ channel.Checker = (*conn)(nil)
)

// statusPath is where status callbacks arrive, below the channel's hooks.
const statusPath = "/status"

// Info describes the driver. After a crash a message is sent again, for Twilio offers no reference of ours to ask by;
// after a time-out it is left to a person, for Twilio has most likely taken it.
func (Driver) Info() channel.Info {
	return channel.Info{
		Kind:        "twilio",
		Label:       "Twilio",
		Help:        "SMS through a Twilio account. You need the account's SID, its auth token and a number or messaging service.",
		Address:     parley.Phone,
		SMS:         true,
		Starts:      true,
		TextLimit:   1600,
		AfterCrash:  channel.Resend,
		AfterTime:   channel.Stop,
		SendTimeout: 20 * time.Second,
		SenderField: "from",
		Fields: []channel.Field{
			{Name: "account_sid", Label: "Account SID", Type: channel.Text, Required: true,
				Help: "Begins with AC; on the front page of the Twilio console."},
			{Name: "auth_token", Label: "Auth token", Type: channel.Text, Required: true, Secret: true,
				Help: "The account's own token, not an API key: incoming messages are signed with it."},
			{Name: "from", Label: "From", Type: channel.Text, Required: true,
				Help: "A number such as +12025550100, a short code, a sender name, or a messaging service's SID, which begins with MG."},
			{Name: "base_url", Label: "API address", Type: channel.URL, Default: "https://api.twilio.com",
				Help: "Change it only for a regional or a test server."},
		},
		Callbacks: []channel.Callback{{Label: "A message comes in (webhook, HTTP POST)", Path: ""}},
	}
}

var (
	sid    = regexp.MustCompile(`^AC[0-9A-Za-z]+$`)
	sender = regexp.MustCompile(`^(\+[1-9][0-9]{4,14}|[0-9]{3,8}|MG[0-9A-Za-z]{32}|[0-9A-Za-z &._-]{0,10}[A-Za-z][0-9A-Za-z &._-]{0,10})$`)
)

// maxName is the length of a sender name in characters, Twilio's limit.
const maxName = 11

// Open checks the form of what only Twilio knows and makes the connection; it asks Twilio nothing.
func (Driver) Open(_ context.Context, s channel.Settings, h channel.Host) (channel.Conn, error) {
	if !sid.MatchString(s["account_sid"]) {
		return nil, invalid("account_sid", "The account SID begins with AC, followed by letters and digits.")
	}
	from := s["from"]
	if !sender.MatchString(from) || len(from) > maxName && !isNumber(from) && !isService(from) {
		return nil, invalid("from", "From must be a number such as +12025550100, a short code, a sender name of up to 11 letters and digits, or a messaging service's SID.")
	}
	base, err := url.Parse(s["base_url"])
	if err != nil || base.Host == "" || base.User != nil || base.RawQuery != "" || base.Fragment != "" {
		return nil, invalid("base_url", "The API address must be a plain one such as https://api.twilio.com.")
	}
	account := base.JoinPath("2010-04-01", "Accounts", s["account_sid"])
	return &conn{
		account:  account.String() + ".json",
		messages: account.JoinPath("Messages.json").String(),
		sid:      s["account_sid"],
		token:    s["auth_token"],
		from:     from,
		host:     h,
	}, nil
}

func invalid(field, message string) error {
	return parley.Errorf(parley.Invalid, "invalid_setting", "%s", message).At("settings." + field)
}

func isNumber(from string) bool  { return strings.HasPrefix(from, "+") }
func isService(from string) bool { return strings.HasPrefix(from, "MG") && len(from) == 34 }

// conn is one account with one sender of its own. It keeps no state but its settings.
type conn struct {
	account, messages string // whole addresses
	sid, token, from  string
	host              channel.Host
}

// Close has nothing to end.
func (c *conn) Close() error { return nil }

// Check asks Twilio for the account, which proves address, SID and token.
func (c *conn) Check(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.account, nil)
	if err != nil {
		return unmade(err)
	}
	req.SetBasicAuth(c.sid, c.token)
	answer, err := channel.Exchange(c.host.Client, req)
	if err != nil {
		return err
	}
	if !answer.OK() {
		return c.failure(answer, c.from)
	}
	return nil
}
