package twilio

import (
	"encoding/json"
	"strconv"

	"parley/internal/channel"
)

// optedOut is Twilio's code for a recipient who has written STOP (spec: channels.md section 6.4).
const optedOut = 21610

// next says what follows Twilio's code where the status alone, mostly a 400, would say something else
// (channels.md section 6.4).
var next = map[int]channel.Next{
	10001: channel.Misconfigured, // account not active
	20003: channel.Misconfigured, // SID or token wrong
	20005: channel.Misconfigured, // account not active
	21603: channel.Misconfigured, // no From and no service
	21609: channel.Misconfigured, // the status callback's address: our public address cannot be one
	30002: channel.Misconfigured, // account suspended
	14107: channel.Throttled,     // too many messages
	20429: channel.Throttled,     // too many requests
	21611: channel.Throttled,     // this sender's queue is full
	30001: channel.Throttled,     // queue overflow
	30022: channel.Throttled,     // the campaign's rate
	30017: channel.Unavailable,   // the carrier is congested
}

// badSender are the codes that no other message from the same sender would escape.
var badSender = map[int]bool{
	21212: true, // not a valid number
	21606: true, // not ours, or cannot send SMS
	21659: true, // not a Twilio number
	21660: true, // belongs to another account
	21703: true, // the messaging service has no number
	21704: true, // the messaging service has no number that can send this
	21705: true, // no such messaging service
	30024: true, // not provisioned
	30032: true, // toll-free number not verified
}

// maxWords bounds what is kept of Twilio's words, in runes.
const maxWords = 300

// failure reads an answer that is no 2xx: by Twilio's code where its body has one, else by the status.
func (c *conn) failure(a channel.Answer, from string) *channel.SendError {
	e := a.Failure(c.host.Now())
	var said struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	}
	if json.Unmarshal(a.Body, &said) != nil || said.Code == 0 {
		return e
	}
	e.Code = strconv.Itoa(said.Code)
	if said.Message != "" {
		e.Text = clip(said.Message)
	}
	if follows, ok := next[said.Code]; ok {
		e.Next = follows
	}
	switch {
	case said.Code == optedOut:
		e.Next, e.OptedOut = channel.Rejected, true
	case badSender[said.Code] && from == c.from:
		e.Next = channel.Misconfigured
	case badSender[said.Code]:
		e.Next = channel.Rejected // another of our senders; the channel's own may be well
	case e.Next == channel.Throttled:
		e.RetryAfter = a.RetryAfter(c.host.Now())
	}
	return e
}

func clip(words string) string {
	if runes := []rune(words); len(runes) > maxWords {
		return string(runes[:maxWords])
	}
	return words
}
