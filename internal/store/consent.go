package store

import (
	"context"

	"parley/internal/consent"
	"parley/internal/parley"
)

// Consents keeps what addresses have agreed to.
type Consents struct{ *DB }

var _ consent.Store = Consents{}

// LockLedger keeps the address's ledger to the unit.
func (s Consents) LockLedger(ctx context.Context, addressID parley.ID) (bool, error) {
	_, found, err := one(ctx, s.DB, value[string], `SELECT id FROM address WHERE id = $1`+s.dialect.updateLock(), addressID)
	return found, err
}

// AddConsent adds a line.
func (s Consents) AddConsent(ctx context.Context, e parley.ConsentEntry) error {
	_, err := s.exec(ctx, `INSERT INTO consent (id, address_id, purpose, state, source, actor_id, wording, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		e.ID, e.AddressID, e.Purpose, e.State, e.Source, e.ActorID, e.Wording, millis(e.At))
	return err
}

// Consent gives a ledger. An address that has none makes one row, without an id.
func (s Consents) Consent(ctx context.Context, addressID parley.ID) ([]consent.Line, bool, error) {
	lines, err := all(ctx, s.DB, func(r scanner) (l consent.Line, err error) {
		var at int64
		err = r.Scan(&l.ID, &l.AddressID, &l.Purpose, &l.State, &l.Source, &l.ActorID, &l.ActorName, &l.Wording, &at)
		l.At = moment(at)
		return l, err
	}, `SELECT COALESCE(e.id, ''), a.id, COALESCE(e.purpose, ''), COALESCE(e.state, ''), COALESCE(e.source, ''), COALESCE(e.actor_id, ''),
			COALESCE(u.name, ''), COALESCE(e.wording, ''), COALESCE(e.at, 0)
		FROM address a LEFT JOIN consent e ON e.address_id = a.id LEFT JOIN app_user u ON u.id = e.actor_id
		WHERE a.id = $1 ORDER BY e.at DESC, e.id DESC`, addressID)
	if len(lines) == 1 && lines[0].ID == "" {
		return nil, true, err
	}
	return lines, len(lines) > 0, err
}

// ConsentLines gives what the standing of addresses follows from, out of the index alone.
func (s Consents) ConsentLines(ctx context.Context, addressIDs []parley.ID) ([]parley.ConsentEntry, error) {
	ids := padded(addressIDs)
	return all(ctx, s.DB, func(r scanner) (e parley.ConsentEntry, err error) {
		err = r.Scan(&e.AddressID, &e.Purpose, &e.State, &e.Source)
		return e, err
	}, `SELECT address_id, purpose, state, source FROM consent WHERE address_id IN `+list(1, len(ids))+` ORDER BY address_id, at, id`, ids...)
}
