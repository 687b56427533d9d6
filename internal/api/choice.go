package api

import (
	"context"
	"encoding/json"
	"net/http"

	"parley/internal/bulk"
	"parley/internal/choice"
	"parley/internal/httpd"
	"parley/internal/parley"
	"parley/internal/user"
)

// accountStatus is what may be the status of an account.
type accountStatus struct {
	ID        string `json:"id"`
	Key       string `json:"key" doc:"What an account's status is called in calls; it never changes."`
	Name      string `json:"name"`
	Activates bool   `json:"activates" doc:"Accounts with this status are active."`
	Version   int64  `json:"version"`
}

// AccountStatusFields are what one may say about a status.
type AccountStatusFields struct {
	Name      *string `json:"name,omitempty"`
	Activates *bool   `json:"activates,omitempty"`
}

func (f AccountStatusFields) change() choice.Change {
	return choice.Change{Name: f.Name, Mark: f.Activates}
}

// accountType is what kind of customer an account is.
type accountType struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Class   string `json:"class" enum:"commercial,residential,government,industrial,senior_citizen"`
	Version int64  `json:"version"`
}

// AccountTypeFields are what one may say about a type.
type AccountTypeFields struct {
	Name  *string `json:"name,omitempty"`
	Class *string `json:"class,omitempty" enum:"commercial,residential,government,industrial,senior_citizen"`
}

func (f AccountTypeFields) change() choice.Change { return choice.Change{Name: f.Name, Class: f.Class} }

// NameFields are what one may say about what has a name only.
type NameFields struct {
	Name *string `json:"name,omitempty"`
}

func (f NameFields) change() choice.Change { return choice.Change{Name: f.Name} }

// PhoneNumberType is phoneNumberType by a name that can be embedded.
type PhoneNumberType = phoneNumberType

// phoneNumberTypeRow is an entry of the list of types of numbers.
type phoneNumberTypeRow struct {
	PhoneNumberType
	Version int64 `json:"version"`
}

// PhoneNumberTypeFields are what one may say about a type of number.
type PhoneNumberTypeFields struct {
	Name       *string `json:"name,omitempty"`
	SMSCapable *bool   `json:"sms_capable,omitempty" doc:"Numbers of this type can be texted."`
}

func (f PhoneNumberTypeFields) change() choice.Change {
	return choice.Change{Name: f.Name, Mark: f.SMSCapable}
}

// namedRow is an entry of a list of names.
type namedRow struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Version int64  `json:"version"`
}

func showNamed(c choice.Choice) namedRow {
	return namedRow{ID: string(c.ID), Name: c.Name, Version: c.Version}
}

// messagingCategory is what a contact subscribes to.
type messagingCategory struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Default bool   `json:"default" doc:"New contacts get it unless said otherwise."`
	Version int64  `json:"version"`
	// BulkEditID is what a call has begun.
	BulkEditID string `json:"bulk_edit_id,omitempty" doc:"Of the change of all contacts that the call has begun: GET /bulk-edits/{id} says how far it is."`
}

// spreads says which change of all contacts has begun.
func (c *messagingCategory) spreads(edit parley.ID) { c.BulkEditID = string(edit) }

func showCategory(c choice.Choice) messagingCategory {
	return messagingCategory{ID: string(c.ID), Name: c.Name, Default: c.Mark, Version: c.Version}
}

// CategoryFields are what one may say about a messaging category.
type CategoryFields struct {
	Name        *string `json:"name,omitempty"`
	Default     *bool   `json:"default,omitempty"`
	ApplyToAll  bool    `json:"apply_to_all_contacts,omitempty" doc:"Give it to all contacts that there are."`
	RemoveOfAll bool    `json:"remove_from_all_contacts,omitempty" doc:"Take it from all contacts that there are; of no meaning with apply_to_all_contacts."`
}

func (f CategoryFields) change() choice.Change { return choice.Change{Name: f.Name, Mark: f.Default} }

func (f CategoryFields) spread() (give, take bool) {
	return f.ApplyToAll, f.RemoveOfAll && !f.ApplyToAll
}

// spread is what the fields of a messaging category ask to be done to all contacts; fields of other lists ask for nothing.
type spread struct {
	asked, give bool
	pieces      []parley.ID
}

// wantsSpread reads the pieces before the unit: there may be a million contacts to look through.
func (s *surface) wantsSpread(ctx context.Context, fields any) (out spread, err error) {
	if f, ok := fields.(interface{ spread() (give, take bool) }); ok {
		give, take := f.spread()
		if out.give, out.asked = give, give || take; out.asked {
			out.pieces, err = s.Choices.Pieces(ctx)
		}
	}
	return out, err
}

