package unit

import "context"

// Once keeps what was read first, for a piece of work during which it is taken not to change. It is for one goroutine.
type Once[T any] struct {
	known bool
	value T
}

// Get gives it, by read the first time. What could not be read is read again.
func (o *Once[T]) Get(ctx context.Context, read func(ctx context.Context) (T, error)) (_ T, err error) {
	if !o.known {
		o.value, err = read(ctx)
		o.known = err == nil
	}
	return o.value, err
}
