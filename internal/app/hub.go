package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"parley/internal/account"
	"parley/internal/api"
	"parley/internal/backup"
	"parley/internal/bulk"
	"parley/internal/channel"
	"parley/internal/channel/all"
	"parley/internal/choice"
	"parley/internal/clock"
	"parley/internal/company"
	"parley/internal/config"
	"parley/internal/consent"
	"parley/internal/contact"
	"parley/internal/conversation"
	"parley/internal/egress"
	"parley/internal/event"
	"parley/internal/field"
	"parley/internal/gsm"
	"parley/internal/httpd"
	"parley/internal/inbox"
	"parley/internal/journal"
	"parley/internal/limit"
	"parley/internal/notice"
	"parley/internal/outbox"
	"parley/internal/owner"
	"parley/internal/parley"
	"parley/internal/savedview"
	"parley/internal/secret"
	"parley/internal/store"
	"parley/internal/switchboard"
	"parley/internal/transfer"
	"parley/internal/user"
	"parley/internal/work"
)

// hub is every feature, put together over one store.
type hub struct {
	config   config.Config
	log      *slog.Logger
	clock    clock.Source
	db       *store.DB
	registry *prometheus.Registry
	metrics  *metrics
	storage  *storage

	events        *event.Log
	consents      *consent.Ledger
	contacts      *contact.Contacts
	companies     *company.Companies
	accounts      *account.Accounts
	choices       *choice.Choices
	fields        *field.Fields
	views         *savedview.Views
	owner         *work.Owner // leases in the name of this process
	bulk          *bulk.Edits
	owners        *owner.Owners
	journal       *journal.Journal
	transfers     *transfer.Transfers
	threads       *conversation.Threads
	conversations *conversation.Service
	people        people
	board         *switchboard.Board
	outbox        *outbox.Outbox
	fences        *outbox.Fences
	inbox         *inbox.Inbox
	notices       *notice.Notices
	keys          store.CallKeys
}

// people are users and how they are known.
type people struct {
	users     *user.Users
	sessions  *user.Sessions
	tokens    *user.Tokens
	directory *user.Directory
}

// open opens the store and puts the hub together. Nothing runs yet; the caller closes the hub. From a demo nothing leaves
// the machine.
func open(ctx context.Context, c config.Config, log *slog.Logger, demo bool) (*hub, error) {
	if err := makeDataDir(c.DataDir); err != nil {
		return nil, err
	}
	if err := backup.Finish(c.DataDir); err != nil {
		return nil, fmt.Errorf("ending a restore that was interrupted: %w", err)
	}
	box, err := secret.Load(c.SecretKey, c.DataDir)
	if err != nil {
		return nil, err
	}
	guard, err := egress.Parse(c.AllowPrivateNetworks)
	if err != nil {
		return nil, err
	}
	if demo {
		guard = guard.Local() // its log-ins are known to everybody
	}
	disk := newStorage(clock.System{}, log)
	o := database(c)
	o.Log, o.Refused = log, disk.refused
	db, err := store.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	h := &hub{config: c, log: log, clock: clock.System{}, db: db, storage: disk, registry: prometheus.NewRegistry(), keys: store.CallKeys{DB: db}}
	h.metrics = newMetrics(h.registry)
	h.events = event.NewLog(store.Events{DB: db}, h.clock)
	h.notices = notice.New(notice.Parts{Worker: db, Store: store.Notices{DB: db}, Roles: store.Roles{DB: db}, Log: h.events, Clock: h.clock})
	h.events.Trouble = func(err error) { log.Error("reading the event log failed and will be repeated", "error", err) }
	disk.over = h.tellRecovery
	h.consents = consent.NewLedger(db, store.Consents{DB: db}, h.events, h.clock)
	h.owner = &work.Owner{Name: h.clock.NewID(), Leases: store.Leases{DB: db}, Clock: h.clock, Log: log}
	h.addressBook()
	h.addPeople(box)
	h.addMessaging(box, guard)
	if err := user.SaveBuiltinRoles(ctx, db, store.Roles{DB: db}, h.clock); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return h, nil
}

