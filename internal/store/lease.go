package store

import (
	"context"
	"time"

	"parley/internal/work"
)

// Leases keeps who runs what.
type Leases struct{ *DB }

var _ work.Leases = Leases{}

// AcquireLease takes a lease that is free, expired or the owner's own.
func (s Leases) AcquireLease(ctx context.Context, resource, owner string, now, expires time.Time) (epoch int64, held bool, err error) {
	err = s.Do(ctx, func(ctx context.Context) error {
		epoch, held, err = one(ctx, s.DB, value[int64], `INSERT INTO lease (resource, owner, epoch, expires_at) VALUES ($1, $2, 1, $4)
			ON CONFLICT (resource) DO UPDATE SET owner = excluded.owner, epoch = lease.epoch + 1, expires_at = excluded.expires_at
			WHERE lease.expires_at <= $3 OR lease.owner = excluded.owner
			RETURNING epoch`, resource, owner, millis(now), millis(expires))
		return err
	})
	return epoch, held, err
}

// RenewLease moves the end of a lease that is still the owner's.
func (s Leases) RenewLease(ctx context.Context, resource, owner string, epoch int64, expires time.Time) (held bool, err error) {
	err = s.Do(ctx, func(ctx context.Context) error {
		n, err := s.exec(ctx, `UPDATE lease SET expires_at = $4 WHERE resource = $1 AND owner = $2 AND epoch = $3`,
			resource, owner, epoch, millis(expires))
		held = n == 1
		return err
	})
	return held, err
}

// ReleaseLease ends a lease that is still the owner's; its epoch stays, for the next to exceed.
func (s Leases) ReleaseLease(ctx context.Context, resource, owner string, epoch int64) error {
	return s.Do(ctx, func(ctx context.Context) error {
		_, err := s.exec(ctx, `UPDATE lease SET expires_at = 0 WHERE resource = $1 AND owner = $2 AND epoch = $3`, resource, owner, epoch)
		return err
	})
}

// ExpireLeases ends every lease: the one process that may serve an SQLite file takes over what the last one held.
func (s Leases) ExpireLeases(ctx context.Context) error {
	return s.Do(ctx, func(ctx context.Context) error {
		_, err := s.exec(ctx, `UPDATE lease SET expires_at = 0`)
		return err
	})
}

// holdsLease reports, inside a unit, whether the epoch is still the resource's newest, and keeps it so until the commit.
func (db *DB) holdsLease(ctx context.Context, resource string, epoch int64) (bool, error) {
	now, found, err := one(ctx, db, value[int64], `SELECT epoch FROM lease WHERE resource = $1`+db.dialect.shareLock(), resource)
	return found && now == epoch, err
}
