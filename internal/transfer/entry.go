package transfer

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"parley/internal/account"
	"parley/internal/choice"
	"parley/internal/contact"
	"parley/internal/field"
	"parley/internal/parley"
)

// Entry is what one row, or one item of a bulk call, says: an account, or a contact with the account that he belongs to. In
// both, nil is what it does not speak of.
type Entry struct {
	Account      *account.Change
	ParentNumber string          // of the account above, or ""
	Contact      *contact.Change // nil: it is an account only
}

const maxFaults = 20 // that are told of one row

// row is a record that was read, with what it comes to.
type row struct {
	number int64 // 1 for the first after the header
	cells  []string
	entry  Entry
	faults []Fault
}

// reading makes entries of rows.
type reading struct {
	lists
	kind    Kind
	targets []string
	region  string
}

// row reads one record. What is wrong with it is in its faults.
func (r reading) row(number int64, cells []string) row {
	out := row{number: number, cells: cells}
	b := building{reading: r, entry: Entry{}, parts: map[string]string{}}
	if r.kind == Contacts {
		b.entry.Contact = &contact.Change{}
	}
	var faults []error
	for i, cell := range cells {
		cell = strings.TrimSpace(armed(cell))
		switch {
		case cell == "":
		case i >= len(r.targets):
			faults = append(faults, parley.Errorf(parley.Invalid, "too_many_cells", "The row has more cells than the first row of the file."))
		case r.targets[i] != "":
			if err := b.put(r.targets[i], cell); err != nil {
				faults = append(faults, atTarget(err, r.targets[i]))
			}
		}
	}
	if b.entry.Contact != nil {
		b.finishContact()
	}
	out.entry, out.faults = b.entry, faultOf(number, errors.Join(faults...))
	out.faults = out.faults[:min(len(out.faults), maxFaults)]
	return out
}

// atTarget names the target as the field at fault.
func atTarget(err error, target string) error {
	for _, e := range parley.Refusals(err) {
		e.Field = target
	}
	return err
}

// building is an entry under way.
type building struct {
	reading
	entry Entry
	parts map[string]string // of the name
}

func (b *building) put(target, cell string) error {
	if of, is := strings.CutPrefix(target, "account."); is {
		if b.entry.Account == nil {
			b.entry.Account = &account.Change{}
		}
		return b.putAccount(b.entry.Account, of, cell)
	}
	return b.putContact(b.entry.Contact, target, cell)
}

func (b *building) putAccount(a *account.Change, target, cell string) (err error) {
	switch target {
	case "number":
		a.Number = &cell
	case "name":
		a.Name = &cell
	case "note":
		a.Note = &cell
	case "parent_number":
		b.entry.ParentNumber = cell
	case "delinquent":
		a.Delinquent, err = toggle(cell)
	case "status":
		var id parley.ID
		id, err = b.choice(choice.AccountStatuses, cell)
		status := string(id)
		a.Status = &status
	case "type":
		var id parley.ID
		id, err = b.choice(choice.AccountTypes, cell)
		a.TypeID = &id
	case "groups":
		var ids []parley.ID
		ids, err = b.chosen(choice.AccountGroups, cell)
		a.GroupIDs = &ids
	case "company":
		var id parley.ID
		id, err = b.company(cell)
		a.CompanyID = &id
	default:
		if said, err := b.putBilling(a, target, cell); said {
			return err
		}
		if a.Custom == nil {
			a.Custom = field.Values{}
		}
		err = b.custom(field.OfAccounts, a.Custom, strings.TrimPrefix(target, "custom."), cell)
	}
	return err
}

func (b *building) putContact(c *contact.Change, target, cell string) (err error) {
	switch target {
	case "name", "first_name", "last_name":
		b.parts[target] = cell
	case "role":
		c.Role = &cell
	case "language":
		c.Language = &cell
	case "time_zone":
		c.TimeZone = &cell
	case "note":
		c.Note = &cell
	case "primary":
		c.Primary, err = toggle(cell)
	case "marketing_opt_in":
		c.MarketingOptIn, err = toggle(cell)
	case "sms_opt_in":
		_, err = toggle(cell)
		b.parts[target] = cell
	case "tags":
		var ids []parley.ID
		ids, err = b.chosen(choice.ContactTags, cell)
		c.TagIDs = &ids
	case "categories":
		var ids []parley.ID
		ids, err = b.chosen(choice.MessagingCategories, cell)
		c.CategoryIDs = &ids
	case "email":
		err = b.addresses(c, parley.Email, "", cell)
	case "phone":
		err = b.addresses(c, parley.Phone, "", cell)
	default:
		if key, is := strings.CutPrefix(target, "phone."); is {
			return b.addresses(c, parley.Phone, key, cell)
		}
		if c.Custom == nil {
			c.Custom = field.Values{}
		}
		err = b.custom(field.OfContacts, c.Custom, strings.TrimPrefix(target, "custom."), cell)
	}
	return err
}

