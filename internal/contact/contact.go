// Package contact keeps the people who are written to and the addresses by which they are reached. Several contacts may
// share an address, and one may have none. What an address agreed to is not here (package consent), nor what was
// exchanged with it (package conversation).
package contact

import (
	"context"
	"slices"
	"strings"
	"time"

	"parley/internal/choice"
	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/field"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Contact is a person.
type Contact struct {
	ID          parley.ID
	Name        string    `audit:"name"`
	AccountID   parley.ID `audit:"account_id"` // empty: belongs to nobody yet
	AccountName string    // read only
	// A contact belongs to one at most: an account, a network site or a vendor.
	NetworkSiteID   parley.ID      `audit:"network_site_id"`
	NetworkSiteName string         // read only
	VendorID        parley.ID      `audit:"vendor_id"`
	VendorName      string         // read only
	Role            string         `audit:"role"`      // what he is to the account: owner, bookkeeper
	Language        string         `audit:"language"`  // BCP 47, or empty
	TimeZone        string         `audit:"time_zone"` // IANA name, or empty
	Note            string         `audit:"note"`
	Primary         bool           `audit:"primary"`              // the one of its owner; read only, except by Change.Primary
	Tags            []parley.Named `audit:"tags"`                 // of choice.ContactTags, by name
	Categories      []parley.Named `audit:"messaging_categories"` // of choice.MessagingCategories, by name
	Custom          field.Values   `audit:"custom_fields"`        // what stands in the custom fields of contacts, by key
	Picture         string         `audit:"picture"`              // changes with the picture; empty: there is none; read only
	ArchivedAt      time.Time      `audit:"archived_at"`          // zero, or since when he is out of the lists
	LastActivityAt  time.Time      // of his conversations; zero: there is none; read only
	Addresses       []Link         `audit:"addresses"` // in the order in which people want them tried
	Version         int64          // counts changes; 1 at first
	CreatedAt       time.Time
	UpdatedAt       time.Time
}

// Owner is whom a contact belongs to; the zero value is nobody.
type Owner struct {
	Kind OwnerKind
	ID   parley.ID
}

// OwnerKind says what an owner is.
type OwnerKind string

// The kinds of owner.
const (
	OfAccount     OwnerKind = "account"
	OfNetworkSite OwnerKind = "network_site"
	OfVendor      OwnerKind = "vendor"
)

// Owner gives whom the contact belongs to.
func (c Contact) Owner() Owner {
	switch {
	case c.AccountID != "":
		return Owner{OfAccount, c.AccountID}
	case c.NetworkSiteID != "":
		return Owner{OfNetworkSite, c.NetworkSiteID}
	case c.VendorID != "":
		return Owner{OfVendor, c.VendorID}
	}
	return Owner{}
}

// Link is an address as one contact has it.
type Link struct {
	parley.Address
	Type      PhoneNumberType // zero unless it is a phone
	Extension string          // digits to dial once connected
	Label     string          // free: "cabin"
	added     bool            // with this change: nothing was ever written to it
}

// MarshalText is the link as the audit trail shows it.
func (l Link) MarshalText() ([]byte, error) {
	parts := []string{string(l.Kind), l.Value, l.Type.Name, l.Extension, l.Label}
	return []byte(strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " ")), nil
}

// PhoneNumberType says what stands at the end of a number.
type PhoneNumberType struct {
	ID         parley.ID
	Key        string // "mobile": as the API names it
	Name       string
	SMSCapable bool
}

// Thread is a conversation that an address has on a channel.
type Thread struct {
	ID        parley.ID
	AddressID parley.ID
	ChannelID parley.ID
}

// defaultType is the key of the type that a number has where nothing else is said.
const defaultType = "mobile"

