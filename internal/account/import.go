package account

import (
	"context"
	"errors"

	"parley/internal/event"
	"parley/internal/parley"
)

// Import makes an account as Create does, as one of many: what the audit trail keeps is one line for the whole import, and the
// event says by its data which import it was. Its errors are those of Create.
func (s *Accounts) Import(ctx context.Context, by parley.Actor, change Change, importID string) (parley.ID, error) {
	return s.create(ctx, change, func(ctx context.Context, made Account) {
		s.parts.Log.Append(ctx, event.Event{Type: event.AccountCreated, Actor: by, SubjectID: made.ID, Data: map[string]string{"import": importID}})
	})
}

// Check says what is wrong with a new account, without writing: the errors of Create, but for a number that is taken.
func (s *Accounts) Check(ctx context.Context, change Change) error {
	a, err := s.drafted(&change)
	return errors.Join(err, s.checkPlace(ctx, &a, ""), s.choose(ctx, &a, change))
}
