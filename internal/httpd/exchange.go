package httpd

import (
	"bufio"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"time"

	"parley/internal/clock"
	"parley/internal/user"
)

// exchange is one request with its answer: what the layers around a handler tell each other. It is the only thing that
// they put into the context, so that a request costs one of them and not one a layer.
type exchange struct {
	http.ResponseWriter

	request *http.Request
	id      string // of the request
	log     *slog.Logger
	asker   *user.Asker
	session string // the cookie's token
	token   string // the API token of the Authorization header

	status int
	bytes  int64
}

type exchangeKey struct{}

func exchangeOf(ctx context.Context) *exchange {
	x, _ := ctx.Value(exchangeKey{}).(*exchange)
	return x
}

// WriteHeader notes the status.
func (x *exchange) WriteHeader(status int) {
	if x.status == 0 && status >= 200 {
		x.status = status
	}
	x.ResponseWriter.WriteHeader(status)
}

// Write counts.
func (x *exchange) Write(p []byte) (int, error) {
	if x.status == 0 {
		x.status = http.StatusOK
	}
	n, err := x.ResponseWriter.Write(p)
	x.bytes += int64(n)
	return n, err
}

// Hijack gives the connection away, for WebSockets; the library that takes it asks for this very method.
func (x *exchange) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffered, err := http.NewResponseController(x.ResponseWriter).Hijack()
	if err == nil {
		x.status = http.StatusSwitchingProtocols
	}
	return conn, buffered, err
}

// Unwrap lets http.ResponseController reach what is below, for streams.
func (x *exchange) Unwrap() http.ResponseWriter { return x.ResponseWriter }

// Base is the outermost layer of every surface.
type Base struct {
	Log    *slog.Logger
	Source clock.Source
	// HTTPS says that the public address is https: browsers are told to stay there.
	HTTPS bool
}

// Wrap gives each request an id, which the answer carries in X-Request-Id; sets the headers of every answer; answers a
// panic with a 500; and writes the access log.
func (b Base) Wrap(next http.Handler) http.Handler {
	headers := b.headers()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := b.Source.Now()
		x := &exchange{ResponseWriter: w, request: r, id: requestID(r, b.Source), log: b.Log}
		h := w.Header()
		for _, each := range headers {
			h[each.name] = each.value
		}
		h["X-Request-Id"] = []string{x.id}
		r = r.WithContext(context.WithValue(r.Context(), exchangeKey{}, x))
		defer b.finish(x, r, began)
		next.ServeHTTP(x, r)
	})
}

// finish answers a panic, if one is under way, and logs the request. http.ErrAbortHandler goes on: it is how a handler
// says that the connection must be cut.
func (b Base) finish(x *exchange, r *http.Request, began time.Time) {
	failure := recover()
	if failure != nil && failure != http.ErrAbortHandler { //nolint:errorlint // the very value is meant
		x.log.ErrorContext(r.Context(), "a request ended in a panic", "request_id", x.id, "panic", failure, "stack", string(debug.Stack()))
		if x.status == 0 {
			writeProblem(x, &Problem{
				Type: blank, Title: http.StatusText(http.StatusInternalServerError), Status: http.StatusInternalServerError,
				Code: "internal", Detail: internalDetail, RequestID: x.id,
			})
		}
	}
	b.access(x, r, began)
	if err, is := failure.(error); is && errors.Is(err, http.ErrAbortHandler) {
		panic(failure)
	}
}

// access writes one line. Query strings, bodies, cookies and tokens stay out of the log.
func (b Base) access(x *exchange, r *http.Request, began time.Time) {
	if x.status == 0 {
		x.status = http.StatusOK // what net/http sends for a handler that says nothing
	}
	attrs := make([]slog.Attr, 0, 8)
	attrs = append(attrs,
		slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Int("status", x.status),
		slog.Int64("bytes", x.bytes), slog.Duration("took", b.Source.Now().Sub(began)), slog.String("request_id", x.id))
	if x.asker != nil {
		attrs = append(attrs, slog.String("user_id", string(x.asker.User.ID)))
	}
	level := slog.LevelInfo
	if x.status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	x.log.LogAttrs(r.Context(), level, "request", attrs...)
}

type header struct {
	name  string
	value []string // shared by all answers; a handler that wants another one sets it anew
}

// headers are what every answer carries. Pages set a Content-Security-Policy of their own; all else is data, and runs
// nothing.
func (b Base) headers() []header {
	all := []header{
		{"X-Content-Type-Options", []string{"nosniff"}},
		{"X-Frame-Options", []string{"DENY"}},
		{"Referrer-Policy", []string{"same-origin"}},
		{"Cross-Origin-Opener-Policy", []string{"same-origin"}},
		{"Content-Security-Policy", []string{"default-src 'none'; frame-ancestors 'none'"}},
	}
	if b.HTTPS {
		all = append(all, header{"Strict-Transport-Security", []string{"max-age=31536000"}})
	}
	return all
}
