package parley

import "time"

// ConsentState is what one entry of the consent ledger says.
type ConsentState string

// The states that an entry records. HelpAsked changes nothing; it is kept because every keyword is
// (spec: channels.md section 8.1).
const (
	OptedIn   ConsentState = "opted_in"
	OptedOut  ConsentState = "opted_out"
	HelpAsked ConsentState = "help"
)

// ConsentEntry is one line of the ledger of an address: never changed, never removed.
type ConsentEntry struct {
	ID        ID
	AddressID ID
	Purpose   Purpose // empty: all purposes
	State     ConsentState
	Source    string // "keyword", "user", "api", "provider"
	ActorID   ID     // the user who did it, where one did
	Wording   string // the words that the customer used, or that he agreed to
	At        time.Time
}
