package transfer

import (
	"context"
	"slices"
	"strings"

	"parley/internal/account"
	"parley/internal/choice"
	"parley/internal/contact"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Deed is what became of a row or an item.
type Deed string

// The deeds.
const (
	MadeNew  Deed = "created"
	Changed  Deed = "updated"
	PassedBy Deed = "skipped" // there already, and so it should stay, or nothing in it is new
	Refused  Deed = "failed"
)

// Outcome is what became of an entry.
type Outcome struct {
	Deed  Deed
	ID    parley.ID    // of the account or contact
	There parley.Named // who was there already, if anybody
}

// policy is how entries are put in.
type policy struct {
	duplicates   Duplicates
	makeAccounts bool
	dry          bool   // look only
	origin       string // the import; empty: each item has its line in the audit trail
}

// put takes one entry in, in the unit of ctx. Its error is a problem of this entry, or ends everything.
func (t *Transfers) put(ctx context.Context, by parley.Actor, e Entry, p policy) (Outcome, error) {
	if e.Contact == nil {
		return t.putAccount(ctx, by, e, p)
	}
	if p.origin == "" {
		e.Contact = t.normalised(*e.Contact) // those of a file are so already
	}
	accountID, err := t.accountOf(ctx, by, e, p)
	if err != nil {
		return Outcome{}, err
	}
	there, err := t.there(ctx, *e.Contact, p)
	if err != nil {
		return Outcome{}, err
	}
	out := Outcome{Deed: MadeNew, ID: there.ID, There: there}
	change := *e.Contact
	if accountID != "" {
		change.AccountID = &accountID
	}
	switch {
	case p.duplicates == Create:
		out.ID, err = t.makeContact(ctx, by, change, p)
	case there.ID == "":
		if out.ID, err = t.makeContact(ctx, by, change, p); err == nil {
			err = t.alone(ctx, out.ID, change)
		}
	case p.duplicates == Skip:
		out.Deed = PassedBy
	default:
		out.Deed, err = t.changeContact(ctx, by, there.ID, change, p)
	}
	return out, err
}

// normalised writes the addresses of a change as they are kept; making the contact says what is wrong with one.
func (t *Transfers) normalised(c contact.Change) *contact.Change {
	if c.Addresses == nil {
		return &c
	}
	addresses := slices.Clone(*c.Addresses)
	for i, a := range addresses {
		if value, err := contact.Normalise(a.Kind, a.Value, t.parts.Region); err == nil {
			addresses[i].Value = value
		}
	}
	c.Addresses = &addresses
	return &c
}

// alone makes sure that a contact who was made, and whose addresses are kept to this unit by now, is the only one in the lists
// who has them:// another unit may have made him after this one looked who is there. With one writer (SQLite) there is no such unit.
func (t *Transfers) alone(ctx context.Context, made parley.ID, c contact.Change) error {
	found, err := t.holders(ctx, c)
	if slices.ContainsFunc(found, func(h Holder) bool { return made != "" && h.ID != made && !h.Archived }) {
		err = unit.ErrAgain
	}
	return err
}

// holders gives the contacts who have an address of the change.
func (t *Transfers) holders(ctx context.Context, c contact.Change) ([]Holder, error) {
	if c.Addresses == nil || len(*c.Addresses) == 0 {
		return nil, nil
	}
	addresses := make([]parley.Address, len(*c.Addresses))
	for i, a := range *c.Addresses {
		addresses[i] = parley.Address{Kind: a.Kind, Scope: a.Scope, Value: a.Value}
	}
	return t.parts.Reads.ContactsWith(ctx, addresses)
}

// there gives the contact in the lists who has an address of the change: of several the one with the name, else it cannot be
// told who is meant. Who has only archived ones beside him is somebody else, whom the provider has given the number anew; but an
// archived one with the name is he himself, and whoever put him away is to say whether he comes back.
func (t *Transfers) there(ctx context.Context, c contact.Change, p policy) (parley.Named, error) {
	found, err := t.holders(ctx, c)
	if err != nil {
		return parley.Named{}, err
	}
	listed := slices.DeleteFunc(slices.Clone(found), func(h Holder) bool { return h.Archived })
	called := slices.DeleteFunc(slices.Clone(found), func(h Holder) bool {
		return c.Name == nil || !strings.EqualFold(h.Name, *c.Name) || len(listed) > 0 && h.Archived
	})
	switch {
	case len(listed) == 1:
		return listed[0].Named, nil
	case len(listed) == 0 && len(called) > 0 && p.duplicates != Create:
		return parley.Named{}, parley.Errorf(parley.Conflict, "archived_match", "This contact is archived. Restore it first, or choose to make another one.")
	case len(listed) == 0:
		return parley.Named{}, nil
	case len(called) == 1:
		return called[0].Named, nil
	case p.duplicates == Update:
		return parley.Named{}, parley.Errorf(parley.Conflict, "several_matches", "Several contacts have one of these numbers or addresses. Change the right one by hand.")
	}
	return listed[0].Named, nil
}

func (t *Transfers) makeContact(ctx context.Context, by parley.Actor, c contact.Change, p policy) (parley.ID, error) {
	d := contact.Draft{MarketingOptIn: c.MarketingOptIn, Custom: c.Custom, Primary: c.Primary, CategoryIDs: c.CategoryIDs}
	for _, each := range []struct{ to, from *string }{{&d.Name, c.Name}, {&d.Role, c.Role}, {&d.Language, c.Language}, {&d.TimeZone, c.TimeZone}, {&d.Note, c.Note}} {
		if each.from != nil {
			*each.to = *each.from
		}
	}
	if c.AccountID != nil {
		d.AccountID = *c.AccountID
	}
	if c.TagIDs != nil {
		d.TagIDs = *c.TagIDs
	}
	if c.Addresses != nil {
		d.Addresses = *c.Addresses
	}
	if p.dry {
		return "", t.parts.Contacts.Check(ctx, d)
	}
	if p.origin == "" {
		made, err := t.parts.Contacts.Create(ctx, by, d)
		return made.ID, err
	}
	return t.parts.Contacts.Import(ctx, by, d, p.origin)
}

// changeContact changes what the change says otherwise; addresses are added and never taken away.
func (t *Transfers) changeContact(ctx context.Context, by parley.Actor, id parley.ID, change contact.Change, p policy) (Deed, error) {
	have, err := t.parts.Contacts.Get(ctx, id)
	if err != nil {
		return "", err
	}
	change.Version = have.Version
	keepNew(&change.Name, have.Name)
	keepNew(&change.Role, have.Role)
	keepNew(&change.Language, have.Language)
	keepNew(&change.TimeZone, have.TimeZone)
	keepNew(&change.Note, have.Note)
	keepNew(&change.AccountID, have.AccountID)
	if change.Primary != nil && (!*change.Primary || have.Primary) {
		change.Primary = nil
	}
	keepOthers(&change.TagIDs, have.Tags)
	keepOthers(&change.CategoryIDs, have.Categories)
	change.Custom = newValues(have.Custom, change.Custom)
	if err := t.addAddresses(ctx, &change, have); err != nil {
		return "", err
	}
	if change.Name == nil && change.Role == nil && change.Language == nil && change.TimeZone == nil && change.Note == nil && change.AccountID == nil &&
		change.Primary == nil && change.TagIDs == nil && change.CategoryIDs == nil && len(change.Custom) == 0 && change.Addresses == nil && change.MarketingOptIn == nil {
		return PassedBy, nil
	}
	if p.dry {
		return Changed, nil
	}
	_, err = t.parts.Contacts.Update(ctx, by, id, change)
	return Changed, err
}

// addAddresses makes all addresses of the contact out of those that the change names; nil where nothing is new.
func (t *Transfers) addAddresses(ctx context.Context, change *contact.Change, have contact.Contact) error {
	ids := make([]parley.ID, len(have.Addresses))
	all := make([]contact.AddressDraft, len(have.Addresses))
	for i, l := range have.Addresses {
		all[i], ids[i] = contact.AddressDraft{ID: l.ID}, l.ID
	}
	standings, err := t.parts.Consents.Standings(ctx, ids)
	if err != nil {
		return err
	}
	fresh := false
	if change.Addresses != nil {
		for _, d := range *change.Addresses {
			i := slices.IndexFunc(have.Addresses, func(l contact.Link) bool { return l.Kind == d.Kind && l.Scope == d.Scope && l.Value == d.Value })
			if i < 0 {
				all, fresh = append(all, d), true
				continue
			}
			if d.SMSOptIn != nil && *d.SMSOptIn != standings[ids[i]].SMSOptIn() {
				all[i].SMSOptIn, fresh = d.SMSOptIn, true
			}
			if d.PhoneNumberType != nil && *d.PhoneNumberType != have.Addresses[i].Type.Key {
				all[i].PhoneNumberType, fresh = d.PhoneNumberType, true
			}
		}
	}
	if change.Addresses = &all; !fresh {
		change.Addresses = nil
	}
	if change.MarketingOptIn != nil && !fresh && !slices.ContainsFunc(ids, func(id parley.ID) bool { return standings[id].Marketing() != *change.MarketingOptIn }) {
		change.MarketingOptIn = nil
	}
	return nil
}

// keepNew forgets a wish that is fulfilled.
func keepNew[T comparable](wish **T, have T) {
	if *wish != nil && **wish == have {
		*wish = nil
	}
}

// keepOthers does so with a choice of several.
func keepOthers(wish **[]parley.ID, have []parley.Named) {
	if *wish == nil || len(**wish) != len(have) {
		return
	}
	for _, n := range have {
		if !slices.Contains(**wish, n.ID) {
			return
		}
	}
	*wish = nil
}

// newValues gives what stands otherwise.
func newValues(have, wish map[string]any) map[string]any {
	out := map[string]any{}
	for key, value := range wish {
		if have[key] != value {
			out[key] = value
		}
	}
	return out
}

// accountOf gives the account that a contact's entry names, or "": found by its number, or by its name where it is the only
// one that is called so; made where the policy says so.
func (t *Transfers) accountOf(ctx context.Context, by parley.Actor, e Entry, p policy) (parley.ID, error) {
	if e.Account == nil {
		return "", nil
	}
	var number, name string
	if e.Account.Number != nil {
		number = *e.Account.Number
	}
	if e.Account.Name != nil {
		name = *e.Account.Name
	}
	found, err := t.parts.Reads.AccountsLike(ctx, number, name)
	switch {
	case err != nil:
		return "", err
	case len(found) > 1:
		return "", parley.Errorf(parley.Conflict, "several_accounts", "Several accounts have this name. Add a column with the account numbers.").At("account.name")
	case len(found) == 1 && p.duplicates == Update:
		_, err := t.changeAccount(ctx, by, found[0].ID, e, p)
		return found[0].ID, err
	case len(found) == 1:
		return found[0].ID, nil
	case !p.makeAccounts:
		return "", parley.Errorf(parley.Invalid, "unknown_account_named", "There is no such account. Import the accounts first, or let the import make them.").At("account.name")
	}
	if name == "" && e.Contact.Name != nil {
		change := *e.Account
		change.Name = e.Contact.Name // a household without a name is called like its first contact
		e.Account = &change
	}
	return t.makeAccount(ctx, by, e, p)
}

func (t *Transfers) putAccount(ctx context.Context, by parley.Actor, e Entry, p policy) (Outcome, error) {
	if e.Account == nil {
		e.Account = &account.Change{}
	}
	out := Outcome{Deed: MadeNew}
	var err error
	if e.Account.Number != nil && *e.Account.Number != "" {
		found, err := t.parts.Reads.AccountsLike(ctx, *e.Account.Number, "")
		if err != nil {
			return out, err
		}
		if len(found) > 0 {
			out.There, out.ID = found[0], found[0].ID
		}
	}
	switch {
	case out.There.ID == "" || p.duplicates == Create: // which the number refuses
		if p.dry && out.There.ID != "" {
			return out, parley.Errorf(parley.Conflict, "duplicate_number", "Another account has this number.").At("account.number")
		}
		out.ID, err = t.makeAccount(ctx, by, e, p)
	case p.duplicates == Skip:
		out.Deed = PassedBy
	default:
		out.Deed, err = t.changeAccount(ctx, by, out.ID, e, p)
	}
	return out, err
}

func (t *Transfers) makeAccount(ctx context.Context, by parley.Actor, e Entry, p policy) (parley.ID, error) {
	change := *e.Account
	if err := t.parent(ctx, &change, e.ParentNumber); err != nil {
		return "", err
	}
	if p.dry {
		return "", atAccount(t.parts.Accounts.Check(ctx, change))
	}
	if p.origin == "" {
		made, err := t.parts.Accounts.Create(ctx, by, change)
		return made.ID, atAccount(err)
	}
	id, err := t.parts.Accounts.Import(ctx, by, change, p.origin)
	return id, atAccount(err)
}

func (t *Transfers) changeAccount(ctx context.Context, by parley.Actor, id parley.ID, e Entry, p policy) (Deed, error) {
	have, err := t.parts.Accounts.Get(ctx, id)
	if err != nil {
		return "", err
	}
	change := *e.Account
	if err := t.parent(ctx, &change, e.ParentNumber); err != nil {
		return "", err
	}
	change.Version = have.Version
	keepNew(&change.Name, have.Name)
	keepNew(&change.Number, have.Number)
	keepNew(&change.Note, have.Note)
	keepNew(&change.CompanyID, have.CompanyID)
	keepNew(&change.ParentID, have.ParentID)
	keepNew(&change.TypeID, have.TypeID)
	keepNew(&change.Delinquent, have.Delinquent)
	keepNewBilling(&change, have)
	if change.Status != nil {
		status, err := t.parts.Choices.Find(ctx, choice.AccountStatuses, *change.Status)
		if err == nil && status.Key == have.Status {
			change.Status = nil
		}
	}
	keepOthers(&change.GroupIDs, have.Groups)
	change.Custom = newValues(have.Custom, change.Custom)
	if change.Name == nil && change.Number == nil && change.Note == nil && change.CompanyID == nil && change.ParentID == nil && change.TypeID == nil &&
		change.Delinquent == nil && change.Status == nil && change.GroupIDs == nil && len(change.Custom) == 0 && !saysBilling(change) {
		return PassedBy, nil
	}
	if p.dry {
		return Changed, nil
	}
	_, err = t.parts.Accounts.Update(ctx, by, id, change)
	return Changed, atAccount(err)
}

// parent puts the account with the number above.
func (t *Transfers) parent(ctx context.Context, change *account.Change, number string) error {
	if number == "" {
		return nil
	}
	found, err := t.parts.Reads.AccountsLike(ctx, number, "")
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return parley.Errorf(parley.Invalid, "unknown_parent_number", "No account has this number. An account must stand in the file before those below it.").At("account.parent_number")
	}
	change.ParentID = &found[0].ID
	return nil
}

// atAccount puts the fields at fault below the account's.
func atAccount(err error) error {
	for _, e := range parley.Refusals(err) {
		if e.Field != "" && !strings.HasPrefix(e.Field, "account.") {
			e.Field = "account." + e.Field
		}
	}
	return err
}
