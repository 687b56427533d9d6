package transfer

import (
	"context"
	"reflect"
	"slices"

	"parley/internal/account"
	"parley/internal/choice"
	"parley/internal/consent"
	"parley/internal/contact"
	"parley/internal/parley"
)

// have is what stands of those who are there already, as far as it was read.
type have struct {
	contacts  map[parley.ID]contact.Contact
	standings map[parley.ID]consent.Standing // of their addresses
	accounts  map[parley.ID]account.Account
}

// mostRead is how many are read at once: with 50 addresses each they are half of what a statement takes.
const mostRead = 300

// contactNow gives what stands of a contact; with him it reads others who were found.
func (in *intake) contactNow(ctx context.Context, id parley.ID) (contact.Contact, error) {
	if c, known := in.have.contacts[id]; known {
		return c, nil
	}
	contacts, err := in.parts.Contacts.Several(ctx, unread(in, id, in.found.contacts, in.have.contacts))
	if err != nil {
		return contact.Contact{}, err
	}
	var addressIDs []parley.ID
	for _, c := range contacts {
		in.have.contacts[c.ID] = c
		for _, l := range c.Addresses {
			addressIDs = append(addressIDs, l.ID)
		}
	}
	standings, err := in.parts.Consents.Standings(ctx, addressIDs)
	for _, id := range addressIDs {
		in.have.standings[id] = standings[id]
	}
	return in.have.contacts[id], err
}

// accountNow does so with an account.
func (in *intake) accountNow(ctx context.Context, id parley.ID) (account.Account, error) {
	if a, known := in.have.accounts[id]; known {
		return a, nil
	}
	accounts, err := in.parts.Accounts.Several(ctx, unread(in, id, in.found.accounts, in.have.accounts))
	for _, a := range accounts {
		in.have.accounts[a.ID] = a
	}
	return in.have.accounts[id], err
}

// unread gives one and, to be read with it, others who were found and are written, but not read.
func unread[T any](in *intake, first parley.ID, found map[parley.ID]*Match, read map[parley.ID]T) []parley.ID {
	ids := []parley.ID{first}
	for id := range found {
		if _, known := read[id]; !known && !in.pending[id] && id != first && len(ids) < mostRead {
			ids = append(ids, id)
		}
	}
	return ids
}

// changeContact changes what the change says otherwise; addresses are added and never taken away.
func (in *intake) changeContact(ctx context.Context, id parley.ID, e Entry, change contact.Change) (Deed, error) {
	if in.pending[id] {
		if err := in.flush(ctx); err != nil {
			return "", err
		}
	}
	have, err := in.contactNow(ctx, id)
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
	keepNew(&change.NetworkSiteID, have.NetworkSiteID)
	keepNew(&change.VendorID, have.VendorID)
	if change.Primary != nil && (!*change.Primary || have.Primary) {
		change.Primary = nil
	}
	keepOthers(&change.TagIDs, have.Tags)
	keepOthers(&change.CategoryIDs, have.Categories)
	change.Custom = newValues(have.Custom, change.Custom)
	if err := in.addAddresses(&change, have); err != nil {
		return "", err
	}
	if change.Custom = some(change.Custom); reflect.DeepEqual(change, contact.Change{Version: have.Version}) {
		return PassedBy, nil
	}
	if in.policy.dry {
		return Changed, nil
	}
	if change.AccountID != nil && in.pending[*change.AccountID] {
		if err := in.flush(ctx); err != nil {
			return "", err
		}
	}
	in.wrote = true
	delete(in.have.contacts, id)
	now, err := in.parts.Contacts.Update(ctx, in.by, id, change)
	if err == nil {
		m := in.found.contact(Match{Named: parley.Named{ID: id}})
		m.Name = now.Name
		in.found.hold(m, e.addresses())
	}
	return Changed, err
}

