package consent_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"parley/internal/clock"
	"parley/internal/consent"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

const noID = parley.ID("01890000-0000-7000-8000-00000000dead")

var (
	operator = parley.Actor{Kind: parley.ActorUser, ID: "01890000-0000-7000-8000-0000000000aa"}
	program  = parley.Actor{Kind: parley.ActorToken, ID: "01890000-0000-7000-8000-0000000000bb"}
	customer = parley.Actor{Kind: parley.ActorCustomer}
)

type bench struct {
	*testing.T
	db     *store.DB
	clk    *clock.Fake
	log    *event.Log
	ledger *consent.Ledger
}

func newBench(t *testing.T) *bench {
	db := storetest.Open(t)
	clk := clock.NewFake(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	log := event.NewLog(store.Events{DB: db}, clk)
	return &bench{t, db, clk, log, consent.NewLedger(db, store.Consents{DB: db}, log, clk)}
}

func (b *bench) address(value string) parley.ID {
	b.Helper()
	id := parley.ID(b.clk.NewID())
	if err := b.db.Exec(b.Context(), `INSERT INTO address (id, kind, value, created_at) VALUES ($1, 'phone', $2, 1)`, id, value); err != nil {
		b.Fatal(err)
	}
	return id
}

func (b *bench) record(by parley.Actor, e parley.ConsentEntry) error {
	b.Helper()
	b.clk.Advance(time.Second)
	_, err := b.ledger.Record(b.Context(), by, e)
	return err
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// told gives the states of the consent.changed events of an address.
func (b *bench) told(id parley.ID) string {
	b.Helper()
	var states []string
	for _, e := range storetest.Told(b.T, b.db) {
		if e.Type == event.ConsentChanged && e.SubjectID == id {
			states = append(states, e.Data["state"])
		}
	}
	return strings.Join(states, " ")
}

func TestLedgerKeepsEverythingAndTellsWhatChanged(t *testing.T) {
	b := newBench(t)
	id := b.address("+12025550143")
	b.must(b.record(operator, parley.ConsentEntry{AddressID: id, State: parley.OptedIn, Source: consent.SourceUser, Wording: "on the phone"}))
	b.must(b.record(customer, parley.ConsentEntry{AddressID: id, State: parley.OptedOut, Source: consent.SourceKeyword, Wording: "STOP"}))
	b.must(b.record(customer, parley.ConsentEntry{AddressID: id, State: parley.OptedOut, Source: consent.SourceKeyword, Wording: "Stop!"}))
	b.must(b.record(customer, parley.ConsentEntry{AddressID: id, State: parley.HelpAsked, Source: consent.SourceKeyword, Wording: "HELP"}))
	entries, err := b.ledger.Entries(t.Context(), id)
	b.must(err)
	var kept []string
	for _, e := range entries {
		kept = append(kept, fmt.Sprintf("%s/%s/%s/%v", e.State, e.Source, e.Wording, e.ActorID == operator.ID))
	}
	if got, want := strings.Join(kept, " "), "help/keyword/HELP/false opted_out/keyword/Stop!/false opted_out/keyword/STOP/false opted_in/user/on the phone/true"; got != want {
		t.Errorf("kept %s\nwant %s", got, want)
	}
	if !entries[0].At.Equal(b.clk.Now()) {
		t.Errorf("the newest entry is of %v", entries[0].At)
	}
	if got := b.told(id); got != "opted_in opted_out" {
		t.Errorf("told: %s", got)
	}
	standing, err := b.ledger.Standing(t.Context(), id)
	b.must(err)
	if !standing.OptedOut(parley.Conversational) { // SMS-69
		t.Error("STOP does not opt out")
	}
}

func TestStandingsOfMany(t *testing.T) {
	b := newBench(t)
	in, out, silent := b.address("+12025550101"), b.address("+12025550102"), b.address("+12025550103")
	b.must(b.record(program, parley.ConsentEntry{AddressID: in, State: parley.OptedIn, Source: consent.SourceAPI}))
	b.must(b.record(customer, parley.ConsentEntry{AddressID: out, State: parley.OptedOut, Source: consent.SourceProvider}))
	got, err := b.ledger.Standings(t.Context(), []parley.ID{in, out, silent})
	b.must(err)
	for id, want := range map[parley.ID]parley.ConsentState{in: parley.OptedIn, out: parley.OptedOut, silent: consent.None} {
		if state := got[id].Of(parley.Notification); state != want {
			t.Errorf("%s: %s, want %s", id, state, want)
		}
	}
	if got, err := b.ledger.Standings(t.Context(), nil); err != nil || len(got) != 0 {
		t.Errorf("of no address: %v, %v", got, err)
	}
}

func TestRecordRefuses(t *testing.T) {
	b := newBench(t)
	id := b.address("+12025550143")
	b.must(b.record(customer, parley.ConsentEntry{AddressID: id, State: parley.OptedOut, Source: consent.SourceKeyword}))
	for _, c := range []struct {
		name string
		e    parley.ConsentEntry
		code string
	}{
		{"unknown address", parley.ConsentEntry{AddressID: noID, State: parley.OptedIn}, "address_not_found"},
		{"no state", parley.ConsentEntry{AddressID: id}, "invalid_state"},
		{"unknown purpose", parley.ConsentEntry{AddressID: id, State: parley.OptedOut, Purpose: "spam"}, "invalid_purpose"},
		{"confirmations need no consent", parley.ConsentEntry{AddressID: id, State: parley.OptedOut, Purpose: parley.Confirmation}, "invalid_purpose"},
		{"endless wording", parley.ConsentEntry{AddressID: id, State: parley.OptedOut, Wording: strings.Repeat("é", 2001)}, "too_long"},
		{"broken wording", parley.ConsentEntry{AddressID: id, State: parley.OptedOut, Wording: "a\x00"}, "invalid_text"},
		{"against the customer", parley.ConsentEntry{AddressID: id, State: parley.OptedIn, Source: consent.SourceUser}, "opted_out_by_customer"},
		{"for one purpose", parley.ConsentEntry{AddressID: id, State: parley.OptedIn, Source: consent.SourceAPI, Purpose: parley.Marketing}, "opted_out_by_customer"},
	} {
		if err := b.record(operator, c.e); parley.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
	entries, err := b.ledger.Entries(t.Context(), id)
	if err != nil || len(entries) != 1 {
		t.Errorf("the ledger has %d lines, %v", len(entries), err)
	}
}

func TestSMSOptInBox(t *testing.T) {
	b := newBench(t)
	id := b.address("+12025550143")
	step := func(name string, optIn bool, wantCode string, wantLines int, wantTold string) {
		t.Helper()
		b.clk.Advance(time.Second)
		if err := b.ledger.SetSMSOptIn(t.Context(), operator, id, optIn); parley.CodeOf(err) != wantCode {
			t.Errorf("%s: %v", name, err)
		}
		if entries, err := b.ledger.Entries(t.Context(), id); err != nil || len(entries) != wantLines {
			t.Errorf("%s: %d lines, %v", name, len(entries), err)
		}
		if got := b.told(id); got != wantTold {
			t.Errorf("%s: told %q", name, got)
		}
	}
	step("left empty", false, "", 0, "")
	step("ticked", true, "", 1, "opted_in") // SMS-64
	step("ticked again", true, "", 1, "opted_in")
	step("unticked", false, "", 2, "opted_in opted_out") // SMS-67
	step("ticked after the operator's own untick", true, "", 3, "opted_in opted_out opted_in")
	b.must(b.record(customer, parley.ConsentEntry{AddressID: id, State: parley.OptedOut, Source: consent.SourceKeyword}))
	step("ticked against the customer", true, "opted_out_by_customer", 4, "opted_in opted_out opted_in opted_out")
	b.must(b.record(customer, parley.ConsentEntry{AddressID: id, State: parley.OptedIn, Source: consent.SourceKeyword}))
	if s, err := b.ledger.Standing(t.Context(), id); err != nil || !s.SMSOptIn() { // SMS-70
		t.Errorf("START does not bring the customer back: %v", err)
	}
}

// What is recorded in a unit that fails is not recorded.
func TestRecordJoinsTheUnit(t *testing.T) {
	b := newBench(t)
	id := b.address("+12025550143")
	failure := errors.New("the rest of the unit failed")
	err := b.db.Do(t.Context(), func(ctx context.Context) error {
		if _, err := b.ledger.Record(ctx, customer, parley.ConsentEntry{AddressID: id, State: parley.OptedOut, Source: consent.SourceKeyword}); err != nil {
			return err
		}
		return failure
	})
	if !errors.Is(err, failure) {
		t.Fatal(err)
	}
	if entries, err := b.ledger.Entries(t.Context(), id); err != nil || len(entries) != 0 {
		t.Errorf("kept %v, %v", entries, err)
	}
}
