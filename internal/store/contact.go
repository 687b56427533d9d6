package store

import (
	"cmp"
	"context"
	"strings"

	"parley/internal/contact"
	"parley/internal/parley"
)

// Contacts keeps contacts and addresses.
type Contacts struct{ *DB }

var (
	_ contact.Store     = Contacts{}
	_ contact.ReadStore = Contacts{}
)

const contactColumns = `c.id, c.name, c.account_id, COALESCE((SELECT name FROM account WHERE id = c.account_id), ''),
	c.role, c.language, c.time_zone, c.note, c.is_primary, c.version, c.created_at, c.updated_at`

// contactRow is a contact with what a cursor needs to know of it.
type contactRow struct {
	contact.Contact
	at contact.Cursor
}

// scanContact scans contactColumns and then what more says.
func scanContact(more func(c *contactRow) []any) func(scanner) (contactRow, error) {
	return func(r scanner) (c contactRow, err error) {
		var primary, created, updated int64
		err = r.Scan(append([]any{&c.ID, &c.Name, &c.AccountID, &c.AccountName, &c.Role, &c.Language, &c.TimeZone, &c.Note,
			&primary, &c.Version, &created, &updated}, more(&c)...)...)
		c.Primary, c.CreatedAt, c.UpdatedAt = primary != 0, moment(created), moment(updated)
		c.at.ID = c.ID
		return c, err
	}
}

// Contact reads one.
func (s Contacts) Contact(ctx context.Context, id parley.ID) (contact.Contact, bool, error) {
	return s.contact(ctx, id, "")
}

// LockContact reads one and keeps it.
func (s Contacts) LockContact(ctx context.Context, id parley.ID) (contact.Contact, bool, error) {
	return s.contact(ctx, id, s.dialect.updateLock())
}

func (s Contacts) contact(ctx context.Context, id parley.ID, lock string) (contact.Contact, bool, error) {
	row, found, err := one(ctx, s.DB, scanContact(func(*contactRow) []any { return nil }), `SELECT `+contactColumns+` FROM contact c WHERE c.id = $1`+lock, id)
	if err != nil || !found {
		return contact.Contact{}, false, err
	}
	full, err := s.withAddresses(ctx, []contactRow{row})
	if err != nil {
		return contact.Contact{}, false, err
	}
	return full[0], true, nil
}

// Contacts reads one page.
func (s Contacts) Contacts(ctx context.Context, f contact.Filter) ([]contact.Contact, contact.Cursor, error) {
	rows, err := s.page(ctx, f)
	if err != nil {
		return nil, contact.Cursor{}, err
	}
	var next contact.Cursor
	if len(rows) > f.Limit {
		rows = rows[:f.Limit]
		next = rows[f.Limit-1].at
	}
	page, err := s.withAddresses(ctx, rows)
	return page, next, err
}

// page reads one row more than the page has.
func (s Contacts) page(ctx context.Context, f contact.Filter) ([]contactRow, error) {
	if f.Query == "" {
		return s.byName(ctx, f)
	}
	t := parseTyped(f.Query)
	if t.address != "" && (f.After.Term == "" || f.After.Owner != "") {
		rows, err := s.byAddress(ctx, t.address, f)
		if err != nil || len(rows) > 0 || f.After.Owner != "" {
			return rows, err
		}
	}
	if len(t.words) == 0 {
		return nil, nil
	}
	return s.byWords(ctx, t.words, f)
}

func (s Contacts) byName(ctx context.Context, f contact.Filter) ([]contactRow, error) {
	var w where
	w.ofAccount(f.AccountID)
	if f.After.ID != "" {
		w.add(`(c.name_key, c.id) > (?, ?)`, f.After.Key, f.After.ID)
	}
	limit := w.arg(f.Limit + 1)
	return all(ctx, s.DB, scanContact(func(c *contactRow) []any { return []any{&c.at.Key} }),
		`SELECT `+contactColumns+`, c.name_key FROM contact c WHERE `+w.sql()+` ORDER BY c.name_key, c.id LIMIT `+limit, w.args...)
}

