package api

import (
	"context"
	"testing"
	"time"

	"parley/internal/clock"
	"parley/internal/parley"
)

// twice runs every unit twice, as a store does whose first try was lost to another transaction.
type twice struct{}

func (twice) Do(ctx context.Context, fn func(ctx context.Context) error) error {
	if err := fn(ctx); err != nil {
		return err
	}
	return fn(ctx)
}

// beaten is a store of answers in which another call's appears between the two runs.
type beaten struct{ asked int }

func (b *beaten) Answered(context.Context, parley.CallKey) (hash, answer string, known bool, err error) {
	b.asked++
	return "h", `{"id":"theirs"}`, b.asked == 2, nil
}

func (*beaten) KeepAnswer(context.Context, parley.CallKey, string, string, time.Time) (bool, error) {
	return true, nil
}

// Nothing of a run that was rolled back is told: its token was never made.
func TestNothingOfALostRunIsTold(t *testing.T) {
	s := &surface{Deps: Deps{Work: twice{}, Keys: &beaten{}, Clock: clock.System{}}}
	got, err := attempt(t.Context(), s, parley.CallKey{}, "h", func(context.Context) (keptToken, error) {
		return keptToken{token: token{ID: "ours", Name: "script"}, secret: "prl_lost"}, nil
	})
	if want := (keptToken{token: token{ID: "theirs"}}); err != nil || got != want {
		t.Errorf("answered %+v, %v, want %+v", got, err, want)
	}
}
