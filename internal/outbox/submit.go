package outbox

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"parley/internal/consent"
	"parley/internal/conversation"
	"parley/internal/gate"
	"parley/internal/gsm"
	"parley/internal/parley"
	"parley/internal/switchboard"
	"parley/internal/unit"
	"parley/internal/work"
)

// Draft is a message that somebody wants sent. Whom it goes to is said by exactly one of To, ContactID and AddressID.
type Draft struct {
	ChannelID parley.ID
	From      string // one of the channel's senders; empty = its default
	To        string // a number in any notation, or whatever the channel's kind of address is
	ContactID parley.ID
	AddressID parley.ID
	Text      string
	Purpose   parley.Purpose // empty = conversational
	// DedupeWithin refuses the same text to the same address from the same sender within so long; 0 = does not ask.
	DedupeWithin time.Duration
	ClientID     string    // the asker's own id: a repeat of the same draft with it gives the first message
	ConsentID    parley.ID // of a confirmation: the ledger entry that it answers
	UserID       parley.ID // who wrote it, where a user did
	Actor        parley.Actor
}

// Limits of what is asked.
const (
	MaxText     = 1600 // runes, unless the channel takes less (channels.md section 2.1)
	MaxDedupe   = 60 * time.Second
	maxClientID = 64
)

// Submit puts a message into the outbox and returns it as it was committed. A refusal of the gate is an error with the
// gate's code, and nothing is stored. It may run inside a unit: the message is then part of it.
func (o *Outbox) Submit(ctx context.Context, d Draft) (parley.Message, error) {
	line, err := o.Board.Line(ctx, d.ChannelID)
	if err != nil {
		return parley.Message{}, at(err, "channel_id")
	}
	p, err := o.prepare(line, d)
	if err != nil {
		return parley.Message{}, err
	}
	var m parley.Message
	err = o.Work.Do(ctx, func(ctx context.Context) error {
		m = p.message
		return o.put(ctx, p, &m)
	})
	var again *alreadySent
	if errors.As(err, &again) {
		return again.message, nil
	}
	return m, err
}

// alreadySent ends a unit in which the client's id turned out to be known.
type alreadySent struct{ message parley.Message }

func (*alreadySent) Error() string { return "outbox: sent before under the same client_id" }

// prepared is what can be done before the unit begins.
type prepared struct {
	draft   Draft
	line    *switchboard.Line
	sender  switchboard.Sender
	kind    parley.AddressKind
	to      string // the address's value, where To said whom
	message parley.Message
	newID   parley.ID // for the address, should it be new
}

func (o *Outbox) prepare(line *switchboard.Line, d Draft) (*prepared, error) {
	if d.Purpose == "" {
		d.Purpose = parley.Conversational
	}
	if err := checkDraft(d, line.Info.TextLimit); err != nil {
		return nil, err
	}
	sender, found := line.Sender(d.From)
	if !found {
		return nil, parley.Errorf(parley.Invalid, "unknown_sender", "The channel has no sender %q.", d.From).At("from")
	}
	p := &prepared{draft: d, line: line, sender: sender, kind: line.Info.Address, newID: parley.ID(o.Clock.NewID())}
	if d.To != "" {
		to, err := o.recipient(line, sender, d.To)
		if err != nil {
			return nil, err
		}
		p.to = to
	}
	now := o.Clock.Now()
	p.message = parley.Message{
		ID: parley.ID(o.Clock.NewID()), Direction: parley.Outbound, UserID: d.UserID, Purpose: d.Purpose, Text: d.Text,
		State: parley.Pending, ClientID: d.ClientID, ConsentID: d.ConsentID, DueAt: now, CreatedAt: now, UpdatedAt: now,
	}
	if line.Info.SMS {
		p.message.Segments = gsm.Count(d.Text).Segments
		p.message.BilledSegments = gsm.Billed(d.Text, o.Profile)
	}
	return p, nil
}

func checkDraft(d Draft, textLimit int) error {
	if textLimit == 0 {
		textLimit = MaxText
	}
	said := 0
	for _, whom := range []bool{d.To != "", d.ContactID != "", d.AddressID != ""} {
		if whom {
			said++
		}
	}
	invalid := func(code, field, format string, args ...any) error {
		return parley.Errorf(parley.Invalid, code, format, args...).At(field)
	}
	switch {
	case said != 1:
		return invalid("recipient_required", "to", "Say whom it goes to with exactly one of to, contact_id and address_id.")
	case parley.IsBlank(d.Text):
		return invalid("blank_text", "text", "Write something to send.")
	case !utf8.ValidString(d.Text) || strings.ContainsRune(d.Text, 0):
		return invalid("invalid_text", "text", "The text is not valid UTF-8.")
	case utf8.RuneCountInString(d.Text) > textLimit:
		return invalid("too_long", "text", "The text has %d characters; this channel takes %d.", utf8.RuneCountInString(d.Text), textLimit)
	case d.DedupeWithin < 0 || d.DedupeWithin > MaxDedupe:
		return invalid("invalid_dedupe_seconds", "dedupe_seconds", "dedupe_seconds is between 0 and %d.", int(MaxDedupe/time.Second))
	case len(d.ClientID) > maxClientID:
		return invalid("too_long", "client_id", "client_id has at most %d bytes.", maxClientID)
	case !parley.IsLine(d.ClientID):
		return invalid("invalid_text", "client_id", "Enter one line of text.")
	}
	switch d.Purpose {
	case parley.Conversational, parley.Notification, parley.Marketing:
		return nil
	case parley.Confirmation:
		if d.ConsentID != "" {
			return nil
		}
	}
	return invalid("unknown_purpose", "purpose", "The purpose is conversational, notification or marketing.")
}

