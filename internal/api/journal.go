package api

import (
	"context"
	"net/http"
	"time"

	"parley/internal/conversation"
	"parley/internal/httpd"
	"parley/internal/journal"
	"parley/internal/parley"
	"parley/internal/user"
)

// noteRow is what somebody wrote down about an account or a contact.
type noteRow struct {
	ID        string     `json:"id"`
	AccountID string     `json:"account_id" doc:"Of a contact's note: that of the contact when it was written."`
	Contact   *reference `json:"contact" doc:"Null: it is about the account as a whole."`
	Author    reference  `json:"author"`
	Text      string     `json:"text"`
	CreatedAt time.Time  `json:"created_at"`
	Version   int64      `json:"version"`
	UpdatedAt time.Time  `json:"updated_at"`
}

// callLogRow is a call that was made or taken.
type callLogRow struct {
	NoteRow
	Subject string `json:"subject"`
	Seconds int    `json:"seconds"`
}

// NoteRow is noteRow by a name that can be embedded.
type NoteRow = noteRow

func showNote(e journal.Entry) noteRow {
	return noteRow{
		ID: string(e.ID), AccountID: string(e.AccountID), Contact: named(e.ContactID, e.ContactName), Author: reference{ID: string(e.UserID), Name: e.UserName},
		Text: e.Text, Version: e.Version, CreatedAt: e.CreatedAt, UpdatedAt: e.UpdatedAt,
	}
}

func showCall(e journal.Entry) callLogRow {
	return callLogRow{NoteRow: showNote(e), Subject: e.Subject, Seconds: e.Seconds}
}

// EntryPlace says what an entry is about.
type EntryPlace struct {
	AccountID string `json:"account_id,omitempty" doc:"Or contact_id."`
	ContactID string `json:"contact_id,omitempty"`
}

// NoteFields are what one may say in a note.
type NoteFields struct {
	Text *string `json:"text,omitempty"`
}

func (f NoteFields) change() journal.Change { return journal.Change{Text: f.Text} }

// CallLogFields are what one may say about a call.
type CallLogFields struct {
	Subject *string `json:"subject,omitempty"`
	Text    *string `json:"text,omitempty"`
	Seconds *int    `json:"seconds,omitempty"`
}

func (f CallLogFields) change() journal.Change {
	return journal.Change{Subject: f.Subject, Text: f.Text, Seconds: f.Seconds}
}

type newNoteInput struct {
	Keyed
	Body struct {
		EntryPlace
		NoteFields
	}
}

type newCallLogInput struct {
	Keyed
	Body struct {
		EntryPlace
		CallLogFields
	}
}

type entryChangeInput[C any] struct {
	ByID
	Body C
}

type noteChange struct {
	NoteFields
	Versioned
}

type callLogChange struct {
	CallLogFields
	Versioned
}

type journalQuery struct {
	Paging
	AccountID string `query:"account_id" maxLength:"64" doc:"With the entries about its contacts."`
	ContactID string `query:"contact_id" maxLength:"64"`
}

// editor is who writes entries of the kind. A call log has no permission of its own for what others wrote.
func editor(ctx context.Context, kind journal.Kind) journal.Editor {
	by := journal.Editor{Actor: actor(ctx)}
	if asker := httpd.AskerOf(ctx); asker != nil {
		by.UserID, by.AltersOthers = asker.User.ID, kind == journal.Call || asker.Permissions.Has(user.AlterOthersNote)
	}
	return by
}

// entryCalls are the calls of one kind of entry: rows R, written as F, changed by C.
type entryCalls[F interface{ change() journal.Change }, C interface {
	change() journal.Change
	seen() int64
}, R any] struct {
	kind                 journal.Kind
	path, id, thing      string // "/notes", "Note", "note"
	read, change, delete user.Permission
	show                 func(journal.Entry) R
}

