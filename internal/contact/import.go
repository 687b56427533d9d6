package contact

import (
	"context"
	"errors"

	"parley/internal/event"
	"parley/internal/parley"
)

// Import makes a contact as Create does, as one of many: what the audit trail keeps is one line for the whole import, and the
// event says by its data which import it was. Its errors are those of Create.
func (s *Contacts) Import(ctx context.Context, by parley.Actor, d Draft, importID string) (parley.ID, error) {
	return s.create(ctx, by, d, func(ctx context.Context, made Contact) {
		s.parts.Log.Append(ctx, event.Event{Type: event.ContactCreated, Actor: by, SubjectID: made.ID, Data: map[string]string{"import": importID}})
	})
}

// Check says what is wrong with a draft, as far as it can be told without writing: the errors of Create, but for what the
// customer has ended himself.
func (s *Contacts) Check(ctx context.Context, d Draft) error {
	c, _, err := s.drafted(ctx, d)
	if err == nil && d.MarketingOptIn != nil && *d.MarketingOptIn && len(c.Addresses) == 0 {
		err = nothingToOptIn()
	}
	return errors.Join(err, s.choose(ctx, &c, d.change()))
}
