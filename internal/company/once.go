package company

import "context"

// once is a store that reads the companies once.
type once struct {
	Store
	companies []Company
}

// Once gives the same companies for a piece of work during which they are taken not to change: they are read once.
func (s *Companies) Once() *Companies {
	p := s.parts
	p.Store = &once{Store: p.Store}
	return New(p)
}

// Companies gives the companies as they were first read.
func (o *once) Companies(ctx context.Context) (_ []Company, err error) {
	if o.companies == nil {
		o.companies, err = o.Store.Companies(ctx)
	}
	return o.companies, err
}
