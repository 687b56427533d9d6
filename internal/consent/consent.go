// Package consent keeps what an address has agreed to: a ledger by purpose, to which lines are only ever added, and
// the words with which customers write in it themselves (STOP, START, HELP). It tells who may be written to; it is not
// what stops a message (package gate), and it sends no confirmation (package inbox).
package consent

import (
	"parley/internal/parley"
)

// None is the state of an address that has said nothing of a purpose.
const None parley.ConsentState = "none"

// Who or what wrote a line of the ledger: parley.ConsentEntry.Source.
const (
	SourceKeyword  = "keyword"  // the customer, by a word in a text
	SourceProvider = "provider" // the carrier or provider: error 21610, OptOutType
	SourceUser     = "user"     // one of our own users
	SourceAPI      = "api"      // a program
)

// purposes are what consent is given for, in the order of Standing.
var purposes = [...]parley.Purpose{parley.Conversational, parley.Notification, parley.Marketing}

// Standing is what an address has agreed to by now. The zero value is that of an address which never said anything.
type Standing struct {
	answers [len(purposes)]answer
}

// answer is the standing of one purpose.
type answer struct {
	state      parley.ConsentState // "" = none
	byCustomer bool                // the opt-out came from the customer: nobody else may lift it
}

// Fold reads a ledger, the oldest line first. An entry without a purpose speaks of all of them; of several, the last
// one counts. An opt-out that the customer made holds until the customer takes it back: what others entered since then
// is passed over (spec: sonar-isp.md section 14a, row 7).
func Fold(entries []parley.ConsentEntry) Standing {
	var s Standing
	for _, e := range entries {
		s = s.With(e)
	}
	return s
}

// With is the standing after one more entry.
func (s Standing) With(e parley.ConsentEntry) Standing {
	customer := e.Source == SourceKeyword || e.Source == SourceProvider
	for i, p := range purposes {
		if e.Purpose != "" && e.Purpose != p {
			continue
		}
		now := &s.answers[i]
		switch {
		case e.State == parley.OptedOut:
			now.byCustomer = customer || now.byCustomer
			now.state = parley.OptedOut
		case e.State == parley.OptedIn && (customer || !now.byCustomer):
			*now = answer{state: parley.OptedIn}
		}
	}
	return s
}

// Of gives the state for a purpose: parley.OptedIn, parley.OptedOut or None. Of an unknown purpose it is None.
func (s Standing) Of(p parley.Purpose) parley.ConsentState {
	for i := range purposes {
		if purposes[i] == p && s.answers[i].state != "" {
			return s.answers[i].state
		}
	}
	return None
}

// OptedOut reports whether messages of the purpose are refused; a parley.Confirmation is judged by what it answers, so
// for it and for any other unknown purpose the question is whether all purposes are refused.
func (s Standing) OptedOut(p parley.Purpose) bool {
	all := true
	for i := range purposes {
		out := s.answers[i].state == parley.OptedOut
		if purposes[i] == p {
			return out
		}
		all = all && out
	}
	return all
}

// SMSOptIn is the box "SMS opt-in" of a number: notifications are welcome.
func (s Standing) SMSOptIn() bool { return s.Of(parley.Notification) == parley.OptedIn }

// Marketing is the box "marketing" of an address.
func (s Standing) Marketing() bool { return s.Of(parley.Marketing) == parley.OptedIn }

// refuses reports whether the customer himself has opted out of anything that e would opt him in to.
func (s Standing) refuses(e parley.ConsentEntry) bool {
	if e.State != parley.OptedIn || e.Source == SourceKeyword || e.Source == SourceProvider {
		return false
	}
	for i, p := range purposes {
		if (e.Purpose == "" || e.Purpose == p) && s.answers[i].byCustomer {
			return true
		}
	}
	return false
}
