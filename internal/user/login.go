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
	// Allow counts an attempt under key and reports whether it may be made; if not, after which wait the next may.
	Allow(key string) (ok bool, wait time.Duration)
	// Forget forgets the attempts under key: one succeeded.
	Forget(key string)
	// Return takes the last attempt under key back, and leaves those before it.
	Return(key string)
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
	s.parts.ByAccount.Forget(key)
	s.parts.ByRemote.Return(remote) // not Forget: who has one account could guess at others for ever
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
	ok, wait := bound.Allow(key)
	if ok {
		return nil
	}
	seconds := int(math.Ceil(wait.Seconds()))
	return parley.Errorf(parley.TooMany, "too_many_attempts", "Too many attempts. Try again in %d seconds.", seconds).
		With("retry_after", strconv.Itoa(seconds))
}
