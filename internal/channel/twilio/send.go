package twilio

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"parley/internal/channel"
	"parley/internal/parley"
)

// Send creates a message resource. Any 2xx counts as sent, whatever status Twilio's own word for it is; what comes
// after arrives by the status callback, which every message asks for.
func (c *conn) Send(ctx context.Context, m channel.Outgoing) (channel.Receipt, error) {
	from := cmp.Or(m.From, c.from)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.messages, strings.NewReader(form(m, from).Encode()))
	if err != nil {
		return channel.Receipt{}, unmade(err)
	}
	req.SetBasicAuth(c.sid, c.token)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	answer, err := channel.Exchange(c.host.Client, req)
	if err != nil {
		return channel.Receipt{}, err
	}
	if !answer.OK() {
		return channel.Receipt{}, c.failure(answer, from)
	}
	return channel.Receipt{ProviderID: messageSID(answer.Body), State: parley.Sent}, nil
}

func form(m channel.Outgoing, from string) url.Values {
	f := url.Values{"To": {m.To}, "Body": {m.Text}}
	if isService(from) {
		f.Set("MessagingServiceSid", from)
	} else {
		f.Set("From", from)
	}
	if m.Callback != "" {
		f.Set("StatusCallback", m.Callback)
	}
	return f
}

// maxSID bounds what is believed to be a SID; real ones have 34 characters.
const maxSID = 64

// messageSID reads the id out of a created message. An answer that cannot be read has none; the receipts then match by
// our own id.
func messageSID(body []byte) string {
	var created struct {
		SID string `json:"sid"`
	}
	if json.Unmarshal(body, &created) != nil || len(created.SID) > maxSID {
		return ""
	}
	return created.SID
}

// unmade is a request that could not even be made: an address that Open should have refused.
func unmade(err error) *channel.SendError {
	return &channel.SendError{Next: channel.Misconfigured, Code: "bad_request", Text: "The request to Twilio could not be made.", Err: err}
}
