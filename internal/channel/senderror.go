package channel

import (
	"errors"
	"fmt"
	"time"
)

// Next says what the hub does after a Send that failed.
type Next string

// What can follow a failure.
const (
	Misconfigured Next = "misconfigured" // pause the channel, tell the operator; the message stays pending
	Rejected      Next = "rejected"      // this message will never go
	Throttled     Next = "throttled"     // wait RetryAfter; never counts as a failure
	Unavailable   Next = "unavailable"   // surely not sent: try again with back-off
	Unknown       Next = "unknown"       // perhaps sent: the driver's AfterTime rule decides
)

// SendError is the only error that Conn.Send returns: what to do next, and why.
type SendError struct {
	Next       Next
	Code       string        // the provider's code
	Text       string        // the provider's words, or ours; never a secret, never the message's text
	RetryAfter time.Duration // with Throttled; 0 = the hub's own back-off
	OptedOut   bool          // with Rejected: also write the opt-out to the consent ledger
	Err        error         // the cause, for the log
}

// Error gives what follows, the provider's code and its words.
func (e *SendError) Error() string {
	return fmt.Sprintf("%s: %s %s", e.Next, e.Code, e.Text)
}

// Unwrap gives the cause.
func (e *SendError) Unwrap() error { return e.Err }

// AsSendError gives the *SendError in err's chain; an error that is none becomes Unknown, the careful reading.
func AsSendError(err error) *SendError {
	var se *SendError
	if errors.As(err, &se) {
		return se
	}
	return &SendError{Next: Unknown, Code: "", Text: err.Error(), Err: err}
}
