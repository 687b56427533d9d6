package transfer

import (
	"context"

	"parley/internal/parley"
)

// Put takes one item in, in a unit of its own or that of ctx: one that is refused does not touch the others. Accounts that contacts
// name are found and never made. The error has parley.Refusals where the item is at fault.
func (t *Transfers) Put(ctx context.Context, by parley.Actor, e Entry, d Duplicates) (out Outcome, err error) {
	return out, t.parts.Worker.Do(ctx, func(ctx context.Context) (err error) {
		out, err = t.put(ctx, by, e, policy{duplicates: d})
		return err
	})
}
