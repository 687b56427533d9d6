package api

import (
	"context"
	"net/http"
	"time"

	"parley/internal/outbox"
	"parley/internal/parley"
	"parley/internal/user"
)

// fenceRow is what a restored hub holds back.
type fenceRow struct {
	Raised  bool       `json:"raised" doc:"Messages are held back because the hub was restored from a backup."`
	Waiting int64      `json:"waiting" doc:"How many."`
	Oldest  *time.Time `json:"oldest" doc:"When the first of them was written."`
	Newest  *time.Time `json:"newest" doc:"When the last of them was written."`
}

func showFence(f outbox.Fence) fenceRow {
	row := fenceRow{Raised: f.Raised(), Waiting: f.Waiting}
	if f.Raised() {
		row.Oldest, row.Newest = &f.Oldest, &f.Newest
	}
	return row
}

func (s *surface) operations() {
	handle(s, call{method: http.MethodGet, path: "/operations/fence", permission: user.UpdateSystemSettings, tag: "operations", id: "getFence", summary: "What a restored hub holds back"},
		func(ctx context.Context, _ *none) (*body[fenceRow], error) {
			f, err := s.Fences.Fence(ctx)
			return answer(showFence(f)), err
		})
	s.takeDown("lift", "liftFence", "Send what a restored hub holds back", s.Fences.Lift)
	s.takeDown("discard", "discardFence", "Cancel what a restored hub holds back", s.Fences.Discard)
}

// takeDown registers one of the two ways in which a fence comes down; the answer is the fence afterwards.
func (s *surface) takeDown(path, id, summary string, do func(ctx context.Context, by parley.Actor) (outbox.Fence, error)) {
	handle(s, call{method: http.MethodPost, path: "/operations/fence/" + path, permission: user.UpdateSystemSettings, tag: "operations", id: id, summary: summary},
		func(ctx context.Context, _ *none) (*body[fenceRow], error) {
			if _, err := do(ctx, actor(ctx)); err != nil {
				return nil, err
			}
			f, err := s.Fences.Fence(ctx)
			return answer(showFence(f)), err
		})
}
