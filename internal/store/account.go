package store

import (
	"context"
	"errors"

	"parley/internal/account"
	"parley/internal/parley"
)

// Accounts keeps accounts.
type Accounts struct{ *DB }

var (
	_ account.Store     = Accounts{}
	_ account.ReadStore = Accounts{}
)

const accountColumns = `a.id, a.number, a.name, a.company_id, COALESCE((SELECT name FROM company WHERE id = a.company_id), ''),
	a.parent_id, COALESCE((SELECT p.name FROM account p WHERE p.id = a.parent_id), ''), a.status, a.note, a.version, a.created_at, a.updated_at`

// accountRow is an account with what a cursor needs to know of it.
type accountRow struct {
	account.Account
	at account.Cursor
}

// scanAccount scans accountColumns and then what more says.
func scanAccount(more func(a *accountRow) []any) func(scanner) (accountRow, error) {
	return func(r scanner) (a accountRow, err error) {
		var created, updated int64
		err = r.Scan(append([]any{&a.ID, &a.Number, &a.Name, &a.CompanyID, &a.CompanyName, &a.ParentID, &a.ParentName, &a.Status, &a.Note,
			&a.Version, &created, &updated}, more(&a)...)...)
		a.CreatedAt, a.UpdatedAt = moment(created), moment(updated)
		a.at.ID = a.ID
		return a, err
	}
}

// Account reads one.
func (s Accounts) Account(ctx context.Context, id parley.ID) (account.Account, bool, error) {
	return s.account(ctx, id, "")
}

// LockAccount reads one and keeps it.
func (s Accounts) LockAccount(ctx context.Context, id parley.ID) (account.Account, bool, error) {
	return s.account(ctx, id, s.dialect.updateLock())
}

func (s Accounts) account(ctx context.Context, id parley.ID, lock string) (account.Account, bool, error) {
	row, found, err := one(ctx, s.DB, scanAccount(func(*accountRow) []any { return nil }), `SELECT `+accountColumns+` FROM account a WHERE a.id = $1`+lock, id)
	return row.Account, found, err
}

// Accounts reads one page.
func (s Accounts) Accounts(ctx context.Context, f account.Filter) ([]account.Account, account.Cursor, error) {
	from, order := `, '', a.name_key FROM account a WHERE `, ` ORDER BY a.name_key, a.id LIMIT `
	var w where
	if f.Query != "" {
		t := parseTyped(f.Query)
		if len(t.words) == 0 {
			return nil, account.Cursor{}, nil
		}
		from, order = `, t.term, t.sort_key FROM search_term t JOIN account a ON a.id = t.owner_id WHERE `, ` ORDER BY t.term, t.sort_key, t.owner_id LIMIT `
		w.nameHits(ownerAccount, t.words, f.After.Term, f.After.Key, f.After.ID)
	} else if f.After.ID != "" {
		w.add(`(a.name_key, a.id) > (?, ?)`, f.After.Key, f.After.ID)
	}
	if f.ParentID != "" {
		w.add(`a.parent_id <> '' AND a.parent_id = ?`, f.ParentID)
	}
	limit := w.arg(f.Limit + 1)
	rows, err := all(ctx, s.DB, scanAccount(func(a *accountRow) []any { return []any{&a.at.Term, &a.at.Key} }),
		`SELECT `+accountColumns+from+w.sql()+order+limit, w.args...)
	var next account.Cursor
	if len(rows) > f.Limit {
		rows = rows[:f.Limit]
		next = rows[f.Limit-1].at
	}
	page := make([]account.Account, len(rows))
	for i, row := range rows {
		page[i] = row.Account
	}
	return page, next, err
}

// AddAccount writes a new one.
func (s Accounts) AddAccount(ctx context.Context, a account.Account) (bool, error) {
	key := nameKey(a.Name)
	_, err := s.exec(ctx, `INSERT INTO account (id, number, name, name_key, company_id, parent_id, status, note, version, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		a.ID, a.Number, a.Name, key, a.CompanyID, a.ParentID, a.Status, a.Note, a.Version, millis(a.CreatedAt), millis(a.UpdatedAt))
	if err != nil {
		return unless(err, errUnique)
	}
	return true, s.addTerms(ctx, ownerAccount, a.ID, key, nameTerms(a.Name+" "+a.Number))
}

// UpdateAccount writes one anew.
func (s Accounts) UpdateAccount(ctx context.Context, a account.Account) (bool, error) {
	key := nameKey(a.Name)
	_, err := s.exec(ctx, `UPDATE account SET number = $2, name = $3, name_key = $4, company_id = $5, parent_id = $6, status = $7, note = $8,
		version = $9, updated_at = $10 WHERE id = $1`,
		a.ID, a.Number, a.Name, key, a.CompanyID, a.ParentID, a.Status, a.Note, a.Version, millis(a.UpdatedAt))
	if err != nil {
		return unless(err, errUnique)
	}
	return true, s.saveTerms(ctx, ownerAccount, a.ID, key, nameTerms(a.Name+" "+a.Number))
}

// unless makes an expected error the answer no.
func unless(err, expected error) (bool, error) {
	if errors.Is(err, expected) {
		return false, nil
	}
	return false, err
}

// DeleteAccount forgets one.
func (s Accounts) DeleteAccount(ctx context.Context, id parley.ID) error {
	if err := s.dropTerms(ctx, ownerAccount, id); err != nil {
		return err
	}
	_, err := s.exec(ctx, `DELETE FROM account WHERE id = $1`, id)
	return err
}

// Dependants looks for what belongs to the account.
func (s Accounts) Dependants(ctx context.Context, id parley.ID) (bool, error) {
	_, found, err := one(ctx, s.DB, value[int64], `SELECT 1 FROM contact WHERE account_id = $1 AND account_id <> ''
		UNION ALL SELECT 1 FROM account WHERE parent_id = $1 AND parent_id <> '' LIMIT 1`, id)
	return found, err
}

// Ancestors walks upwards.
func (s Accounts) Ancestors(ctx context.Context, id parley.ID, limit int) ([]parley.ID, error) {
	return all(ctx, s.DB, value[parley.ID], `WITH RECURSIVE above (id, depth) AS (
			SELECT parent_id, 1 FROM account WHERE id = $1
			UNION ALL SELECT a.parent_id, above.depth + 1 FROM above JOIN account a ON a.id = above.id WHERE above.depth < $2)
		SELECT id FROM above WHERE id <> '' ORDER BY depth`, id, limit)
}
