package user

import (
	"context"
	"math"
	"strconv"
	"time"

	"parley/internal/parley"
)

// Credentials are what a log-in is checked against.
type Credentials struct {
	UserID       parley.ID
	PasswordHash string
	Active       bool
}

// LoginStore keeps what concerns logging in.
type LoginStore interface {
	// CredentialsByEmail gives those of the user with this email key, and false where there is none.
	CredentialsByEmail(ctx context.Context, emailKey string) (Credentials, bool, error)
	// CredentialsOf gives those of one user, and false where there is none.
	CredentialsOf(ctx context.Context, id parley.ID) (Credentials, bool, error)
	// SetPassword replaces the hash.
	SetPassword(ctx context.Context, id parley.ID, hash string, at time.Time) error
	// SetLastLogin notes a log-in.
	SetLastLogin(ctx context.Context, id parley.ID, at time.Time) error
}

// Attempts bounds how often something may be tried.
type Attempts interface {
	// Try counts an attempt under key. It gives 0 if the attempt may go on, else how long to wait before the next;
	// a refused attempt does not count.
	Try(key string) time.Duration
	// GiveBack takes back the attempt that was counted last: it succeeded.
	GiveBack(key string)
}

// LogIn checks email and password and gives who it is; remote is the address that asks. An unknown email, a wrong
// password and a deactivated user are answered alike, after the same work. Its errors are *parley.Error: kind
// Unauthorized with invalid_credentials, and TooMany with "retry_after" in seconds.
func (s *Users) LogIn(ctx context.Context, email, password, remote string) (Person, error) {
	key := EmailKey(email)
	if err := attempt(s.parts.ByRemote, remote); err != nil {
		return Person{}, err
	}
	if err := attempt(s.parts.ByAccount, key); err != nil {
		return Person{}, err
	}
	c, _, err := s.parts.Logins.CredentialsByEmail(ctx, key)
	if err != nil {
		return Person{}, err
	}
	same, err := s.parts.Passwords.Matches(ctx, password, c.PasswordHash)
	if err != nil {
		return Person{}, err
	}
	if !same || !c.Active {
		return Person{}, parley.Errorf(parley.Unauthorized, "invalid_credentials", "Email or password is wrong.")
	}
	s.parts.ByRemote.GiveBack(remote)
	s.parts.ByAccount.GiveBack(key)
	now := s.parts.Source.Now()
	if err := s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		return s.parts.Logins.SetLastLogin(ctx, c.UserID, now)
	}); err != nil {
		return Person{}, err
	}
	u, known, err := s.parts.Store.UserByID(ctx, c.UserID)
	if err != nil {
		return Person{}, err
	}
	if !known {
		return Person{}, noSuchUser()
	}
	return s.person(ctx, u)
}

func attempt(bound Attempts, key string) error {
	wait := bound.Try(key)
	if wait <= 0 {
		return nil
	}
	seconds := int(math.Ceil(wait.Seconds()))
	return parley.Errorf(parley.TooMany, "too_many_attempts", "Too many attempts. Try again in %d seconds.", seconds).
		With("retry_after", strconv.Itoa(seconds))
}
