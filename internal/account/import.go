package account

import (
	"context"
	"errors"

	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Batch makes many accounts as Create makes one, with few statements: what the provider's lists offer is read once, and what is
// alike is written together. It belongs to one unit of work.
type Batch struct {
	accounts *Accounts // who read each list once
	by       parley.Actor
	importID string
	drafted  []Account
}

// Batch gives an empty one. Of accounts of an import the audit trail keeps one line for all, and each event says by its data which
// import it was; without one each account has its line.
func (s *Accounts) Batch(by parley.Actor, importID string) *Batch {
	p := s.parts
	p.Companies, p.Choices, p.Fields = p.Companies.Once(), p.Choices.Once(), p.Fields.Once()
	return &Batch{accounts: New(p), by: by, importID: importID}
}

// Add takes a new account into the batch and gives the id that it will have. Its errors are those of Create, but for a number that
// is taken; the account is not taken then.
func (b *Batch) Add(ctx context.Context, change Change) (parley.ID, error) {
	a, err := b.accounts.drafted(&change)
	if err := errors.Join(err, b.accounts.checkPlace(ctx, &a, ""), b.accounts.choose(ctx, &a, change)); err != nil {
		return "", err
	}
	b.drafted = append(b.drafted, a)
	return a.ID, nil
}

// Drop takes back what was added last.
func (b *Batch) Drop() { b.drafted = b.drafted[:len(b.drafted)-1] }

// Write makes the accounts that were added, and empties the batch. Its error is unit.ErrAgain where another unit has meanwhile
// given one of the numbers away.
func (b *Batch) Write(ctx context.Context) error {
	made := b.drafted
	b.drafted = nil
	if len(made) == 0 {
		return nil
	}
	added, err := b.accounts.parts.Store.AddAccounts(ctx, made...)
	if err == nil && !added {
		err = unit.ErrAgain
	}
	if err != nil {
		return err
	}
	for _, a := range made {
		told := event.Event{Type: event.AccountCreated, Actor: b.by, SubjectID: a.ID, Record: event.Recorded(a.Name, nil, a)}
		if b.importID != "" {
			told.Record, told.Data = nil, map[string]string{"import": b.importID}
		}
		b.accounts.parts.Log.Append(ctx, told)
	}
	return nil
}
