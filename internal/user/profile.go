package user

import (
	"context"
	"errors"
	"slices"
	"strings"

	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
)

// ProfileChange is what a user changes about himself; nil leaves a thing as it is.
type ProfileChange struct {
	Locale      *string
	TimeZone    *string
	Preferences map[string]string // joined to those there are; an empty text removes its key
}

// UpdateProfile changes by's own settings. It is no fact that others need to learn of: there is no event and no new
// version.
func (s *Users) UpdateProfile(ctx context.Context, by *Asker, c ProfileChange) (Person, error) {
	if by == nil {
		return Person{}, Unauthorized()
	}
	var locale, zone error
	if c.Locale != nil {
		locale = checkLocale(*c.Locale)
	}
	if c.TimeZone != nil {
		zone = checkTimeZone(*c.TimeZone)
	}
	if err := errors.Join(locale, zone); err != nil {
		return Person{}, err
	}
	after := Person{Role: by.Role}
	err := s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		u, known, err := s.parts.Store.LockUser(ctx, by.User.ID)
		if err != nil {
			return err
		}
		if !known {
			return noSuchUser()
		}
		if c.Locale != nil {
			u.Locale = *c.Locale
		}
		if c.TimeZone != nil {
			u.TimeZone = *c.TimeZone
		}
		if u.Preferences, err = mergePreferences(u.Preferences, c.Preferences); err != nil {
			return err
		}
		after.User = u
		unit.After(ctx, s.parts.Directory.Forget)
		return s.parts.Store.UpdateUser(ctx, u)
	})
	return after, err
}

// ChangePassword gives by a new password if current is the old one, and ends all his sessions: the surface begins a
// new one for the browser that asked.
func (s *Users) ChangePassword(ctx context.Context, by *Asker, current, password string) error {
	if err := s.confirm(ctx, by, current); err != nil {
		return err
	}
	hash, err := s.newHash(ctx, by.User, password, "new")
	if err != nil {
		return err
	}
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error { return s.setPassword(ctx, by, by.User, hash) })
}

// confirm asks for by's password again before what must not be done by whoever finds his browser open.
func (s *Users) confirm(ctx context.Context, by *Asker, current string) error {
	if by == nil {
		return Unauthorized()
	}
	if err := attempt(s.parts.ByAccount, EmailKey(by.User.Email)); err != nil {
		return err
	}
	c, _, err := s.parts.Logins.CredentialsOf(ctx, by.User.ID)
	if err != nil {
		return err
	}
	same, err := s.parts.Passwords.Matches(ctx, current, c.PasswordHash)
	if err != nil {
		return err
	}
	if !same {
		return parley.Errorf(parley.Invalid, "wrong_password", "This is not your current password.").At("current")
	}
	s.parts.ByAccount.Forget(EmailKey(by.User.Email))
	return nil
}

// newHash checks and hashes a new password of u's; field is the request's that holds it.
func (s *Users) newHash(ctx context.Context, u User, password, field string) (string, error) {
	if err := checkPassword(password, u.Email, field); err != nil {
		return "", err
	}
	return s.parts.Passwords.Hash(ctx, password)
}

// setPassword gives u another password, in the running unit. A link to set one is worth nothing any more.
func (s *Users) setPassword(ctx context.Context, by *Asker, u User, hash string) error {
	if err := s.parts.Sessions.endAll(ctx, by, u); err != nil {
		return err
	}
	if err := s.parts.Links.DeleteLink(ctx, u.ID); err != nil {
		return err
	}
	s.toldChanged(ctx, by, u, "password")
	return s.parts.Logins.SetPassword(ctx, u.ID, hash, s.parts.Source.Now())
}

// RightsChanged reports whether an event says that what its subject, a user, may see could be another: his live
// connections end and begin anew.
func RightsChanged(e event.Event) bool {
	if e.Type != event.UserUpdated {
		return false
	}
	changed := strings.Split(e.Data["changed"], ",")
	return slices.ContainsFunc(changed, func(what string) bool { return what == "role" || what == "active" || what == "second_factor_off" })
}
