package bulk

import (
	"context"
	"encoding/json"
	"reflect"

	"parley/internal/account"
	"parley/internal/choice"
	"parley/internal/contact"
	"parley/internal/field"
	"parley/internal/parley"
)

// AccountChange is what is changed about many accounts; what is missing stays.
type AccountChange struct {
	Status         *string      `json:"status,omitempty"`
	TypeID         *parley.ID   `json:"type_id,omitempty"`
	CompanyID      *parley.ID   `json:"company_id,omitempty"`
	AddGroupIDs    []parley.ID  `json:"add_group_ids,omitempty"`
	RemoveGroupIDs []parley.ID  `json:"remove_group_ids,omitempty"`
	Delinquent     *bool        `json:"delinquent,omitempty"`
	Custom         field.Values `json:"custom_fields,omitempty"`
	Archived       *bool        `json:"archived,omitempty"`
}

// ContactChange is what is changed about many contacts; what is missing stays.
type ContactChange struct {
	AccountID         *parley.ID   `json:"account_id,omitempty"`
	Language          *string      `json:"language,omitempty"`
	TimeZone          *string      `json:"time_zone,omitempty"`
	AddTagIDs         []parley.ID  `json:"add_tag_ids,omitempty"`
	RemoveTagIDs      []parley.ID  `json:"remove_tag_ids,omitempty"`
	AddCategoryIDs    []parley.ID  `json:"add_category_ids,omitempty"`
	RemoveCategoryIDs []parley.ID  `json:"remove_category_ids,omitempty"`
	Custom            field.Values `json:"custom_fields,omitempty"`
	Archived          *bool        `json:"archived,omitempty"`
}

// AccountTarget changes accounts.
type AccountTarget struct{ *account.Accounts }

// Apply implements Target.
func (t AccountTarget) Apply(ctx context.Context, by parley.Actor, id parley.ID, change string) error {
	var c AccountChange
	if err := json.Unmarshal([]byte(change), &c); err != nil {
		return err
	}
	if archived := c.Archived; archived != nil {
		if _, err := t.SetArchived(ctx, by, id, *archived); err != nil {
			return err
		}
		if c.Archived = nil; reflect.ValueOf(c).IsZero() {
			return nil
		}
	}
	a, err := t.Get(ctx, id)
	if err != nil {
		return err
	}
	fields := account.Change{Version: a.Version, Status: c.Status, TypeID: c.TypeID, CompanyID: c.CompanyID, Delinquent: c.Delinquent, Custom: c.Custom}
	fields.GroupIDs = changed(a.Groups, c.AddGroupIDs, c.RemoveGroupIDs)
	_, err = t.Update(ctx, by, id, fields)
	return err
}

// ContactTarget changes contacts.
type ContactTarget struct{ *contact.Contacts }

// Apply implements Target.
func (t ContactTarget) Apply(ctx context.Context, by parley.Actor, id parley.ID, change string) error {
	var c ContactChange
	if err := json.Unmarshal([]byte(change), &c); err != nil {
		return err
	}
	if archived := c.Archived; archived != nil {
		if _, err := t.SetArchived(ctx, by, id, *archived); err != nil {
			return err
		}
		if c.Archived = nil; reflect.ValueOf(c).IsZero() {
			return nil
		}
	}
	p, err := t.Get(ctx, id)
	if err != nil {
		return err
	}
	fields := contact.Change{Version: p.Version, AccountID: c.AccountID, Language: c.Language, TimeZone: c.TimeZone, Custom: c.Custom}
	fields.TagIDs = changed(p.Tags, c.AddTagIDs, c.RemoveTagIDs)
	fields.CategoryIDs = changed(p.Categories, c.AddCategoryIDs, c.RemoveCategoryIDs)
	_, err = t.Update(ctx, by, id, fields)
	return err
}

// CategoryChange says which messaging category all contacts get, or lose.
type CategoryChange struct {
	CategoryID parley.ID `json:"category_id"`
	Give       bool      `json:"give"`
}

// CategoryTarget gives contacts a messaging category, or takes it from them.
type CategoryTarget struct{ *choice.Choices }

// Apply implements Target for the contacts from id on.
func (t CategoryTarget) Apply(ctx context.Context, _ parley.Actor, id parley.ID, change string) error {
	var c CategoryChange
	if err := json.Unmarshal([]byte(change), &c); err != nil {
		return err
	}
	return t.SpreadCategory(ctx, c.CategoryID, c.Give, id)
}

// Close implements Closer. A category that was deleted meanwhile has nothing to tell.
func (t CategoryTarget) Close(ctx context.Context, by parley.Actor, change string) error {
	var c CategoryChange
	if err := json.Unmarshal([]byte(change), &c); err != nil {
		return err
	}
	if err := t.CategorySpread(ctx, by, c.CategoryID, c.Give); !parley.IsKind(err, parley.NotFound) {
		return err
	}
	return nil
}

// changed gives the ids of rows with some added and some taken away; nil where neither is asked for.
func changed(have []parley.Named, add, remove []parley.ID) *[]parley.ID {
	if len(add)+len(remove) == 0 {
		return nil
	}
	gone := make(map[parley.ID]bool, len(remove))
	for _, id := range remove {
		gone[id] = true
	}
	ids := []parley.ID{}
	for _, each := range have {
		if !gone[each.ID] {
			ids = append(ids, each.ID)
		}
	}
	for _, id := range add {
		if !gone[id] {
			ids = append(ids, id)
		}
	}
	return &ids
}
