package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"parley/internal/account"
	"parley/internal/field"
	"parley/internal/parley"
	"parley/internal/user"
)

// accountRow is a customer of the provider.
type accountRow struct {
	ID             string         `json:"id"`
	Name           string         `json:"name"`
	Number         string         `json:"number" doc:"As the provider counts its customers; unique."`
	Status         string         `json:"status" doc:"The key of one of /account-statuses."`
	StatusName     string         `json:"status_name"`
	Active         bool           `json:"active" doc:"Whether its status activates it."`
	Type           *reference     `json:"type" doc:"One of /account-types."`
	Groups         []reference    `json:"groups" nullable:"false" doc:"Of /account-groups."`
	Delinquent     bool           `json:"delinquent"`
	ActivatedAt    *time.Time     `json:"activated_at" doc:"When its status first activated it."`
	DataUsage      *int64         `json:"data_usage_percent" doc:"Of its plan; null: unknown."`
	NextBillOn     *string        `json:"next_bill_on" format:"date" doc:"Null: unknown."`
	NextCharge     *int64         `json:"next_recurring_charge" doc:"In the smallest unit of the currency of /settings; null: unknown."`
	CustomFields   map[string]any `json:"custom_fields" doc:"By key, see /custom-fields?owner=account; an empty one is missing."`
	Company        *reference     `json:"company"`
	Parent         *reference     `json:"parent"`
	Note           string         `json:"note"`
	ArchivedAt     *time.Time     `json:"archived_at" doc:"Null, or since when it is out of the lists."`
	LastActivityAt *time.Time     `json:"last_activity_at" doc:"Of its conversations."`
	Version        int64          `json:"version"`
	CreatedAt      time.Time      `json:"created_at"`
	UpdatedAt      time.Time      `json:"updated_at"`
}

func showAccount(a account.Account) accountRow {
	return accountRow{
		ID: string(a.ID), Name: a.Name, Number: a.Number, Status: a.Status, StatusName: a.StatusName, Active: a.Active, Type: named(a.TypeID, a.TypeName),
		Groups: references(a.Groups), Delinquent: a.Delinquent, CustomFields: showCustom(a.Custom), ArchivedAt: optionalTime(a.ArchivedAt), LastActivityAt: optionalTime(a.LastActivityAt), Company: named(a.CompanyID, a.CompanyName), Parent: named(a.ParentID, a.ParentName),
		Note: a.Note, Version: a.Version, CreatedAt: a.CreatedAt, UpdatedAt: a.UpdatedAt,
		ActivatedAt: optionalTime(a.ActivatedAt), DataUsage: a.DataUsage, NextBillOn: optionalText(a.NextBillOn), NextCharge: a.NextCharge,
	}
}

