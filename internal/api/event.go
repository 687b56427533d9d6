package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/user"
)

// eventRow is a fact that happened.
type eventRow struct {
	Seq            int64             `json:"seq" doc:"Its place in the log; gaps are normal."`
	At             time.Time         `json:"at"`
	Type           string            `json:"type"`
	Actor          actorRow          `json:"actor"`
	ConversationID string            `json:"conversation_id"`
	MessageID      string            `json:"message_id"`
	SubjectID      string            `json:"subject_id" doc:"The contact, channel, address … that it is about."`
	Data           map[string]string `json:"data" doc:"Ids, states and reasons; never text."`
}

type actorRow struct {
	Kind string `json:"kind" enum:"user,token,customer,provider,system"`
	ID   string `json:"id"`
}

func showEvent(e event.Event) eventRow {
	data := e.Data
	if data == nil {
		data = map[string]string{}
	}
	return eventRow{
		Seq: e.Seq, At: e.At, Type: string(e.Type), Actor: actorRow{Kind: string(e.Actor.Kind), ID: string(e.Actor.ID)},
		ConversationID: string(e.ConversationID), MessageID: string(e.MessageID), SubjectID: string(e.SubjectID), Data: data,
	}
}

// eventPage is a part of the log.
type eventPage struct {
	Items []eventRow `json:"items" nullable:"false"`
	Next  int64      `json:"next" doc:"Pass it as after to read on."`
}

func (s *surface) events() {
	handle(s, call{method: http.MethodGet, path: "/events", permission: user.ReadEvent, tag: "events", id: "listEvents", summary: "Read the event log"},
		func(ctx context.Context, in *struct {
			After int64 `query:"after" minimum:"0" doc:"Only later events; 0 begins with the oldest that is kept."`
			Limit int   `query:"limit" minimum:"1" maximum:"1000" default:"100"`
		}) (*body[eventPage], error) {
			events, err := s.Log.After(ctx, in.After, in.Limit)
			if errors.Is(err, event.ErrGone) {
				return nil, parley.Errorf(parley.Gone, "events_gone", "Events that old are no longer kept. Read the present state and begin with after=0.")
			}
			if err != nil {
				return nil, err
			}
			page := eventPage{Items: make([]eventRow, len(events)), Next: in.After}
			for i, e := range events {
				page.Items[i], page.Next = showEvent(e), e.Seq
			}
			return answer(page), nil
		})
}
