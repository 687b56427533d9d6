package store

import (
	"context"
	"errors"
	"maps"

	"parley/internal/account"
	"parley/internal/field"
	"parley/internal/parley"
)

// Accounts keeps accounts.
type Accounts struct{ *DB }

var (
	_ account.Store     = Accounts{}
	_ account.ReadStore = Accounts{}
)

const accountColumns = `a.id, a.number, a.name, a.company_id, COALESCE((SELECT name FROM company WHERE id = a.company_id), ''),
	a.parent_id, COALESCE((SELECT p.name FROM account p WHERE p.id = a.parent_id), ''), a.status,
	COALESCE((SELECT s.name FROM account_status s WHERE s.status_key = a.status), ''), COALESCE((SELECT s.activates FROM account_status s WHERE s.status_key = a.status), 0),
	a.type_id, COALESCE((SELECT t.name FROM account_type t WHERE t.id = a.type_id), ''), a.delinquent, a.archived_at, a.activated_at,
	a.data_usage_percent, a.next_bill_on, a.next_recurring_charge,
	COALESCE((SELECT MAX(v.last_activity_at + 0) FROM conversation v WHERE v.account_id = a.id AND v.account_id <> ''), 0),
	a.note, a.version, a.created_at, a.updated_at`

// accountRow is an account with what a cursor needs to know of it.
type accountRow struct {
	account.Account
	at account.Cursor
}

// scanAccount scans accountColumns and then what more says.
func scanAccount(more func(a *accountRow) []any) func(scanner) (accountRow, error) {
	return func(r scanner) (a accountRow, err error) {
		var archived, activated, usage, charge, active, created, updated int64
		err = r.Scan(append([]any{&a.ID, &a.Number, &a.Name, &a.CompanyID, &a.CompanyName, &a.ParentID, &a.ParentName, &a.Status, &a.StatusName, &a.Active,
			&a.TypeID, &a.TypeName, &a.Delinquent, &archived, &activated, &usage, &a.NextBillOn, &charge, &active, &a.Note, &a.Version, &created, &updated}, more(&a)...)...)
		a.ArchivedAt, a.LastActivityAt, a.CreatedAt, a.UpdatedAt = moment(archived), moment(active), moment(created), moment(updated)
		a.ActivatedAt, a.DataUsage, a.NextCharge = moment(activated), known(usage), known(charge)
		a.at.ID = a.ID
		return a, err
	}
}

// known gives a number that may be unknown, which a column says by -1.
func known(n int64) *int64 {
	if n < 0 {
		return nil
	}
	return &n
}

// orUnknown is what a column says of a number that may be unknown.
func orUnknown(n *int64) int64 {
	if n == nil {
		return -1
	}
	return *n
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
	if err != nil || !found {
		return account.Account{}, false, err
	}
	full, err := s.complete(ctx, []accountRow{row})
	if err != nil {
		return account.Account{}, false, err
	}
	return full[0], true, nil
}

// AccountsByID reads several.
func (s Accounts) AccountsByID(ctx context.Context, ids []parley.ID) ([]account.Account, error) {
	args := padded(ids)
	rows, err := all(ctx, s.DB, scanAccount(func(*accountRow) []any { return nil }), `SELECT `+accountColumns+` FROM account a WHERE a.id IN `+list(1, len(args)), args...)
	if err != nil {
		return nil, err
	}
	return s.complete(ctx, rows)
}