func (s *surface) journal() {
	notes := entryCalls[NoteFields, noteChange, noteRow]{journal.Note, "/notes", "Note", "note", "", user.UpdateNote, user.DeleteNote, showNote}
	calls := entryCalls[CallLogFields, callLogChange, callLogRow]{journal.Call, "/call-logs", "CallLog", "call log", user.ReadCallLog, user.UpdateCallLog, user.DeleteCallLog, showCall}
	notes.register(s)
	calls.register(s)
	handle(s, call{method: http.MethodPost, path: notes.path, permission: user.CreateNote, tag: "accounts", id: "createNote", summary: "Write a note about an account or a contact", status: http.StatusCreated},
		func(ctx context.Context, in *newNoteInput) (*body[noteRow], error) {
			return notes.create(ctx, s, in.Keyed, in.Body.EntryPlace, in.Body.NoteFields)
		})
	handle(s, call{method: http.MethodPost, path: calls.path, permission: user.CreateCallLog, tag: "accounts", id: "createCallLog", summary: "Write down a call with an account or a contact", status: http.StatusCreated},
		func(ctx context.Context, in *newCallLogInput) (*body[callLogRow], error) {
			return calls.create(ctx, s, in.Keyed, in.Body.EntryPlace, in.Body.CallLogFields)
		})
}

func (c entryCalls[F, C, R]) create(ctx context.Context, s *surface, key Keyed, at EntryPlace, fields F) (*body[R], error) {
	change := fields.change()
	out, err := once(ctx, s, key, c.path, func(ctx context.Context) (R, error) {
		e := journal.Entry{Kind: c.kind, AccountID: optionalID(at.AccountID), ContactID: optionalID(at.ContactID)}
		e, err := s.Journal.Create(ctx, editor(ctx, c.kind), e, change)
		return c.show(e), err
	})
	return answer(out), err
}

func (c entryCalls[F, C, R]) register(s *surface) {
	handle(s, call{method: http.MethodGet, path: c.path, permission: c.read, tag: "accounts", id: "list" + c.id + "s", summary: "List every " + c.thing + " of an account or a contact, newest first"},
		func(ctx context.Context, in *journalQuery) (*body[listOf[R]], error) {
			before, err := timeCursor(in.Cursor)
			if err != nil {
				return nil, err
			}
			found, next, err := s.Journal.List(ctx, journal.Filter{
				Kinds: []journal.Kind{c.kind}, AccountID: optionalID(in.AccountID), ContactID: optionalID(in.ContactID), Before: journal.Cursor(before), Limit: in.Limit,
			})
			out := listOf[R]{Items: make([]R, len(found)), Next: nextByTime(conversation.Cursor(next))}
			for i, e := range found {
				out.Items[i] = c.show(e)
			}
			return answer(out), err
		})
	handle(s, call{method: http.MethodGet, path: c.path + "/{id}", permission: c.read, tag: "accounts", id: "get" + c.id, summary: "Get a " + c.thing},
		func(ctx context.Context, in *ByID) (*body[R], error) {
			e, err := s.Journal.Get(ctx, c.kind, in.row())
			return answer(c.show(e)), err
		})
	handle(s, call{method: http.MethodPatch, path: c.path + "/{id}", permission: c.change, tag: "accounts", id: "update" + c.id, summary: "Change a " + c.thing},
		func(ctx context.Context, in *entryChangeInput[C]) (*body[R], error) {
			change := in.Body.change()
			change.Version = in.Body.seen()
			e, err := s.Journal.Update(ctx, editor(ctx, c.kind), c.kind, in.row(), change)
			return answer(c.show(e)), err
		})
	handle(s, call{method: http.MethodDelete, path: c.path + "/{id}", permission: c.delete, tag: "accounts", id: "delete" + c.id, summary: "Delete a " + c.thing, status: http.StatusNoContent},
		func(ctx context.Context, in *ByID) (*none, error) {
			return nil, s.Journal.Delete(ctx, editor(ctx, c.kind), c.kind, in.row())
		})
}

// writtenDown gives notes and calls as entries of a correspondence; more says whether there are more.
func (s *surface) writtenDown(ctx context.Context, f journal.Filter) (page []correspondence, more bool, err error) {
	if len(f.Kinds) == 0 {
		return nil, false, nil
	}
	found, next, err := s.Journal.List(ctx, f)
	for _, e := range found {
		page = append(page, correspondence{
			Entry: string(e.Kind), Subject: e.Subject, Seconds: e.Seconds, Contact: named(e.ContactID, e.ContactName),
			Message: Message{
				ID: string(e.ID), Direction: string(parley.Internal), State: string(parley.Sent), Text: e.Text, ContactID: string(e.ContactID), AccountID: string(e.AccountID),
				User: &author{ID: string(e.UserID), Name: e.UserName}, CreatedAt: e.CreatedAt, UpdatedAt: e.UpdatedAt,
			},
		})
	}
	return page, next.ID != "", err
}
