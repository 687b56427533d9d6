package api

import (
	"context"
	"net/http"
	"time"

	"parley/internal/consent"
	"parley/internal/conversation"
	"parley/internal/httpd"
	"parley/internal/outbox"
	"parley/internal/parley"
	"parley/internal/phone"
	"parley/internal/user"
)

// message is one entry of a conversation.
type message struct {
	ID             string     `json:"id"`
	ConversationID string     `json:"conversation_id"`
	Position       int64      `json:"position" doc:"Its place in the thread: 1, 2, 3 …"`
	Direction      string     `json:"direction" enum:"inbound,outbound,internal"`
	State          string     `json:"state" enum:"held,pending,in_progress,sent,delivered,read,failed,insufficient_funds,cancelled,received"`
	Reason         string     `json:"reason" doc:"Why it is held, waits or failed: a stable code."`
	ReasonText     string     `json:"reason_text" doc:"The provider's words for it."`
	ProviderCode   string     `json:"provider_code"`
	ProviderID     string     `json:"provider_id"`
	Text           string     `json:"text"`
	Purpose        string     `json:"purpose"`
	Segments       int        `json:"segments" doc:"What the carrier gets."`
	BilledSegments int        `json:"billed_segments" doc:"What this installation counts."`
	ClientID       string     `json:"client_id"`
	ChannelID      string     `json:"channel_id"`
	SenderID       string     `json:"sender_id"`
	AddressID      string     `json:"address_id"`
	ContactID      string     `json:"contact_id"`
	AccountID      string     `json:"account_id"`
	User           *author    `json:"user" doc:"Who wrote it; null where no user did."`
	MaybeDoubled   bool       `json:"maybe_doubled" doc:"It was sent again after a crash: the customer may have it twice."`
	AsksToStop     bool       `json:"asks_to_stop" doc:"The customer may ask, in words of his own, to be sent nothing more: somebody should decide."`
	Attempts       int        `json:"attempts"`
	DueAt          *time.Time `json:"due_at" doc:"Not sent before then."`
	CreatedAt      time.Time  `json:"created_at"`
	UpdatedAt      time.Time  `json:"updated_at"`
}

// author is the user who wrote a message.
type author struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Extension string `json:"extension"`
}

func showMessage(m parley.Message, authors map[parley.ID]conversation.Author) message {
	out := message{
		ID: string(m.ID), ConversationID: string(m.ConversationID), Position: m.Position, Direction: string(m.Direction), State: string(m.State),
		Reason: m.Reason, ReasonText: m.ReasonText, ProviderCode: m.ProviderCode, ProviderID: m.ProviderID, Text: m.Text,
		Purpose: string(m.Purpose), Segments: m.Segments, BilledSegments: m.BilledSegments, ClientID: m.ClientID, ChannelID: string(m.ChannelID),
		SenderID: string(m.SenderID), AddressID: string(m.AddressID), ContactID: string(m.ContactID), AccountID: string(m.AccountID),
		MaybeDoubled: m.MaybeDoubled, AsksToStop: m.Direction == parley.Inbound && consent.AsksToStop(m.Text), Attempts: m.Attempts, DueAt: optionalTime(m.DueAt), CreatedAt: m.CreatedAt, UpdatedAt: m.UpdatedAt,
	}
	if m.UserID != "" {
		a := authors[m.UserID]
		out.User = &author{ID: string(m.UserID), Name: a.Name, Extension: a.Extension}
	}
	return out
}

func (s *surface) showMessages(ctx context.Context, messages []parley.Message) ([]message, error) {
	authors, err := s.Conversations.Authors(ctx, messages)
	if err != nil {
		return nil, err
	}
	out := make([]message, len(messages))
	for i, m := range messages {
		out[i] = showMessage(m, authors)
	}
	return out, nil
}

// showOne is a message that the asker has just made: its author needs no look-up.
func showOne(ctx context.Context, m parley.Message) message {
	asker := httpd.AskerOf(ctx)
	return showMessage(m, map[parley.ID]conversation.Author{
		asker.User.ID: {ID: asker.User.ID, Name: asker.User.Name, Extension: asker.User.Extension},
	})
}

// viewer is who asks, as the rule of what may be seen wants it.
func viewer(ctx context.Context) conversation.Viewer { return ViewerOf(httpd.AskerOf(ctx)) }

// ViewerOf gives the one rule by which lists select and the live connection subscribes.
func ViewerOf(a *user.Asker) conversation.Viewer {
	return conversation.Viewer{UserID: a.User.ID, Customers: a.Permissions.Has(user.ReadSMSMessage)}
}

// Draft is what every way of sending by hand carries.
type Draft struct {
	Text          string `json:"text" maxLength:"20000" doc:"At most what the channel takes: 1,600 characters for SMS."`
	Purpose       string `json:"purpose,omitempty" enum:"conversational,notification,marketing" doc:"Consent is given by purpose; conversational unless said."`
	DedupeSeconds int    `json:"dedupe_seconds,omitempty" minimum:"0" maximum:"60" doc:"Refuse the same text to the same address from the same sender within so many seconds."`
	ClientID      string `json:"client_id,omitempty" maxLength:"64" doc:"Your own id: a repeat of the same text to the same recipient gets the first message and sends nothing; another message with it is refused as client_id_reused."`
}

