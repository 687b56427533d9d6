package contact_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"parley/internal/contact"
	"parley/internal/parley"
	"parley/internal/store"
)

func phoneAddress(value string) parley.Address {
	return parley.Address{Kind: parley.Phone, Value: value}
}

func TestUnknownSenderBecomesAContact(t *testing.T) {
	b := newBench(t)
	for _, c := range []struct {
		address parley.Address
		name    string
		want    string
	}{
		{phoneAddress("+12025550143"), "", "+1 202-555-0143"},
		{phoneAddress("72345"), "", "72345"},
		{phoneAddress("+14165550199"), " Zoë\x00 \xff T. ", "Zoë    T."},
		{parley.Address{Kind: parley.Messenger, Scope: "page", Value: "998877"}, "Sam", "Sam"},
	} {
		h, err := b.contacts.ForAddress(t.Context(), c.address, c.name)
		b.must(err)
		made, err := b.contacts.Get(t.Context(), h.ContactID)
		b.must(err)
		if made.Name != c.want || h.Name != c.want || len(made.Addresses) != 1 || made.Addresses[0].Address != h.Address || h.Address.Value != c.address.Value {
			t.Errorf("%v: made %+v for %+v", c.address, made, h)
		}
		if isPhone := c.address.Kind == parley.Phone; (made.Addresses[0].Type.Key == "mobile") != isPhone {
			t.Errorf("%v is of type %q", c.address, made.Addresses[0].Type.Key)
		}
		if got := b.told(made.ID); got != "contact.created by customer" {
			t.Errorf("told: %s", got)
		}
		again, err := b.contacts.ForAddress(t.Context(), c.address, "Another")
		if b.must(err); again != h {
			t.Errorf("the second time: %+v, first %+v", again, h)
		}
	}
	if got := b.find("2025550143", ""); got != "+1 202-555-0143" {
		t.Errorf("by its number one finds %q", got)
	}
}

func TestKnownSender(t *testing.T) {
	b := newBench(t)
	home := b.account("Home")
	ann := b.create(contact.Draft{Name: "Ann", AccountID: home.ID, Language: "fr", Addresses: []contact.AddressDraft{{Kind: parley.Phone, Value: "2025550143"}}})
	b.named("Bob", "2025550143")
	h, err := b.contacts.ForAddress(t.Context(), phoneAddress("+12025550143"), "Somebody")
	b.must(err)
	if want := (contact.Holder{Address: ann.Addresses[0].Address, ContactID: ann.ID, AccountID: home.ID, Name: "Ann", Language: "fr"}); h != want {
		t.Errorf("%+v, want %+v", h, want)
	}
}

// written makes an address as a send to an unknown number does: without a contact.
func (b *bench) written(value string) parley.Address {
	b.Helper()
	a := phoneAddress(value)
	a.ID = parley.ID(b.clk.NewID())
	b.must(b.db.Do(b.Context(), func(ctx context.Context) (err error) {
		a.ID, err = store.Outbox{DB: b.db}.AddAddress(ctx, a, b.clk.Now())
		return err
	}))
	return a
}

func TestAnswerFromANumberWithoutAContact(t *testing.T) {
	b := newBench(t)
	a := b.written("+12025550143")
	if again := b.written("+12025550143"); again != a {
		t.Errorf("made %+v, then %+v", a, again)
	}
	h, err := b.contacts.ForAddress(t.Context(), phoneAddress("+12025550143"), "")
	if b.must(err); h.ContactID == "" || h.Address != a {
		t.Errorf("whoever writes from it is %+v", h)
	}
}

// Many texts from one unknown number at once make one contact.
func TestUnknownSenderAtOnce(t *testing.T) {
	b := newBench(t)
	var all sync.WaitGroup
	for range 12 {
		all.Go(func() {
			if _, err := b.contacts.ForAddress(t.Context(), phoneAddress("+12025550143"), ""); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM contact`); err != nil || n != 1 {
		t.Errorf("%d contacts, %v", n, err)
	}
}

func TestThreadsFollowTheContact(t *testing.T) {
	b := newBench(t)
	home, shop := b.account("Home"), b.account("Shop")
	a := b.written("+12025550143")
	thread := parley.ID(b.clk.NewID())
	b.must(b.db.Exec(t.Context(), `INSERT INTO conversation (id, kind, address_id, sender_id, last_activity_at, created_at) VALUES ($1, 'customer', $2, 's', 1, 1)`,
		thread, a.ID))
	expect := func(step string, contactID, accountID parley.ID) {
		t.Helper()
		n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM conversation WHERE id = $1 AND contact_id = $2 AND account_id = $3`, thread, contactID, accountID)
		if err != nil || n != 1 {
			t.Errorf("%s: the thread does not follow, %v", step, err)
		}
	}
	number := []contact.AddressDraft{{Kind: parley.Phone, Value: "2025550143"}}
	ann := b.create(contact.Draft{Name: "Ann", AccountID: home.ID, Addresses: number})
	expect("a contact gets the number", ann.ID, home.ID)
	b.clk.Advance(time.Second)
	bob := b.create(contact.Draft{Name: "Bob", AccountID: shop.ID, Addresses: number})
	expect("another gets it too", ann.ID, home.ID)
	_, err := b.contacts.Update(t.Context(), operator, ann.ID, contact.Change{Version: 1, AccountID: &shop.ID})
	b.must(err)
	expect("the contact moves", ann.ID, shop.ID)
	_, err = b.contacts.Update(t.Context(), operator, ann.ID, contact.Change{Version: 2, Addresses: &[]contact.AddressDraft{}})
	b.must(err)
	expect("the contact loses the number", bob.ID, shop.ID)
	b.must(b.contacts.Delete(t.Context(), operator, bob.ID))
	expect("nobody has it any more", "", "")
	h, err := b.contacts.ForAddress(t.Context(), a, "Cat")
	b.must(err)
	expect("the number writes again", h.ContactID, "")
}