// finishContact does what needs several cells.
func (b *building) finishContact() {
	c := b.entry.Contact
	name := b.parts["name"]
	if name == "" {
		name = strings.TrimSpace(b.parts["first_name"] + " " + b.parts["last_name"])
	}
	c.Name = &name
	optIn, _ := toggle(b.parts["sms_opt_in"]) // what is wrong with it was told
	if optIn == nil || c.Addresses == nil {
		return
	}
	for i, a := range *c.Addresses {
		if a.Kind == parley.Phone {
			(*c.Addresses)[i].SMSOptIn = optIn
		}
	}
}

// addresses adds those of a cell, each once: what is on lines of its own, or parted by ; or |, is several.
func (b *building) addresses(c *contact.Change, kind parley.AddressKind, typeKey, cell string) error {
	if c.Addresses == nil {
		c.Addresses = &[]contact.AddressDraft{}
	}
	var faults []error
	for _, text := range several(cell, ";|\n") {
		value, err := contact.Normalise(kind, text, b.region)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		if slices.ContainsFunc(*c.Addresses, func(a contact.AddressDraft) bool { return a.Kind == kind && a.Value == value }) {
			continue
		}
		draft := contact.AddressDraft{Kind: kind, Value: value}
		if typeKey != "" {
			draft.PhoneNumberType = &typeKey
		}
		*c.Addresses = append(*c.Addresses, draft)
	}
	return errors.Join(faults...)
}

// several parts the values of a cell.
func several(cell, separators string) []string {
	parts := strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(separators, r) })
	out := parts[:0]
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// choice finds an entry of a list by its name or key.
func (b *building) choice(set choice.Set, name string) (parley.ID, error) {
	for _, c := range b.choices[set] {
		if strings.EqualFold(c.Name, name) || c.Key != "" && c.Key == name {
			return c.ID, nil
		}
	}
	return "", unknown(name)
}

func unknown(name string) error {
	if runes := []rune(name); len(runes) > 50 {
		name = string(runes[:50]) + "…"
	}
	return parley.Errorf(parley.Invalid, "unknown_value", "“%s” is not one of the values that can stand here. Add it in the settings first, or correct it.", name)
}

func (b *building) chosen(set choice.Set, cell string) ([]parley.ID, error) {
	var ids []parley.ID
	var faults []error
	for _, part := range several(cell, ";|\n") {
		if id, err := b.choice(set, part); err == nil { // its name may have a comma
			ids = append(ids, id)
			continue
		}
		for _, name := range several(part, ",") {
			id, err := b.choice(set, name)
			ids, faults = append(ids, id), append(faults, err)
		}
	}
	return ids, errors.Join(faults...)
}

func (b *building) company(name string) (parley.ID, error) {
	for _, c := range b.companies {
		if strings.EqualFold(c.Name, name) {
			return c.ID, nil
		}
	}
	return "", unknown(name)
}

// custom reads a cell as what the custom field holds.
func (b *building) custom(of field.Owner, values field.Values, key, cell string) error {
	i := slices.IndexFunc(b.fields[of], func(f field.Field) bool { return f.Key == key })
	if i < 0 {
		return unknown(key)
	}
	switch b.fields[of][i].Type {
	case field.Number:
		n, err := strconv.ParseFloat(cell, 64)
		if err != nil {
			return parley.Errorf(parley.Invalid, "invalid_number_value", "This is not a number. Write it like 1234.5.")
		}
		values[key] = n
	case field.Toggle:
		yes, err := toggle(cell)
		if err != nil {
			return err
		}
		values[key] = *yes
	default:
		values[key] = cell
	}
	return nil
}

// toggle reads yes or no; nil where there is neither.
func toggle(cell string) (*bool, error) {
	yes := false
	switch strings.ToLower(cell) {
	case "":
		return nil, nil
	case "yes", "y", "true", "1", "x", "oui", "o", "vrai":
		yes = true
	case "no", "n", "false", "0", "non", "faux":
	default:
		return nil, parley.Errorf(parley.Invalid, "invalid_toggle", "Write yes or no.")
	}
	return &yes, nil
}
