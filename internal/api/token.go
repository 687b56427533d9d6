package api

import (
	"context"
	"net/http"
	"time"

	"parley/internal/httpd"
	"parley/internal/user"
)

// token is an API token without its secret.
type token struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Prefix     string     `json:"prefix" doc:"How the secret begins."`
	CreatedAt  time.Time  `json:"created_at"`
	LastUsedAt *time.Time `json:"last_used_at" doc:"To the minute."`
}

func newToken(t user.Token) token {
	return token{ID: string(t.ID), Name: t.Name, Prefix: t.Prefix, CreatedAt: t.CreatedAt, LastUsedAt: optionalTime(t.LastUsedAt)}
}

// madeToken is what one is answered once.
type madeToken struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Prefix    string    `json:"prefix" doc:"How the secret begins."`
	CreatedAt time.Time `json:"created_at"`
	Secret    string    `json:"token" doc:"The secret itself, shown this once."`
}

// An Idempotency-Key is not heeded here: it would have to keep the secret.
type newTokenInput struct {
	Body struct {
		Name string `json:"name" doc:"What it is for."`
	}
}

func (s *surface) tokens() {
	handle(s, call{method: http.MethodGet, path: "/tokens", tag: "users", id: "listTokens", summary: "List one's own API tokens"}, s.listTokens)
	handle(s, call{
		method: http.MethodPost, path: "/tokens", permission: user.CreateToken, tag: "users", id: "createToken",
		summary: "Make an API token of one's own. Its secret is not kept, so an Idempotency-Key is not heeded", status: http.StatusCreated,
	}, s.createToken)
	handle(s, call{
		method: http.MethodDelete, path: "/tokens/{id}", tag: "users", id: "revokeToken",
		summary: "Revoke one of one's own API tokens", status: http.StatusNoContent,
	}, s.revokeToken)
}

func (s *surface) listTokens(ctx context.Context, _ *none) (*body[listOf[token]], error) {
	tokens, err := s.Tokens.List(ctx, httpd.AskerOf(ctx))
	if err != nil {
		return nil, err
	}
	out := listOf[token]{Items: []token{}}
	for _, t := range tokens {
		out.Items = append(out.Items, newToken(t))
	}
	return answer(out), nil
}

func (s *surface) createToken(ctx context.Context, in *newTokenInput) (*body[madeToken], error) {
	asker := httpd.AskerOf(ctx)
	t, secret, err := s.Tokens.Create(ctx, asker, asker.User.ID, in.Body.Name)
	if err != nil {
		return nil, err
	}
	return answer(madeToken{ID: string(t.ID), Name: t.Name, Prefix: t.Prefix, CreatedAt: t.CreatedAt, Secret: secret}), nil
}

func (s *surface) revokeToken(ctx context.Context, in *ByID) (*none, error) {
	return nil, s.Tokens.Revoke(ctx, httpd.AskerOf(ctx), in.row())
}
