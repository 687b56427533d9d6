package api

import (
	"context"
	"encoding/json"

	"parley/internal/conversation"
	"parley/internal/event"
	"parley/internal/parley"
)

// Encoder makes of events what browsers are sent: the event with the conversation and the message that it is about, in
// the shapes of the API.
type Encoder struct {
	Conversations *conversation.Service
	Region        string
}

// liveEvent is an event with what it is about.
type liveEvent struct {
	eventRow
	Conversation *thread  `json:"conversation,omitempty"`
	Message      *message `json:"message,omitempty"`
}

// Encode gives an entry for each event, loading what they are about with three queries.
func (e Encoder) Encode(ctx context.Context, events []event.Event) ([]json.RawMessage, error) {
	threads, messages, err := e.load(ctx, events)
	if err != nil {
		return nil, err
	}
	out := make([]json.RawMessage, len(events))
	for i, each := range events {
		row := liveEvent{eventRow: showEvent(each), Message: messages[each.MessageID], Conversation: threads[each.ConversationID]}
		if out[i], err = json.Marshal(row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (e Encoder) load(ctx context.Context, events []event.Event) (map[parley.ID]*thread, map[parley.ID]*message, error) {
	var threadIDs, messageIDs []parley.ID
	threads, messages := map[parley.ID]*thread{}, map[parley.ID]*message{}
	for _, each := range events {
		if _, asked := threads[each.ConversationID]; each.ConversationID != "" && !asked {
			threads[each.ConversationID] = nil
			threadIDs = append(threadIDs, each.ConversationID)
		}
		if _, asked := messages[each.MessageID]; each.MessageID != "" && !asked {
			messages[each.MessageID] = nil
			messageIDs = append(messageIDs, each.MessageID)
		}
	}
	views, found, err := e.Conversations.Snapshot(ctx, threadIDs, messageIDs)
	if err != nil {
		return nil, nil, err
	}
	authors, err := e.Conversations.Authors(ctx, found)
	if err != nil {
		return nil, nil, err
	}
	for _, v := range views {
		shown := ShowThread(v, e.Region)
		threads[v.ID] = &shown
	}
	for _, m := range found {
		shown := showMessage(m, authors)
		messages[m.ID] = &shown
	}
	return threads, messages, nil
}
