package field

import (
	"context"
	"slices"

	"parley/internal/unit"
)

// once is a store that reads the fields once.
type once struct {
	Store
	fields unit.Once[[]Field]
}

// Once gives the same fields for a piece of work during which they are taken not to change: they are read once.
func (s *Fields) Once() *Fields {
	p := s.parts
	p.Store = &once{Store: p.Store}
	return New(p)
}

// Fields gives the fields as they were first read.
func (o *once) Fields(ctx context.Context) ([]Field, error) {
	fields, err := o.fields.Get(ctx, o.Store.Fields)
	return slices.Clone(fields), err
}
