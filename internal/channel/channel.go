// Package channel is the contract between the hub and the code for one kind of channel, a driver. A driver is a
// folder below this one and a line in channel/all; it knows a provider's wire form and nothing of conversations,
// contacts or the database. It is not where configured channels live: that is package switchboard.
package channel

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"parley/internal/parley"
)

// Driver is the code for one kind of channel.
type Driver interface {
	// Info describes the driver. It is a constant of the program: no I/O, the same at every call.
	Info() Info
	// Open makes a connection with checked settings. It does no network I/O that can hang: a provider that is
	// down must not keep the hub from starting. An error means that the settings cannot work.
	Open(ctx context.Context, s Settings, h Host) (Conn, error)
}

// Conn is one open channel. Its methods may be called concurrently.
type Conn interface {
	// Send hands one message to the provider and returns when the provider has answered. A failure is a
	// *SendError; any other error counts as Unknown.
	Send(ctx context.Context, m Outgoing) (Receipt, error)
	// Close ends it; a Send under way may still finish within the context that it was given.
	Close() error
}

// Info is what a driver says of itself; forms, docs, validation and the redaction of secrets are made from it.
type Info struct {
	Kind        string             // in the database and the API: "twilio"
	Label       string             // for people: "Twilio"
	Help        string             // one or two sentences for who sets it up
	Address     parley.AddressKind // whom it reaches
	SMS         bool               // its texts are SMS: segments, regions, keywords and opt-in apply
	Starts      bool               // may write first (false: the contact must have written)
	Simulated   bool               // nothing leaves this machine: it works in test mode too
	TextLimit   int                // runes; 0 = none
	AfterCrash  Unresolved         // when our process died between Send and its answer
	AfterTime   Unresolved         // when the provider did not answer in time
	SendTimeout time.Duration      // how long a Send may take
	Fields      []Field            // its own settings; the common ones (rate, window …) are the hub's
	// SenderField names the setting that holds our own address on the channel (a phone number, a mailbox).
	SenderField string
	// Callbacks are the hook paths that the operator pastes at the provider, with a label each; "" is the
	// channel's own URL. Kept here so that the settings page can show whole URLs.
	Callbacks []Callback
}

// Callback is one URL to paste at the provider.
type Callback struct {
	Label string // "Incoming messages"
	Path  string // below /hooks/{channel_id}; "" or "/inbound"
	// Query is appended as it is, after the fields named in it in braces are filled in: "token={callback_token}&to=%P".
	Query string
}

// Unresolved says what becomes of a message whose outcome nobody knows (design: architecture.md section 2).
type Unresolved string

// The rules for an unknown outcome.
const (
	Lookup Unresolved = "lookup" // ask the provider by our reference (the driver has the power Lookuper)
	Resend Unresolved = "resend" // send again, marked maybe_doubled
	Stop   Unresolved = "stop"   // failed with outcome_unknown; a person decides
)

// Outgoing is one message on its way to a provider.
type Outgoing struct {
	ID       parley.ID // our id: the reference for receipts
	From     string    // our address on the channel; empty = the channel's own default
	To       string    // the address's value
	Text     string
	Callback string // absolute URL below /hooks/{channel_id}/status that carries our id; for receipts
	Attempt  int    // 1 for the first
}

// Receipt is a provider's answer to Send.
type Receipt struct {
	ProviderID string       // empty where the provider gives none
	State      parley.State // Sent, or further where the provider says so at once
}

// Host is what the hub gives to an open channel.
type Host struct {
	ChannelID parley.ID
	// BaseURL is the hub's public address of this channel's hooks, without a slash at the end:
	// https://hub.example/hooks/{channel_id}
	BaseURL string
	// Client makes outgoing HTTP requests. It refuses private addresses unless the operator allows them and
	// follows no redirects.
	Client *http.Client
	// Dial opens other outgoing connections under the same rule.
	Dial func(ctx context.Context, network, address string) (ReadWriteCloser, error)
	Log  *slog.Logger
	Now  func() time.Time
	// Receive takes in what a customer sent. It returns after the commit; a message that was taken in before is
	// no error. On an error the driver must not acknowledge to the provider.
	Receive func(ctx context.Context, in Incoming) error
	// Report takes in what a provider says of a message sent earlier, on the same terms as Receive.
	Report func(ctx context.Context, r Report) error
}

// ReadWriteCloser is what Dial gives: a net.Conn seen through the methods that a driver needs.
type ReadWriteCloser interface {
	Read(p []byte) (int, error)
	Write(p []byte) (int, error)
	Close() error
	SetDeadline(t time.Time) error
}

// Incoming is one message of a customer.
type Incoming struct {
	ProviderID string    // the key by which repeats are recognised; required
	From       string    // the customer's address as the provider gives it
	To         string    // our address, as the provider gives it; empty = the channel's own
	Text       string    // any bytes; the hub makes it valid UTF-8
	At         time.Time // when the provider says it was sent; zero = now
	Name       string    // the customer's name where the provider knows it
	// Keyword is STOP, START or HELP where the provider has recognised and answered the text itself
	// (Twilio's OptOutType); the hub then records consent and sends no answer of its own.
	Keyword string
}

// Report is what a provider says of a message. It is matched by MessageID where there is one, else by ProviderID.
type Report struct {
	MessageID  parley.ID
	ProviderID string
	State      parley.State // Sent, Delivered, Read or Failed
	Code       string       // the provider's error code, with Failed
	Text       string       // the provider's words for it
	OptedOut   bool         // the failure says that the customer has opted out
}
