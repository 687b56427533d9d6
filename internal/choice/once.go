package choice

import "context"

// once is a store that reads each list once.
type once struct {
	Store
	lists map[Set][]Choice
}

// Once gives the same lists for a piece of work during which they are taken not to change: each is read once.
func (s *Choices) Once() *Choices {
	p := s.parts
	p.Store = &once{p.Store, map[Set][]Choice{}}
	return New(p)
}

// Choices gives a list as it was first read.
func (o *once) Choices(ctx context.Context, set Set) (list []Choice, err error) {
	list, known := o.lists[set]
	if !known {
		if list, err = o.Store.Choices(ctx, set); err == nil {
			o.lists[set] = list
		}
	}
	return list, err
}
