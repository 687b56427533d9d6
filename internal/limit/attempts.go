package limit

import (
	"container/list"
	"sync"
	"time"
)

// Attempts limits how often something may be tried for each key: a log-in by address of the client, say, and by name of
// the user. It counts in windows that begin with a key's first attempt. It is safe for concurrent use.
type Attempts struct {
	now    func() time.Time
	most   int
	window time.Duration
	keys   int

	mu     sync.Mutex
	byKey  map[string]*list.Element
	recent *list.List // of *attempt, the one used last in front
}

type attempt struct {
	key   string
	count int
	until time.Time
}

// NewAttempts makes one that allows most attempts a window to each key. It remembers at most keys of them, a few hundred
// bytes each, and then forgets the one unused for longest: to free one key a flood must touch all others.
func NewAttempts(now func() time.Time, most int, window time.Duration, keys int) *Attempts {
	return &Attempts{now: now, most: most, window: window, keys: keys, byKey: map[string]*list.Element{}, recent: list.New()}
}

// Allow counts an attempt and reports whether it may be made. If not, wait is the time until the key's window ends;
// refused attempts do not lengthen it.
func (a *Attempts) Allow(key string) (ok bool, wait time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.now()
	each := a.find(key, now)
	if each.count >= a.most {
		return false, each.until.Sub(now)
	}
	each.count++
	return true, 0
}

// Forget clears what is known of key: an attempt that succeeded takes its failures away.
func (a *Attempts) Forget(key string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if e, ok := a.byKey[key]; ok {
		a.remove(e)
	}
}

// Return takes the last attempt under key back: it was none of those that are bounded.
func (a *Attempts) Return(key string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if e, ok := a.byKey[key]; ok {
		each := e.Value.(*attempt)
		each.count = max(0, each.count-1)
	}
}

// Len gives how many keys are remembered.
func (a *Attempts) Len() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.recent.Len()
}

// find gives the key's running window, or a new one.
func (a *Attempts) find(key string, now time.Time) *attempt {
	if e, ok := a.byKey[key]; ok {
		a.recent.MoveToFront(e)
		each := e.Value.(*attempt)
		if !now.Before(each.until) {
			each.count, each.until = 0, now.Add(a.window)
		}
		return each
	}
	for a.recent.Len() >= a.keys {
		a.remove(a.recent.Back())
	}
	each := &attempt{key: key, until: now.Add(a.window)}
	a.byKey[key] = a.recent.PushFront(each)
	return each
}

func (a *Attempts) remove(e *list.Element) {
	delete(a.byKey, e.Value.(*attempt).key)
	a.recent.Remove(e)
}
