package store

import (
	"context"

	"parley/internal/owner"
	"parley/internal/parley"
)

// Owners keeps sites and vendors, each kind in the table of its name.
type Owners struct{ *DB }

var _ owner.Store = Owners{}

// ownerColumns give the column of contacts that names an owner of a kind.
var ownerColumns = map[owner.Kind]string{owner.NetworkSite: "network_site_id", owner.Vendor: "vendor_id"}

// ownerRow is an owner with what a cursor needs to know of it.
type ownerRow struct {
	owner.Owner
	at owner.Cursor
}

func scanOwner(kind owner.Kind) func(scanner) (ownerRow, error) {
	return func(r scanner) (o ownerRow, err error) {
		var created, updated int64
		err = r.Scan(&o.ID, &o.Name, &o.Note, &o.Version, &created, &updated, &o.at.Term, &o.at.Key)
		o.Kind, o.CreatedAt, o.UpdatedAt, o.at.ID = kind, moment(created), moment(updated), o.ID
		return o, err
	}
}

const ownerFields = `SELECT o.id, o.name, o.note, o.version, o.created_at, o.updated_at, `

// Owner reads one.
func (s Owners) Owner(ctx context.Context, kind owner.Kind, id parley.ID) (owner.Owner, bool, error) {
	row, found, err := one(ctx, s.DB, scanOwner(kind), ownerFields+`'', '' FROM `+string(kind)+` o WHERE o.id = $1`, id)
	return row.Owner, found, err
}

// LockOwner reads one and keeps it.
func (s Owners) LockOwner(ctx context.Context, kind owner.Kind, id parley.ID) (owner.Owner, bool, error) {
	row, found, err := one(ctx, s.DB, scanOwner(kind), ownerFields+`'', '' FROM `+string(kind)+` o WHERE o.id = $1`+s.dialect.updateLock(), id)
	return row.Owner, found, err
}

// Owners reads one page.
func (s Owners) Owners(ctx context.Context, f owner.Filter) ([]owner.Owner, owner.Cursor, error) {
	var w where
	from, order := `'', o.name_key FROM `+string(f.Kind)+` o WHERE `, ` ORDER BY o.name_key, o.id LIMIT `
	if f.Query != "" {
		t := parseTyped(f.Query)
		if len(t.words) == 0 {
			return nil, owner.Cursor{}, nil
		}
		w.nameHits(string(f.Kind), t.words, f.After.Term, f.After.Key, f.After.ID)
		from, order = `t.term, t.sort_key FROM search_term t JOIN `+string(f.Kind)+` o ON o.id = t.owner_id WHERE `, ` ORDER BY t.term, t.sort_key, t.owner_id LIMIT `
	} else if f.After.ID != "" {
		w.add(`(o.name_key, o.id) > (?, ?)`, f.After.Key, f.After.ID)
	}
	limit := w.arg(f.Limit + 1)
	rows, err := all(ctx, s.DB, scanOwner(f.Kind), ownerFields+from+w.sql()+order+limit, w.args...)
	var next owner.Cursor
	if len(rows) > f.Limit {
		rows = rows[:f.Limit]
		next = rows[f.Limit-1].at
	}
	page := make([]owner.Owner, len(rows))
	for i, row := range rows {
		page[i] = row.Owner
	}
	return page, next, err
}

// SaveOwner writes one.
func (s Owners) SaveOwner(ctx context.Context, o owner.Owner) error {
	key := nameKey(o.Name)
	_, err := s.exec(ctx, `INSERT INTO `+string(o.Kind)+` (id, name, name_key, note, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, note = excluded.note, version = excluded.version, updated_at = excluded.updated_at`,
		o.ID, o.Name, key, o.Note, o.Version, millis(o.CreatedAt), millis(o.UpdatedAt))
	if err != nil {
		return err
	}
	return s.saveTerms(ctx, string(o.Kind), o.ID, key, nameTerms(o.Name))
}

// DeleteOwner forgets one.
func (s Owners) DeleteOwner(ctx context.Context, o owner.Owner) (bool, error) {
	column := ownerColumns[o.Kind]
	if _, used, err := one(ctx, s.DB, value[int64], `SELECT 1 FROM contact WHERE `+column+` = $1 AND `+column+` <> '' LIMIT 1`, o.ID); err != nil || used {
		return false, err
	}
	if err := s.dropTerms(ctx, string(o.Kind), o.ID); err != nil {
		return false, err
	}
	_, err := s.exec(ctx, `DELETE FROM `+string(o.Kind)+` WHERE id = $1`, o.ID)
	return err == nil, err
}
