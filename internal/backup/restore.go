package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/notice"
	"parley/internal/outbox"
	"parley/internal/secret"
	"parley/internal/store"
)

// Target is where a backup is restored to. The caller holds the lock of the data directory.
type Target struct {
	DataDir  string
	Database store.Options
	Replace  bool // keep aside what is there instead of refusing
	HasKey   bool // the key is given by the environment: that of the backup is left out
	Clock    clock.Clock
	Say      func(text string) // told what is about to be done
}

// Restored says what a restore has done.
type Restored struct {
	Fence outbox.Fence
	Aside []string // where that is which was there before; empty = nothing was
	NoKey bool     // neither the backup nor the target has the key: credentials must be entered again
}

// ErrNotEmpty says that there is a hub already where one is to be restored.
var ErrNotEmpty = errors.New("there is a hub already; give --force to replace it, which keeps the old one aside")

// stampFormat is how the time of a restore stands in the names of what is kept aside.
const stampFormat = "20060102t150405"

// Restore makes the target a hub like the one that the backup was made of, and raises the fence. Until all of it is ready
// beside the target nothing of the target changes.
func (a *Archive) Restore(ctx context.Context, t Target) (r Restored, err error) {
	if have := t.Database.Engine(); a.Engine != have {
		return r, fmt.Errorf("the backup is of %s and this hub runs on %s: set PARLEY_DATABASE_URL accordingly", a.Engine, have)
	}
	if err := Finish(t.DataDir); err != nil {
		return r, err
	}
	if err := t.empty(); err != nil {
		return r, err
	}
	staging := filepath.Join(t.DataDir, stagingFolder)
	if err := errors.Join(os.RemoveAll(staging), os.Mkdir(staging, 0o700)); err != nil {
		return r, err
	}
	defer func() {
		if err != nil && !interrupted(t.DataDir) {
			err = errors.Join(err, os.RemoveAll(staging))
		}
	}()
	t.Say("unpacking files")
	if err := a.unpack(ctx, t, staging); err != nil {
		return r, err
	}
	stamp := t.Clock.Now().Format(stampFormat)
	if t.Database.URL == "" {
		t.Database.Path = filepath.Join(staging, databaseFile)
		r.Fence, err = a.load(ctx, t)
	} else {
		err = a.intoPostgres(ctx, t, stamp, &r)
	}
	if err != nil {
		return r, err
	}
	aside, err := swap(t, stamp)
	if aside != "" {
		r.Aside = append(r.Aside, aside)
	}
	_, missing := os.Stat(filepath.Join(t.DataDir, secret.KeyFile))
	r.NoKey = missing != nil && !t.HasKey
	return r, err
}

// empty refuses a target that holds a hub, unless it is to be replaced.
func (t Target) empty() error {
	if t.Replace {
		return nil
	}
	for _, name := range []string{databaseFile, Attachments} {
		if _, err := os.Lstat(filepath.Join(t.DataDir, name)); !errors.Is(err, fs.ErrNotExist) {
			return errors.Join(fmt.Errorf("in %s %w", t.DataDir, ErrNotEmpty), err)
		}
	}
	return nil
}

// load fills the empty database of t, brings it up to date and raises its fence.
func (a *Archive) load(ctx context.Context, t Target) (fence outbox.Fence, err error) {
	t.Say("filling the database")
	err = store.Load(ctx, t.Database, a.Snapshot, a.database(), func(name string) (io.ReadCloser, error) { return a.zip.Open(databaseFolder + name) })
	if err != nil {
		return fence, err
	}
	t.Say("bringing the database up to date and holding back what was to be sent")
	db, err := store.Open(ctx, t.Database)
	if err != nil {
		return fence, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	log := event.NewLog(store.Events{DB: db}, t.Clock)
	notice.New(notice.Parts{Worker: db, Store: store.Notices{DB: db}, Roles: store.Roles{DB: db}, Log: log, Clock: t.Clock})
	fences := outbox.Fences{Work: db, Store: store.Fences{DB: db}, Log: log, Clock: t.Clock}
	return fences.Raise(ctx)
}

func (a *Archive) intoPostgres(ctx context.Context, t Target, stamp string, r *Restored) (err error) {
	berth, err := store.NewBerth(ctx, t.Database, t.Replace)
	if errors.Is(err, store.ErrNotEmpty) {
		return fmt.Errorf("in the database %w", ErrNotEmpty)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, berth.Close(context.WithoutCancel(ctx))) }()
	t.Database = berth.Options
	if r.Fence, err = a.load(ctx, t); err != nil {
		return err
	}
	t.Say("putting the tables into place")
	aside, err := berth.Swap(ctx, stamp)
	if aside != "" {
		r.Aside = append(r.Aside, "the schema "+aside)
	}
	return err
}

// unpack writes the parts that are files of the data directory into dir, and on to the disk.
func (a *Archive) unpack(ctx context.Context, t Target, dir string) error {
	for _, p := range a.Parts {
		if strings.HasPrefix(p.Name, databaseFolder) || p.Name == keyName && t.HasKey {
			continue
		}
		if err := errors.Join(ctx.Err(), a.unpackPart(p.Name, filepath.Join(dir, filepath.FromSlash(p.Name)))); err != nil {
			return err
		}
	}
	return nil
}

func (a *Archive) unpackPart(name, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	in, err := a.zip.Open(name)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return errors.Join(err, in.Close())
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, in.Close(), out.Sync(), out.Close())
}
