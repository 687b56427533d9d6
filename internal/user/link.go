package user

import (
	"context"
	"time"

	"parley/internal/parley"
)

// LinkLifetime is how long a link to set a password can be used.
const LinkLifetime = 7 * 24 * time.Hour

// Link lets a user set a password without the one before. An administrator makes it and passes it on: for who is new
// and for who has forgotten his password. It counts for as long as the user may do what he could when it was made: who made
// it may be no match for what he becomes.
type Link struct {
	UserID    parley.ID
	Hash      string // SHA-256 of the secret in it, hexadecimal
	ExpiresAt time.Time
}

// LinkStore keeps links to set a password, one a user.
type LinkStore interface {
	// SaveLink replaces the user's link.
	SaveLink(ctx context.Context, l Link) error
	// LinkByHash gives one link, expired or not, and false where there is none.
	LinkByHash(ctx context.Context, hash string) (Link, bool, error)
	// DeleteLink forgets a user's link; none is no error.
	DeleteLink(ctx context.Context, userID parley.ID) error
	// DeleteLinksOfRole forgets the links of all who have a role.
	DeleteLinksOfRole(ctx context.Context, roleID parley.ID) error
}

// MakeLink makes a link with which the user sets a password, instead of any that was made before. The secret is given
// this one time and kept nowhere.
func (s *Users) MakeLink(ctx context.Context, by *Asker, id parley.ID) (l Link, secret string, err error) {
	if err := by.Require(UpdateUser); err != nil {
		return Link{}, "", err
	}
	secret = newSecret()
	l = Link{UserID: id, Hash: sessionKey(secret), ExpiresAt: s.parts.Source.Now().Add(LinkLifetime)}
	err = s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		p, err := s.below(ctx, by, id)
		if err != nil {
			return err
		}
		if !p.User.Active {
			return parley.Errorf(parley.Conflict, "user_inactive", "This user is deactivated. Let him log in again first.")
		}
		s.toldChanged(ctx, by, p.User, "password_link")
		return s.parts.Links.SaveLink(ctx, l)
	})
	return l, secret, err
}

// OfLink gives whose link a secret is, for the page that it opens; remote is the address that asks.
func (s *Users) OfLink(ctx context.Context, secret, remote string) (Person, error) {
	if err := attempt(s.parts.ByRemote, remote); err != nil {
		return Person{}, err
	}
	p, err := s.ofLink(ctx, secret)
	if err == nil {
		s.parts.ByRemote.Return(remote)
	}
	return p, err
}

func (s *Users) ofLink(ctx context.Context, secret string) (Person, error) {
	l, known, err := s.parts.Links.LinkByHash(ctx, sessionKey(secret))
	if err != nil {
		return Person{}, err
	}
	if known && s.parts.Source.Now().Before(l.ExpiresAt) {
		u, there, err := s.parts.Store.UserByID(ctx, l.UserID)
		if err != nil {
			return Person{}, err
		}
		if there && u.Active {
			return s.person(ctx, u)
		}
	}
	return Person{}, parley.Errorf(parley.NotFound, "link_not_found", "This link has been used or has expired. Ask an administrator for a new one.")
}

// UseLink sets the password of the user whose link it is. The link is worth nothing afterwards, and the user is logged out
// everywhere.
func (s *Users) UseLink(ctx context.Context, secret, password, remote string) error {
	p, err := s.OfLink(ctx, secret, remote)
	if err != nil {
		return err
	}
	hash, err := s.newHash(ctx, p.User, password, "password")
	if err != nil {
		return err
	}
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		if _, _, err := s.parts.Store.LockUser(ctx, p.User.ID); err != nil { // of two at the same time one comes second
			return err
		}
		p, err := s.ofLink(ctx, secret)
		if err != nil {
			return err
		}
		return s.setPassword(ctx, newAsker(p), p.User, hash)
	})
}
