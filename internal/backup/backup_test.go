package backup_test

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parley/internal/backup"
	"parley/internal/clock"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

var (
	madeAt     = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	restoredAt = madeAt.Add(time.Hour)
)

// home is a data directory with its database.
type home struct {
	*testing.T
	dir string
	o   store.Options
}

// newHome makes an empty one.
func newHome(t *testing.T) *home {
	t.Helper()
	h := &home{T: t, dir: t.TempDir(), o: storetest.Options(t)}
	if h.o.URL == "" {
		h.o.Path = filepath.Join(h.dir, "parley.db")
	}
	return h
}

// put writes a setting, an attachment and the key.
func (h *home) put(mark string) *home {
	h.Helper()
	db, err := store.Open(h.Context(), h.o)
	h.must(err)
	h.must(db.Exec(h.Context(), `INSERT INTO setting (name, value) VALUES ('mark', $1)`, mark))
	h.must(db.Close())
	h.write("blobs/ab/picture", mark)
	h.write("secret.key", mark)
	return h
}

func (h *home) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *home) write(name, content string) {
	h.Helper()
	path := filepath.Join(h.dir, name)
	h.must(errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(content), 0o600)))
}

// marks gives what put has written: of the database, of the attachment and of the key; "" where it is not there.
func (h *home) marks() [3]string {
	h.Helper()
	db, err := store.Open(h.Context(), h.o)
	h.must(err)
	values, err := store.Companies{DB: db}.Settings(h.Context())
	h.must(errors.Join(err, db.Close()))
	return [3]string{values["mark"], h.read("blobs/ab/picture"), h.read("secret.key")}
}

func (h *home) read(name string) string {
	raw, err := os.ReadFile(filepath.Join(h.dir, name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		h.Fatal(err)
	}
	return string(raw)
}

// save makes a backup and gives its path.
func (h *home) save(key string) string {
	h.Helper()
	path := filepath.Join(h.TempDir(), "hub.backup")
	_, err := backup.Write(h.Context(), backup.Source{
		DataDir: h.dir, Database: h.o, Key: key, Version: "1.2.3", Clock: clock.NewFake(madeAt), Say: func(string) {},
	}, path)
	h.must(err)
	return path
}

func (h *home) target(replace bool) backup.Target {
	return backup.Target{DataDir: h.dir, Database: h.o, Replace: replace, Clock: clock.NewFake(restoredAt), Say: func(string) {}}
}

// restore opens the backup and restores it.
func (h *home) restore(path string, t backup.Target) (backup.Restored, error) {
	h.Helper()
	a, err := backup.Open(h.Context(), path)
	if err != nil {
		return backup.Restored{}, err
	}
	defer a.Close() //nolint:errcheck // it was only read
	return a.Restore(h.Context(), t)
}

// names lists the files of the data directory, what SQLite and the locks leave apart.
func (h *home) names() (names []string) {
	h.Helper()
	h.must(filepath.WalkDir(h.dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && !strings.HasSuffix(path, ".migrate") {
			names = append(names, strings.TrimPrefix(path, h.dir+"/"))
		}
		return err
	}))
	return names
}

func TestEverythingComesBack(t *testing.T) {
	file := newHome(t).put("old").save("key from there")
	for _, replace := range []bool{false, true} {
		h := newHome(t)
		if replace {
			h.put("in the way")
		}
		r, err := h.restore(file, h.target(replace))
		if err != nil {
			t.Fatal(err)
		}
		if got := h.marks(); got != [3]string{"old", "old", "key from there\n"} {
			t.Errorf("replace %v: restored %q", replace, got)
		}
		if (len(r.Aside) > 0) != replace || r.NoKey || r.Fence.Raised() {
			t.Errorf("replace %v: %+v", replace, r)
		}
		if replace && h.read("before-restore-20261121t100000/blobs/ab/picture") != "in the way" {
			t.Errorf("what was there is not kept: %q", h.names())
		}
		if slices.ContainsFunc(h.names(), func(name string) bool { return strings.HasPrefix(name, "restore") }) {
			t.Errorf("left behind: %q", h.names())
		}
	}
}

func TestTheKeyStaysAtHomeUnlessAskedFor(t *testing.T) {
	file := newHome(t).put("old").save("")
	if parts := slices.Collect(maps.Keys(partsOf(t, file))); slices.Contains(parts, "secret.key") {
		t.Errorf("the backup has %q", parts)
	}
	h := newHome(t)
	r, err := h.restore(file, h.target(false))
	if err != nil || !r.NoKey {
		t.Errorf("restored without a key: %+v, %v", r, err)
	}
	given := newHome(t)
	target := given.target(false)
	target.HasKey = true // by the environment
	if r, err := given.restore(newHome(t).put("old").save("key"), target); err != nil || r.NoKey || given.read("secret.key") != "" {
		t.Errorf("the environment's key was outdone: %+v, %v, %q", r, err, given.read("secret.key"))
	}
}

