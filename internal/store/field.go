package store

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"parley/internal/field"
	"parley/internal/parley"
)

// Fields keeps custom fields.
type Fields struct{ *DB }

var _ field.Store = Fields{}

// Fields reads all of them.
func (s Fields) Fields(ctx context.Context) ([]field.Field, error) {
	return all(ctx, s.DB, scanField, fieldColumns+` ORDER BY id`)
}

// LockField reads one and, in a unit, keeps it.
func (s Fields) LockField(ctx context.Context, id parley.ID) (field.Field, bool, error) {
	return one(ctx, s.DB, scanField, fieldColumns+` WHERE id = $1`+s.dialect.updateLock(), id)
}

const fieldColumns = `SELECT id, owner_kind, field_key, name, type, choices, version FROM custom_field`

func scanField(r scanner) (f field.Field, err error) {
	var choices string
	if err = r.Scan(&f.ID, &f.Owner, &f.Key, &f.Name, &f.Type, &choices, &f.Version); err != nil {
		return f, err
	}
	return f, json.Unmarshal([]byte(choices), &f.Choices)
}

// SaveField writes one.
func (s Fields) SaveField(ctx context.Context, f field.Field) (bool, error) {
	choices, err := json.Marshal(f.Choices)
	if err != nil {
		return false, err
	}
	_, err = s.exec(ctx, `INSERT INTO custom_field (id, owner_kind, field_key, name, type, choices, version) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, choices = excluded.choices, version = excluded.version`, f.ID, f.Owner, f.Key, f.Name, f.Type, string(choices), f.Version)
	if err != nil {
		return unless(err, errUnique)
	}
	return true, nil
}

// DeleteField forgets one.
func (s Fields) DeleteField(ctx context.Context, id parley.ID) error {
	if _, err := s.exec(ctx, `DELETE FROM custom_value WHERE field_id = $1`, id); err != nil {
		return err
	}
	_, err := s.exec(ctx, `DELETE FROM custom_field WHERE id = $1`, id)
	return err
}

// customValues reads what stands in the custom fields of several accounts or contacts with one query.
func (db *DB) customValues(ctx context.Context, owners []parley.ID) (map[parley.ID]field.Values, error) {
	out := make(map[parley.ID]field.Values, len(owners))
	if len(owners) == 0 {
		return out, nil
	}
	type entry struct {
		owner parley.ID
		key   string
		value any
	}
	args := padded(owners)
	found, err := all(ctx, db, func(r scanner) (e entry, err error) {
		var raw string
		if err = r.Scan(&e.owner, &e.key, &raw); err != nil {
			return e, err
		}
		return e, json.Unmarshal([]byte(raw), &e.value)
	}, `SELECT v.owner_id, f.field_key, v.value FROM custom_value v JOIN custom_field f ON f.id = v.field_id WHERE v.owner_id IN `+list(1, len(args)), args...)
	for _, e := range found {
		if out[e.owner] == nil {
			out[e.owner] = field.Values{}
		}
		out[e.owner][e.key] = e.value
	}
	return out, err
}

// saveCustomValues makes values all that stands in the custom fields of one owner.
func (db *DB) saveCustomValues(ctx context.Context, of field.Owner, owner parley.ID, values field.Values) error {
	if _, err := db.exec(ctx, `DELETE FROM custom_value WHERE owner_id = $1`, owner); err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		raw, err := json.Marshal(values[key])
		if err != nil {
			return err
		}
		if _, err := db.exec(ctx, `INSERT INTO custom_value (owner_id, field_id, value) SELECT $1, id, $4 FROM custom_field WHERE owner_kind = $2 AND field_key = $3`,
			owner, of, key, string(raw)); err != nil {
			return err
		}
	}
	return nil
}
