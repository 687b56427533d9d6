package user

import (
	"context"
	"errors"
	"math"
	"strconv"
	"time"

	"parley/internal/event"
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

// LogIn is what somebody logs in with.
type LogIn struct {
	Email    string
	Password string
	Code     string // of the second factor, where the user has one
}

// LogIn checks who it is. An unknown email, a wrong password and a deactivated user are answered alike, after the same
// work. Its errors are *parley.Error: kind Unauthorized with invalid_credentials, with totp_required where the password is
// right and the code is missing, with wrong_code; and TooMany with "retry_after" in seconds.
func (s *Users) LogIn(ctx context.Context, l LogIn, v Visit) (Person, error) {
	key, remote := EmailKey(l.Email), v.Remote
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
	same, err := s.parts.Passwords.Matches(ctx, l.Password, c.PasswordHash)
	if err != nil {
		return Person{}, err
	}
	if !same || !c.Active {
		wrong := parley.Errorf(parley.Unauthorized, "invalid_credentials", "Email or password is wrong.")
		return Person{}, errors.Join(wrong, s.refused(ctx, c.UserID, v, wrong.Code))
	}
	err = s.secondFactor(ctx, c.UserID, l.Code)
	switch parley.CodeOf(err) {
	case "totp_required": // half a log-in is no guess, and no success that takes guesses away
		s.parts.ByAccount.Return(key)
		s.parts.ByRemote.Return(remote)
	case "wrong_code":
		err = errors.Join(err, s.refused(ctx, c.UserID, v, "wrong_code"))
	}
	if err != nil {
		return Person{}, err
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

// refusal is what the audit trail keeps of a log-in that failed.
type refusal struct {
	Remote string `audit:"remote_address"`
	Reason string `audit:"reason"`
}

// refused keeps that a log-in failed: of whom, where there is such a user; what was typed instead of an email address may
// be a password, and is not kept. Attempts over the bound are not counted one by one.
func (s *Users) refused(ctx context.Context, id parley.ID, v Visit, reason string) error {
	u, _, err := s.parts.Store.UserByID(ctx, id)
	if err != nil {
		return err
	}
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		s.parts.Events.Append(ctx, event.Event{
			Type: event.SessionRefused, Actor: parley.Actor{Kind: parley.ActorSystem}, SubjectID: id, Data: map[string]string{"reason": reason},
			Record: event.Recorded(u.Name, nil, refusal{Remote: v.Remote, Reason: reason}),
		})
		return nil
	})
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
