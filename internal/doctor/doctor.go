// Package doctor looks at the set-up of a hub and says what to do about what is wrong: the machine, the files, the database,
// the way to it from outside. It changes nothing and repairs nothing. What must be asked of features (channels, users) is
// asked by its caller, who adds it as further findings.
package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"parley/internal/secret"
	"parley/internal/store"
)

// Level says how bad a finding is.
type Level string

// The levels.
const (
	OK   Level = "ok"
	Warn Level = "warn" // it works, and should not stay so
	Fail Level = "fail" // it does not work, or is not safe
)

// Finding is what one check has found.
type Finding struct {
	Check string `json:"check"`
	Level Level  `json:"level"`
	Found string `json:"found"`
	Do    string `json:"do"` // what to do about it; empty where nothing is wrong
}

// Failed reports whether any of the findings is a failure.
func Failed(findings []Finding) bool {
	return slices.ContainsFunc(findings, func(f Finding) bool { return f.Level == Fail })
}

// Good makes a finding that nothing is wrong.
func Good(check, found string, args ...any) Finding {
	return Finding{Check: check, Level: OK, Found: fmt.Sprintf(found, args...)}
}

// Warning makes a finding of what should not stay so.
func Warning(check, found, do string) Finding {
	return Finding{Check: check, Level: Warn, Found: found, Do: do}
}

// Failure makes a finding of what does not work or is not safe.
func Failure(check, found, do string) Finding {
	return Finding{Check: check, Level: Fail, Found: found, Do: do}
}

// What is too little.
const (
	diskLow    = 2 << 30 // bytes that are free
	diskOut    = 200 << 20
	filesLow   = 4096 // open files: a browser is one
	clockOff   = 2 * time.Second
	backupOld  = 7 * 24 * time.Hour
	certEnding = 14 * 24 * time.Hour
)

// DataDir looks at the data directory.
func DataDir(path string) Finding {
	const check = "data directory"
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Warning(check, path+" is not there", "Start the hub once, which makes it, or set PARLEY_DATA_DIR.")
	case err != nil:
		return Failure(check, err.Error(), "Let the user that runs the hub own the directory.")
	case !info.IsDir():
		return Failure(check, path+" is no directory", "Set PARLEY_DATA_DIR to a directory.")
	}
	if owner, known := info.Sys().(*syscall.Stat_t); known && int(owner.Uid) != os.Getuid() {
		return Warning(check, path+" belongs to another user than the one who asks", "Ask as the user that runs the hub, or files become another's: sudo -u parley parley doctor")
	}
	probe, err := os.CreateTemp(path, ".doctor-")
	if err != nil {
		return Failure(check, "cannot write to "+path, "Let the user that runs the hub own the directory: chown -R parley: "+path)
	}
	if err := errors.Join(probe.Close(), os.Remove(probe.Name())); err != nil {
		return Failure(check, err.Error(), "Look at the disk: it does not keep what is written.")
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return Failure(check, fmt.Sprintf("others can look into %s (mode %04o)", path, mode), "chmod 700 "+path)
	}
	return Good(check, "%s", path)
}

// Key looks at the key that seals credentials; given says that the environment has it.
func Key(dir string, given, hubIsThere bool) Finding {
	const check = "key"
	if given {
		return Good(check, "given by PARLEY_SECRET_KEY")
	}
	path := filepath.Join(dir, secret.KeyFile)
	if !Exists(path) {
		if hubIsThere {
			return Failure(check, path+" is not there", "Put it back from where it is kept, or enter the credentials of all channels again.")
		}
		return Good(check, "is made at the first start")
	}
	if _, err := secret.Load("", dir); err != nil {
		return Failure(check, err.Error(), "chmod 600 "+path+"; if it is damaged, put it back from where it is kept.")
	}
	return Good(check, "%s", path)
}

// Exists reports whether there is a file of the name.
func Exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// Disk looks at the room where the data directory is, or will be.
func Disk(dir string) Finding {
	const check = "disk"
	for ; !Exists(dir) && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
	}
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return Warning(check, err.Error(), "Look at the room on the disk yourself.")
	}
	return room(s.Bavail * uint64(s.Bsize)) //nolint:gosec // a size of blocks is no negative number
}

func room(free uint64) Finding {
	found := fmt.Sprintf("%.1f GB are free", float64(free)/1e9)
	const check, do = "disk", "Make room: a full disk stops the hub, though nothing is lost. docs/operations.md says what takes how much."
	switch {
	case free < diskOut:
		return Failure(check, found, do)
	case free < diskLow:
		return Warning(check, found, do)
	}
	return Good(check, "%s", found)
}

