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
	_ contact.Store        = Contacts{}
	_ contact.ReadStore    = Contacts{}
	_ contact.PictureStore = Contacts{}
)

// The newest activity is that of + 0: of the bare column PostgreSQL, without statistics, looks for the greatest by walking all
// conversations from the newest on.
const contactColumns = `c.id, c.name, c.account_id, COALESCE((SELECT name FROM account WHERE id = c.account_id), ''),
	c.network_site_id, COALESCE((SELECT name FROM network_site WHERE id = c.network_site_id), ''), c.vendor_id, COALESCE((SELECT name FROM vendor WHERE id = c.vendor_id), ''),
	c.role, c.language, c.time_zone, c.note, c.is_primary, c.picture, c.archived_at,
	COALESCE((SELECT MAX(v.last_activity_at + 0) FROM conversation v WHERE v.contact_id = c.id AND v.contact_id <> ''), 0), c.version, c.created_at, c.updated_at`

// contactRow is a contact with what a cursor needs to know of it.
type contactRow struct {
	contact.Contact
	at contact.Cursor
}

// scanContact scans contactColumns and then what more says.
func scanContact(more func(c *contactRow) []any) func(scanner) (contactRow, error) {
	return func(r scanner) (c contactRow, err error) {
		var primary, archived, active, created, updated int64
		err = r.Scan(append([]any{&c.ID, &c.Name, &c.AccountID, &c.AccountName, &c.NetworkSiteID, &c.NetworkSiteName, &c.VendorID, &c.VendorName, &c.Role, &c.Language, &c.TimeZone, &c.Note,
			&primary, &c.Picture, &archived, &active, &c.Version, &created, &updated}, more(&c)...)...)
		c.Primary, c.CreatedAt, c.UpdatedAt = primary != 0, moment(created), moment(updated)
		c.ArchivedAt, c.LastActivityAt = moment(archived), moment(active)
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
	full, err := s.complete(ctx, []contactRow{row})
	if err != nil {
		return contact.Contact{}, false, err
	}
	return full[0], true, nil
}

// ContactsByID reads several.
func (s Contacts) ContactsByID(ctx context.Context, ids []parley.ID) ([]contact.Contact, error) {
	args := padded(ids)
	rows, err := all(ctx, s.DB, scanContact(func(*contactRow) []any { return nil }), `SELECT `+contactColumns+` FROM contact c WHERE c.id IN `+list(1, len(args)), args...)
	if err != nil {
		return nil, err
	}
	return s.complete(ctx, rows)
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
	page, err := s.complete(ctx, rows)
	return page, next, err
}

// page reads one row more than the page has.
func (s Contacts) page(ctx context.Context, f contact.Filter) ([]contactRow, error) {
	if f.Query == "" {
		return s.inOrder(ctx, f)
	}
	ctx = searching(ctx)
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

func (s Contacts) inOrder(ctx context.Context, f contact.Filter) ([]contactRow, error) {
	var w where
	w.ofContacts(f)
	l := sortedList[contactRow]{DB: s.DB, columns: contactColumns, scan: func(at *place) func(scanner) (contactRow, error) {
		return scanContact(func(*contactRow) []any { return []any{&at.none, &at.key, &at.id} })
	}}
	l.sorting = sorting{table: "contact", alias: "c", owner: "contact_id", column: orders[f.Order], desc: f.Desc}
	l.sources = contactSources(f, l.column)
	rows, places, err := l.page(ctx, w, placeOf(f.After.Term, f.After.Key, f.After.ID), f.Limit+1)
	for i, at := range places {
		rows[i].at = contact.Cursor{Term: at.term(), Key: at.key, ID: at.id}
	}
	return rows, err
}

// contactSources gives the sources of conditions that few may pass. The archived ones have an index in the order of names.
func contactSources(f contact.Filter, column string) (out []source) {
	if f.TagID != "" {
		out = append(out, source{query: `SELECT g.contact_id AS id FROM contact_tag_link g WHERE g.tag_id = ?`, args: []any{f.TagID}})
	}
	if f.CategoryID != "" {
		out = append(out, source{query: `SELECT g.contact_id AS id FROM contact_category g WHERE g.category_id = ?`, args: []any{f.CategoryID}})
	}
	for _, state := range []string{f.OptIn, f.Marketing} {
		if state != "" && state != "none" {
			out = append(out, source{
				query:   `SELECT DISTINCT ca.contact_id AS id FROM consent e CROSS JOIN contact_address ca WHERE ca.address_id = e.address_id AND e.state = ?`,
				counted: `SELECT e.address_id FROM consent e LEFT JOIN contact_address ca ON ca.address_id = e.address_id WHERE e.state = ?`, args: []any{state},
			})
		}
	}
	if f.Archived == parley.OnlyArchived && column != "name_key" {
		out = append(out, source{query: `SELECT c.id AS id FROM contact c WHERE c.archived_at > 0`})
	}
	return out
}

func (s Contacts) byWords(ctx context.Context, words []string, f contact.Filter) ([]contactRow, error) {
	words, err := s.rarestFirst(ctx, ownerContact, words, f.After.Term)
	if err != nil {
		return nil, err
	}
	var w where
	w.nameHits(ownerContact, words, f.After.Term, f.After.Key, f.After.ID)
	w.ofContacts(f)
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
		holders, err := s.holders(ctx, terms, f)
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
func (s Contacts) holders(ctx context.Context, terms []contact.Cursor, f contact.Filter) (map[parley.ID][]contact.Contact, error) {
	if len(terms) == 0 {
		return nil, nil
	}
	ids := make([]parley.ID, len(terms))
	for i, t := range terms {
		ids[i] = t.Owner
	}
	w := where{args: padded(ids)}
	in := list(1, len(w.args))
	w.ofContacts(f)
	rows, err := all(ctx, s.DB, scanContact(func(c *contactRow) []any { return []any{&c.at.Owner} }),
		`SELECT `+contactColumns+`, ca.address_id FROM contact_address ca JOIN contact c ON c.id = ca.contact_id
		WHERE ca.address_id IN `+in+` AND `+w.sql()+` ORDER BY c.id`, w.args...)
	if err != nil {
		return nil, err
	}
	contacts, err := s.complete(ctx, rows)
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

// ofContacts asks of the contact c what the filter says besides its query.
func (w *where) ofContacts(f contact.Filter) {
	if f.AccountID != "" {
		w.add(`c.account_id = ? AND c.account_id <> ''`, f.AccountID) // the index on accounts leaves '' out
	}
	if f.NetworkSiteID != "" {
		w.add(`c.network_site_id = ? AND c.network_site_id <> ''`, f.NetworkSiteID)
	}
	if f.VendorID != "" {
		w.add(`c.vendor_id = ? AND c.vendor_id <> ''`, f.VendorID)
	}
	if f.TagID != "" {
		w.add(`(SELECT COUNT(*) FROM contact_tag_link g WHERE g.tag_id = ? AND g.contact_id = c.id) > 0`, f.TagID)
	}
	if f.CategoryID != "" {
		w.add(`(SELECT COUNT(*) FROM contact_category g WHERE g.category_id = ? AND g.contact_id = c.id) > 0`, f.CategoryID)
	}
	if f.Language != "" {
		w.add(`(c.language = ? OR c.language LIKE ? ESCAPE '\')`, f.Language, likeEscaper.Replace(f.Language)+"-%")
	}
	w.consent(f.OptIn, parley.Notification, `AND a.kind = 'phone'`)
	w.consent(f.Marketing, parley.Marketing, ``)
	w.hasAddress(f.HasPhone, parley.Phone)
	w.hasAddress(f.HasEmail, parley.Email)
	w.archived("c", f.Archived)
}

// consent asks that one of the contact's addresses has agreed to the purpose, has refused it, or (none) that no address has said
// anything. The last line of a ledger that speaks of the purpose counts: package consent lets nobody write one that does not.
func (w *where) consent(state string, purpose parley.Purpose, which string) {
	const count = `(SELECT COUNT(*) FROM contact_address ca JOIN address a ON a.id = ca.address_id WHERE ca.contact_id = c.id `
	const standing = ` AND COALESCE((SELECT e.state FROM consent e WHERE e.address_id = a.id AND e.purpose IN ('', ?) AND e.state IN ('opted_in', 'opted_out')
		ORDER BY e.at DESC, e.id DESC LIMIT 1), 'none') `
	switch state {
	case "":
	case "none":
		w.add(count+which+standing+`<> 'none') = 0`, purpose)
	default: // whether any line says so is soon seen, and in most lists of who has opted out few pass
		w.add(`(SELECT COUNT(*) FROM contact_address ca CROSS JOIN consent e WHERE ca.contact_id = c.id AND e.address_id = ca.address_id AND e.state = ?) > 0`, state)
		w.add(count+which+standing+`= ?) > 0`, purpose, state)
	}
}

// hasAddress asks whether the contact has an address of the kind, or has none.
func (w *where) hasAddress(has *bool, kind parley.AddressKind) {
	if has != nil {
		compare := map[bool]string{true: `> 0`, false: `= 0`}[*has]
		w.add(`(SELECT COUNT(*) FROM contact_address ca JOIN address a ON a.id = ca.address_id WHERE ca.contact_id = c.id AND a.kind = ?) `+compare, kind)
	}
}

// complete adds what contacts have several of, with one query each.
func (s Contacts) complete(ctx context.Context, rows []contactRow) ([]contact.Contact, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	ids := make([]parley.ID, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	links, err := s.links(ctx, rows)
	if err != nil {
		return nil, err
	}
	tags, err := s.chosen(ctx, ids, `SELECT g.contact_id, t.id, t.name FROM contact_tag_link g JOIN contact_tag t ON t.id = g.tag_id WHERE g.contact_id IN `)
	if err != nil {
		return nil, err
	}
	categories, err := s.chosen(ctx, ids, `SELECT g.contact_id, t.id, t.name FROM contact_category g JOIN messaging_category t ON t.id = g.category_id WHERE g.contact_id IN `)
	if err != nil {
		return nil, err
	}
	values, err := s.customValues(ctx, ids)
	out := make([]contact.Contact, len(rows))
	for i, row := range rows {
		out[i] = row.Contact
		out[i].Addresses, out[i].Tags, out[i].Categories, out[i].Custom = links[row.ID], tags[row.ID], categories[row.ID], values[row.ID]
	}
	return out, err
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

// ContactIDs reads ids alone.
func (s Contacts) ContactIDs(ctx context.Context, f contact.Filter) ([]parley.ID, error) {
	var w where
	w.ofContacts(f)
	limit := w.arg(f.Limit)
	return all(ctx, s.DB, value[parley.ID], `SELECT c.id FROM contact c WHERE `+w.sql()+` LIMIT `+limit, w.args...)
}