// complete adds what accounts have several of, with one query each.
func (s Accounts) complete(ctx context.Context, rows []accountRow) ([]account.Account, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	ids := make([]parley.ID, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	groups, err := s.chosen(ctx, ids, `SELECT m.account_id, g.id, g.name FROM account_group_member m JOIN account_group g ON g.id = m.group_id WHERE m.account_id IN `)
	if err != nil {
		return nil, err
	}
	values, err := s.customValues(ctx, ids)
	out := make([]account.Account, len(rows))
	for i, row := range rows {
		out[i] = row.Account
		out[i].Custom, out[i].Groups = values[row.ID], groups[row.ID]
	}
	return out, err
}

// Accounts reads one page.
func (s Accounts) Accounts(ctx context.Context, f account.Filter) ([]account.Account, account.Cursor, error) {
	rows, err := s.page(ctx, f)
	if err != nil {
		return nil, account.Cursor{}, err
	}
	var next account.Cursor
	if len(rows) > f.Limit {
		rows = rows[:f.Limit]
		next = rows[f.Limit-1].at
	}
	page, err := s.complete(ctx, rows)
	return page, next, err
}

// page reads one row more than the page has.
func (s Accounts) page(ctx context.Context, f account.Filter) ([]accountRow, error) {
	var w where
	w.ofAccounts(f)
	if f.Query != "" {
		t := parseTyped(f.Query)
		if len(t.words) == 0 {
			return nil, nil
		}
		ctx = searching(ctx)
		words, err := s.rarestFirst(ctx, ownerAccount, t.words, f.After.Term)
		if err != nil {
			return nil, err
		}
		w.nameHits(ownerAccount, words, f.After.Term, f.After.Key, f.After.ID)
		limit := w.arg(f.Limit + 1)
		return all(ctx, s.DB, scanAccount(func(a *accountRow) []any { return []any{&a.at.Term, &a.at.Key} }),
			`SELECT `+accountColumns+`, t.term, t.sort_key FROM search_term t JOIN account a ON a.id = t.owner_id
			WHERE `+w.sql()+` ORDER BY t.term, t.sort_key, t.owner_id LIMIT `+limit, w.args...)
	}
	l := sortedList[accountRow]{DB: s.DB, columns: accountColumns, scan: func(at *place) func(scanner) (accountRow, error) {
		return scanAccount(func(*accountRow) []any { return []any{&at.none, &at.key, &at.id} })
	}}
	l.sorting = sorting{table: "account", alias: "a", owner: "account_id", column: orders[f.Order], desc: f.Desc}
	if f.GroupID != "" {
		l.sources = append(l.sources, source{query: `SELECT m.account_id AS id FROM account_group_member m WHERE m.group_id = ?`, args: []any{f.GroupID}})
	}
	if f.Archived == parley.OnlyArchived && l.column != "name_key" {
		l.sources = append(l.sources, source{query: `SELECT a.id AS id FROM account a WHERE a.archived_at > 0`})
	}
	rows, places, err := l.page(ctx, w, placeOf(f.After.Term, f.After.Key, f.After.ID), f.Limit+1)
	for i, at := range places {
		rows[i].at = account.Cursor{Term: at.term(), Key: at.key, ID: at.id}
	}
	return rows, err
}

// ofAccounts asks of the account a what the filter says besides its query.
func (w *where) ofAccounts(f account.Filter) {
	if f.ParentID != "" {
		w.add(`a.parent_id <> '' AND a.parent_id = ?`, f.ParentID)
	}
	if f.Status != "" {
		w.add(`a.status = ?`, f.Status)
	}
	if f.TypeID != "" {
		w.add(`a.type_id <> '' AND a.type_id = ?`, f.TypeID)
	}
	if f.GroupID != "" {
		w.add(`(SELECT COUNT(*) FROM account_group_member m WHERE m.group_id = ? AND m.account_id = a.id) > 0`, f.GroupID)
	}
	if f.CompanyID != "" {
		w.add(`a.company_id = ?`, f.CompanyID)
	}
	if f.Delinquent != nil {
		w.add(`a.delinquent = ?`, flag(*f.Delinquent))
	}
	w.archived("a", f.Archived)
}

// AddAccounts writes new ones.
func (s Accounts) AddAccounts(ctx context.Context, accounts ...account.Account) (bool, error) {
	var rows, groups []any
	var terms []searchTerm
	ids, values := make([]parley.ID, len(accounts)), make([]field.Values, len(accounts))
	for i, a := range accounts {
		key := nameKey(a.Name)
		rows = append(rows, a.ID, a.Number, a.Name, key, a.CompanyID, a.ParentID, a.Status, a.TypeID, flag(a.Delinquent), millis(a.ArchivedAt), a.Note, a.Version,
			millis(a.CreatedAt), millis(a.UpdatedAt), millis(a.ActivatedAt), orUnknown(a.DataUsage), a.NextBillOn, orUnknown(a.NextCharge))
		terms = append(terms, termsOf(ownerAccount, a.ID, key, nameTerms(a.Name+" "+a.Number))...)
		groups = append(groups, chosenRows(a.ID, a.Groups)...)
		ids[i], values[i] = a.ID, a.Custom
	}
	err := s.insertMany(ctx, `account (id, number, name, name_key, company_id, parent_id, status, type_id, delinquent, archived_at, note, version, created_at, updated_at,
		activated_at, data_usage_percent, next_bill_on, next_recurring_charge)`, 18, rows)
	if err != nil {
		return unless(err, errUnique)
	}
	if err := s.insertMany(ctx, intoGroups, 2, groups); err != nil {
		return false, err
	}
	if err := s.addCustomValues(ctx, field.OfAccounts, ids, values); err != nil {
		return false, err
	}
	return true, s.addManyTerms(ctx, terms)
}

const intoGroups = `account_group_member (account_id, group_id)`

// UpdateAccount writes one anew.
func (s Accounts) UpdateAccount(ctx context.Context, a account.Account) (bool, error) {
	before, _, err := s.account(ctx, a.ID, "")
	if err != nil {
		return false, err
	}
	key := nameKey(a.Name)
	_, err = s.exec(ctx, `UPDATE account SET number = $2, name = $3, name_key = $4, company_id = $5, parent_id = $6, status = $7, type_id = $8, delinquent = $9,
		archived_at = $10, note = $11, version = $12, updated_at = $13, activated_at = $14, data_usage_percent = $15, next_bill_on = $16, next_recurring_charge = $17
		WHERE id = $1`,
		a.ID, a.Number, a.Name, key, a.CompanyID, a.ParentID, a.Status, a.TypeID, flag(a.Delinquent), millis(a.ArchivedAt), a.Note, a.Version, millis(a.UpdatedAt),
		millis(a.ActivatedAt), orUnknown(a.DataUsage), a.NextBillOn, orUnknown(a.NextCharge))
	if err != nil {
		return unless(err, errUnique)
	}
	if err := s.saveTerms(ctx, ownerAccount, a.ID, key, nameTerms(a.Name+" "+a.Number)); err != nil {
		return false, err
	}
	return true, s.saveParts(ctx, before, a)
}

// saveParts writes what an account has several of, where that has changed.
func (s Accounts) saveParts(ctx context.Context, before, a account.Account) error {
	if err := s.saveChosen(ctx, intoGroups, a.ID, before.Groups, a.Groups); err != nil {
		return err
	}
	if maps.Equal(before.Custom, a.Custom) {
		return nil
	}
	return s.saveCustomValues(ctx, field.OfAccounts, a.ID, a.Custom)
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
	for _, statement := range []string{
		`DELETE FROM account_group_member WHERE account_id = $1`, `DELETE FROM custom_value WHERE owner_id = $1`, `DELETE FROM account WHERE id = $1`,
	} {
		if _, err := s.exec(ctx, statement, id); err != nil {
			return err
		}
	}
	return nil
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

// AccountIDs reads ids alone.
func (s Accounts) AccountIDs(ctx context.Context, f account.Filter) ([]parley.ID, error) {
	var w where
	w.ofAccounts(f)
	limit := w.arg(f.Limit)
	return all(ctx, s.DB, value[parley.ID], `SELECT a.id FROM account a WHERE `+w.sql()+` LIMIT `+limit, w.args...)
}
