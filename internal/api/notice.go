package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"parley/internal/httpd"
	"parley/internal/notice"
	"parley/internal/parley"
)

// noticeRow is something that the asker is told.
type noticeRow struct {
	ID        string            `json:"id"`
	At        time.Time         `json:"at"`
	Kind      string            `json:"kind" enum:"message_failed,import_ended,bulk_edit_ended,login_changed,channel_stopped,channel_works,hub_restored,storage_recovered"`
	SubjectID string            `json:"subject_id" doc:"The conversation, import, bulk edit or channel that it is about."`
	Name      string            `json:"name" doc:"Of the subject."`
	Actor     auditActor        `json:"actor"`
	Data      map[string]string `json:"data" nullable:"false" doc:"Counts, states and reasons."`
	Read      bool              `json:"read"`
}

// unreadNotices counts what the asker has not read.
type unreadNotices struct {
	Notifications int64 `json:"notifications"`
	Alerts        int64 `json:"alerts"`
}

type noticeQuery struct {
	Paging
	Tab string `query:"tab" required:"true" enum:"notifications,alerts" doc:"What concerns the asker, or the hub."`
}

type readNoticesInput struct {
	Body struct {
		IDs   []string `json:"ids,omitempty" maxItems:"200"`
		About string   `json:"subject_id,omitempty" maxLength:"64" doc:"Those about this conversation, import or channel."`
		Tab   string   `json:"tab,omitempty" enum:"notifications,alerts" doc:"Instead of ids: all of the tab, up to and with up_to."`
		UpTo  string   `json:"up_to,omitempty" maxLength:"20"`
	}
}

func (s *surface) notices() {
	handle(s, call{method: http.MethodGet, path: "/notices", tag: "notices", id: "listNotices", summary: "What the asker is told, newest first"}, s.listNotices)
	handle(s, call{method: http.MethodGet, path: "/notices/unread", tag: "notices", id: "countUnreadNotices", summary: "How many notices the asker has not read"},
		func(ctx context.Context, _ *none) (*body[unreadNotices], error) { return s.unreadNotices(ctx) })
	handle(s, call{method: http.MethodPost, path: "/notices/read", tag: "notices", id: "readNotices", summary: "Mark the asker's notices as read; the answer counts what is left"}, s.readNotices)
}

func noticeViewer(ctx context.Context) notice.Viewer { return notice.ViewerOf(httpd.AskerOf(ctx)) }

func (s *surface) listNotices(ctx context.Context, in *noticeQuery) (*body[listOf[noticeRow]], error) {
	keys, err := decodeCursor(in.Cursor, 1)
	if err != nil {
		return nil, err
	}
	var before int64
	if keys != nil {
		if before, err = strconv.ParseInt(keys[0], 10, 64); err != nil {
			return nil, invalidCursor()
		}
	}
	found, err := s.Notices.List(ctx, noticeViewer(ctx), notice.Tab(in.Tab), before, in.Limit)
	if err != nil {
		return nil, err
	}
	titles, err := s.titles(ctx, found)
	if err != nil {
		return nil, err
	}
	out := listOf[noticeRow]{Items: make([]noticeRow, len(found))}
	for i, n := range found {
		out.Items[i] = showNotice(n)
		if n.Kind == notice.MessageFailed {
			out.Items[i].Name = titles[n.SubjectID]
		}
	}
	if n := len(found); n == in.Limit {
		out.Next = encodeCursor(out.Items[n-1].ID)
	}
	return answer(out), nil
}

// titles gives those of the conversations that notices are about.
func (s *surface) titles(ctx context.Context, found []notice.Notice) (map[parley.ID]string, error) {
	var ids []parley.ID
	for _, n := range found {
		if n.Kind == notice.MessageFailed {
			ids = append(ids, n.SubjectID)
		}
	}
	views, _, err := s.Conversations.Snapshot(ctx, ids, nil)
	titles := make(map[parley.ID]string, len(views))
	for _, v := range views {
		titles[v.ID] = ShowThread(v, s.Region).Title
	}
	return titles, err
}

func showNotice(n notice.Notice) noticeRow {
	data := n.Data
	if data == nil {
		data = map[string]string{}
	}
	return noticeRow{
		ID: strconv.FormatInt(n.Number, 10), At: n.At, Kind: string(n.Kind), SubjectID: string(n.SubjectID), Name: n.Name,
		Actor: auditActor{Kind: string(n.Actor.Kind), ID: string(n.Actor.ID), Name: n.ActorName}, Data: data, Read: !n.ReadAt.IsZero(),
	}
}

func (s *surface) unreadNotices(ctx context.Context) (*body[unreadNotices], error) {
	counts, err := s.Notices.Unread(ctx, noticeViewer(ctx))
	return answer(unreadNotices{Notifications: counts[notice.Notifications], Alerts: counts[notice.Alerts]}), err
}

func (s *surface) readNotices(ctx context.Context, in *readNoticesInput) (*body[unreadNotices], error) {
	numbers := make([]int64, 0, len(in.Body.IDs))
	for _, id := range in.Body.IDs {
		if n, err := strconv.ParseInt(id, 10, 64); err == nil { // what is no number is nobody's notice
			numbers = append(numbers, n)
		}
	}
	err := s.Notices.Read(ctx, noticeViewer(ctx), numbers)
	if err == nil && in.Body.About != "" {
		err = s.Notices.ReadAbout(ctx, noticeViewer(ctx), parley.ID(in.Body.About))
	}
	if err == nil && in.Body.Tab != "" {
		upTo, wrong := strconv.ParseInt(in.Body.UpTo, 10, 64)
		if wrong != nil {
			return nil, parley.Errorf(parley.Invalid, "no_place", "Say up to which notice.").At("up_to")
		}
		err = s.Notices.ReadAll(ctx, noticeViewer(ctx), notice.Tab(in.Body.Tab), upTo)
	}
	if err != nil {
		return nil, err
	}
	return s.unreadNotices(ctx)
}
