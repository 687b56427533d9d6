// Package house puts the heart of the hub together for tests: outbox, inbox, consent and what they stand on, over the
// real store of either engine, with a clock that stands still and a provider that answers as it is told. It has no HTTP
// and starts nothing by itself. Only tests import it.
package house

import (
	"context"
	"log/slog"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"parley/internal/channel"
	"parley/internal/choice"
	"parley/internal/clock"
	"parley/internal/consent"
	"parley/internal/contact"
	"parley/internal/conversation"
	"parley/internal/egress"
	"parley/internal/event"
	"parley/internal/gsm"
	"parley/internal/inbox"
	"parley/internal/outbox"
	"parley/internal/parley"
	"parley/internal/secret"
	"parley/internal/store"
	"parley/internal/store/storetest"
	"parley/internal/switchboard"
	"parley/internal/unit"
	"parley/internal/work"
)

// Start is the time at first.
var Start = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// Ours is the number of the channels that Channel makes.
const Ours = "+12025550100"

// House is one hub without its surfaces.
type House struct {
	TB       testing.TB
	DB       *store.DB
	Clock    *clock.Fake
	Log      *event.Log
	Board    *switchboard.Board
	Outbox   *outbox.Outbox
	Inbox    *inbox.Inbox
	Ledger   *consent.Ledger
	Contacts *contact.Contacts
	Provider *Provider
	Counts   *Counts
	TestMode atomic.Bool // what the hub's setting says

	commits commits
}

// New makes one for the length of the test. adjust may change what the provider's driver says of itself.
func New(tb testing.TB, adjust ...func(*channel.Info)) *House {
	tb.Helper()
	h := &House{TB: tb, DB: storetest.Open(tb), Clock: clock.NewFake(Start), Provider: newProvider(), Counts: &Counts{Ended: map[parley.State]int{}}}
	for _, each := range adjust {
		each(&h.Provider.info)
	}
	h.commits.db = h.DB
	h.commits.made = sync.NewCond(&h.commits.mu)
	h.Log = event.NewLog(store.Events{DB: h.DB}, h.Clock)
	h.Ledger = consent.NewLedger(&h.commits, store.Consents{DB: h.DB}, h.Log, h.Clock)
	contacts := store.Contacts{DB: h.DB}
	h.Contacts = contact.New(contact.Parts{
		Choices: choice.New(choice.Parts{Worker: &h.commits, Store: store.Choices{DB: h.DB}, Log: h.Log, Source: h.Clock}),
		Worker:  &h.commits, Store: contacts, Reads: contacts, OptIns: h.Ledger, Log: h.Log, Source: h.Clock, Region: "US",
	})
	box, err := secret.NewBox(make([]byte, secret.KeySize))
	h.Must(err)
	logger := slog.New(slog.DiscardHandler)
	h.Board = switchboard.New(switchboard.Deps{
		Work: &h.commits, Store: store.Channels{DB: h.DB}, Log: h.Log, Clock: h.Clock, Sealer: box,
		Owner:   &work.Owner{Name: "house", Leases: store.Leases{DB: h.DB}, Clock: h.Clock, Log: logger},
		Drivers: []channel.Driver{h.Provider}, BaseURL: "https://hub.example", Egress: egress.Guard{}, Logger: logger,
	})
	h.join(logger)
	return h
}

