package httpd

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"parley/internal/parley"
)

const (
	blank          = "about:blank"
	internalDetail = "Something went wrong on our side. Give the request id to whoever runs this hub."
	retryAfter     = "retry_after"
)

// Problem is what an error looks like to whoever asked: a problem document (RFC 9457).
type Problem struct {
	Type      string            `json:"type" doc:"Always about:blank; the code tells problems apart."`
	Title     string            `json:"title" doc:"The status in words."`
	Status    int               `json:"status" doc:"The HTTP status."`
	Detail    string            `json:"detail" doc:"What happened and what to do, for people."`
	Code      string            `json:"code" doc:"A stable name of the problem, for programs."`
	RequestID string            `json:"request_id" doc:"Names the request in the server's log."`
	Errors    []FieldError      `json:"errors,omitempty" doc:"The fields at fault."`
	Meta      map[string]string `json:"-"` // further members
}

// FieldError is what is wrong with one field of the request.
type FieldError struct {
	Field   string `json:"field" doc:"As in the request: addresses[0].value."`
	Code    string `json:"code,omitempty" doc:"A stable name of what is wrong with this field, where it has one of its own."`
	Message string `json:"message" doc:"What is wrong with it, for people."`
}

// Status maps a kind of failure to its HTTP status; the one place that does.
func Status(kind parley.Kind) int {
	switch kind {
	case parley.Invalid:
		return http.StatusUnprocessableEntity
	case parley.Malformed:
		return http.StatusBadRequest
	case parley.NotFound:
		return http.StatusNotFound
	case parley.Conflict:
		return http.StatusConflict
	case parley.Unauthorized:
		return http.StatusUnauthorized
	case parley.Forbidden:
		return http.StatusForbidden
	case parley.NotAllowed:
		return http.StatusMethodNotAllowed
	case parley.TooLarge:
		return http.StatusRequestEntityTooLarge
	case parley.Unsupported:
		return http.StatusUnsupportedMediaType
	case parley.TooMany:
		return http.StatusTooManyRequests
	case parley.Gone:
		return http.StatusGone
	case parley.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// NewProblem makes the document for err. Every *parley.Error in it is told; of several, joined, the first gives code and
// detail and all give their fields. Any other error is logged and told as a 500 without its text.
func NewProblem(ctx context.Context, err error) *Problem {
	told := collect(err, nil)
	if len(told) == 0 {
		told = append(told, translate(ctx, err))
	}
	first := told[0]
	p := &Problem{
		Type: blank, Status: Status(first.Kind), Detail: first.Message, Code: first.Code,
		RequestID: RequestID(ctx), Meta: first.Meta,
	}
	p.Title = http.StatusText(p.Status)
	for _, e := range told {
		if e.Field != "" {
			p.Errors = append(p.Errors, FieldError{Field: e.Field, Message: e.Message})
		}
	}
	return p
}

// WriteProblem answers with the document for err.
func WriteProblem(w http.ResponseWriter, r *http.Request, err error) {
	writeProblem(w, NewProblem(r.Context(), err))
}

func writeProblem(w http.ResponseWriter, p *Problem) {
	body, err := json.Marshal(p)
	if err != nil { // texts always marshal
		body = nil
	}
	h := w.Header()
	for name, values := range p.GetHeaders() {
		h[name] = values
	}
	h.Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	w.Write(body) //nolint:errcheck // who asked has gone
}

// collect gives every *parley.Error in err's tree, in order.
func collect(err error, told []*parley.Error) []*parley.Error {
	switch e := err.(type) { //nolint:errorlint // it walks the tree itself
	case *parley.Error:
		return append(told, e)
	case interface{ Unwrap() error }:
		return collect(e.Unwrap(), told)
	case interface{ Unwrap() []error }:
		for _, each := range e.Unwrap() {
			told = collect(each, told)
		}
	}
	return told
}

// translate tells an error that no feature made.
func translate(ctx context.Context, err error) *parley.Error {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return bodyTooLarge(tooLarge.Limit)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return parley.Errorf(parley.Unavailable, "cancelled", "The request ended before it was carried out. Try again.")
	}
	if x := exchangeOf(ctx); x != nil && x.log != nil {
		x.log.ErrorContext(ctx, "a request failed", "request_id", x.id, "error", err)
	}
	return &parley.Error{Kind: "internal", Code: "internal", Message: internalDetail}
}

// Error gives code and detail: a Problem can travel as an error through a router.
func (p *Problem) Error() string { return p.Code + ": " + p.Detail }

// GetStatus gives the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is that of problem documents, whatever was negotiated.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders gives the headers that belong to the problem: Retry-After, WWW-Authenticate.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if wait := p.Meta[retryAfter]; wait != "" {
		h.Set("Retry-After", wait)
	}
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="parley"`)
	}
	return h
}

// MarshalJSON writes the further members beside the others. Retry_after is a number, as in the header.
func (p *Problem) MarshalJSON() ([]byte, error) {
	type plain Problem
	if len(p.Meta) == 0 {
		return json.Marshal((*plain)(p))
	}
	members := map[string]any{
		"type": p.Type, "title": p.Title, "status": p.Status, "detail": p.Detail, "code": p.Code, "request_id": p.RequestID,
	}
	if len(p.Errors) > 0 {
		members["errors"] = p.Errors
	}
	for name, value := range p.Meta {
		if _, taken := members[name]; taken {
			continue
		}
		members[name] = value
		if seconds, err := strconv.Atoi(value); err == nil && name == retryAfter {
			members[name] = seconds
		}
	}
	return json.Marshal(members)
}
