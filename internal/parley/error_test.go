package parley_test

import (
	"errors"
	"fmt"
	"testing"

	"parley/internal/parley"
)

func TestRefusals(t *testing.T) {
	blank, taken := parley.Errorf(parley.Invalid, "blank", "Enter a name."), parley.Errorf(parley.Conflict, "taken", "Choose another one.")
	full := parley.Errorf(parley.Unavailable, "storage_unavailable", "There is no room.")
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, 0}, {blank, 1}, {errors.Join(blank, fmt.Errorf("row 3: %w", taken)), 2}, {full, 0}, {errors.Join(blank, full), 0},
		{errors.Join(full, blank), 0}, {errors.Join(blank, errors.New("broken")), 0}, {errors.New("broken"), 0},
	} {
		if got := parley.Refusals(c.err); len(got) != c.want || c.want > 0 && got[0] != blank {
			t.Errorf("%v: %v", c.err, got)
		}
	}
}