// Store writes contacts, inside a unit.
type Store interface {
	// LockContact gives the contact and keeps it as it is until the commit.
	LockContact(ctx context.Context, id parley.ID) (Contact, bool, error)
	AddContacts(ctx context.Context, contacts ...Contact) error
	// UpdateContact writes everything of c but ID and CreatedAt; its addresses replace those it had.
	UpdateContact(ctx context.Context, c Contact) error
	// DeleteContact forgets the contact; its addresses and their ledgers stay.
	DeleteContact(ctx context.Context, id parley.ID) error
	// EnsureAddress makes the address unless it exists, by kind, scope and value; it gives the row, locked until
	// the commit, and whether it is new.
	EnsureAddress(ctx context.Context, a parley.Address, at time.Time) (row parley.Address, created bool, err error)
	// RestampThreads makes the customer threads of an address name a contact who has it, and his account.
	RestampThreads(ctx context.Context, addressID parley.ID) error
	// SettlePrimary makes the wanted contact the primary one of its owner; with "" it makes the oldest one
	// primary, unless there is one.
	SettlePrimary(ctx context.Context, of Owner, wanted parley.ID) error
	BatchStore
}

// BatchStore writes for many contacts at once, inside a unit.
type BatchStore interface {
	// EnsureAddresses does what EnsureAddress does with several, each there once, and answers in their order.
	EnsureAddresses(ctx context.Context, addresses []parley.Address, at time.Time) (rows []parley.Address, created []bool, err error)
	// SettlePrimaries does what SettlePrimary does with several owners of a kind, of whose contacts none is wanted.
	SettlePrimaries(ctx context.Context, kind OwnerKind, owners []parley.ID) error
	// KnownOwners tells how many of the owners exist, each counted once, and keeps them until the commit.
	KnownOwners(ctx context.Context, kind OwnerKind, ids []parley.ID) (int, error)
}

// ReadStore reads contacts.
type ReadStore interface {
	Contact(ctx context.Context, id parley.ID) (Contact, bool, error)
	// ContactsByID gives those of the contacts that exist, one or more, in no order.
	ContactsByID(ctx context.Context, ids []parley.ID) ([]Contact, error)
	// Contacts gives at most f.Limit contacts after f.After and where the next ones begin: zero at the end.
	Contacts(ctx context.Context, f Filter) ([]Contact, Cursor, error)
	// ContactIDs gives the ids of at most f.Limit contacts, without regard to order and place; it does not look at f.Query.
	ContactIDs(ctx context.Context, f Filter) ([]parley.ID, error)
	// Holder tells who has the address with a's kind, scope and value; false where there is no such address. Of
	// several it is the contact who was made first.
	Holder(ctx context.Context, a parley.Address) (Holder, bool, error)
	// Threads gives the customer threads of the addresses, the one with the newest message first.
	Threads(ctx context.Context, addressIDs []parley.ID) ([]Thread, error)
	// PhoneNumberTypes gives all of them in the order of their ids.
	PhoneNumberTypes(ctx context.Context) ([]PhoneNumberType, error)
}

// OptIns sets boxes such as "SMS opt-in" of an address in the unit of ctx; the ledger of package consent is one.
type OptIns interface {
	SetSMSOptIn(ctx context.Context, by parley.Actor, addressID parley.ID, optIn bool) error
	// SetMarketing does the same for the box "marketing".
	SetMarketing(ctx context.Context, by parley.Actor, addressID parley.ID, optIn bool) error
}

// Parts are what Contacts are made of.
type Parts struct {
	Worker   unit.Worker
	Store    Store
	Reads    ReadStore
	OptIns   OptIns
	Pictures PictureStore
	Choices  *choice.Choices
	Fields   *field.Fields
	Log      *event.Log
	Source   clock.Source
	Region   string // in which national notation of numbers is read: "US"
}

// Contacts keeps contacts.
type Contacts struct{ parts Parts }

// New makes Contacts of their parts.
func New(p Parts) *Contacts { return &Contacts{parts: p} }

// NotFound is the answer to an id that no contact has.
func NotFound() *parley.Error {
	return parley.Errorf(parley.NotFound, "contact_not_found", "There is no such contact.")
}
