package conversation

import (
	"context"
	"time"

	"parley/internal/parley"
)

// Viewer is who asks: the same rule selects a list and subscribes to what is live.
type Viewer struct {
	UserID    parley.ID
	Customers bool // may see the threads with customers (READ_SMS_MESSAGE)
}

// Sees reports whether the viewer may see a conversation. Direct and group threads come with their members.
func (v Viewer) Sees(kind parley.ConversationKind) bool {
	return kind == parley.CustomerThread && v.Customers
}

// Party names one side of a conversation, for people.
type Party struct {
	ID   parley.ID
	Name string
	Kind string
}

// View is a conversation as a viewer sees it.
type View struct {
	parley.Conversation
	Channel      Party // kind: the driver's
	Sender       Party // name: our address
	Address      Party // name: the customer's address; kind: its kind
	Contact      Party
	Account      Party
	ReadPosition int64 // up to where the viewer has read
	ReadInbound  int64 // the InboundCount at that position
	Draft        string
}

// Unread counts the customer's messages that neither the viewer has read nor a colleague has answered.
func (v View) Unread() int64 {
	return max(0, v.InboundCount-max(v.ReadInbound, v.AnsweredCount))
}

// Filter selects conversations for a list.
type Filter struct {
	Viewer    Viewer
	Kind      parley.ConversationKind
	ChannelID parley.ID
	Unread    bool
	Query     string // as typed: a name, a number in any notation, words of messages
	Before    Cursor // the last row of the page before
	Limit     int
	Now       time.Time // set by List
}

// Cursor is a place in a list by time and id; its zero value is the beginning.
type Cursor struct {
	At time.Time
	ID parley.ID
}

// Page selects messages of one conversation by position: those before Before, newest first in time but given in
// order; or those after After; or, with neither, the newest.
type Page struct {
	Before, After int64
	Limit         int
}

// MessageFilter selects messages over all conversations, newest first.
type MessageFilter struct {
	Viewer         Viewer
	ConversationID parley.ID
	ChannelID      parley.ID
	AccountID      parley.ID
	ContactID      parley.ID // as the messages were stamped with him; without AccountID: with the addresses that he has now
	Direction      parley.Direction
	State          parley.State
	AddressKind    parley.AddressKind
	AddressValue   string
	Since, Until   time.Time // Since is within, Until is not
	Before         Cursor
	WithoutSent    bool // nothing outbound
	Limit          int
}

// ReadStore reads conversations.
type ReadStore interface {
	// Conversations gives the newest activity first; its query names at most Limit rows. A search that has not looked at
	// all that there is says so: it is partial.
	Conversations(ctx context.Context, f Filter) (views []View, partial bool, err error)
	Conversation(ctx context.Context, id parley.ID, viewer Viewer) (View, bool, error)
	// ThreadMessages gives a page in ascending order of position.
	ThreadMessages(ctx context.Context, id parley.ID, p Page) ([]parley.Message, error)
	// ConversationsByID gives those of the ids that exist, as nobody in particular sees them.
	ConversationsByID(ctx context.Context, ids []parley.ID) ([]View, error)
	MessagesByID(ctx context.Context, ids []parley.ID) ([]parley.Message, error)
	Messages(ctx context.Context, f MessageFilter) ([]parley.Message, error)
	// UserNames gives name and extension of users by id, for signing what they wrote.
	UserNames(ctx context.Context, ids []parley.ID) (map[parley.ID]Author, error)
}

// Author is the user who wrote a message.
type Author struct {
	ID        parley.ID
	Name      string
	Extension string
}

func notFound() error {
	return parley.Errorf(parley.NotFound, "conversation_not_found", "There is no such conversation, or you may not see it.")
}

// Listing is one page of conversations.
type Listing struct {
	Views   []View
	Next    Cursor // where the next page begins; zero: nowhere
	Partial bool   // the search has looked at the newest alone: there may be more
}

// List gives one page of conversations, the newest activity first.
func (s *Service) List(ctx context.Context, f Filter) (Listing, error) {
	if !f.Viewer.Customers {
		return Listing{}, nil
	}
	limit := f.Limit
	f.Limit++
	f.Now = s.clk.Now()
	views, partial, err := s.store.Conversations(ctx, f)
	out := Listing{Views: views, Partial: partial}
	if err == nil && len(views) > limit {
		out.Views = views[:limit]
		last := views[limit-1]
		out.Next = Cursor{At: last.LastActivityAt, ID: last.ID}
	}
	return out, err
}

// Get gives one conversation that the viewer may see.
func (s *Service) Get(ctx context.Context, id parley.ID, viewer Viewer) (View, error) {
	view, found, err := s.store.Conversation(ctx, id, viewer)
	switch {
	case err != nil:
		return View{}, err
	case !found || !viewer.Sees(view.Kind):
		return View{}, notFound()
	}
	return view, nil
}

// Thread gives a page of messages in order, and whether there are more before and after it.
func (s *Service) Thread(ctx context.Context, id parley.ID, viewer Viewer, p Page) (messages []parley.Message, before, after bool, err error) {
	view, err := s.Get(ctx, id, viewer)
	if err != nil {
		return nil, false, false, err
	}
	messages, err = s.store.ThreadMessages(ctx, id, p)
	if err != nil {
		return nil, false, false, err
	}
	if len(messages) == 0 { // beyond one of the ends: the rest, if any, is on the other side
		return nil, p.After > 0 && view.Position > 0, p.After == 0 && p.Before > 0 && view.Position > 0, nil
	}
	return messages, messages[0].Position > 1, messages[len(messages)-1].Position < view.Position, nil
}

// Message gives one message of a conversation that the viewer may see.
func (s *Service) Message(ctx context.Context, id parley.ID, viewer Viewer) (parley.Message, error) {
	found, err := s.store.MessagesByID(ctx, []parley.ID{id})
	if err != nil {
		return parley.Message{}, err
	}
	if len(found) == 0 || !viewer.Customers {
		return parley.Message{}, parley.Errorf(parley.NotFound, "message_not_found", "There is no such message, or you may not see it.")
	}
	return found[0], nil
}

// Search gives messages over all conversations, newest first.
func (s *Service) Search(ctx context.Context, f MessageFilter) ([]parley.Message, Cursor, error) {
	if !f.Viewer.Customers {
		return nil, Cursor{}, nil
	}
	limit := f.Limit
	f.Limit++
	messages, err := s.store.Messages(ctx, f)
	if err != nil || len(messages) <= limit {
		return messages, Cursor{}, err
	}
	messages = messages[:limit]
	last := messages[limit-1]
	return messages, Cursor{At: last.CreatedAt, ID: last.ID}, nil
}

// Authors names the users who wrote messages.
func (s *Service) Authors(ctx context.Context, messages []parley.Message) (map[parley.ID]Author, error) {
	var ids []parley.ID
	known := map[parley.ID]bool{}
	for _, m := range messages {
		if m.UserID != "" && !known[m.UserID] {
			known[m.UserID] = true
			ids = append(ids, m.UserID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return s.store.UserNames(ctx, ids)
}

// Snapshot gives conversations and messages by id, as nobody in particular sees them: for telling many viewers at once.
func (s *Service) Snapshot(ctx context.Context, conversations, messages []parley.ID) (views []View, found []parley.Message, err error) {
	if len(conversations) > 0 {
		if views, err = s.store.ConversationsByID(ctx, conversations); err != nil {
			return nil, nil, err
		}
	}
	if len(messages) > 0 {
		found, err = s.store.MessagesByID(ctx, messages)
	}
	return views, found, err
}
