package store

import (
	"context"
	"encoding/json"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley/internal/contact"
	"parley/internal/parley"
	"parley/internal/transfer"
)

// Transfers keeps imports: files in pieces, how far each has come, and the rows that were refused.
type Transfers struct{ *DB }

var (
	_ transfer.Store     = Transfers{}
	_ transfer.ReadStore = Transfers{}
)

const importColumns = `id, kind, format, name, size, encoding, separator, columns, plan, state, total, done, created, updated, skipped, failed, reason,
	actor_kind, actor_id, created_at, updated_at, broken_line`

const selectImport = `SELECT ` + importColumns + `, COALESCE((SELECT u.name FROM app_user u WHERE u.id = actor_id), '') FROM import_job`

func scanImport(r scanner) (i transfer.Import, err error) {
	var columns, plan string
	var created, updated int64
	err = r.Scan(&i.ID, &i.Kind, &i.Format, &i.Name, &i.Size, &i.Encoding, &i.Separator, &columns, &plan, &i.State, &i.Total, &i.Done, &i.Created, &i.Updated,
		&i.Skipped, &i.Failed, &i.Reason, &i.By.Kind, &i.By.ID, &created, &updated, &i.Broken, &i.ByName)
	if err == nil {
		err = json.Unmarshal([]byte(columns), &i.Columns)
	}
	if err == nil {
		err = json.Unmarshal([]byte(plan), &i.Plan)
	}
	i.CreatedAt, i.UpdatedAt = moment(created), moment(updated)
	return i, err
}

// SaveImport writes one by its id.
func (s Transfers) SaveImport(ctx context.Context, i transfer.Import) error {
	columns, err := json.Marshal(i.Columns)
	if err != nil {
		return err
	}
	plan, err := json.Marshal(i.Plan)
	if err != nil {
		return err
	}
	_, err = s.exec(ctx, `INSERT INTO import_job (`+importColumns+`) VALUES `+tuples(1, 22)+`
		ON CONFLICT (id) DO UPDATE SET size = excluded.size, encoding = excluded.encoding, separator = excluded.separator, columns = excluded.columns,
			plan = excluded.plan, state = excluded.state, total = excluded.total, done = excluded.done, created = excluded.created,
			updated = excluded.updated, skipped = excluded.skipped, failed = excluded.failed, reason = excluded.reason,
			actor_kind = excluded.actor_kind, actor_id = excluded.actor_id, updated_at = excluded.updated_at, broken_line = excluded.broken_line`,
		i.ID, i.Kind, i.Format, i.Name, i.Size, i.Encoding, i.Separator, string(columns), string(plan), i.State, i.Total, i.Done, i.Created, i.Updated,
		i.Skipped, i.Failed, i.Reason, i.By.Kind, i.By.ID, millis(i.CreatedAt), millis(i.UpdatedAt), i.Broken)
	return err
}

// Import reads one.
func (s Transfers) Import(ctx context.Context, id parley.ID) (transfer.Import, bool, error) {
	return one(ctx, s.DB, scanImport, selectImport+` WHERE id = $1`, id)
}

// LockImport reads one and keeps it.
func (s Transfers) LockImport(ctx context.Context, id parley.ID) (transfer.Import, bool, error) {
	return one(ctx, s.DB, scanImport, selectImport+` WHERE id = $1`+s.dialect.updateLock(), id)
}

// Imports reads the newest.
func (s Transfers) Imports(ctx context.Context, limit int) ([]transfer.Import, error) {
	return all(ctx, s.DB, scanImport, selectImport+` WHERE state <> 'uploading' ORDER BY created_at DESC, id DESC LIMIT $1`, limit)
}

// ActiveImports reads the ids of those that are to be worked on.
func (s Transfers) ActiveImports(ctx context.Context, limit int) ([]parley.ID, error) {
	return all(ctx, s.DB, value[parley.ID], `SELECT id FROM import_job WHERE state IN ('checking', 'running') ORDER BY updated_at, id LIMIT $1`, limit)
}

// FillMuch prepares the unit for statements on many rows.
func (s Transfers) FillMuch(ctx context.Context) error {
	if s.dialect.planAnew() == "" {
		return nil
	}
	_, err := s.exec(ctx, s.dialect.planAnew())
	return err
}

// AddPart writes a piece of a file.
func (s Transfers) AddPart(ctx context.Context, id parley.ID, number int, content []byte) error {
	_, err := s.exec(ctx, `INSERT INTO import_part (import_id, number, content) VALUES ($1, $2, $3)`, id, number, content)
	return err
}