// Files looks at how many files may be open.
func Files() Finding {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return Warning("open files", err.Error(), "See ulimit -n.")
	}
	return openFiles(limit.Cur)
}

func openFiles(most uint64) Finding {
	found := fmt.Sprintf("%d may be open", most)
	if most < filesLow {
		return Warning("open files", found, "Every browser is one. Set LimitNOFILE=65536 in the unit, or ulimit -n.")
	}
	return Good("open files", "%s", found)
}

// Database says what was found of the database.
func Database(c store.Condition, err error, now time.Time) []Finding {
	const check = "database"
	switch {
	case errors.Is(err, store.ErrNoDatabase):
		return []Finding{Warning(check, "there is none yet", "Start the hub, which makes it; if there should be one, look at PARLEY_DATA_DIR and PARLEY_DATABASE_URL.")}
	case err != nil:
		return []Finding{Failure(check, "cannot be read: "+err.Error(), "See that the server runs, and that PARLEY_DATABASE_URL and its password are right.")}
	case c.Damage != "":
		return []Finding{Failure(check, c.Damage, "Stop the hub, keep the data directory, and restore the last backup: docs/operations.md.")}
	case c.Server != 0 && c.Server < 150000:
		return []Finding{Failure(check, fmt.Sprintf("PostgreSQL is %d", c.Server/10000), "Use PostgreSQL 15 or newer.")}
	}
	return []Finding{schema(c), clockOf(c, now), backups(c, now)}
}

func schema(c store.Condition) Finding {
	switch {
	case c.Schema > c.Newest:
		return Failure("database", fmt.Sprintf("is of schema %d, this program knows %d", c.Schema, c.Newest), "Use the version that migrated it, or a newer one.")
	case c.Schema < c.Newest:
		return Warning("database", fmt.Sprintf("is of schema %d, this program brings it to %d", c.Schema, c.Newest), "Make a backup, then start the hub or run parley migrate.")
	}
	return Good("database", "%s, schema %d", c.Engine, c.Schema)
}

func clockOf(c store.Condition, now time.Time) Finding {
	const check, do = "clock", "Let the machine keep its time by NTP: timedatectl set-ntp true."
	if off := now.Sub(c.ServerTime).Abs(); !c.ServerTime.IsZero() && off > clockOff {
		return Failure(check, fmt.Sprintf("is %s off from the database's", off.Round(time.Second)), do)
	}
	if ahead := c.LastEvent.Sub(now); ahead > clockOff {
		return Failure(check, fmt.Sprintf("has gone back: the last event is from %s later", ahead.Round(time.Second)), do)
	}
	return Good(check, "%s", now.Format(time.RFC3339))
}

func backups(c store.Condition, now time.Time) Finding {
	const check, do = "backup", "Make one every night and keep it on another machine: parley backup FILE."
	if c.SavedAt.IsZero() {
		return Warning(check, "none is known", do)
	}
	age := fmt.Sprintf("the last one was made on %s", c.SavedAt.Format(time.DateOnly))
	if now.Sub(c.SavedAt) > backupOld {
		return Warning(check, age, do)
	}
	return Good(check, "%s", age)
}

// Address asks the hub at its public address whether it is alive. loopback says that the hub is for this machine only.
func Address(ctx context.Context, client *http.Client, base string, loopback bool, now time.Time) Finding {
	const check = "address"
	if !loopback && !strings.HasPrefix(base, "https://") {
		return Failure(check, base+" is not encrypted", "Put a proxy with TLS before the hub and set PARLEY_BASE_URL to https://…: docs/operations.md.")
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/healthz", nil)
	if err != nil {
		return Failure(check, err.Error(), "Set PARLEY_BASE_URL to a whole address.")
	}
	answer, err := client.Do(r)
	if err != nil {
		return Warning(check, base+" is not reached from here: "+err.Error(), "See that the hub runs, that the name leads to it, and that the proxy passes it on.")
	}
	if err := answer.Body.Close(); err != nil || answer.StatusCode != http.StatusOK {
		return Failure(check, fmt.Sprintf("%s/healthz answers %d", base, answer.StatusCode), "The address leads to something else than the hub: look at the proxy and PARLEY_BASE_URL.")
	}
	if answer.TLS != nil && len(answer.TLS.PeerCertificates) > 0 {
		if ends := answer.TLS.PeerCertificates[0].NotAfter; ends.Sub(now) < certEnding {
			return Warning(check, "the certificate ends on "+ends.Format(time.DateOnly), "Renew it; see why that did not happen by itself.")
		}
	}
	return Good(check, "%s answers", base)
}
