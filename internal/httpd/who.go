package httpd

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"parley/internal/parley"
	"parley/internal/user"
)

// SessionCookie is the name of the cookie that keeps a browser logged in.
const SessionCookie = "parley_session"

// UserHeader says whose page it is that asks, by the user's id. A browser has one session for all its pages: what a page
// still has to send when somebody else has logged in must not go out under the new name.
const UserHeader = "Parley-User"

// Asker is who asks; see user.Asker.
type Asker = user.Asker

// Directory finds out who asks; user.Directory is one.
type Directory interface {
	// ByToken gives who asks with an API token; a *parley.Error of kind Unauthorized for one that does not count.
	ByToken(ctx context.Context, secret string) (*Asker, error)
	// BySession gives who asks with a cookie; a *parley.Error of kind Unauthorized for one that has ended.
	BySession(ctx context.Context, token string) (*Asker, error)
}

// Who finds out who asks, before next runs: by the Authorization header, else by the session's cookie. A wrong token is
// refused at once; a session that has ended is as good as none, so that the log-in page works. A page that is another
// user's is refused too.
func Who(directory Directory, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		x := exchangeOf(r.Context())
		if x == nil {
			x = &exchange{ResponseWriter: w, request: r, log: slog.New(slog.DiscardHandler)}
			r = r.WithContext(context.WithValue(r.Context(), exchangeKey{}, x))
		}
		var err error
		if sent := r.Header.Get("Authorization"); sent != "" {
			x.token = bearer(sent)
			x.asker, err = directory.ByToken(r.Context(), x.token)
		} else if cookie, none := r.Cookie(SessionCookie); none == nil {
			x.session = cookie.Value
			x.asker, err = directory.BySession(r.Context(), cookie.Value)
			if parley.IsKind(err, parley.Unauthorized) {
				x.asker, err = nil, nil
			}
		}
		if page := pageOf(r); err == nil && page != "" && x.asker != nil && page != string(x.asker.User.ID) {
			err = parley.Errorf(parley.Unauthorized, "other_user", "Somebody else has logged in to this browser since. Load the page again.")
		}
		if err != nil {
			WriteProblem(w, r, err)
			return
		}
		w.Header()["Cache-Control"] = noStore
		next.ServeHTTP(w, r)
	})
}

// pageOf gives whose page asks, "" where that is not said. No page can set the headers of a WebSocket: there it is the
// query's user.
func pageOf(r *http.Request) string {
	if r.Header.Get("Upgrade") != "" {
		return r.URL.Query().Get("user")
	}
	return r.Header.Get(UserHeader)
}

// noStore is shared by all answers and never changed.
var noStore = []string{"no-store"}

// bearer gives the token of an Authorization header (RFC 6750 section 2.1), and "" for another scheme.
func bearer(header string) string {
	scheme, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// AskerOf gives who asks, and nil where nobody is logged in.
func AskerOf(ctx context.Context) *Asker {
	if x := exchangeOf(ctx); x != nil {
		return x.asker
	}
	return nil
}

// WithAsker gives a context in which a asks: for what acts on a user's behalf outside of a request, and for tests.
func WithAsker(ctx context.Context, a *Asker) context.Context {
	x := &exchange{asker: a}
	if outer := exchangeOf(ctx); outer != nil {
		*x = *outer
		x.asker = a
	}
	return context.WithValue(ctx, exchangeKey{}, x)
}

// Require says whether who asks may do what p allows: nil, or a *parley.Error of kind Unauthorized or Forbidden.
func Require(ctx context.Context, p user.Permission) error { return AskerOf(ctx).Require(p) }

// SessionToken gives what the session's cookie said, for the log-in that replaces it and the log-out that ends it; ""
// where there was none.
func SessionToken(ctx context.Context) string {
	if x := exchangeOf(ctx); x != nil {
		return x.session
	}
	return ""
}

// APIToken gives the API token that the request came with, for what outlives the request; "" where there was none.
func APIToken(ctx context.Context) string {
	if x := exchangeOf(ctx); x != nil {
		return x.token
	}
	return ""
}

// Cookies makes the session's cookie.
type Cookies struct {
	HTTPS bool // the public address is https: the cookie goes nowhere else
}

// Session is the cookie that keeps a browser logged in until expires.
func (c Cookies) Session(token string, expires time.Time) *http.Cookie {
	return &http.Cookie{
		Name: SessionCookie, Value: token, Path: "/", Expires: expires,
		HttpOnly: true, Secure: c.HTTPS, SameSite: http.SameSiteLaxMode,
	}
}

// Ended is the cookie that removes it.
func (c Cookies) Ended() *http.Cookie {
	cookie := c.Session("", time.Time{})
	cookie.MaxAge = -1
	return cookie
}
