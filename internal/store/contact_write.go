package store

import (
	"context"
	"maps"
	"time"

	"parley/internal/contact"
	"parley/internal/field"
	"parley/internal/parley"
)

// AddContacts writes new ones.
func (s Contacts) AddContacts(ctx context.Context, contacts ...contact.Contact) error {
	var rows, links, tags, categories []any
	var terms []searchTerm
	ids, values := make([]parley.ID, len(contacts)), make([]field.Values, len(contacts))
	for i, c := range contacts {
		key := nameKey(c.Name)
		rows = append(rows, c.ID, c.Name, key, c.AccountID, c.Role, c.Language, c.TimeZone, c.Note, flag(c.Primary), millis(c.ArchivedAt), c.Version, millis(c.CreatedAt),
			millis(c.UpdatedAt), c.NetworkSiteID, c.VendorID)
		terms = append(terms, termsOf(ownerContact, c.ID, key, nameTerms(c.Name))...)
		links = append(links, linkRows(c)...)
		tags, categories = append(tags, chosenRows(c.ID, c.Tags)...), append(categories, chosenRows(c.ID, c.Categories)...)
		ids[i], values[i] = c.ID, c.Custom
	}
	for _, each := range []struct {
		into  string
		width int
		args  []any
	}{
		{`contact (id, name, name_key, account_id, role, language, time_zone, note, is_primary, archived_at, version, created_at, updated_at, network_site_id, vendor_id)`, 15, rows},
		{intoLinks, 6, links}, {intoTags, 2, tags}, {intoCategories, 2, categories},
	} {
		if err := s.insertMany(ctx, each.into, each.width, each.args); err != nil {
			return err
		}
	}
	if err := s.addCustomValues(ctx, field.OfContacts, ids, values); err != nil {
		return err
	}
	return s.addManyTerms(ctx, terms)
}

// Where what a contact has several of is kept.
const (
	intoLinks      = `contact_address (contact_id, address_id, position, phone_number_type_id, extension, label)`
	intoTags       = `contact_tag_link (contact_id, tag_id)`
	intoCategories = `contact_category (contact_id, category_id)`
)

// saveParts writes what a contact has several of besides his addresses, where that has changed.
func (s Contacts) saveParts(ctx context.Context, before, c contact.Contact) error {
	if err := s.saveChosen(ctx, intoTags, c.ID, before.Tags, c.Tags); err != nil {
		return err
	}
	if err := s.saveChosen(ctx, intoCategories, c.ID, before.Categories, c.Categories); err != nil {
		return err
	}
	if maps.Equal(before.Custom, c.Custom) {
		return nil
	}
	return s.saveCustomValues(ctx, field.OfContacts, c.ID, c.Custom)
}

// UpdateContact writes one anew.
func (s Contacts) UpdateContact(ctx context.Context, c contact.Contact) error {
	before, _, err := s.contact(ctx, c.ID, "")
	if err != nil {
		return err
	}
	key := nameKey(c.Name)
	_, err = s.exec(ctx, `UPDATE contact SET name = $2, name_key = $3, account_id = $4, role = $5, language = $6, time_zone = $7, note = $8,
		is_primary = $9, archived_at = $10, version = $11, updated_at = $12, network_site_id = $13, vendor_id = $14 WHERE id = $1`,
		c.ID, c.Name, key, c.AccountID, c.Role, c.Language, c.TimeZone, c.Note, flag(c.Primary), millis(c.ArchivedAt), c.Version, millis(c.UpdatedAt), c.NetworkSiteID, c.VendorID)
	if err != nil {
		return err
	}
	if err := s.saveTerms(ctx, ownerContact, c.ID, key, nameTerms(c.Name)); err != nil {
		return err
	}
	if err := s.saveParts(ctx, before, c); err != nil {
		return err
	}
	if _, err := s.exec(ctx, `DELETE FROM contact_address WHERE contact_id = $1`, c.ID); err != nil {
		return err
	}
	return s.addLinks(ctx, c)
}

// addLinks gives the contact its addresses.
func (s Contacts) addLinks(ctx context.Context, c contact.Contact) error {
	return s.insertMany(ctx, intoLinks, 6, linkRows(c))
}

func linkRows(c contact.Contact) []any {
	args := make([]any, 0, 6*len(c.Addresses))
	for i, l := range c.Addresses {
		args = append(args, c.ID, l.ID, i, l.Type.ID, l.Extension, l.Label)
	}
	return args
}

