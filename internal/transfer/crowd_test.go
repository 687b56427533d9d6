package transfer_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"parley/internal/account"
	"parley/internal/contact"
	"parley/internal/parley"
	"parley/internal/transfer"
)

// An address that very many have, and a name of very many accounts, hold up no import.
func TestACrowdAtOneAddress(t *testing.T) {
	b := newBench(t)
	number := parley.Address{Kind: parley.Phone, Value: "+12025550144"}
	shared := []contact.AddressDraft{{Kind: number.Kind, Value: number.Value}}
	old, err := b.parts.Contacts.Create(t.Context(), operator, contact.Draft{Name: "Old", Addresses: shared})
	b.must(err)
	_, err = b.parts.Contacts.SetArchived(t.Context(), operator, old.ID, true)
	b.must(err)
	_, err = b.parts.Contacts.Create(t.Context(), operator, contact.Draft{Name: "Ann", Addresses: shared})
	b.must(err)
	_, err = b.parts.Accounts.Create(t.Context(), operator, account.Change{Name: ptr("House"), Number: ptr("H-1")})
	b.must(err)
	// A statement takes 32,766 values at most on one engine, 65,535 on the other.
	const many = `WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 66000), made (id, n) AS (SELECT 'f1890000-0000-7000-8000-' || CAST(100000000000 + n AS TEXT), n FROM many) `
	for _, insert := range []string{
		`INSERT INTO contact (id, name, name_key, created_at, updated_at) ` + many + `SELECT id, 'Person ' || CAST(n AS TEXT), 'person', 1, 1 FROM made`,
		`INSERT INTO contact_address (contact_id, address_id) ` + many + `SELECT made.id, a.id FROM made, address a`,
		`INSERT INTO account (id, name, name_key, created_at, updated_at) ` + many + `SELECT id, 'Smith', 'smith', 1, 1 FROM made`,
	} {
		b.must(b.db.Exec(t.Context(), insert))
	}
	holders, err := b.parts.Reads.ContactsWith(t.Context(), []parley.Address{number, {Kind: parley.Email, Value: "nobody@example.com"}})
	b.must(err)
	if got := holders[number]; len(got) != transfer.MaxMatches || got[0].Name != "Ann" || got[1].Name != "Person 1" || len(holders) != 1 {
		t.Errorf("it has %d of %d addresses: %v", len(got), len(holders), got)
	}
	text := "Name,Phone,Role,Account name,Account number\nAnn,2025550144,owner,,\nNobody,2025550144,owner,,\nNew,2025550145,,Smith,\nDan,2025550146,,Home,H-1\n"
	i := b.run(b.upload(transfer.Contacts, text), transfer.Running, updating)
	if got := b.faults(i); got != "2 several_matches, 3 several_accounts" || i.Updated != 1 || i.Created != 1 {
		t.Errorf("%s: %+v", got, i.Counts)
	}
	i = b.run(b.upload(transfer.Accounts, "Account name,Account number,Account note\nSmith,S-1,\n"), transfer.Running, updating)
	if i.Created != 1 {
		t.Errorf("an account: %+v %s", i.Counts, b.faults(i))
	}
}

// Very many are looked for by several statements.
func TestVeryManyAreLookedFor(t *testing.T) {
	b := newBench(t)
	ann, err := b.parts.Contacts.Create(t.Context(), operator, contact.Draft{Name: "Ann", Addresses: []contact.AddressDraft{{Kind: parley.Email, Value: "ann@example.com"}}})
	b.must(err)
	house, err := b.parts.Accounts.Create(t.Context(), operator, account.Change{Name: ptr("House"), Number: ptr("H-1")})
	b.must(err)
	var nobody []parley.ID
	var numbers []string
	for range 66_000 {
		nobody, numbers = append(nobody, parley.ID(b.clk.NewID())), append(numbers, b.clk.NewID())
	}
	people, err := b.parts.Reads.ContactsByID(t.Context(), append(nobody, ann.ID))
	b.must(err)
	byNumber, err := b.parts.Reads.AccountsByNumber(t.Context(), append(numbers, "H-1"))
	b.must(err)
	if len(people) != 1 || people[0].ID != ann.ID || len(byNumber) != 1 || byNumber[0].ID != house.ID {
		t.Errorf("found %v and %v", people, byNumber)
	}
}

// faulty is a store in which nobody can be looked for while there is a fault, or nobody with one address.
type faulty struct {
	transfer.ReadStore
	fault error
	of    parley.Address
}

func (s *faulty) ContactsWith(ctx context.Context, addresses []parley.Address) (map[parley.Address][]transfer.Match, error) {
	if s.fault != nil && (s.of.Value == "" || slices.Contains(addresses, s.of)) {
		return nil, s.fault
	}
	return s.ReadStore.ContactsWith(ctx, addresses)
}

// What fails again and again ends the import; that nothing can be stored for a while does not, nor what has passed by.
func TestAnImportThatCannotGoOnEnds(t *testing.T) {
	full, defect := parley.Errorf(parley.Unavailable, "storage_unavailable", "There is no room."), errors.New("too many SQL variables")
	for _, as := range []transfer.State{transfer.Checking, transfer.Running} {
		b := newBench(t)
		reads := &faulty{ReadStore: b.parts.Reads}
		b.parts.Reads = reads
		b.over(b.db)
		i := b.upload(transfer.Contacts, manyContacts(2*transfer.BatchRows))
		_, err := b.transfers.Start(t.Context(), operator, i.ID, i.Plan, as)
		b.must(err)
		failing := func(times int, fault error) {
			t.Helper()
			reads.fault = fault
			for range times {
				if err := b.transfers.Step(t.Context(), i.ID); !errors.Is(err, fault) {
					t.Fatalf("%s: a batch ended with %v", as, err)
				}
			}
			reads.fault = nil
		}
		failing(2*transfer.Failures, full)
		failing(transfer.Failures-1, defect)
		b.must(b.transfers.Step(t.Context(), i.ID))
		failing(transfer.Failures-1, defect)
		reads.fault = defect
		b.must(b.transfers.Step(t.Context(), i.ID))
		if got, err := b.transfers.Get(t.Context(), i.ID); err != nil || got.State != transfer.Failed || got.Reason != "internal" {
			t.Errorf("%s: it stands at %+v, %v", as, got, err)
		}
		i = b.upload(transfer.Contacts, manyContacts(2*transfer.BatchRows)) // of which the second half has what cannot be looked for
		_, err = b.transfers.Start(t.Context(), operator, i.ID, i.Plan, as)
		b.must(err)
		reads.fault, reads.of = defect, parley.Address{Kind: parley.Email, Value: "p400@example.com"}
		for tries := 0; i.State != transfer.Failed && tries < 3*transfer.Failures; tries++ {
			_ = b.transfers.Step(t.Context(), i.ID)
			i, err = b.transfers.Get(t.Context(), i.ID)
			b.must(err)
		}
		if i.State != transfer.Failed || i.Reason != "internal" {
			t.Errorf("%s: with a fault in the middle it stands at %+v", as, i)
		}
	}
}
