package switchboard_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"parley/internal/channel"
	"parley/internal/clock"
	"parley/internal/egress"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/secret"
	"parley/internal/store"
	"parley/internal/store/storetest"
	"parley/internal/switchboard"
	"parley/internal/work"
)

// driver is one whose connections tell the test what becomes of them. It answers callbacks and has every type of field
// that matters here.
type driver struct{ told chan string }

func (driver) Info() channel.Info {
	return channel.Info{
		Kind: "fake", Label: "Fake", Address: parley.Phone, SMS: true, Starts: true, SenderField: "from",
		Fields: []channel.Field{
			{Name: "from", Label: "From", Type: channel.Text, Required: true},
			{Name: "auth_token", Label: "Auth token", Type: channel.Text, Secret: true, Required: true},
			{Name: "callback_token", Label: "Callback token", Type: channel.Generated},
		},
	}
}

func (d driver) Open(_ context.Context, s channel.Settings, h channel.Host) (channel.Conn, error) {
	if h.ChannelID != "" && s["from"] == "unfit" {
		return nil, fmt.Errorf("no such number")
	}
	return &conn{driver: d, secret: s["auth_token"]}, nil
}

type conn struct {
	driver
	secret string
	closed sync.Once
}

func (*conn) Send(context.Context, channel.Outgoing) (channel.Receipt, error) {
	return channel.Receipt{State: parley.Sent}, nil
}

// Close tells which secret the connection was made with.
func (c *conn) Close() error {
	c.closed.Do(func() { c.told <- "closed " + c.secret })
	return nil
}

func (c *conn) Hook(context.Context, channel.HookRequest) channel.HookReply {
	return channel.HookReply{Status: 200, Body: c.secret}
}

func (c *conn) Check(context.Context) error { return nil }

// bench is a database with boards over it, each as in a process of its own.
type bench struct {
	*testing.T
	db   *store.DB
	clk  *clock.Fake
	told chan string // what connections and runners say
}

func newBench(t *testing.T) *bench {
	return &bench{T: t, db: storetest.Open(t), clk: clock.NewFake(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)), told: make(chan string, 1000)}
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// box makes a sealer with a key of its own.
func (b *bench) box() *secret.Box {
	b.Helper()
	box, err := secret.Load("", b.TempDir())
	b.must(err)
	return box
}

// board makes a process's switchboard. Its runners tell who sends on which channel, and when they end.
func (b *bench) board(name string, box *secret.Box) *switchboard.Board {
	b.Helper()
	guard, err := egress.Parse("false")
	b.must(err)
	discard := slog.New(slog.DiscardHandler)
	// The log polls by the real clock: another process's event has no bell here.
	events := event.NewLog(store.Events{DB: b.db}, clock.System{})
	board := switchboard.New(switchboard.Deps{
		Work: b.db, Store: store.Channels{DB: b.db}, Log: events, Clock: b.clk, Sealer: box, Egress: guard, Logger: discard,
		Owner:   &work.Owner{Name: name, Leases: store.Leases{DB: b.db}, Clock: b.clk, Log: discard},
		Drivers: []channel.Driver{driver{b.told}}, BaseURL: "https://hub.example/",
	})
	board.Attach(nil, func(ctx context.Context, line *switchboard.Line, _ channel.Conn, epoch int64) error {
		b.told <- fmt.Sprintf("%s runs %s v%d epoch %d", name, line.Name, line.Version, epoch)
		<-ctx.Done()
		b.told <- fmt.Sprintf("%s stops %s", name, line.Name)
		return ctx.Err()
	})
	return board
}

// run starts a board and gives what ends it and waits for that.
func (b *bench) run(board *switchboard.Board) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = board.Run(ctx) })
	stop = sync.OnceFunc(func() { cancel(); running.Wait() })
	b.Cleanup(stop)
	return stop
}

// hear waits for what is told next.
func (b *bench) hear(want string) {
	b.Helper()
	if got := <-b.told; got != want {
		b.Errorf("heard %q, want %q", got, want)
	}
}

// silent fails if anything was told.
func (b *bench) silent() {
	b.Helper()
	select {
	case got := <-b.told:
		b.Errorf("heard %q, want nothing", got)
	default:
	}
}

var admin = parley.Actor{Kind: parley.ActorUser, ID: "00000000-0000-7000-8000-00000000000a"}

// create makes a channel with the secret "s1", and leaves out what its trial said.
func (b *bench) create(board *switchboard.Board, name string, enabled bool) *switchboard.Line {
	b.Helper()
	line, err := board.Create(b.Context(), "fake", switchboard.Change{
		Name: &name, Enabled: &enabled, Settings: channel.Settings{"from": "(202) 555-0100", "auth_token": "s1"},
	}, "US", admin)
	b.must(err)
	b.hear("closed s1") // the trial of the settings
	return line
}

// raw is the channel's settings as the table has them.
func (b *bench) raw(id parley.ID) string {
	b.Helper()
	row, found, err := store.Channels{DB: b.db}.Channel(b.Context(), id)
	if err != nil || !found {
		b.Fatalf("the row: %v, %v", found, err)
	}
	return fmt.Sprint(row.Settings)
}

func (b *bench) events() (types []string) {
	for _, e := range storetest.Told(b.T, b.db) {
		types = append(types, string(e.Type))
	}
	return types
}

func ptr[T any](v T) *T { return &v }