// join makes outbox and inbox.
func (h *House) join(logger *slog.Logger) {
	delivery, lookups := store.Delivery{DB: h.DB}, store.Outbox{DB: h.DB}
	threads := conversation.NewThreads(store.Conversations{DB: h.DB}, h.Log, h.Clock)
	h.Outbox = outbox.New(outbox.Deps{
		Work: &h.commits, Submits: lookups, Delivers: delivery, Rests: delivery, Parks: delivery, Consents: h.Ledger, Threads: threads,
		Board: h.Board, Log: h.Log, Clock: h.Clock, Logger: logger, Region: "US", Profile: gsm.Seed, Counts: h.Counts, TestMode: func(context.Context) (bool, error) { return h.TestMode.Load(), nil },
	})
	h.Inbox = inbox.New(inbox.Deps{
		Work: &h.commits, Store: lookups, Contacts: h.Contacts, Consents: h.Ledger, Threads: threads, Sender: h.Outbox,
		Clock: h.Clock, Logger: logger, Region: "US", Brand: func(context.Context) (string, error) { return "Harbor", nil },
	})
	h.Board.Attach(intake{h}, h.Outbox.Serve)
}

type intake struct{ *House }

func (i intake) Receive(ctx context.Context, line *switchboard.Line, in channel.Incoming) error {
	return i.Inbox.Receive(ctx, line, in)
}

func (i intake) Report(ctx context.Context, line *switchboard.Line, r channel.Report) error {
	return i.Outbox.Report(ctx, line, r)
}

// Counts keeps what the metrics are told.
type Counts struct {
	mu     sync.Mutex
	Ended  map[parley.State]int
	Doubts int
}

// Sent counts attempts by the state that they ended in.
func (c *Counts) Sent(_ string, state parley.State) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Ended[state]++
}

// InDoubt counts messages that a crash has left in doubt.
func (c *Counts) InDoubt(_ string, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Doubts += n
}

// commits runs units on the store and tells who waits that one has been committed.
type commits struct {
	db   *store.DB
	mu   sync.Mutex
	made *sync.Cond
	lost error // what the next one is answered
}

// Do runs a unit.
func (c *commits) Do(ctx context.Context, fn func(ctx context.Context) error) error {
	outermost := unit.From(ctx) == nil
	err := c.db.Do(ctx, fn)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.made.Broadcast()
	if outermost && err == nil && c.lost != nil {
		err, c.lost = c.lost, nil
	}
	return err
}

// LoseAnswer lets the next unit be committed and says that it was not, as a connection does that breaks at that moment.
func (h *House) LoseAnswer(err error) {
	h.commits.mu.Lock()
	defer h.commits.mu.Unlock()
	h.commits.lost = err
}

// patience is how long Await waits for what should come at once.
const patience = 20 * time.Second

// Await returns when done says so, which it is asked after every commit.
func (h *House) Await(what string, done func() bool) {
	h.TB.Helper()
	late := false
	guard := time.AfterFunc(patience, func() {
		h.commits.mu.Lock()
		defer h.commits.mu.Unlock()
		late = true
		h.commits.made.Broadcast()
	})
	defer guard.Stop()
	h.commits.mu.Lock()
	defer h.commits.mu.Unlock()
	for {
		if done() {
			return
		}
		if late {
			h.TB.Fatalf("waited in vain: %s", what)
		}
		h.commits.made.Wait()
	}
}

// Must ends the test where there is an error.
func (h *House) Must(err error) {
	h.TB.Helper()
	if err != nil {
		h.TB.Fatal(err)
	}
}

// AwaitMoving is Await with a clock that moves on while it waits, for what looks again only after a time.
func (h *House) AwaitMoving(what string, done func() bool) {
	h.TB.Helper()
	for began := time.Now(); !done(); h.Clock.Advance(100 * time.Millisecond) {
		if time.Since(began) > patience {
			h.TB.Fatalf("waited in vain: %s", what)
		}
		runtime.Gosched()
	}
}

// Go runs f until the test ends, or until what it gives is called, which waits for f's end and gives its error.
func (h *House) Go(f func(ctx context.Context) error) (stop func() error) {
	ctx, cancel := context.WithCancel(h.TB.Context())
	ended := make(chan error, 1)
	go func() { ended <- f(ctx) }()
	stop = sync.OnceValue(func() error {
		cancel()
		return <-ended
	})
	h.TB.Cleanup(func() { _ = stop() })
	return stop
}
