package store

import (
	"context"
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"parley/internal/conversation"
	"parley/internal/parley"
)

// isUnread asks of the conversation c, of which rp says what the viewer has read, whether there is anything unread in it.
const isUnread = `c.inbound_count > c.answered_count AND c.inbound_count > COALESCE(rp.inbound_count, 0)`

// How much is remembered of what readers have not read, and how far below the newest activity that begins: what is written at
// the same time is committed in any order.
const (
	gapsKept   = 64 // lists of readers
	gapKnows   = 1000
	gapLookups = 64 // conversations that are looked up at a time
	gapMargin  = int64(5 * time.Minute / time.Millisecond)
	gapHolds   = gapMargin // milliseconds until the list is read anew
)

// spot is the place of a conversation in the list by activity, the newest first.
type spot struct {
	at int64 // milliseconds
	id parley.ID
}

func (p spot) below(other spot) bool { return p.at < other.at || p.at == other.at && p.id < other.id }

func spotOf(v conversation.View) spot { return spot{millis(v.LastActivityAt), v.ID} }

// gap is a stretch of the list by activity of which is known what a reader has not read in it. Only what the customer writes
// makes a conversation unread, and that takes it to the top of the list, above every gap: what is read below stays read. So
// who has read nearly all is led past what he has read once, and then looks up the few conversations that the gap names.
//
// A clock that is set back puts what is written into a gap, where it is not looked for. The process that writes it forgets its
// gaps; another one drops them where it sees by its own clock or by the newest activity that time has gone back, and in any
// case when they are as old as gapHolds. What remains: while the clocks of two processes are further apart than gapMargin, the
// one that is ahead lists what the other takes as late as gapHolds.
type gap struct {
	learnt int64  // when the first page was walked, in milliseconds
	top    int64  // the newest activity of all when it was last looked at, likewise
	newest int64  // the time of activity at which it begins, in milliseconds
	oldest spot   // where it ends
	ends   bool   // it ends with the list
	unread []spot // in the order of the list; some may have been read since
}

// gapKey is whose gap it is, and in which of his lists.
type gapKey struct {
	reader  parley.ID
	kind    parley.ConversationKind
	channel parley.ID
}

// gaps are those that this process knows. They hold no more than the database says, and need not be kept.
type gaps struct {
	mu      sync.Mutex
	known   map[gapKey]gap
	cleared int          // how often all were forgotten
	top     atomic.Int64 // the newest time at which one of them begins
}

func (g *gaps) get(key gapKey) (found gap, known bool, cleared int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	found, known = g.known[key]
	return found, known, g.cleared
}

// put keeps what was learnt since all were forgotten for the last time.
func (g *gaps) put(key gapKey, learnt gap, cleared int) {
	if len(learnt.unread) > gapKnows {
		learnt.unread = learnt.unread[:gapKnows]
		learnt.oldest, learnt.ends = learnt.unread[gapKnows-1], false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if cleared != g.cleared || !learnt.ends && learnt.oldest.at > learnt.newest {
		return
	}
	if _, known := g.known[key]; g.known == nil || !known && len(g.known) >= gapsKept {
		g.known = map[gapKey]gap{}
	}
	g.known[key] = learnt
	g.top.Store(max(g.top.Load(), learnt.newest))
}

// clear forgets all: the clock was set back, and something was written at a time that a gap is about.
func (g *gaps) clear() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.known, g.cleared = nil, g.cleared+1
	g.top.Store(0)
}

// holds reports whether the gap still says what is read, at a time and with the newest activity of all then.
func (g *gap) holds(now, top int64) bool {
	return g.learnt <= now && now < g.learnt+gapHolds && g.top <= top
}

// reach reports whether a time is one that a gap is about.
func (g *gaps) reach(at time.Time) bool { return millis(at) <= g.top.Load() }

