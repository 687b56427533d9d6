package api

import (
	"context"
	"time"

	"parley/internal/contact"
	"parley/internal/parley"
	"parley/internal/switchboard"
)

// contactChannel is a way to reach a contact: a channel and one of his addresses.
type contactChannel struct {
	ChannelID       string     `json:"channel_id"`
	ChannelName     string     `json:"channel_name"`
	Kind            string     `json:"kind" doc:"The channel's."`
	AddressID       string     `json:"address_id" doc:"Empty where the contact has no address that the channel reaches."`
	Available       bool       `json:"available"`
	Mode            string     `json:"mode" enum:"free,template,none" doc:"What may be written now."`
	Reason          string     `json:"reason" doc:"Why not: the code that sending would be refused with."`
	ReasonText      string     `json:"reason_text" doc:"The same for people."`
	WindowExpiresAt *time.Time `json:"window_expires_at" doc:"Until when one may write freely, where that ends."`
	ConversationID  string     `json:"conversation_id" doc:"Of the thread that is there already."`
}

// contactChannels asks of every channel and every address that it reaches what sending would be answered now: the gate
// alone decides, here as in sending.
func (s *surface) contactChannels(ctx context.Context, in *ByID) (*body[listOf[contactChannel]], error) {
	c, err := s.Contacts.Get(ctx, in.row())
	if err != nil {
		return nil, err
	}
	threads, err := s.Contacts.Threads(ctx, c)
	if err != nil {
		return nil, err
	}
	lines, err := s.Board.List(ctx)
	if err != nil {
		return nil, err
	}
	out := listOf[contactChannel]{Items: []contactChannel{}}
	for _, line := range lines {
		ways, err := s.ways(ctx, line, c, threads)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, ways...)
	}
	return answer(out), nil
}

// ways gives an entry for each of the contact's addresses that the line reaches, or the one that says that there is none.
func (s *surface) ways(ctx context.Context, line *switchboard.Line, c contact.Contact, threads []contact.Thread) ([]contactChannel, error) {
	var ways []contactChannel
	base := contactChannel{ChannelID: string(line.ID), ChannelName: line.Name, Kind: line.Kind, Mode: "none"}
	for _, l := range c.Addresses {
		if l.Kind != line.Info.Address {
			continue
		}
		way := base
		way.AddressID = string(l.ID)
		for _, t := range threads {
			if t.AddressID == l.ID && t.ChannelID == line.ID {
				way.ConversationID = string(t.ID)
				break
			}
		}
		refusal := s.Outbox.Ask(ctx, line, l.ID, parley.Conversational)
		switch {
		case refusal == nil:
			way.Available, way.Mode = true, "free"
		case parley.IsKind(refusal, parley.Invalid):
			way.Reason, way.ReasonText = parley.CodeOf(refusal), parley.MessageOf(refusal)
		default:
			return nil, refusal
		}
		ways = append(ways, way)
	}
	if len(ways) == 0 {
		base.Reason, base.ReasonText = "no_address", "The contact has no address that this channel reaches."
		ways = append(ways, base)
	}
	return ways, nil
}
