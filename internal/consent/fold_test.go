package consent_test

import (
	"testing"

	"parley/internal/consent"
	"parley/internal/parley"
)

func line(state parley.ConsentState, purpose parley.Purpose, source string) parley.ConsentEntry {
	return parley.ConsentEntry{State: state, Purpose: purpose, Source: source}
}

func TestFold(t *testing.T) {
	const in, out, none = parley.OptedIn, parley.OptedOut, consent.None
	for _, c := range []struct {
		name    string
		entries []parley.ConsentEntry
		want    [3]parley.ConsentState // conversational, notification, marketing
	}{
		{"nothing said", nil, [3]parley.ConsentState{none, none, none}},
		{"opted in to all", []parley.ConsentEntry{line(in, "", "user")}, [3]parley.ConsentState{in, in, in}},
		{"opted in to one", []parley.ConsentEntry{line(in, parley.Marketing, "api")}, [3]parley.ConsentState{none, none, in}},
		{"an opt-out blocks all three", []parley.ConsentEntry{line(in, parley.Notification, "user"), line(out, "", "keyword")},
			[3]parley.ConsentState{out, out, out}},
		{"an opt-out of one", []parley.ConsentEntry{line(in, "", "user"), line(out, parley.Marketing, "user")},
			[3]parley.ConsentState{in, in, out}},
		{"the customer comes back", []parley.ConsentEntry{line(out, "", "keyword"), line(in, "", "keyword")},
			[3]parley.ConsentState{in, in, in}},
		{"help changes nothing", []parley.ConsentEntry{line(out, "", "keyword"), line(parley.HelpAsked, "", "keyword")},
			[3]parley.ConsentState{out, out, out}},
		{"an operator takes back what an operator said", []parley.ConsentEntry{line(out, "", "user"), line(in, "", "user")},
			[3]parley.ConsentState{in, in, in}},
		{"nobody takes back what the customer said", []parley.ConsentEntry{line(out, "", "keyword"), line(in, "", "user")},
			[3]parley.ConsentState{out, out, out}},
		{"not by a detour either", []parley.ConsentEntry{line(out, "", "provider"), line(out, "", "user"), line(in, "", "api")},
			[3]parley.ConsentState{out, out, out}},
		{"afterwards the operator may again", []parley.ConsentEntry{line(out, "", "keyword"), line(in, "", "provider"), line(out, "", "user"), line(in, "", "user")},
			[3]parley.ConsentState{in, in, in}},
	} {
		s := consent.Fold(c.entries)
		got := [3]parley.ConsentState{s.Of(parley.Conversational), s.Of(parley.Notification), s.Of(parley.Marketing)}
		if got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestStandingAnswers(t *testing.T) {
	partly := consent.Fold([]parley.ConsentEntry{line(parley.OptedIn, "", "user"), line(parley.OptedOut, parley.Marketing, "keyword")})
	wholly := consent.Fold([]parley.ConsentEntry{line(parley.OptedOut, "", "keyword")})
	for _, c := range []struct {
		s       consent.Standing
		purpose parley.Purpose
		out     bool
	}{
		{consent.Standing{}, parley.Conversational, false},
		{consent.Standing{}, parley.Confirmation, false},
		{partly, parley.Conversational, false},
		{partly, parley.Marketing, true},
		{partly, parley.Confirmation, false},
		{wholly, parley.Conversational, true},
		{wholly, parley.Confirmation, true},
	} {
		if got := c.s.OptedOut(c.purpose); got != c.out {
			t.Errorf("%+v: opted out of %s: %v", c.s, c.purpose, got)
		}
	}
	if !partly.SMSOptIn() || wholly.SMSOptIn() || (consent.Standing{}).SMSOptIn() {
		t.Error("SMSOptIn does not follow the opt-in to notifications")
	}
	if got := wholly.Of(parley.Confirmation); got != consent.None {
		t.Errorf("a confirmation has the state %s", got)
	}
}