// optionalText is null where there is none.
func optionalText(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func references(rows []parley.Named) []reference {
	out := make([]reference, len(rows))
	for i, r := range rows {
		out[i] = reference{ID: string(r.ID), Name: r.Name}
	}
	return out
}

// showCustom is an object also where nothing stands in any field.
func showCustom(values field.Values) map[string]any {
	if values == nil {
		return map[string]any{}
	}
	return values
}

// AccountFields are what one may say about an account.
type AccountFields struct {
	Number       *string        `json:"number,omitempty"`
	CompanyID    *string        `json:"company_id,omitempty" doc:"The default company unless said."`
	ParentID     *string        `json:"parent_id,omitempty" doc:"The account that it belongs to; empty: none."`
	Status       *string        `json:"status,omitempty" doc:"Key or id of a status; active unless said."`
	TypeID       *string        `json:"type_id,omitempty"`
	GroupIDs     *[]string      `json:"group_ids,omitempty" maxItems:"50" doc:"All of them."`
	Delinquent   *bool          `json:"delinquent,omitempty"`
	CustomFields map[string]any `json:"custom_fields,omitempty" doc:"By key: what is not named stays, null empties."`
	Note         *string        `json:"note,omitempty"`

	ActivatedAt Nullable[time.Time] `json:"activated_at,omitempty" doc:"When it first became active; where it is not said, when its status first activates it."`
	DataUsage   Nullable[int64]     `json:"data_usage_percent,omitempty" doc:"Of its plan, from 0."`
	NextBillOn  Nullable[string]    `json:"next_bill_on,omitempty" doc:"A day such as 2026-11-30."`
	NextCharge  Nullable[int64]     `json:"next_recurring_charge,omitempty" doc:"In the smallest unit of the currency of /settings, from 0."`
}

func (f AccountFields) change(name *string, version int64) account.Change {
	c := account.Change{Version: version, Name: name, Number: f.Number, Status: f.Status, Delinquent: f.Delinquent, Note: f.Note, GroupIDs: optionalIDs(f.GroupIDs), Custom: f.CustomFields,
		ActivatedAt: f.ActivatedAt.orZero(), DataUsage: f.DataUsage.change(), NextBillOn: f.NextBillOn.orZero(), NextCharge: f.NextCharge.change()}
	if f.TypeID != nil {
		id := optionalID(*f.TypeID)
		c.TypeID = &id
	}
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

// AccountFilter selects accounts.
type AccountFilter struct {
	Query      string `query:"q" json:"q,omitempty" maxLength:"200" doc:"Beginnings of words of the name or of the number."`
	ParentID   string `query:"parent_id" json:"parent_id,omitempty" maxLength:"64" doc:"Only the accounts that belong to this one."`
	Status     string `query:"status" json:"status,omitempty" maxLength:"100" doc:"Key of a status."`
	TypeID     string `query:"type_id" json:"type_id,omitempty" maxLength:"64"`
	GroupID    string `query:"group_id" json:"group_id,omitempty" maxLength:"64"`
	CompanyID  string `query:"company_id" json:"company_id,omitempty" maxLength:"64"`
	Delinquent string `query:"delinquent" json:"delinquent,omitempty" enum:"true,false"`
	Archived   string `query:"archived" json:"archived,omitempty" enum:"only,all" doc:"Archived accounts only, or all; without it those that are not archived."`
}

type accountQuery struct {
	Paging
	AccountFilter
	Sort string `query:"sort" enum:"name,-name,number,-number,created,-created,activity,-activity" doc:"With - the other way round: -activity is the newest first. Of no meaning with q."`
}

// filter gives what is selected, in no order.
func (q AccountFilter) filter() account.Filter {
	return account.Filter{
		ParentID: optionalID(q.ParentID), Query: q.Query, Status: q.Status, TypeID: optionalID(q.TypeID), GroupID: optionalID(q.GroupID), CompanyID: optionalID(q.CompanyID),
		Archived:   parley.Archived(q.Archived),
		Delinquent: optionalBool(q.Delinquent),
	}
}

func (s *surface) accounts() {
	handle(s, call{method: http.MethodGet, path: "/accounts", tag: "accounts", id: "listAccounts", summary: "List accounts, or find some"}, s.listAccounts)
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
	for _, deed := range []string{"archive", "restore"} {
		handle(s, call{method: http.MethodPost, path: "/accounts/{id}/" + deed, permission: user.DeleteAccount, tag: "accounts", id: deed + "Account", summary: "Take an account out of the lists (archive), or put it back (restore)"},
			func(ctx context.Context, in *ByID) (*body[accountRow], error) {
				a, err := s.Accounts.SetArchived(ctx, actor(ctx), in.row(), deed == "archive")
				return answer(showAccount(a)), err
			})
	}
	handle(s, call{method: http.MethodGet, path: "/accounts/{id}/correspondence", permission: user.ReadSMSMessage, tag: "accounts", id: "listCorrespondence", summary: "Everything exchanged with an account, newest first"}, s.correspondence)
}

func (s *surface) listAccounts(ctx context.Context, in *accountQuery) (*body[listOf[accountRow]], error) {
	f := in.filter()
	f.Order, f.Desc, f.Limit = parley.Order(strings.TrimPrefix(in.Sort, "-")), strings.HasPrefix(in.Sort, "-"), in.Limit
	keys, err := sortedCursor(in.Cursor, in.Sort, 3)
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
		out.Next = encodeCursor(in.Sort, next.Term, next.Key, string(next.ID))
	}
	return answer(out), nil
}
