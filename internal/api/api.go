// Package api is /api/v2: a file a resource, the shapes that travel, and errors to HTTP in one place. It decides
// nothing: every rule, permissions included, is a feature's. The OpenAPI document is made from the types here, and the
// front end's client from that document.
package api

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"parley/internal/account"
	"parley/internal/bulk"
	"parley/internal/choice"
	"parley/internal/clock"
	"parley/internal/company"
	"parley/internal/consent"
	"parley/internal/contact"
	"parley/internal/conversation"
	"parley/internal/event"
	"parley/internal/field"
	"parley/internal/httpd"
	"parley/internal/inbox"
	"parley/internal/journal"
	"parley/internal/notice"
	"parley/internal/outbox"
	"parley/internal/owner"
	"parley/internal/parley"
	"parley/internal/savedview"
	"parley/internal/switchboard"
	"parley/internal/transfer"
	"parley/internal/unit"
	"parley/internal/user"
)

// Deps are the features that the API shows.
type Deps struct {
	Work          unit.Worker
	Clock         clock.Source
	Logger        *slog.Logger
	Log           *event.Log
	Board         *switchboard.Board
	Outbox        *outbox.Outbox
	Fences        *outbox.Fences
	Inbox         *inbox.Inbox
	Conversations *conversation.Service
	Contacts      *contact.Contacts
	Accounts      *account.Accounts
	Transfers     *transfer.Transfers
	Companies     *company.Companies
	Choices       *choice.Choices
	Fields        *field.Fields
	Views         *savedview.Views
	Bulk          *bulk.Edits
	Owners        *owner.Owners
	Journal       *journal.Journal
	Notices       *notice.Notices
	Consents      *consent.Ledger
	Users         *user.Users
	Setup         *user.Setup
	Sessions      *user.Sessions
	Tokens        *user.Tokens
	Cookies       httpd.Cookies
	Keys          KeyStore
	Region        string
	BaseURL       string // the hub's public address, without a slash at its end
	Server        ServerInfo
}

// ServerInfo is what the front end asks of the hub once.
type ServerInfo struct {
	Version        string `json:"version"`
	Build          string `json:"build" doc:"Changes with every build of the front end."`
	TimeZone       string `json:"time_zone" doc:"IANA."`
	Region         string `json:"region" doc:"How national numbers are read."`
	Demo           bool   `json:"demo"`
	SegmentProfile string `json:"segment_profile" enum:"seed,gsm"`
	// As the settings have them.
	Currency        string `json:"currency" doc:"ISO 4217, or empty."`
	CurrencyDigits  int    `json:"currency_digits" doc:"Decimals of amounts: with 2 the amount 1234 is 12.34."`
	DateFormat      string `json:"date_format" enum:"language,year_month_day,day_month_year,month_day_year" doc:"language: as the reader's has it."`
	TimeFormat      string `json:"time_format" enum:"language,12_hours,24_hours"`
	DefaultSenderID string `json:"default_sender_id" doc:"That a new message is begun with; it may be gone, or its channel switched off."`
}

// MaxBody is the most that a request may carry, in bytes.
const MaxBody = 1 << 20

// surface is the API under construction: handlers are methods of it.
type surface struct {
	Deps
	huma huma.API
}

// New makes the handler of /api/. Who asks is found out before it (httpd.Who).
func New(d Deps) http.Handler {
	mux := http.NewServeMux()
	s := build(d, mux)
	mux.Handle("GET /api/v2/openapi.json", s.document())
	mux.Handle("GET /api/docs", s.docs())
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) { noSuchCall(mux, w, r) })
	requests, files := httpd.Cap(MaxBody, readable(mux)), httpd.Cap(transfer.MaxFile, addressed(mux))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && r.URL.Path == "/api/v2/imports" {
			files.ServeHTTP(w, r)
			return
		}
		requests.ServeHTTP(w, r)
	})
}

// noSuchCall answers for every path and method that mux has no call for: 405 where the path has others.
func noSuchCall(mux *http.ServeMux, w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		other := *r
		other.Method = method
		if _, pattern := mux.Handler(&other); pattern != "/api/" {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) == 0 {
		httpd.WriteProblem(w, r, parley.Errorf(parley.NotFound, "no_such_call", "There is no such call. /api/docs lists them all."))
		return
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	httpd.WriteProblem(w, r, parley.Errorf(parley.NotAllowed, "method_not_allowed", "This path has other methods than %s: %s.", r.Method, strings.Join(allowed, ", ")))
}

func build(d Deps, mux *http.ServeMux) *surface {
	// The library's hooks for the shape of its own errors: with a request and without one.
	huma.NewError = func(status int, _ string, errs ...error) huma.StatusError {
		return newError(context.Background(), status, errs)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, _ string, errs ...error) huma.StatusError {
		return newError(ctx.Context(), status, errs)
	}
	config := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info:    &huma.Info{Title: "Parley API", Version: "2", Description: "Everything that Parley's own front end does. Errors are problem documents (RFC 9457) with a stable code."},
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer),
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"token":   {Type: "http", Scheme: "bearer"},
					"session": {Type: "apiKey", In: "cookie", Name: httpd.SessionCookie},
				},
			},
			Security: []map[string][]string{{"token": {}}, {"session": {}}},
		},
		Formats:       map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat: "application/json",
	}
	s := &surface{Deps: d, huma: humago.New(mux, config)}
	for _, register := range []func(){
		s.setup, s.session, s.sessions, s.secondFactor, s.passwordLinks, s.channels, s.conversations, s.messages, s.contacts, s.pictures, s.accounts, s.imports, s.exports, s.upserts, s.choices, s.fields, s.savedViews, s.bulkEdits, s.owners, s.journal, s.companies, s.departments, s.settings, s.audit, s.consents, s.users, s.roles, s.tokens, s.notices, s.events, s.simulator, s.operations,
	} {
		register()
	}
	return s
}

