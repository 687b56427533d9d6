package channel

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"parley/internal/egress"
)

// maxAnswer bounds what is read of a provider's answer, in bytes: receipts take hundreds, and a proxy's error page must
// not cost memory.
const maxAnswer = 64 << 10

// maxRetryAfter bounds a Retry-After, so that a provider's slip does not stop a channel for days.
const maxRetryAfter = time.Hour

// Answer is what a provider answered to one HTTP request.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte // what came of it, 64 KiB at most
}

// OK reports whether the status is a 2xx: the provider's word that it took the request, whatever its body says.
func (a Answer) OK() bool { return a.Status >= 200 && a.Status <= 299 }

// Exchange makes one request, as to send a message, and returns the provider's answer, of whatever status. The error is
// a *SendError: Unavailable where surely nothing was sent, because no connection was had; else Unknown. The request is
// made once: net/http by itself would repeat a GET whose connection broke, and the customer would get the text twice.
func Exchange(client *http.Client, req *http.Request) (Answer, error) {
	var connected atomic.Bool
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected.Store(true) }}
	req = once(req.WithContext(httptrace.WithClientTrace(req.Context(), trace)))
	resp, err := client.Do(req)
	if err != nil {
		return Answer{}, unanswered(err, connected.Load())
	}
	defer func() { _ = resp.Body.Close() }()
	// The status has decided; a body that breaks off changes nothing of it.
	body, _ := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	return Answer{Status: resp.StatusCode, Header: resp.Header, Body: body}, nil
}

// once gives a request without a body one that is empty and cannot be wound back: what net/http takes for a reason not
// to repeat it.
func once(req *http.Request) *http.Request {
	if req.Body == nil || req.Body == http.NoBody {
		req.Body, req.GetBody = io.NopCloser(strings.NewReader("")), nil
	}
	return req
}

// unanswered classifies a request without an answer. The address is taken out of the error: some providers want their
// password in it.
func unanswered(err error, connected bool) *SendError {
	if ue := (*url.Error)(nil); errors.As(err, &ue) {
		err = ue.Err
	}
	if refused := (*egress.RefusedError)(nil); errors.As(err, &refused) {
		return &SendError{Next: Misconfigured, Code: "private_address", Text: "The hub may not reach this provider: " + refused.Error() + ".", Err: err}
	}
	if connected {
		return &SendError{Next: Unknown, Code: "no_answer", Text: "The provider did not answer; it may have taken the message.", Err: err}
	}
	return &SendError{Next: Unavailable, Code: "unreachable", Text: "The provider could not be reached.", Err: err}
}

// Failure reads an answer that is no 2xx by its status alone (RFC 9110 section 15), for where the provider's own words
// say nothing better. A 5xx is the provider's word that it did not take the message; only a 504 says that a gateway
// does not know what became of it.
func (a Answer) Failure(now time.Time) *SendError {
	e := &SendError{
		Next: Rejected,
		Code: strconv.Itoa(a.Status),
		Text: strings.TrimSpace(fmt.Sprintf("The provider answered %d %s", a.Status, http.StatusText(a.Status))) + ".",
	}
	switch {
	case a.Status == http.StatusTooManyRequests:
		e.Next, e.RetryAfter = Throttled, a.RetryAfter(now)
	case a.Status == http.StatusGatewayTimeout:
		e.Next = Unknown
	case a.Status >= 500, a.Status == http.StatusRequestTimeout, a.Status == http.StatusTooEarly:
		e.Next = Unavailable
	case a.Status < 400: // a redirect, which is never followed: the message would go who knows where
		e.Next = Misconfigured
	case misconfigured[a.Status]:
		e.Next = Misconfigured
	}
	return e
}

// misconfigured are the statuses that no other message on the channel would escape: its log-in or its address is wrong.
var misconfigured = map[int]bool{
	http.StatusUnauthorized:      true,
	http.StatusForbidden:         true,
	http.StatusNotFound:          true,
	http.StatusMethodNotAllowed:  true,
	http.StatusProxyAuthRequired: true,
}

// RetryAfter reads the header of that name (RFC 9110 section 10.2.3), seconds or a date. It is 0 where there is none
// that can be read, and an hour at most.
func (a Answer) RetryAfter(now time.Time) time.Duration {
	value := strings.TrimSpace(a.Header.Get("Retry-After"))
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return min(time.Duration(seconds)*time.Second, maxRetryAfter)
	}
	if at, err := http.ParseTime(value); err == nil {
		return min(max(at.Sub(now), 0), maxRetryAfter)
	}
	return 0
}
