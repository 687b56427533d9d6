package user

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"parley/internal/clock"
	"parley/internal/parley"
	"parley/internal/unit"
)

// What the directory keeps.
const (
	// remembered is how many tokens, and how many users, are kept at most.
	remembered = 4096
	// freshFor bounds how long a change that another process made can go unnoticed. Its own changes are noticed
	// at once.
	freshFor = 5 * time.Second
	// touchEvery is how exact a token's last use is: a write a request would cost more than the request.
	touchEvery = time.Minute
)

// Directory says who asks, at every request: it is the fast way from a token or a session to the user with his
// permissions. What it has read it keeps until Forget, or for five seconds.
type Directory struct {
	sources DirectorySources

	generation atomic.Uint64 // what was read under an older one is not used
	mu         sync.RWMutex
	tokens     map[[sha256.Size]byte]*known
	users      map[parley.ID]*known
}

// DirectorySources are what a Directory reads from.
type DirectorySources struct {
	Users    UserReader
	Roles    RoleStore
	Tokens   TokenStore
	Sessions *Sessions
	Worker   unit.Worker
	Clock    clock.Clock
	Log      *slog.Logger
}

// UserReader reads one user.
type UserReader interface {
	// UserByID gives one user, and false where there is none.
	UserByID(ctx context.Context, id parley.ID) (User, bool, error)
}

// known is what was read about one token or user.
type known struct {
	asker      *Asker
	generation uint64
	until      time.Time
	used       atomic.Int64 // ms; when the token was last noted as used
}

// NewDirectory makes one.
func NewDirectory(sources DirectorySources) *Directory {
	return &Directory{
		sources: sources,
		tokens:  map[[sha256.Size]byte]*known{},
		users:   map[parley.ID]*known{},
	}
}

// Forget makes every answer be read anew. It is called after each change of a user, a role or a token: by this process
// when it commits one, and by whoever reads in the event log of another's.
func (d *Directory) Forget() { d.generation.Add(1) }

// ByToken gives who asks with an API token; a *parley.Error of kind Unauthorized for one that does not count.
func (d *Directory) ByToken(ctx context.Context, secret string) (*Asker, error) {
	if !looksLikeToken(secret) {
		return nil, Unauthorized()
	}
	hash := sha256.Sum256([]byte(secret))
	now := d.sources.Clock.Now()
	d.mu.RLock()
	k := d.tokens[hash]
	d.mu.RUnlock()
	if !d.current(k, now) {
		var err error
		if k, err = d.readToken(ctx, hash, now); err != nil {
			return nil, err
		}
	}
	d.touch(ctx, k, now)
	return k.asker, nil
}

// BySession gives who asks with a session's cookie; a *parley.Error of kind Unauthorized for one that has ended.
func (d *Directory) BySession(ctx context.Context, token string) (*Asker, error) {
	session, known, err := d.sources.Sessions.find(ctx, token)
	if err != nil {
		return nil, err
	}
	if !known {
		return nil, Unauthorized()
	}
	a, err := d.byUser(ctx, session.UserID)
	if err != nil {
		return nil, err
	}
	if err := d.sources.Sessions.touch(ctx, session); err != nil { // which costs nobody his request
		d.sources.Log.WarnContext(ctx, "noting the use of a session failed", "user_id", session.UserID, "error", err)
	}
	own := *a
	own.SessionID, own.ExpiresAt = session.ID(), session.ExpiresAt
	own.MustEnrol = a.Role.TOTPRequired && !a.User.TOTP
	return &own, nil
}

// ByUser gives what a user may do now, for what acts on his behalf without a request; a *parley.Error of kind
// Unauthorized for one who is unknown or deactivated.
func (d *Directory) ByUser(ctx context.Context, id parley.ID) (*Asker, error) {
	return d.byUser(ctx, id)
}

func (d *Directory) current(k *known, now time.Time) bool {
	return k != nil && k.generation == d.generation.Load() && now.Before(k.until)
}

