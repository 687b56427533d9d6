package outbox_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"parley/internal/channel"
	"parley/internal/consent"
	"parley/internal/gsm"
	"parley/internal/outbox"
	"parley/internal/parley"
	"parley/internal/switchboard"
	"parley/test/house"
)

func TestSubmitPutsTheMessageIntoItsThread(t *testing.T) {
	d := newDesk(t, nil)
	c := d.Contact("Anna", anna, "", "")
	first, second := d.submit("(212) 555-0101", "one"), d.submit(anna, "two")
	if first.Position != 1 || second.Position != 2 || first.ConversationID != second.ConversationID {
		t.Errorf("positions %d and %d in %s and %s", first.Position, second.Position, first.ConversationID, second.ConversationID)
	}
	kept := d.wantState(first.ID, parley.Pending, "")
	if kept.ContactID != c.ID || kept.AddressID != c.Addresses[0].ID || kept.ChannelID != d.line.ID || kept.Text != "one" ||
		kept.Direction != parley.Outbound || kept.Purpose != parley.Conversational {
		t.Errorf("kept %+v", kept)
	}
}

func TestSubmitMakesAnUnknownNumbersAddress(t *testing.T) {
	d := newDesk(t, nil)
	m := d.submit(anna, "hello")
	if m.AddressID != d.Address(anna) || m.ContactID != "" {
		t.Errorf("stamped with address %q and contact %q", m.AddressID, m.ContactID)
	}
}

// refusal is a draft that must not be taken.
type refusal struct {
	name    string
	prepare func(d *desk)
	draft   outbox.Draft
	code    string
	field   string
}

func (r refusal) check(t *testing.T, settings channel.Settings) {
	d := newDesk(t, settings)
	if r.prepare != nil {
		r.prepare(d)
	}
	draft := r.draft
	if draft.ChannelID == "" {
		draft.ChannelID = d.line.ID
	}
	if draft.Text == "" {
		draft.Text = "hello"
	}
	draft.ContactID, draft.AddressID = d.known(draft.ContactID, true), d.known(draft.AddressID, false)
	rows := `SELECT (SELECT COUNT(*) FROM message) + (SELECT COUNT(*) FROM conversation) + (SELECT COUNT(*) FROM address) + (SELECT COUNT(*) FROM event)`
	before := d.Count(rows)
	_, err := d.Outbox.Submit(t.Context(), draft)
	var e *parley.Error
	if !errors.As(err, &e) || e.Code != r.code || r.field != "" && e.Field != r.field {
		t.Errorf("refused with %v (field %q), want %s at %q", err, fieldOf(e), r.code, r.field)
	}
	if after := d.Count(rows); after != before {
		t.Errorf("a refusal left %d rows", after-before)
	}
}

// known puts the id of Anna, or of her number, in the place of "anna".
func (d *desk) known(id parley.ID, contact bool) parley.ID {
	if id != "anna" {
		return id
	}
	c := d.Contact("Anna", anna, "", "")
	if contact {
		return c.ID
	}
	return c.Addresses[0].ID
}

func fieldOf(e *parley.Error) string {
	if e == nil {
		return ""
	}
	return e.Field
}

