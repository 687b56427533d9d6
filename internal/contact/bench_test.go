package contact_test

import (
	"strings"
	"testing"
	"time"

	"parley/internal/account"
	"parley/internal/choice"
	"parley/internal/clock"
	"parley/internal/company"
	"parley/internal/consent"
	"parley/internal/contact"
	"parley/internal/event"
	"parley/internal/field"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

const noID = parley.ID("01890000-0000-7000-8000-00000000dead")

var operator = parley.Actor{Kind: parley.ActorUser, ID: "01890000-0000-7000-8000-0000000000aa"}

// bench is contacts, accounts and consent on a real store.
type bench struct {
	*testing.T
	db       *store.DB
	clk      *clock.Fake
	log      *event.Log
	contacts *contact.Contacts
	accounts *account.Accounts
	ledger   *consent.Ledger
	choices  *choice.Choices
	fields   *field.Fields
}

func newBench(t *testing.T) *bench {
	db := storetest.Open(t)
	clk := clock.NewFake(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	log := event.NewLog(store.Events{DB: db}, clk)
	ledger := consent.NewLedger(db, store.Consents{DB: db}, log, clk)
	people, accounts := store.Contacts{DB: db}, store.Accounts{DB: db}
	choices := choice.New(choice.Parts{Worker: db, Store: store.Choices{DB: db}, Log: log, Source: clk})
	fields := field.New(field.Parts{Worker: db, Store: store.Fields{DB: db}, Log: log, Source: clk})
	firm := company.New(company.Parts{Worker: db, Store: store.Companies{DB: db}, Log: log, Source: clk, Region: "US"})
	return &bench{
		T: t, choices: choices, fields: fields, db: db, clk: clk, log: log, ledger: ledger,
		contacts: contact.New(contact.Parts{
			Worker: db, Store: people, Reads: people, OptIns: ledger, Pictures: people, Choices: choices, Fields: fields, Log: log, Source: clk, Region: "US",
		}),
		accounts: account.New(account.Parts{Worker: db, Store: accounts, Reads: accounts, Companies: firm, Choices: choices, Fields: fields, Log: log, Source: clk}),
	}
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) create(d contact.Draft) contact.Contact {
	b.Helper()
	c, err := b.contacts.Create(b.Context(), operator, d)
	b.must(err)
	return c
}

// named makes a contact with a name and numbers.
func (b *bench) named(name string, numbers ...string) contact.Contact {
	b.Helper()
	d := contact.Draft{Name: name}
	for _, n := range numbers {
		d.Addresses = append(d.Addresses, contact.AddressDraft{Kind: parley.Phone, Value: n})
	}
	return b.create(d)
}

func (b *bench) account(name string) account.Account {
	b.Helper()
	a, err := b.accounts.Create(b.Context(), operator, account.Change{Name: &name})
	b.must(err)
	return a
}

// told gives the types of the events about a subject.
func (b *bench) told(id parley.ID) string {
	b.Helper()
	var types []string
	for _, e := range storetest.Told(b.T, b.db) {
		if e.SubjectID == id {
			types = append(types, string(e.Type)+" by "+string(e.Actor.Kind))
		}
	}
	return strings.Join(types, ", ")
}

// values gives the addresses of a contact, in order.
func values(c contact.Contact) string {
	var all []string
	for _, l := range c.Addresses {
		all = append(all, l.Value)
	}
	return strings.Join(all, " ")
}

func ptr[T any](v T) *T { return &v }
