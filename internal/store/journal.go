package store

import (
	"context"

	"parley/internal/journal"
	"parley/internal/parley"
)

// Journal keeps notes and calls.
type Journal struct{ *DB }

var _ journal.Store = Journal{}

const entryColumns = `SELECT j.id, j.kind, j.account_id, j.contact_id, COALESCE((SELECT name FROM contact WHERE id = j.contact_id), ''), j.user_id,
	COALESCE((SELECT name FROM app_user WHERE id = j.user_id), ''), j.subject, j.text, j.seconds, j.version, j.created_at, j.updated_at FROM journal_entry j WHERE `

func scanJournal(r scanner) (e journal.Entry, err error) {
	var created, updated int64
	err = r.Scan(&e.ID, &e.Kind, &e.AccountID, &e.ContactID, &e.ContactName, &e.UserID, &e.UserName, &e.Subject, &e.Text, &e.Seconds, &e.Version, &created, &updated)
	e.CreatedAt, e.UpdatedAt = moment(created), moment(updated)
	return e, err
}

// Entries reads backwards.
func (s Journal) Entries(ctx context.Context, f journal.Filter) ([]journal.Entry, error) {
	w := where{args: anys(f.Kinds)}
	w.conditions = append(w.conditions, `j.kind IN `+list(1, len(f.Kinds)))
	if f.AccountID != "" {
		w.add(`j.account_id = ? AND j.account_id <> ''`, f.AccountID)
	}
	if f.ContactID != "" {
		w.add(`j.contact_id = ? AND j.contact_id <> ''`, f.ContactID)
	}
	if !f.Since.IsZero() {
		w.add(`j.created_at >= ?`, millis(f.Since))
	}
	if !f.Until.IsZero() {
		w.add(`j.created_at < ?`, millis(f.Until))
	}
	if f.Before.ID != "" {
		w.add(`(j.created_at, j.id) < (?, ?)`, millis(f.Before.At), f.Before.ID)
	}
	limit := w.arg(f.Limit)
	return all(ctx, s.DB, scanJournal, entryColumns+w.sql()+` ORDER BY j.created_at DESC, j.id DESC LIMIT `+limit, w.args...)
}

// LockEntry reads one and, in a unit, keeps it.
func (s Journal) LockEntry(ctx context.Context, kind journal.Kind, id parley.ID) (journal.Entry, bool, error) {
	return one(ctx, s.DB, scanJournal, entryColumns+`j.id = $1 AND j.kind = $2`+s.dialect.updateLock(), id, kind)
}

// SaveEntry writes one.
func (s Journal) SaveEntry(ctx context.Context, e journal.Entry) error {
	_, err := s.exec(ctx, `INSERT INTO journal_entry (id, kind, account_id, contact_id, user_id, subject, text, seconds, version, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (id) DO UPDATE SET subject = excluded.subject, text = excluded.text, seconds = excluded.seconds, version = excluded.version, updated_at = excluded.updated_at`,
		e.ID, e.Kind, e.AccountID, e.ContactID, e.UserID, e.Subject, e.Text, e.Seconds, e.Version, millis(e.CreatedAt), millis(e.UpdatedAt))
	return err
}

// DeleteEntry forgets one.
func (s Journal) DeleteEntry(ctx context.Context, id parley.ID) error {
	_, err := s.exec(ctx, `DELETE FROM journal_entry WHERE id = $1`, id)
	return err
}

// AccountOf reads the account of a contact.
func (s Journal) AccountOf(ctx context.Context, contactID parley.ID) (parley.ID, bool, error) {
	return one(ctx, s.DB, value[parley.ID], `SELECT account_id FROM contact WHERE id = $1`, contactID)
}

// HasAccount looks for an account.
func (s Journal) HasAccount(ctx context.Context, id parley.ID) (bool, error) {
	_, found, err := one(ctx, s.DB, value[parley.ID], `SELECT id FROM account WHERE id = $1`, id)
	return found, err
}
