package parley

import (
	"errors"
	"fmt"
	"strconv"
)

// Kind says in which way a request failed; the HTTP surfaces map it to a status in one place.
type Kind string

// The kinds of failure that a feature reports.
const (
	Invalid      Kind = "invalid"      // the request can never be carried out as it is: 422
	Malformed    Kind = "malformed"    // the request cannot be read: 400
	NotFound     Kind = "not_found"    // no such row, or none that the asker may see: 404
	Conflict     Kind = "conflict"     // the row is not in the state that the request supposes: 409
	Unauthorized Kind = "unauthorized" // nobody is logged in: 401
	Forbidden    Kind = "forbidden"    // who asks may not: 403
	NotAllowed   Kind = "not_allowed"  // the resource has no such method: 405
	TooLarge     Kind = "too_large"    // over the cap: 413
	Unsupported  Kind = "unsupported"  // in a form that is not read here: 415
	TooMany      Kind = "too_many"     // asked too often: 429
	Gone         Kind = "gone"         // it was here, but is kept no longer: 410
	Unavailable  Kind = "unavailable"  // not now; asking again later may help: 503
)

// Error is a failure that may be told to whoever asked: a stable code for programs and a message that says what
// happened and what to do, free of secrets and of other people's data.
type Error struct {
	Kind    Kind
	Code    string            // stable, snake_case: "opted_out"
	Message string            // one sentence a person understands
	Field   string            // the request's field at fault, where one is
	Meta    map[string]string // further members of the problem document, as with "duplicate_of"
}

// Error gives code and message.
func (e *Error) Error() string { return e.Code + ": " + e.Message }

// Errorf makes an Error of the kind and code given.
func Errorf(kind Kind, code, format string, args ...any) *Error {
	return &Error{Kind: kind, Code: code, Message: fmt.Sprintf(format, args...)}
}

// CheckVersion compares the version of a row as it is with that which the asker saw; the error is Conflict ("version_conflict")
// and tells the current one.
func CheckVersion(current, seen int64) error {
	if current == seen {
		return nil
	}
	return Errorf(Conflict, "version_conflict", "Somebody else changed this in the meantime. Load it again.").
		With("current", strconv.FormatInt(current, 10))
}

// At names the request's field at fault and returns e.
func (e *Error) At(field string) *Error {
	e.Field = field
	return e
}

// With adds a member to what the asker is told and returns e.
func (e *Error) With(key, value string) *Error {
	if e.Meta == nil {
		e.Meta = map[string]string{}
	}
	e.Meta[key] = value
	return e
}

// IsKind reports whether err is, or wraps, an Error of the kind.
func IsKind(err error, kind Kind) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == kind
}

// CodeOf gives the code of the Error in err's chain, and "" where there is none.
func CodeOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// MessageOf gives the sentence of the Error in err's chain, and "" where there is none.
func MessageOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Message
	}
	return ""
}

// Refusals gives the Errors that are joined in err, in their order, where each of them says that what was asked for is itself at
// fault: the kinds Invalid, NotFound and Conflict. It gives none where anything else is among them, such as a full disk: what
// was asked for may be carried out later.
func Refusals(err error) []*Error {
	all, only := refusals(err, nil)
	if !only {
		return nil
	}
	return all
}

func refusals(err error, all []*Error) (_ []*Error, only bool) {
	switch e := err.(type) { //nolint:errorlint // the tree of joined errors is walked here
	case *Error:
		return append(all, e), e.Kind == Invalid || e.Kind == NotFound || e.Kind == Conflict
	case interface{ Unwrap() []error }:
		for _, each := range e.Unwrap() {
			if all, only = refusals(each, all); !only {
				break
			}
		}
		return all, only
	case interface{ Unwrap() error }:
		return refusals(e.Unwrap(), all)
	}
	return all, false
}