func TestSubmitRefusesWhatCannotBeRead(t *testing.T) {
	none := parley.ID("01935000-0000-7000-8000-00000000dead")
	for _, r := range []refusal{
		{name: "nobody", draft: outbox.Draft{}, code: "recipient_required", field: "to"},
		{name: "to and contact", draft: outbox.Draft{To: anna, ContactID: none}, code: "recipient_required"},
		{name: "contact and address", draft: outbox.Draft{AddressID: none, ContactID: none}, code: "recipient_required"},
		{name: "all three", draft: outbox.Draft{To: anna, AddressID: none, ContactID: none}, code: "recipient_required"},
		{name: "blank", draft: outbox.Draft{To: anna, Text: " \n\t\u00a0"}, code: "blank_text", field: "text"},
		{name: "too long", draft: outbox.Draft{To: anna, Text: strings.Repeat("é", 1601)}, code: "too_long", field: "text"},
		{name: "broken UTF-8", draft: outbox.Draft{To: anna, Text: "a\xffb"}, code: "invalid_text", field: "text"},
		{name: "NUL", draft: outbox.Draft{To: anna, Text: "a\x00b"}, code: "invalid_text", field: "text"},
		{name: "not a number", draft: outbox.Draft{To: "111"}, code: "invalid_number", field: "to"},
		{name: "words", draft: outbox.Draft{To: "my mother"}, code: "invalid_number", field: "to"},
		{name: "broken number", draft: outbox.Draft{To: "+1212\xff5550101"}, code: "invalid_number", field: "to"},
		{name: "unknown channel", draft: outbox.Draft{ChannelID: none, To: anna}, code: "channel_not_found", field: "channel_id"},
		{name: "unknown sender", draft: outbox.Draft{To: anna, From: "+12025550199"}, code: "unknown_sender", field: "from"},
		{name: "unknown contact", draft: outbox.Draft{ContactID: none}, code: "no_address", field: "contact_id"},
		{name: "unknown address", draft: outbox.Draft{AddressID: none}, code: "unknown_address", field: "address_id"},
		{name: "dedupe too long", draft: outbox.Draft{To: anna, DedupeWithin: 61 * time.Second}, code: "invalid_dedupe_seconds"},
		{name: "dedupe negative", draft: outbox.Draft{To: anna, DedupeWithin: -1}, code: "invalid_dedupe_seconds"},
		{name: "client id too long", draft: outbox.Draft{To: anna, ClientID: strings.Repeat("x", 65)}, code: "too_long", field: "client_id"},
		{name: "client id no text", draft: outbox.Draft{To: anna, ClientID: "a\x00b"}, code: "invalid_text", field: "client_id"},
		{name: "client id broken", draft: outbox.Draft{To: anna, ClientID: "\xff"}, code: "invalid_text", field: "client_id"},
		{name: "unknown purpose", draft: outbox.Draft{To: anna, Purpose: "gossip"}, code: "unknown_purpose", field: "purpose"},
		{name: "confirmation of nothing", draft: outbox.Draft{To: anna, Purpose: parley.Confirmation}, code: "unknown_purpose"},
		{name: "confirmation of an unknown keyword", draft: outbox.Draft{To: anna, Purpose: parley.Confirmation, ConsentID: none}, code: "confirmation_late"},
	} {
		t.Run(r.name, func(t *testing.T) { r.check(t, nil) })
	}
}

func TestSubmitAsksTheGate(t *testing.T) {
	optedOut := func(purpose parley.Purpose, source string) func(d *desk) {
		return func(d *desk) {
			d.Consent(d.Contact("Anna", anna, "", "").Addresses[0].ID, parley.OptedOut, purpose, source)
		}
	}
	optedIn := func(purpose parley.Purpose) func(d *desk) {
		return func(d *desk) {
			d.Consent(d.Contact("Anna", anna, "", "").Addresses[0].ID, parley.OptedIn, purpose, consent.SourceUser)
		}
	}
	to := func(purpose parley.Purpose) outbox.Draft { return outbox.Draft{To: anna, Purpose: purpose} }
	for _, r := range []refusal{
		{name: "customer is out", prepare: optedOut("", consent.SourceKeyword), draft: to(""), code: "opted_out"},
		{name: "customer is out, notification", prepare: optedOut("", consent.SourceKeyword), draft: to(parley.Notification), code: "opted_out"},
		{name: "customer is out, marketing", prepare: optedOut("", consent.SourceKeyword), draft: to(parley.Marketing), code: "opted_out"},
		{name: "the operator has opted her out", prepare: optedOut("", consent.SourceUser), draft: to(""), code: "opted_out"},
		{name: "out of one purpose", prepare: optedOut(parley.Marketing, consent.SourceUser), draft: to(parley.Marketing), code: "opted_out"},
		{name: "notification without opt-in", draft: to(parley.Notification), code: "not_opted_in"}, // SMS-62
		{name: "marketing without opt-in", draft: to(parley.Marketing), code: "not_opted_in"},
		{name: "opted in to another purpose", prepare: optedIn(parley.Notification), draft: to(parley.Marketing), code: "not_opted_in"},
		{name: "no texts to a land line", prepare: func(d *desk) { d.Contact("Anna", anna, "home", "") }, draft: to(""), code: "not_sms_capable"},
		{name: "another country", draft: outbox.Draft{To: "+4915112345678"}, code: "region_not_supported"}, // SMS-2
	} {
		t.Run(r.name, func(t *testing.T) { r.check(t, channel.Settings{"regions": "US,CA"}) })
	}
	t.Run("opt-in for replies too", func(t *testing.T) {
		refusal{draft: to(""), code: "not_opted_in"}.check(t, channel.Settings{"require_opt_in": "true"})
	})
	t.Run("channel switched off", func(t *testing.T) {
		off := func(d *desk) { d.edit(switchboard.Change{Enabled: ptr(false)}) }
		refusal{prepare: off, draft: to(""), code: "channel_disabled"}.check(t, nil)
	})
	t.Run("channel deleted", func(t *testing.T) {
		gone := func(d *desk) { d.Must(d.Board.Delete(d.TB.Context(), d.line.ID, house.By)) }
		refusal{prepare: gone, draft: to(""), code: "channel_not_found"}.check(t, nil)
	})
}

