package api

import (
	"context"
	"net/http"
	"time"

	"parley/internal/consent"
	"parley/internal/httpd"
	"parley/internal/parley"
	"parley/internal/user"
)

// consentStates is what an address has agreed to by now.
type consentStates struct {
	Conversational string `json:"conversational" enum:"opted_in,opted_out,none"`
	Notification   string `json:"notification" enum:"opted_in,opted_out,none"`
	Marketing      string `json:"marketing" enum:"opted_in,opted_out,none"`
}

func showStanding(s consent.Standing) consentStates {
	return consentStates{
		Conversational: string(s.Of(parley.Conversational)), Notification: string(s.Of(parley.Notification)), Marketing: string(s.Of(parley.Marketing)),
	}
}

// consentRow is one line of the ledger.
type consentRow struct {
	ID      string     `json:"id"`
	Purpose string     `json:"purpose" doc:"Empty: all purposes."`
	State   string     `json:"state" enum:"opted_in,opted_out,help"`
	Source  string     `json:"source" doc:"keyword, provider, user or api."`
	Actor   *reference `json:"actor" doc:"The user who made it; null where none did."`
	Wording string     `json:"wording" doc:"The customer's words, or those that he agreed to."`
	At      time.Time  `json:"at"`
}

func showConsent(e consent.Line) consentRow {
	return consentRow{
		ID: string(e.ID), Purpose: string(e.Purpose), State: string(e.State), Source: e.Source, Actor: named(e.ActorID, e.ActorName),
		Wording: e.Wording, At: e.At,
	}
}

type newConsentInput struct {
	Keyed
	ByID
	Body struct {
		State   string `json:"state" enum:"opted_in,opted_out"`
		Purpose string `json:"purpose,omitempty" enum:"conversational,notification,marketing" doc:"All of them unless said."`
		Wording string `json:"wording,omitempty" doc:"The words that the customer agreed to, or how he said it."`
	}
}

func (s *surface) consents() {
	handle(s, call{method: http.MethodGet, path: "/addresses/{id}/consent", tag: "contacts", id: "listConsent", summary: "Read the consent ledger of an address, newest first"},
		func(ctx context.Context, in *ByID) (*body[listOf[consentRow]], error) {
			lines, err := s.Consents.Entries(ctx, in.row())
			if err != nil {
				return nil, err
			}
			out := listOf[consentRow]{Items: make([]consentRow, len(lines))}
			for i, l := range lines {
				out.Items[i] = showConsent(l)
			}
			return answer(out), nil
		})
	handle(s, call{method: http.MethodPost, path: "/addresses/{id}/consent", permission: user.UpdateContact, tag: "contacts", id: "recordConsent", summary: "Record what a customer agreed to or ended", status: http.StatusCreated},
		func(ctx context.Context, in *newConsentInput) (*body[consentRow], error) {
			out, err := once(ctx, s, in.Keyed, "/addresses/"+in.ID+"/consent", func(ctx context.Context) (consentRow, error) {
				return s.recordConsent(ctx, in)
			})
			return answer(out), err
		})
}

func (s *surface) recordConsent(ctx context.Context, in *newConsentInput) (consentRow, error) {
	by := actor(ctx)
	e, err := s.Consents.Record(ctx, by, parley.ConsentEntry{
		AddressID: in.row(), Purpose: parley.Purpose(in.Body.Purpose), State: parley.ConsentState(in.Body.State),
		Source: consent.SourceOf(by), Wording: in.Body.Wording,
	})
	if err != nil {
		return consentRow{}, err
	}
	return showConsent(consent.Line{ConsentEntry: e, ActorName: httpd.AskerOf(ctx).User.Name}), nil
}
