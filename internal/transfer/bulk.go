package transfer

import (
	"context"

	"parley/internal/parley"
)

// Answer is what became of one item of a bulk call.
type Answer struct {
	Outcome
	Err error // why it was refused: problems, joined
}

// Put takes items in, each in a unit of its own: one that is refused does not touch the others, and what was answered stands.
// Accounts that contacts name are found and never made. The error ends everything, as a full disk does; items before it are in.
func (t *Transfers) Put(ctx context.Context, by parley.Actor, entries []Entry, d Duplicates) ([]Answer, error) {
	answers := make([]Answer, len(entries))
	for n, e := range entries {
		err := t.parts.Worker.Do(ctx, func(ctx context.Context) error {
			var err error
			answers[n].Outcome, err = t.put(ctx, by, e, policy{duplicates: d})
			return err
		})
		if err != nil && len(parley.Refusals(err)) == 0 {
			return nil, err
		}
		if err != nil {
			answers[n] = Answer{Outcome: Outcome{Deed: Refused}, Err: err}
		}
	}
	return answers, nil
}
