package api

import (
	"context"
	"net/http"
	"time"

	"parley/internal/httpd"
)

// passwordLink is what an administrator passes on. The secret stands behind the #, which browsers send to nobody.
type passwordLink struct {
	URL       string    `json:"url"`
	ExpiresAt time.Time `json:"expires_at"`
}

// PasswordLink is the address of the page where a user sets a password.
func PasswordLink(baseURL, secret string) string { return baseURL + "/password#" + secret }

// linkOwner is who a link belongs to, for the page that it opens.
type linkOwner struct {
	Name    string `json:"name"`
	Email   string `json:"email"`
	Invited bool   `json:"invited" doc:"Has not set a password yet."`
}

type linkInput struct {
	Body struct {
		Secret string `json:"secret" maxLength:"100" doc:"What stands behind the # of the link."`
	}
}

type useLinkInput struct {
	Body struct {
		Secret   string `json:"secret" maxLength:"100" doc:"What stands behind the # of the link."`
		Password string `json:"password" maxLength:"4096" doc:"Ten characters or more."`
	}
}

func (s *surface) passwordLinks() {
	handle(s, call{
		method: http.MethodPost, path: "/password-links/look", open: true, tag: "session", id: "lookAtPasswordLink", summary: "Whose link to set a password it is",
	}, s.lookAtLink)
	handle(s, call{
		method: http.MethodPost, path: "/password-links/use", open: true, tag: "session", id: "usePasswordLink",
		summary: "Set a password by a link, which is worth nothing afterwards", status: http.StatusNoContent,
	}, func(ctx context.Context, in *useLinkInput) (*none, error) {
		return nil, s.Users.UseLink(ctx, in.Body.Secret, in.Body.Password, httpd.RemoteOf(ctx))
	})
}

func (s *surface) lookAtLink(ctx context.Context, in *linkInput) (*body[linkOwner], error) {
	p, err := s.Users.OfLink(ctx, in.Body.Secret, httpd.RemoteOf(ctx))
	if err != nil {
		return nil, err
	}
	return answer(linkOwner{Name: p.User.Name, Email: p.User.Email, Invited: !p.User.HasPassword}), nil
}

func (s *surface) makePasswordLink(ctx context.Context, in *ByID) (*body[passwordLink], error) {
	l, secret, err := s.Users.MakeLink(ctx, httpd.AskerOf(ctx), in.row())
	if err != nil {
		return nil, err
	}
	return answer(passwordLink{URL: PasswordLink(s.BaseURL, secret), ExpiresAt: l.ExpiresAt}), nil
}