func (s Contacts) byWords(ctx context.Context, words []string, f contact.Filter) ([]contactRow, error) {
	var w where
	w.nameHits(ownerContact, words, f.After.Term, f.After.Key, f.After.ID)
	w.ofAccount(f.AccountID)
	limit := w.arg(f.Limit + 1)
	return all(ctx, s.DB, scanContact(func(c *contactRow) []any { return []any{&c.at.Term, &c.at.Key} }),
		`SELECT `+contactColumns+`, t.term, t.sort_key FROM search_term t JOIN contact c ON c.id = t.owner_id
		WHERE `+w.sql()+` ORDER BY t.term, t.sort_key, t.owner_id LIMIT `+limit, w.args...)
}

// byAddress finds each contact once: by the first of his addresses' terms that begin with prefix. The terms are read in
// the order of their index, so many at a time; who has the addresses is looked up after that. In one query PostgreSQL
// would sort all that is found before it gives the first page.
func (s Contacts) byAddress(ctx context.Context, prefix string, f contact.Filter) ([]contactRow, error) {
	var found []contactRow
	for {
		terms, err := s.addressTermsAfter(ctx, prefix, f)
		if err != nil {
			return nil, err
		}
		holders, err := s.holders(ctx, terms, f.AccountID)
		if err != nil {
			return nil, err
		}
		for _, at := range terms {
			for _, c := range holders[at.Owner] {
				at.ID = c.ID
				if term, owner := firstTerm(c.Addresses, prefix); term != at.Term || owner != at.Owner || !after(at, f.After) {
					continue
				}
				found = append(found, contactRow{Contact: c, at: at})
			}
		}
		if len(terms) <= f.Limit || len(found) > f.Limit {
			return found, nil
		}
		f.After = terms[len(terms)-1]
		f.After.ID = parley.ID(beyond("")) // all contacts of the last address
	}
}

// after reports whether a place of an address search comes after another.
func after(at, other contact.Cursor) bool {
	return cmp.Or(strings.Compare(at.Term, other.Term), cmp.Compare(at.Owner, other.Owner), cmp.Compare(at.ID, other.ID)) > 0
}

// addressTermsAfter reads terms that begin with prefix, from the place f.After on: its address may have more contacts.
// Addresses have no sort_key; it is named so that the index gives the order.
func (s Contacts) addressTermsAfter(ctx context.Context, prefix string, f contact.Filter) ([]contact.Cursor, error) {
	var w where
	w.add(`t.owner_kind = ? AND t.term >= ? AND t.term < ?`, ownerAddress, max(prefix, f.After.Term), beyond(prefix))
	if f.After.Term != "" {
		w.add(`(t.term, t.sort_key, t.owner_id) >= (?, '', ?)`, f.After.Term, f.After.Owner)
	}
	if f.AccountID != "" {
		w.add(`(SELECT COUNT(*) FROM contact_address ca JOIN contact c ON c.id = ca.contact_id WHERE ca.address_id = t.owner_id AND c.account_id = ?) > 0`, f.AccountID)
	}
	limit := w.arg(f.Limit + 1)
	return all(ctx, s.DB, func(r scanner) (c contact.Cursor, err error) {
		err = r.Scan(&c.Term, &c.Owner)
		return c, err
	}, `SELECT t.term, t.owner_id FROM search_term t WHERE `+w.sql()+` ORDER BY t.term, t.sort_key, t.owner_id LIMIT `+limit, w.args...)
}

