package simulator

import (
	"strings"
	"time"

	"parley/internal/channel"
	"parley/internal/parley"
)

// help tells the numbers below to who sets the channel up.
const help = "Numbers that end in one of these fail on purpose: 999 0404 unreachable, 999 0610 opted out, 999 0429 asked to wait once, " +
	"999 0500 provider down, 999 0408 no answer, 999 0401 log-in refused, 999 0300 not delivered; 999 0202 stays sent, 999 0200 is read."

// outcome is what becomes of a message: refused, or sent and then reported on.
type outcome struct {
	refused *channel.SendError
	reports []channel.Report
}

var (
	delivered = outcome{reports: []channel.Report{{State: parley.Delivered}}}
	throttled = outcome{refused: &channel.SendError{Next: channel.Throttled, Code: "429", Text: "Too many messages.", RetryAfter: 2 * time.Second}}
)

// throttledNumber is asked to wait once a message.
const throttledNumber = "9990429"

// outcomes are the numbers with a fate of their own, by their last seven digits: 999 and, where one fits, the HTTP
// status that means the same. They are seven, and not of the exchange 555, so that the made-up numbers of tests and demonstrations do not run into them.
var outcomes = map[string]outcome{
	"9990404": {refused: &channel.SendError{Next: channel.Rejected, Code: "unreachable", Text: "The number cannot be reached."}},
	"9990610": {refused: &channel.SendError{Next: channel.Rejected, Code: "opted_out", Text: "The recipient has opted out.", OptedOut: true}},
	"9990500": {refused: &channel.SendError{Next: channel.Unavailable, Code: "500", Text: "The provider is down."}},
	"9990408": {refused: &channel.SendError{Next: channel.Unknown, Code: "no_answer", Text: "The provider did not answer."}},
	"9990401": {refused: &channel.SendError{Next: channel.Misconfigured, Code: "401", Text: "The provider refuses the log-in."}},
	"9990300": {reports: []channel.Report{{State: parley.Failed, Code: "30003", Text: "The handset cannot be reached."}}},
	"9990202": {},
	"9990200": {reports: []channel.Report{{State: parley.Delivered}, {State: parley.Read}}},
}

// outcome says what becomes of m.
func (c *conn) outcome(m channel.Outgoing) outcome {
	last := m.To[max(0, len(m.To)-len(throttledNumber)):]
	if !strings.HasPrefix(last, "999") {
		return delivered
	}
	if last == throttledNumber && c.first(m.ID) {
		return throttled
	}
	if own, ok := outcomes[last]; ok {
		return own
	}
	return delivered
}

// first reports whether the message comes for the first time, and then forgets the answer: the third is a first again.
func (c *conn) first(id parley.ID) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.asked[id] {
		delete(c.asked, id)
		return false
	}
	if len(c.asked) >= maxThrottled {
		clear(c.asked) // some never came again; who comes again is asked once more
	}
	c.asked[id] = true
	return true
}
