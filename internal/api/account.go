package api

import (
	"context"
	"net/http"
	"time"

	"parley/internal/account"
	"parley/internal/conversation"
	"parley/internal/parley"
	"parley/internal/user"
)

// accountRow is a customer of the provider.
type accountRow struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Number    string     `json:"number" doc:"As the provider counts its customers; unique."`
	Status    string     `json:"status" doc:"active unless said; lead, inactive …"`
	Company   *reference `json:"company"`
	Parent    *reference `json:"parent"`
	Note      string     `json:"note"`
	Version   int64      `json:"version"`
	CreatedAt time.Time  `json:"created_at"`
	UpdatedAt time.Time  `json:"updated_at"`
}

func showAccount(a account.Account) accountRow {
	return accountRow{
		ID: string(a.ID), Name: a.Name, Number: a.Number, Status: a.Status, Company: named(a.CompanyID, a.CompanyName), Parent: named(a.ParentID, a.ParentName),
		Note: a.Note, Version: a.Version, CreatedAt: a.CreatedAt, UpdatedAt: a.UpdatedAt,
	}
}

// AccountFields are what one may say about an account.
type AccountFields struct {
	Number    *string `json:"number,omitempty"`
	CompanyID *string `json:"company_id,omitempty" doc:"The default company unless said."`
	ParentID  *string `json:"parent_id,omitempty" doc:"The account that it belongs to; empty: none."`
	Status    *string `json:"status,omitempty"`
	Note      *string `json:"note,omitempty"`
}

func (f AccountFields) change(name *string, version int64) account.Change {
	c := account.Change{Version: version, Name: name, Number: f.Number, Status: f.Status, Note: f.Note}
	if f.CompanyID != nil {
		id := optionalID(*f.CompanyID)
		c.CompanyID = &id
	}
	if f.ParentID != nil {
		id := optionalID(*f.ParentID)
		c.ParentID = &id
	}
	return c
}

type newAccountInput struct {
	Keyed
	Body struct {
		Name string `json:"name"`
		AccountFields
	}
}

type accountChangeInput struct {
	ByID
	Body struct {
		Name *string `json:"name,omitempty"`
		AccountFields
		Version int64 `json:"version" doc:"Of the account as it was read; another one is a 409 version_conflict."`
	}
}

type accountQuery struct {
	Paging
	Query    string `query:"q" maxLength:"200" doc:"Beginnings of words of the name or of the number."`
	ParentID string `query:"parent_id" maxLength:"64" doc:"Only the accounts that belong to this one."`
}

func (s *surface) accounts() {
	handle(s, call{method: http.MethodGet, path: "/accounts", tag: "accounts", id: "listAccounts", summary: "List accounts by name, or find some"}, s.listAccounts)
	handle(s, call{method: http.MethodPost, path: "/accounts", permission: user.CreateAccount, tag: "accounts", id: "createAccount", summary: "Make an account", status: http.StatusCreated},
		func(ctx context.Context, in *newAccountInput) (*body[accountRow], error) {
			out, err := once(ctx, s, in.Keyed, "/accounts", func(ctx context.Context) (accountRow, error) {
				a, err := s.Accounts.Create(ctx, actor(ctx), in.Body.change(&in.Body.Name, 0))
				return showAccount(a), err
			})
			return answer(out), err
		})
	handle(s, call{method: http.MethodGet, path: "/accounts/{id}", tag: "accounts", id: "getAccount", summary: "Get an account"},
		func(ctx context.Context, in *ByID) (*body[accountRow], error) {
			a, err := s.Accounts.Get(ctx, in.row())
			return answer(showAccount(a)), err
		})
	handle(s, call{method: http.MethodPatch, path: "/accounts/{id}", permission: user.UpdateAccount, tag: "accounts", id: "updateAccount", summary: "Change an account"},
		func(ctx context.Context, in *accountChangeInput) (*body[accountRow], error) {
			a, err := s.Accounts.Update(ctx, actor(ctx), in.row(), in.Body.change(in.Body.Name, in.Body.Version))
			return answer(showAccount(a)), err
		})
	handle(s, call{method: http.MethodDelete, path: "/accounts/{id}", permission: user.DeleteAccount, tag: "accounts", id: "deleteAccount", summary: "Delete an account that nobody belongs to", status: http.StatusNoContent},
		func(ctx context.Context, in *ByID) (*none, error) {
			return nil, s.Accounts.Delete(ctx, actor(ctx), in.row())
		})
	handle(s, call{method: http.MethodGet, path: "/accounts/{id}/correspondence", permission: user.ReadSMSMessage, tag: "accounts", id: "listCorrespondence", summary: "Everything exchanged with an account, newest first"}, s.correspondence)
}

func (s *surface) listAccounts(ctx context.Context, in *accountQuery) (*body[listOf[accountRow]], error) {
	f := account.Filter{ParentID: optionalID(in.ParentID), Query: in.Query, Limit: in.Limit}
	keys, err := decodeCursor(in.Cursor, 3)
	if err != nil {
		return nil, err
	}
	if keys != nil {
		f.After = account.Cursor{Term: keys[0], Key: keys[1], ID: parley.ID(keys[2])}
	}
	found, next, err := s.Accounts.List(ctx, f)
	if err != nil {
		return nil, err
	}
	out := listOf[accountRow]{Items: make([]accountRow, len(found))}
	for i, a := range found {
		out.Items[i] = showAccount(a)
	}
	if next.ID != "" {
		out.Next = encodeCursor(next.Term, next.Key, string(next.ID))
	}
	return answer(out), nil
}

// Message is message by a name that can be embedded: the library sees exported names only.
type Message = message

// correspondence is a message with what it was said over and with whom.
type correspondence struct {
	Message
	Channel threadChannel `json:"channel"`
	Contact *reference    `json:"contact"`
}

type correspondenceQuery struct {
	Paging
	ByID
}

func (s *surface) correspondence(ctx context.Context, in *correspondenceQuery) (*body[listOf[correspondence]], error) {
	cursor, err := timeCursor(in.Cursor)
	if err != nil {
		return nil, err
	}
	if _, err := s.Accounts.Get(ctx, in.row()); err != nil {
		return nil, err
	}
	found, next, err := s.Conversations.Search(ctx, conversation.MessageFilter{Viewer: viewer(ctx), AccountID: in.row(), Before: cursor, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := listOf[correspondence]{Next: nextByTime(next)}
	out.Items, err = s.showCorrespondence(ctx, found)
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
		items[i] = correspondence{Message: shown[i], Channel: threadChannel{ID: string(v.Channel.ID), Kind: v.Channel.Kind, Name: v.Channel.Name}}
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
