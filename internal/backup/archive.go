package backup

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"parley/internal/store"
)

// ErrDamaged says that a file is not a whole backup.
var ErrDamaged = errors.New("this is not a whole backup: it is damaged, truncated or something else")

// Archive is a backup that was found whole.
type Archive struct {
	Manifest
	zip *zip.ReadCloser
}

// maxManifest bounds what is read of a manifest, in bytes: a million attachments have room in it.
const maxManifest = 256 << 20

// Open opens a backup and reads all of it: every part is there and is what the manifest says. Its errors are ErrDamaged, or
// say why this program cannot use the backup.
func Open(ctx context.Context, path string) (*Archive, error) {
	z, err := zip.OpenReader(path)
	if errors.Is(err, zip.ErrFormat) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("%s: %w", path, ErrDamaged)
	}
	if err != nil {
		return nil, err
	}
	a := &Archive{zip: z}
	err = alone(path)
	if err == nil {
		err = a.check(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), z.Close())
	}
	return a, nil
}

// alone sees to it that the file is an archive and nothing else: readers of ZIP pass over what stands before and after one.
// An archive begins with a part and ends with the record of its end, which here has no comment (APPNOTE.TXT 4.3.7, 4.3.16).
func alone(path string) (err error) {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	const endSize = 22
	var begin, end [endSize]byte
	if _, err := file.ReadAt(begin[:], 0); err != nil {
		return errors.Join(ErrDamaged, err)
	}
	size, err := file.Seek(-endSize, io.SeekEnd)
	if err == nil {
		_, err = file.ReadAt(end[:], size)
	}
	if err != nil || !bytes.HasPrefix(begin[:], []byte("PK\x03\x04")) || !bytes.HasPrefix(end[:], []byte("PK\x05\x06")) || !bytes.HasSuffix(end[:], []byte{0, 0}) {
		return errors.Join(ErrDamaged, err)
	}
	return nil
}

// Close closes the file.
func (a *Archive) Close() error { return a.zip.Close() }

func (a *Archive) check(ctx context.Context) error {
	if err := a.readManifest(); err != nil {
		return err
	}
	newest, err := store.Newest()
	switch {
	case err != nil:
		return err
	case a.Format != format || a.Schema > newest:
		return fmt.Errorf("the backup was made by a newer program (%s) than this one; restore it with that version, or a newer one", a.Version)
	}
	if len(a.zip.File) != len(a.Parts)+1 {
		return ErrDamaged
	}
	for i, p := range a.Parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		if a.zip.File[i].Name != p.Name || !known(p.Name) {
			return fmt.Errorf("%w: unexpected part %q", ErrDamaged, p.Name)
		}
		if err := verify(a.zip.File[i], p); err != nil {
			return err
		}
	}
	return nil
}

func (a *Archive) readManifest() error {
	file, err := a.zip.Open(manifestName)
	if err != nil {
		return ErrDamaged
	}
	raw, err := io.ReadAll(io.LimitReader(file, maxManifest))
	if err = errors.Join(err, file.Close()); err != nil {
		return errors.Join(ErrDamaged, err)
	}
	if json.Unmarshal(raw, &a.Manifest) != nil {
		return fmt.Errorf("%w: its manifest cannot be read", ErrDamaged)
	}
	return nil
}

// known reports whether a part has a place in a hub, within its data directory.
func known(name string) bool {
	return filepath.IsLocal(name) && (strings.HasPrefix(name, databaseFolder) || strings.HasPrefix(name, Attachments+"/") || name == keyName)
}

func verify(f *zip.File, p Part) error {
	in, err := f.Open()
	if err != nil {
		return errors.Join(ErrDamaged, err)
	}
	sum := sha256.New()
	n, err := io.Copy(sum, io.LimitReader(in, p.Size+1))
	err = errors.Join(err, in.Close())
	if err != nil || n != p.Size || hex.EncodeToString(sum.Sum(nil)) != p.SHA256 {
		return errors.Join(fmt.Errorf("%w: %s is not what it was", ErrDamaged, p.Name), err)
	}
	return nil
}

// database gives the names of the database's parts, as package store knows them.
func (a *Archive) database() (names []string) {
	for _, p := range a.Parts {
		if name, found := strings.CutPrefix(p.Name, databaseFolder); found {
			names = append(names, name)
		}
	}
	return names
}
