// Package notice tells users what concerns them without being a conversation: a message of theirs that failed, a long job that
// ended, a channel that stopped. A notice is a row a user, written in the unit of work of the event that it is about: so none is
// lost and none comes twice. There is none for what customers write, which unread conversations are for: the number of rows
// grows with what goes wrong and not with the traffic.
package notice

import (
	"context"
	"time"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
	"parley/internal/user"
)

// Notice is one entry of a user's list.
type Notice struct {
	Number    int64 // grows with every notice
	Kind      Kind
	SubjectID parley.ID // see Kind
	Name      string    // of the subject, where the list can tell: of a conversation it cannot
	Actor     parley.Actor
	ActorName string // of the user as it is now; empty for others
	Data      map[string]string
	At        time.Time
	ReadAt    time.Time // zero: unread
}

// Limits of what is kept.
const (
	Kept  = 30 * 24 * time.Hour
	atMax = 100 // notices of a kind and user: a program may fail with thousands of messages
)

// Store keeps notices. What writes does so inside a unit.
type Store interface {
	// AddNotice writes a row for each user, in place of unread ones about the same subject, and forgets all but the newest
	// most of the user's of that kind.
	AddNotice(ctx context.Context, n Notice, users []parley.ID, most int) error
	// Failure gives what a notice says of a message that has failed.
	Failure(ctx context.Context, message parley.ID) (Failure, error)
	// ActiveUsers gives the active users who have one of the roles, by id.
	ActiveUsers(ctx context.Context, roles []parley.ID) ([]parley.ID, error)
	// Notices gives those of the user and the kinds, the newest first: at most limit before a number; 0 begins.
	Notices(ctx context.Context, v Viewer, before int64, limit int) ([]Notice, error)
	// UnreadNotices counts them by kind.
	UnreadNotices(ctx context.Context, v Viewer) (map[Kind]int64, error)
	// ReadNotices marks unread ones as read, and says how many.
	ReadNotices(ctx context.Context, v Viewer, which Which, at time.Time) (int64, error)
	// DropNotices forgets what is older than before, and reports how many.
	DropNotices(ctx context.Context, before time.Time) (int64, error)
}

// Which notices are meant: those with numbers, those about a subject, or all up to and with a number.
type Which struct {
	Numbers   []int64
	SubjectID parley.ID
	UpTo      int64
}

// Failure is whose message failed, "" where nobody wrote it, and the provider's own words and code for why, where it gave some.
type Failure struct {
	AuthorID           parley.ID
	Text, ProviderCode string
}

// Parts are what Notices are made of.
type Parts struct {
	Worker unit.Worker
	Store  Store
	Roles  user.RoleStore
	Log    *event.Log
	Clock  clock.Clock
}

// Notices writes and reads notices.
type Notices struct{ parts Parts }

// New makes Notices of their parts, and from here on the log's events are told.
func New(p Parts) *Notices {
	s := &Notices{parts: p}
	p.Log.Beside = s.beside
	return s
}

// List gives a viewer's notices of a tab, the newest first: at most limit before a number, 0 to begin.
func (s *Notices) List(ctx context.Context, v Viewer, tab Tab, before int64, limit int) ([]Notice, error) {
	v.Kinds = v.in(tab)
	if len(v.Kinds) == 0 {
		return nil, nil
	}
	return s.parts.Store.Notices(ctx, v, before, limit)
}

// Unread counts what a viewer has not read, by tab.
func (s *Notices) Unread(ctx context.Context, v Viewer) (map[Tab]int64, error) {
	counts := map[Tab]int64{}
	if len(v.Kinds) == 0 {
		return counts, nil
	}
	kinds, err := s.parts.Store.UnreadNotices(ctx, v)
	for kind, n := range kinds {
		counts[TabOf(kind)] += n
	}
	return counts, err
}

// Read marks a viewer's notices with those numbers as read; others' and what is read already it leaves alone. His pages are told.
func (s *Notices) Read(ctx context.Context, v Viewer, numbers []int64) error {
	if len(numbers) == 0 {
		return nil
	}
	return s.mark(ctx, v, Which{Numbers: numbers})
}

// ReadAbout marks those about a subject, which the viewer has before him.
func (s *Notices) ReadAbout(ctx context.Context, v Viewer, subject parley.ID) error {
	return s.mark(ctx, v, Which{SubjectID: subject})
}

// ReadAll marks all of a tab as read, up to and with a number: what came after it was not seen.
func (s *Notices) ReadAll(ctx context.Context, v Viewer, tab Tab, upTo int64) error {
	v.Kinds = v.in(tab)
	return s.mark(ctx, v, Which{UpTo: upTo})
}

func (s *Notices) mark(ctx context.Context, v Viewer, which Which) error {
	if len(v.Kinds) == 0 {
		return nil
	}
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		n, err := s.parts.Store.ReadNotices(ctx, v, which, s.parts.Clock.Now())
		if err == nil && n > 0 {
			s.parts.Log.Append(ctx, event.Event{
				Type: event.NoticeRead, Actor: parley.Actor{Kind: parley.ActorUser, ID: v.UserID}, Data: map[string]string{"user_id": string(v.UserID)},
			})
		}
		return err
	})
}

// Prune forgets what is older than Kept, and says how many.
func (s *Notices) Prune(ctx context.Context) (int64, error) {
	return s.parts.Store.DropNotices(ctx, s.parts.Clock.Now().Add(-Kept))
}
