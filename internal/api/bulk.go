package api

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"time"

	"parley/internal/bulk"
	"parley/internal/httpd"
	"parley/internal/parley"
	"parley/internal/user"
)

// bulkEdit is one change of many rows.
type bulkEdit struct {
	ID         string        `json:"id"`
	Subject    string        `json:"subject" enum:"accounts,contacts,messaging_categories"`
	State      string        `json:"state" enum:"running,done"`
	Total      int           `json:"total" doc:"Rows; of a messaging category that all contacts get or lose: pieces of 2,000 contacts."`
	Changed    int           `json:"changed"`
	Refused    int           `json:"refused"`
	Refusals   []bulkRefusal `json:"refusals" nullable:"false" doc:"The first hundred of them."`
	CreatedAt  time.Time     `json:"created_at"`
	FinishedAt *time.Time    `json:"finished_at"`
}

// bulkRefusal is a row that could not be changed.
type bulkRefusal struct {
	ID     string `json:"id"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

// AccountBulkChange is what is changed about many accounts; what is missing stays.
type AccountBulkChange struct {
	Status         *string        `json:"status,omitempty"`
	TypeID         *string        `json:"type_id,omitempty"`
	CompanyID      *string        `json:"company_id,omitempty"`
	AddGroupIDs    []string       `json:"add_group_ids,omitempty" maxItems:"50"`
	RemoveGroupIDs []string       `json:"remove_group_ids,omitempty" maxItems:"50"`
	Delinquent     *bool          `json:"delinquent,omitempty"`
	CustomFields   map[string]any `json:"custom_fields,omitempty"`
	Archived       *bool          `json:"archived,omitempty" doc:"Needs DELETE_ACCOUNT."`
}

type accountBulkInput struct {
	Keyed
	Body struct {
		IDs    []string          `json:"ids,omitempty" maxItems:"10000"`
		Filter *AccountFilter    `json:"filter,omitempty" doc:"Instead of ids: all that the list shows with these parameters."`
		Change AccountBulkChange `json:"change"`
	}
}

// ContactBulkChange is what is changed about many contacts; what is missing stays.
type ContactBulkChange struct {
	AccountID         *string        `json:"account_id,omitempty"`
	Language          *string        `json:"language,omitempty"`
	TimeZone          *string        `json:"time_zone,omitempty"`
	AddTagIDs         []string       `json:"add_tag_ids,omitempty" maxItems:"50"`
	RemoveTagIDs      []string       `json:"remove_tag_ids,omitempty" maxItems:"50"`
	AddCategoryIDs    []string       `json:"add_category_ids,omitempty" maxItems:"50"`
	RemoveCategoryIDs []string       `json:"remove_category_ids,omitempty" maxItems:"50"`
	CustomFields      map[string]any `json:"custom_fields,omitempty"`
	Archived          *bool          `json:"archived,omitempty" doc:"Needs DELETE_CONTACT."`
}

type contactBulkInput struct {
	Keyed
	Body struct {
		IDs    []string          `json:"ids,omitempty" maxItems:"10000"`
		Filter *ContactFilter    `json:"filter,omitempty" doc:"Instead of ids: all that the list shows with these parameters."`
		Change ContactBulkChange `json:"change"`
	}
}

func (s *surface) bulkEdits() {
	handle(s, call{method: http.MethodPost, path: "/accounts/bulk-edit", tag: "accounts", id: "bulkEditAccounts", summary: "Change many accounts at once; archiving needs DELETE_ACCOUNT, anything else UPDATE_ACCOUNT", status: http.StatusAccepted}, s.bulkAccounts)
	handle(s, call{method: http.MethodPost, path: "/contacts/bulk-edit", tag: "contacts", id: "bulkEditContacts", summary: "Change many contacts at once; archiving needs DELETE_CONTACT, anything else UPDATE_CONTACT", status: http.StatusAccepted}, s.bulkContacts)
	handle(s, call{method: http.MethodGet, path: "/bulk-edits/{id}", tag: "settings", id: "getBulkEdit", summary: "How far a change of many rows has come, and which rows were refused; for who may change or archive such rows"},
		func(ctx context.Context, in *ByID) (*body[bulkEdit], error) {
			e, err := s.Bulk.Get(ctx, in.row())
			if err == nil {
				err = mayBulk(ctx, e.Subject)
			}
			if err != nil {
				return nil, err
			}
			out, err := s.showBulk(ctx, e)
			return answer(out), err
		})
}

// bulkRights are the permissions of which each lets somebody see how far a change of many rows is; the last is named to who has none.
var bulkRights = map[bulk.Subject][]user.Permission{
	bulk.Accounts:   {user.DeleteAccount, user.UpdateAccount},
	bulk.Contacts:   {user.DeleteContact, user.UpdateContact},
	bulk.Categories: {user.CreateMessageCategory, user.UpdateMessageCategory},
}

// mayBulk says whether the asker may see changes of many rows: who may make one may.
func mayBulk(ctx context.Context, subject bulk.Subject) (err error) {
	for _, right := range bulkRights[subject] {
		if err = httpd.Require(ctx, right); err == nil {
			return nil
		}
	}
	return err
}

// mayChange asks for what the same change of one row asks for: archiving is a right of its own.
func mayChange(ctx context.Context, archived *bool, otherwise bool, archive, change user.Permission) error {
	if archived != nil {
		if err := httpd.Require(ctx, archive); err != nil || !otherwise {
			return err
		}
	}
	return httpd.Require(ctx, change)
}

func (s *surface) bulkAccounts(ctx context.Context, in *accountBulkInput) (*body[bulkEdit], error) {
	c := in.Body.Change
	others := c
	others.Archived = nil
	if err := mayChange(ctx, c.Archived, !reflect.ValueOf(others).IsZero(), user.DeleteAccount, user.UpdateAccount); err != nil {
		return nil, err
	}
	ids := rowIDs(in.Body.IDs)
	if in.Body.Filter != nil {
		f := in.Body.Filter.filter()
		f.Limit = bulk.MaxRows + 1
		var err error
		if len(ids) > 0 {
			return nil, idsAndFilter()
		}
		if ids, err = s.Accounts.IDs(ctx, f); err != nil {
			return nil, err
		}
	}
	return s.startBulk(ctx, in.Keyed, bulk.Accounts, ids, bulk.AccountChange{
		Status: c.Status, TypeID: optionalRow(c.TypeID), CompanyID: optionalRow(c.CompanyID), AddGroupIDs: rowIDs(c.AddGroupIDs), RemoveGroupIDs: rowIDs(c.RemoveGroupIDs),
		Delinquent: c.Delinquent, Custom: c.CustomFields, Archived: c.Archived,
	})
}

func (s *surface) bulkContacts(ctx context.Context, in *contactBulkInput) (*body[bulkEdit], error) {
	c := in.Body.Change
	others := c
	others.Archived = nil
	if err := mayChange(ctx, c.Archived, !reflect.ValueOf(others).IsZero(), user.DeleteContact, user.UpdateContact); err != nil {
		return nil, err
	}
	ids := rowIDs(in.Body.IDs)
	if in.Body.Filter != nil {
		f := in.Body.Filter.filter()
		f.Limit = bulk.MaxRows + 1
		var err error
		if len(ids) > 0 {
			return nil, idsAndFilter()
		}
		if ids, err = s.Contacts.IDs(ctx, f); err != nil {
			return nil, err
		}
	}
	return s.startBulk(ctx, in.Keyed, bulk.Contacts, ids, bulk.ContactChange{
		AccountID: optionalRow(c.AccountID), Language: c.Language, TimeZone: c.TimeZone, AddTagIDs: rowIDs(c.AddTagIDs), RemoveTagIDs: rowIDs(c.RemoveTagIDs),
		AddCategoryIDs: rowIDs(c.AddCategoryIDs), RemoveCategoryIDs: rowIDs(c.RemoveCategoryIDs), Custom: c.CustomFields, Archived: c.Archived,
	})
}

// optionalRow is optionalID, but nil where nothing was said.
func optionalRow(text *string) *parley.ID {
	if text == nil {
		return nil
	}
	id := optionalID(*text)
	return &id
}

// startBulk begins an edit, and carries it out where it has few rows.
func (s *surface) startBulk(ctx context.Context, key Keyed, subject bulk.Subject, ids []parley.ID, change any) (*body[bulkEdit], error) {
	raw, err := json.Marshal(change)
	if err != nil {
		return nil, err
	}
	slices.Sort(ids)
	e, err := once(ctx, s, key, "/"+string(subject)+"/bulk-edit", func(ctx context.Context) (bulk.Edit, error) {
		return s.Bulk.Start(ctx, actor(ctx), bulk.Edit{Subject: subject, Change: string(raw)}, slices.Compact(ids))
	})
	if err != nil {
		return nil, err
	}
	if e, err = s.Bulk.Proceed(ctx, e); err != nil {
		return nil, err
	}
	out, err := s.showBulk(ctx, e)
	return answer(out), err
}

func (s *surface) showBulk(ctx context.Context, e bulk.Edit) (bulkEdit, error) {
	out := bulkEdit{
		ID: string(e.ID), Subject: string(e.Subject), State: "running", Total: e.Total, Changed: e.Changed, Refused: e.Refused,
		Refusals: []bulkRefusal{}, CreatedAt: e.CreatedAt, FinishedAt: optionalTime(e.FinishedAt),
	}
	if !e.FinishedAt.IsZero() {
		out.State = "done"
	}
	refused, err := s.Bulk.Refusals(ctx, e.ID)
	for _, r := range refused {
		out.Refusals = append(out.Refusals, bulkRefusal{ID: string(r.ID), Code: r.Code, Detail: r.Message})
	}
	return out, err
}

func idsAndFilter() error {
	return parley.Errorf(parley.Invalid, "ids_and_filter", "Give ids or a filter, not both.").At("ids")
}