func TestSubmitAllowsWhatWasAgreedTo(t *testing.T) {
	d := newDesk(t, channel.Settings{"require_opt_in": "true", "regions": "US,CA"})
	c := d.Contact("Anna", anna, "", "")
	d.Consent(c.Addresses[0].ID, parley.OptedIn, "", consent.SourceUser)
	for _, purpose := range []parley.Purpose{parley.Conversational, parley.Notification, parley.Marketing} {
		draft := outbox.Draft{ChannelID: d.line.ID, ContactID: c.ID, Text: "hello", Purpose: purpose}
		if m, err := d.Outbox.Submit(t.Context(), draft); err != nil || m.State != parley.Pending {
			t.Errorf("%s: %s, %v", purpose, m.State, err)
		}
	}
}

func TestSubmitToAContactTakesTheNumberForTexts(t *testing.T) {
	d := newDesk(t, nil)
	home := d.Contact("Home", ben, "home", "")
	both := d.Contact("Anna", anna, "", "")
	m, err := d.Outbox.Submit(t.Context(), outbox.Draft{ChannelID: d.line.ID, ContactID: both.ID, Text: "hello"})
	if err != nil || m.AddressID != both.Addresses[0].ID {
		t.Errorf("sent to %s, %v", m.AddressID, err)
	}
	if _, err := d.Outbox.Submit(t.Context(), outbox.Draft{ChannelID: d.line.ID, ContactID: home.ID, Text: "hello"}); parley.CodeOf(err) != "not_sms_capable" {
		t.Errorf("to a contact with a land line only: %v", err)
	}
}

func TestDuplicateNamesTheFirst(t *testing.T) {
	d := newDesk(t, nil)
	send := func(to, text string, within time.Duration) (parley.Message, error) {
		return d.Outbox.Submit(t.Context(), outbox.Draft{ChannelID: d.line.ID, To: to, Text: text, DedupeWithin: within})
	}
	first, err := send(anna, "hello", 0)
	d.Must(err)
	d.pass(6 * time.Second)
	_, err = send(anna, "hello", 7*time.Second)
	var e *parley.Error
	if !errors.As(err, &e) || e.Code != "duplicate" || e.Meta["duplicate_of"] != string(first.ID) {
		t.Errorf("a repeat is answered %v with %v", err, e)
	}
	if n := len(d.Thread(first.ConversationID)); n != 1 {
		t.Errorf("the thread has %d messages", n)
	}
	for what, send := range map[string]func() (parley.Message, error){
		"another text":   func() (parley.Message, error) { return send(anna, "Hello", 7*time.Second) },
		"another number": func() (parley.Message, error) { return send(ben, "hello", 7*time.Second) },
		"not asked":      func() (parley.Message, error) { return send(anna, "hello", 0) },
	} {
		if _, err := send(); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	d.pass(8 * time.Second)
	if _, err := send(anna, "hello", 7*time.Second); err != nil {
		t.Errorf("after the time: %v", err)
	}
}

func TestOfTwoDuplicatesAtOnceOneIsSent(t *testing.T) {
	d := newDesk(t, nil)
	const racers = 12
	ids, errs := race(racers, func(int) (parley.Message, error) {
		return d.Outbox.Submit(t.Context(), outbox.Draft{ChannelID: d.line.ID, To: anna, Text: "hello", DedupeWithin: 7 * time.Second})
	})
	if len(ids) != 1 {
		t.Fatalf("%d were sent", len(ids))
	}
	for _, err := range errs {
		var e *parley.Error
		if !errors.As(err, &e) || e.Code != "duplicate" || !ids[parley.ID(e.Meta["duplicate_of"])] {
			t.Errorf("answered %v, want a duplicate of %v", err, ids)
		}
	}
}

// race runs f so many times at once and gives the messages' ids and the errors.
func race(times int, f func(n int) (parley.Message, error)) (ids map[parley.ID]bool, errs []error) {
	var all sync.WaitGroup
	var mu sync.Mutex
	ids = map[parley.ID]bool{}
	for n := range times {
		all.Go(func() {
			m, err := f(n)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				errs = append(errs, err)
				return
			}
			ids[m.ID] = true
		})
	}
	all.Wait()
	return ids, errs
}

