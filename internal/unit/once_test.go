package unit_test

import (
	"context"
	"io"
	"testing"

	"parley/internal/unit"
)

// What was read is kept, be it nothing; what failed is not.
func TestOnceIsReadOnce(t *testing.T) {
	var once unit.Once[[]string]
	reads := 0
	read := func(context.Context) ([]string, error) {
		if reads++; reads == 1 {
			return nil, io.ErrUnexpectedEOF
		}
		return nil, nil
	}
	for n, want := range []struct {
		reads int
		err   error
	}{{1, io.ErrUnexpectedEOF}, {2, nil}, {2, nil}} {
		if list, err := once.Get(t.Context(), read); list != nil || err != want.err || reads != want.reads { //nolint:errorlint // it is handed through
			t.Errorf("time %d: %v, %v after %d reads", n, list, err, reads)
		}
	}
}
