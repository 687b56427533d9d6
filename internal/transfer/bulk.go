package transfer

import (
	"context"

	"parley/internal/parley"
)

// Put takes one item in, in a unit of its own or that of ctx: one that is refused does not touch the others. Accounts that contacts
// name are found and never made. The error has parley.Refusals where the item is at fault.
func (t *Transfers) Put(ctx context.Context, by parley.Actor, e Entry, d Duplicates) (out Outcome, err error) {
	if e.Contact != nil {
		e.Contact = t.normalised(*e.Contact)
	}
	return out, t.parts.Worker.Do(ctx, func(ctx context.Context) error {
		in, err := t.intake(ctx, by, policy{duplicates: d}, []Entry{e})
		if err != nil {
			return err
		}
		if out, err = in.put(ctx, e); err != nil {
			return err
		}
		return in.flush(ctx)
	})
}
