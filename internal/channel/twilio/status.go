package twilio

import (
	"cmp"
	"context"
	"log/slog"
	"net/url"
	"strconv"

	"parley/internal/channel"
	"parley/internal/parley"
)

// states are Twilio's words for a message on its way out (spec: channels.md section 6.1), in ours. One that is new to us
// changes nothing.
var states = map[string]parley.State{
	"accepted":            parley.Sent,
	"scheduled":           parley.Sent,
	"queued":              parley.Sent,
	"sending":             parley.Sent,
	"sent":                parley.Sent,
	"partially_delivered": parley.Sent,
	"delivered":           parley.Delivered,
	"read":                parley.Read,
	"undelivered":         parley.Failed,
	"failed":              parley.Failed,
	"canceled":            parley.Failed,
}

// takeStatus hands a status callback to the hub. Callbacks come in any order and more than once: the hub sees to that.
func (c *conn) takeStatus(ctx context.Context, p, query url.Values) error {
	word := cmp.Or(p.Get("MessageStatus"), p.Get("SmsStatus"))
	state, known := states[word]
	r := channel.Report{ProviderID: messageID(p), State: state}
	if id := parley.ID(query.Get("m")); id.Valid() {
		r.MessageID = id
	}
	if !known || r.ProviderID == "" && r.MessageID == "" {
		c.host.Log.InfoContext(ctx, "status callback left alone", slog.String("status", clip(word)))
		return nil
	}
	if state == parley.Failed {
		r.Code = cmp.Or(p.Get("ErrorCode"), word)
		r.Text = clip(p.Get("ErrorMessage"))
		r.OptedOut = r.Code == strconv.Itoa(optedOut)
	}
	return c.host.Report(ctx, r)
}