// Part reads a piece of a file.
func (s Transfers) Part(ctx context.Context, id parley.ID, number int) ([]byte, bool, error) {
	return one(ctx, s.DB, value[[]byte], `SELECT content FROM import_part WHERE import_id = $1 AND number = $2`, id, number)
}

// AddFaults writes why rows were refused.
func (s Transfers) AddFaults(ctx context.Context, id parley.ID, faults []transfer.Fault) error {
	place, row := 0, int64(0)
	args := make([]any, 0, 6*len(faults))
	for _, f := range faults {
		if place++; f.Row != row {
			place, row = 0, f.Row
		}
		args = append(args, id, f.Row, place, f.Column, f.Code, f.Message)
	}
	return s.insertMany(ctx, `import_fault (import_id, row_number, place, column_name, code, message)`, 6, args)
}

// Faults reads why rows were refused, from a row on.
func (s Transfers) Faults(ctx context.Context, id parley.ID, from int64, limit int) ([]transfer.Fault, error) {
	return all(ctx, s.DB, func(r scanner) (f transfer.Fault, err error) {
		err = r.Scan(&f.Row, &f.Column, &f.Code, &f.Message)
		return f, err
	}, `SELECT row_number, column_name, code, message FROM import_fault WHERE import_id = $1 AND row_number >= $2 ORDER BY row_number, place LIMIT $3`, id, from, limit)
}

// DropFaults forgets why rows were refused.
func (s Transfers) DropFaults(ctx context.Context, id parley.ID) error {
	_, err := s.exec(ctx, `DELETE FROM import_fault WHERE import_id = $1`, id)
	return err
}

// DropImport forgets a file and all about it.
func (s Transfers) DropImport(ctx context.Context, id parley.ID) error {
	for _, table := range []string{"import_fault WHERE import_id", "import_part WHERE import_id", "import_job WHERE id"} {
		if _, err := s.exec(ctx, `DELETE FROM `+table+` = $1`, id); err != nil {
			return err
		}
	}
	return nil
}

// DropImports forgets files that nobody has touched since.
func (s Transfers) DropImports(ctx context.Context, before time.Time) (int64, error) {
	ids, err := all(ctx, s.DB, value[parley.ID], `SELECT id FROM import_job WHERE updated_at < $1`, millis(before))
	for _, id := range ids {
		if err := s.DropImport(ctx, id); err != nil {
			return 0, err
		}
	}
	return int64(len(ids)), err
}

// ContactsWith reads who has one of the addresses. It goes from table to table by itself: joined, and without statistics,
// PostgreSQL reads the whole of two of them for each batch of a large import.
func (s Transfers) ContactsWith(ctx context.Context, addresses []parley.Address) (map[parley.Address][]transfer.Match, error) {
	out := make(map[parley.Address][]transfer.Match, len(addresses))
	address, err := s.addressesNamed(ctx, addresses)
	if err != nil {
		return nil, err
	}
	linked := map[parley.ID][]parley.ID{} // contacts by the id of the address
	for args := range inLists(slices.Collect(maps.Keys(address))) {
		limit := "$" + strconv.Itoa(len(args)+1)
		links, err := all(ctx, s.DB, scanNamed, `SELECT contact_id, address_id FROM (
			SELECT contact_id, address_id, ROW_NUMBER() OVER (PARTITION BY address_id ORDER BY contact_id) AS place FROM contact_address
			WHERE address_id IN `+list(1, len(args))+`) AS l WHERE place <= `+limit, append(args, transfer.MaxMatches+1)...)
		if err != nil {
			return nil, err
		}
		for _, l := range links {
			linked[parley.ID(l.Name)] = append(linked[parley.ID(l.Name)], l.ID)
		}
	}
	ids := map[parley.ID]bool{}
	for id, contacts := range linked {
		if len(contacts) > transfer.MaxMatches {
			if out[address[id]], err = s.crowd(ctx, id); err != nil {
				return nil, err
			}
			delete(linked, id)
		}
		for _, c := range linked[id] {
			ids[c] = true
		}
	}
	contacts, err := s.ContactsByID(ctx, slices.Collect(maps.Keys(ids)))
	byID := make(map[parley.ID]transfer.Match, len(contacts))
	for _, c := range contacts {
		byID[c.ID] = c
	}
	for id, contacts := range linked {
		for _, c := range contacts {
			out[address[id]] = append(out[address[id]], byID[c])
		}
	}
	return out, err
}

