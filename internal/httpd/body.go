package httpd

import (
	"bytes"
	"net/http"
	"strconv"
	"unicode/utf8"

	"parley/internal/parley"
)

// Cap refuses bodies of more than limit bytes: at once where their length is announced, else when next reads on.
// NewProblem knows the error that reading gives then.
func Cap(limit int64, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength > limit {
			WriteProblem(w, r, bodyTooLarge(limit))
			return
		}
		if r.Body != nil && r.Body != http.NoBody {
			r.Body = http.MaxBytesReader(w, r.Body, limit)
		}
		next.ServeHTTP(w, r)
	})
}

func bodyTooLarge(limit int64) *parley.Error {
	return parley.Errorf(parley.TooLarge, "body_too_large", "The request is larger than %d bytes.", limit).
		With("limit", strconv.FormatInt(limit, 10))
}

// CheckText refuses JSON whose texts would not arrive as they were sent: encoding/json puts U+FFFD, without a word, for
// bytes that are no UTF-8 and for escapes of half a surrogate pair. Call it before unmarshalling.
func CheckText(raw []byte) error {
	if !utf8.Valid(raw) || brokenEscape(raw) {
		return parley.Errorf(parley.Malformed, "invalid_utf8", "The request holds text that is not valid UTF-8.")
	}
	return nil
}

// brokenEscape reports whether raw has a \u escape of half a surrogate pair (RFC 8259 section 8.2).
func brokenEscape(raw []byte) bool {
	for {
		i := bytes.IndexByte(raw, '\\')
		if i < 0 || i+1 >= len(raw) {
			return false
		}
		raw = raw[i:]
		unit, is := escaped(raw)
		switch {
		case !is:
			raw = raw[2:]
		case unit >= 0xd800 && unit < 0xdc00:
			low, is := escaped(raw[6:])
			if !is || low < 0xdc00 || low > 0xdfff {
				return true
			}
			raw = raw[12:]
		case unit >= 0xdc00 && unit <= 0xdfff:
			return true
		default:
			raw = raw[6:]
		}
	}
}

// escaped gives the code unit of the \uXXXX that raw begins with.
func escaped(raw []byte) (unit uint64, is bool) {
	if len(raw) < 6 || raw[0] != '\\' || raw[1] != 'u' {
		return 0, false
	}
	unit, err := strconv.ParseUint(string(raw[2:6]), 16, 16)
	return unit, err == nil
}
