package kannel

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strings"

	"parley/internal/channel"
	"parley/internal/gsm"
	"parley/internal/parley"
)

// sendsms is the path of the interface, Kannel's default for sendsms-url.
const sendsms = "/cgi-bin/sendsms"

// The data codings of a message (Kannel user guide, "SMS Push").
const (
	codingGSM  = "0"
	codingUCS2 = "2"
)

// allEvents is the dlr-mask that asks for every event.
const allEvents = "31"

// Send pushes one message to smsbox. Its 202 counts as sent, also where Kannel keeps the message until the carrier's
// link is up ("3: Queued for later delivery"). Kannel names no id; receipts carry ours.
func (c *conn) Send(ctx context.Context, m channel.Outgoing) (channel.Receipt, error) {
	if !isNumber(m.To) {
		return channel.Receipt{}, &channel.SendError{Next: channel.Rejected, Code: "invalid_receiver",
			Text: "The receiver must be a telephone number."}
	}
	answer, err := c.ask(ctx, url.Values{
		"from":     {cmp.Or(m.From, c.from)},
		"to":       {m.To},
		"text":     {m.Text},
		"charset":  {"UTF-8"},
		"coding":   {coding(m.Text)},
		"dlr-mask": {allEvents},
		"dlr-url":  {c.reportURL(m.ID)},
	})
	if err != nil {
		return channel.Receipt{}, err
	}
	if !answer.OK() {
		return channel.Receipt{}, c.failure(answer)
	}
	return channel.Receipt{State: parley.Sent}, nil
}

// ask makes one request as our sendsms-user. Its address holds the password and the text: it goes into no log and no
// error.
func (c *conn) ask(ctx context.Context, params url.Values) (channel.Answer, error) {
	params.Set("username", c.username)
	params.Set("password", c.password)
	address := *c.sendsms
	address.RawQuery = params.Encode()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return channel.Answer{}, &channel.SendError{Next: channel.Misconfigured, Code: "bad_request",
			Text: "The request to Kannel could not be made. Check the gateway address."}
	}
	return channel.Exchange(c.host.Client, req)
}

// isNumber reports whether to is one number. Kannel takes blanks for the gap between receivers: what is no number could
// otherwise become two messages.
func isNumber(to string) bool {
	digits := strings.TrimPrefix(to, "+")
	return digits != "" && strings.Trim(digits, "0123456789") == ""
}

// coding gives the data coding that carries the text. Left to itself Kannel takes the GSM alphabet and puts a question
// mark for what it does not have.
func coding(text string) string {
	if gsm.Count(text).Encoding == gsm.GSM7 {
		return codingGSM
	}
	return codingUCS2
}

// reportURL is where Kannel tells what became of a message: our id and the token in clear, Kannel's escapes for the
// rest. A percent sign of ours is doubled, so that Kannel takes it for one and not for an escape.
func (c *conn) reportURL(id parley.ID) string {
	ours := c.host.BaseURL + reportPath + "?" + url.Values{"m": {string(id)}, "token": {c.token}}.Encode()
	return strings.ReplaceAll(ours, "%", "%%") + "&" + reportQuery
}

// refusal is an answer of Kannel that says more than its status.
type refusal struct {
	status int
	begins string // Kannel's words (gw/smsbox.c)
	means  channel.SendError
}

// refusals are looked through in order. Words that are not among them are not passed on: a proxy's error page may show
// the request, and in it the password.
var refusals = []refusal{
	{http.StatusForbidden, "Not routable", channel.SendError{Next: channel.Rejected, Code: "not_routable",
		Text: "Kannel has no carrier for this number."}},
	{http.StatusForbidden, "", channel.SendError{Next: channel.Misconfigured, Code: "forbidden",
		Text: "Kannel refuses the username, the password or our address (user-allow-ip)."}},
	{http.StatusBadRequest, "Sender missing", channel.SendError{Next: channel.Misconfigured, Code: "sender_missing",
		Text: "Kannel wants a sender: fill in From."}},
	{http.StatusBadRequest, "DLR-URL field misformed", channel.SendError{Next: channel.Misconfigured, Code: "bad_dlr_url",
		Text: "Kannel does not take the hub's public address for delivery reports."}},
	{http.StatusBadRequest, "Number(s) has/have been denied", channel.SendError{Next: channel.Rejected, Code: "denied",
		Text: "Kannel's white or black list denies this number."}},
	{http.StatusBadRequest, "Charset or body misformed", channel.SendError{Next: channel.Rejected, Code: "bad_text",
		Text: "Kannel cannot read the text."}},
	{http.StatusServiceUnavailable, "Temporal failure", channel.SendError{Next: channel.Unavailable, Code: "busy",
		Text: "Kannel takes no more messages for the moment."}},
}

// failure reads an answer that is no 2xx: by Kannel's words where they are known, else by the status.
func (c *conn) failure(answer channel.Answer) *channel.SendError {
	for _, r := range refusals {
		if answer.Status == r.status && strings.HasPrefix(string(answer.Body), r.begins) {
			failure := r.means
			return &failure
		}
	}
	return answer.Failure(c.host.Now())
}
