package notice

import (
	"context"
	"maps"
	"slices"
	"strings"

	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/user"
)

// beside writes the notices of a unit's events, in that unit, and gives the events that tell the pages of them. Where those are
// more than a unit may have, the pages of the others show the notice when they next read their list.
func (s *Notices) beside(ctx context.Context, events []event.Event) (told []event.Event, err error) {
	for _, e := range events {
		n, of := noticeOf(e)
		if n.Kind == "" {
			continue
		}
		if n.Kind == MessageFailed {
			why, err := s.parts.Store.Failure(ctx, e.MessageID)
			if err != nil {
				return nil, err
			}
			of = why.AuthorID
			maps.Copy(n.Data, pick(map[string]string{"reason_text": why.Text, "provider_code": why.ProviderCode}, "reason_text", "provider_code"))
		}
		users, err := s.audience(ctx, e, n.Kind, of)
		if err != nil {
			return nil, err
		}
		if len(users) == 0 {
			continue
		}
		n.Actor, n.At = e.Actor, e.At
		if err := s.parts.Store.AddNotice(ctx, n, users, atMax); err != nil {
			return nil, err
		}
		for _, id := range users {
			told = append(told, created(n, id, e))
		}
	}
	return told, nil
}

// created tells a user's pages of a notice, with the message that it is about.
func created(n Notice, to parley.ID, e event.Event) event.Event {
	data := maps.Clone(n.Data)
	if data == nil {
		data = map[string]string{}
	}
	data["user_id"], data["kind"] = string(to), string(n.Kind)
	return event.Event{
		Type: event.NoticeCreated, At: e.At, Actor: e.Actor, SubjectID: n.SubjectID, ConversationID: e.ConversationID, MessageID: e.MessageID, Data: data,
	}
}

// noticeOf says what an event is worth telling, and whom it is of where it names him. Most events are worth nothing.
func noticeOf(e event.Event) (n Notice, of parley.ID) {
	switch e.Type {
	case event.MessageStateChanged:
		if e.Data["state"] == string(parley.Failed) {
			n = Notice{Kind: MessageFailed, SubjectID: e.ConversationID, Data: pick(e.Data, "reason")}
		}
	case event.ImportFinished:
		of = parley.ID(e.Data["user_id"])
		if e.Data["state"] == "cancelled" && e.Actor.ID == of {
			break // he knows
		}
		n = Notice{Kind: ImportEnded, SubjectID: e.SubjectID, Name: e.Record.Name, Data: pick(e.Data, "state", "subject")}
		for _, c := range e.Record.Changes {
			n.Data[c.Field] = string(c.After)
		}
	case event.BulkEditFinished:
		n, of = Notice{Kind: BulkEditEnded, SubjectID: e.SubjectID, Data: pick(e.Data, "subject", "changed", "refused")}, parley.ID(e.Data["user_id"])
	case event.UserUpdated:
		n, of = loginChanged(e), e.SubjectID
	case event.ChannelPaused:
		n = Notice{Kind: ChannelStopped, SubjectID: e.SubjectID, Data: pick(e.Data, "reason")}
	case event.ChannelResumed:
		n = Notice{Kind: ChannelWorks, SubjectID: e.SubjectID}
	case event.HubRestored:
		if e.Data["waiting_messages"] != "0" {
			n = Notice{Kind: HubRestored, Data: pick(e.Data, "waiting_messages")}
		}
	case event.StorageRecovered:
		n = Notice{Kind: StorageRecovered, Data: pick(e.Data, "since")}
	}
	return n, of
}

// loginChanged is of what somebody else has done to a user's way in.
func loginChanged(e event.Event) Notice {
	changed := strings.Split(e.Data["changed"], ",")
	for _, what := range []string{"role", "second_factor_off", "password_link"} {
		if slices.Contains(changed, what) && e.Actor.ID != e.SubjectID {
			return Notice{Kind: LoginChanged, SubjectID: e.SubjectID, Data: map[string]string{"changed": what}}
		}
	}
	return Notice{}
}

// audience gives the users whom an event is told to: of an alert all who may see such, but for him who did it.
func (s *Notices) audience(ctx context.Context, e event.Event, k Kind, of parley.ID) ([]parley.ID, error) {
	if TabOf(k) == Notifications {
		return slices.DeleteFunc([]parley.ID{of}, func(id parley.ID) bool { return id == "" }), nil
	}
	roles, err := s.rolesWith(ctx, k)
	if err != nil || len(roles) == 0 {
		return nil, err
	}
	users, err := s.parts.Store.ActiveUsers(ctx, roles)
	return slices.DeleteFunc(users, func(id parley.ID) bool { return id == e.Actor.ID }), err
}

// rolesWith gives the roles that may see a kind.
func (s *Notices) rolesWith(ctx context.Context, k Kind) (ids []parley.ID, err error) {
	roles, err := s.parts.Roles.ListRoles(ctx)
	for _, role := range roles {
		held := user.Person{Role: role}.Permissions()
		if slices.ContainsFunc(rules(), func(r rule) bool { return r.kind == k && held.Has(r.needs) }) {
			ids = append(ids, role.ID)
		}
	}
	return ids, err
}

func pick(data map[string]string, keys ...string) map[string]string {
	out := map[string]string{}
	for _, k := range keys {
		if v := data[k]; v != "" {
			out[k] = v
		}
	}
	return out
}
