package transfer

import (
	"context"
	"slices"
	"strings"

	"parley/internal/account"
	"parley/internal/consent"
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

// intake takes entries in, in one unit. What they name is looked up at once, and what is new is written at once: by flush, which
// is called before anything that must find it written, and at the end.
type intake struct {
	*Transfers
	by       parley.Actor
	policy   policy
	found    *found
	accounts *account.Batch
	contacts *contact.Batch
	mine     map[parley.ID]bool // contacts made in this unit
	pending  map[parley.ID]bool // accounts and contacts that are still to be written
	said     map[parley.ID]told // what the last entry that was taken in has said of an account
	wrote    bool               // for the present entry: what goes wrong now may be another's fault
	have     have
}

// told is what an entry says of an account.
type told struct {
	account.Change
	parent string
}

// intake begins one for entries, in the unit of ctx, or outside of one where the policy is to look only.
func (t *Transfers) intake(ctx context.Context, by parley.Actor, p policy, entries []Entry) (*intake, error) {
	f, err := t.find(ctx, entries, p)
	return &intake{
		Transfers: t, by: by, policy: p, found: f, accounts: t.parts.Accounts.Batch(by, p.origin), contacts: t.parts.Contacts.Batch(by, p.origin),
		mine: map[parley.ID]bool{}, pending: map[parley.ID]bool{}, said: map[parley.ID]told{},
		have: have{contacts: map[parley.ID]contact.Contact{}, standings: map[parley.ID]consent.Standing{}, accounts: map[parley.ID]account.Account{}},
	}, err
}

// put takes one entry in. Its error is a problem of this entry, unless wrote is set, or ends everything.
func (in *intake) put(ctx context.Context, e Entry) (Outcome, error) {
	in.wrote = false
	if e.Contact == nil {
		return in.putAccount(ctx, e)
	}
	there, err := in.there(e)
	if err != nil {
		return Outcome{}, err
	}
	out := Outcome{Deed: PassedBy, ID: there.ID, There: there}
	if there.ID != "" && in.policy.duplicates == Skip {
		return out, nil
	}
	change := *e.Contact
	if err := in.owners(e, &change); err != nil {
		return Outcome{}, err
	}
	accountID, fresh, err := in.accountOf(ctx, e)
	if err != nil {
		return Outcome{}, err
	}
	if accountID != "" {
		change.AccountID = &accountID
	}
	if there.ID != "" && in.policy.duplicates == Update {
		out.Deed, err = in.changeContact(ctx, there.ID, e, change)
	} else {
		out.Deed = MadeNew
		out.ID, err = in.addContact(ctx, e, change)
	}
	if fresh && !in.policy.dry {
		if err != nil && !in.wrote {
			in.accounts.Drop()
		} else {
			in.addedAccount(accountID, e)
		}
	}
	return out, err
}

// flush writes what is new.
func (in *intake) flush(ctx context.Context) error {
	in.wrote = true
	clear(in.pending)
	if err := in.accounts.Write(ctx); err != nil {
		return atAccount(err)
	}
	shared, err := in.contacts.Write(ctx)
	if err != nil || len(shared) == 0 || in.policy.duplicates == Create {
		return err
	}
	// The addresses are kept to this unit by now: another one may have made a contact with one of them after this one looked.
	// With one writer (SQLite) there is no such unit.
	for i := range shared {
		shared[i].ID = ""
	}
	holders, err := in.parts.Reads.ContactsWith(ctx, shared)
	for _, matches := range holders {
		if slices.ContainsFunc(matches, func(m Match) bool { return !m.Archived && !in.mine[m.ID] }) {
			err = unit.ErrAgain
		}
	}
	return err
}

// there gives the contact in the lists whom the entry means, by his id or by an address: of several the one with the name, else it
// cannot be told who is meant. Who has only archived ones beside him is somebody else, whom the provider has given the number
// anew; but an archived one with the id or the name is he himself, and whoever put him away is to say whether he comes back.
func (in *intake) there(e Entry) (parley.Named, error) {
	create := in.policy.duplicates == Create
	archived := parley.Errorf(parley.Conflict, "archived_match", "This contact is archived. Restore it first, or choose to make another one.")
	if m := in.found.contacts[e.ContactID]; m != nil && !(m.Archived && create) {
		if m.Archived {
			return parley.Named{}, archived
		}
		return m.Named, nil
	}
	holders := in.found.holders(e.addresses())
	listed := slices.DeleteFunc(slices.Clone(holders), func(m *Match) bool { return m.Archived })
	called := slices.DeleteFunc(slices.Clone(holders), func(m *Match) bool {
		return e.Contact.Name == nil || !strings.EqualFold(m.Name, *e.Contact.Name) || len(listed) > 0 && m.Archived
	})
	switch {
	case len(listed) == 1:
		return listed[0].Named, nil
	case len(listed) == 0 && len(called) > 0 && !create:
		return parley.Named{}, archived
	case len(listed) == 0:
		return parley.Named{}, nil
	case len(called) == 1:
		return called[0].Named, nil
	case in.policy.duplicates == Update:
		return parley.Named{}, parley.Errorf(parley.Conflict, "several_matches", "Several contacts have one of these numbers or addresses. Change the right one by hand.")
	}
	return listed[0].Named, nil
}

// owners puts the network site or vendor that the entry names into the change.
func (in *intake) owners(e Entry, change *contact.Change) error {
	for _, each := range []struct {
		kind   contact.OwnerKind
		name   string
		target string
		to     **parley.ID
	}{
		{contact.OfNetworkSite, e.NetworkSite, "network_site", &change.NetworkSiteID}, {contact.OfVendor, e.Vendor, "vendor", &change.VendorID},
	} {
		if each.name == "" {
			continue
		}
		matches := in.found.owners[each.kind][in.parts.Reads.NameKey(each.name)]
		switch {
		case len(matches) == 0:
			return unknown(each.name).At(each.target)
		case len(matches) > 1:
			return parley.Errorf(parley.Conflict, "several_owners", "Several have this name. Give them different names first.").At(each.target)
		}
		*each.to = &matches[0].ID
	}
	return nil
}

func (in *intake) addContact(ctx context.Context, e Entry, c contact.Change) (parley.ID, error) {
	id, err := in.contacts.Add(ctx, draftOf(c))
	if err != nil {
		return "", err
	}
	if in.policy.dry {
		in.contacts.Drop()
		return "", nil
	}
	in.mine[id], in.pending[id] = true, true
	m := in.found.contact(Match{Named: parley.Named{ID: id, Name: *c.Name}})
	in.found.hold(m, e.addresses())
	return id, nil
}

// draftOf is a new contact of whom a change says all.
func draftOf(c contact.Change) contact.Draft {
	d := contact.Draft{MarketingOptIn: c.MarketingOptIn, Custom: c.Custom, Primary: c.Primary, CategoryIDs: c.CategoryIDs}
	for _, each := range []struct{ to, from *string }{{&d.Name, c.Name}, {&d.Role, c.Role}, {&d.Language, c.Language}, {&d.TimeZone, c.TimeZone}, {&d.Note, c.Note}} {
		if each.from != nil {
			*each.to = *each.from
		}
	}
	for _, each := range []struct{ to, from *parley.ID }{{&d.AccountID, c.AccountID}, {&d.NetworkSiteID, c.NetworkSiteID}, {&d.VendorID, c.VendorID}} {
		if each.from != nil {
			*each.to = *each.from
		}
	}
	if c.TagIDs != nil {
		d.TagIDs = *c.TagIDs
	}
	if c.Addresses != nil {
		d.Addresses = *c.Addresses
	}
	return d
}

// account gives the account that an entry names: found by its id, by its number, or by its name where it is the only one in the
// lists that is called so; nil where there is none. An archived one is no answer: whoever put it away is to say whether it comes back.
func (in *intake) account(e Entry) (m *Match, err error) {
	number := e.accountNumber()
	if m = in.found.accounts[e.AccountID]; m == nil && number != "" {
		m = in.found.numbers[number]
	}
	if name := e.accountName(); m == nil && number == "" && name != "" && e.Contact != nil {
		called := in.found.owners[contact.OfAccount][in.parts.Reads.NameKey(name)]
		listed := slices.DeleteFunc(slices.Clone(called), func(m *Match) bool { return m.Archived })
		switch {
		case len(listed) > 1:
			return nil, parley.Errorf(parley.Conflict, "several_accounts", "Several accounts have this name. Add a column with the account numbers.").At("account.name")
		case len(listed) == 1:
			m = listed[0]
		case len(called) > 0:
			m = called[0]
		}
	}
	if m != nil && m.Archived && (e.Contact != nil || in.policy.duplicates != Create) {
		return nil, parley.Errorf(parley.Conflict, "archived_account", "This account is archived. Restore it first.").At("account.number")
	}
	return m, nil
}

// accountOf gives the account that a contact's entry names, or "". One that is unknown is made where the policy says so; it is
// fresh then.
func (in *intake) accountOf(ctx context.Context, e Entry) (id parley.ID, fresh bool, err error) {
	if e.Account == nil {
		return "", false, nil
	}
	there, err := in.account(e)
	switch {
	case err != nil:
		return "", false, err
	case there != nil && in.policy.duplicates == Update:
		_, err := in.changeAccount(ctx, there.ID, e)
		return there.ID, false, err
	case there != nil:
		return there.ID, false, nil
	case !in.policy.makeAccounts || e.AccountID != "" && e.accountNumber() == "" && e.accountName() == "":
		return "", false, parley.Errorf(parley.Invalid, "unknown_account_named", "There is no such account. Import the accounts first, or let the import make them.").At("account.name")
	}
	if e.accountName() == "" && e.Contact.Name != nil {
		change := *e.Account
		change.Name = e.Contact.Name // a household without a name is called like its first contact
		e.Account = &change
	}
	id, err = in.addAccount(ctx, e)
	return id, true, err
}

func (in *intake) putAccount(ctx context.Context, e Entry) (Outcome, error) {
	if e.Account == nil {
		e.Account = &account.Change{}
	}
	out := Outcome{Deed: MadeNew}
	there, err := in.account(e)
	if err != nil {
		return out, err
	}
	if there != nil {
		out.There, out.ID = there.Named, there.ID
	}
	switch {
	case in.policy.duplicates == Create && in.found.numbers[e.accountNumber()] != nil:
		return out, parley.Errorf(parley.Conflict, "duplicate_number", "Another account has this number.").At("account.number")
	case there == nil || in.policy.duplicates == Create:
		if out.ID, err = in.addAccount(ctx, e); err == nil && !in.policy.dry {
			in.addedAccount(out.ID, e)
		}
	case in.policy.duplicates == Skip:
		out.Deed = PassedBy
	default:
		out.Deed, err = in.changeAccount(ctx, out.ID, e)
	}
	return out, err
}

func (in *intake) addAccount(ctx context.Context, e Entry) (parley.ID, error) {
	change := *e.Account
	if err := in.parent(ctx, &change, e.ParentNumber); err != nil {
		return "", err
	}
	id, err := in.accounts.Add(ctx, change)
	if err == nil && in.policy.dry {
		in.accounts.Drop()
		return "", nil
	}
	in.pending[id] = err == nil
	return id, atAccount(err)
}

// addedAccount makes an account that was added known to the entries after it.
func (in *intake) addedAccount(id parley.ID, e Entry) {
	m := in.found.account(Match{Named: parley.Named{ID: id, Name: e.accountName()}})
	if number := e.accountNumber(); number != "" {
		in.found.numbers[number] = m
	}
	if m.Name == "" && e.Contact != nil && e.Contact.Name != nil {
		m.Name = *e.Contact.Name
	}
	in.found.name(contact.OfAccount, in.parts.Reads.NameKey(m.Name), m)
	in.said[id] = told{*e.Account, e.ParentNumber}
}

// parent puts the account with the number above.
func (in *intake) parent(ctx context.Context, change *account.Change, number string) error {
	if number == "" {
		return nil
	}
	above := in.found.numbers[number]
	if above == nil {
		return parley.Errorf(parley.Invalid, "unknown_parent_number", "No account has this number. An account must stand in the file before those below it.").At("account.parent_number")
	}
	change.ParentID = &above.ID
	if in.pending[above.ID] {
		return in.flush(ctx)
	}
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
