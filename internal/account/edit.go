package account

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"parley/internal/choice"
	"parley/internal/event"
	"parley/internal/field"
	"parley/internal/parley"
)

// Limits of what an account consists of, in characters.
const (
	maxName   = 200
	maxNumber = 50
	maxGroups = 50      // that one account is in
	maxNote   = 100_000 // spec: sonar-isp.md section 2
	maxDepth  = 20      // accounts above one another

	maxUsage  = 100_000         // percent
	maxCharge = 999_999_999_999 // in the smallest unit of the currency
)

// firstActivation is before any account of a provider: what is earlier is a slip of the pen.
var firstActivation = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)

// Change is what somebody changes about an account; nil leaves a thing as it is.
type Change struct {
	Version   int64 // of the account as the asker saw it; of no meaning when one is made
	Name      *string
	Number    *string
	CompanyID *parley.ID
	ParentID  *parley.ID
	Status    *string // key or id; empty: active
	TypeID    *parley.ID
	GroupIDs  *[]parley.ID // all of them
	// Delinquent says that the account owes money for too long.
	Delinquent *bool
	Note       *string
	// ActivatedAt is when the account first became active: a zero time empties it. Where nothing is said, it is when its status
	// first activates it.
	ActivatedAt *time.Time
	DataUsage   **int64      // percent; a pointer to nil empties it
	NextBillOn  *string      // "2026-11-30"; empty empties it
	NextCharge  **int64      // in the smallest unit of the hub's currency; a pointer to nil empties it
	Custom      field.Values // of these custom fields only; null empties one
}

// Create makes an account; without a company it belongs to the default one. Its errors are of kind Invalid, joined where
// there are several, with the field at fault, or Conflict ("duplicate_number").
func (s *Accounts) Create(ctx context.Context, by parley.Actor, change Change) (Account, error) {
	a, err := s.drafted(&change)
	if err != nil {
		return Account{}, err
	}
	err = s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		made := a // the unit may run twice
		if err := errors.Join(s.checkPlace(ctx, &made, ""), s.choose(ctx, &made, change)); err != nil {
			return err
		}
		added, err := s.parts.Store.AddAccounts(ctx, made)
		if err != nil {
			return err
		}
		if !added {
			return duplicateNumber()
		}
		s.told(ctx, event.AccountCreated, by, made.ID, event.Recorded(made.Name, nil, made))
		return nil
	})
	if err != nil {
		return Account{}, err
	}
	return s.Get(ctx, a.ID)
}

// drafted makes of a change of an account of which nothing is known what needs no rows; the change says then what holds where it
// was silent.
func (s *Accounts) drafted(change *Change) (Account, error) {
	a := Account{ID: parley.ID(s.parts.Source.NewID()), Version: 1, CreatedAt: s.parts.Source.Now()}
	a.UpdatedAt = a.CreatedAt
	if change.Name == nil {
		change.Name = new(string)
	}
	if change.Status == nil {
		change.Status = new(string)
	}
	return a, a.apply(*change, a.CreatedAt)
}

// Update changes an account. Its errors are those of Create, NotFound, and Conflict ("version_conflict") where somebody
// else has changed the account since the asker saw it.
func (s *Accounts) Update(ctx context.Context, by parley.Actor, id parley.ID, change Change) (Account, error) {
	now := s.parts.Source.Now()
	err := s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		a, err := s.lock(ctx, id)
		if err != nil {
			return err
		}
		if a.Version != change.Version {
			return parley.Errorf(parley.Conflict, "version_conflict", "Somebody else changed this account in the meantime. Load it again.").
				With("current", strconv.FormatInt(a.Version, 10))
		}
		before := a
		if err := a.apply(change, now); err != nil {
			return err
		}
		if err := errors.Join(s.checkPlace(ctx, &a, before.CompanyID), s.choose(ctx, &a, change)); err != nil {
			return err
		}
		a.Version++
		a.UpdatedAt = now
		updated, err := s.parts.Store.UpdateAccount(ctx, a)
		if err != nil {
			return err
		}
		if !updated {
			return duplicateNumber()
		}
		s.told(ctx, event.AccountUpdated, by, id, event.Recorded(a.Name, before, a))
		return nil
	})
	if err != nil {
		return Account{}, err
	}
	return s.Get(ctx, id)
}

// SetArchived takes an account out of the lists, or puts it back; its people and what was exchanged stay. The error is NotFound.
func (s *Accounts) SetArchived(ctx context.Context, by parley.Actor, id parley.ID, archived bool) (Account, error) {
	now := s.parts.Source.Now()
	err := s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		before, err := s.lock(ctx, id)
		if err != nil || before.ArchivedAt.IsZero() != archived {
			return err
		}
		a, told := before, event.AccountRestored
		if a.ArchivedAt = (time.Time{}); archived {
			a.ArchivedAt, told = now, event.AccountArchived
		}
		a.Version++
		a.UpdatedAt = now
		if _, err := s.parts.Store.UpdateAccount(ctx, a); err != nil {
			return err
		}
		s.told(ctx, told, by, id, event.Recorded(a.Name, before, a))
		return nil
	})
	if err != nil {
		return Account{}, err
	}
	return s.Get(ctx, id)
}

