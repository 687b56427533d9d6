// Package backup makes one file of a hub, while it runs, and a hub of the file: the database, the attachments and, only if
// asked for, the key that seals credentials. A backup is checked from end to end before a restore touches anything; the
// restore then takes the place of what was there in one step, which a crash cannot leave half done, and holds back what was
// about to be sent (see outbox.Fence). The package keeps no schedule and forgets no old backups: cron and the file system do.
//
// The file is a ZIP archive, whose directory stands at its end, so that a truncated one is none.
package backup

import (
	"archive/zip"
	"compress/flate"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"parley/internal/clock"
	"parley/internal/secret"
	"parley/internal/store"
)

// Attachments is the folder of the data directory that holds what messages carry beside their text.
const Attachments = "blobs"

// databaseFile is the SQLite file in the data directory.
const databaseFile = "parley.db"

// The parts of an archive.
const (
	manifestName   = "manifest.json"
	databaseFolder = "database/"
	keyName        = secret.KeyFile
)

// format is the version of the archive's own layout.
const format = 1

// Manifest says what a backup is; it is the last part of the archive.
type Manifest struct {
	Format  int       `json:"format"`
	Version string    `json:"parley"` // of the program that made it
	MadeAt  time.Time `json:"made_at"`
	store.Snapshot
	WithKey bool   `json:"with_key"`
	Parts   []Part `json:"parts"`
}

// Part is one part of the archive.
type Part struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`   // in bytes
	SHA256 string `json:"sha256"` // in hexadecimal digits
}

// Source is the hub that a backup is made of.
type Source struct {
	DataDir  string
	Database store.Options
	Key      string // the key in base64, to be put into the backup; empty = none
	Version  string
	Clock    clock.Clock
	Say      func(text string) // told what is being done
}

// Write makes the backup at path, which must not exist. Only its owner can read the file; it is there, under its name, only
// once it is whole and on the disk.
func Write(ctx context.Context, s Source, path string) (m Manifest, err error) {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return m, errors.Join(fmt.Errorf("%s exists already; a backup never overwrites anything", path), err)
	}
	scratch, err := os.MkdirTemp(filepath.Dir(path), ".parley-backup-")
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	part := filepath.Join(scratch, "backup")
	file, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return m, err
	}
	m, err = s.write(ctx, file, scratch)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return m, err
	}
	if err := publish(part, path); err != nil {
		return m, err
	}
	return m, syncDir(filepath.Dir(path))
}

// publish gives a file its name unless that is taken. A file system without hard links is believed that nobody takes the name
// in the same instant.
func publish(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, taken := os.Lstat(to); !errors.Is(taken, fs.ErrNotExist) {
		return fs.ErrExist
	}
	return os.Rename(from, to)
}

func (s Source) write(ctx context.Context, file io.Writer, scratch string) (Manifest, error) {
	a := newArchiver(file)
	m := Manifest{Format: format, Version: s.Version, MadeAt: s.Clock.Now(), WithKey: s.Key != ""}
	s.Say("copying the database")
	var err error
	// The database first: what it knows of attachments was written before, and attachments never change.
	m.Snapshot, err = store.Save(ctx, s.Database, scratch, func(name string) (io.Writer, error) { return a.create(databaseFolder + name) })
	if err != nil {
		return m, err
	}
	if err := s.addAttachments(ctx, a); err != nil {
		return m, err
	}
	if s.Key != "" {
		if err := a.add(keyName, []byte(s.Key+"\n")); err != nil {
			return m, err
		}
	}
	m.Parts = a.finish()
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return m, err
	}
	return m, errors.Join(a.add(manifestName, raw), a.zip.Close())
}

func (s Source) addAttachments(ctx context.Context, a *archiver) error {
	root := filepath.Join(s.DataDir, Attachments)
	if _, err := os.Stat(root); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	s.Say("copying the attachments")
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err = errors.Join(err, ctx.Err()); err != nil || !entry.Type().IsRegular() {
			return err
		}
		name, err := filepath.Rel(s.DataDir, path)
		if err != nil {
			return err
		}
		in, err := os.Open(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it was deleted after the directory was read
		}
		if err != nil {
			return err
		}
		out, err := a.create(filepath.ToSlash(name))
		if err == nil {
			_, err = io.Copy(out, in)
		}
		return errors.Join(err, in.Close())
	})
}

// archiver writes parts one after another and keeps their sums.
type archiver struct {
	zip   *zip.Writer
	parts []Part
	sum   hash.Hash // of the last part
}

func newArchiver(file io.Writer) *archiver {
	a := &archiver{zip: zip.NewWriter(file), sum: sha256.New()}
	a.zip.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestSpeed) })
	return a
}

// create begins a part and ends the one before.
func (a *archiver) create(name string) (io.Writer, error) {
	a.finish()
	out, err := a.zip.Create(name)
	if err != nil {
		return nil, err
	}
	a.parts = append(a.parts, Part{Name: name})
	return io.MultiWriter(out, a), nil
}

// Write counts and sums what the last part is given.
func (a *archiver) Write(p []byte) (int, error) {
	a.parts[len(a.parts)-1].Size += int64(len(p))
	return a.sum.Write(p)
}

// finish ends the last part and gives all of them.
func (a *archiver) finish() []Part {
	if n := len(a.parts); n > 0 && a.parts[n-1].SHA256 == "" {
		a.parts[n-1].SHA256 = hex.EncodeToString(a.sum.Sum(nil))
		a.sum.Reset()
	}
	return a.parts
}

func (a *archiver) add(name string, content []byte) error {
	out, err := a.create(name)
	if err == nil {
		_, err = out.Write(content)
	}
	return err
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
