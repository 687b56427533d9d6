package live_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/centrifugal/centrifuge-go"

	"parley/internal/api"
	"parley/internal/choice"
	"parley/internal/clock"
	"parley/internal/contact"
	"parley/internal/conversation"
	"parley/internal/event"
	"parley/internal/httpd"
	"parley/internal/limit"
	"parley/internal/live"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
	"parley/internal/user"
)

// bench is a hub of live connections on a real store, served over a real socket.
type bench struct {
	*testing.T
	db        *store.DB
	clk       clock.System // what is published is polled for: the real time
	events    *event.Log
	threads   *conversation.Threads
	service   *conversation.Service
	people    *contact.Contacts
	users     *user.Users
	sessions  *user.Sessions
	tokens    *user.Tokens
	directory *user.Directory
	front     *front
	server    *httptest.Server
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{T: t, db: storetest.Open(t)}
	log := slog.New(slog.DiscardHandler)
	rows, contacts := store.Conversations{DB: b.db}, store.Contacts{DB: b.db}
	b.events = event.NewLog(store.Events{DB: b.db}, b.clk)
	b.threads = conversation.NewThreads(rows, b.events, b.clk)
	b.service = conversation.NewService(b.db, rows, rows, b.events, b.clk)
	choices := choice.New(choice.Parts{Worker: b.db, Store: store.Choices{DB: b.db}, Log: b.events, Source: b.clk})
	b.people = contact.New(contact.Parts{Worker: b.db, Store: contacts, Reads: contacts, Choices: choices, Log: b.events, Source: b.clk, Region: "US"})
	b.addUsers(log)
	b.front = &front{Directory: b.directory}
	hub, err := live.New(live.Options{
		Log: b.events, Encoder: api.Encoder{Conversations: b.service, Region: "US"}, Directory: b.front, Logger: log,
		Build: "b1", Origin: "https://hub.example",
	})
	b.must(err)
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = hub.Run(ctx) })
	b.server = httptest.NewServer(httpd.Base{Log: log, Source: b.clk}.Wrap(httpd.Who(b.directory, hub.Handler())))
	t.Cleanup(func() { cancel(); running.Wait(); b.server.Close() })
	return b
}

// front is the directory as the live connections see it.
type front struct {
	*user.Directory
	refuse int // which of its answers about a session is that it has ended; 0 = none
	asked  atomic.Int64
}

func (f *front) BySession(ctx context.Context, token string) (*user.Asker, error) {
	if f.asked.Add(1) == int64(f.refuse) {
		return nil, user.Unauthorized()
	}
	return f.Directory.BySession(ctx, token)
}

func (b *bench) addUsers(log *slog.Logger) {
	b.sessions = user.NewSessions(b.db, store.Sessions{DB: b.db}, b.events, b.clk)
	b.directory = user.NewDirectory(user.DirectorySources{
		Users: store.Users{DB: b.db}, Roles: store.Roles{DB: b.db}, Tokens: store.Tokens{DB: b.db}, Sessions: b.sessions,
		Worker: b.db, Clock: b.clk, Log: log,
	})
	b.tokens = user.NewTokens(b.db, store.Tokens{DB: b.db}, b.events, b.clk, b.directory)
	attempts := limit.NewAttempts(b.clk.Now, 100, time.Minute, 100)
	b.users = user.NewUsers(user.Parts{
		Worker: b.db, Events: b.events, Source: b.clk, Store: store.Users{DB: b.db}, Roles: store.Roles{DB: b.db}, Logins: store.Users{DB: b.db},
		Passwords: user.NewPasswords(1), ByAccount: attempts, ByRemote: attempts, Sessions: b.sessions, Directory: b.directory,
		Links: store.Links{DB: b.db},
	})
	b.must(user.SaveBuiltinRoles(b.Context(), b.db, store.Roles{DB: b.db}, b.clk))
	blind := user.Role{ID: parley.ID(b.clk.NewID()), Key: "blind", Name: "Blind", Permissions: user.NewPermissions(user.CreateContact)}
	b.must(b.db.Do(b.Context(), func(ctx context.Context) error { return store.Roles{DB: b.db}.SaveRole(ctx, blind) }))
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) user(name, role string) user.Person {
	b.Helper()
	p, err := b.users.Create(b.Context(), user.Hub(), user.New{Name: name, Email: name + "@x.example", Role: role, Password: "correct horse battery"})
	b.must(err)
	return p
}

// session logs a browser in.
func (b *bench) session(p user.Person) (token string) {
	b.Helper()
	token, _, err := b.sessions.Begin(b.Context(), "", p.User, user.Visit{})
	b.must(err)
	return token
}

