package consent

import (
	"context"
	"slices"
	"unicode/utf8"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Line is an entry of a ledger for people to read.
type Line struct {
	parley.ConsentEntry
	ActorName string // of the user who made it, where one did
}

// Store keeps ledgers.
type Store interface {
	// LockLedger locks the address until the commit, so that its ledger is written by one at a time, and reports
	// whether there is such an address.
	LockLedger(ctx context.Context, addressID parley.ID) (bool, error)
	// AddConsent adds a line.
	AddConsent(ctx context.Context, e parley.ConsentEntry) error
	// Consent gives the whole ledger of an address, the newest line first; false where there is no such address.
	Consent(ctx context.Context, addressID parley.ID) ([]Line, bool, error)
	// ConsentLines gives of several addresses what Fold reads (address, purpose, state, source), by address, the
	// oldest line first, with one query.
	ConsentLines(ctx context.Context, addressIDs []parley.ID) ([]parley.ConsentEntry, error)
}

// Ledger writes and reads consent.
type Ledger struct {
	work  unit.Worker
	store Store
	log   *event.Log
	clk   clock.Source
}

// NewLedger makes a Ledger over the store.
func NewLedger(work unit.Worker, store Store, log *event.Log, clk clock.Source) *Ledger {
	return &Ledger{work: work, store: store, log: log, clk: clk}
}

// maxWording is the length of the words that a customer agreed to, in runes.
const maxWording = 2000

// Standing gives what one address has agreed to, with one query: it lies on the way of every message.
func (l *Ledger) Standing(ctx context.Context, addressID parley.ID) (Standing, error) {
	lines, err := l.store.ConsentLines(ctx, []parley.ID{addressID})
	return Fold(lines), err
}

// Standings gives what several addresses have agreed to, with one query. An address without a ledger is missing from
// the map, whose zero value is right for it.
func (l *Ledger) Standings(ctx context.Context, addressIDs []parley.ID) (map[parley.ID]Standing, error) {
	out := make(map[parley.ID]Standing, len(addressIDs))
	if len(addressIDs) == 0 {
		return out, nil
	}
	lines, err := l.store.ConsentLines(ctx, addressIDs)
	if err != nil {
		return nil, err
	}
	for _, e := range lines {
		out[e.AddressID] = out[e.AddressID].With(e)
	}
	return out, nil
}

// Entries gives the whole ledger of an address, the newest line first; the error is AddressNotFound.
func (l *Ledger) Entries(ctx context.Context, addressID parley.ID) ([]Line, error) {
	lines, known, err := l.store.Consent(ctx, addressID)
	if err == nil && !known {
		err = AddressNotFound()
	}
	return lines, err
}

// Record adds e to the ledger, in the unit of ctx or one of its own, and tells the log if it changed anything. An id
// and a time that are missing are made. The errors are of kind Invalid for an entry that says nothing, NotFound
// ("address_not_found"), and Conflict ("opted_out_by_customer") where somebody else wants to take back what the
// customer has said.
func (l *Ledger) Record(ctx context.Context, by parley.Actor, e parley.ConsentEntry) (parley.ConsentEntry, error) {
	if err := check(e); err != nil {
		return e, err
	}
	if e.ID == "" {
		e.ID = parley.ID(l.clk.NewID())
	}
	if e.At.IsZero() {
		e.At = l.clk.Now()
	}
	e.ActorID = userOf(by)
	return e, l.work.Do(ctx, func(ctx context.Context) error {
		before, err := l.lock(ctx, e.AddressID)
		if err != nil {
			return err
		}
		return l.add(ctx, by, before, e)
	})
}

// SetSMSOptIn makes the box "SMS opt-in" of a number say optIn, for all purposes, in the unit of ctx or one of its own.
// Nothing is written where it says so already: to leave an empty box empty is not to opt somebody out. The errors are
// those of Record.
func (l *Ledger) SetSMSOptIn(ctx context.Context, by parley.Actor, addressID parley.ID, optIn bool) error {
	return l.setBox(ctx, by, parley.ConsentEntry{AddressID: addressID}, optIn)
}

// SetMarketing does the same for the box "marketing" of an address, for that purpose alone.
func (l *Ledger) SetMarketing(ctx context.Context, by parley.Actor, addressID parley.ID, optIn bool) error {
	return l.setBox(ctx, by, parley.ConsentEntry{AddressID: addressID, Purpose: parley.Marketing}, optIn)
}

// setBox completes e and adds it, unless the box of its purpose says so already.
func (l *Ledger) setBox(ctx context.Context, by parley.Actor, e parley.ConsentEntry, optIn bool) error {
	e.ID, e.State, e.Source, e.ActorID, e.At = parley.ID(l.clk.NewID()), parley.OptedOut, SourceOf(by), userOf(by), l.clk.Now()
	if optIn {
		e.State = parley.OptedIn
	}
	return l.work.Do(ctx, func(ctx context.Context) error {
		before, err := l.lock(ctx, e.AddressID)
		checked := before.SMSOptIn()
		if e.Purpose == parley.Marketing {
			checked = before.Marketing()
		}
		if err != nil || checked == optIn {
			return err
		}
		return l.add(ctx, by, before, e)
	})
}

// SourceOf is the source of an entry that somebody makes by hand.
func SourceOf(by parley.Actor) string {
	if by.Kind == parley.ActorToken {
		return SourceAPI
	}
	return SourceUser
}

// userOf gives the user among those who act, on his own or through a program.
func userOf(by parley.Actor) parley.ID {
	if by.Kind == parley.ActorUser || by.Kind == parley.ActorToken {
		return by.ID
	}
	return ""
}

// lock keeps the address's ledger to this unit and gives the standing.
func (l *Ledger) lock(ctx context.Context, addressID parley.ID) (Standing, error) {
	known, err := l.store.LockLedger(ctx, addressID)
	if err != nil {
		return Standing{}, err
	}
	if !known {
		return Standing{}, AddressNotFound()
	}
	return l.Standing(ctx, addressID)
}

// AddressNotFound is the answer to an id that no address has.
func AddressNotFound() *parley.Error {
	return parley.Errorf(parley.NotFound, "address_not_found", "There is no such address.")
}

func (l *Ledger) add(ctx context.Context, by parley.Actor, before Standing, e parley.ConsentEntry) error {
	if before.refuses(e) {
		return parley.Errorf(parley.Conflict, "opted_out_by_customer",
			"The customer has opted out. The carrier holds texts back until the customer sends START; ask the customer to text START.")
	}
	if err := l.store.AddConsent(ctx, e); err != nil {
		return err
	}
	if before.With(e) == before {
		return nil
	}
	l.log.Append(ctx, event.Event{
		Type: event.ConsentChanged, At: e.At, Actor: by, SubjectID: e.AddressID,
		Data: map[string]string{"state": string(e.State), "purpose": string(e.Purpose), "source": e.Source},
	})
	return nil
}

func check(e parley.ConsentEntry) error {
	switch e.State {
	case parley.OptedIn, parley.OptedOut, parley.HelpAsked:
	default:
		return parley.Errorf(parley.Invalid, "invalid_state", "A consent is opted_in or opted_out.").At("state")
	}
	if e.Purpose != "" && !slices.Contains(purposes[:], e.Purpose) {
		return parley.Errorf(parley.Invalid, "invalid_purpose", "The purposes are conversational, notification and marketing; leave it empty for all.").At("purpose")
	}
	if !parley.IsText(e.Wording) {
		return parley.Errorf(parley.Invalid, "invalid_text", "The wording has characters that are no text.").At("wording")
	}
	if utf8.RuneCountInString(e.Wording) > maxWording {
		return parley.Errorf(parley.Invalid, "too_long", "The wording has at most %d characters.", maxWording).At("wording")
	}
	return nil
}
