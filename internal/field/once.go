package field

import (
	"context"
	"slices"
)

// once is a store that reads the fields once.
type once struct {
	Store
	known  bool
	fields []Field
}

// Once gives the same fields for a piece of work during which they are taken not to change: they are read once.
func (s *Fields) Once() *Fields {
	p := s.parts
	p.Store = &once{Store: p.Store}
	return New(p)
}

// Fields gives the fields as they were first read.
func (o *once) Fields(ctx context.Context) ([]Field, error) {
	if !o.known {
		fields, err := o.Store.Fields(ctx)
		if err != nil {
			return nil, err
		}
		o.fields, o.known = fields, true
	}
	return slices.Clone(o.fields), nil
}
