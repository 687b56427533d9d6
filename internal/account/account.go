// Package account keeps the customers of the provider (households, businesses). The people of an account are in package contact; what was exchanged with it in package conversation.
package account

import (
	"context"
	"strings"
	"time"

	"parley/internal/choice"
	"parley/internal/clock"
	"parley/internal/company"
	"parley/internal/event"
	"parley/internal/field"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Account is a customer of the provider.
type Account struct {
	ID          parley.ID
	Number      string         `audit:"number"` // as the provider counts its customers; unique, may be empty
	Name        string         `audit:"name"`
	CompanyID   parley.ID      `audit:"company_id"`
	CompanyName string         // read only
	ParentID    parley.ID      `audit:"parent_id"` // empty, or the account that this one belongs to
	ParentName  string         // read only
	Status      string         `audit:"status"` // the key of one of choice.AccountStatuses
	StatusName  string         // read only
	Active      bool           // whether the status activates the account; read only
	TypeID      parley.ID      `audit:"type_id"` // one of choice.AccountTypes, or empty
	TypeName    string         // read only
	Groups      []parley.Named `audit:"groups"` // by name
	Delinquent  bool           `audit:"delinquent"`
	ActivatedAt time.Time      `audit:"activated_at"` // zero, or when it first became active
	// What the provider's billing knows of it. NextCharge is in the smallest unit of the hub's currency; nil: unknown.
	DataUsage  *int64 `audit:"data_usage_percent"`
	NextBillOn string `audit:"next_bill_on"` // "2026-11-30", or empty
	NextCharge *int64 `audit:"next_recurring_charge"`
	Note       string `audit:"note"`
	// Custom is what stands in the custom fields of accounts, by key.
	Custom         field.Values `audit:"custom_fields"`
	ArchivedAt     time.Time    `audit:"archived_at"` // zero, or since when it is out of the lists
	LastActivityAt time.Time    // of its conversations; zero: there is none; read only
	Version        int64        // counts changes; 1 at first
	CreatedAt      time.Time
	UpdatedAt      time.Time
}

// defaultStatus is the status of an account of which nothing else is said.
const defaultStatus = "active"

// Store writes accounts, inside a unit.
type Store interface {
	// LockAccount gives the account and keeps it as it is until the commit.
	LockAccount(ctx context.Context, id parley.ID) (Account, bool, error)
	// AddAccounts reports false, and the unit must end, where another account has one of the numbers.
	AddAccounts(ctx context.Context, accounts ...Account) (bool, error)
	// UpdateAccount writes everything of a but ID and CreatedAt; false is as with AddAccounts.
	UpdateAccount(ctx context.Context, a Account) (bool, error)
	DeleteAccount(ctx context.Context, id parley.ID) error
	// Dependants tells whether any contact or account belongs to the account.
	Dependants(ctx context.Context, id parley.ID) (bool, error)
	// Ancestors gives the ids from the account's parent upwards, at most limit; none for an unknown account.
	Ancestors(ctx context.Context, id parley.ID, limit int) ([]parley.ID, error)
}

// ReadStore reads accounts.
type ReadStore interface {
	Account(ctx context.Context, id parley.ID) (Account, bool, error)
	// AccountsByID gives those of the accounts that exist, one or more, in no order.
	AccountsByID(ctx context.Context, ids []parley.ID) ([]Account, error)
	// Accounts gives at most f.Limit accounts after f.After and where the next ones begin: zero at the end.
	Accounts(ctx context.Context, f Filter) ([]Account, Cursor, error)
	// AccountIDs gives the ids of at most f.Limit accounts, without regard to order and place; it does not look at f.Query.
	AccountIDs(ctx context.Context, f Filter) ([]parley.ID, error)
}

// Filter selects accounts for a list; what is empty selects nothing out.
type Filter struct {
	ParentID   parley.ID       `audit:"parent_id"`
	Status     string          `audit:"status"` // key
	TypeID     parley.ID       `audit:"type_id"`
	GroupID    parley.ID       `audit:"group_id"`
	CompanyID  parley.ID       `audit:"company_id"`
	Delinquent *bool           `audit:"delinquent"`
	Archived   parley.Archived `audit:"archived"`
	// Query is what somebody types: beginnings of words of the name or of the account's number, in any order,
	// without regard to case and accents. Empty: all accounts.
	Query string       `audit:"search"`
	Order parley.Order // empty: parley.ByName; of no meaning with a Query
	Desc  bool         // the other way round
	After Cursor
	Limit int
}

// Cursor is the place in a list after which to go on; its zero value is the beginning. With a Query the order is that
// of the words found and then of names.
type Cursor struct {
	Term string    `json:"t,omitempty"`
	Key  string    `json:"k,omitempty"`
	ID   parley.ID `json:"i,omitempty"`
}

// Parts are what Accounts are made of.
type Parts struct {
	Worker    unit.Worker
	Store     Store
	Reads     ReadStore
	Companies *company.Companies
	Choices   *choice.Choices
	Fields    *field.Fields
	Log       *event.Log
	Source    clock.Source
}

// Accounts keeps accounts.
type Accounts struct{ parts Parts }

// New makes Accounts of their parts.
func New(p Parts) *Accounts { return &Accounts{parts: p} }

// NotFound is the answer to an id that no account has.
func NotFound() *parley.Error {
	return parley.Errorf(parley.NotFound, "account_not_found", "There is no such account.")
}

// List gives one page of accounts and where the next one begins.
func (s *Accounts) List(ctx context.Context, f Filter) ([]Account, Cursor, error) {
	f.Query = strings.TrimSpace(f.Query)
	return s.parts.Reads.Accounts(ctx, f)
}

// Get gives one account; the error is NotFound.
func (s *Accounts) Get(ctx context.Context, id parley.ID) (Account, error) {
	a, found, err := s.parts.Reads.Account(ctx, id)
	if err == nil && !found {
		err = NotFound()
	}
	return a, err
}

// Several gives those of the accounts that exist, in no order.
func (s *Accounts) Several(ctx context.Context, ids []parley.ID) ([]Account, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return s.parts.Reads.AccountsByID(ctx, ids)
}

// IDs gives the ids of all accounts that the filter selects, at most f.Limit and without regard to its order and place.
func (s *Accounts) IDs(ctx context.Context, f Filter) (ids []parley.ID, err error) {
	if f.Query = strings.TrimSpace(f.Query); f.Query == "" {
		return s.parts.Reads.AccountIDs(ctx, f)
	}
	most := f.Limit
	for f.After, f.Limit = (Cursor{}), 200; len(ids) < most; {
		page, next, err := s.List(ctx, f)
		if err != nil {
			return nil, err
		}
		for _, a := range page {
			ids = append(ids, a.ID)
		}
		if f.After = next; next == (Cursor{}) {
			break
		}
	}
	return ids, nil
}