// spread begins a change of all contacts, in the unit of ctx; its edit has no id where none is asked for.
func (s *surface) spread(ctx context.Context, of spread, id parley.ID) (bulk.Edit, error) {
	if !of.asked {
		return bulk.Edit{}, nil
	}
	raw, err := json.Marshal(bulk.CategoryChange{CategoryID: id, Give: of.give})
	if err != nil {
		return bulk.Edit{}, err
	}
	return s.Bulk.Start(ctx, actor(ctx), bulk.Edit{Subject: bulk.Categories, Change: string(raw)}, of.pieces)
}

// savedChoice is an entry with the change of all contacts that came with it.
type savedChoice struct {
	Choice choice.Choice
	Spread bulk.Edit
}

// saveChoice saves an entry and begins what is wanted of all contacts, in one unit.
func (s *surface) saveChoice(ctx context.Context, wanted spread, save func(ctx context.Context) (choice.Choice, error)) (out savedChoice, err error) {
	err = s.Work.Do(ctx, func(ctx context.Context) error {
		if out.Choice, err = save(ctx); err != nil {
			return err
		}
		out.Spread, err = s.spread(ctx, wanted, out.Choice.ID)
		return err
	})
	return out, err
}

type accountStatusChange struct {
	AccountStatusFields
	Versioned
}

type accountTypeChange struct {
	AccountTypeFields
	Versioned
}

type nameChange struct {
	NameFields
	Versioned
}

type phoneNumberTypeChange struct {
	PhoneNumberTypeFields
	Versioned
}

type categoryChange struct {
	CategoryFields
	Versioned
}

// choiceCalls are the calls of one list: rows R, entered as F, changed by C.
type choiceCalls[F interface{ change() choice.Change }, C interface {
	change() choice.Change
	seen() int64
}, R any] struct {
	set                          choice.Set
	path, tag, id, thing         string // "/account-statuses", "accounts", "AccountStatus", "account status"
	plural                       string // of id
	read, create, change, delete user.Permission
	show                         func(choice.Choice) R
}

type newChoiceInput[F any] struct {
	Keyed
	Body F
}

type choiceChangeInput[C any] struct {
	ByID
	Body C
}

// readable says that who may not see the list may not change it either (spec: sonar-isp.md section 6).
func (c choiceCalls[F, C, R]) readable(ctx context.Context) error {
	if c.read == "" {
		return nil
	}
	return httpd.Require(ctx, c.read)
}

// saved answers with the entry, once what it has begun is done where that is soon.
func (c choiceCalls[F, C, R]) saved(ctx context.Context, s *surface, of savedChoice, err error) (*body[R], error) {
	if err != nil {
		return nil, err
	}
	out := c.show(of.Choice)
	if begun, spreads := any(&out).(interface{ spreads(edit parley.ID) }); spreads && of.Spread.ID != "" {
		begun.spreads(of.Spread.ID)
		_, err = s.Bulk.Proceed(ctx, of.Spread)
	}
	return answer(out), err
}

