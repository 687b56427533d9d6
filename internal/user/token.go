package user

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
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

// maxTokens is how many tokens a user has at most.
const maxTokens = 50

// Token is the key of a program that acts for a user, without the secret.
type Token struct {
	ID         parley.ID
	UserID     parley.ID
	Name       string
	Prefix     string // the first characters of the secret
	CreatedAt  time.Time
	RoleID     parley.ID // it may do what both its owner and this role may; empty: all that its owner may
	RoleName   string    // as it is now; not written
	ExpiresAt  time.Time // zero: never
	LastUsedAt time.Time // to the minute; zero: never
	RevokedAt  time.Time // zero: it counts
}

func (t Token) expired(now time.Time) bool { return !t.ExpiresAt.IsZero() && !now.Before(t.ExpiresAt) }

// NewToken is what a token is made of.
type NewToken struct {
	Name      string
	Role      string    // key; empty: all that its owner may do
	ExpiresAt time.Time // zero: never
}

// tokenFacts is what the audit trail keeps of a token.
type tokenFacts struct {
	Name      string    `audit:"name"`
	Prefix    string    `audit:"prefix"`
	Role      string    `audit:"role"`
	ExpiresAt time.Time `audit:"expires_at"`
}

func factsOfToken(t Token) tokenFacts {
	return tokenFacts{Name: t.Name, Prefix: t.Prefix, Role: t.RoleName, ExpiresAt: t.ExpiresAt}
}

// TokenStore keeps API tokens.
type TokenStore interface {
	// InsertToken adds t, found by hash from now on.
	InsertToken(ctx context.Context, t Token, hash string) error
	// TokenByHash gives one token, revoked or not, and false where there is none.
	TokenByHash(ctx context.Context, hash string) (Token, bool, error)
	// TokensOf gives a user's tokens that are not revoked, oldest first.
	TokensOf(ctx context.Context, userID parley.ID) ([]Token, error)
	// RevokeToken takes a token back.
	RevokeToken(ctx context.Context, id parley.ID, at time.Time) error
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
// time and kept nowhere. Who asks with a token makes none that may do more than his own.
func (s *Tokens) Create(ctx context.Context, by *Asker, owner parley.ID, n NewToken) (t Token, secret string, err error) {
	if err := by.Require(CreateToken); err != nil {
		return Token{}, "", err
	}
	if owner != by.User.ID && by.Actor.Kind != parley.ActorSystem {
		return Token{}, "", parley.Errorf(parley.Forbidden, "forbidden", "You can make tokens for yourself only.")
	}
	secret = TokenPrefix + newSecret()
	t = Token{
		ID: parley.ID(s.src.NewID()), UserID: owner, Prefix: secret[:shownPrefix], CreatedAt: s.src.Now(), ExpiresAt: n.ExpiresAt.Truncate(time.Millisecond),
	}
	if t.Name, err = checkName(n.Name); err != nil {
		return Token{}, "", err
	}
	if t.expired(t.CreatedAt) {
		return Token{}, "", parley.Errorf(parley.Invalid, "already_expired", "Give a time that is still to come.").At("expires_at")
	}
	allowed := by.Role.effective()
	if n.Role != "" {
		role, err := s.directory.roleByKey(ctx, n.Role)
		if err != nil {
			return Token{}, "", err
		}
		if err := s.ownerCovers(ctx, owner, role); err != nil {
			return Token{}, "", err
		}
		t.RoleID, t.RoleName = role.ID, role.Name
		allowed = allowed.within(role.effective())
	}
	if !by.Permissions.Covers(allowed) {
		return Token{}, "", parley.Errorf(parley.Forbidden, "role_exceeds_yours", "Give the new token a role that allows no more than the token that you use.").At("role")
	}
	err = s.worker.Do(ctx, func(ctx context.Context) error {
		have, err := s.store.TokensOf(ctx, owner)
		if err != nil {
			return err
		}
		if len(have) >= maxTokens {
			return parley.Errorf(parley.Conflict, "too_many_tokens", "A user has at most %d tokens. Revoke one first.", maxTokens)
		}
		s.told(ctx, by, event.TokenCreated, t, event.Recorded(t.Name, nil, factsOfToken(t)))
		return s.store.InsertToken(ctx, t, hex.EncodeToString(hashToken(secret)))
	})
	return t, secret, err
}

// ownerCovers refuses a role for a token of owner that promises what the owner himself may not.
func (s *Tokens) ownerCovers(ctx context.Context, owner parley.ID, role Role) error {
	holder, err := s.directory.ByUser(ctx, owner)
	if err != nil || holder.Permissions.Covers(role.effective()) {
		return err
	}
	return parley.Errorf(parley.Forbidden, "role_exceeds_yours", "The role %s holds permissions that the token's owner does not have.", role.Name).At("role")
}

// List gives by's tokens, oldest first; a token that may do less than its owner is shown itself alone.
func (s *Tokens) List(ctx context.Context, by *Asker) ([]Token, error) {
	if by == nil {
		return nil, Unauthorized()
	}
	tokens, err := s.store.TokensOf(ctx, by.User.ID)
	return slices.DeleteFunc(tokens, func(t Token) bool { return by.limited() && t.ID != by.TokenID }), err
}

// Revoke takes one of the tokens back that List gives: the next request with it is refused.
func (s *Tokens) Revoke(ctx context.Context, by *Asker, id parley.ID) error {
	now := s.src.Now()
	return s.worker.Do(ctx, func(ctx context.Context) error {
		have, err := s.List(ctx, by)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(have, func(t Token) bool { return t.ID == id })
		if i < 0 {
			return parley.Errorf(parley.NotFound, "token_not_found", "You have no such token.")
		}
		s.told(ctx, by, event.TokenRevoked, have[i], event.Recorded(have[i].Name, factsOfToken(have[i]), nil))
		return s.store.RevokeToken(ctx, id, now)
	})
}

func (s *Tokens) told(ctx context.Context, by *Asker, t event.Type, about Token, r *event.Record) {
	s.events.Append(ctx, event.Event{
		Type: t, Actor: by.Actor, SubjectID: about.UserID, Data: map[string]string{"token_id": string(about.ID)}, Record: r,
	})
	unit.After(ctx, s.directory.Forget)
}

// newSecret gives 32 random bytes in base64url.
func newSecret() string {
	raw := make([]byte, 32)
	rand.Read(raw) //nolint:errcheck // since Go 1.24 it never fails
	return base64.RawURLEncoding.EncodeToString(raw)
}

// RevokedToken gives the id of the token that an event says was revoked, and "" for any other event.
func RevokedToken(e event.Event) parley.ID {
	if e.Type != event.TokenRevoked {
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