// customer texts us.
func (b *bench) text(number, text string) {
	b.Helper()
	h, err := b.people.ForAddress(b.Context(), parley.Address{Kind: parley.Phone, Value: number}, "")
	b.must(err)
	now := b.clk.Now()
	fresh := parley.Message{ID: parley.ID(b.clk.NewID()), Direction: parley.Inbound, State: parley.Received, Text: text, CreatedAt: now, UpdatedAt: now}
	b.must(b.db.Do(b.Context(), func(ctx context.Context) error {
		m := fresh
		if err := b.threads.Advance(ctx, conversation.Parties{SenderID: "s", AddressID: h.Address.ID}, &m); err != nil {
			return err
		}
		_, err := b.threads.Add(ctx, &m, parley.Actor{Kind: parley.ActorCustomer, ID: h.Address.ID})
		return err
	}))
}

// told is what a browser is sent of an event, as far as tests look at it.
type told struct {
	Seq          int64
	Type         string
	Data         map[string]string
	Conversation *struct {
		ID      string
		Preview string
		Draft   string
	}
	Message *struct{ Text string }
	Users   []struct{ Name, State string }
}

// browser is one connection of a page, which keeps what it is sent as the front end does: publications wait for the
// answer of sync, and those that it holds already are left out.
type browser struct {
	b     *bench
	c     *centrifuge.Client
	build string
	ended chan uint32

	mu      sync.Mutex
	synced  bool
	last    int64
	waiting []told
	applied []told
	news    chan struct{} // rings when something was applied
}

// browse connects. after is the last event that the page saw; 0 for a new one.
func (b *bench) browse(token string, after int64) (*browser, syncReply) {
	b.Helper()
	p := b.connect(token)
	return p, p.sync(after)
}

func (b *bench) connect(token string) *browser {
	b.Helper()
	return b.open(http.Header{"Cookie": {httpd.SessionCookie + "=" + token}})
}

// program connects with an API token.
func (b *bench) program(secret string) *browser {
	b.Helper()
	p := b.open(http.Header{"Authorization": {"Bearer " + secret}})
	p.sync(0)
	return p
}

func (b *bench) open(header http.Header) *browser {
	b.Helper()
	p := &browser{b: b, ended: make(chan uint32, 10), news: make(chan struct{}, 1)}
	p.c = centrifuge.NewJsonClient(strings.Replace(b.server.URL, "http", "ws", 1)+"/live/websocket", centrifuge.Config{
		Header: header,
	})
	connected := make(chan []byte, 1)
	p.c.OnConnected(func(e centrifuge.ConnectedEvent) {
		select {
		case connected <- e.Data:
		default: // again, after its rights changed
		}
	})
	p.c.OnConnecting(func(e centrifuge.ConnectingEvent) {
		if e.Code != 0 {
			p.ended <- e.Code
		}
	})
	p.c.OnPublication(func(e centrifuge.ServerPublicationEvent) {
		var t told
		if err := json.Unmarshal(e.Data, &t); err != nil {
			b.Error(err)
			return
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		if t.Seq > 0 && !p.synced {
			p.waiting = append(p.waiting, t)
			return
		}
		p.apply(t)
	})
	b.must(p.c.Connect())
	var hello struct{ Build string }
	b.must(json.Unmarshal(<-connected, &hello))
	p.build = hello.Build
	b.Cleanup(p.c.Close)
	return p
}

type syncReply struct {
	Events []told
	Seq    int64
	Reset  bool
}

func (p *browser) sync(after int64) (r syncReply) {
	p.b.Helper()
	p.b.must(p.call("sync", fmt.Sprintf(`{"after":%d}`, after), &r))
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, t := range r.Events {
		p.apply(t)
	}
	p.last = max(p.last, r.Seq)
	p.synced = true
	for _, t := range p.waiting {
		p.apply(t)
	}
	return r
}

func (p *browser) call(method, data string, into any) error {
	result, err := p.c.RPC(context.Background(), method, []byte(data))
	if err != nil {
		return err
	}
	return json.Unmarshal(result.Data, into)
}

// apply runs under the lock.
func (p *browser) apply(t told) {
	if t.Seq > 0 && t.Seq <= p.last {
		return
	}
	p.last = max(p.last, t.Seq)
	p.applied = append(p.applied, t)
	select {
	case p.news <- struct{}{}:
	default:
	}
}

// until waits until the page has been told of something that fits.
func (p *browser) until(fits func(t told) bool) told {
	p.b.Helper()
	for seen := 0; ; {
		p.mu.Lock()
		fresh := p.applied[seen:]
		p.mu.Unlock()
		for _, t := range fresh {
			if fits(t) {
				return t
			}
		}
		seen += len(fresh)
		select {
		case <-p.news:
		case code := <-p.ended:
			p.b.Fatalf("the connection ended with %d", code)
		}
	}
}

func (p *browser) types() (types []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, t := range p.applied {
		types = append(types, t.Type)
	}
	return types
}

// conversation gives the id of what it is about.
func (t told) conversation() parley.ID { return parley.ID(t.Conversation.ID) }