// newMessage is the body of POST /messages.
type newMessage struct {
	Draft
	ChannelID string `json:"channel_id" maxLength:"64"`
	From      string `json:"from,omitempty" maxLength:"200" doc:"One of the channel's senders; its default unless said."`
	To        string `json:"to,omitempty" maxLength:"200" doc:"E.164, or national notation of the sender's region."`
	ContactID string `json:"contact_id,omitempty" maxLength:"64"`
	AddressID string `json:"address_id,omitempty" maxLength:"64"`
}

func (d Draft) outbox(ctx context.Context) outbox.Draft {
	asker := httpd.AskerOf(ctx)
	return outbox.Draft{
		Text: d.Text, Purpose: parley.Purpose(d.Purpose), DedupeWithin: time.Duration(d.DedupeSeconds) * time.Second,
		ClientID: d.ClientID, UserID: asker.User.ID, Actor: asker.Actor,
	}
}

func (s *surface) messages() {
	handle(s, call{method: http.MethodPost, path: "/messages", permission: user.CreateSMSMessage, tag: "messages", id: "sendMessage", summary: "Send a message", status: http.StatusAccepted},
		func(ctx context.Context, in *struct {
			Keyed
			Body newMessage
		}) (*body[message], error) {
			d := in.Body.outbox(ctx)
			d.ChannelID, d.From, d.To = rowID(in.Body.ChannelID), in.Body.From, in.Body.To
			d.ContactID, d.AddressID = optionalID(in.Body.ContactID), optionalID(in.Body.AddressID)
			out, err := once(ctx, s, in.Keyed, "/messages", func(ctx context.Context) (message, error) { return s.submit(ctx, d) })
			return answer(out), err
		})
	handle(s, call{method: http.MethodGet, path: "/messages/{id}", permission: user.ReadSMSMessage, tag: "messages", id: "getMessage", summary: "Get a message"},
		func(ctx context.Context, in *ByID) (*body[message], error) {
			m, err := s.Conversations.Message(ctx, in.row(), viewer(ctx))
			if err == nil && m.Direction == parley.Outbound {
				err = httpd.Require(ctx, user.ReadSMSOutboundMessage)
			}
			if err != nil {
				return nil, err
			}
			shown, err := s.showMessages(ctx, []parley.Message{m})
			if err != nil {
				return nil, err
			}
			return answer(shown[0]), nil
		})
	handle(s, call{method: http.MethodGet, path: "/messages", permission: user.ReadSMSMessage, tag: "messages", id: "listMessages", summary: "List messages, newest first; those sent need READ_SMS_OUTBOUND_MESSAGE"}, s.listMessages)
	handle(s, call{method: http.MethodPost, path: "/messages/{id}/retry", permission: user.CreateSMSMessage, tag: "messages", id: "retryMessage", summary: "Send a failed message again; one of purpose confirmation never", status: http.StatusAccepted},
		func(ctx context.Context, in *ByID) (*body[message], error) {
			if _, err := s.Conversations.Message(ctx, in.row(), viewer(ctx)); err != nil {
				return nil, err
			}
			m, err := s.Outbox.Retry(ctx, in.row(), actor(ctx))
			if err != nil {
				return nil, err
			}
			shown, err := s.showMessages(ctx, []parley.Message{m})
			if err != nil {
				return nil, err
			}
			return answer(shown[0]), nil
		})
}

func (s *surface) submit(ctx context.Context, d outbox.Draft) (message, error) {
	m, err := s.Outbox.Submit(ctx, d)
	if err != nil {
		return message{}, err
	}
	return showOne(ctx, m), nil
}

// withoutSent says that lists of messages leave out for the asker what was sent.
func withoutSent(ctx context.Context) bool {
	return httpd.Require(ctx, user.ReadSMSOutboundMessage) != nil
}

// messageQuery is the input of GET /messages.
type messageQuery struct {
	Paging
	ConversationID string    `query:"conversation_id" maxLength:"64"`
	State          string    `query:"state" enum:"held,pending,in_progress,sent,delivered,read,failed,insufficient_funds,cancelled,received"`
	To             string    `query:"to" maxLength:"200" doc:"The customer's number, in any notation."`
	Since          time.Time `query:"since" doc:"Made then or later."`
}

func (s *surface) listMessages(ctx context.Context, in *messageQuery) (*body[listOf[message]], error) {
	cursor, err := timeCursor(in.Cursor)
	if err != nil {
		return nil, err
	}
	f := conversation.MessageFilter{
		Viewer: viewer(ctx), ConversationID: optionalID(in.ConversationID), State: parley.State(in.State), Since: in.Since, Before: cursor, Limit: in.Limit,
		WithoutSent: withoutSent(ctx),
	}
	if in.To != "" {
		f.AddressKind, f.AddressValue = parley.Phone, in.To
		if number, err := phone.Parse(in.To, s.Region); err == nil {
			f.AddressValue = number
		}
	}
	found, next, err := s.Conversations.Search(ctx, f)
	if err != nil {
		return nil, err
	}
	items, err := s.showMessages(ctx, found)
	if err != nil {
		return nil, err
	}
	return answer(listOf[message]{Items: items, Next: nextByTime(next)}), nil
}
