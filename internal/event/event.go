// Package event is the log of what happened. A state change appends an event in its own transaction; browsers,
// webhooks, triggered messages and the audit trail read the log, each with a cursor of its own, and nobody calls
// them by hand. An event carries ids, states and reasons, never the text of a message. It is not a queue of work:
// what must still be done is a column of the row that it is about.
package event

import (
	"context"
	"errors"
	"time"

	"parley/internal/clock"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Type names what happened: the thing and the deed.
type Type string

// The types of event.
const (
	MessageCreated      Type = "message.created"
	MessageStateChanged Type = "message.state_changed" // data: state, reason, from
	ConversationCreated Type = "conversation.created"
	ConversationRead    Type = "conversation.read" // data: user_id, position, inbound
	ConsentChanged      Type = "consent.changed"   // data: state, purpose, source
	ContactCreated      Type = "contact.created"
	ContactUpdated      Type = "contact.updated"
	ContactDeleted      Type = "contact.deleted"
	AccountCreated      Type = "account.created"
	AccountUpdated      Type = "account.updated"
	AccountDeleted      Type = "account.deleted"
	ChannelCreated      Type = "channel.created"
	ChannelUpdated      Type = "channel.updated"
	ChannelDeleted      Type = "channel.deleted"
	ChannelPaused       Type = "channel.paused" // data: reason
	ChannelResumed      Type = "channel.resumed"
	UserCreated         Type = "user.created"
	UserUpdated         Type = "user.updated"
	RoleCreated         Type = "role.created"
	RoleUpdated         Type = "role.updated"
	RoleDeleted         Type = "role.deleted"
	TokenCreated        Type = "token.created" // about its owner; data: token_id
	TokenRevoked        Type = "token.revoked" // likewise
	SessionStarted      Type = "session.started"
	SessionRefused      Type = "session.refused" // a log-in that failed
	SessionEnded        Type = "session.ended"   // data: session; none means all of the user's
	DraftChanged        Type = "draft.changed"   // data: user_id
	CompanyCreated      Type = "company.created"
	CompanyUpdated      Type = "company.updated"
	DepartmentCreated   Type = "department.created"
	DepartmentUpdated   Type = "department.updated"
	DepartmentDeleted   Type = "department.deleted"
	SettingsUpdated     Type = "settings.updated"
	HubRestored         Type = "hub.restored" // from a backup; data: waiting_messages, which the fence holds back
	FenceLifted         Type = "fence.lifted"
	FenceDiscarded      Type = "fence.discarded"
	CustomFieldCreated  Type = "custom_field.created"
	CustomFieldUpdated  Type = "custom_field.updated"
	CustomFieldDeleted  Type = "custom_field.deleted"
	SavedViewCreated    Type = "saved_view.created"
	SavedViewUpdated    Type = "saved_view.updated"
	SavedViewDeleted    Type = "saved_view.deleted"
	ContactArchived     Type = "contact.archived"
	ContactRestored     Type = "contact.restored"
	CategoryGiven       Type = "messaging_category.given"
	CategoryTaken       Type = "messaging_category.taken"
	AccountArchived     Type = "account.archived"
	AccountRestored     Type = "account.restored"
	ImportUploaded      Type = "import.uploaded"
	ImportProgressed    Type = "import.progressed" // data: state; of a batch
	ImportFinished      Type = "import.finished"   // data: state, user_id of who began it, subject: contacts or accounts; how the rows fared is in the import
	ImportFaultsGiven   Type = "import.refused_rows_downloaded"
	ContactsExported    Type = "contact.exported"
	AccountsExported    Type = "account.exported"
	BulkEditFinished    Type = "bulk_edit.finished" // data: user_id of who began it, subject, and of accounts and contacts changed, refused; of one that took a while
	StorageRecovered    Type = "storage.recovered"  // data: since, when the hub could store nothing any more
	NoticeCreated       Type = "notice.created"     // data: user_id, kind, and what the notice says
	NoticeRead          Type = "notice.read"        // data: user_id
)

// Event is a fact that happened.
type Event struct {
	Seq            int64 // its place in the log; gaps are normal
	At             time.Time
	Type           Type
	Actor          parley.Actor
	ConversationID parley.ID
	MessageID      parley.ID
	SubjectID      parley.ID // the contact, channel, address … that it is about, where it is no message
	Data           map[string]string
	Record         *Record // what the audit trail keeps of it, if anything; nil when an event is read
}

// Store keeps the log.
type Store interface {
	// AppendEvents writes all of them, in order, as the last statement of the running unit. It refuses more than MostAUnit
	// with ErrTooMany.
	AppendEvents(ctx context.Context, events []Event) error
	// EventsAfter gives at most limit events with a greater Seq, in order, and only such as no event that is
	// still to be committed can come before.
	EventsAfter(ctx context.Context, seq int64, limit int) ([]Event, error)
	// EventBounds gives the Seq of the oldest event that is kept and of the newest; 0, 0 in an empty log.
	EventBounds(ctx context.Context) (first, last int64, err error)
	// DropEvents forgets what is older than before, and reports how many.
	DropEvents(ctx context.Context, before time.Time) (int64, error)
	// Entries reads the audit trail, the newest first: at most f.Limit entries after f.After.
	Entries(ctx context.Context, f Filter) ([]Entry, error)
	// DropEntries forgets entries of the audit trail that are older than before, and reports how many.
	DropEntries(ctx context.Context, before time.Time) (int64, error)
}

// Kept is how long events can be read.
const Kept = 30 * 24 * time.Hour

// ErrGone says that events after the asked-for place are no longer kept: the reader must start anew.
var ErrGone = errors.New("event: older than what is kept")

// MostAUnit is how many events one unit may append.
const MostAUnit = 4096

// ErrTooMany says that a unit has more events than one may: it must be divided.
var ErrTooMany = errors.New("event: more than a unit of work may append")

// Log appends and reads events.
type Log struct {
	// Trouble is told of every failure that a tail goes on after; it is set before the first Tail.
	Trouble func(err error)
	// Beside writes what belongs to the events of a unit, in that unit, just before they are appended, and gives events about
	// it, of which as many are appended with them as a unit may have; nil: nothing does. It is set before the first Append.
	Beside func(ctx context.Context, events []Event) ([]Event, error)

	store Store
	clk   clock.Clock
	bell  bell
}

// NewLog makes a log over the store.
func NewLog(store Store, clk clock.Clock) *Log {
	l := &Log{Trouble: func(error) {}, store: store, clk: clk}
	l.bell.ring()
	return l
}

type pending struct{ events []Event }

// Append adds an event to the running unit; it is written with the unit's other events just before the commit. A zero
// At becomes now. It panics outside of a unit: a fact without the transaction that made it true is a defect.
func (l *Log) Append(ctx context.Context, e Event) {
	scope := unit.From(ctx)
	if scope == nil {
		panic("event: Append outside of a unit of work")
	}
	if e.At.IsZero() {
		e.At = l.clk.Now()
	}
	p := unit.Local(scope, l, func() *pending {
		p := &pending{}
		scope.Last(func(ctx context.Context) error { return l.write(ctx, p.events) })
		unit.After(ctx, l.bell.ring)
		return p
	})
	p.events = append(p.events, e)
}

// write appends a unit's events with what is written beside them.
func (l *Log) write(ctx context.Context, events []Event) error {
	if l.Beside != nil {
		more, err := l.Beside(ctx, events)
		if err != nil {
			return err
		}
		events = append(events, more[:min(len(more), max(0, MostAUnit-len(events)))]...)
	}
	return l.store.AppendEvents(ctx, events)
}

// After gives at most limit events with a greater Seq, in order. Its error is ErrGone when some of them are no
// longer kept.
func (l *Log) After(ctx context.Context, seq int64, limit int) ([]Event, error) {
	if seq > 0 {
		first, _, err := l.store.EventBounds(ctx)
		if err != nil {
			return nil, err
		}
		if first > 0 && seq < first-1 {
			return nil, ErrGone
		}
	}
	return l.store.EventsAfter(ctx, seq, limit)
}

// Last gives the Seq of the newest event, 0 in an empty log.
func (l *Log) Last(ctx context.Context) (int64, error) {
	_, last, err := l.store.EventBounds(ctx)
	return last, err
}

// Prune forgets events that are older than Kept.
func (l *Log) Prune(ctx context.Context) (int64, error) {
	return l.store.DropEvents(ctx, l.clk.Now().Add(-Kept))
}
