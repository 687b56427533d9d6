package api

import (
	"cmp"
	"context"
	"net/http"

	"parley/internal/httpd"
	"parley/internal/parley"
	"parley/internal/user"
)

// me is who is logged in, with what the front end asks of the hub once.
type me struct {
	ID          string            `json:"id"`
	Name        string            `json:"name"`
	Email       string            `json:"email"`
	Role        roleReference     `json:"role"`
	Extension   string            `json:"extension"`
	Permissions []user.Permission `json:"permissions" nullable:"false"`
	Locale      string            `json:"locale" enum:"en,fr," doc:"Empty: the browser's."`
	TimeZone    string            `json:"time_zone" doc:"Empty: the server's."`
	Preferences map[string]string `json:"preferences" nullable:"false"`
	TOTP        bool              `json:"totp" doc:"Has a second factor."`
	MustEnrol   bool              `json:"must_enrol" doc:"The role requires a second factor: until it is set up every other call is a 403 second_factor_required."`
	Server      ServerInfo        `json:"server"`
}

func (s *surface) me(ctx context.Context, p user.Person, held user.Permissions) (me, error) {
	server := s.Server
	settings, err := s.Companies.Settings(ctx)
	if err != nil {
		return me{}, err
	}
	server.TimeZone = cmp.Or(settings.TimeZone, server.TimeZone)
	server.Currency, server.CurrencyDigits, server.DateFormat, server.TimeFormat = settings.Currency, settings.Digits(), settings.DateFormat, settings.TimeFormat
	server.DefaultSenderID = string(settings.DefaultSender)
	preferences := p.User.Preferences
	if preferences == nil {
		preferences = map[string]string{}
	}
	return me{
		ID: string(p.User.ID), Name: p.User.Name, Email: p.User.Email, Role: newRoleReference(p.Role),
		Extension: p.User.Extension, Permissions: held.Names(), Locale: p.User.Locale, TimeZone: p.User.TimeZone,
		Preferences: preferences, TOTP: p.User.TOTP, MustEnrol: p.Role.TOTPRequired && !p.User.TOTP, Server: server,
	}, nil
}

// cookied is an answer that sets the session's cookie.
type cookied[T any] struct {
	SetCookie string `header:"Set-Cookie"`
	Body      T
}

// cookiedNone is one without a body.
type cookiedNone struct {
	SetCookie string `header:"Set-Cookie"`
}

type logInInput struct {
	Body struct {
		Email    string `json:"email" maxLength:"320"`
		Password string `json:"password" maxLength:"4096"`
		Code     string `json:"code,omitempty" maxLength:"64" doc:"Of the second factor, or a recovery code. Who has one and sends none gets a 401 totp_required."`
	}
}

type profileInput struct {
	Body struct {
		Locale      *string           `json:"locale,omitempty" enum:"en,fr,"`
		TimeZone    *string           `json:"time_zone,omitempty" doc:"An IANA name such as America/Chicago."`
		Preferences map[string]string `json:"preferences,omitempty" doc:"Joined to those there are; an empty text removes its key."`
	}
}

type passwordInput struct {
	Body struct {
		Current string `json:"current" maxLength:"4096"`
		New     string `json:"new" maxLength:"4096" doc:"Ten characters or more."`
	}
}

func (s *surface) session() {
	handle(s, call{method: http.MethodPost, path: "/session", open: true, tag: "session", id: "logIn", summary: "Log in"}, s.logIn)
	handle(s, call{method: http.MethodGet, path: "/session", enrolling: true, tag: "session", id: "getSession", summary: "Who is logged in"}, s.getSession)
	handle(s, call{method: http.MethodPatch, path: "/session", enrolling: true, tag: "session", id: "updateProfile", summary: "Change one's own settings"}, s.updateProfile)
	handle(s, call{
		method: http.MethodDelete, path: "/session", enrolling: true, tag: "session", id: "logOut", summary: "Log out", status: http.StatusNoContent,
	}, s.logOut)
	handle(s, call{
		method: http.MethodPost, path: "/session/password", tag: "session", id: "changePassword",
		summary: "Change one's own password; every other browser is logged out", status: http.StatusNoContent,
	}, s.changePassword)
}

func (s *surface) logIn(ctx context.Context, in *logInInput) (*cookied[me], error) {
	p, err := s.Users.LogIn(ctx, user.LogIn{Email: in.Body.Email, Password: in.Body.Password, Code: in.Body.Code}, visit(ctx))
	if err != nil {
		return nil, err
	}
	return s.begin(ctx, p)
}

// begin starts the session of p in the browser that asks.
func (s *surface) begin(ctx context.Context, p user.Person) (*cookied[me], error) {
	cookie, err := s.beginCookie(ctx, p.User)
	if err != nil {
		return nil, err
	}
	out, err := s.me(ctx, p, p.Permissions())
	return &cookied[me]{SetCookie: cookie, Body: out}, err
}

func (s *surface) beginCookie(ctx context.Context, u user.User) (string, error) {
	token, expires, err := s.Sessions.Begin(ctx, httpd.SessionToken(ctx), u, visit(ctx))
	if err != nil {
		return "", err
	}
	return s.Cookies.Session(token, expires).String(), nil
}

func (s *surface) getSession(ctx context.Context, _ *none) (*body[me], error) {
	asker := httpd.AskerOf(ctx)
	out, err := s.me(ctx, user.Person{User: asker.User, Role: asker.Role}, asker.Permissions)
	return answer(out), err
}

func (s *surface) updateProfile(ctx context.Context, in *profileInput) (*body[me], error) {
	asker := httpd.AskerOf(ctx)
	p, err := s.Users.UpdateProfile(ctx, asker, user.ProfileChange{
		Locale: in.Body.Locale, TimeZone: in.Body.TimeZone, Preferences: in.Body.Preferences,
	})
	if err != nil {
		return nil, err
	}
	out, err := s.me(ctx, p, asker.Permissions)
	return answer(out), err
}

func (s *surface) logOut(ctx context.Context, _ *none) (*cookiedNone, error) {
	if err := byBrowser(ctx); err != nil {
		return nil, err
	}
	if err := s.Sessions.End(ctx, httpd.AskerOf(ctx), httpd.SessionToken(ctx)); err != nil {
		return nil, err
	}
	return &cookiedNone{SetCookie: s.Cookies.Ended().String()}, nil
}

func (s *surface) changePassword(ctx context.Context, in *passwordInput) (*cookiedNone, error) {
	if err := byBrowser(ctx); err != nil {
		return nil, err
	}
	asker := httpd.AskerOf(ctx)
	if err := s.Users.ChangePassword(ctx, asker, in.Body.Current, in.Body.New); err != nil {
		return nil, err
	}
	cookie, err := s.beginCookie(ctx, asker.User)
	if err != nil {
		return nil, err
	}
	return &cookiedNone{SetCookie: cookie}, nil
}

// visit is from where who asks logs in.
func visit(ctx context.Context) user.Visit {
	return user.Visit{Remote: httpd.RemoteOf(ctx), Agent: httpd.AgentOf(ctx)}
}

// byBrowser refuses programs: they have no session.
func byBrowser(ctx context.Context) error {
	if httpd.AskerOf(ctx).SessionID == "" {
		return parley.Errorf(parley.Forbidden, "session_required", "This is for people who are logged in, not for API tokens.")
	}
	return nil
}
