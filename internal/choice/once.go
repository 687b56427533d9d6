package choice

import (
	"context"

	"parley/internal/unit"
)

// once is a store that reads each list once.
type once struct {
	Store
	lists map[Set]*unit.Once[[]Choice]
}

// Once gives the same lists for a piece of work during which they are taken not to change: each is read once.
func (s *Choices) Once() *Choices {
	p := s.parts
	p.Store = &once{p.Store, map[Set]*unit.Once[[]Choice]{}}
	return New(p)
}

// Choices gives a list as it was first read.
func (o *once) Choices(ctx context.Context, set Set) ([]Choice, error) {
	if o.lists[set] == nil {
		o.lists[set] = &unit.Once[[]Choice]{}
	}
	return o.lists[set].Get(ctx, func(ctx context.Context) ([]Choice, error) { return o.Store.Choices(ctx, set) })
}
