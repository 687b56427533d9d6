package api

import (
	"context"
	"net/http"
	"time"

	"parley/internal/httpd"
	"parley/internal/user"
)

// browserSession is one browser that is logged in.
type browserSession struct {
	ID        string    `json:"id"`
	Current   bool      `json:"current" doc:"It is the one that asks."`
	Remote    string    `json:"remote_address"`
	Agent     string    `json:"browser" doc:"What it says of itself."`
	CreatedAt time.Time `json:"created_at"`
	SeenAt    time.Time `json:"seen_at" doc:"To ten minutes."`
	ExpiresAt time.Time `json:"expires_at"`
}

type bySession struct {
	ID string `path:"id" maxLength:"64"`
}

func (s *surface) sessions() {
	handle(s, call{method: http.MethodGet, path: "/sessions", tag: "session", id: "listSessions", summary: "List where one is logged in, the last seen first"}, s.listSessions)
	handle(s, call{
		method: http.MethodDelete, path: "/sessions/{id}", tag: "session", id: "endSession",
		summary: "Log one of one's own browsers out", status: http.StatusNoContent,
	}, func(ctx context.Context, in *bySession) (*none, error) {
		return nil, s.Sessions.Revoke(ctx, httpd.AskerOf(ctx), in.ID)
	})
}

func (s *surface) listSessions(ctx context.Context, _ *none) (*body[listOf[browserSession]], error) {
	asker := httpd.AskerOf(ctx)
	sessions, err := s.Sessions.List(ctx, asker)
	if err != nil {
		return nil, err
	}
	out := listOf[browserSession]{Items: []browserSession{}}
	for _, each := range sessions {
		out.Items = append(out.Items, newBrowserSession(each, asker))
	}
	return answer(out), nil
}

func newBrowserSession(each user.Session, asker *user.Asker) browserSession {
	return browserSession{
		ID: each.ID(), Current: each.ID() == asker.SessionID, Remote: each.Remote, Agent: each.Agent,
		CreatedAt: each.CreatedAt, SeenAt: each.SeenAt, ExpiresAt: each.ExpiresAt,
	}
}