// Delete forgets an account that nobody belongs to any more; else the error is Conflict ("account_in_use"). What was
// exchanged with it stays.
func (s *Accounts) Delete(ctx context.Context, by parley.Actor, id parley.ID) error {
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		a, err := s.lock(ctx, id)
		if err != nil {
			return err
		}
		used, err := s.parts.Store.Dependants(ctx, id)
		if err != nil {
			return err
		}
		if used {
			return parley.Errorf(parley.Conflict, "account_in_use", "The account still has contacts or accounts below it. Move or delete those first.")
		}
		if err := s.parts.Store.DeleteAccount(ctx, id); err != nil {
			return err
		}
		s.told(ctx, event.AccountDeleted, by, id, event.Recorded(a.Name, a, nil))
		return nil
	})
}

func (s *Accounts) lock(ctx context.Context, id parley.ID) (Account, error) {
	a, found, err := s.parts.Store.LockAccount(ctx, id)
	if err == nil && !found {
		err = NotFound()
	}
	return a, err
}

func (s *Accounts) told(ctx context.Context, t event.Type, by parley.Actor, id parley.ID, r *event.Record) {
	s.parts.Log.Append(ctx, event.Event{Type: t, Actor: by, SubjectID: id, Record: r})
}

// apply puts what change, made at now, says into a.
func (a *Account) apply(change Change, now time.Time) error {
	var name, number, note error
	if change.Name != nil {
		if a.Name, name = checkLine("name", *change.Name, maxName); parley.IsBlank(a.Name) {
			name = parley.Errorf(parley.Invalid, "blank_name", "Enter the account's name.").At("name")
		}
	}
	if change.Number != nil {
		a.Number, number = checkLine("number", *change.Number, maxNumber)
	}
	if change.Delinquent != nil {
		a.Delinquent = *change.Delinquent
	}
	if change.Note != nil {
		if a.Note = *change.Note; !parley.IsText(a.Note) {
			note = parley.Errorf(parley.Invalid, "invalid_text", "The note has characters that are no text.").At("note")
		} else {
			note = checkLength("note", a.Note, maxNote)
		}
	}
	if change.CompanyID != nil {
		a.CompanyID = *change.CompanyID
	}
	if change.ParentID != nil {
		a.ParentID = *change.ParentID
	}
	return errors.Join(name, number, note, a.applyBilling(change, now))
}

// applyBilling puts into a what billing says of it.
func (a *Account) applyBilling(change Change, now time.Time) error {
	var since, usage, bill, charge error
	if change.ActivatedAt != nil {
		a.ActivatedAt = change.ActivatedAt.Truncate(time.Millisecond)
		if at := a.ActivatedAt; !at.IsZero() && (at.Before(firstActivation) || at.After(now.AddDate(1, 0, 0))) {
			since = parley.Errorf(parley.Invalid, "out_of_range", "Give a time from the year 1900 to a year from now.").At("activated_at")
		}
	}
	if change.DataUsage != nil {
		a.DataUsage = *change.DataUsage
		usage = checkRange("data_usage_percent", a.DataUsage, maxUsage)
	}
	if change.NextBillOn != nil {
		a.NextBillOn = strings.TrimSpace(*change.NextBillOn)
		if _, err := time.Parse(time.DateOnly, a.NextBillOn); err != nil && a.NextBillOn != "" {
			bill = parley.Errorf(parley.Invalid, "invalid_date", "Write the day like 2026-11-30.").At("next_bill_on")
		}
	}
	if change.NextCharge != nil {
		a.NextCharge = *change.NextCharge
		charge = checkRange("next_recurring_charge", a.NextCharge, maxCharge)
	}
	return errors.Join(since, usage, bill, charge)
}

func checkRange(field string, n *int64, most int64) error {
	if n != nil && (*n < 0 || *n > most) {
		return parley.Errorf(parley.Invalid, "out_of_range", "Enter a number from 0 to %d.", most).At(field)
	}
	return nil
}

