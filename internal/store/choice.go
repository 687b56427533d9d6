package store

import (
	"context"

	"parley/internal/choice"
	"parley/internal/parley"
)

// Choices keeps the lists that forms offer.
type Choices struct{ *DB }

var _ choice.Store = Choices{}

// choiceTable says where a list is kept: the columns of key, mark and class, ” or 0 where it has none, and the statement
// that finds somebody who cannot be without the choice in $1, or the one that makes those forget it who can.
type choiceTable struct {
	name, key, mark, class string
	inUse, forget          string
	byKey                  bool // $1 is the key, not the id
}

func choiceTableOf(set choice.Set) choiceTable {
	switch set {
	case choice.AccountStatuses:
		return choiceTable{name: "account_status", key: "status_key", mark: "activates", byKey: true, inUse: `SELECT 1 FROM account WHERE status = $1 LIMIT 1`}
	case choice.AccountTypes:
		return choiceTable{name: "account_type", class: "class", inUse: `SELECT 1 FROM account WHERE type_id = $1 LIMIT 1`}
	case choice.AccountGroups:
		return choiceTable{name: "account_group", forget: `DELETE FROM account_group_member WHERE group_id = $1`}
	case choice.PhoneNumberTypes:
		return choiceTable{name: "phone_number_type", key: "type_key", mark: "sms_capable", inUse: `SELECT 1 FROM contact_address WHERE phone_number_type_id = $1 LIMIT 1`}
	case choice.ContactTags:
		return choiceTable{name: "contact_tag", forget: `DELETE FROM contact_tag_link WHERE tag_id = $1`}
	case choice.MessagingCategories:
		return choiceTable{name: "messaging_category", mark: "is_default", forget: `DELETE FROM contact_category WHERE category_id = $1`}
	}
	panic("store: no such list: " + string(set)) // a defect: the lists are constants
}

// columns gives the columns that the table has besides id, name and version, and for scanning all of them.
func (t choiceTable) columns() (own []string, selected string) {
	selected = "id, name, version"
	for i, column := range []string{t.key, t.mark, t.class} {
		if column != "" {
			own = append(own, column)
			selected += ", " + column
			continue
		}
		selected += []string{", ''", ", 0", ", ''"}[i]
	}
	return own, selected
}

// Choices reads a list.
func (s Choices) Choices(ctx context.Context, set choice.Set) ([]choice.Choice, error) {
	t := choiceTableOf(set)
	_, columns := t.columns()
	return all(ctx, s.DB, scanChoice, `SELECT `+columns+` FROM `+t.name+` ORDER BY id`)
}

// LockChoice reads one and keeps it.
func (s Choices) LockChoice(ctx context.Context, set choice.Set, id parley.ID) (choice.Choice, bool, error) {
	t := choiceTableOf(set)
	_, columns := t.columns()
	return one(ctx, s.DB, scanChoice, `SELECT `+columns+` FROM `+t.name+` WHERE id = $1`+s.dialect.updateLock(), id)
}

func scanChoice(r scanner) (c choice.Choice, err error) {
	var mark int64
	err = r.Scan(&c.ID, &c.Name, &c.Version, &c.Key, &mark, &c.Class)
	c.Mark = mark != 0
	return c, err
}

// SaveChoice writes one.
func (s Choices) SaveChoice(ctx context.Context, set choice.Set, c choice.Choice) (bool, error) {
	t := choiceTableOf(set)
	columns, values, changes := `id, name, version`, []any{c.ID, c.Name, c.Version}, `name = excluded.name, version = excluded.version`
	own, _ := t.columns()
	for _, column := range own {
		columns += ", " + column
		changes += ", " + column + " = excluded." + column
		values = append(values, map[string]any{t.class: c.Class, t.mark: flag(c.Mark), t.key: c.Key}[column])
	}
	_, err := s.exec(ctx, `INSERT INTO `+t.name+` (`+columns+`) VALUES `+tuples(1, len(values))+` ON CONFLICT (id) DO UPDATE SET `+changes, values...)
	if err != nil {
		return unless(err, errUnique)
	}
	return true, nil
}

// DeleteChoice forgets one.
func (s Choices) DeleteChoice(ctx context.Context, set choice.Set, c choice.Choice) (bool, error) {
	t := choiceTableOf(set)
	named := string(c.ID)
	if t.byKey {
		named = c.Key
	}
	if t.inUse != "" {
		if _, used, err := one(ctx, s.DB, value[int64], t.inUse, named); err != nil || used {
			return false, err
		}
	}
	if t.forget != "" {
		if _, err := s.exec(ctx, t.forget, named); err != nil {
			return false, err
		}
	}
	_, err := s.exec(ctx, `DELETE FROM `+t.name+` WHERE id = $1`, c.ID)
	return err == nil, err
}

// ContactPieces reads the first contact of each piece.
func (s Choices) ContactPieces(ctx context.Context, size int) ([]parley.ID, error) {
	return all(ctx, s.DB, value[parley.ID], `SELECT id FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS place FROM contact) AS numbered
		WHERE place % $1 = 1 ORDER BY id`, size)
}

// SpreadCategory changes contacts in the order of their ids.
func (s Choices) SpreadCategory(ctx context.Context, id parley.ID, give bool, from parley.ID, limit int) error {
	const piece = `(SELECT id FROM contact WHERE id >= $2 ORDER BY id LIMIT $3)`
	query := `DELETE FROM contact_category WHERE category_id = $1 AND contact_id IN ` + piece
	if give {
		query = `INSERT INTO contact_category (contact_id, category_id) SELECT p.id, $1 FROM ` + piece + ` AS p WHERE true ON CONFLICT DO NOTHING`
	}
	_, err := s.exec(ctx, query, id, from, limit)
	return err
}
