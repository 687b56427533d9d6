package house

import (
	"cmp"
	"maps"
	"slices"

	"parley/internal/channel"
	"parley/internal/contact"
	"parley/internal/conversation"
	"parley/internal/event"
	"parley/internal/outbox"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/switchboard"
	"parley/internal/work"
)

// By is who acts in the tests.
var By = parley.Actor{Kind: parley.ActorSystem}

// Channel makes a channel to the provider.
func (h *House) Channel(settings channel.Settings) *switchboard.Line {
	h.TB.Helper()
	name := "Texts"
	line, err := h.Board.Create(h.TB.Context(), Kind, switchboard.Change{Name: &name, Settings: maps.Clone(settings)}, "US", By)
	h.Must(err)
	return line
}

// Contact makes a contact with one number of the type ("" = the default).
func (h *House) Contact(name, number, numberType, language string) contact.Contact {
	h.TB.Helper()
	draft := contact.AddressDraft{Kind: parley.Phone, Value: number}
	if numberType != "" {
		draft.PhoneNumberType = &numberType
	}
	c, err := h.Contacts.Create(h.TB.Context(), By, contact.Draft{Name: name, Language: language, Addresses: []contact.AddressDraft{draft}})
	h.Must(err)
	return c
}

// Consent adds a line to an address's ledger.
func (h *House) Consent(address parley.ID, state parley.ConsentState, purpose parley.Purpose, source string) {
	h.TB.Helper()
	_, err := h.Ledger.Record(h.TB.Context(), By, parley.ConsentEntry{AddressID: address, State: state, Purpose: purpose, Source: source})
	h.Must(err)
}

// Submit sends a text to a number.
func (h *House) Submit(line *switchboard.Line, to, text string) parley.Message {
	h.TB.Helper()
	m, err := h.Outbox.Submit(h.TB.Context(), outbox.Draft{ChannelID: line.ID, To: to, Text: text, Actor: By})
	h.Must(err)
	return m
}

// Message reads a message.
func (h *House) Message(id parley.ID) parley.Message {
	h.TB.Helper()
	found, err := store.Conversations{DB: h.DB}.MessagesByID(h.TB.Context(), []parley.ID{id})
	h.Must(err)
	if len(found) != 1 {
		h.TB.Fatalf("there is no message %s", id)
	}
	return found[0]
}

// Thread reads the messages of a conversation in order.
func (h *House) Thread(id parley.ID) []parley.Message {
	h.TB.Helper()
	all, err := store.Conversations{DB: h.DB}.ThreadMessages(h.TB.Context(), id, conversation.Page{Limit: 1000})
	h.Must(err)
	return all
}

// Newest reads the last messages of all.
func (h *House) Newest(most int) []parley.Message {
	h.TB.Helper()
	all, err := store.Conversations{DB: h.DB}.Messages(h.TB.Context(), conversation.MessageFilter{Limit: most})
	h.Must(err)
	return all
}

// Messages reads what was exchanged with a number over one channel, in the order of the thread.
func (h *House) Messages(number string) []parley.Message {
	h.TB.Helper()
	all, err := store.Conversations{DB: h.DB}.Messages(h.TB.Context(), conversation.MessageFilter{
		AddressKind: parley.Phone, AddressValue: number, Limit: 1000,
	})
	h.Must(err)
	slices.SortFunc(all, func(a, b parley.Message) int { return cmp.Compare(a.Position, b.Position) })
	return all
}

// Count gives the number that a query asks for.
func (h *House) Count(query string, args ...any) int {
	h.TB.Helper()
	n, err := h.DB.Count(h.TB.Context(), query, args...)
	h.Must(err)
	return int(n)
}

// Events gives the types of all events so far, each with the message's state where it tells one.
func (h *House) Events() []string {
	h.TB.Helper()
	var all []event.Event
	for want := h.Count(`SELECT COUNT(*) FROM event`); len(all) < want; { // a foreign transaction may hold the last ones back
		var err error
		all, err = h.Log.After(h.TB.Context(), 0, 10_000)
		h.Must(err)
	}
	out := make([]string, len(all))
	for i, e := range all {
		out[i] = string(e.Type)
		if e.Type == event.MessageStateChanged {
			out[i] += " " + e.Data["state"]
		}
	}
	return out
}

// Lease takes a channel's lease for a new owner, as if the one before had ended.
func (h *House) Lease(line *switchboard.Line, owner string) (epoch int64) {
	h.TB.Helper()
	leases, now := store.Leases{DB: h.DB}, h.Clock.Now()
	h.Must(leases.ExpireLeases(h.TB.Context()))
	epoch, held, err := leases.AcquireLease(h.TB.Context(), switchboard.Resource(line.ID), owner, now, now.Add(work.LeaseTime))
	h.Must(err)
	if !held {
		h.TB.Fatal("the lease was not had")
	}
	return epoch
}

// Incoming is a text from a number, with the provider's id given.
func Incoming(id, from, text string) channel.Incoming {
	return channel.Incoming{ProviderID: id, From: from, To: Ours, Text: text}
}

// Receive takes in a customer's text.
func (h *House) Receive(line *switchboard.Line, in channel.Incoming) {
	h.TB.Helper()
	h.Must(h.Inbox.Receive(h.TB.Context(), line, in))
}

// Address gives the id of a number.
func (h *House) Address(number string) parley.ID {
	h.TB.Helper()
	holder, found, err := store.Contacts{DB: h.DB}.Holder(h.TB.Context(), parley.Address{Kind: parley.Phone, Value: number})
	h.Must(err)
	if !found {
		h.TB.Fatalf("there is no address %s", number)
	}
	return holder.Address.ID
}

// Conn opens the channel's connection until the test ends.
func (h *House) Conn(line *switchboard.Line) channel.Conn {
	h.TB.Helper()
	conn, release, err := line.Use()
	h.Must(err)
	h.TB.Cleanup(release)
	return conn
}