// DeleteContact forgets one.
func (s Contacts) DeleteContact(ctx context.Context, id parley.ID) error {
	if err := s.dropTerms(ctx, ownerContact, id); err != nil {
		return err
	}
	for _, statement := range []string{
		`DELETE FROM contact_address WHERE contact_id = $1`, `DELETE FROM contact_tag_link WHERE contact_id = $1`, `DELETE FROM contact_category WHERE contact_id = $1`,
		`DELETE FROM contact_picture WHERE contact_id = $1`, `DELETE FROM custom_value WHERE owner_id = $1`, `DELETE FROM contact WHERE id = $1`,
	} {
		if _, err := s.exec(ctx, statement, id); err != nil {
			return err
		}
	}
	return nil
}

// ownedBy gives the column that names an owner of the kind.
var ownedBy = map[contact.OwnerKind]string{contact.OfAccount: "account_id", contact.OfNetworkSite: "network_site_id", contact.OfVendor: "vendor_id"}

// SettlePrimary makes one contact of the owner the primary one.
func (s Contacts) SettlePrimary(ctx context.Context, of contact.Owner, wanted parley.ID) error {
	column := ownedBy[of.Kind]
	if wanted != "" {
		_, err := s.exec(ctx, `UPDATE contact SET is_primary = CASE WHEN id = $2 THEN 1 ELSE 0 END
			WHERE `+column+` = $1 AND `+column+` <> '' AND (is_primary = 1 OR id = $2)`, of.ID, wanted)
		return err
	}
	_, err := s.exec(ctx, `UPDATE contact SET is_primary = 1
		WHERE id = (SELECT MIN(id) FROM contact WHERE `+column+` = $1 AND `+column+` <> '' AND archived_at = 0)
			AND NOT EXISTS (SELECT 1 FROM contact WHERE `+column+` = $1 AND `+column+` <> '' AND is_primary = 1)`, of.ID)
	return err
}

// SettlePrimaries does so with many owners, of whose contacts none is wanted. Each owner is looked up by itself: in one list
// PostgreSQL, without statistics, reads all contacts.
func (s Contacts) SettlePrimaries(ctx context.Context, kind contact.OwnerKind, owners []parley.ID) error {
	of := `FROM contact c WHERE c.` + ownedBy[kind] + ` = v.column1 AND c.` + ownedBy[kind] + ` <> ''`
	return s.inPieces(anys(owners), 1, func(rows string, piece []any) error {
		first, err := all(ctx, s.DB, value[parley.ID], `SELECT COALESCE((SELECT MIN(c.id) `+of+` AND c.archived_at = 0), '')
			FROM (VALUES `+rows+`) AS v WHERE (SELECT COUNT(*) `+of+` AND c.is_primary = 1) = 0`, piece...)
		if err != nil || len(first) == 0 {
			return err
		}
		args := padded(first)
		_, err = s.exec(ctx, `UPDATE contact SET is_primary = 1 WHERE id IN `+list(1, len(args)), args...)
		return err
	})
}

// KnownOwners tells how many of the owners exist, and keeps them until the commit. Each kind is kept in the table of its name.
func (s Contacts) KnownOwners(ctx context.Context, kind contact.OwnerKind, ids []parley.ID) (int, error) {
	args := padded(ids)
	found, err := all(ctx, s.DB, value[string], `SELECT id FROM `+string(kind)+` WHERE id IN `+list(1, len(args))+` ORDER BY id`+s.dialect.shareLock(), args...)
	return len(found), err
}

// Picture reads one.
func (s Contacts) Picture(ctx context.Context, contactID parley.ID) ([]byte, bool, error) {
	return one(ctx, s.DB, value[[]byte], `SELECT content FROM contact_picture WHERE contact_id = $1`, contactID)
}

// SavePicture writes or forgets one.
func (s Contacts) SavePicture(ctx context.Context, contactID parley.ID, picture []byte, etag string, at time.Time) error {
	if _, err := s.exec(ctx, `DELETE FROM contact_picture WHERE contact_id = $1`, contactID); err != nil {
		return err
	}
	if picture != nil {
		if _, err := s.exec(ctx, `INSERT INTO contact_picture (contact_id, content) VALUES ($1, $2)`, contactID, picture); err != nil {
			return err
		}
	}
	_, err := s.exec(ctx, `UPDATE contact SET picture = $2, version = version + 1, updated_at = $3 WHERE id = $1`, contactID, etag, millis(at))
	return err
}
