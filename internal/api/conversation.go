package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"parley/internal/conversation"
	"parley/internal/httpd"
	"parley/internal/outbox"
	"parley/internal/parley"
	"parley/internal/phone"
	"parley/internal/user"
)

// thread is a conversation as the asker sees it.
type thread struct {
	ID             string        `json:"id"`
	Kind           string        `json:"kind" enum:"customer,direct,group"`
	Channel        threadChannel `json:"channel"`
	Sender         threadSender  `json:"sender"`
	Address        threadAddress `json:"address"`
	Contact        *reference    `json:"contact"`
	Account        *reference    `json:"account"`
	Title          string        `json:"title" doc:"The contact's name, or the address."`
	Position       int64         `json:"position" doc:"Of the newest message."`
	InboundCount   int64         `json:"inbound_count" doc:"Messages of the customer so far."`
	AnsweredCount  int64         `json:"answered_count" doc:"inbound_count when a user last answered."`
	Unread         int64         `json:"unread"`
	ReadPosition   int64         `json:"read_position" doc:"Up to where the asker has read."`
	ReadInbound    int64         `json:"read_inbound" doc:"inbound_count at read_position."`
	LastActivityAt time.Time     `json:"last_activity_at"`
	Preview        string        `json:"preview"`
	LastDirection  string        `json:"last_direction"`
	LastState      string        `json:"last_state" doc:"failed where the newest message failed; else the state that it began in."`
	Draft          string        `json:"draft" doc:"What the asker is writing."`
	CreatedAt      time.Time     `json:"created_at"`
}

type threadChannel struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
	Name string `json:"name"`
}

type threadSender struct {
	ID    string `json:"id"`
	Value string `json:"value"`
}

type threadAddress struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	Value   string `json:"value"`
	Display string `json:"display" doc:"As people write it."`
}

func (s *surface) showThread(v conversation.View) thread { return ShowThread(v, s.Region) }

// ShowThread makes of a view what travels; the live connection sends the same shape. region is the one whose numbers are
// shown in national notation.
func ShowThread(v conversation.View, region string) thread {
	display := v.Address.Name
	if v.Address.Kind == string(parley.Phone) {
		display = phone.Display(display, region)
	}
	title := v.Contact.Name
	if title == "" {
		title = display
	}
	return thread{
		ID: string(v.ID), Kind: string(v.Kind), Title: title, Position: v.Position, InboundCount: v.InboundCount, AnsweredCount: v.AnsweredCount,
		Channel: threadChannel{ID: string(v.Channel.ID), Kind: v.Channel.Kind, Name: v.Channel.Name},
		Sender:  threadSender{ID: string(v.Sender.ID), Value: v.Sender.Name},
		Address: threadAddress{ID: string(v.Address.ID), Kind: v.Address.Kind, Value: v.Address.Name, Display: display},
		Contact: optionalReference(v.Contact), Account: optionalReference(v.Account),
		Unread: v.Unread(), ReadPosition: v.ReadPosition, ReadInbound: v.ReadInbound, LastActivityAt: v.LastActivityAt, Preview: v.Preview,
		LastDirection: string(v.LastDirection), LastState: string(v.LastState), Draft: v.Draft, CreatedAt: v.CreatedAt,
	}
}

// threadQuery is the input of GET /conversations.
type threadQuery struct {
	Paging
	Kind      string `query:"kind" enum:"customer,direct,group"`
	State     string `query:"state" enum:"open" doc:"Every thread is open until queues come."`
	ChannelID string `query:"channel_id" maxLength:"64"`
	Unread    bool   `query:"unread"`
	Query     string `query:"q" maxLength:"200" doc:"A name, a number in any notation, or words of messages."`
}

// threadList is a page of conversations.
type threadList struct {
	Items   []thread `json:"items" nullable:"false"`
	Next    *string  `json:"next" doc:"The cursor of the next page; null at the end."`
	Partial bool     `json:"partial" doc:"The search looked at the newest alone: there may be more that it would find by more words."`
}

