package twilio

import (
	"context"
	"errors"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"parley/internal/channel"
)

// Hook takes incoming texts at the channel's own address and status callbacks below it. It is answered with an empty
// TwiML document, which tells Twilio to say nothing to the customer.
func (c *conn) Hook(ctx context.Context, r channel.HookRequest) channel.HookReply {
	if r.Path != "" && r.Path != statusPath {
		return refuse(http.StatusNotFound)
	}
	if r.Method != http.MethodPost {
		return refuse(http.StatusMethodNotAllowed)
	}
	params, err := c.authenticate(r)
	if err != nil {
		c.host.Log.WarnContext(ctx, "callback refused", slog.String("path", r.Path), slog.String("reason", err.Error()))
		return refuse(http.StatusForbidden)
	}
	if r.Path == statusPath {
		err = c.takeStatus(ctx, params, r.Query)
	} else {
		err = c.takeMessage(ctx, params)
	}
	if err != nil {
		// The hub knows more of it than its error should tell a log of callbacks.
		c.host.Log.ErrorContext(ctx, "callback not taken in", slog.String("path", r.Path), slog.Any("error", err))
		return refuse(http.StatusServiceUnavailable)
	}
	return channel.HookReply{Status: http.StatusOK, ContentType: "text/xml; charset=utf-8", Body: "<Response/>"}
}

func refuse(status int) channel.HookReply {
	return channel.HookReply{Status: status, ContentType: "text/plain; charset=utf-8", Body: http.StatusText(status) + "\n"}
}

// authenticate checks the signature over what has arrived, whatever that is, and gives the parameters of a form. Another
// kind of body has none; its hash must be in the address where Twilio signs it at all.
func (c *conn) authenticate(r channel.HookRequest) (url.Values, error) {
	params := url.Values{}
	hash, byHash := r.Query.Get("bodySHA256"), r.Query.Has("bodySHA256")
	if isForm(r.Header) && !byHash {
		var err error
		if params, err = url.ParseQuery(string(r.Body)); err != nil {
			return nil, errors.New("the form cannot be read")
		}
	}
	if !signed(c.token, r.Header.Get("X-Twilio-Signature"), r.URL, params) {
		return nil, errors.New("the signature does not match: check the auth token and the hub's public address")
	}
	if byHash && !hashed(r.Body, hash) {
		return nil, errors.New("the body does not match its hash")
	}
	return params, nil
}

func isForm(h http.Header) bool {
	mediaType, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	return err == nil && mediaType == "application/x-www-form-urlencoded"
}

// maxMedia is the number of media that one message carries at most, Twilio's limit.
const maxMedia = 10

// keywords are the values of OptOutType: Twilio has recognised the text and answered it.
var keywords = map[string]bool{"STOP": true, "START": true, "HELP": true}

// takeMessage hands an incoming text to the hub. What is no text, or came by another way than the phone network, is
// left alone: Twilio would call again and again for something that we shall never understand.
func (c *conn) takeMessage(ctx context.Context, p url.Values) error {
	in := channel.Incoming{ProviderID: messageID(p), From: p.Get("From"), To: p.Get("To"), Text: text(p), Name: p.Get("ProfileName")}
	if in.ProviderID == "" || in.From == "" || p.Has("MessageStatus") {
		c.host.Log.InfoContext(ctx, "callback of another type left alone")
		return nil
	}
	if strings.Contains(in.From, ":") { // "whatsapp:+1…", "messenger:…", "rcs:…"
		c.host.Log.WarnContext(ctx, "this channel takes texts only; message left alone", slog.String("provider_id", in.ProviderID))
		return nil
	}
	if keyword := p.Get("OptOutType"); keywords[keyword] {
		in.Keyword = keyword
	}
	return c.host.Receive(ctx, in)
}

func messageID(p url.Values) string {
	if id := p.Get("MessageSid"); id != "" {
		return id
	}
	return p.Get("SmsSid") // its older name
}

// text gives the message and below it the addresses of its media, a line each.
func text(p url.Values) string {
	var lines []string
	if body := p.Get("Body"); body != "" {
		lines = append(lines, body)
	}
	for i := range maxMedia {
		if media := p.Get("MediaUrl" + strconv.Itoa(i)); media != "" {
			lines = append(lines, media)
		}
	}
	return strings.Join(lines, "\n")
}
