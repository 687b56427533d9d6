package api

import (
	"context"
	"net/http"
	"time"

	"parley/internal/channel"
	"parley/internal/conversation"
	"parley/internal/parley"
	"parley/internal/phone"
	"parley/internal/switchboard"
	"parley/internal/user"
)

// simulatorKind is the only kind of channel on which a visitor may play the customer.
const simulatorKind = "simulator"

// handset is a customer's telephone on a simulated channel.
type handset struct {
	Number         string    `json:"number"`
	Display        string    `json:"display"`
	Name           string    `json:"name"`
	LastText       string    `json:"last_text"`
	LastAt         time.Time `json:"last_at"`
	Count          int64     `json:"count"`
	ConversationID string    `json:"conversation_id"`
}

// handsetMessage is one text as the customer's telephone shows it.
type handsetMessage struct {
	ID        string    `json:"id"`
	Direction string    `json:"direction" enum:"to_customer,from_customer"`
	Text      string    `json:"text"`
	At        time.Time `json:"at"`
	State     string    `json:"state"`
}

func (s *surface) simulator() {
	handle(s, call{method: http.MethodGet, path: "/simulator/handsets", permission: user.UseSimulator, tag: "simulator", id: "listHandsets", summary: "List the customers of a simulated channel"}, s.listHandsets)
	handle(s, call{method: http.MethodGet, path: "/simulator/messages", permission: user.UseSimulator, tag: "simulator", id: "listHandsetMessages", summary: "Read what a customer's telephone shows"}, s.listHandsetMessages)
	handle(s, call{method: http.MethodPost, path: "/simulator/messages", permission: user.UseSimulator, tag: "simulator", id: "sendAsCustomer", summary: "Text as the customer", status: http.StatusCreated}, s.sendAsCustomer)
}

// simulated gives a channel of kind simulator; any other is not to be played with.
func (s *surface) simulated(ctx context.Context, id string) (*switchboard.Line, error) {
	line, err := s.Board.Line(ctx, rowID(id))
	if err != nil {
		return nil, err
	}
	if line.Kind != simulatorKind {
		return nil, parley.Errorf(parley.Invalid, "not_simulated", "Only a channel of kind simulator can be played with.").At("channel_id")
	}
	return line, nil
}

func (s *surface) listHandsets(ctx context.Context, in *struct {
	ChannelID string `query:"channel_id" required:"true" maxLength:"64"`
	Query     string `query:"q" maxLength:"200"`
	Limit     int    `query:"limit" minimum:"1" maximum:"200" default:"100"`
}) (*body[listOf[handset]], error) {
	line, err := s.simulated(ctx, in.ChannelID)
	if err != nil {
		return nil, err
	}
	list, err := s.Conversations.List(ctx, conversation.Filter{Viewer: viewer(ctx), ChannelID: line.ID, Query: in.Query, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	items := make([]handset, len(list.Views))
	for i, v := range list.Views {
		t := s.showThread(v)
		items[i] = handset{
			Number: t.Address.Value, Display: t.Address.Display, Name: t.Title, LastText: v.Preview, LastAt: v.LastActivityAt,
			Count: v.Position, ConversationID: t.ID,
		}
	}
	return answer(listOf[handset]{Items: items}), nil
}

func (s *surface) listHandsetMessages(ctx context.Context, in *struct {
	ChannelID string `query:"channel_id" required:"true" maxLength:"64"`
	Number    string `query:"number" required:"true" maxLength:"200"`
	Limit     int    `query:"limit" minimum:"1" maximum:"200" default:"100"`
}) (*body[listOf[handsetMessage]], error) {
	line, err := s.simulated(ctx, in.ChannelID)
	if err != nil {
		return nil, err
	}
	found, _, err := s.Conversations.Search(ctx, conversation.MessageFilter{
		Viewer: viewer(ctx), ChannelID: line.ID, AddressKind: line.Info.Address, AddressValue: s.number(in.Number), Limit: in.Limit,
	})
	if err != nil {
		return nil, err
	}
	items := []handsetMessage{}
	for i := len(found) - 1; i >= 0; i-- {
		m := found[i]
		x := handsetMessage{ID: string(m.ID), Direction: "from_customer", Text: m.Text, At: m.CreatedAt, State: string(m.State)}
		if m.Direction == parley.Outbound {
			x.Direction = "to_customer"
			if m.State != parley.Sent && m.State != parley.Delivered && m.State != parley.Read {
				continue // it has not reached the telephone
			}
		}
		items = append(items, x)
	}
	return answer(listOf[handsetMessage]{Items: items}), nil
}

func (s *surface) sendAsCustomer(ctx context.Context, in *struct {
	Keyed
	Body struct {
		ChannelID string `json:"channel_id" maxLength:"64"`
		Number    string `json:"number" maxLength:"200"`
		Text      string `json:"text" minLength:"1" maxLength:"1600"`
		Keyword   string `json:"keyword,omitempty" enum:"STOP,START,HELP" doc:"As if the provider had recognised and answered it."`
	}
}) (*body[handsetMessage], error) {
	line, err := s.simulated(ctx, in.Body.ChannelID)
	if err != nil {
		return nil, err
	}
	number := s.number(in.Body.Number)
	if number == "" {
		return nil, parley.Errorf(parley.Invalid, "invalid_number", "Type the number of the customer.").At("number")
	}
	out, err := once(ctx, s, in.Keyed, "/simulator/messages", func(ctx context.Context) (handsetMessage, error) {
		id := s.Clock.NewID()
		m := handsetMessage{ID: id, Direction: "from_customer", Text: in.Body.Text, At: s.Clock.Now(), State: string(parley.Received)}
		return m, s.Inbox.Receive(ctx, line, channel.Incoming{ProviderID: "simulator-" + id, From: number, Text: in.Body.Text, Keyword: in.Body.Keyword})
	})
	return answer(out), err
}

// number reads a number as a person types it; what cannot be dialled (a short code) stays as it is.
func (s *surface) number(text string) string {
	if number, err := phone.Parse(text, s.Region); err == nil {
		return number
	}
	return text
}
