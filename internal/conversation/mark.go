package conversation

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"parley/internal/event"
	"parley/internal/parley"
)

// MarkStore writes what belongs to one reader of a thread.
type MarkStore interface {
	// MarkRead moves the reader's place to position, never back; it gives the count of inbound messages up to
	// there and whether anything moved.
	MarkRead(ctx context.Context, id, userID parley.ID, position int64) (inbound int64, moved bool, err error)
	// SaveDraft keeps the text, or forgets it where it is empty.
	SaveDraft(ctx context.Context, id, userID parley.ID, text string, at time.Time) error
}

// MaxDraft is the length of a draft, in runes.
const MaxDraft = 10_000

// MarkRead notes that the viewer has read up to position. Reading is never undone by an older request.
func (s *Service) MarkRead(ctx context.Context, id parley.ID, viewer Viewer, position int64) error {
	view, err := s.Get(ctx, id, viewer)
	if err != nil {
		return err
	}
	if position < 0 || position > view.Position {
		return parley.Errorf(parley.Invalid, "invalid_position", "The conversation has %d messages; read up to one of them.", view.Position).At("position")
	}
	return s.work.Do(ctx, func(ctx context.Context) error {
		inbound, moved, err := s.marks.MarkRead(ctx, id, viewer.UserID, position)
		if err != nil || !moved {
			return err
		}
		s.log.Append(ctx, event.Event{
			Type: event.ConversationRead, ConversationID: id, Actor: parley.Actor{Kind: parley.ActorUser, ID: viewer.UserID},
			Data: map[string]string{"user_id": string(viewer.UserID), "position": fmt.Sprint(position), "inbound": fmt.Sprint(inbound)},
		})
		return nil
	})
}

// SaveDraft keeps what the viewer is writing; an empty text forgets it.
func (s *Service) SaveDraft(ctx context.Context, id parley.ID, viewer Viewer, text string) error {
	switch {
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return parley.Errorf(parley.Invalid, "invalid_text", "The text is not valid UTF-8.").At("text")
	case utf8.RuneCountInString(text) > MaxDraft:
		return parley.Errorf(parley.Invalid, "too_long", "A draft has at most %d characters.", MaxDraft).At("text")
	}
	if _, err := s.Get(ctx, id, viewer); err != nil {
		return err
	}
	at := s.clk.Now()
	return s.work.Do(ctx, func(ctx context.Context) error {
		if err := s.marks.SaveDraft(ctx, id, viewer.UserID, text, at); err != nil {
			return err
		}
		s.log.Append(ctx, event.Event{
			Type: event.DraftChanged, At: at, ConversationID: id, Actor: parley.Actor{Kind: parley.ActorUser, ID: viewer.UserID},
			Data: map[string]string{"user_id": string(viewer.UserID)},
		})
		return nil
	})
}
