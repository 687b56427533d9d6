package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Condition is what can be said of a database from outside.
type Condition struct {
	Snapshot
	Newest     int64     // the last migration that this program knows
	Damage     string    // what is broken; empty = nothing was found
	ServerTime time.Time // by PostgreSQL's own clock; zero on SQLite
	Server     int       // PostgreSQL's version, 150004 for 15.4; 0 on SQLite
	LastEvent  time.Time // zero = none
	SavedAt    time.Time // when the last backup was made; zero = unknown
}

// Inspect looks at a database as it is, and changes nothing. Its error is ErrNoDatabase, or says why it cannot be read.
func Inspect(ctx context.Context, o Options) (c Condition, err error) {
	c.Engine = o.Engine()
	if c.Newest, err = Newest(); err != nil {
		return c, err
	}
	db, err := connect(o)
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := c.readServer(ctx, o, db); err != nil {
		return c, err
	}
	if c.Schema, err = version(ctx, db); err != nil {
		return c, fmt.Errorf("store: reading the database's version: %w", err)
	}
	var last, saved sql.NullInt64
	err = db.QueryRowContext(ctx, `SELECT (SELECT MAX(at) FROM event), (SELECT CAST(value AS BIGINT) FROM setting WHERE name = $1)`, backupAt).Scan(&last, &saved)
	c.LastEvent, c.SavedAt = moment(last.Int64), moment(saved.Int64)
	return c, err
}

// readServer asks SQLite for damage and PostgreSQL for what it is, and whether it holds tables of ours.
func (c *Condition) readServer(ctx context.Context, o Options, db *sql.DB) error {
	if o.URL == "" {
		if err := quickCheck(ctx, db); err != nil {
			c.Damage = err.Error()
		}
		return nil
	}
	var ours bool
	err := db.QueryRowContext(ctx, `SELECT clock_timestamp(), current_setting('server_version_num')::int, to_regclass('`+gooseTable+`') IS NOT NULL`).
		Scan(&c.ServerTime, &c.Server, &ours)
	if err == nil && !ours {
		err = ErrNoDatabase
	}
	return err
}
