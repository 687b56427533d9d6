package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"parley/internal/event"
	"parley/internal/user"
)

// auditEntry says who changed what, and how.
type auditEntry struct {
	ID        string        `json:"id"`
	At        time.Time     `json:"at"`
	Type      string        `json:"type" doc:"The thing and the deed: account.updated"`
	SubjectID string        `json:"subject_id"`
	Name      string        `json:"name" doc:"Of the thing, as people knew it then."`
	Actor     auditActor    `json:"actor"`
	Changes   []auditChange `json:"changes" nullable:"false"`
}

type auditActor struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Name string `json:"name"`
}

// auditChange is one property; null stands for a thing that was not there or is no more, and for nothing said.
type auditChange struct {
	Field  string `json:"field"`
	Before any    `json:"before"`
	After  any    `json:"after"`
}

func showAuditEntry(e event.Entry) (auditEntry, error) {
	out := auditEntry{
		ID: strconv.FormatInt(e.Number, 10), At: e.At, Type: string(e.Type), SubjectID: string(e.SubjectID), Name: e.Name,
		Actor: auditActor{Kind: string(e.Actor.Kind), ID: string(e.Actor.ID), Name: e.ActorName}, Changes: make([]auditChange, len(e.Changes)),
	}
	for i, c := range e.Changes {
		out.Changes[i].Field = c.Field
		if err := json.Unmarshal(c.Before, &out.Changes[i].Before); err != nil {
			return out, err
		}
		if err := json.Unmarshal(c.After, &out.Changes[i].After); err != nil {
			return out, err
		}
	}
	return out, nil
}

type auditQuery struct {
	Paging
	Query     string    `query:"q" maxLength:"200" doc:"A part of the thing's name."`
	Kind      string    `query:"kind" maxLength:"50" doc:"Of the thing: account, contact, channel, user, role …"`
	SubjectID string    `query:"subject_id" maxLength:"64"`
	ActorID   string    `query:"actor_id" maxLength:"64"`
	From      time.Time `query:"from"`
	To        time.Time `query:"to" doc:"Not included."`
}

func (s *surface) audit() {
	handle(s, call{method: http.MethodGet, path: "/audit-log", permission: user.ReadAllLogs, tag: "audit", id: "listAuditLog", summary: "Who changed what, newest first"}, s.auditLog)
}

func (s *surface) auditLog(ctx context.Context, in *auditQuery) (*body[listOf[auditEntry]], error) {
	f := event.Filter{Query: in.Query, Kind: in.Kind, SubjectID: optionalID(in.SubjectID), ActorID: optionalID(in.ActorID), From: in.From, To: in.To, Limit: in.Limit}
	keys, err := decodeCursor(in.Cursor, 1)
	if err != nil {
		return nil, err
	}
	if keys != nil {
		if f.After, err = strconv.ParseInt(keys[0], 10, 64); err != nil {
			return nil, invalidCursor()
		}
	}
	entries, err := s.Log.Trail(ctx, f)
	if err != nil {
		return nil, err
	}
	out := listOf[auditEntry]{Items: make([]auditEntry, len(entries))}
	for i, e := range entries {
		if out.Items[i], err = showAuditEntry(e); err != nil {
			return nil, err
		}
	}
	if n := len(entries); n == in.Limit {
		out.Next = encodeCursor(out.Items[n-1].ID)
	}
	return answer(out), nil
}