func (c choiceCalls[F, C, R]) register(s *surface) {
	handle(s, call{method: http.MethodGet, path: c.path, permission: c.read, tag: c.tag, id: "list" + c.plural, summary: "List every " + c.thing + ", the oldest first"},
		func(ctx context.Context, _ *none) (*body[listOf[R]], error) {
			found, err := s.Choices.List(ctx, c.set)
			out := listOf[R]{Items: make([]R, len(found))}
			for i, each := range found {
				out.Items[i] = c.show(each)
			}
			return answer(out), err
		})
	handle(s, call{method: http.MethodPost, path: c.path, permission: c.create, tag: c.tag, id: "create" + c.id, summary: "Make a new " + c.thing, status: http.StatusCreated},
		func(ctx context.Context, in *newChoiceInput[F]) (*body[R], error) {
			if err := c.readable(ctx); err != nil {
				return nil, err
			}
			wanted, err := s.wantsSpread(ctx, in.Body)
			if err != nil {
				return nil, err
			}
			made, err := once(ctx, s, in.Keyed, c.path, func(ctx context.Context) (savedChoice, error) {
				return s.saveChoice(ctx, wanted, func(ctx context.Context) (choice.Choice, error) {
					return s.Choices.Create(ctx, actor(ctx), c.set, in.Body.change())
				})
			})
			return c.saved(ctx, s, made, err)
		})
	handle(s, call{method: http.MethodGet, path: c.path + "/{id}", permission: c.read, tag: c.tag, id: "get" + c.id, summary: "Get one " + c.thing},
		func(ctx context.Context, in *ByID) (*body[R], error) {
			found, err := s.Choices.Find(ctx, c.set, string(in.row()))
			return answer(c.show(found)), err
		})
	handle(s, call{method: http.MethodPatch, path: c.path + "/{id}", permission: c.change, tag: c.tag, id: "update" + c.id, summary: "Change one " + c.thing},
		func(ctx context.Context, in *choiceChangeInput[C]) (*body[R], error) {
			if err := c.readable(ctx); err != nil {
				return nil, err
			}
			change := in.Body.change()
			change.Version = in.Body.seen()
			wanted, err := s.wantsSpread(ctx, in.Body)
			if err != nil {
				return nil, err
			}
			changed, err := s.saveChoice(ctx, wanted, func(ctx context.Context) (choice.Choice, error) {
				return s.Choices.Update(ctx, actor(ctx), c.set, in.row(), change)
			})
			return c.saved(ctx, s, changed, err)
		})
	handle(s, call{method: http.MethodDelete, path: c.path + "/{id}", permission: c.delete, tag: c.tag, id: "delete" + c.id, summary: "Delete one " + c.thing, status: http.StatusNoContent},
		func(ctx context.Context, in *ByID) (*none, error) {
			if err := c.readable(ctx); err != nil {
				return nil, err
			}
			return nil, s.Choices.Delete(ctx, actor(ctx), c.set, in.row())
		})
}

func (s *surface) choices() {
	choiceCalls[AccountStatusFields, accountStatusChange, accountStatus]{
		set: choice.AccountStatuses, path: "/account-statuses", tag: "accounts", id: "AccountStatus", plural: "AccountStatuses", thing: "account status",
		create: user.CreateAccountStatus, change: user.UpdateAccountStatus, delete: user.DeleteAccountStatus,
		show: func(c choice.Choice) accountStatus {
			return accountStatus{ID: string(c.ID), Key: c.Key, Name: c.Name, Activates: c.Mark, Version: c.Version}
		},
	}.register(s)
	choiceCalls[AccountTypeFields, accountTypeChange, accountType]{
		set: choice.AccountTypes, path: "/account-types", tag: "accounts", id: "AccountType", plural: "AccountTypes", thing: "account type",
		create: user.CreateAccountType, change: user.UpdateAccountType, delete: user.DeleteAccountType,
		show: func(c choice.Choice) accountType {
			return accountType{ID: string(c.ID), Name: c.Name, Class: c.Class, Version: c.Version}
		},
	}.register(s)
	choiceCalls[NameFields, nameChange, namedRow]{
		set: choice.AccountGroups, path: "/account-groups", tag: "accounts", id: "AccountGroup", plural: "AccountGroups", thing: "account group",
		create: user.CreateAccountGroup, change: user.UpdateAccountGroup, delete: user.DeleteAccountGroup, show: showNamed,
	}.register(s)
	choiceCalls[PhoneNumberTypeFields, phoneNumberTypeChange, phoneNumberTypeRow]{
		set: choice.PhoneNumberTypes, path: "/phone-number-types", tag: "contacts", id: "PhoneNumberType", plural: "PhoneNumberTypes", thing: "phone number type",
		read: user.ReadPhoneNumberType, create: user.CreatePhoneNumberType, change: user.UpdatePhoneNumberType, delete: user.DeletePhoneNumberType,
		show: func(c choice.Choice) phoneNumberTypeRow {
			return phoneNumberTypeRow{PhoneNumberType{ID: string(c.ID), Key: c.Key, Name: c.Name, SMSCapable: c.Mark}, c.Version}
		},
	}.register(s)
	choiceCalls[NameFields, nameChange, namedRow]{
		set: choice.ContactTags, path: "/contact-tags", tag: "contacts", id: "ContactTag", plural: "ContactTags", thing: "tag of contacts",
		create: user.CreateContactTag, change: user.UpdateContactTag, delete: user.DeleteContactTag, show: showNamed,
	}.register(s)
	choiceCalls[CategoryFields, categoryChange, messagingCategory]{
		set: choice.MessagingCategories, path: "/messaging-categories", tag: "contacts", id: "MessagingCategory", plural: "MessagingCategories", thing: "messaging category",
		read: user.ReadMessageCategory, create: user.CreateMessageCategory, change: user.UpdateMessageCategory, delete: user.DeleteMessageCategory, show: showCategory,
	}.register(s)
}
