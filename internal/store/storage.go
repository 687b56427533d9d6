package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	sqlitelib "modernc.org/sqlite/lib"

	"parley/internal/parley"
)

// storageRetry is how many seconds a caller is asked to wait when the disk took nothing.
const storageRetry = 5

// refusedByDisk reports whether a unit failed because there is no room, or the disk does not work: for this caller and
// for every other. The codes: sqlite.org/rescode.html; PostgreSQL's appendix A, disk_full and io_error.
func refusedByDisk(err error) bool {
	switch sqliteCode(err) & 0xff {
	case sqlitelib.SQLITE_FULL, sqlitelib.SQLITE_IOERR:
		return true
	}
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "53100" || e.Code == "58030")
}

// told gives the error of a unit as its callers are told it: what the disk refused is storage_unavailable, and what another
// program's lock kept out is storage_busy. Options.Refused learns of both.
func (db *DB) told(err error) error {
	var known *parley.Error
	switch {
	case err == nil:
		return nil
	case refusedByDisk(err):
		known = parley.Errorf(parley.Unavailable, "storage_unavailable",
			"Nothing can be stored right now: the hub's disk is full or does not work. Whoever runs the hub must see to it; try again later.")
	case sqliteCode(err)&0xff == sqlitelib.SQLITE_BUSY:
		known = parley.Errorf(parley.Unavailable, "storage_busy",
			"Nothing can be stored right now: another program holds the hub's database. Whoever runs the hub must see to it; try again later.")
	default:
		return err
	}
	err = errors.Join(known.With("retry_after", strconv.Itoa(storageRetry)), err)
	if db.refused != nil {
		db.refused(err)
	}
	return err
}

// Probe finds out whether there is room again: it writes 64 KB and takes them away.
func (db *DB) Probe(ctx context.Context) error {
	return errors.Join(
		db.Exec(ctx, `INSERT INTO setting (name, value) VALUES ('storage_probe', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, noise()),
		db.Exec(ctx, `DELETE FROM setting WHERE name = 'storage_probe'`))
}

// noise is 64 KB of text that PostgreSQL cannot make smaller.
func noise() string {
	var b strings.Builder
	for sum := sha256.Sum256(nil); b.Len() < 64<<10; sum = sha256.Sum256(sum[:]) {
		b.WriteString(hex.EncodeToString(sum[:]))
	}
	return b.String()
}
