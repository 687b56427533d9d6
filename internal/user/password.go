package user

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"parley/internal/parley"
)

// Bounds of a password. The upper one is far over any passphrase.
const (
	minPassword = 10   // characters
	maxPassword = 1024 // bytes
)

// decoy is the hash of a password that nobody knows, made with the parameters below: what an unknown email is
// compared with, so that it takes as long as a known one.
const decoy = "$argon2id$v=19$m=19456,t=2,p=1$Llk7fa0rg5WowEkq/S/uPg$69Iy7+wQpO+5bCFa2mNS0rKPsVCsAvN38GJGbK9V3C8"

// Passwords hashes and compares passwords by argon2id (RFC 9106) with the parameters of OWASP's password storage sheet:
// 19 MiB, two passes, one lane. Each costs some 20 ms of one core, so only so many run at once.
type Passwords struct {
	slots   chan struct{}
	compare func(password, hash string) (bool, error)
}

// NewPasswords makes one that uses at most parallel cores, and 19 MiB for each.
func NewPasswords(parallel int) *Passwords {
	return &Passwords{slots: make(chan struct{}, max(1, parallel)), compare: argon2id.ComparePasswordAndHash}
}

func parameters() *argon2id.Params {
	return &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
}

// Hash gives what is stored of a password. It waits for a free slot, and gives up when ctx ends.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	if err := p.enter(ctx); err != nil {
		return "", err
	}
	defer p.leave()
	hash, err := argon2id.CreateHash(password, parameters())
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return hash, nil
}

// Matches reports whether hash was made from password. An empty hash, that of nobody, matches nothing and takes as
// long as any other.
func (p *Passwords) Matches(ctx context.Context, password, hash string) (bool, error) {
	if err := p.enter(ctx); err != nil {
		return false, err
	}
	defer p.leave()
	nobody := hash == ""
	if nobody {
		hash = decoy
	}
	same, err := p.compare(password, hash)
	if err != nil {
		return false, fmt.Errorf("compare a password: %w", err)
	}
	return same && !nobody, nil
}

func (p *Passwords) enter(ctx context.Context) error {
	select {
	case p.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return parley.Errorf(parley.Unavailable, "busy", "Too many people are logging in right now. Try again in a moment.")
	}
}

func (p *Passwords) leave() { <-p.slots }

// checkPassword applies the rules for a new password. There are no rules about kinds of characters: length is what
// counts (NIST SP 800-63B section 3.1.1).
func checkPassword(password, email, field string) error {
	switch {
	case utf8.RuneCountInString(password) < minPassword || parley.IsBlank(password):
		return parley.Errorf(parley.Invalid, "password_too_short", "A password needs at least %d characters.", minPassword).At(field)
	case len(password) > maxPassword:
		return parley.Errorf(parley.Invalid, "password_too_long", "A password has at most %d bytes.", maxPassword).At(field)
	case strings.EqualFold(strings.TrimSpace(password), strings.TrimSpace(email)):
		return parley.Errorf(parley.Invalid, "password_is_email", "The password must not be the email address.").At(field)
	}
	return nil
}