// crowd reads those who are told apart of an address that more have.
func (s Transfers) crowd(ctx context.Context, addressID parley.ID) ([]transfer.Match, error) {
	return all(ctx, s.DB, scanMatch, `SELECT c.id, c.name, c.archived_at, c.id FROM contact_address ca JOIN contact c ON c.id = ca.contact_id
		WHERE ca.address_id = $1 ORDER BY c.archived_at > 0, c.id LIMIT $2`, addressID, transfer.MaxMatches)
}

func scanMatch(r scanner) (m transfer.Match, err error) {
	var archived int64
	err = r.Scan(&m.ID, &m.Name, &archived, &m.By)
	m.Archived = archived > 0
	return m, err
}

// ContactsByID reads contacts.
func (s Transfers) ContactsByID(ctx context.Context, ids []parley.ID) ([]transfer.Match, error) {
	return matches(ctx, s.DB, `SELECT id, name, archived_at, id FROM contact WHERE id IN `, ids)
}

// AccountsByID reads accounts.
func (s Transfers) AccountsByID(ctx context.Context, ids []parley.ID) ([]transfer.Match, error) {
	return matches(ctx, s.DB, `SELECT id, name, archived_at, id FROM account WHERE id IN `, ids)
}

// AccountsByNumber reads accounts with numbers.
func (s Transfers) AccountsByNumber(ctx context.Context, numbers []string) ([]transfer.Match, error) {
	return matches(ctx, s.DB, `SELECT id, name, archived_at, number FROM account WHERE number <> '' AND number IN `, numbers)
}

// OwnersByName reads whom contacts may belong to, each kind from the table of its name; only accounts are archived.
func (s Transfers) OwnersByName(ctx context.Context, kind contact.OwnerKind, keys []string) ([]transfer.Match, error) {
	archived := map[bool]string{true: `archived_at`, false: `0`}[kind == contact.OfAccount]
	found, err := matches(ctx, s.DB, `SELECT id, name, `+archived+`, name_key FROM `+string(kind)+` WHERE name_key IN `, keys)
	slices.SortFunc(found, func(a, b transfer.Match) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return found, err
}

// NameKey is what names are sorted and compared by.
func (s Transfers) NameKey(name string) string { return nameKey(name) }

// matches reads those with one of the values.
func matches[T any](ctx context.Context, db *DB, query string, values []T) ([]transfer.Match, error) {
	var out []transfer.Match
	for args := range inLists(values) {
		found, err := all(ctx, db, scanMatch, query+list(1, len(args)), args...)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// inLists gives the arguments of as many statements as the values need: a list of so many is far from the most that one takes.
func inLists[T any](values []T) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for chunk := range slices.Chunk(values, 4096) {
			if !yield(padded(chunk)) {
				return
			}
		}
	}
}

// AccountDepths counts the accounts above each.
func (s Transfers) AccountDepths(ctx context.Context, ids []parley.ID) (map[parley.ID]int, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := padded(ids)
	type depth struct {
		id parley.ID
		n  int
	}
	found, err := all(ctx, s.DB, func(r scanner) (d depth, err error) {
		err = r.Scan(&d.id, &d.n)
		return d, err
	}, `WITH RECURSIVE above (id, parent_id, depth) AS (
			SELECT id, parent_id, 0 FROM account WHERE id IN `+list(1, len(args))+`
			UNION ALL SELECT above.id, a.parent_id, above.depth + 1 FROM above JOIN account a ON a.id = above.parent_id)
		SELECT id, MAX(depth) FROM above GROUP BY id`, args...)
	depths := make(map[parley.ID]int, len(found))
	for _, d := range found {
		depths[d.id] = d.n
	}
	return depths, err
}

// AccountNumbers reads the numbers of accounts.
func (s Transfers) AccountNumbers(ctx context.Context, ids []parley.ID) (map[parley.ID]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := padded(ids)
	found, err := all(ctx, s.DB, scanNamed, `SELECT id, number FROM account WHERE id IN `+list(1, len(args)), args...)
	numbers := make(map[parley.ID]string, len(found))
	for _, n := range found {
		numbers[n.ID] = n.Name
	}
	return numbers, err
}

func scanNamed(r scanner) (n parley.Named, err error) {
	err = r.Scan(&n.ID, &n.Name)
	return n, err
}
