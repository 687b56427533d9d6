package secret_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"parley/internal/secret"
)

const place = "channel/1/auth_token"

func newBox(t testing.TB, fill byte) *secret.Box {
	t.Helper()
	box, err := secret.NewBox(bytes.Repeat([]byte{fill}, secret.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	return box
}

func TestSealAndOpen(t *testing.T) {
	box := newBox(t, 1)
	for _, text := range []string{"", "tok", strings.Repeat("é", 3000), "\x00\xff"} {
		sealed := box.Seal(text, place)
		if !strings.HasPrefix(sealed, "v1.") || text != "" && strings.Contains(sealed, text) {
			t.Errorf("Seal(%.10q) = %.40q", text, sealed)
		}
		if got, err := box.Open(sealed, place); err != nil || got != text {
			t.Errorf("Open gives %.10q, %v; want %.10q", got, err, text)
		}
		if again := box.Seal(text, place); again == sealed {
			t.Errorf("Seal(%.10q) gave the same twice", text)
		}
	}
}

// TestOpenOld keeps what earlier versions have sealed readable.
func TestOpenOld(t *testing.T) {
	const old = "v1.yxFNKVWC1UTpyHfkjUBRn6qgYr7asy_uUZ2fY6d4bQ"
	if got, err := newBox(t, 1).Open(old, place); err != nil || got != "tok" {
		t.Errorf("Open gives %q, %v; want tok", got, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	box := newBox(t, 1)
	sealed := box.Seal("tok", place)
	body := strings.TrimPrefix(sealed, "v1.")
	other := "A"
	if body[20] == 'A' {
		other = "B"
	}
	for _, tt := range []struct {
		name, sealed, place string
		box                 *secret.Box
		want                error
	}{
		{"wrong key", sealed, place, newBox(t, 2), secret.ErrRefused},
		{"another place", sealed, "channel/2/auth_token", box, secret.ErrRefused},
		{"changed", "v1." + body[:20] + other + body[21:], place, box, secret.ErrRefused},
		{"cut short", "v1." + body[:40], place, box, secret.ErrRefused},
		{"cut to the nonce", sealed[:19], place, box, secret.ErrMalformed},
		{"prefix only", "v1.", place, box, secret.ErrMalformed},
		{"empty", "", place, box, secret.ErrMalformed},
		{"never sealed", "tok", place, box, secret.ErrMalformed},
		{"a version to come", "v2." + body, place, box, secret.ErrMalformed},
		{"not base64", "v1.%%%%", place, box, secret.ErrMalformed},
		{"padded", sealed + "==", place, box, secret.ErrMalformed},
	} {
		if got, err := tt.box.Open(tt.sealed, tt.place); !errors.Is(err, tt.want) || got != "" {
			t.Errorf("%s: Open = %q, %v; want %v", tt.name, got, err, tt.want)
		}
	}
}

func TestLoadMakesOneKey(t *testing.T) {
	dir := t.TempDir()
	boxes := make([]*secret.Box, 8)
	var wg sync.WaitGroup
	for i := range boxes {
		wg.Go(func() {
			box, err := secret.Load("", dir)
			if err != nil {
				t.Error(err)
			}
			boxes[i] = box
		})
	}
	wg.Wait()
	if t.Failed() {
		t.FailNow()
	}
	sealed := boxes[0].Seal("tok", place)
	for i, box := range boxes {
		if got, err := box.Open(sealed, place); err != nil || got != "tok" {
			t.Errorf("box %d opens %q, %v", i, got, err)
		}
	}
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(names) != 1 {
		t.Fatalf("the directory holds %v, %v; want the key only", names, err)
	}
	if info, err := os.Stat(names[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key has mode %v, %v; want 0600", info.Mode(), err)
	}
}

func TestLoadTakesTheKeyGiven(t *testing.T) {
	key := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{1}, secret.KeySize))
	dir := t.TempDir()
	box, err := secret.Load(key, dir)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := box.Open(newBox(t, 1).Seal("tok", place), place); err != nil || got != "tok" {
		t.Errorf("Open = %q, %v", got, err)
	}
	if _, err := os.Stat(filepath.Join(dir, secret.KeyFile)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a key file was made beside the key given: %v", err)
	}
}

func TestLoadRefuses(t *testing.T) {
	for name, key := range map[string]string{"not base64": "geheim!", "short": "c2hvcnQ="} {
		if _, err := secret.Load(key, t.TempDir()); err == nil || strings.Contains(err.Error(), key) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	dir := t.TempDir()
	path := filepath.Join(dir, secret.KeyFile)
	if err := os.WriteFile(path, bytes.Repeat([]byte("A"), 44), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := secret.Load("", dir); err == nil {
		t.Error("a damaged key file was taken")
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := secret.Load("", dir); err == nil || !strings.Contains(err.Error(), "0600") {
		t.Errorf("a key that others can read: error %v", err)
	}
	if _, err := secret.Load("", filepath.Join(dir, "missing")); err == nil {
		t.Error("a data directory that is not there was no error")
	}
}

// FuzzOpen looks for sealed texts that make Open fail in another way than its two errors.
func FuzzOpen(f *testing.F) {
	box := newBox(f, 1)
	f.Add(box.Seal("tok", place), place)
	f.Add("v1.", "")
	f.Add("", place)
	f.Fuzz(func(t *testing.T, sealed, place string) {
		text, err := box.Open(sealed, place)
		if err == nil {
			return // the seed itself
		}
		if text != "" || !errors.Is(err, secret.ErrMalformed) && !errors.Is(err, secret.ErrRefused) {
			t.Errorf("Open(%q, %q) = %q, %v", sealed, place, text, err)
		}
	})
}
