package api

import (
	"context"
	"slices"
	"time"

	"parley/internal/conversation"
	"parley/internal/httpd"
	"parley/internal/journal"
	"parley/internal/parley"
	"parley/internal/user"
)

// Message is message by a name that can be embedded: the library sees exported names only.
type Message = message

// correspondence is a message with what it was said over and with whom.
type correspondence struct {
	Message
	Entry   string        `json:"entry" enum:"message,note,call_log" doc:"Notes and calls are there with journal=true; their direction is internal, they have no channel and no thread."`
	Subject string        `json:"subject" doc:"Of a call."`
	Seconds int           `json:"seconds" doc:"Of a call."`
	Channel threadChannel `json:"channel"`
	Contact *reference    `json:"contact"`
}

type correspondenceQuery struct {
	Paging
	ByID
	Journal   bool      `query:"journal" doc:"With notes and, for who may see them, calls."`
	Entry     string    `query:"entry" enum:"message,note,call_log" doc:"Only these; notes and calls come without journal=true then."`
	Direction string    `query:"direction" enum:"inbound,outbound" doc:"Only messages that went this way."`
	ContactID string    `query:"contact_id" maxLength:"64" doc:"Only what was exchanged with this contact or is about him."`
	Since     time.Time `query:"since" doc:"Not before this time."`
	Until     time.Time `query:"until" doc:"Before this time."`
}

// messages says whether messages are asked for.
func (q correspondenceQuery) messages() bool { return q.Entry == "" || q.Entry == "message" }

// kinds gives the kinds of entry of the journal that are asked for and that the asker may see. Only messages have a direction.
func (q correspondenceQuery) kinds(ctx context.Context) []journal.Kind {
	if q.Direction != "" || q.Entry == "message" || q.Entry == "" && !q.Journal {
		return nil
	}
	return slices.DeleteFunc([]journal.Kind{journal.Note, journal.Call}, func(k journal.Kind) bool {
		return q.Entry != "" && q.Entry != string(k) || k == journal.Call && httpd.Require(ctx, user.ReadCallLog) != nil
	})
}

func (s *surface) correspondence(ctx context.Context, in *correspondenceQuery) (*body[listOf[correspondence]], error) {
	cursor, err := timeCursor(in.Cursor)
	if err != nil {
		return nil, err
	}
	if _, err := s.Accounts.Get(ctx, in.row()); err != nil {
		return nil, err
	}
	out := listOf[correspondence]{Items: []correspondence{}}
	var next conversation.Cursor
	if in.messages() {
		var found []parley.Message
		found, next, err = s.Conversations.Search(ctx, conversation.MessageFilter{
			Viewer: viewer(ctx), AccountID: in.row(), ContactID: optionalID(in.ContactID), Direction: parley.Direction(in.Direction), Since: in.Since, Until: in.Until,
			Before: cursor, Limit: in.Limit, WithoutSent: withoutSent(ctx),
		})
		if err != nil {
			return nil, err
		}
		out.Next = nextByTime(next)
		if out.Items, err = s.showCorrespondence(ctx, found); err != nil {
			return nil, err
		}
	}
	kinds := in.kinds(ctx)
	if len(kinds) == 0 {
		return answer(out), nil
	}
	var more bool
	if out.Items, more, err = s.withJournal(ctx, out.Items, in, kinds, next.ID != ""); more && err == nil {
		last := out.Items[len(out.Items)-1]
		out.Next = nextByTime(conversation.Cursor{At: last.CreatedAt, ID: parley.ID(last.ID)})
	}
	return answer(out), err
}

func (s *surface) showCorrespondence(ctx context.Context, found []parley.Message) ([]correspondence, error) {
	shown, err := s.showMessages(ctx, found)
	if err != nil {
		return nil, err
	}
	threads := map[parley.ID]conversation.View{}
	var ids []parley.ID
	for _, m := range found {
		if _, known := threads[m.ConversationID]; !known {
			threads[m.ConversationID] = conversation.View{}
			ids = append(ids, m.ConversationID)
		}
	}
	views, _, err := s.Conversations.Snapshot(ctx, ids, nil)
	if err != nil {
		return nil, err
	}
	for _, v := range views {
		threads[v.ID] = v
	}
	items := make([]correspondence, len(found))
	names := map[parley.ID]*reference{}
	for i, m := range found {
		v := threads[m.ConversationID]
		items[i] = correspondence{Entry: "message", Message: shown[i], Channel: threadChannel{ID: string(v.Channel.ID), Kind: v.Channel.Kind, Name: v.Channel.Name}}
		if items[i].Contact, err = s.contactOf(ctx, m, v, names); err != nil {
			return nil, err
		}
	}
	return items, nil
}

// contactOf is the contact as the message was stamped with him: mostly the one that the thread has now.
func (s *surface) contactOf(ctx context.Context, m parley.Message, v conversation.View, names map[parley.ID]*reference) (*reference, error) {
	if m.ContactID == v.Contact.ID {
		return optionalReference(v.Contact), nil
	}
	if known, asked := names[m.ContactID]; asked || m.ContactID == "" {
		return known, nil
	}
	c, err := s.Contacts.Get(ctx, m.ContactID)
	if parley.IsKind(err, parley.NotFound) {
		names[m.ContactID] = nil
		return nil, nil
	}
	names[m.ContactID] = named(c.ID, c.Name)
	return names[m.ContactID], err
}
