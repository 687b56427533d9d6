package company

import (
	"context"

	"parley/internal/unit"
)

// once is a store that reads the companies once.
type once struct {
	Store
	companies unit.Once[[]Company]
}

// Once gives the same companies for a piece of work during which they are taken not to change: they are read once.
func (s *Companies) Once() *Companies {
	p := s.parts
	p.Store = &once{Store: p.Store}
	return New(p)
}

// Companies gives the companies as they were first read.
func (o *once) Companies(ctx context.Context) ([]Company, error) {
	return o.companies.Get(ctx, o.Store.Companies)
}