func (d *Directory) byUser(ctx context.Context, id parley.ID) (*Asker, error) {
	now := d.sources.Clock.Now()
	d.mu.RLock()
	k := d.users[id]
	d.mu.RUnlock()
	if d.current(k, now) {
		return k.asker, nil
	}
	generation := d.generation.Load() // before the reading: what changes meanwhile makes the answer old
	a, err := d.read(ctx, id)
	if err != nil {
		return nil, err
	}
	keep(&d.mu, d.users, id, &known{asker: a, generation: generation, until: now.Add(freshFor)})
	return a, nil
}

func (d *Directory) read(ctx context.Context, id parley.ID) (*Asker, error) {
	u, there, err := d.sources.Users.UserByID(ctx, id)
	if err != nil {
		return nil, err
	}
	if !there || !u.Active {
		return nil, Unauthorized()
	}
	role, _, err := d.sources.Roles.RoleByID(ctx, u.RoleID)
	if err != nil {
		return nil, err
	}
	return newAsker(Person{User: u, Role: role}), nil
}

func (d *Directory) roleByKey(ctx context.Context, key string) (Role, error) {
	role, known, err := d.sources.Roles.RoleByKey(ctx, key)
	if err == nil && !known {
		err = parley.Errorf(parley.Invalid, "unknown_role", "There is no such role. GET /api/v2/roles lists them.").At("role")
	}
	return role, err
}

func (d *Directory) readToken(ctx context.Context, hash [sha256.Size]byte, now time.Time) (*known, error) {
	generation := d.generation.Load()
	t, there, err := d.sources.Tokens.TokenByHash(ctx, hex.EncodeToString(hash[:]))
	if err != nil {
		return nil, err
	}
	if !there || !t.RevokedAt.IsZero() || t.expired(now) {
		return nil, Unauthorized()
	}
	a, err := d.read(ctx, t.UserID)
	if err != nil {
		return nil, err
	}
	if t.RoleID != "" {
		role, _, err := d.sources.Roles.RoleByID(ctx, t.RoleID)
		if err != nil {
			return nil, err
		}
		a.Permissions = a.Permissions.within(role.effective())
	}
	a.TokenID, a.TokenRoleID, a.ExpiresAt = t.ID, t.RoleID, t.ExpiresAt
	a.Actor = parley.Actor{Kind: parley.ActorToken, ID: a.User.ID}
	k := &known{asker: a, generation: generation, until: now.Add(freshFor)}
	if !t.ExpiresAt.IsZero() && t.ExpiresAt.Before(k.until) {
		k.until = t.ExpiresAt
	}
	if !t.LastUsedAt.IsZero() {
		k.used.Store(t.LastUsedAt.UnixMilli())
	}
	keep(&d.mu, d.tokens, hash, k)
	return k, nil
}

// touch notes that a token was used, if the last note is a minute old. A failure costs nobody his request.
func (d *Directory) touch(ctx context.Context, k *known, now time.Time) {
	last := k.used.Load()
	if now.UnixMilli()-last < touchEvery.Milliseconds() || !k.used.CompareAndSwap(last, now.UnixMilli()) {
		return
	}
	err := d.sources.Worker.Do(ctx, func(ctx context.Context) error {
		return d.sources.Tokens.TouchToken(ctx, k.asker.TokenID, now)
	})
	if err != nil {
		d.sources.Log.WarnContext(ctx, "noting the use of a token failed", "token_id", k.asker.TokenID, "error", err)
	}
}

// keep puts k into m; a full map makes room by forgetting any one, so that strangers' tokens cannot fill memory.
func keep[K comparable](mu *sync.RWMutex, m map[K]*known, key K, k *known) {
	mu.Lock()
	defer mu.Unlock()
	if _, there := m[key]; !there && len(m) >= remembered {
		for old := range m {
			delete(m, old)
			break
		}
	}
	m[key] = k
}
