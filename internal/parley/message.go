package parley

import "time"

// Direction says which way a message went.
type Direction string

// The directions of a message. System events are Internal.
const (
	Inbound  Direction = "inbound"
	Outbound Direction = "outbound"
	Internal Direction = "internal"
)

// State is how far a message has come. The states of contracts.md, all of them.
type State string

// The states of a message.
const (
	Held              State = "held"        // the gate said "not before": Reason says why, DueAt until when
	Pending           State = "pending"     // waits to be sent
	InProgress        State = "in_progress" // claimed by the channel's owner; its outcome is not yet known
	Sent              State = "sent"        // the provider took it (its 2xx)
	Delivered         State = "delivered"   // it reached the handset
	Read              State = "read"        // the customer opened it
	Failed            State = "failed"      // it will not arrive: Reason says why
	InsufficientFunds State = "insufficient_funds"
	Cancelled         State = "cancelled"
	Received          State = "received" // inbound
)

// States lists every state.
var States = []State{Held, Pending, InProgress, Sent, Delivered, Read, Failed, InsufficientFunds, Cancelled, Received}

// progress ranks the states that receipts move through; the others are ends or beginnings.
var progress = map[State]int{Pending: 1, InProgress: 1, Sent: 2, Delivered: 3, Read: 4}

// ReasonOutcomeUnknown marks a message of which nobody can say whether it arrived: the process died, or the answer
// never came. It is the only failure that a later receipt may lift.
const ReasonOutcomeUnknown = "outcome_unknown"

// ReasonExpired marks a message that was retried for as long as it may hold up its conversation.
const ReasonExpired = "expired"

// Advance says whether a receipt that reports next may change a message in state now with that reason: receipts come
// in any order and never move a state backwards, and nothing leaves failed but an unknown outcome, which a receipt may
// also settle as failed.
func Advance(now State, reason string, next State) bool {
	if now == Failed {
		return reason == ReasonOutcomeUnknown && (next == Failed || progress[next] >= progress[Sent])
	}
	if now == next {
		return false
	}
	from, ok := progress[now]
	if !ok {
		return false
	}
	if next == Failed {
		return from <= progress[Sent] // what was delivered stays delivered
	}
	return progress[next] > from && progress[next] >= progress[Sent]
}

// Purpose is what a message is for; consent is given by purpose.
type Purpose string

// The purposes. A Confirmation answers a keyword (STOP, START, HELP) and is made by the inbox alone.
const (
	Conversational Purpose = "conversational"
	Notification   Purpose = "notification"
	Marketing      Purpose = "marketing"
	Confirmation   Purpose = "confirmation"
)

// Message is one entry of a conversation.
type Message struct {
	ID             ID
	ConversationID ID
	Position       int64 // 1, 2, 3 … within the conversation: the only order of a thread
	Direction      Direction
	ChannelID      ID
	SenderID       ID
	AddressID      ID
	ContactID      ID // as it was when the message was made
	AccountID      ID // as it was when the message was made
	UserID         ID // who wrote it, where a user did
	Purpose        Purpose
	Text           string
	State          State
	Reason         string // why it is held or failed: a stable code
	ReasonText     string // the provider's words for it, where it sent some
	ProviderID     string
	FormerIDs      string // the provider's ids of attempts before a Retry, each between line breaks
	ProviderCode   string // the provider's error code
	ClientID       string // the sender's own id, for recognising its echo
	ConsentID      ID     // of a Confirmation: the ledger entry that it answers
	Segments       int    // what the carrier gets
	BilledSegments int    // what the profile of the installation counts
	Attempts       int
	MaybeDoubled   bool // sent again after a crash: the customer may have it twice
	DueAt          time.Time
	CreatedAt      time.Time
	UpdatedAt      time.Time
}