// partsOf reads an archive's parts by name.
func partsOf(t *testing.T, path string) map[string][]byte {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close() //nolint:errcheck // it was only read
	parts := map[string][]byte{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(in); err != nil {
			t.Fatal(err)
		}
	}
	return parts
}

// forge writes an archive with the parts, the manifest last, and gives its path.
func forge(t *testing.T, m backup.Manifest, parts map[string][]byte) string {
	t.Helper()
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "forged")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	add := func(name string, content []byte) {
		out, err := z.Create(name)
		if err == nil {
			_, err = out.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range m.Parts {
		if content, there := parts[p.Name]; there {
			add(p.Name, content)
		}
	}
	add("manifest.json", raw)
	if err := errors.Join(z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// What is not a whole backup that this program understands is refused, and nothing is touched.
func TestBadBackupsAreRefused(t *testing.T) {
	file := newHome(t).put("old").save("key")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	parts := partsOf(t, file)
	h := newHome(t).put("in the way")
	before := h.names()
	refused := func(what, path, why string) {
		t.Helper()
		if _, err := h.restore(path, h.target(true)); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v, want %q", what, err, why)
		}
	}
	raw := func(content []byte) string {
		t.Helper()
		path := filepath.Join(t.TempDir(), "raw")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const damaged = "not a whole backup"
	refused("nothing", raw(nil), damaged)
	refused("a text", raw([]byte("hello")), damaged)
	refused("something behind it", raw(append(slices.Clone(whole), "junk\n"...)), damaged)
	refused("something before it", raw(append([]byte("junk\n"), whole...)), damaged)
	seen := 0
	for part := 1; part < 20; part++ {
		refused(fmt.Sprintf("%d of 20 pieces", part), raw(whole[:len(whole)*part/20]), damaged)
		flipped := slices.Clone(whole)
		flipped[len(whole)*part/20] ^= 0x10
		if _, err := backup.Open(t.Context(), raw(flipped)); err == nil {
			// It struck a date or the like: what counts is still what it was.
			if diff := cmp.Diff(parts, partsOf(t, raw(flipped))); diff != "" {
				t.Errorf("a flipped bit after %d of 20 pieces is not seen", part)
			}
			continue
		}
		seen++
		refused(fmt.Sprintf("a flipped bit after %d of 20 pieces", part), raw(flipped), damaged)
	}
	if seen < 5 {
		t.Errorf("%d flipped bits were seen", seen)
	}
	forged := func(change func(m *backup.Manifest, parts map[string][]byte)) string {
		var m backup.Manifest
		if err := json.Unmarshal(parts["manifest.json"], &m); err != nil {
			t.Fatal(err)
		}
		changed := maps.Clone(parts)
		change(&m, changed)
		return forge(t, m, changed)
	}
	refused("a newer schema", forged(func(m *backup.Manifest, _ map[string][]byte) { m.Schema = 9999 }), "newer program")
	refused("a newer format", forged(func(m *backup.Manifest, _ map[string][]byte) { m.Format++ }), "newer program")
	refused("another engine", forged(func(m *backup.Manifest, _ map[string][]byte) { m.Engine = "oracle" }), "is of oracle")
	refused("a missing part", forged(func(m *backup.Manifest, parts map[string][]byte) { delete(parts, m.Parts[0].Name) }), damaged)
	refused("a changed part", forged(func(_ *backup.Manifest, parts map[string][]byte) { parts["secret.key"] = []byte("yek\n") }), damaged)
	refused("a way out", forged(func(m *backup.Manifest, parts map[string][]byte) {
		for i, p := range m.Parts {
			if p.Name == "secret.key" {
				m.Parts[i].Name = "blobs/../../out"
				parts[m.Parts[i].Name] = parts[p.Name]
			}
		}
	}), damaged)
	refused("another schema than it says", forged(func(m *backup.Manifest, _ map[string][]byte) { m.Schema = 1 }), "")
	if diff := cmp.Diff(before, h.names()); diff != "" {
		t.Errorf("files were touched:\n%s", diff)
	}
	if got := h.marks(); got != [3]string{"in the way", "in the way", "in the way"} {
		t.Errorf("it is %q", got)
	}
}

// A hub that is there is not replaced without being asked.
func TestAHubThatIsThereIsKept(t *testing.T) {
	h := newHome(t).put("here")
	if _, err := h.restore(newHome(t).put("old").save(""), h.target(false)); !errors.Is(err, backup.ErrNotEmpty) {
		t.Errorf("restored with %v", err)
	}
	if got := h.marks(); got[0] != "here" || got[1] != "here" {
		t.Errorf("it is %q", got)
	}
}
