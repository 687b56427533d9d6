package httpd

import (
	"context"
	"net/http"

	"parley/internal/clock"
)

// Bounds of a request id that a caller sends.
const (
	minRequestID = 8
	maxRequestID = 64
)

// RequestID gives the id of the request of ctx, and "" outside of one.
func RequestID(ctx context.Context) string {
	if x := exchangeOf(ctx); x != nil {
		return x.id
	}
	return ""
}

// requestID takes the caller's id, so that a proxy's log and ours can be matched, unless it could forge a log line or
// swell it.
func requestID(r *http.Request, src clock.Source) string {
	if sent := r.Header.Get("X-Request-Id"); saneID(sent) {
		return sent
	}
	return src.NewID()
}

func saneID(id string) bool {
	if len(id) < minRequestID || len(id) > maxRequestID {
		return false
	}
	for i := range len(id) {
		c := id[i]
		switch {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '-', c == '_', c == '.':
		default:
			return false
		}
	}
	return true
}