// holders gives the contacts of the addresses that were found, by address, the oldest contact first.
func (s Contacts) holders(ctx context.Context, terms []contact.Cursor, accountID parley.ID) (map[parley.ID][]contact.Contact, error) {
	if len(terms) == 0 {
		return nil, nil
	}
	ids := make([]parley.ID, len(terms))
	for i, t := range terms {
		ids[i] = t.Owner
	}
	w := where{args: padded(ids)}
	in := list(1, len(w.args))
	w.ofAccount(accountID)
	rows, err := all(ctx, s.DB, scanContact(func(c *contactRow) []any { return []any{&c.at.Owner} }),
		`SELECT `+contactColumns+`, ca.address_id FROM contact_address ca JOIN contact c ON c.id = ca.contact_id
		WHERE ca.address_id IN `+in+` AND `+w.sql()+` ORDER BY c.id`, w.args...)
	if err != nil {
		return nil, err
	}
	contacts, err := s.withAddresses(ctx, rows)
	holders := make(map[parley.ID][]contact.Contact, len(rows))
	for i, row := range rows {
		holders[row.at.Owner] = append(holders[row.at.Owner], contacts[i])
	}
	return holders, err
}

// firstTerm gives the first term that begins with prefix, and whose it is.
func firstTerm(links []contact.Link, prefix string) (first string, owner parley.ID) {
	for _, l := range links {
		for _, term := range addressTerms(l.Address) {
			if !strings.HasPrefix(term, prefix) {
				continue
			}
			if first == "" || term < first || term == first && l.ID < owner {
				first, owner = term, l.ID
			}
		}
	}
	return first, owner
}

func (w *where) ofAccount(id parley.ID) {
	if id != "" {
		w.add(`c.account_id = ? AND c.account_id <> ''`, id) // the index on accounts leaves '' out
	}
}

// withAddresses completes contacts.
func (s Contacts) withAddresses(ctx context.Context, rows []contactRow) ([]contact.Contact, error) {
	links, err := s.links(ctx, rows)
	if err != nil {
		return nil, err
	}
	out := make([]contact.Contact, len(rows))
	for i, row := range rows {
		out[i] = row.Contact
		out[i].Addresses = links[row.ID]
	}
	return out, nil
}

// links reads the addresses of all the rows with one query.
func (s Contacts) links(ctx context.Context, rows []contactRow) (map[parley.ID][]contact.Link, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	ids := make([]parley.ID, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	args := padded(ids)
	type owned struct {
		contactID parley.ID
		contact.Link
	}
	found, err := all(ctx, s.DB, func(r scanner) (l owned, err error) {
		var capable int64
		err = r.Scan(&l.contactID, &l.ID, &l.Kind, &l.Scope, &l.Value, &l.Type.ID, &l.Type.Key, &l.Type.Name, &capable, &l.Extension, &l.Label)
		l.Type.SMSCapable = capable != 0
		return l, err
	}, `SELECT ca.contact_id, a.id, a.kind, a.scope, a.value, COALESCE(p.id, ''), COALESCE(p.type_key, ''), COALESCE(p.name, ''),
			COALESCE(p.sms_capable, 0), ca.extension, ca.label
		FROM contact_address ca JOIN address a ON a.id = ca.address_id LEFT JOIN phone_number_type p ON p.id = ca.phone_number_type_id
		WHERE ca.contact_id IN `+list(1, len(args))+` ORDER BY ca.contact_id, ca.position`, args...)
	links := make(map[parley.ID][]contact.Link, len(rows))
	for _, l := range found {
		links[l.contactID] = append(links[l.contactID], l.Link)
	}
	return links, err
}

// PhoneNumberTypes reads all of them.
func (s Contacts) PhoneNumberTypes(ctx context.Context) ([]contact.PhoneNumberType, error) {
	return all(ctx, s.DB, func(r scanner) (t contact.PhoneNumberType, err error) {
		var capable int64
		err = r.Scan(&t.ID, &t.Key, &t.Name, &capable)
		t.SMSCapable = capable != 0
		return t, err
	}, `SELECT id, type_key, name, sms_capable FROM phone_number_type ORDER BY id`)
}