// recipient reads To in the region of the sender, else in that of the installation.
func (o *Outbox) recipient(line *switchboard.Line, sender switchboard.Sender, to string) (string, error) {
	if line.Info.Address != parley.Phone {
		return strings.TrimSpace(to), nil
	}
	region := o.numbers.Region(sender.Value)
	if region == "" {
		region = o.Region
	}
	number, _, err := o.numbers.Parse(to, region) // remembered for facts, which is asked inside the unit
	if err != nil {
		return "", parley.Errorf(parley.Invalid, "invalid_number", "This is not a number that can be dialled. Check it, and write it with its country code if it is abroad.").At("to")
	}
	return number, nil
}

// put decides and writes; everything that depends on rows happens here, inside the unit.
func (o *Outbox) put(ctx context.Context, p *prepared, m *parley.Message) error {
	if m.ClientID != "" {
		earlier, found, err := o.Submits.MessageByClientID(ctx, m.UserID, m.ClientID)
		if err != nil {
			return err
		}
		if found {
			return o.repeated(ctx, p, earlier)
		}
	}
	target, err := o.target(ctx, p)
	if err != nil {
		return err
	}
	verdict, err := o.ask(ctx, p, target)
	if err != nil {
		return err
	}
	if verdict.Verdict == gate.Hold {
		m.State, m.Reason, m.DueAt = parley.Held, verdict.Code, verdict.Until
	}
	if target.Address.ID == "" {
		if target.Address.ID, err = o.Submits.AddAddress(ctx, parley.Address{ID: p.newID, Kind: p.kind, Value: p.to}, m.CreatedAt); err != nil {
			return err
		}
	}
	if err := o.Threads.Advance(ctx, conversation.Parties{ChannelID: p.line.ID, SenderID: p.sender.ID, AddressID: target.Address.ID}, m); err != nil {
		return err
	}
	if err := o.refuseRepeat(ctx, p.draft, m); err != nil {
		return err
	}
	added, err := o.Threads.Add(ctx, m, p.draft.Actor)
	if err != nil {
		return err
	}
	if !added {
		return unit.ErrAgain // the same client's id, or the same keyword's answer, was committed meanwhile: now it can be seen
	}
	o.ringAfter(ctx, p.line.ID)
	return nil
}

// repeated is what a draft gets whose client's id is known: the earlier message if it is the same one, else a refusal, since
// whoever reads 202 and another message's id would take his own text for sent.
func (o *Outbox) repeated(ctx context.Context, p *prepared, earlier parley.Message) error {
	same := p.draft.Text == earlier.Text && p.line.ID == earlier.ChannelID && (p.draft.From == "" || p.sender.ID == earlier.SenderID)
	switch {
	case p.draft.ContactID != "":
		same = same && p.draft.ContactID == earlier.ContactID
	case p.draft.AddressID != "":
		same = same && p.draft.AddressID == earlier.AddressID
	default:
		t, err := o.Submits.TargetByValue(ctx, p.line.ID, p.kind, p.to)
		if err != nil {
			return err
		}
		same = same && t.Address.ID == earlier.AddressID
	}
	if same {
		return &alreadySent{earlier}
	}
	return parley.Errorf(parley.Invalid, "client_id_reused", "This client_id was used for another message. Make a new one for each message.").
		At("client_id").With("message_id", string(earlier.ID))
}

// ringAfter wakes the channel's owner once the unit is committed.
func (o *Outbox) ringAfter(ctx context.Context, channelID parley.ID) {
	wake := o.wake(channelID)
	unit.After(ctx, func() { work.Ring(wake) })
}

// askAgain puts the question of a message that exists to the gate.
func (o *Outbox) askAgain(ctx context.Context, m parley.Message) error {
	line, err := o.Board.Line(ctx, m.ChannelID)
	if err != nil {
		return err
	}
	return o.judgeTarget(ctx, line, m, m.AddressID)
}

// Ask says what the gate would say now of a message to the address: nil, or the refusal.
func (o *Outbox) Ask(ctx context.Context, line *switchboard.Line, addressID parley.ID, purpose parley.Purpose) error {
	return o.judgeTarget(ctx, line, parley.Message{Purpose: purpose}, addressID)
}