// changeAccount changes what the entry says otherwise, unless the last one that was taken in has said the same.
func (in *intake) changeAccount(ctx context.Context, id parley.ID, e Entry) (Deed, error) {
	now := told{*e.Account, e.ParentNumber}
	if before, known := in.said[id]; known && reflect.DeepEqual(before, now) {
		return PassedBy, nil
	}
	deed, err := in.amendAccount(ctx, id, e)
	if err == nil {
		in.said[id] = now
	}
	return deed, err
}

func (in *intake) amendAccount(ctx context.Context, id parley.ID, e Entry) (Deed, error) {
	if in.pending[id] {
		if err := in.flush(ctx); err != nil {
			return "", err
		}
	}
	have, err := in.accountNow(ctx, id)
	if err != nil {
		return "", err
	}
	change := *e.Account
	if err := in.parent(ctx, &change, e.ParentNumber); err != nil {
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
		status, err := in.parts.Choices.Find(ctx, choice.AccountStatuses, *change.Status)
		if err == nil && status.Key == have.Status {
			change.Status = nil
		}
	}
	keepOthers(&change.GroupIDs, have.Groups)
	if change.Custom = some(newValues(have.Custom, change.Custom)); reflect.DeepEqual(change, account.Change{Version: have.Version}) {
		return PassedBy, nil
	}
	if in.policy.dry {
		return Changed, nil
	}
	in.wrote = true
	delete(in.have.accounts, id)
	now, err := in.parts.Accounts.Update(ctx, in.by, id, change)
	if m := in.found.accounts[id]; err == nil && now.Number != have.Number {
		delete(in.found.numbers, have.Number)
		in.found.numbers[now.Number] = m
	}
	return Changed, atAccount(err)
}

// addAddresses makes all addresses of the contact out of those that the change names; nil where nothing is new.
func (in *intake) addAddresses(change *contact.Change, have contact.Contact) error {
	ids := make([]parley.ID, len(have.Addresses))
	all := make([]contact.AddressDraft, len(have.Addresses))
	for i, l := range have.Addresses {
		all[i], ids[i] = contact.AddressDraft{ID: l.ID}, l.ID
	}
	fresh, refused := false, 0
	if change.Addresses != nil {
		for _, d := range *change.Addresses {
			i := slices.IndexFunc(have.Addresses, func(l contact.Link) bool { return l.Kind == d.Kind && l.Scope == d.Scope && l.Value == d.Value })
			if i < 0 {
				all, fresh = append(all, d), true
				continue
			}
			if in.policy.origin != "" && d.SMSOptIn != nil && *d.SMSOptIn && d.PhoneNumberType == nil && !have.Addresses[i].Type.SMSCapable {
				d.SMSOptIn, refused = nil, refused+1
			}
			all[i] = in.otherwise(d, have.Addresses[i])
			fresh = fresh || all[i] != contact.AddressDraft{ID: ids[i]}
		}
		if refused > 0 && refused == len(*change.Addresses) {
			return noneTakesTexts()
		}
	}
	if change.Addresses = &all; !fresh {
		change.Addresses = nil
	}
	if change.MarketingOptIn != nil && !fresh && !slices.ContainsFunc(ids, func(id parley.ID) bool { return in.have.standings[id].Marketing() != *change.MarketingOptIn }) {
		change.MarketingOptIn = nil
	}
	return nil
}

// otherwise gives what a draft says of an address that does not stand so already.
func (in *intake) otherwise(d contact.AddressDraft, l contact.Link) contact.AddressDraft {
	keepNew(&d.SMSOptIn, in.have.standings[l.ID].SMSOptIn())
	keepNew(&d.PhoneNumberType, l.Type.Key)
	keepNew(&d.PhoneNumberType, string(l.Type.ID))
	keepNew(&d.Extension, l.Extension)
	keepNew(&d.Label, l.Label)
	return contact.AddressDraft{ID: l.ID, SMSOptIn: d.SMSOptIn, PhoneNumberType: d.PhoneNumberType, Extension: d.Extension, Label: d.Label}
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

// some gives nothing instead of no values.
func some(values map[string]any) map[string]any {
	if len(values) == 0 {
		return nil
	}
	return values
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
