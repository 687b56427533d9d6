package secret

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// KeyFile is the name of the key in the data directory.
const KeyFile = "secret.key"

// Load makes the Box of an installation: with the key given (PARLEY_SECRET_KEY, base64 of KeySize bytes) or, if that is
// empty, with the one in dir, which is made the first time. Several processes may do so at once and get the same.
func Load(key, dir string) (*Box, error) {
	if key != "" {
		return parseKey(key, "PARLEY_SECRET_KEY")
	}
	path := filepath.Join(dir, KeyFile)
	box, err := readKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return box, err
	}
	if err := makeKey(path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("make the key that seals credentials: %w", err)
	}
	return readKey(path)
}

func readKey(path string) (*Box, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return nil, fmt.Errorf("%s can be read by others (mode %04o): it must have mode 0600", path, mode)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return parseKey(string(text), path)
}

// makeKey writes a new key beside path and links it there: whoever comes second fails, and nobody sees half a key.
func makeKey(path string) (err error) {
	key := make([]byte, KeySize)
	_, _ = rand.Read(key)                                     // never fails: it ends the program instead
	f, err := os.CreateTemp(filepath.Dir(path), KeyFile+".*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, os.Remove(f.Name()))
	}()
	_, err = f.WriteString(base64.StdEncoding.EncodeToString(key) + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path)) // what is sealed from now on must not outlive its key in a power failure
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// parseKey reads a key in base64. from names where it came from; the key itself is in no message.
func parseKey(text, from string) (*Box, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil {
		return nil, fmt.Errorf("%s is not base64", from)
	}
	box, err := NewBox(key)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", from, err)
	}
	return box, nil
}
