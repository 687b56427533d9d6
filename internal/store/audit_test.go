package store_test

import (
	"context"
	"testing"

	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/store"
)

// Who changes something by a token is named as who does it in a browser.
func TestTrailNamesUsersBehindTokens(t *testing.T) {
	db := withJo(t)
	events := store.Events{DB: db}
	in(t, db, func(ctx context.Context) error {
		var all []event.Event
		for _, kind := range []parley.ActorKind{parley.ActorUser, parley.ActorToken, parley.ActorSystem} {
			all = append(all, event.Event{Type: event.CompanyCreated, Actor: parley.Actor{Kind: kind, ID: joID}, Record: &event.Record{Name: "Harbor"}})
		}
		return events.AppendEvents(ctx, all)
	})
	entries, err := events.Entries(t.Context(), event.Filter{Limit: 10})
	if err != nil || len(entries) != 3 {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	for _, e := range entries {
		want := map[parley.ActorKind]string{parley.ActorUser: "Jo", parley.ActorToken: "Jo"}[e.Actor.Kind]
		if e.ActorName != want {
			t.Errorf("%s is named %q, want %q", e.Actor.Kind, e.ActorName, want)
		}
	}
}
