package parley

import "time"

// ConversationKind tells who is in a thread.
type ConversationKind string

// The kinds of conversation.
const (
	DirectThread   ConversationKind = "direct"   // two users
	GroupThread    ConversationKind = "group"    // users, and phone numbers by SMS
	CustomerThread ConversationKind = "customer" // one address and one sender
)

// Conversation is a thread; it never ends. Its row carries what the list shows, so that the list counts nothing.
type Conversation struct {
	ID             ID
	Kind           ConversationKind
	ChannelID      ID
	SenderID       ID
	AddressID      ID
	ContactID      ID
	AccountID      ID
	Position       int64 // of the newest message
	InboundCount   int64 // inbound messages so far: what can be unread
	AnsweredCount  int64 // InboundCount when a user last answered: what a colleague answered is unread for nobody
	LastActivityAt time.Time
	Preview        string // the beginning of the newest message, on one line
	LastDirection  Direction
	LastState      State
	CreatedAt      time.Time
}
