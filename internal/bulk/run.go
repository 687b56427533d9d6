package bulk

import (
	"context"
	"errors"
	"strconv"
	"time"

	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/work"
)

// run changes the next rows of an edit, at most about so many.
func (s *Edits) run(ctx context.Context, e Edit, most int) error {
	for done := 0; done < most; {
		n, err := s.piece(ctx, e.ID, e.Subject.pace().piece)
		if len(parley.Refusals(err)) > 0 || errors.Is(err, event.ErrTooMany) { // somebody among them, or all together: each in a unit of his own
			n, err = s.oneByOne(ctx, e)
		}
		if err != nil || n == 0 {
			return err
		}
		done += n
	}
	return nil
}

// oneByOne changes the rows of the next piece each in its own unit, and writes down which cannot be changed.
func (s *Edits) oneByOne(ctx context.Context, e Edit) (done int, err error) {
	for done < e.Subject.pace().piece {
		n, err := s.piece(ctx, e.ID, 1)
		if refusals := parley.Refusals(err); len(refusals) > 0 {
			n, err = 1, s.refuse(ctx, e.ID, refusals[0])
		}
		if err != nil || n == 0 {
			return done, err
		}
		done += n
	}
	return done, nil
}

// piece changes the next rows, at most so many, in one unit, and says how many those were. Its error has
// parley.Refusals where one of them cannot be changed; then none is.
func (s *Edits) piece(ctx context.Context, id parley.ID, limit int) (n int, err error) {
	return n, s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		e, ids, err := s.next(ctx, id, limit)
		if n = len(ids); err != nil || e.ID == "" {
			return err
		}
		target := s.parts.Targets[e.Subject]
		for _, row := range ids {
			if err := target.Apply(ctx, e.By, row, e.Change); err != nil {
				return err
			}
		}
		e.Changed += n
		return s.settle(ctx, e, ids, nil)
	})
}

// refuse writes down why the next row cannot be changed.
func (s *Edits) refuse(ctx context.Context, id parley.ID, why *parley.Error) error {
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		e, ids, err := s.next(ctx, id, 1)
		if err != nil || len(ids) == 0 {
			return err
		}
		e.Refused++
		return s.settle(ctx, e, nil, []Refusal{{ID: ids[0], Code: why.Code, Message: why.Message}})
	})
}

// next gives the next rows of an edit and keeps it to the unit; an edit that has ended has no ID.
func (s *Edits) next(ctx context.Context, id parley.ID, limit int) (Edit, []parley.ID, error) {
	e, found, err := s.parts.Store.LockEdit(ctx, id)
	if err != nil || !found || !e.FinishedAt.IsZero() {
		return Edit{}, nil, err
	}
	ids, err := s.parts.Store.Waiting(ctx, id, limit)
	return e, ids, err
}

func (s *Edits) settle(ctx context.Context, e Edit, changed []parley.ID, refused []Refusal) error {
	if e.Changed+e.Refused == e.Total {
		e.FinishedAt = s.parts.Source.Now()
		if err := s.close(ctx, e); err != nil {
			return err
		}
		s.tell(ctx, e)
	}
	return s.parts.Store.Settle(ctx, e, changed, refused)
}

// close lets the target of an edit of which all is done end it.
func (s *Edits) close(ctx context.Context, e Edit) error {
	if target, ok := s.parts.Targets[e.Subject].(Closer); ok {
		return target.Close(ctx, e.By, e.Change)
	}
	return nil
}

// tell says that an edit has ended, where whoever began it did not wait for that; and how its rows fared, where these are what he
// changed and not pieces of it.
func (s *Edits) tell(ctx context.Context, e Edit) {
	if e.Total <= e.Subject.pace().few {
		return
	}
	data := map[string]string{"user_id": string(e.By.ID), "subject": string(e.Subject)}
	if e.Subject != Categories {
		data["changed"], data["refused"] = strconv.Itoa(e.Changed), strconv.Itoa(e.Refused)
	}
	s.parts.Log.Append(ctx, event.Event{Type: event.BulkEditFinished, Actor: e.By, SubjectID: e.ID, Data: data})
}

// Serve carries out edits until ctx ends.
func (s *Edits) Serve(ctx context.Context) error {
	return s.parts.Owner.Hold(ctx, "bulk edits", func(ctx context.Context, _ int64) error {
		loop := work.Loop[Edit, outcome]{
			Queue: &queue{Edits: s, after: map[parley.ID]time.Time{}}, Window: 1, Wake: s.wake, Clock: s.parts.Source, Log: s.parts.Logger, Grace: grace,
		}
		return loop.Run(ctx)
	})
}

const (
	grace      = 3 * time.Second
	retryAfter = 10 * time.Second // of an edit that the database refused
)

// outcome is how far the loop came with an edit.
type outcome struct {
	id  parley.ID
	err error
}

// queue gives the loop the oldest edit that is under way, some rows at a time. after holds those that failed until they are
// tried again: it is not worth a row, for another process may try at once.
type queue struct {
	*Edits
	after map[parley.ID]time.Time
}

// Turn implements work.Queue.
func (q *queue) Turn(ctx context.Context, done []outcome, room int) (jobs []Edit, next time.Time, err error) {
	now := q.parts.Source.Now()
	for _, o := range done {
		if o.err != nil {
			q.parts.Logger.Error("a bulk edit failed and will be tried again", "id", string(o.id), "error", o.err)
			q.after[o.id] = now.Add(retryAfter)
		}
	}
	if room == 0 {
		return nil, next, nil
	}
	var but []parley.ID
	for id, at := range q.after {
		if !at.After(now) {
			delete(q.after, id)
			continue
		}
		but = append(but, id)
	}
	e, found, err := q.parts.Store.Open(ctx, but)
	if found {
		jobs = []Edit{e}
	}
	return jobs, next, err
}

// Do implements work.Queue.
func (q *queue) Do(ctx context.Context, e Edit) outcome {
	return outcome{e.ID, q.run(ctx, e, e.Subject.pace().turn)}
}
