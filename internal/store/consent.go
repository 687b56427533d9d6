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

// Consent gives a ledger.
func (s Consents) Consent(ctx context.Context, addressID parley.ID) ([]parley.ConsentEntry, error) {
	return all(ctx, s.DB, func(r scanner) (e parley.ConsentEntry, err error) {
		var at int64
		err = r.Scan(&e.ID, &e.AddressID, &e.Purpose, &e.State, &e.Source, &e.ActorID, &e.Wording, &at)
		e.At = moment(at)
		return e, err
	}, `SELECT id, address_id, purpose, state, source, actor_id, wording, at FROM consent WHERE address_id = $1 ORDER BY at, id`, addressID)
}

// ConsentLines gives what the standing of addresses follows from, out of the index alone.
func (s Consents) ConsentLines(ctx context.Context, addressIDs []parley.ID) ([]parley.ConsentEntry, error) {
	ids := padded(addressIDs)
	return all(ctx, s.DB, func(r scanner) (e parley.ConsentEntry, err error) {
		err = r.Scan(&e.AddressID, &e.Purpose, &e.State, &e.Source)
		return e, err
	}, `SELECT address_id, purpose, state, source FROM consent WHERE address_id IN `+list(1, len(ids))+` ORDER BY address_id, at, id`, ids...)
}
