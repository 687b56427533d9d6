package conversation

import (
	"context"
	"time"

	"parley/internal/unit"
)

// ForgetStore forgets messages, inside a unit.
type ForgetStore interface {
	// ForgetMessages looks at the next window of messages after the place given (0 = the beginning) and deletes those that
	// were written before the time and do not wait to be sent, with all that finds them. Their conversations stay; one whose
	// newest message goes no longer shows its text. next is the place to go on from, 0 where no older message follows.
	ForgetMessages(ctx context.Context, place int64, before time.Time, window int) (next, forgotten int64, err error)
}

// forgetWindow is how many messages one unit looks at: others wait for the one writer of SQLite meanwhile.
const forgetWindow = 500

// Forget deletes the messages that were written before the time, in pieces, and says how many.
func Forget(ctx context.Context, work unit.Worker, store ForgetStore, before time.Time) (forgotten int64, err error) {
	for place := int64(0); ; {
		var next, n int64
		if err := work.Do(ctx, func(ctx context.Context) (err error) {
			next, n, err = store.ForgetMessages(ctx, place, before, forgetWindow)
			return err
		}); err != nil {
			return forgotten, err
		}
		forgotten += n
		if next == 0 {
			return forgotten, nil
		}
		place = next
	}
}