// threadPage is the input of GET /conversations/{id}/messages.
type threadPage struct {
	ByID
	Before int64  `query:"before" minimum:"0" doc:"Only messages with a smaller position."`
	After  int64  `query:"after" minimum:"0" doc:"Only messages with a greater position."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" maxLength:"20" doc:"The next of the page before: goes back in time."`
}

// messagePage is a part of a thread, in order.
type messagePage struct {
	Items     []message `json:"items" nullable:"false"`
	Next      *string   `json:"next" doc:"The cursor of the page before this one in time; null at the beginning."`
	HasBefore bool      `json:"has_before"`
	HasAfter  bool      `json:"has_after"`
}

func (s *surface) conversations() {
	handle(s, call{method: http.MethodGet, path: "/conversations", permission: user.ReadSMSMessage, tag: "conversations", id: "listConversations", summary: "List conversations, newest activity first"}, s.listThreads)
	handle(s, call{method: http.MethodGet, path: "/conversations/{id}", permission: user.ReadSMSMessage, tag: "conversations", id: "getConversation", summary: "Get a conversation"},
		func(ctx context.Context, in *ByID) (*body[thread], error) {
			v, err := s.Conversations.Get(ctx, in.row(), viewer(ctx))
			if err != nil {
				return nil, err
			}
			return answer(s.showThread(v)), nil
		})
	handle(s, call{method: http.MethodGet, path: "/conversations/{id}/messages", permission: user.ReadSMSMessage, tag: "conversations", id: "listConversationMessages", summary: "Read a conversation"}, s.readThread)
	handle(s, call{method: http.MethodPost, path: "/conversations/{id}/messages", permission: user.CreateSMSMessage, tag: "conversations", id: "replyToConversation", summary: "Send a message in a conversation", status: http.StatusAccepted}, s.reply)
	handle(s, call{method: http.MethodPost, path: "/conversations/{id}/read", permission: user.ReadSMSMessage, tag: "conversations", id: "readConversation", summary: "Note up to where one has read", status: http.StatusNoContent},
		func(ctx context.Context, in *struct {
			ByID
			Body *struct {
				Position *int64 `json:"position,omitempty" minimum:"0" doc:"The last message that was read; everything unless said."`
			}
		}) (*none, error) {
			if in.Body != nil && in.Body.Position != nil {
				return nil, s.Conversations.MarkRead(ctx, in.row(), viewer(ctx), *in.Body.Position)
			}
			v, err := s.Conversations.Get(ctx, in.row(), viewer(ctx))
			if err != nil {
				return nil, err
			}
			return nil, s.Conversations.MarkRead(ctx, in.row(), viewer(ctx), v.Position)
		})
	handle(s, call{method: http.MethodPut, path: "/conversations/{id}/draft", permission: user.CreateSMSMessage, tag: "conversations", id: "saveDraft", summary: "Keep what one is writing", status: http.StatusNoContent},
		func(ctx context.Context, in *struct {
			ByID
			Body struct {
				Text string `json:"text" doc:"Empty forgets the draft."`
			}
		}) (*none, error) {
			return nil, s.Conversations.SaveDraft(ctx, in.row(), viewer(ctx), in.Body.Text)
		})
	handle(s, call{method: http.MethodGet, path: "/conversations/{id}/composer", permission: user.ReadSMSMessage, tag: "conversations", id: "getComposer", summary: "Ask whether and how one can write"}, s.composer)
}

func (s *surface) listThreads(ctx context.Context, in *threadQuery) (*body[threadList], error) {
	cursor, err := timeCursor(in.Cursor)
	if err != nil {
		return nil, err
	}
	list, err := s.Conversations.List(ctx, conversation.Filter{
		Viewer: viewer(ctx), Kind: parley.ConversationKind(in.Kind), ChannelID: optionalID(in.ChannelID), Unread: in.Unread,
		Query: in.Query, Before: cursor, Limit: in.Limit,
	})
	if err != nil {
		return nil, err
	}
	items := make([]thread, len(list.Views))
	for i, v := range list.Views {
		items[i] = s.showThread(v)
	}
	return answer(threadList{Items: items, Next: nextByTime(list.Next), Partial: list.Partial}), nil
}

