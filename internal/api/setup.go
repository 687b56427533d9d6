package api

import (
	"context"
	"net/http"

	"parley/internal/httpd"
	"parley/internal/user"
)

// setupState tells a visitor whether the hub waits for its first user.
type setupState struct {
	Needed       bool `json:"needed" doc:"Nobody has been made yet."`
	CodeRequired bool `json:"code_required" doc:"The code in the server's log must be given."`
	Demo         bool `json:"demo"`
}

type setUpInput struct {
	Body struct {
		Name     string `json:"name"`
		Email    string `json:"email" maxLength:"320"`
		Password string `json:"password" maxLength:"4096"`
		Code     string `json:"code,omitempty" maxLength:"64"`
	}
}

func (s *surface) setup() {
	handle(s, call{method: http.MethodGet, path: "/setup", open: true, tag: "session", id: "getSetup", summary: "Whether the first user is to be made"}, s.getSetup)
	handle(s, call{
		method: http.MethodPost, path: "/setup", open: true, tag: "session", id: "setUp",
		summary: "Make the first user, a super-admin, and log in. It works once: a repeat is a 409 already_set_up, with an Idempotency-Key too", status: http.StatusCreated,
	}, s.setUp)
}

func (s *surface) getSetup(ctx context.Context, _ *none) (*body[setupState], error) {
	needed, err := s.Setup.Needed(ctx)
	if err != nil {
		return nil, err
	}
	return answer(setupState{Needed: needed, CodeRequired: needed && s.Setup.CodeRequired(), Demo: s.Server.Demo}), nil
}

func (s *surface) setUp(ctx context.Context, in *setUpInput) (*cookied[me], error) {
	p, err := s.Setup.SetUp(ctx, user.New{Name: in.Body.Name, Email: in.Body.Email, Password: in.Body.Password}, in.Body.Code, httpd.RemoteOf(ctx))
	if err != nil {
		return nil, err
	}
	return s.begin(ctx, p)
}
