// Package inbox is the one way in. Receive takes what a customer sent: it recognises repeats, finds or makes the
// address and its contact, writes consent where the text is a keyword, and puts the text into its thread, all in one
// unit. A keyword's answer goes out by the outbox. Wire forms are the drivers' matter.
package inbox

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"parley/internal/channel"
	"parley/internal/clock"
	"parley/internal/consent"
	"parley/internal/contact"
	"parley/internal/conversation"
	"parley/internal/outbox"
	"parley/internal/parley"
	"parley/internal/phone"
	"parley/internal/switchboard"
	"parley/internal/unit"
)

// Store is what the inbox reads itself, inside its unit.
type Store interface {
	// Received reports whether the channel has brought a message with the provider's id before.
	Received(ctx context.Context, channelID parley.ID, providerID string) (bool, error)
}

// Contacts makes unknown senders known; contact.Contacts is one.
type Contacts interface {
	// ForAddress gives the contact who has the address, inside the running unit; it makes the address and a contact,
	// named name or by the address itself, where there is none.
	ForAddress(ctx context.Context, a parley.Address, name string) (contact.Holder, error)
}

// Consents is what the inbox asks of the consent ledger; consent.Ledger is one.
type Consents interface {
	Standing(ctx context.Context, addressID parley.ID) (consent.Standing, error)
	Record(ctx context.Context, by parley.Actor, e parley.ConsentEntry) (parley.ConsentEntry, error)
}

// Sender is the way out for answers; outbox.Outbox is one.
type Sender interface {
	Submit(ctx context.Context, d outbox.Draft) (parley.Message, error)
}

// Deps are what an Inbox is made of.
type Deps struct {
	Work     unit.Worker
	Store    Store
	Contacts Contacts
	Consents Consents
	Threads  *conversation.Threads
	Sender   Sender
	Clock    clock.Source
	Logger   *slog.Logger
	Region   string // how national numbers are read where our own number does not say
	// Brand names the company in the answers to keywords.
	Brand func(ctx context.Context) (string, error)
}

// Inbox receives.
type Inbox struct {
	Deps
	numbers phone.Book
}

// New makes an Inbox.
func New(d Deps) *Inbox { return &Inbox{Deps: d} }

// Limits of what is kept of a message; the webhook's own cap lies far above.
const (
	maxText  = 20_000 // bytes
	maxValue = 200    // bytes of an address
	maxName  = 200    // bytes
)

// errRepeat ends the unit of a message that was taken in before.
var errRepeat = errors.New("inbox: received before")

// Receive takes in one message of a customer and returns after its commit. A message that was taken in before changes
// nothing and is no error, so that a provider may repeat itself.
func (i *Inbox) Receive(ctx context.Context, line *switchboard.Line, in channel.Incoming) error {
	if in.ProviderID == "" || in.From == "" {
		// No repeat would make it whole, so the provider is not asked for one.
		i.Logger.Error("a message came without an id or a sender and was dropped", "channel_id", line.ID)
		return nil
	}
	a, err := i.arrival(line, in)
	if err != nil {
		return err
	}
	err = i.Work.Do(ctx, func(ctx context.Context) error {
		m := a.message
		return i.take(ctx, a, &m)
	})
	if errors.Is(err, errRepeat) {
		i.Logger.Info("a message came again and was left alone", "channel_id", line.ID)
		return nil
	}
	return err
}

// arrival is what can be said of a message before the unit begins.
type arrival struct {
	line     *switchboard.Line
	sender   switchboard.Sender
	from     parley.Address // its id is for the case that it is new
	name     string
	word     consent.Word // as the provider has recognised it
	answered bool         // by the provider
	message  parley.Message
	received time.Time
}

func (i *Inbox) arrival(line *switchboard.Line, in channel.Incoming) (*arrival, error) {
	sender, found := line.Sender(in.To)
	if !found {
		if sender, found = line.Sender(""); !found {
			return nil, parley.Errorf(parley.Conflict, "no_sender", "The channel has no address of its own to receive at.")
		}
	}
	now := i.Clock.Now()
	a := &arrival{
		line: line, sender: sender, name: parley.CleanText(in.Name, maxName), received: now, answered: in.Keyword != "" || line.HandlesOptOut(),
		from: parley.Address{Kind: line.Info.Address, Value: i.sender(line, sender, in.From)},
		message: parley.Message{
			ID: parley.ID(i.Clock.NewID()), Direction: parley.Inbound, Purpose: parley.Conversational, Text: parley.CleanText(in.Text, maxText),
			State: parley.Received, ProviderID: parley.ProviderID(in.ProviderID), CreatedAt: now, UpdatedAt: now,
		},
	}
	switch strings.ToUpper(in.Keyword) {
	case "STOP":
		a.word = consent.OptOut
	case "START":
		a.word = consent.OptIn
	case "HELP":
		a.word = consent.GetHelp
	}
	return a, nil
}

// sender is the customer's address: in E.164 where it is a number that can be dialled, else as it came. Validity and
// region are judged on the way out only; a short code must be able to write to us (contracts.md).
func (i *Inbox) sender(line *switchboard.Line, to switchboard.Sender, from string) string {
	from = parley.CleanText(from, maxValue)
	if line.Info.Address != parley.Phone {
		return from
	}
	region := i.numbers.Region(to.Value)
	if region == "" {
		region = i.Region
	}
	if number, _, err := i.numbers.Parse(from, region); err == nil {
		return number
	}
	return from
}

// take runs inside the unit.
func (i *Inbox) take(ctx context.Context, a *arrival, m *parley.Message) error {
	seen, err := i.Store.Received(ctx, a.line.ID, m.ProviderID)
	if err != nil {
		return err
	}
	if seen {
		return errRepeat
	}
	from, err := i.Contacts.ForAddress(ctx, a.from, a.name)
	if err != nil {
		return err
	}
	if err := i.Threads.Advance(ctx, conversation.Parties{ChannelID: a.line.ID, SenderID: a.sender.ID, AddressID: from.Address.ID}, m); err != nil {
		return err
	}
	by := parley.Actor{Kind: parley.ActorCustomer, ID: from.Address.ID}
	added, err := i.Threads.Add(ctx, m, by)
	if err != nil {
		return err
	}
	if !added {
		return errRepeat
	}
	if !a.line.Info.SMS {
		return nil
	}
	return i.keyword(ctx, a, from, m.Text, by)
}
