package api

import (
	"context"
	"fmt"
	"net/http"

	"parley/internal/account"
	"parley/internal/contact"
	"parley/internal/httpd"
	"parley/internal/parley"
	"parley/internal/transfer"
	"parley/internal/user"
)

// ContactItem is a contact as another program knows him; what it does not name stays as it is.
type ContactItem struct {
	ID             string         `json:"id,omitempty" doc:"By it he is found first; where nobody has it, by his addresses."`
	Name           string         `json:"name"`
	AccountNumber  string         `json:"account_number,omitempty" doc:"Of an account that is there."`
	Role           *string        `json:"role,omitempty"`
	Language       *string        `json:"language,omitempty"`
	TimeZone       *string        `json:"time_zone,omitempty"`
	Note           *string        `json:"note,omitempty"`
	Primary        *bool          `json:"primary,omitempty"`
	TagIDs         *[]string      `json:"tag_ids,omitempty" maxItems:"50"`
	CategoryIDs    *[]string      `json:"category_ids,omitempty" maxItems:"50"`
	CustomFields   map[string]any `json:"custom_fields,omitempty"`
	MarketingOptIn *bool          `json:"marketing_opt_in,omitempty"`
	Addresses      []addressInput `json:"addresses,omitempty" maxItems:"50" doc:"By these he is found; those that he has stay, new ones are added."`
}

func (c ContactItem) entry() transfer.Entry {
	e := transfer.Entry{ContactID: parley.ID(c.ID), Contact: &contact.Change{
		Name: &c.Name, Role: c.Role, Language: c.Language, TimeZone: c.TimeZone, Note: c.Note, Primary: c.Primary, TagIDs: optionalIDs(c.TagIDs),
		CategoryIDs: optionalIDs(c.CategoryIDs), Custom: c.CustomFields, MarketingOptIn: c.MarketingOptIn,
	}}
	if len(c.Addresses) > 0 {
		addresses := drafts(c.Addresses)
		e.Contact.Addresses = &addresses
	}
	if c.AccountNumber != "" {
		e.Account = &account.Change{Number: &c.AccountNumber}
	}
	return e
}

// AccountItem is an account as another program knows it.
type AccountItem struct {
	ID   string  `json:"id,omitempty" doc:"By it the account is found first; where none has it, by its number."`
	Name *string `json:"name,omitempty" doc:"Needed for a new one."`
	AccountFields
	ParentNumber string `json:"parent_number,omitempty" doc:"Of the account above, instead of parent_id."`
}

type upsertBody[T any] struct {
	Items      []T    `json:"items" minItems:"1" maxItems:"1000" nullable:"false"`
	Duplicates string `json:"duplicates,omitempty" enum:"skip,update,create" default:"update" doc:"What becomes of items that are there already."`
}

type upsertInput[T any] struct {
	Keyed
	Body upsertBody[T]
}

// upsertAnswer is what became of one item.
type upsertAnswer struct {
	Deed   string             `json:"deed" enum:"created,updated,skipped,failed"`
	ID     string             `json:"id" doc:"Empty where it failed."`
	Code   string             `json:"code" doc:"Why it failed."`
	Errors []httpd.FieldError `json:"errors" nullable:"false"`
}

type upsertAnswers struct {
	Items []upsertAnswer `json:"items" nullable:"false" doc:"In the order of the items."`
}

func (s *surface) upserts() {
	handle(s, call{method: http.MethodPost, path: "/contacts/upsert", permission: user.ImportContact, tag: "contacts", id: "upsertContacts", summary: "Make or change up to 1,000 contacts, found by their ids, numbers and email addresses; each is answered for itself"},
		func(ctx context.Context, in *upsertInput[ContactItem]) (*body[upsertAnswers], error) {
			return s.upsert(ctx, in.Keyed, transfer.Contacts, entriesOf(in.Body.Items, ContactItem.entry), in.Body.Duplicates)
		})
	handle(s, call{method: http.MethodPost, path: "/accounts/upsert", permission: user.ImportContact, tag: "accounts", id: "upsertAccounts", summary: "Make or change up to 1,000 accounts, found by their ids and numbers; each is answered for itself"},
		func(ctx context.Context, in *upsertInput[AccountItem]) (*body[upsertAnswers], error) {
			return s.upsert(ctx, in.Keyed, transfer.Accounts, entriesOf(in.Body.Items, func(a AccountItem) transfer.Entry {
				change := a.change(a.Name, 0)
				return transfer.Entry{AccountID: parley.ID(a.ID), Account: &change, ParentNumber: a.ParentNumber}
			}), in.Body.Duplicates)
		})
}

func entriesOf[T any](items []T, entry func(T) transfer.Entry) []transfer.Entry {
	entries := make([]transfer.Entry, len(items))
	for n, item := range items {
		entries[n] = entry(item)
	}
	return entries
}

// upsert takes items in, each in a unit with its own answer: of a call that broke off, a repeat with the same key carries out what
// is left. An error ends the call, as a full disk does; the items before it are in.
func (s *surface) upsert(ctx context.Context, key Keyed, kind transfer.Kind, entries []transfer.Entry, duplicates string) (*body[upsertAnswers], error) {
	plan := transfer.Plan{Duplicates: transfer.Duplicates(duplicates)}
	if err := mayTakeIn(ctx, kind, plan); err != nil {
		return nil, err
	}
	out := upsertAnswers{Items: make([]upsertAnswer, len(entries))}
	for n, e := range entries {
		var refused error // of the item; what else goes wrong ends the call
		done, err := once(ctx, s, key, fmt.Sprintf("/%s/upsert/%d", kind, n), func(ctx context.Context) (upsertAnswer, error) {
			var done transfer.Outcome
			done, refused = s.Transfers.Put(ctx, actor(ctx), e, plan.Duplicates)
			return upsertAnswer{Deed: string(done.Deed), ID: string(done.ID), Errors: []httpd.FieldError{}}, refused
		})
		refusals := parley.Refusals(err)
		switch {
		case err == nil:
			out.Items[n] = done
		case refused == nil || len(refusals) == 0:
			return nil, err
		default:
			out.Items[n] = upsertAnswer{Deed: string(transfer.Refused), Code: refusals[0].Code, Errors: []httpd.FieldError{}}
		}
		for _, each := range refusals {
			out.Items[n].Errors = append(out.Items[n].Errors, httpd.FieldError{Field: each.Field, Message: each.Message})
		}
	}
	return answer(out), nil
}
