package user

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"strings"

	"parley/internal/parley"
)

// SetupStore tells whether the hub is new.
type SetupStore interface {
	// HasUsers reports whether there is any user, active or not.
	HasUsers(ctx context.Context) (bool, error)
}

// Setup makes the first user of a new hub, who is a super-admin. It works only while there is none.
type Setup struct {
	users *Users
	store SetupStore
	code  string
}

// NewSetup makes one. code must be given to SetUp, so that a stranger who finds a new hub on a public address cannot
// take it; empty asks for none.
func NewSetup(users *Users, store SetupStore, code string) *Setup {
	return &Setup{users: users, store: store, code: code}
}

// NewSetupCode makes a code to be printed in the log: sixty bits, as three groups of four letters and digits.
func NewSetupCode() string {
	raw := make([]byte, 8)
	rand.Read(raw) //nolint:errcheck // since Go 1.24 it never fails
	text := base32.StdEncoding.EncodeToString(raw)
	return text[:4] + "-" + text[4:8] + "-" + text[8:12]
}

// CodeRequired reports whether SetUp asks for a code.
func (s *Setup) CodeRequired() bool { return s.code != "" }

// Needed reports whether there is nobody yet.
func (s *Setup) Needed(ctx context.Context) (bool, error) {
	has, err := s.store.HasUsers(ctx)
	return !has && err == nil, err
}

// SetUp makes the first user; n's role is not looked at. Of several who try at once one succeeds, the others get a
// *parley.Error of kind Conflict.
func (s *Setup) SetUp(ctx context.Context, n New, code, remote string) (Person, error) {
	if err := s.open(ctx); err != nil { // looked at again in the unit: here it spares the hashing
		return Person{}, err
	}
	if err := attempt(s.users.parts.ByRemote, remote); err != nil {
		return Person{}, err
	}
	if !sameCode(s.code, code) {
		return Person{}, parley.Errorf(parley.Forbidden, "wrong_code", "Enter the set-up code from the server's log.").At("code")
	}
	n.Role = SuperAdmin
	if err := checkPassword(n.Password, n.Email, "password"); err != nil { // nobody could invite the first user
		return Person{}, err
	}
	p, err := s.users.Prepare(ctx, Hub(), n)
	if err != nil {
		return Person{}, err
	}
	p.allowed = s.open
	return s.users.Add(ctx, Hub(), p)
}

func (s *Setup) open(ctx context.Context) error {
	has, err := s.store.HasUsers(ctx)
	if err == nil && has {
		err = parley.Errorf(parley.Conflict, "already_set_up", "This hub has users already. Log in, or ask one of them.")
	}
	return err
}

// sameCode compares in constant time.
func sameCode(want, got string) bool {
	return want == "" || subtle.ConstantTimeCompare([]byte(plainCode(want)), []byte(plainCode(got))) == 1
}

// plainCode is a code that people may type in small letters and without the dashes.
func plainCode(code string) string {
	return strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(code))
}