func (o *Outbox) judgeTarget(ctx context.Context, line *switchboard.Line, m parley.Message, addressID parley.ID) error {
	target, err := found(o.Submits.TargetByID(ctx, line.ID, addressID))
	if err != nil {
		return err
	}
	_, err = o.ask(ctx, &prepared{line: line, message: m, draft: Draft{ConsentID: m.ConsentID}}, target)
	return err
}

func (o *Outbox) target(ctx context.Context, p *prepared) (Target, error) {
	d := p.draft
	if p.to != "" {
		return found(o.Submits.TargetByValue(ctx, p.line.ID, p.kind, p.to))
	}
	if d.ContactID != "" {
		id, has, err := o.Submits.ContactAddress(ctx, d.ContactID, p.kind)
		if err != nil {
			return Target{}, err
		}
		if !has {
			return Target{}, parley.Errorf(parley.Invalid, "no_address", "There is no such contact, or it has no address that this channel reaches.").At("contact_id")
		}
		d.AddressID = id
	}
	t, err := found(o.Submits.TargetByID(ctx, p.line.ID, d.AddressID))
	if err != nil {
		return t, err
	}
	if t.Address.ID == "" || t.Address.Kind != p.kind {
		return t, parley.Errorf(parley.Invalid, "unknown_address", "There is no such address, or this channel does not reach it.").At("address_id")
	}
	return t, nil
}

func found(t Target, err error) (Target, error) {
	if err == nil && !t.ChannelFound {
		err = parley.Errorf(parley.NotFound, "channel_not_found", "There is no such channel.").At("channel_id")
	}
	return t, err
}

// ask puts the question to the gate; a refusal is an error.
func (o *Outbox) ask(ctx context.Context, p *prepared, t Target) (gate.Decision, error) {
	value := t.Address.Value
	if t.Address.ID == "" {
		value = p.to
	}
	facts := o.facts(p.line, value, p.message.Purpose)
	test, err := o.testing(ctx, p.line)
	if err != nil {
		return gate.Decision{}, err
	}
	facts.TestMode = test
	facts.ChannelEnabled = t.ChannelEnabled
	facts.SMSCapable = t.SMSCapable
	if t.Address.ID != "" {
		standing, err := o.Consents.Standing(ctx, t.Address.ID)
		if err != nil {
			return gate.Decision{}, err
		}
		agreed(&facts, standing)
	}
	if p.message.Purpose == parley.Confirmation {
		if facts.KeywordAt, facts.Answered, err = o.Submits.Keyword(ctx, p.draft.ConsentID); err != nil {
			return gate.Decision{}, err
		}
	}
	verdict := gate.Decide(facts)
	return verdict, verdict.Error()
}

// testing reports whether test mode keeps the channel from sending.
func (o *Outbox) testing(ctx context.Context, line *switchboard.Line) (bool, error) {
	if line.Info.Simulated {
		return false, nil
	}
	return o.TestMode(ctx)
}

// facts gives those that the channel and the address say by themselves.
func (o *Outbox) facts(line *switchboard.Line, value string, purpose parley.Purpose) gate.Facts {
	f := gate.Facts{
		Now: o.Clock.Now(), Purpose: purpose, ChannelEnabled: line.Enabled, SMS: line.Info.SMS, Starts: line.Info.Starts,
		RequireOptIn: line.Settings.Bool("require_opt_in"), Regions: line.Settings.List("regions"), ValidAddress: true, SMSCapable: true,
	}
	if line.Info.Address == parley.Phone {
		number, region, err := o.numbers.Parse(value, "")
		f.ValidAddress, f.Region = err == nil && number == value, region
		if purpose == parley.Confirmation {
			// The customer wrote from there: the answer goes back, short code or abroad.
			f.ValidAddress, f.Regions = true, nil
		}
	}
	return f
}

// agreed puts what the address has agreed to into the facts.
func agreed(f *gate.Facts, s consent.Standing) {
	f.OptedOut = s.OptedOut(f.Purpose)
	f.OptedIn = s.Of(f.Purpose) == parley.OptedIn
}

// refuseRepeat runs between Advance and Add, while the thread's row is held: of two at once, one sees the other.
func (o *Outbox) refuseRepeat(ctx context.Context, d Draft, m *parley.Message) error {
	if d.DedupeWithin == 0 {
		return nil
	}
	earlier, repeated, err := o.Submits.RepeatOf(ctx, m, m.CreatedAt.Add(-d.DedupeWithin))
	if err != nil || !repeated {
		return err
	}
	return parley.Errorf(parley.Invalid, "duplicate", "The same text went to this address from this sender a moment ago.").With("duplicate_of", string(earlier))
}

func at(err error, field string) error {
	var e *parley.Error
	if errors.As(err, &e) && e.Field == "" {
		copied := *e
		return copied.At(field)
	}
	return err
}
