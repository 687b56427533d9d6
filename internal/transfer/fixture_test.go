package transfer_test

import (
	"log/slog"
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
	"parley/internal/transfer"
	"parley/internal/unit"
)

var operator = parley.Actor{Kind: parley.ActorUser, ID: "01890000-0000-7000-8000-0000000000aa"}

// bench is transfers on a real store.
type bench struct {
	testing.TB
	db        *store.DB
	clk       *clock.Fake
	log       *event.Log
	parts     transfer.Parts
	transfers *transfer.Transfers
}

func newBench(t testing.TB) *bench {
	db := storetest.Open(t)
	clk := clock.NewFake(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	b := &bench{TB: t, db: db, clk: clk, log: storetest.Log(db, clk)}
	b.parts = transfer.Parts{Log: b.log, Source: clk, Logger: slog.New(slog.DiscardHandler), Region: "US", TimeZone: "America/Chicago", Store: store.Transfers{DB: db}, Reads: store.Transfers{DB: db}}
	b.over(db)
	return b
}

// over makes everything anew, as a restart does, with units run by the worker.
func (b *bench) over(worker unit.Worker) {
	people, accounts := store.Contacts{DB: b.db}, store.Accounts{DB: b.db}
	p := &b.parts
	p.Worker = worker
	p.Consents = consent.NewLedger(worker, store.Consents{DB: b.db}, b.log, b.clk)
	p.Choices = choice.New(choice.Parts{Worker: worker, Store: store.Choices{DB: b.db}, Log: b.log, Source: b.clk})
	p.Fields = field.New(field.Parts{Worker: worker, Store: store.Fields{DB: b.db}, Log: b.log, Source: b.clk})
	p.Companies = company.New(company.Parts{Worker: worker, Store: store.Companies{DB: b.db}, Log: b.log, Source: b.clk, Region: "US"})
	p.Contacts = contact.New(contact.Parts{
		Worker: worker, Store: people, Reads: people, OptIns: p.Consents, Pictures: people, Choices: p.Choices, Fields: p.Fields, Log: b.log, Source: b.clk, Region: "US",
	})
	p.Accounts = account.New(account.Parts{Worker: worker, Store: accounts, Reads: accounts, Companies: p.Companies, Choices: p.Choices, Fields: p.Fields, Log: b.log, Source: b.clk})
	p.Types = people
	b.transfers = transfer.New(*p)
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// upload takes a CSV file of contacts in.
func (b *bench) upload(kind transfer.Kind, text string) transfer.Import {
	b.Helper()
	i, err := b.transfers.Upload(b.Context(), operator, transfer.Import{Kind: kind, Format: transfer.CSV, Name: "people.csv"}, strings.NewReader(text))
	b.must(err)
	return i
}

// run starts an import and works until it ends.
func (b *bench) run(i transfer.Import, as transfer.State, change func(p *transfer.Plan)) transfer.Import {
	b.Helper()
	p := i.Plan
	if change != nil {
		change(&p)
	}
	_, err := b.transfers.Start(b.Context(), operator, i.ID, p, as)
	b.must(err)
	return b.finish(i.ID)
}

// finish works until an import ends.
func (b *bench) finish(id parley.ID) transfer.Import {
	b.Helper()
	for {
		i, err := b.transfers.Get(b.Context(), id)
		b.must(err)
		if i.State != transfer.Running && i.State != transfer.Checking {
			return i
		}
		b.must(b.transfers.Step(b.Context(), id))
	}
}

func updating(p *transfer.Plan) { p.Duplicates = transfer.Update }

// people gives all contacts by name, with their addresses.
func (b *bench) people() string {
	b.Helper()
	all, _, err := b.parts.Contacts.List(b.Context(), contact.Filter{Limit: 1000})
	b.must(err)
	var out []string
	for _, c := range all {
		text := c.Name
		for _, l := range c.Addresses {
			text += " " + l.Value
		}
		if c.AccountName != "" {
			text += " @" + c.AccountName
		}
		out = append(out, text)
	}
	return strings.Join(out, "\n")
}

func (b *bench) count(query string) int64 {
	b.Helper()
	n, err := b.db.Count(b.Context(), query)
	b.must(err)
	return n
}

func ptr[T any](v T) *T { return &v }