// tellRecovery says in the log since when nothing could be stored.
func (h *hub) tellRecovery(ctx context.Context, since time.Time) error {
	return h.db.Do(ctx, func(ctx context.Context) error {
		h.events.Append(ctx, event.Event{
			Type: event.StorageRecovered, Actor: parley.Actor{Kind: parley.ActorSystem}, Data: map[string]string{"since": since.UTC().Format(time.RFC3339)},
		})
		return nil
	})
}

// databaseFile is where SQLite keeps the database, unless there is a DatabaseURL.
func databaseFile(c config.Config) string { return filepath.Join(c.DataDir, "parley.db") }

func (h *hub) close() error { return h.db.Close() }

func (h *hub) addressBook() {
	h.companies = company.New(company.Parts{Worker: h.db, Store: store.Companies{DB: h.db}, Log: h.events, Source: h.clock, Region: h.config.Region})
	h.choices = choice.New(choice.Parts{Worker: h.db, Store: store.Choices{DB: h.db}, Log: h.events, Source: h.clock})
	h.fields = field.New(field.Parts{Worker: h.db, Store: store.Fields{DB: h.db}, Log: h.events, Source: h.clock})
	contacts := store.Contacts{DB: h.db}
	h.contacts = contact.New(contact.Parts{
		Worker: h.db, Store: contacts, Reads: contacts, OptIns: h.consents, Pictures: contacts, Choices: h.choices, Fields: h.fields, Log: h.events, Source: h.clock, Region: h.config.Region,
	})
	h.views = savedview.New(savedview.Parts{Worker: h.db, Store: store.Views{DB: h.db}, Log: h.events, Source: h.clock})
	accounts := store.Accounts{DB: h.db}
	h.accounts = account.New(account.Parts{
		Worker: h.db, Store: accounts, Reads: accounts, Companies: h.companies, Choices: h.choices, Fields: h.fields, Log: h.events, Source: h.clock,
	})
	h.owners = owner.New(owner.Parts{Worker: h.db, Store: store.Owners{DB: h.db}, Log: h.events, Source: h.clock})
	h.journal = journal.New(journal.Parts{Worker: h.db, Store: store.Journal{DB: h.db}, Log: h.events, Source: h.clock})
	h.bulk = bulk.New(bulk.Parts{
		Worker: h.db, Store: store.Edits{DB: h.db}, Source: h.clock, Owner: h.owner, Logger: h.log, Log: h.events,
		Targets: map[bulk.Subject]bulk.Target{bulk.Accounts: bulk.AccountTarget{Accounts: h.accounts}, bulk.Contacts: bulk.ContactTarget{Contacts: h.contacts}, bulk.Categories: bulk.CategoryTarget{Choices: h.choices}},
	})
	transfers := store.Transfers{DB: h.db}
	h.transfers = transfer.New(transfer.Parts{
		Worker: h.db, Store: transfers, Reads: transfers, Accounts: h.accounts, Contacts: h.contacts, Types: contacts, Consents: h.consents, Companies: h.companies,
		Choices: h.choices, Fields: h.fields, Log: h.events, Source: h.clock, Logger: h.log, Region: h.config.Region, TimeZone: h.config.TimeZone,
	})
}

// How often a password may be guessed wrong: by account and by the address that asks, in a quarter of an hour.
const (
	guessesAccount = 10
	guessesRemote  = 50
	guessWindow    = 15 * time.Minute
	guessKeys      = 100_000
)