// unread gives a page of what the viewer has not read: what is above the gap, what the gap names, and what is below it. What
// was passed on the way belongs to the gap from then on.
func (s Conversations) unread(ctx context.Context, f conversation.Filter) (views []conversation.View, err error) {
	key := gapKey{f.Viewer.UserID, f.Kind, f.ChannelID}
	g, known, cleared := s.gaps.get(key)
	now := millis(f.Now)
	top, _, err := one(ctx, s.DB, value[int64], `SELECT COALESCE(MAX(last_activity_at), 0) FROM conversation`)
	if err != nil {
		return nil, err
	}
	if known = known && g.holds(now, top); !known {
		g = gap{}
	}
	newest := min(top, now) - gapMargin // what a clock that was ahead has dated is above
	first, from := f.Before.ID == "", spot{millis(f.Before.At), f.Before.ID}
	if first || from.at > g.newest {
		if views, err = s.walk(ctx, f, g.newest); err != nil {
			return nil, err
		}
	}
	if first && !known {
		next := gap{learnt: now, top: top, newest: newest, unread: upTo(newest, views)}
		next.end(views, f.Limit)
		s.gaps.put(key, next, cleared)
	}
	if !known || len(views) == f.Limit {
		return views, nil
	}
	next := gap{learnt: g.learnt, top: top, newest: g.newest, oldest: g.oldest, ends: g.ends}
	if first {
		next.newest, next.unread = max(newest, g.newest), upTo(newest, views)
	}
	f.Limit -= len(views)
	named, kept, err := s.named(ctx, f, g, from)
	if err != nil {
		return nil, err
	}
	views, next.unread = append(views, named...), append(next.unread, kept...)
	f.Limit -= len(named)
	beyond := !first && from.below(g.oldest)
	if f.Limit > 0 && (beyond || !g.ends) {
		if !beyond {
			f.Before = conversation.Cursor{At: moment(g.oldest.at), ID: g.oldest.id}
		}
		more, err := s.walk(ctx, f, 0)
		if err != nil {
			return nil, err
		}
		views = append(views, more...)
		if !beyond {
			next.unread = append(next.unread, upTo(math.MaxInt64, more)...)
			next.end(more, f.Limit)
		}
	}
	s.gaps.put(key, next, cleared)
	return views, nil
}

// end makes the gap end where a walk has ended: at the last of the rows it was to give, or with the list.
func (g *gap) end(views []conversation.View, limit int) {
	g.oldest, g.ends = spot{}, len(views) < limit
	if !g.ends {
		g.oldest = spotOf(views[limit-1])
	}
}

// upTo gives the places of those whose activity is no newer.
func upTo(newest int64, views []conversation.View) (out []spot) {
	for _, v := range views {
		if at := spotOf(v); at.at <= newest {
			out = append(out, at)
		}
	}
	return out
}

// walk reads the unread ones of the list as they come, after f.Before and while their activity is newer than a time.
func (s Conversations) walk(ctx context.Context, f conversation.Filter, newer int64) ([]conversation.View, error) {
	w := where{args: []any{string(f.Viewer.UserID)}, conditions: []string{isUnread}}
	w.threads(f)
	if newer > 0 {
		w.add("c.last_activity_at > ?", newer)
	}
	return s.views(ctx, w, f.Limit)
}

// named reads those that the gap names after a place and that are unread still, f.Limit of them at most; kept is what the gap
// is to name from now on.
func (s Conversations) named(ctx context.Context, f conversation.Filter, g gap, from spot) (views []conversation.View, kept []spot, err error) {
	rest := g.unread
	if from.id != "" {
		i := slices.IndexFunc(rest, func(at spot) bool { return at.below(from) })
		if i < 0 {
			return nil, rest, nil
		}
		kept, rest = slices.Clone(rest[:i]), rest[i:]
	}
	for len(rest) > 0 && len(views) < f.Limit {
		some := rest[:min(len(rest), gapLookups)]
		rest = rest[len(some):]
		ids := make([]parley.ID, len(some))
		for i, at := range some {
			ids[i] = at.id
		}
		w := where{args: []any{string(f.Viewer.UserID)}, conditions: []string{isUnread}}
		w.in("c.id", ids)
		if from.id != "" && from.at <= g.newest {
			w.add("(c.last_activity_at, c.id) < (?, ?)", from.at, string(from.id))
		} else {
			w.add("c.last_activity_at <= ?", g.newest) // what is newer has been walked past
		}
		found, err := s.views(ctx, w, len(some))
		if err != nil {
			return nil, nil, err
		}
		views, kept = append(views, found...), append(kept, upTo(g.newest, found)...)
	}
	return views[:min(len(views), f.Limit)], append(kept, rest...), nil
}
