package transfer

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"parley/internal/account"
	"parley/internal/choice"
	"parley/internal/contact"
	"parley/internal/field"
	"parley/internal/parley"
)

// Entry is what one row, or one item of a bulk call, says: an account, or a contact with whom he belongs to. In both, nil is what
// it does not speak of.
type Entry struct {
	AccountID    parley.ID // by which the account is recognised first, if there is one with this id
	Account      *account.Change
	ParentNumber string          // of the account above, or ""
	ContactID    parley.ID       // by which the contact is recognised first, if there is one with this id
	Contact      *contact.Change // nil: it is an account only
	NetworkSite  string          // to which the contact belongs, by its name, or ""
	Vendor       string          // likewise
}

func (e Entry) accountNumber() string {
	if e.Account == nil || e.Account.Number == nil {
		return ""
	}
	return parley.CleanName(*e.Account.Number)
}

func (e Entry) accountName() string {
	if e.Account == nil || e.Account.Name == nil {
		return ""
	}
	return parley.CleanName(*e.Account.Name)
}

// addresses are those of the contact, without ids.
func (e Entry) addresses() []parley.Address {
	if e.Contact == nil || e.Contact.Addresses == nil {
		return nil
	}
	out := make([]parley.Address, len(*e.Contact.Addresses))
	for i, a := range *e.Contact.Addresses {
		out[i] = parley.Address{Kind: a.Kind, Scope: a.Scope, Value: a.Value}
	}
	return out
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
	format  Format
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
	tooMany := false
	for i, cell := range cells {
		if r.format == CSV {
			cell = armed(cell)
		}
		cell = strings.TrimSpace(cell)
		switch {
		case cell == "":
		case i < len(r.targets) && r.targets[i] != "" && strings.ContainsRune(cell, utf8.RuneError):
			faults = append(faults, parley.Errorf(parley.Invalid, "broken_characters", "This has characters that could not be read. Choose another encoding for the file, or correct them.").At(r.targets[i]))
		case i >= len(r.targets) && tooMany:
		case i >= len(r.targets):
			tooMany = true
			faults = append(faults, parley.Errorf(parley.Invalid, "too_many_cells", "The row has more cells than the first row of the file."))
		case r.targets[i] != "":
			if err := b.put(r.targets[i], cell); err != nil {
				faults = append(faults, atTarget(err, r.targets[i]))
			}
		}
	}
	if b.entry.Contact != nil {
		faults = append(faults, b.finishContact())
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
	parts map[string]string // what needs other cells as well, by target
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
	case "parley_id":
		b.entry.AccountID = parley.ID(cell)
	case "number":
		a.Number = ptr(parley.CleanName(cell))
	case "name":
		a.Name = ptr(parley.CleanName(cell))
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
	case "name", "first_name", "last_name", "extensions", "address_labels":
		b.parts[target] = cell
	case "parley_id":
		b.entry.ContactID = parley.ID(cell)
	case "network_site":
		b.entry.NetworkSite = parley.CleanName(cell)
	case "vendor":
		b.entry.Vendor = parley.CleanName(cell)
	case "role":
		c.Role = ptr(parley.CleanName(cell))
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
func (b *building) finishContact() error {
	c := b.entry.Contact
	name := b.parts["name"]
	if name == "" {
		name = b.parts["first_name"] + " " + b.parts["last_name"]
	}
	c.Name = ptr(parley.CleanName(name))
	if c.Addresses == nil {
		c.Addresses = &[]contact.AddressDraft{}
	}
	optIn, _ := toggle(b.parts["sms_opt_in"]) // what is wrong with it was told
	err := errors.Join(
		b.describe("extensions", func(a *contact.AddressDraft) **string { return &a.Extension }, parley.Phone),
		b.describe("address_labels", func(a *contact.AddressDraft) **string { return &a.Label }, parley.Phone, parley.Email),
		b.optIn(*c.Addresses, optIn),
	)
	if len(*c.Addresses) == 0 {
		c.Addresses = nil
	}
	return err
}

// optIn puts the box "SMS opt-in" to the numbers of the row: a yes to those whose type takes texts.
func (b *building) optIn(addresses []contact.AddressDraft, optIn *bool) error {
	numbers, put := 0, 0
	for i, a := range addresses {
		if optIn == nil || a.Kind != parley.Phone {
			continue
		}
		numbers++
		takesTexts := a.PhoneNumberType == nil || slices.ContainsFunc(b.types, func(t contact.PhoneNumberType) bool { return t.Key == *a.PhoneNumberType && t.SMSCapable })
		if !*optIn || takesTexts {
			addresses[i].SMSOptIn = optIn
			put++
		}
	}
	if numbers > 0 && put == 0 {
		return noneTakesTexts()
	}
	return nil
}

func noneTakesTexts() *parley.Error {
	return parley.Errorf(parley.Invalid, "none_takes_texts", "None of these numbers is of a type that takes texts. Take the opt-in out, or choose another type.").At("sms_opt_in")
}

// describe puts what a cell says of the addresses of some kinds to them: each part to the address that it names in parentheses,
// "12 (+12025550143)", else to the next one in the order of the row.
func (b *building) describe(target string, of func(a *contact.AddressDraft) **string, kinds ...parley.AddressKind) error {
	cell := b.parts[target]
	if cell == "" || len(*b.entry.Contact.Addresses) > contact.MaxAddresses { // it is refused for that
		return nil
	}
	var described []*contact.AddressDraft
	for i, a := range *b.entry.Contact.Addresses {
		if slices.Contains(kinds, a.Kind) {
			described = append(described, &(*b.entry.Contact.Addresses)[i])
		}
	}
	said := 0
	for n, part := range parted(cell, ";|\n") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		said++
		at := n
		if open := strings.LastIndex(part, " ("); open >= 0 && strings.HasSuffix(part, ")") {
			named := slices.IndexFunc(described, func(a *contact.AddressDraft) bool {
				value, err := contact.Normalise(a.Kind, part[open+2:len(part)-1], b.region)
				return err == nil && value == a.Value
			})
			if named >= 0 {
				part, at = part[:open], named
			}
		}
		if part = plain(part); part == "" {
			continue
		}
		if at >= len(described) || said > len(described) {
			return parley.Errorf(parley.Invalid, "nothing_to_describe", "There is no number or address in the row to which this belongs.").At(target)
		}
		*of(described[at]) = &part
	}
	return nil
}

func ptr[T any](v T) *T { return &v }

// addresses adds those of a cell, each once: what is on lines of its own, or parted by ; or |, is several. It stops at the first
// one that is too many for a contact, who is refused for it then.
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
		if len(*c.Addresses) > contact.MaxAddresses {
			break
		}
		draft := contact.AddressDraft{Kind: kind, Value: value}
		if typeKey != "" {
			draft.PhoneNumberType = &typeKey
		}
		*c.Addresses = append(*c.Addresses, draft)
	}
	return errors.Join(faults...)
}

// choice finds an entry of a list by its name or key.
func (b *building) choice(set choice.Set, name string) (parley.ID, error) {
	name = parley.CleanName(name)
	for _, c := range b.choices[set] {
		if strings.EqualFold(c.Name, name) || c.Key != "" && c.Key == name {
			return c.ID, nil
		}
	}
	return "", unknown(name)
}

func unknown(name string) *parley.Error {
	if runes := []rune(name); len(runes) > 50 {
		name = string(runes[:50]) + "…"
	}
	return parley.Errorf(parley.Invalid, "unknown_value", "“%s” is not one of the values that can stand here. Add it in the settings first, or correct it.", name)
}

func (b *building) chosen(set choice.Set, cell string) ([]parley.ID, error) {
	var ids []parley.ID
	var faults []error
	for _, part := range parted(cell, ";|\n") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		if id, err := b.choice(set, plain(part)); err == nil { // its name may have a comma
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
	name = parley.CleanName(name)
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
