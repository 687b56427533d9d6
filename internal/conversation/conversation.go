// Package conversation keeps threads: their order, their list, what has been read and what is being written. It puts
// messages into threads but does not send them (package outbox) and does not take them in (package inbox).
package conversation

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Parties identify a customer thread: one address and one sender (for email also one thread key).
type Parties struct {
	ChannelID parley.ID
	SenderID  parley.ID
	AddressID parley.ID
	ThreadKey string
}

// Entry is what a new message makes of its thread's row.
type Entry struct {
	Direction parley.Direction
	State     parley.State
	Preview   string
	ByUser    bool // a person of ours wrote it: what the customer asked before is answered
	At        time.Time
}

// ThreadStore writes threads. All of it happens inside a unit.
type ThreadStore interface {
	// AdvanceThread counts the thread's position on, locking its row until the commit, and gives the row as it is
	// now; false where there is no such thread yet.
	AdvanceThread(ctx context.Context, p Parties, e Entry) (parley.Conversation, bool, error)
	// CreateThread makes the thread with the id unless another has just been made, stamped with the contact that
	// has the address, and reports whether it was this one.
	CreateThread(ctx context.Context, id parley.ID, p Parties, at time.Time) (bool, error)
	// AddMessage writes the message as it is; false where one with the same provider's id, client's id or entry of
	// the consent ledger is there already.
	AddMessage(ctx context.Context, m *parley.Message) (bool, error)
}

// Threads puts messages into threads.
type Threads struct {
	store ThreadStore
	log   *event.Log
	clk   clock.Source
}

// NewThreads makes Threads over the store.
func NewThreads(store ThreadStore, log *event.Log, clk clock.Source) *Threads {
	return &Threads{store: store, log: log, clk: clk}
}

// Advance takes the next position of the thread of p for m, making the thread where there is none, and stamps m with
// conversation, position, contact and account. It holds the thread's row until the commit, so that what is decided
// between Advance and Add (is this a repeat?) is decided by one at a time. It runs inside a unit.
func (t *Threads) Advance(ctx context.Context, p Parties, m *parley.Message) error {
	e := Entry{Direction: m.Direction, State: m.State, Preview: Preview(m.Text), ByUser: m.UserID != "" && m.Direction == parley.Outbound, At: m.CreatedAt}
	c, found, err := t.store.AdvanceThread(ctx, p, e)
	if err != nil {
		return err
	}
	if !found {
		if c, err = t.start(ctx, p, e); err != nil {
			return err
		}
	}
	m.ConversationID, m.Position = c.ID, c.Position
	m.ChannelID, m.SenderID, m.AddressID = p.ChannelID, p.SenderID, p.AddressID
	m.ContactID, m.AccountID = c.ContactID, c.AccountID
	return nil
}

func (t *Threads) start(ctx context.Context, p Parties, e Entry) (parley.Conversation, error) {
	created, err := t.store.CreateThread(ctx, parley.ID(t.clk.NewID()), p, e.At)
	if err != nil {
		return parley.Conversation{}, err
	}
	c, found, err := t.store.AdvanceThread(ctx, p, e)
	if err != nil {
		return parley.Conversation{}, err
	}
	if !found {
		return parley.Conversation{}, parley.Errorf(parley.Conflict, "conversation_gone", "The conversation was removed while this was written. Try again.")
	}
	if created {
		t.log.Append(ctx, event.Event{Type: event.ConversationCreated, At: e.At, ConversationID: c.ID, SubjectID: p.AddressID, Actor: parley.Actor{Kind: parley.ActorSystem}})
	}
	return c, nil
}

// Add writes m, advanced before, and tells the log. It reports false, and writes nothing, where there is a message with
// the same provider's id, client's id or entry of the consent ledger; the caller then ends the unit with an error.
func (t *Threads) Add(ctx context.Context, m *parley.Message, by parley.Actor) (bool, error) {
	added, err := t.store.AddMessage(ctx, m)
	if err != nil || !added {
		return added, err
	}
	t.log.Append(ctx, event.Event{
		Type: event.MessageCreated, At: m.CreatedAt, Actor: by, ConversationID: m.ConversationID, MessageID: m.ID,
		Data: map[string]string{"direction": string(m.Direction), "state": string(m.State)},
	})
	return true, nil
}

const previewRunes = 120

// Preview is the beginning of a text on one line, for the list.
func Preview(text string) string {
	if len(text) > 8*previewRunes {
		text = text[:8*previewRunes]
		for !utf8.ValidString(text) {
			text = text[:len(text)-1]
		}
	}
	line := strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(line) <= previewRunes {
		return line
	}
	return string([]rune(line)[:previewRunes-1]) + "…"
}

// Service answers what people ask about conversations.
type Service struct {
	work  unit.Worker
	store ReadStore
	marks MarkStore
	log   *event.Log
	clk   clock.Clock
}

// NewService makes a Service.
func NewService(work unit.Worker, store ReadStore, marks MarkStore, log *event.Log, clk clock.Clock) *Service {
	return &Service{work: work, store: store, marks: marks, log: log, clk: clk}
}
