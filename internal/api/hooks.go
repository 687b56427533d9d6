package api

import (
	"errors"
	"io"
	"net/http"
	"strings"

	"parley/internal/channel"
	"parley/internal/httpd"
	"parley/internal/parley"
	"parley/internal/switchboard"
)

// MaxHook is the most that a provider's callback may carry, in bytes.
const MaxHook = 1 << 20

// Hooks is what providers call: /hooks/{channel_id}[/…]. The driver checks the caller's signature or token; the hub
// gives it the raw bytes under a cap.
func Hooks(board *switchboard.Board) http.Handler {
	return httpd.Cap(MaxHook, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.EscapedPath(), "/hooks/"), "/")
		if rest != "" {
			rest = "/" + rest
		}
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			httpd.WriteProblem(w, r, err)
			return
		}
		reply, err := board.Hook(r.Context(), rowID(id), channel.HookRequest{
			Method: r.Method, Path: rest, Query: r.URL.Query(), Header: r.Header, Body: raw,
		}, r.URL.RawQuery)
		if err != nil {
			var known *parley.Error
			if !errors.As(err, &known) {
				err = errors.Join(err, parley.Errorf(parley.Unavailable, "unavailable", "The callback could not be stored. Repeat it."))
			}
			httpd.WriteProblem(w, r, err)
			return
		}
		if reply.ContentType != "" {
			w.Header().Set("Content-Type", reply.ContentType)
		}
		w.WriteHeader(reply.Status)
		io.WriteString(w, reply.Body) //nolint:errcheck // the caller has gone
	}))
}