func TestClientIDGivesTheFirstMessage(t *testing.T) {
	d := newDesk(t, nil)
	c := d.Contact("Anna", anna, "", "")
	draft := outbox.Draft{ChannelID: d.line.ID, To: anna, Text: "hello", ClientID: "mine", UserID: "u1"}
	first, err := d.Outbox.Submit(t.Context(), draft)
	d.Must(err)
	byAddress, byContact := draft, draft
	byAddress.To, byAddress.AddressID = "", c.Addresses[0].ID
	byContact.To, byContact.ContactID = "", c.ID
	for _, again := range []outbox.Draft{draft, byAddress, byContact} {
		if m, err := d.Outbox.Submit(t.Context(), again); err != nil || m.ID != first.ID {
			t.Errorf("the second time as %+v: %s, %v", again, m.ID, err)
		}
	}
	draft.UserID = "u2"
	if other, err := d.Outbox.Submit(t.Context(), draft); err != nil || other.ID == first.ID {
		t.Errorf("another user's own id: %s, %v", other.ID, err)
	}
}

func TestClientIDOfAnotherMessageIsRefused(t *testing.T) {
	d := newDesk(t, nil)
	d.Contact("Anna", anna, "", "")
	other := d.Contact("Ben", ben, "", "")
	first, err := d.Outbox.Submit(t.Context(), outbox.Draft{ChannelID: d.line.ID, To: anna, Text: "hello", ClientID: "mine", UserID: "u1"})
	d.Must(err)
	for name, draft := range map[string]outbox.Draft{
		"another text":    {To: anna, Text: "goodbye"},
		"another channel": {To: anna, Text: "hello", ChannelID: d.Channel(nil).ID},
		"another number":  {To: ben, Text: "hello"},
		"an unknown one":  {To: "+12125550199", Text: "hello"},
		"another address": {AddressID: other.Addresses[0].ID, Text: "hello"},
		"another contact": {ContactID: other.ID, Text: "hello"},
	} {
		if draft.ChannelID == "" {
			draft.ChannelID = d.line.ID
		}
		draft.ClientID, draft.UserID = "mine", "u1"
		_, err := d.Outbox.Submit(t.Context(), draft)
		var e *parley.Error
		if !errors.As(err, &e) || e.Kind != parley.Invalid || e.Code != "client_id_reused" || e.Field != "client_id" || e.Meta["message_id"] != string(first.ID) {
			t.Errorf("%s is answered %+v", name, err)
		}
	}
	if n := d.Count(`SELECT COUNT(*) FROM message`); n != 1 {
		t.Errorf("%d messages are kept", n)
	}
}

