package user

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
)

// TokenPrefix begins every API token, so that scanners for leaked secrets can tell one.
const TokenPrefix = "prl_"

// tokenLength is the prefix with 32 random bytes in base64url.
const tokenLength = len(TokenPrefix) + 43

// shownPrefix is how much of a token stays visible, for telling tokens apart.
const shownPrefix = len(TokenPrefix) + 6

// tokenRevoked is what the event says that has changed of the owner.
const tokenRevoked = "token_revoked"

// maxTokens is how many tokens a user has at most.
const maxTokens = 50

// Token is the key of a program that acts for a user, without the secret.
type Token struct {
	ID         parley.ID
	UserID     parley.ID
	Name       string
	Prefix     string // the first characters of the secret
	CreatedAt  time.Time
	LastUsedAt time.Time // to the minute; zero: never
	RevokedAt  time.Time // zero: it counts
}

// TokenStore keeps API tokens.
type TokenStore interface {
	// InsertToken adds t, found by hash from now on.
	InsertToken(ctx context.Context, t Token, hash string) error
	// TokenByHash gives one token, revoked or not, and false where there is none.
	TokenByHash(ctx context.Context, hash string) (Token, bool, error)
	// TokensOf gives a user's tokens that are not revoked, oldest first.
	TokensOf(ctx context.Context, userID parley.ID) ([]Token, error)
	// RevokeToken takes a user's token back, and reports whether he had it.
	RevokeToken(ctx context.Context, id, userID parley.ID, at time.Time) (bool, error)
	// TouchToken notes when a token was used.
	TouchToken(ctx context.Context, id parley.ID, at time.Time) error
}

// Tokens makes, lists and takes back API tokens.
type Tokens struct {
	worker    unit.Worker
	store     TokenStore
	events    *event.Log
	src       clock.Source
	directory *Directory
}

// NewTokens makes one.
func NewTokens(worker unit.Worker, store TokenStore, events *event.Log, src clock.Source, directory *Directory) *Tokens {
	return &Tokens{worker: worker, store: store, events: events, src: src, directory: directory}
}

// Create makes a token that acts for owner: by himself, or anybody where by is the hub. The secret is given this one
// time and kept nowhere.
func (s *Tokens) Create(ctx context.Context, by *Asker, owner parley.ID, name string) (t Token, secret string, err error) {
	if err := by.Require(CreateToken); err != nil {
		return Token{}, "", err
	}
	if owner != by.User.ID && by.Actor.Kind != parley.ActorSystem {
		return Token{}, "", parley.Errorf(parley.Forbidden, "forbidden", "You can make tokens for yourself only.")
	}
	name, err = checkName(name)
	if err != nil {
		return Token{}, "", err
	}
	raw := make([]byte, 32)
	rand.Read(raw) //nolint:errcheck // since Go 1.24 it never fails
	secret = TokenPrefix + base64.RawURLEncoding.EncodeToString(raw)
	t = Token{
		ID: parley.ID(s.src.NewID()), UserID: owner, Name: name,
		Prefix: secret[:shownPrefix], CreatedAt: s.src.Now(),
	}
	err = s.worker.Do(ctx, func(ctx context.Context) error {
		have, err := s.store.TokensOf(ctx, owner)
		if err != nil {
			return err
		}
		if len(have) >= maxTokens {
			return parley.Errorf(parley.Conflict, "too_many_tokens", "A user has at most %d tokens. Revoke one first.", maxTokens)
		}
		s.told(ctx, by, owner, "token_created", t.ID)
		return s.store.InsertToken(ctx, t, hex.EncodeToString(hashToken(secret)))
	})
	return t, secret, err
}

// List gives by's tokens, oldest first.
func (s *Tokens) List(ctx context.Context, by *Asker) ([]Token, error) {
	if by == nil {
		return nil, Unauthorized()
	}
	return s.store.TokensOf(ctx, by.User.ID)
}

// Revoke takes one of by's tokens back: the next request with it is refused.
func (s *Tokens) Revoke(ctx context.Context, by *Asker, id parley.ID) error {
	if by == nil {
		return Unauthorized()
	}
	now := s.src.Now()
	return s.worker.Do(ctx, func(ctx context.Context) error {
		had, err := s.store.RevokeToken(ctx, id, by.User.ID, now)
		if err != nil {
			return err
		}
		if !had {
			return parley.Errorf(parley.NotFound, "token_not_found", "You have no such token.")
		}
		unit.After(ctx, s.directory.Forget)
		s.told(ctx, by, by.User.ID, tokenRevoked, id)
		return nil
	})
}

func (s *Tokens) told(ctx context.Context, by *Asker, owner parley.ID, changed string, id parley.ID) {
	s.events.Append(ctx, event.Event{
		Type: event.UserUpdated, Actor: by.Actor, SubjectID: owner,
		Data: map[string]string{"changed": changed, "token_id": string(id)},
	})
}

// RevokedToken gives the id of the token that an event says was revoked, and "" for any other event.
func RevokedToken(e event.Event) parley.ID {
	if e.Type != event.UserUpdated || e.Data["changed"] != tokenRevoked {
		return ""
	}
	return parley.ID(e.Data["token_id"])
}

// hashToken is SHA-256: a random secret of 32 bytes needs no slow hash.
func hashToken(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// looksLikeToken keeps what cannot be a token from being looked up.
func looksLikeToken(secret string) bool {
	return len(secret) == tokenLength && strings.HasPrefix(secret, TokenPrefix)
}
