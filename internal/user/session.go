package user

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"github.com/alexedwards/scs/v2"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
)

// SessionLifetime is how long a log-in lasts.
const SessionLifetime = 14 * 24 * time.Hour

// Session is one browser that is logged in.
type Session struct {
	Key       string // SHA-256 of the cookie's token: who reads the table cannot log in
	UserID    parley.ID
	Data      []byte
	ExpiresAt time.Time
}

// SessionStore keeps sessions.
type SessionStore interface {
	// SessionByKey gives one session, expired or not, and false where there is none.
	SessionByKey(ctx context.Context, key string) (Session, bool, error)
	// SaveSession adds or replaces the session of s.Key.
	SaveSession(ctx context.Context, s Session) error
	// DeleteSession ends one session; none is no error.
	DeleteSession(ctx context.Context, key string) error
	// DeleteSessionsOf ends all sessions of a user.
	DeleteSessionsOf(ctx context.Context, userID parley.ID) error
	// DropSessions forgets what expired before the time given, and reports how many.
	DropSessions(ctx context.Context, before time.Time) (int64, error)
}

// Sessions keeps browsers logged in over restarts. It is scs over rows: scs makes the tokens, the rows know the user.
type Sessions struct {
	manager *scs.SessionManager
	rows    sessionRows
	events  *event.Log
}

const sessionUser = "user"

// NewSessions makes one.
func NewSessions(worker unit.Worker, store SessionStore, events *event.Log, clk clock.Clock) *Sessions {
	s := &Sessions{manager: scs.New(), rows: sessionRows{worker: worker, store: store, clk: clk}, events: events}
	s.manager.Store = s.rows
	s.manager.Codec = sessionCodec{}
	s.manager.Lifetime = SessionLifetime
	return s
}

// Begin logs a user in and gives the token for the cookie and when it expires. The session of the old token, if there
// is one, is gone: a token that was known before a log-in is worth nothing after it.
func (s *Sessions) Begin(ctx context.Context, old string, userID parley.ID) (token string, expires time.Time, err error) {
	ctx, err = s.manager.Load(ctx, old)
	if err != nil {
		return "", time.Time{}, err
	}
	err = errors.Join(s.manager.RenewToken(ctx), s.manager.Clear(ctx))
	if err != nil {
		return "", time.Time{}, err
	}
	s.manager.Put(ctx, sessionUser, string(userID))
	token, _, err = s.manager.Commit(ctx)
	return token, s.rows.clk.Now().Add(SessionLifetime), err
}

// UserOf gives whose session a token is; empty for one that is unknown or expired.
func (s *Sessions) UserOf(ctx context.Context, token string) (parley.ID, error) {
	ctx, err := s.manager.Load(ctx, token)
	if err != nil {
		return "", err
	}
	return parley.ID(s.manager.GetString(ctx, sessionUser)), nil
}

// End logs by's browser out.
func (s *Sessions) End(ctx context.Context, by *Asker, token string) error {
	return s.rows.worker.Do(ctx, func(ctx context.Context) error {
		s.events.Append(ctx, event.Event{
			Type: event.SessionEnded, Actor: by.Actor, SubjectID: by.User.ID,
			Data: map[string]string{"session": sessionID(token)},
		})
		return s.rows.store.DeleteSession(ctx, sessionKey(token))
	})
}

// endAll logs a user out everywhere, in the running unit.
func (s *Sessions) endAll(ctx context.Context, by *Asker, userID parley.ID) error {
	s.events.Append(ctx, event.Event{Type: event.SessionEnded, Actor: by.Actor, SubjectID: userID})
	return s.rows.store.DeleteSessionsOf(ctx, userID)
}

// Prune forgets sessions that have expired.
func (s *Sessions) Prune(ctx context.Context) (dropped int64, err error) {
	now := s.rows.clk.Now()
	err = s.rows.worker.Do(ctx, func(ctx context.Context) error {
		dropped, err = s.rows.store.DropSessions(ctx, now)
		return err
	})
	return dropped, err
}

func sessionKey(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// sessionID names a session in events: enough of the key to tell sessions apart.
func sessionID(token string) string { return sessionKey(token)[:16] }

// sessionRows is scs's store.
type sessionRows struct {
	worker unit.Worker
	store  SessionStore
	clk    clock.Clock
}

var _ scs.CtxStore = sessionRows{}

// FindCtx gives the data of a session that has not expired.
func (r sessionRows) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	session, known, err := r.store.SessionByKey(ctx, sessionKey(token))
	if err != nil || !known || !session.ExpiresAt.After(r.clk.Now()) {
		return nil, false, err
	}
	return session.Data, true, nil
}

// CommitCtx writes a session. It is written only at a log-in, so that its life begins then, on the hub's clock.
func (r sessionRows) CommitCtx(ctx context.Context, token string, data []byte, _ time.Time) error {
	_, values, err := sessionCodec{}.Decode(data)
	if err != nil {
		return err
	}
	userID, _ := values[sessionUser].(string)
	session := Session{
		Key: sessionKey(token), UserID: parley.ID(userID), Data: data,
		ExpiresAt: r.clk.Now().Add(SessionLifetime),
	}
	return r.worker.Do(ctx, func(ctx context.Context) error { return r.store.SaveSession(ctx, session) })
}

// DeleteCtx ends a session.
func (r sessionRows) DeleteCtx(ctx context.Context, token string) error {
	return r.worker.Do(ctx, func(ctx context.Context) error { return r.store.DeleteSession(ctx, sessionKey(token)) })
}

// Find, Commit and Delete complete scs.Store; scs calls the ones with a context.
func (r sessionRows) Find(token string) ([]byte, bool, error) {
	return r.FindCtx(context.Background(), token)
}

// Commit is CommitCtx.
func (r sessionRows) Commit(token string, data []byte, expiry time.Time) error {
	return r.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx.
func (r sessionRows) Delete(token string) error { return r.DeleteCtx(context.Background(), token) }

// sessionCodec writes a session as JSON: scs's gob costs a reflection of all types at every request.
type sessionCodec struct{}

type sessionData struct {
	Deadline time.Time         `json:"deadline"`
	Values   map[string]string `json:"values"`
}

// Encode writes values, which are strings.
func (sessionCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	data := sessionData{Deadline: deadline, Values: make(map[string]string, len(values))}
	for k, v := range values {
		text, ok := v.(string)
		if !ok {
			return nil, errors.New("user: a session holds texts only")
		}
		data.Values[k] = text
	}
	return json.Marshal(data)
}

// Decode is Encode the other way.
func (sessionCodec) Decode(raw []byte) (time.Time, map[string]any, error) {
	var data sessionData
	if err := json.Unmarshal(raw, &data); err != nil {
		return time.Time{}, nil, err
	}
	values := make(map[string]any, len(data.Values))
	for k, v := range data.Values {
		values[k] = v
	}
	return data.Deadline, values, nil
}
