package kannel

import (
	"context"
	"crypto/subtle"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"parley/internal/channel"
)

// Hook takes texts and delivery reports. The answer's body is empty: whatever Kannel got as an answer to a text it
// would send to the customer.
func (c *conn) Hook(ctx context.Context, r channel.HookRequest) channel.HookReply {
	if r.Path != inboundPath && r.Path != reportPath {
		return channel.HookReply{Status: http.StatusNotFound}
	}
	if r.Method != http.MethodGet && r.Method != http.MethodPost {
		return channel.HookReply{Status: http.StatusMethodNotAllowed}
	}
	p := params(r)
	if !c.authentic(p) {
		c.host.Log.WarnContext(ctx, "callback without the channel's token refused", slog.String("path", r.Path))
		return channel.HookReply{Status: http.StatusForbidden}
	}
	status := http.StatusOK
	var err error
	if r.Path == reportPath {
		err = c.takeReport(ctx, p)
	} else {
		status, err = c.takeMessage(ctx, p)
	}
	if err != nil {
		c.host.Log.ErrorContext(ctx, "callback not taken in", slog.String("path", r.Path), slog.Any("error", err))
		status = http.StatusServiceUnavailable
	}
	return channel.HookReply{Status: status}
}

// params gives what a callback says: get-url and post-url both fill in the address; of a form's values those count that
// the address does not have. Another kind of body is the text once more, as post-url sends it.
func params(r channel.HookRequest) url.Values {
	mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || mediaType != "application/x-www-form-urlencoded" {
		return r.Query
	}
	form, _ := url.ParseQuery(string(r.Body)) // what cannot be read is left out, as net/http does with the address
	for name, values := range r.Query {
		form[name] = values
	}
	return form
}

// authentic compares the token in constant time. A channel without a token takes no callbacks.
func (c *conn) authentic(p url.Values) bool {
	return c.token != "" && subtle.ConstantTimeCompare([]byte(p.Get("token")), []byte(c.token)) == 1
}

// takeMessage hands a customer's text to the hub. A callback without an id or a sender comes from an address that was
// pasted in part; it is refused, so that it shows in Kannel's log too.
func (c *conn) takeMessage(ctx context.Context, p url.Values) (status int, err error) {
	in := channel.Incoming{
		ProviderID: p.Get("id"),
		From:       p.Get("from"),
		To:         p.Get("to"),
		Text:       readText(p.Get("text"), p.Get("coding"), p.Get("charset")),
		At:         readTime(p.Get("at")),
	}
	if in.ProviderID == "" || in.From == "" {
		c.host.Log.WarnContext(ctx, "incoming message without an id or a sender refused: paste the whole address into get-url")
		return http.StatusBadRequest, nil
	}
	return http.StatusOK, c.host.Receive(ctx, in)
}

// readTime reads %T, seconds since 1970; what cannot be read is no time.
func readTime(epoch string) time.Time {
	seconds, err := strconv.ParseUint(epoch, 10, 32)
	if err != nil || seconds == 0 {
		return time.Time{}
	}
	return time.Unix(int64(seconds), 0).UTC()
}