// newError is the shape of what the library itself finds wrong with a request. Its words and the offending value, which
// may be a secret, are left out.
func newError(ctx context.Context, status int, errs []error) huma.StatusError {
	err := parley.Errorf(parley.Malformed, "malformed_request", "The request cannot be read. Send one JSON object, as /api/docs describes it.")
	switch status {
	case http.StatusUnprocessableEntity:
		err = parley.Errorf(parley.Invalid, "invalid_request", "The request cannot be carried out as it is.")
	case http.StatusUnsupportedMediaType:
		err = parley.Errorf(parley.Unsupported, "unsupported_media_type", "Send the request as JSON, with the Content-Type application/json.")
	case http.StatusRequestEntityTooLarge:
		err = parley.Errorf(parley.TooLarge, "body_too_large", "The request is larger than %d bytes.", MaxBody)
	}
	p := httpd.NewProblem(ctx, err)
	if err.Kind != parley.Invalid {
		return p
	}
	for _, each := range errs {
		var detail *huma.ErrorDetail
		if errors.As(each, &detail) {
			p.Errors = append(p.Errors, fieldError(detail))
		}
	}
	if len(p.Errors) > 0 {
		p.Detail = p.Errors[0].Field + ": " + p.Errors[0].Message
	}
	return p
}

// call is one operation: its path, the permission that it asks for (empty: to be logged in; Open: nothing) and its words.
type call struct {
	method, path string
	permission   user.Permission
	open         bool // nobody need be logged in
	enrolling    bool // also for who must set up a second factor first
	tag, id      string
	summary      string
	status       int    // 0 = 200
	takes        string // the media type of a body that the handler reads itself, as a stream; empty: JSON, or none
}

// handle registers a call. The permission is checked before the request is read any further: what is wrong with it is told
// to those only who may send it. Errors become problem documents.
func handle[I, O any](s *surface, c call, fn func(ctx context.Context, in *I) (*O, error)) {
	op := huma.Operation{
		OperationID: c.id, Method: c.method, Path: "/api/v2" + c.path, Summary: c.summary, Tags: []string{c.tag},
		DefaultStatus: c.status, SkipValidateParams: false, MaxBodyBytes: MaxBody,
		Middlewares: huma.Middlewares{func(ctx huma.Context, next func(huma.Context)) {
			if err := allowed(ctx.Context(), c); err != nil {
				r, w := humago.Unwrap(ctx)
				httpd.WriteProblem(w, r, err)
				return
			}
			next(ctx)
		}},
	}
	if c.takes != "" {
		op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{c.takes: {Schema: &huma.Schema{Type: "string", Format: "binary"}}}}
	}
	if c.permission != "" {
		op.Description = "Needs the permission " + string(c.permission) + "."
		op.Extensions = map[string]any{"x-permission": string(c.permission)}
	}
	if c.open {
		op.Security = []map[string][]string{{}}
	}
	huma.Register(s.huma, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := fn(ctx, in)
		if err != nil {
			return nil, httpd.NewProblem(ctx, err)
		}
		return out, nil
	})
	s.onlyJSON(c)
}

// onlyJSON takes out of the description of a call that reads JSON the octets that the library makes of Keyed.RawBody.
func (s *surface) onlyJSON(c call) {
	if c.method != http.MethodPost {
		return
	}
	if reads := s.huma.OpenAPI().Paths["/api/v2"+c.path].Post.RequestBody; reads != nil && reads.Content["application/json"] != nil {
		delete(reads.Content, "application/octet-stream")
	}
}

func allowed(ctx context.Context, c call) error {
	switch {
	case c.open:
		return nil
	case c.permission != "":
		return httpd.Require(ctx, c.permission)
	case c.enrolling && httpd.AskerOf(ctx) != nil:
		return nil
	}
	return httpd.AskerOf(ctx).Ready()
}

// body is an answer with a JSON body.
type body[T any] struct{ Body T }

// none is an answer without one.
type none struct{}

func answer[T any](v T) *body[T] { return &body[T]{Body: v} }

// listOf is one page of a list.
type listOf[T any] struct {
	Items []T     `json:"items" nullable:"false"`
	Next  *string `json:"next" doc:"Pass it as cursor for the next page; null on the last."`
}

// ByID is the input of a call about one row.
type ByID struct {
	ID string `path:"id" maxLength:"64"`
}

// Versioned is part of a change of a row.
type Versioned struct {
	Version int64 `json:"version" doc:"Of the row as it was read; another one is a 409 version_conflict."`
}

func (v Versioned) seen() int64 { return v.Version }

// row is the id as features want it; what has not the form of an id cannot be found.
func (b ByID) row() parley.ID { return rowID(b.ID) }

// noSuchRow has the form of an id and is nobody's.
const noSuchRow parley.ID = "00000000-0000-0000-0000-000000000000"

func rowID(text string) parley.ID {
	if id := parley.ID(text); id.Valid() {
		return id
	}
	return noSuchRow
}

// optionalID is rowID, but empty where nothing was sent.
func optionalID(text string) parley.ID {
	if text == "" {
		return ""
	}
	return rowID(text)
}

// actor is who asks, as the event log keeps it.
func actor(ctx context.Context) parley.Actor {
	if asker := httpd.AskerOf(ctx); asker != nil {
		return asker.Actor
	}
	return parley.Actor{Kind: parley.ActorSystem}
}
