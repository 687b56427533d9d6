package channel

import (
	"context"
	"net/http"
	"net/url"
)

// Webhook is the power of a Conn to take a provider's HTTP callbacks below /hooks/{channel_id}. The hub has read the
// body under its cap; nothing of it has been parsed, so signatures can be checked on the raw bytes.
type Webhook interface {
	Hook(ctx context.Context, r HookRequest) HookReply
}

// HookRequest is one callback.
type HookRequest struct {
	Method string
	Path   string // below /hooks/{channel_id}: "" or "/status"
	URL    string // the whole public URL as the provider was told it: Host.BaseURL + path + "?" + raw query
	Query  url.Values
	Header http.Header
	Body   []byte
}

// HookReply is the answer to a callback. A 2xx says that what it brought is committed.
type HookReply struct {
	Status      int
	ContentType string
	Body        string
}

// Listener is the power to read in the background for as long as the channel is open: SMPP, IMAP, polling. Listen
// returns when ctx ends; an error makes the hub call it again after a back-off.
type Listener interface {
	Listen(ctx context.Context) error
}

// Checker is the power to test the settings against the provider ("Test connection").
type Checker interface {
	Check(ctx context.Context) error
}

// Lookuper is the power to ask the provider what became of a message, by our reference.
type Lookuper interface {
	Lookup(ctx context.Context, m Outgoing) (Receipt, error)
}
