// Package gate is the one function that says of every outbound message: allow, hold until, or refuse and why. It
// decides inside the transaction that inserts the message and again when the message is claimed, so it is pure: the
// facts are read by who asks. It is not where consent is kept (package consent), nor does it send.
package gate

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"parley/internal/parley"
)

// Facts are all that a decision depends on.
type Facts struct {
	Now     time.Time
	Purpose parley.Purpose

	TestMode bool // nothing may leave, and by this channel it would

	ChannelEnabled bool
	SMS            bool     // the channel's texts are SMS
	Starts         bool     // the channel may write first
	RequireOptIn   bool     // the channel asks for an opt-in for conversational texts too
	Regions        []string // where the channel may send to, ISO 3166-1 alpha-2; empty = anywhere

	ValidAddress bool
	Region       string // of the address; "" = not known
	SMSCapable   bool   // false: every type that the number has says that it takes no SMS
	OptedOut     bool   // of the purpose
	OptedIn      bool   // to the purpose

	// Of a confirmation: when the keyword came that it answers, and whether that was answered before.
	KeywordAt time.Time
	Answered  bool
}

// Verdict is what the gate says.
type Verdict string

// The verdicts.
const (
	Allow  Verdict = "allow"
	Hold   Verdict = "hold"
	Refuse Verdict = "refuse"
)

// Decision is a verdict with its reason: a code for programs and a sentence for people.
type Decision struct {
	Verdict Verdict
	Code    string
	Text    string
	Until   time.Time // with Hold
}

// Error is the refusal as who asked is told it, and nil for the other verdicts.
func (d Decision) Error() error {
	if d.Verdict != Refuse {
		return nil
	}
	return parley.Errorf(parley.Invalid, d.Code, "%s", d.Text)
}

// ConfirmWithin is how long after a keyword its one confirmation may go out (47 CFR 64.1200(a)(12); channels.md 8.1).
const ConfirmWithin = 5 * time.Minute

// Decide judges one message. The first rule that objects is the one that is told.
func Decide(f Facts) Decision {
	for _, rule := range []func(Facts) *Decision{testRule, channelRule, addressRule, confirmationRule, consentRule} {
		if d := rule(f); d != nil {
			return *d
		}
	}
	return Decision{Verdict: Allow}
}

func refuse(code, format string, args ...any) *Decision {
	return &Decision{Verdict: Refuse, Code: code, Text: fmt.Sprintf(format, args...)}
}

// testRule lets nothing leave in test mode (spec: sonar-isp.md section 5.10).
func testRule(f Facts) *Decision {
	if f.TestMode {
		return refuse("test_mode", "Parley is in test mode: nothing leaves. An administrator can end it in the settings.")
	}
	return nil
}

func channelRule(f Facts) *Decision {
	if !f.ChannelEnabled {
		return refuse("channel_disabled", "The channel is switched off. Switch it on in its settings, or choose another.")
	}
	return nil
}

func addressRule(f Facts) *Decision {
	switch {
	case !f.ValidAddress:
		return refuse("invalid_number", "This is not a number that can be dialled. Check it, and write it with its country code if it is abroad.")
	case f.SMS && !f.SMSCapable:
		return refuse("not_sms_capable", "The type of this number says that it takes no texts. Choose another number, or change its type.")
	case f.SMS && len(f.Regions) > 0 && !slices.Contains(f.Regions, f.Region):
		return refuse("region_not_supported", "The channel sends to %s only.", strings.Join(f.Regions, ", "))
	}
	return nil
}

// confirmationRule lets the one answer to a keyword pass, opted out or not.
func confirmationRule(f Facts) *Decision {
	if f.Purpose != parley.Confirmation {
		return nil
	}
	switch {
	case f.Answered:
		return refuse("confirmation_used", "The keyword has been answered already.")
	case f.KeywordAt.IsZero() || f.Now.Sub(f.KeywordAt) > ConfirmWithin:
		return refuse("confirmation_late", "The keyword came more than five minutes ago; it may not be answered any more.")
	}
	return &Decision{Verdict: Allow}
}

func consentRule(f Facts) *Decision {
	needsOptIn := f.Purpose != parley.Conversational || f.RequireOptIn
	switch {
	case f.OptedOut:
		return refuse("opted_out", "The customer has opted out of texts to this number. Only the customer can come back, by texting START.")
	case needsOptIn && !f.OptedIn:
		return refuse("not_opted_in", "The customer has not agreed to messages of this kind. Record the opt-in on the contact first.")
	}
	return nil
}
