package api_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"testing"

	"parley/internal/account"
	"parley/internal/api"
	"parley/internal/bulk"
	"parley/internal/channel"
	"parley/internal/channel/all"
	"parley/internal/choice"
	"parley/internal/company"
	"parley/internal/consent"
	"parley/internal/contact"
	"parley/internal/conversation"
	"parley/internal/egress"
	"parley/internal/field"
	"parley/internal/gsm"
	"parley/internal/inbox"
	"parley/internal/journal"
	"parley/internal/notice"
	"parley/internal/outbox"
	"parley/internal/owner"
	"parley/internal/parley"
	"parley/internal/savedview"
	"parley/internal/secret"
	"parley/internal/store"
	"parley/internal/switchboard"
	"parley/internal/transfer"
	"parley/internal/work"
)

// messaging makes what sends and receives, with the drivers of the standard build. No channel runs: what is submitted
// stays pending.
func (h *userHub) messaging(t *testing.T, log *slog.Logger) api.Deps {
	t.Helper()
	db, clk, events := h.db, h.clk, h.events
	box, err := secret.Load("", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	guard, err := egress.Parse("false")
	if err != nil {
		t.Fatal(err)
	}
	people, accounts, threads := store.Contacts{DB: db}, store.Accounts{DB: db}, store.Conversations{DB: db}
	delivery, lookups := store.Delivery{DB: db}, store.Outbox{DB: db}
	ledger := consent.NewLedger(db, store.Consents{DB: db}, events, clk)
	firm := company.New(company.Parts{Worker: db, Store: store.Companies{DB: db}, Log: events, Source: clk, Region: "US"})
	choices := choice.New(choice.Parts{Worker: db, Store: store.Choices{DB: db}, Log: events, Source: clk})
	fields := field.New(field.Parts{Worker: db, Store: store.Fields{DB: db}, Log: events, Source: clk})
	contacts := contact.New(contact.Parts{Worker: db, Store: people, Reads: people, OptIns: ledger, Pictures: people, Choices: choices, Fields: fields, Log: events, Source: clk, Region: "US"})
	put := conversation.NewThreads(threads, events, clk)
	h.board = switchboard.New(switchboard.Deps{
		Work: db, Store: store.Channels{DB: db}, Log: events, Clock: clk, Sealer: box, Egress: guard, Logger: log,
		Owner:   &work.Owner{Name: "test", Leases: store.Leases{DB: db}, Clock: clk, Log: log},
		Drivers: all.Drivers(), BaseURL: "https://hub.example",
	})
	out := outbox.New(outbox.Deps{
		Work: db, Submits: lookups, Delivers: delivery, Rests: delivery, Parks: delivery, Consents: ledger, Threads: put, Board: h.board, Log: events,
		Clock: clk, Logger: log, Region: "US", Profile: gsm.Profile("seed"), Counts: uncounted{}, TestMode: firm.TestMode,
	})
	in := inbox.New(inbox.Deps{
		Work: db, Store: lookups, Contacts: contacts, Consents: ledger, Threads: put, Sender: out, Clock: clk, Logger: log, Region: "US",
		Brand: func(context.Context) (string, error) { return "Harbor Fiber", nil },
	})
	h.board.Attach(intake{in, out}, out.Serve)
	leases := &work.Owner{Name: "test", Leases: store.Leases{DB: db}, Clock: clk, Log: log}
	books := account.New(account.Parts{Worker: db, Store: accounts, Reads: accounts, Companies: firm, Choices: choices, Fields: fields, Log: events, Source: clk})
	files := store.Transfers{DB: db}
	h.transfers = transfer.New(transfer.Parts{
		Worker: db, Store: files, Reads: files, Accounts: books, Contacts: contacts, Types: people, Consents: ledger, Companies: firm, Choices: choices,
		Fields: fields, Log: events, Source: clk, Logger: log, Region: "US", TimeZone: "UTC",
	})
	return api.Deps{
		Notices: notice.New(notice.Parts{Worker: db, Store: store.Notices{DB: db}, Roles: store.Roles{DB: db}, Log: events, Clock: clk}),
		Owners:  owner.New(owner.Parts{Worker: db, Store: store.Owners{DB: db}, Log: events, Source: clk}),
		Journal: journal.New(journal.Parts{Worker: db, Store: store.Journal{DB: db}, Log: events, Source: clk}),
		Bulk: bulk.New(bulk.Parts{Worker: db, Store: store.Edits{DB: db}, Source: clk, Owner: leases, Logger: log, Log: events, Targets: map[bulk.Subject]bulk.Target{
			bulk.Accounts: bulk.AccountTarget{Accounts: books}, bulk.Contacts: bulk.ContactTarget{Contacts: contacts}, bulk.Categories: bulk.CategoryTarget{Choices: choices},
		}}),
		Work: db, Clock: clk, Logger: log, Log: events, Keys: store.CallKeys{DB: db}, Region: "US", Board: h.board, Outbox: out, Inbox: in,
		Fences:   &outbox.Fences{Work: db, Store: store.Fences{DB: db}, Log: events, Clock: clk},
		Consents: ledger, Contacts: contacts, Conversations: conversation.NewService(db, threads, threads, events, clk),
		Accounts: books, Transfers: h.transfers,
		Companies: firm, Choices: choices, Fields: fields,
		Views:  savedview.New(savedview.Parts{Worker: db, Store: store.Views{DB: db}, Log: events, Source: clk}),
		Server: api.ServerInfo{Version: "1.0", Build: "b", TimeZone: "UTC", Region: "US", SegmentProfile: "seed"},
	}
}

type uncounted struct{}

func (uncounted) Sent(string, parley.State) {}
func (uncounted) InDoubt(string, int)       {}

type intake struct {
	*inbox.Inbox
	out *outbox.Outbox
}

func (i intake) Report(ctx context.Context, line *switchboard.Line, r channel.Report) error {
	return i.out.Report(ctx, line, r)
}

// channel makes a channel and gives its id.
func (h *userHub) channel(t *testing.T, token [2]string, kind, settings string) string {
	t.Helper()
	return h.made(t, token, "/channels", `{"kind":"`+kind+`","name":"Main","settings":`+settings+`}`)["id"].(string)
}

// count gives a number that the database knows.
func (h *userHub) count(t *testing.T, query string) int64 {
	t.Helper()
	n, err := h.db.Count(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// problem reads a problem document.
func problem(t *testing.T, w *httptest.ResponseRecorder) (p struct {
	Code, Detail string
	RequestID    string `json:"request_id"`
	Status       int
}) {
	t.Helper()
	if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("%d is told as %s: %s", w.Code, got, w.Body)
		return p
	}
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		t.Errorf("%s: %v", w.Body, err)
	}
	return p
}
