// Package outbox is the only way out. Submit puts a message into its thread and the outbox, once the gate has let it
// pass; the channel's owner claims what is due, asks the gate again, hands it to the driver and writes what became of
// it; Report takes in what the provider says later. No other package calls a channel's Send.
package outbox

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"parley/internal/clock"
	"parley/internal/consent"
	"parley/internal/conversation"
	"parley/internal/event"
	"parley/internal/gsm"
	"parley/internal/limit"
	"parley/internal/parley"
	"parley/internal/phone"
	"parley/internal/switchboard"
	"parley/internal/unit"
)

// Target is what the store knows of where a message is to go, read in one query because every send asks for it.
type Target struct {
	ChannelFound   bool
	ChannelEnabled bool
	Address        parley.Address // ID is empty where the address is new
	SMSCapable     bool
}

// SubmitStore is what Submit reads and writes, inside its unit.
type SubmitStore interface {
	// TargetByValue looks the address up by kind and value, scope empty.
	TargetByValue(ctx context.Context, channelID parley.ID, kind parley.AddressKind, value string) (Target, error)
	TargetByID(ctx context.Context, channelID, addressID parley.ID) (Target, error)
	// ContactAddress gives the contact's first address of the kind, one that takes texts first.
	ContactAddress(ctx context.Context, contactID parley.ID, kind parley.AddressKind) (parley.ID, bool, error)
	// AddAddress makes the address unless another has just made it, and gives the id that it has.
	AddAddress(ctx context.Context, a parley.Address, at time.Time) (parley.ID, error)
	// MessageByClientID finds what the same user has sent under the client's own id.
	MessageByClientID(ctx context.Context, userID parley.ID, clientID string) (parley.Message, bool, error)
	// RepeatOf finds an outbound message with the same text in the thread, made at or after since.
	RepeatOf(ctx context.Context, m *parley.Message, since time.Time) (parley.ID, bool, error)
	// Keyword gives when the entry of the consent ledger was made, and whether a confirmation of it exists; the zero
	// time where there is no such entry.
	Keyword(ctx context.Context, consentID parley.ID) (at time.Time, answered bool, err error)
}

// DeliveryStore is what sending and receipts read and write, inside their units.
type DeliveryStore interface {
	// Claim takes at most limit messages that are due and the head of their conversation, for the lease's epoch;
	// false where the lease is another's.
	Claim(ctx context.Context, channelID parley.ID, epoch int64, now time.Time, limit int) ([]Claimed, bool, error)
	// NextDue says when the earliest waiting message comes due that is not due at now; zero = none waits.
	NextDue(ctx context.Context, channelID parley.ID, now time.Time) (time.Time, error)
	// Settle writes the outcome of a claimed message; false where the claim is no longer this epoch's. A receipt
	// may have moved the state on meanwhile: then only the provider's id is kept.
	Settle(ctx context.Context, o Settlement) (bool, error)
	// Orphans gives the messages that an earlier owner of the channel claimed and never settled.
	Orphans(ctx context.Context, channelID parley.ID, epoch int64) ([]Claimed, error)
	// ForReport finds the message that a receipt is about and holds it until the commit.
	ForReport(ctx context.Context, channelID, id parley.ID, providerID string) (parley.Message, bool, error)
	// SetState moves a message on.
	SetState(ctx context.Context, c StateChange) error
}

// RestStore reads what a removed channel leaves behind, inside a unit.
type RestStore interface {
	// Waiting gives at most limit messages of a channel that are still to be sent and not under way.
	Waiting(ctx context.Context, channelID parley.ID, limit int) ([]parley.Message, error)
	// UnderWay gives at most limit messages of a channel that were claimed and never settled.
	UnderWay(ctx context.Context, channelID parley.ID, limit int) ([]parley.Message, error)
	// RemovedChannels gives the channels that were removed before that time and still have something to send.
	RemovedChannels(ctx context.Context, before time.Time) ([]parley.ID, error)
}

// ParkStore keeps receipts that came before their message had its provider's id.
type ParkStore interface {
	ParkReceipt(ctx context.Context, channelID parley.ID, r Parked) error
	// TakeParked gives and forgets the receipts for these provider's ids.
	TakeParked(ctx context.Context, channelID parley.ID, providerIDs []string) ([]Parked, error)
	// MissedParked gives the provider's ids of parked receipts whose message is known, by channel: some hundreds at most.
	MissedParked(ctx context.Context) (map[parley.ID][]string, error)
	// DropParked forgets what nobody came for.
	DropParked(ctx context.Context, before time.Time) (int64, error)
}

// Consents is what the outbox asks of the consent ledger; consent.Ledger is one.
type Consents interface {
	Standing(ctx context.Context, addressID parley.ID) (consent.Standing, error)
	// Standings gives what several addresses have agreed to; one that never said anything may be missing.
	Standings(ctx context.Context, addressIDs []parley.ID) (map[parley.ID]consent.Standing, error)
	// Record adds a line, inside the running unit.
	Record(ctx context.Context, by parley.Actor, e parley.ConsentEntry) (parley.ConsentEntry, error)
}

// Deps are what an Outbox is made of.
type Deps struct {
	Work     unit.Worker
	Submits  SubmitStore
	Delivers DeliveryStore
	Rests    RestStore
	Parks    ParkStore
	Consents Consents
	Threads  *conversation.Threads
	Board    *switchboard.Board
	Log      *event.Log
	Clock    clock.Source
	Logger   *slog.Logger
	Region   string      // how national numbers are read where the sender's own number does not say
	Profile  gsm.Profile // how segments are billed
	// TestMode reports whether nothing may leave the machine.
	TestMode func(ctx context.Context) (bool, error)
	Counts   Counter // told of what operators watch
}

// Counter is told what happened, for the metrics.
type Counter interface {
	// Sent counts messages by channel kind and the state that they ended an attempt in.
	Sent(kind string, state parley.State)
	// InDoubt counts messages whose outcome a crash has left unknown.
	InDoubt(kind string, n int)
}

// Outbox sends.
type Outbox struct {
	Deps
	pacer   *limit.Pacer
	numbers phone.Book

	mu    sync.Mutex
	wakes map[parley.ID]chan struct{}
}

// New makes an Outbox.
func New(d Deps) *Outbox {
	return &Outbox{Deps: d, pacer: limit.NewPacer(d.Clock.Now), wakes: map[parley.ID]chan struct{}{}}
}

// wake gives the channel that rings when a message of the channel may be due.
func (o *Outbox) wake(id parley.ID) chan struct{} {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.wakes[id] == nil {
		o.wakes[id] = make(chan struct{}, 1)
	}
	return o.wakes[id]
}
