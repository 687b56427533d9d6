package api

import (
	"context"
	"net/http"
	"time"

	"parley/internal/httpd"
	"parley/internal/parley"
	"parley/internal/user"
)

// token is an API token without its secret.
type token struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Prefix     string     `json:"prefix" doc:"How the secret begins."`
	CreatedAt  time.Time  `json:"created_at"`
	Role       *reference `json:"role" doc:"It may do what both its owner and this role may; null: all that its owner may."`
	ExpiresAt  *time.Time `json:"expires_at"`
	LastUsedAt *time.Time `json:"last_used_at" doc:"To the minute."`
}

func newToken(t user.Token) token {
	out := token{
		ID: string(t.ID), Name: t.Name, Prefix: t.Prefix, CreatedAt: t.CreatedAt,
		ExpiresAt: optionalTime(t.ExpiresAt), LastUsedAt: optionalTime(t.LastUsedAt),
	}
	if t.RoleID != "" {
		out.Role = &reference{ID: string(t.RoleID), Name: t.RoleName}
	}
	return out
}

// madeToken is what one is answered once.
type madeToken struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Prefix    string    `json:"prefix" doc:"How the secret begins."`
	CreatedAt time.Time `json:"created_at"`
	Secret    string    `json:"token" doc:"The secret itself, shown this once."`
}

// keptToken is what is kept under an Idempotency-Key: everything but the secret.
type keptToken struct {
	token
	secret string
}

type newTokenInput struct {
	Keyed
	Body struct {
		Name      string    `json:"name" doc:"What it is for."`
		Role      string    `json:"role,omitempty" doc:"The key of a role: the token may do what both its owner and this role may."`
		ExpiresAt time.Time `json:"expires_at,omitzero" doc:"From then on it is refused."`
	}
}

func (s *surface) tokens() {
	handle(s, call{method: http.MethodGet, path: "/tokens", tag: "users", id: "listTokens", summary: "List one's own API tokens"}, s.listTokens)
	handle(s, call{
		method: http.MethodPost, path: "/tokens", permission: user.CreateToken, tag: "users", id: "createToken",
		summary: "Make an API token of one's own. Its secret is kept nowhere, so that a repeat with the same Idempotency-Key is a 409 already_done with the token_id", status: http.StatusCreated,
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
	t, err := once(ctx, s, in.Keyed, "/tokens", func(ctx context.Context) (keptToken, error) {
		t, secret, err := s.Tokens.Create(ctx, asker, asker.User.ID, user.NewToken{Name: in.Body.Name, Role: in.Body.Role, ExpiresAt: in.Body.ExpiresAt})
		return keptToken{token: newToken(t), secret: secret}, err
	})
	if err != nil {
		return nil, err
	}
	if t.secret == "" {
		return nil, parley.Errorf(parley.Conflict, "already_done", "This request has made the token %q already, and its secret is shown once. If you do not have it, revoke the token and make another one.", t.Name).
			With("token_id", t.ID)
	}
	return answer(madeToken{ID: t.ID, Name: t.Name, Prefix: t.Prefix, CreatedAt: t.CreatedAt, Secret: t.secret}), nil
}

func (s *surface) revokeToken(ctx context.Context, in *ByID) (*none, error) {
	return nil, s.Tokens.Revoke(ctx, httpd.AskerOf(ctx), in.row())
}
