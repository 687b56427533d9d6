package parley

// AddressKind is the kind of way to reach a person.
type AddressKind string

// The kinds of address. A phone number serves SMS and calls; WhatsApp ids live beside it because a person may
// hide the number (spec: channels.md section 3.3).
const (
	Phone     AddressKind = "phone"
	Email     AddressKind = "email"
	WhatsApp  AddressKind = "whatsapp"
	Telegram  AddressKind = "telegram"
	Messenger AddressKind = "messenger"
)

// AddressKinds lists all kinds, in the order in which people expect them.
var AddressKinds = []AddressKind{Phone, Email, WhatsApp, Telegram, Messenger}

// Known reports whether k is one of AddressKinds.
func (k AddressKind) Known() bool {
	for _, each := range AddressKinds {
		if k == each {
			return true
		}
	}
	return false
}

// Address is one way to reach a person, unique by (Kind, Scope, Value).
type Address struct {
	ID    ID
	Kind  AddressKind
	Scope string // empty for phone and email; else the portfolio, bot or page that the value belongs to
	Value string // E.164 for phones that are valid; what the provider sent where it is not (a short code)
}