// Of several drafts that carry one id at once, one wins; the others are its repeats, or refused as another message.
func TestOfOneClientIDAtOnceOneMessageIsKept(t *testing.T) {
	d := newDesk(t, nil)
	known := d.submit(anna, "before") // so that it is the message that is raced for, not the thread
	ids, errs := race(12, func(n int) (parley.Message, error) {
		return d.Outbox.Submit(t.Context(), outbox.Draft{ChannelID: d.line.ID, To: []string{anna, ben}[n%2], Text: "hello", ClientID: "mine", UserID: "u1"})
	})
	if len(ids) != 1 || len(errs) != 6 {
		t.Errorf("%d messages are named, and %v", len(ids), errs)
	}
	for _, err := range errs {
		if parley.CodeOf(err) != "client_id_reused" {
			t.Errorf("refused with %v", err)
		}
	}
	if n := d.Count(`SELECT COUNT(*) FROM message WHERE client_id = 'mine'`); n != 1 {
		t.Errorf("%d are kept", n)
	}
	for id := range ids {
		d.Message(id)
	}
	d.wantNoGaps(known.ConversationID)
}

// wantNoGaps fails unless the thread's row counts as many messages as it has.
func (d *desk) wantNoGaps(id parley.ID) {
	d.TB.Helper()
	if counted, there := d.Count(`SELECT position FROM conversation WHERE id = $1`, string(id)), len(d.Thread(id)); counted != there {
		d.TB.Errorf("the thread counts %d messages and has %d", counted, there)
	}
}

func TestSegmentsAndWhatIsBilled(t *testing.T) {
	for _, tt := range []struct {
		profile          gsm.Profile
		text             string
		segments, billed int
	}{
		{gsm.Seed, strings.Repeat("a", 160), 1, 1}, // SMS-22
		{gsm.Seed, strings.Repeat("a", 306), 2, 3}, // SMS-23
		{gsm.Standard, strings.Repeat("a", 306), 2, 2},
		{gsm.Seed, strings.Repeat("ж", 71), 2, 2},
		{gsm.Standard, strings.Repeat("ж", 71), 2, 2},
	} {
		d := newDesk(t, nil)
		d.Outbox.Profile = tt.profile
		m := d.Message(d.submit(anna, tt.text).ID)
		if m.Segments != tt.segments || m.BilledSegments != tt.billed {
			t.Errorf("%s, %d bytes: %d segments, %d billed; want %d, %d", tt.profile, len(tt.text), m.Segments, m.BilledSegments, tt.segments, tt.billed)
		}
	}
}

func TestTextsPassUnharmed(t *testing.T) {
	d := newDesk(t, nil)
	texts := []string{"👩‍👩‍👧‍👦 🇨🇦 🤷🏽‍♀️", "שלום \u202bעולם\u202c", "مرحبا", "a\nb\r\n\tc", "  kept  ", "'; DROP TABLE message; --", "%s %d \\u0041"}
	for _, text := range texts {
		if got := d.Message(d.submit(anna, text).ID).Text; got != text {
			t.Errorf("kept %q of %q", got, text)
		}
		d.round()
	}
	d.wantSent(texts...)
}

func TestSubmitBelongsToTheUnitAroundIt(t *testing.T) {
	d := newDesk(t, nil)
	failure := errors.New("changed my mind")
	var m parley.Message
	err := d.DB.Do(t.Context(), func(ctx context.Context) (err error) {
		if m, err = d.Outbox.Submit(ctx, outbox.Draft{ChannelID: d.line.ID, To: anna, Text: "hello"}); err != nil {
			return err
		}
		return failure
	})
	if !errors.Is(err, failure) || m.ID == "" {
		t.Fatalf("the unit ended with %v after message %q", err, m.ID)
	}
	if n := d.Count(`SELECT (SELECT COUNT(*) FROM message) + (SELECT COUNT(*) FROM conversation) + (SELECT COUNT(*) FROM address)`); n != 0 {
		t.Errorf("%d rows are left", n)
	}
	if texts := d.round(); len(texts) != 0 {
		t.Errorf("%q was sent", texts)
	}
}

func (d *desk) edit(change switchboard.Change) {
	d.TB.Helper()
	row, found, err := d.Board.Store.Channel(d.TB.Context(), d.line.ID)
	d.Must(err)
	if !found {
		d.TB.Fatal("the channel is gone")
	}
	change.Version = row.Version
	line, err := d.Board.Update(d.TB.Context(), d.line.ID, change, "US", house.By)
	d.Must(err)
	d.line = line
}

func ptr[T any](v T) *T { return &v }
