package user

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"

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
	CreatedAt time.Time
	SeenAt    time.Time // of its last request, to ten minutes
	ExpiresAt time.Time
	Visit
}

// ID names a session where people and events do: enough of the key to tell sessions apart, and nothing to log in with.
func (s Session) ID() string { return s.Key[:16] }

// Visit says from where a browser logs in.
type Visit struct {
	Remote string `audit:"remote_address"` // IP address
	Agent  string `audit:"browser"`        // what the browser says of itself: its User-Agent
}

// maxAgent is how much of a User-Agent is kept, in bytes.
const maxAgent = 300

// seenEvery is how exact SeenAt is: a write a request would cost more than the request.
const seenEvery = 10 * time.Minute

// SessionStore keeps sessions.
type SessionStore interface {
	// SessionByKey gives one session, expired or not, and false where there is none.
	SessionByKey(ctx context.Context, key string) (Session, bool, error)
	// SaveSession adds a session.
	SaveSession(ctx context.Context, s Session) error
	// SessionsOf gives a user's sessions that expire after the time given, the last seen first.
	SessionsOf(ctx context.Context, userID parley.ID, now time.Time) ([]Session, error)
	// TouchSession notes when a session was last seen.
	TouchSession(ctx context.Context, key string, at time.Time) error
	// DeleteSession ends one session; none is no error.
	DeleteSession(ctx context.Context, key string) error
	// DeleteSessionsOf ends all sessions of a user.
	DeleteSessionsOf(ctx context.Context, userID parley.ID) error
	// DropSessions forgets what expired before the time given, and reports how many.
	DropSessions(ctx context.Context, before time.Time) (int64, error)
}

// Sessions keeps browsers logged in over restarts.
type Sessions struct {
	worker unit.Worker
	store  SessionStore
	events *event.Log
	clk    clock.Clock
}

// NewSessions makes one.
func NewSessions(worker unit.Worker, store SessionStore, events *event.Log, clk clock.Clock) *Sessions {
	return &Sessions{worker: worker, store: store, events: events, clk: clk}
}

// Begin logs a user in and gives the token for the cookie and when it expires. The session of the old token, if there
// is one, is gone: a token that was known before a log-in is worth nothing after it.
func (s *Sessions) Begin(ctx context.Context, old string, u User, v Visit) (token string, expires time.Time, err error) {
	token = newSecret()
	v.Agent = strings.ToValidUTF8(v.Agent[:min(len(v.Agent), maxAgent)], "")
	now := s.clk.Now()
	session := Session{Key: sessionKey(token), UserID: u.ID, CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(SessionLifetime), Visit: v}
	err = s.worker.Do(ctx, func(ctx context.Context) error {
		s.events.Append(ctx, event.Event{
			Type: event.SessionStarted, Actor: parley.Actor{Kind: parley.ActorUser, ID: u.ID}, SubjectID: u.ID,
			Data: map[string]string{"session": session.ID()}, Record: event.Recorded(u.Name, nil, v),
		})
		return errors.Join(s.store.DeleteSession(ctx, sessionKey(old)), s.store.SaveSession(ctx, session))
	})
	return token, session.ExpiresAt, err
}

// find gives the session of a token, and false for one that is unknown or expired.
func (s *Sessions) find(ctx context.Context, token string) (Session, bool, error) {
	session, known, err := s.store.SessionByKey(ctx, sessionKey(token))
	return session, known && session.ExpiresAt.After(s.clk.Now()), err
}

// touch notes that a session was used, if the last note is old.
func (s *Sessions) touch(ctx context.Context, session Session) error {
	now := s.clk.Now()
	if now.Sub(session.SeenAt) < seenEvery {
		return nil
	}
	return s.worker.Do(ctx, func(ctx context.Context) error { return s.store.TouchSession(ctx, session.Key, now) })
}

// List gives by's sessions, the last seen first; a token that may do less than its owner is shown none.
func (s *Sessions) List(ctx context.Context, by *Asker) ([]Session, error) {
	if by == nil {
		return nil, Unauthorized()
	}
	if by.limited() {
		return nil, nil
	}
	return s.store.SessionsOf(ctx, by.User.ID, s.clk.Now())
}

// Revoke logs one of by's browsers out; id is a Session's.
func (s *Sessions) Revoke(ctx context.Context, by *Asker, id string) error {
	sessions, err := s.List(ctx, by)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(sessions, func(session Session) bool { return session.ID() == id })
	if i < 0 {
		return parley.Errorf(parley.NotFound, "session_not_found", "You have no such session.")
	}
	return s.end(ctx, by, sessions[i].Key)
}

// End logs by's browser out.
func (s *Sessions) End(ctx context.Context, by *Asker, token string) error {
	return s.end(ctx, by, sessionKey(token))
}

func (s *Sessions) end(ctx context.Context, by *Asker, key string) error {
	return s.worker.Do(ctx, func(ctx context.Context) error {
		s.events.Append(ctx, event.Event{
			Type: event.SessionEnded, Actor: by.Actor, SubjectID: by.User.ID,
			Data: map[string]string{"session": Session{Key: key}.ID()}, Record: event.Recorded(by.User.Name, nil, nil),
		})
		return s.store.DeleteSession(ctx, key)
	})
}

// endAll logs a user out everywhere, in the running unit.
func (s *Sessions) endAll(ctx context.Context, by *Asker, u User) error {
	s.events.Append(ctx, event.Event{
		Type: event.SessionEnded, Actor: by.Actor, SubjectID: u.ID, Record: event.Recorded(u.Name, nil, nil),
	})
	return s.store.DeleteSessionsOf(ctx, u.ID)
}

// Prune forgets sessions that have expired.
func (s *Sessions) Prune(ctx context.Context) (dropped int64, err error) {
	now := s.clk.Now()
	err = s.worker.Do(ctx, func(ctx context.Context) error {
		dropped, err = s.store.DropSessions(ctx, now)
		return err
	})
	return dropped, err
}

func sessionKey(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
