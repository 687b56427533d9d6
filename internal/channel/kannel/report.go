package kannel

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"parley/internal/channel"
	"parley/internal/parley"
)

// events maps Kannel's delivery events (%d; Kannel user guide, "Delivery Reports") to states. 4, "buffered", says that
// the carrier keeps trying: nothing that the sender of a text would do anything about.
var events = map[string]parley.State{
	"1":  parley.Delivered, // to the handset
	"2":  parley.Failed,    // not to the handset
	"8":  parley.Sent,      // the carrier has it
	"16": parley.Failed,    // the carrier, or Kannel itself, refused it
}

// takeReport tells the hub what became of a message. An event or a message that is not ours changes nothing, and Kannel
// must not call again for it.
func (c *conn) takeReport(ctx context.Context, p url.Values) error {
	id, state := parley.ID(p.Get("m")), events[p.Get("event")]
	if state == "" {
		return nil
	}
	if !id.Valid() {
		c.host.Log.InfoContext(ctx, "delivery report without a message of ours left alone")
		return nil
	}
	report := channel.Report{MessageID: id, State: state}
	if state == parley.Failed {
		report.Code, report.Text = readReply(p.Get("reply"))
	}
	return c.host.Report(ctx, report)
}

// Kannel's own refusal, "NACK/0x0000000b/Invalid Destination Address" or "NACK/no SMSC", and what to take out of a
// carrier's receipt, "id:1 sub:001 dlvrd:000 submit date:… done date:… stat:UNDELIV err:011 text:Hello" (SMPP 3.4
// appendix B; carriers vary in case and order).
var (
	nack        = regexp.MustCompile(`(?s)^NACK/(?:(0x[0-9A-Fa-f]{1,8})/?)?(.*)$`)
	receiptStat = regexp.MustCompile(`(?i)\bstat:\s*([A-Z]{1,16})`)
	receiptErr  = regexp.MustCompile(`(?i)\berr:\s*([0-9A-Z]{1,16})`)
	receiptText = regexp.MustCompile(`(?is)\btext:.*$`)
)

// maxReply bounds the provider's words, in bytes.
const maxReply = 200

// readReply reads %A, the carrier's or Kannel's words for a failure, into a code and a text. The beginning of the
// message, with which a receipt ends, is left out first: it is no word of the carrier's.
func readReply(reply string) (code, text string) {
	if m := nack.FindStringSubmatch(reply); m != nil {
		return m[1], clean(m[2])
	}
	reply = receiptText.ReplaceAllString(reply, "")
	if m := receiptErr.FindStringSubmatch(reply); m != nil {
		code = m[1]
	}
	if m := receiptStat.FindStringSubmatch(reply); m != nil {
		return code, strings.ToUpper(m[1])
	}
	return code, clean(reply)
}

// clean makes strangers' bytes fit for people: valid, short, no ends of line.
func clean(words string) string {
	words = strings.Join(strings.Fields(strings.ToValidUTF8(words, "\uFFFD")), " ")
	for len(words) > maxReply {
		_, size := utf8.DecodeLastRuneInString(words)
		words = words[:len(words)-size]
	}
	return words
}
