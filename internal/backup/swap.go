package backup

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"parley/internal/secret"
)

// All that a swap moves stays within the data directory: it may be the only place where the hub may write, or a mount.
const (
	stagingFolder = "restore"      // what is to take its place
	journalFile   = "restore.json" // is there while files are being moved
	asidePrefix   = "before-restore-"
)

// journal says what a swap moves, so that it can be ended by whoever comes next.
type journal struct {
	Aside string   `json:"aside"` // the folder for what was there
	Old   []string `json:"old"`   // names in the data directory that go there, if they are there
	New   []string `json:"new"`   // names in the staging folder
}

// leaving names what belongs to the old hub and must not stay beside the new one: a write-ahead log of another database is
// poison.
func (t Target) leaving() []string {
	if t.Database.URL != "" {
		return []string{Attachments}
	}
	return []string{databaseFile, databaseFile + "-wal", databaseFile + "-shm", Attachments}
}

// swap puts what is in the staging folder into the data directory and keeps aside what was there. It gives the folder that
// holds the old; "" where there was nothing.
func swap(t Target, stamp string) (aside string, err error) {
	staging := filepath.Join(t.DataDir, stagingFolder)
	entries, err := os.ReadDir(staging)
	if err != nil {
		return "", err
	}
	j := journal{Aside: asidePrefix + stamp, Old: t.leaving()}
	for _, e := range entries {
		switch name := e.Name(); {
		case slices.Contains(j.Old, name):
			j.New = append(j.New, name)
		case name == secret.KeyFile:
			j.New, j.Old = append(j.New, name), append(j.Old, name)
		}
	}
	raw, err := json.Marshal(j)
	if err != nil {
		return "", err
	}
	if exists(filepath.Join(t.DataDir, j.Aside)) {
		return "", fmt.Errorf("%s is there already: what an earlier restore kept aside", filepath.Join(t.DataDir, j.Aside))
	}
	t.Say("putting the files into place")
	draft := filepath.Join(staging, journalFile)
	if err := errors.Join(os.WriteFile(draft, raw, 0o600), syncTree(staging)); err != nil {
		return "", err
	}
	if err := errors.Join(os.Rename(draft, filepath.Join(t.DataDir, journalFile)), syncDir(t.DataDir)); err != nil {
		return "", err
	}
	if err := finish(t.DataDir, t.Say); err != nil {
		return "", err
	}
	aside = filepath.Join(t.DataDir, j.Aside)
	if !exists(aside) {
		return "", nil
	}
	return aside, nil
}

// interrupted reports whether a swap was begun and not ended.
func interrupted(dir string) bool { return exists(filepath.Join(dir, journalFile)) }

// Finish ends the swap of a restore that was interrupted, if there is one, and is to be called before a data directory is
// used: by then all that belongs into it is on the disk, and only has to be moved.
func Finish(dir string) error { return finish(dir, func(string) {}) }

func finish(dir string, say func(string)) error {
	raw, err := os.ReadFile(filepath.Join(dir, journalFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var j journal
	if err = errors.Join(err, json.Unmarshal(raw, &j)); err != nil {
		return err
	}
	aside := filepath.Join(dir, j.Aside)
	staged := func(name string) string { return filepath.Join(dir, stagingFolder, name) }
	for _, name := range j.Old {
		if slices.Contains(j.New, name) && !exists(staged(name)) {
			continue // the new one has been moved in already: it is no longer the old one that is there
		}
		say("keeping " + name + " aside")
		if err := move(filepath.Join(dir, name), filepath.Join(aside, name)); err != nil {
			return err
		}
	}
	if exists(aside) {
		if err := syncDir(aside); err != nil {
			return err
		}
	}
	for _, name := range j.New {
		say("putting " + name + " into place")
		if err := move(staged(name), filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	say("tidying up")
	return errors.Join(syncDir(dir), os.RemoveAll(filepath.Join(dir, stagingFolder)), os.Remove(filepath.Join(dir, journalFile)), syncDir(dir))
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// move renames what is there; nothing is nothing to move.
func move(from, to string) error {
	if !exists(from) {
		return nil
	}
	return errors.Join(os.MkdirAll(filepath.Dir(to), 0o700), os.Rename(from, to))
}

// syncTree puts a folder with all that is in it on to the disk.
func syncTree(root string) error {
	return filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return syncDir(path) // a file is synced the same way
	})
}
