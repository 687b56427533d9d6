package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"

	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/user"
	"parley/test/million"
)

// filledBed is what a filled database is used with, kept beside it.
type filledBed struct {
	Writer   string `json:"writer"`   // the token of who has read nearly everything
	Director string `json:"director"` // of who has read nothing
	Lines    []million.Line
}

// keep is where filled databases are kept between runs.
const keep = ".cache/million"

// filled gives the bed of a hub with a million messages, filling it unless that was done before: by this generator, into this
// schema of the database. server is the PostgreSQL server, or empty for SQLite. The hub is stopped.
func filled(ctx context.Context, o options, server string) (*bed, filledBed, error) {
	var f filledBed
	schema, err := newestMigration(ctx)
	if err != nil {
		return nil, f, err
	}
	name := fmt.Sprintf("million_%d_%d_%d", schema, million.Version, o.size.Messages)
	b := &bed{program: o.program, dir: filepath.Join(keep, name)}
	if server != "" {
		b.dir += "_postgres"
		if b.database, err = inSchema(server, name); err != nil {
			return nil, f, err
		}
	}
	note := filepath.Join(b.dir, "bed.json")
	raw, err := os.ReadFile(note)
	if err == nil && b.there(ctx) {
		return b, f, json.Unmarshal(raw, &f)
	}
	if err := errors.Join(os.RemoveAll(b.dir), os.MkdirAll(b.dir, 0o700)); err != nil {
		return nil, f, err
	}
	if server == "" {
		f, err = b.fillUp(ctx, o.size)
	} else {
		f, err = b.copyUp(ctx, o)
	}
	if err != nil {
		return nil, f, err
	}
	if raw, err = json.Marshal(f); err != nil {
		return nil, f, err
	}
	return b, f, os.WriteFile(note, raw, 0o600)
}

// copyUp fills PostgreSQL with what SQLite has, which is filled first if need be.
func (b *bed) copyUp(ctx context.Context, o options) (filledBed, error) {
	original, f, err := filled(ctx, o, "")
	if err != nil {
		return f, err
	}
	key, err := os.ReadFile(filepath.Join(original.dir, "secret.key"))
	if err != nil {
		return f, err
	}
	if err := errors.Join(os.WriteFile(filepath.Join(b.dir, "secret.key"), key, 0o600), b.makeSchema(ctx)); err != nil {
		return f, err
	}
	db, err := b.openDB(ctx) // migrates
	if err != nil {
		return f, err
	}
	if err := db.Close(); err != nil {
		return f, err
	}
	return f, million.Copy(ctx, filepath.Join(original.dir, "parley.db"), b.database, say)
}

// newestMigration is the number of the last migration of this program.
func newestMigration(ctx context.Context) (int64, error) {
	dir, err := os.MkdirTemp("", "parley-schema-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary directory
	db, err := store.Open(ctx, store.Options{Path: filepath.Join(dir, "parley.db")})
	if err != nil {
		return 0, err
	}
	newest, err := db.Count(ctx, `SELECT MAX(version_id) FROM goose_db_version`)
	return newest, errors.Join(err, db.Close())
}

// inSchema gives the URL that leads into a schema of the server.
func inSchema(server, schema string) (string, error) {
	u, err := url.Parse(server)
	if err != nil {
		return "", err
	}
	query := u.Query()
	query.Set("search_path", schema)
	u.RawQuery = query.Encode()
	return u.String(), nil
}

func (b *bed) openDB(ctx context.Context) (*store.DB, error) {
	return store.Open(ctx, store.Options{URL: b.database, Path: filepath.Join(b.dir, "parley.db")})
}

// there reports whether the database has messages: a server may be another than the one that was filled.
func (b *bed) there(ctx context.Context) bool {
	db, err := b.openDB(ctx)
	if err != nil {
		return false
	}
	defer db.Close() //nolint:errcheck // nothing was written
	n, err := db.Count(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM message LIMIT 1) found`)
	return err == nil && n > 0
}

// fillUp makes users and channels by the program and writes the rest into its database.
func (b *bed) fillUp(ctx context.Context, size million.Size) (f filledBed, err error) {
	if err := b.open(ctx); err != nil {
		return f, err
	}
	f.Writer = b.token
	const director = "director@parley.example"
	if _, err := b.command(password, "user", "create", "--email", director, "--name", "Director", "--role", "super-admin", "--password-stdin"); err != nil {
		return f, err
	}
	if f.Director, err = b.command("", "token", "create", "--user", director, "--name", "bench"); err != nil {
		return f, err
	}
	var channels []string
	for _, from := range []string{ourNumber, "+12025550101"} {
		id, err := b.channel("simulator", map[string]any{"from": from, "delivery_receipts": false})
		if err != nil {
			return f, err
		}
		channels = append(channels, id)
	}
	b.stop()
	db, err := b.openDB(ctx)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	for _, id := range channels {
		senders, err := store.Channels{DB: db}.Senders(ctx, parley.ID(id))
		if err != nil || len(senders) == 0 {
			return f, errors.Join(err, errors.New("the channel has no sender"))
		}
		f.Lines = append(f.Lines, million.Line{ChannelID: parley.ID(id), SenderID: senders[0].ID})
	}
	users, err := store.Users{DB: db}.ListUsers(ctx, "", 2)
	i := slices.IndexFunc(users, func(u user.User) bool { return u.Email == email })
	if err != nil || i < 0 {
		return f, errors.Join(err, errors.New("the user is not there"))
	}
	return f, million.Fill(ctx, million.Hub{DB: db, Lines: f.Lines, Writer: users[i].ID}, size, 1, say)
}