// choose puts into a what the change chooses of the provider's lists and says in custom fields.
func (s *Accounts) choose(ctx context.Context, a *Account, change Change) error {
	var faults []error
	fault := func(err error, unknown *parley.Error) {
		if parley.IsKind(err, parley.NotFound) {
			err = unknown
		}
		faults = append(faults, err)
	}
	if change.Status != nil {
		chosen, err := s.parts.Choices.Find(ctx, choice.AccountStatuses, cmp.Or(strings.TrimSpace(*change.Status), defaultStatus))
		if chosen.Mark && !a.Active && a.ActivatedAt.IsZero() {
			a.ActivatedAt = s.parts.Source.Now().Truncate(time.Millisecond)
		}
		a.Status, a.Active = chosen.Key, chosen.Mark
		fault(err, parley.Errorf(parley.Invalid, "unknown_status", "There is no such status of accounts.").At("status"))
	}
	if change.TypeID != nil {
		if a.TypeID = *change.TypeID; a.TypeID != "" {
			_, err := s.parts.Choices.Find(ctx, choice.AccountTypes, string(a.TypeID))
			fault(err, parley.Errorf(parley.Invalid, "unknown_type", "There is no such type of account.").At("type_id"))
		}
	}
	if change.GroupIDs != nil {
		groups, err := s.groups(ctx, *change.GroupIDs)
		a.Groups = groups
		fault(err, parley.Errorf(parley.Invalid, "unknown_group", "There is no such group of accounts.").At("group_ids"))
	}
	values, err := s.parts.Fields.Apply(ctx, field.OfAccounts, a.Custom, change.Custom)
	a.Custom = values
	return errors.Join(append(faults, err)...)
}

// groups gives the groups with these ids, each once and in the order of names; the error may be choice.NotFound.
func (s *Accounts) groups(ctx context.Context, ids []parley.ID) ([]parley.Named, error) {
	if len(ids) > maxGroups {
		return nil, parley.Errorf(parley.Invalid, "too_many_groups", "An account is in at most %d groups.", maxGroups).At("group_ids")
	}
	groups := make([]parley.Named, 0, len(ids))
	for _, id := range ids {
		chosen, err := s.parts.Choices.Find(ctx, choice.AccountGroups, string(id))
		if err != nil {
			return nil, err
		}
		groups = append(groups, parley.Named{ID: chosen.ID, Name: chosen.Name})
	}
	slices.SortFunc(groups, func(a, b parley.Named) int { return strings.Compare(a.Name, b.Name) })
	return slices.Compact(groups), nil
}

func checkLine(field, text string, limit int) (string, error) {
	text = parley.CleanName(text)
	if !parley.IsLine(text) {
		return text, parley.Errorf(parley.Invalid, "invalid_text", "Enter one line of text.").At(field)
	}
	return text, checkLength(field, text, limit)
}

func checkLength(field, text string, limit int) error {
	if utf8.RuneCountInString(text) > limit {
		return parley.Errorf(parley.Invalid, "too_long", "This has at most %d characters.", limit).At(field)
	}
	return nil
}

// checkPlace sees to it that company, which was another, and parent exist and that no account is above itself.
func (s *Accounts) checkPlace(ctx context.Context, a *Account, was parley.ID) error {
	if err := s.checkCompany(ctx, a, was); err != nil || a.ParentID == "" {
		return err
	}
	if a.ParentID == a.ID {
		return parentCycle()
	}
	if !a.ParentID.Valid() {
		return unknownParent()
	}
	_, found, err := s.parts.Reads.Account(ctx, a.ParentID)
	if err != nil {
		return err
	}
	if !found {
		return unknownParent()
	}
	above, err := s.parts.Store.Ancestors(ctx, a.ParentID, maxDepth)
	if err != nil {
		return err
	}
	if slices.Contains(above, a.ID) || len(above) == maxDepth {
		return parentCycle()
	}
	return nil
}

func (s *Accounts) checkCompany(ctx context.Context, a *Account, was parley.ID) error {
	if a.CompanyID == was && was != "" {
		return nil // also where it is disabled: accounts that are there stay
	}
	c, err := s.parts.Companies.Get(ctx, a.CompanyID)
	if a.CompanyID == "" {
		c, err = s.parts.Companies.Default(ctx)
	}
	switch {
	case parley.IsKind(err, parley.NotFound):
		return parley.Errorf(parley.Invalid, "unknown_company", "There is no such company.").At("company_id")
	case err == nil && !c.Enabled:
		return parley.Errorf(parley.Invalid, "company_disabled", "This company is disabled: it takes no new accounts.").At("company_id")
	}
	a.CompanyID = c.ID
	return err
}

func unknownParent() *parley.Error {
	return parley.Errorf(parley.Invalid, "unknown_account", "There is no such account.").At("parent_id")
}

func parentCycle() *parley.Error {
	return parley.Errorf(parley.Invalid, "parent_cycle", "An account cannot be above itself, nor below more than %d others.", maxDepth).At("parent_id")
}

func duplicateNumber() *parley.Error {
	return parley.Errorf(parley.Conflict, "duplicate_number", "Another account has this number.").At("number")
}