func (s *surface) readThread(ctx context.Context, in *threadPage) (*body[messagePage], error) {
	if in.Cursor != "" {
		keys, err := decodeCursor(in.Cursor, 1)
		if err != nil {
			return nil, err
		}
		if in.Before, err = strconv.ParseInt(keys[0], 10, 64); err != nil {
			return nil, parley.Errorf(parley.Invalid, "invalid_cursor", "The cursor is not one that this list gave. Begin again without one.").At("cursor")
		}
	}
	found, before, after, err := s.Conversations.Thread(ctx, in.row(), viewer(ctx), conversation.Page{Before: in.Before, After: in.After, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	page := messagePage{HasBefore: before, HasAfter: after}
	if page.Items, err = s.showMessages(ctx, found); err != nil {
		return nil, err
	}
	if before {
		page.Next = encodeCursor(strconv.FormatInt(found[0].Position, 10))
	}
	return answer(page), nil
}

func (s *surface) reply(ctx context.Context, in *struct {
	Keyed
	ByID
	Body Draft
}) (*body[message], error) {
	v, err := s.Conversations.Get(ctx, in.row(), viewer(ctx))
	if err != nil {
		return nil, err
	}
	d := in.Body.outbox(ctx)
	d.ChannelID, d.From, d.AddressID = v.Channel.ID, v.Sender.Name, v.Address.ID
	out, err := once(ctx, s, in.Keyed, "/conversations/"+in.ID+"/messages", func(ctx context.Context) (message, error) { return s.submit(ctx, d) })
	return answer(out), err
}

// composerState is what the composer says before anybody writes.
type composerState struct {
	CanSend   bool          `json:"can_send"`
	Code      string        `json:"code" doc:"Why not: the code that sending would be refused with."`
	Reason    string        `json:"reason" doc:"The same for people."`
	Channel   threadChannel `json:"channel"`
	From      string        `json:"from"`
	SMS       bool          `json:"sms"`
	TextLimit int           `json:"text_limit"`
	OptedOut  bool          `json:"opted_out"`
	Paused    string        `json:"paused" doc:"Why the channel is paused, so that what is sent now waits; empty: it is not."`
}

func (s *surface) composer(ctx context.Context, in *ByID) (*body[composerState], error) {
	v, err := s.Conversations.Get(ctx, in.row(), viewer(ctx))
	if err != nil {
		return nil, err
	}
	out := composerState{CanSend: true, Channel: threadChannel{ID: string(v.Channel.ID), Kind: v.Channel.Kind, Name: v.Channel.Name}, From: v.Sender.Name}
	line, err := s.Board.Line(ctx, v.Channel.ID)
	if parley.IsKind(err, parley.NotFound) {
		out.CanSend, out.Code, out.Reason = false, "channel_not_found", "The channel of this conversation was removed."
		return answer(out), nil
	}
	if err != nil {
		return nil, err
	}
	out.SMS, out.TextLimit, out.Paused = line.Info.SMS, line.Info.TextLimit, line.PausedReason
	if out.TextLimit == 0 {
		out.TextLimit = outbox.MaxText
	}
	refusal := httpd.Require(ctx, user.CreateSMSMessage)
	if refusal == nil {
		refusal = s.Outbox.Ask(ctx, line, v.Address.ID, parley.Conversational)
	}
	if refusal != nil && !parley.IsKind(refusal, parley.Invalid) && !parley.IsKind(refusal, parley.Forbidden) {
		return nil, refusal
	}
	if refusal != nil {
		out.CanSend, out.Code = false, parley.CodeOf(refusal)
		out.Reason = parley.MessageOf(refusal)
		out.OptedOut = out.Code == "opted_out"
	}
	return answer(out), nil
}