func (h *hub) addPeople(box *secret.Box) {
	users, roles, tokens := store.Users{DB: h.db}, store.Roles{DB: h.db}, store.Tokens{DB: h.db}
	p := &h.people
	p.sessions = user.NewSessions(h.db, store.Sessions{DB: h.db}, h.events, h.clock)
	p.directory = user.NewDirectory(user.DirectorySources{
		Users: users, Roles: roles, Tokens: tokens, Sessions: p.sessions, Worker: h.db, Clock: h.clock, Log: h.log,
	})
	p.users = user.NewUsers(user.Parts{
		Worker: h.db, Events: h.events, Source: h.clock, Store: users, Roles: roles, Logins: users,
		Passwords: user.NewPasswords(2),
		ByAccount: limit.NewAttempts(h.clock.Now, guessesAccount, guessWindow, guessKeys),
		ByRemote:  limit.NewAttempts(h.clock.Now, guessesRemote, guessWindow, guessKeys),
		Sessions:  p.sessions, Directory: p.directory,
		Links: store.Links{DB: h.db}, TOTP: store.TOTP{DB: h.db}, Sealer: box,
	})
	p.tokens = user.NewTokens(h.db, tokens, h.events, h.clock, p.directory)
}

func (h *hub) addMessaging(box *secret.Box, guard egress.Guard) {
	conversations, delivery, lookups := store.Conversations{DB: h.db}, store.Delivery{DB: h.db}, store.Outbox{DB: h.db}
	h.threads = conversation.NewThreads(conversations, h.events, h.clock)
	h.conversations = conversation.NewService(h.db, conversations, conversations, h.events, h.clock)
	h.board = switchboard.New(switchboard.Deps{
		Work: h.db, Store: store.Channels{DB: h.db}, Log: h.events, Clock: h.clock, Sealer: box,
		Owner:   h.owner,
		Drivers: all.Drivers(), BaseURL: h.config.BaseURL, Egress: guard, Logger: h.log,
	})
	h.outbox = outbox.New(outbox.Deps{
		Work: h.db, Submits: lookups, Delivers: delivery, Rests: delivery, Parks: delivery, Consents: h.consents, Threads: h.threads,
		Board: h.board, Log: h.events, Clock: h.clock, Logger: h.log, Region: h.config.Region,
		Profile: gsm.Profile(h.config.SegmentProfile), Counts: h.metrics, TestMode: h.companies.TestMode,
	})
	h.fences = &outbox.Fences{Work: h.db, Store: store.Fences{DB: h.db}, Log: h.events, Clock: h.clock}
	h.inbox = inbox.New(inbox.Deps{
		Work: h.db, Store: lookups, Contacts: h.contacts, Consents: h.consents, Threads: h.threads, Sender: h.outbox,
		Clock: h.clock, Logger: h.log, Region: h.config.Region, Brand: h.brand,
	})
	h.board.Attach(intake{h}, h.outbox.Serve)
}

// brand is the name of the default company.
func (h *hub) brand(ctx context.Context) (string, error) {
	c, err := h.companies.Default(ctx)
	return c.Name, err
}

// intake takes in what channels bring.
type intake struct{ *hub }

func (i intake) Receive(ctx context.Context, line *switchboard.Line, in channel.Incoming) error {
	err := i.inbox.Receive(ctx, line, in)
	i.metrics.received(line.Kind, err)
	return err
}

func (i intake) Report(ctx context.Context, line *switchboard.Line, r channel.Report) error {
	return i.outbox.Report(ctx, line, r)
}

// apiDeps gives the API its features.
func (h *hub) apiDeps(server api.ServerInfo, setup *user.Setup) api.Deps {
	return api.Deps{
		Work: h.db, Clock: h.clock, Logger: h.log, Log: h.events, Board: h.board, Outbox: h.outbox, Fences: h.fences, Inbox: h.inbox,
		Conversations: h.conversations, Contacts: h.contacts, Accounts: h.accounts, Companies: h.companies, Choices: h.choices, Fields: h.fields, Views: h.views, Bulk: h.bulk, Transfers: h.transfers, Owners: h.owners, Journal: h.journal, Notices: h.notices, Consents: h.consents, Users: h.people.users, Setup: setup, Sessions: h.people.sessions, Tokens: h.people.tokens,
		Cookies: httpd.Cookies{HTTPS: h.config.HTTPS()}, Keys: h.keys, Region: h.config.Region, BaseURL: h.config.BaseURL, Server: server,
	}
}
