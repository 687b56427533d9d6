package doctor

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley/internal/secret"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

var now = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

// want fails unless the finding is of the level and speaks of the words; what is wrong must come with what to do.
func want(t *testing.T, f Finding, level Level, words string) {
	t.Helper()
	if f.Level != level || !strings.Contains(f.Found, words) || (f.Do == "") != (level == OK) {
		t.Errorf("found %+v, want %s with %q", f, level, words)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestDataDir(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	want(t, DataDir(dir), Warn, "not there")
	must(t, os.Mkdir(dir, 0o700))
	want(t, DataDir(dir), OK, dir)
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	must(t, os.Chmod(dir, 0o755))
	want(t, DataDir(dir), Fail, "0755")
	file := filepath.Join(dir, "file")
	must(t, os.WriteFile(file, nil, 0o600))
	want(t, DataDir(file), Fail, "no directory")
}

// Root may do anything: whose directory it is tells more.
func TestDataDirOfAnotherUser(t *testing.T) {
	if os.Getuid() == 0 {
		dir := t.TempDir()
		must(t, os.Chown(dir, 12345, 12345))
		want(t, DataDir(dir), Warn, "another user")
		return
	}
	want(t, DataDir("/"), Warn, "another user")
}

func TestKey(t *testing.T) {
	dir := t.TempDir()
	want(t, Key(dir, true, true), OK, "PARLEY_SECRET_KEY")
	want(t, Key(dir, false, false), OK, "first start")
	want(t, Key(dir, false, true), Fail, "not there")
	if _, err := secret.Load("", dir); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, secret.KeyFile)
	want(t, Key(dir, false, true), OK, path)
	must(t, os.Chmod(path, 0o644))
	want(t, Key(dir, false, true), Fail, "0600")
	must(t, os.Chmod(path, 0o600))
	must(t, os.WriteFile(path, []byte("%%%"), 0o600))
	want(t, Key(dir, false, true), Fail, "base64")
}

func TestRoomAndFiles(t *testing.T) {
	want(t, room(100<<20), Fail, "0.1 GB")
	want(t, room(1<<30), Warn, "1.1 GB")
	want(t, room(50<<30), OK, "53.7 GB")
	want(t, openFiles(1024), Warn, "1024")
	want(t, openFiles(65536), OK, "65536")
	if f := Disk(filepath.Join(t.TempDir(), "not", "there", "yet")); f.Check != "disk" || f.Found == "" {
		t.Errorf("found %+v", f)
	}
	if f := Files(); f.Check != "open files" || f.Found == "" {
		t.Errorf("found %+v", f)
	}
}

// find gives the finding of a check.
func find(t *testing.T, findings []Finding, check string) Finding {
	t.Helper()
	for _, f := range findings {
		if f.Check == check {
			return f
		}
	}
	t.Fatalf("%q was not checked: %+v", check, findings)
	return Finding{}
}

func TestDatabase(t *testing.T) {
	sound := store.Condition{Snapshot: store.Snapshot{Engine: "sqlite", Schema: 5}, Newest: 5, LastEvent: now, SavedAt: now.Add(-time.Hour)}
	for _, c := range []struct {
		change func(c *store.Condition)
		err    error
		check  string
		level  Level
		words  string
	}{
		{nil, nil, "database", OK, "schema 5"},
		{nil, nil, "clock", OK, "2026-11-21"},
		{nil, nil, "backup", OK, "2026-11-21"},
		{nil, store.ErrNoDatabase, "database", Warn, "none yet"},
		{nil, errors.New("no route"), "database", Fail, "no route"},
		{func(c *store.Condition) { c.Damage = "row 7 is lost" }, nil, "database", Fail, "row 7"},
		{func(c *store.Condition) { c.Server = 140002 }, nil, "database", Fail, "14"},
		{func(c *store.Condition) { c.Schema = 9 }, nil, "database", Fail, "schema 9"},
		{func(c *store.Condition) { c.Schema = 1 }, nil, "database", Warn, "schema 1"},
		{func(c *store.Condition) { c.ServerTime = now.Add(time.Minute) }, nil, "clock", Fail, "1m0s off"},
		{func(c *store.Condition) { c.LastEvent = now.Add(time.Hour) }, nil, "clock", Fail, "gone back"},
		{func(c *store.Condition) { c.SavedAt = time.Time{} }, nil, "backup", Warn, "none"},
		{func(c *store.Condition) { c.SavedAt = now.AddDate(0, 0, -8) }, nil, "backup", Warn, "2026-11-13"},
	} {
		state := sound
		if c.change != nil {
			c.change(&state)
		}
		want(t, find(t, Database(state, c.err, now), c.check), c.level, c.words)
	}
}

func TestInspectFindsWhatIsThere(t *testing.T) {
	o := storetest.Options(t)
	db, err := store.Open(t.Context(), o)
	must(t, err)
	must(t, db.Close())
	must(t, store.MarkSaved(t.Context(), o, now))
	c, err := store.Inspect(t.Context(), o)
	if err != nil || c.Schema != c.Newest || c.Schema == 0 || !c.SavedAt.Equal(now) || c.Damage != "" || (c.Server >= 150000) != (o.URL != "") {
		t.Errorf("inspected %+v, %v", c, err)
	}
	if o.URL != "" {
		return
	}
	raw, err := os.ReadFile(o.Path)
	must(t, err)
	for i := 3 * 4096; i < len(raw); i++ { // the first pages say what tables there are
		raw[i] = 0xee
	}
	must(t, os.WriteFile(o.Path, raw, 0o600))
	if c, err := store.Inspect(t.Context(), o); c.Damage == "" {
		t.Errorf("a damaged file: %+v, %v", c, err)
	}
	if _, err := store.Inspect(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "none")}); !errors.Is(err, store.ErrNoDatabase) {
		t.Errorf("no file: %v", err)
	}
}

func TestAddress(t *testing.T) {
	status := http.StatusOK
	hub := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/healthz" {
			t.Errorf("asked for %s", r.URL.Path)
		}
		w.WriteHeader(status)
	})
	plain, sealed := httptest.NewServer(hub), httptest.NewTLSServer(hub)
	defer plain.Close()
	defer sealed.Close()
	ask := func(s *httptest.Server, loopback bool, at time.Time) Finding {
		return Address(t.Context(), s.Client(), s.URL, loopback, at)
	}
	ends := sealed.Certificate().NotAfter
	want(t, ask(plain, true, now), OK, "answers")
	want(t, ask(plain, false, now), Fail, "not encrypted")
	want(t, ask(sealed, false, ends.AddDate(-1, 0, 0)), OK, "answers")
	want(t, ask(sealed, false, ends.AddDate(0, 0, -3)), Warn, "certificate")
	status = http.StatusBadGateway
	want(t, ask(plain, true, now), Fail, "502")
	plain.Close()
	want(t, ask(plain, true, now), Warn, "not reached")
}
