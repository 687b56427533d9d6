// Package switchboard keeps the configured channels: their settings, with secrets sealed at rest, and their open
// connections, each run by one owner at a time. It hands a provider's callbacks to the connection that they are for.
// It sends nothing itself (package outbox does) and knows no message.
package switchboard

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"parley/internal/channel"
	"parley/internal/clock"
	"parley/internal/egress"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
	"parley/internal/work"
)

// Channel is one configured connection that carries messages.
type Channel struct {
	ID           parley.ID
	Kind         string
	Name         string
	Settings     channel.Settings // in the store: secrets sealed; in a Line: open
	Enabled      bool
	PausedReason string // why the hub has stopped sending; empty = it has not
	Version      int64  // counts the edits
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// Sender is one of our own addresses on a channel.
type Sender struct {
	ID        parley.ID
	ChannelID parley.ID
	Value     string
	Label     string
	Default   bool
	Enabled   bool
}

// Store keeps channels and senders; secrets reach it sealed.
type Store interface {
	Channels(ctx context.Context) ([]Channel, error)
	Channel(ctx context.Context, id parley.ID) (Channel, bool, error)
	CreateChannel(ctx context.Context, c Channel) error
	// UpdateChannel writes c over the row of the version given and reports false where that is not the newest.
	UpdateChannel(ctx context.Context, c Channel, version int64) (bool, error)
	DeleteChannel(ctx context.Context, id parley.ID, at time.Time) (bool, error)
	PauseChannel(ctx context.Context, id parley.ID, reason string, at time.Time) (bool, error)
	// Senders gives those of one channel, or of all where id is empty; the default of a channel first.
	Senders(ctx context.Context, channelID parley.ID) ([]Sender, error)
	// SetSender makes the value the channel's default sender, with the id where it is new.
	SetSender(ctx context.Context, s Sender) error
}

// Sealer seals secrets; place ties a sealed text to where it belongs. secret.Box is one.
type Sealer interface {
	Seal(text, place string) string
	Open(sealed, place string) (string, error)
}

// Intake takes in what channels bring.
type Intake interface {
	Receive(ctx context.Context, line *Line, in channel.Incoming) error
	Report(ctx context.Context, line *Line, r channel.Report) error
}

// Serve sends the messages of a channel over conn for as long as ctx lasts. epoch is its lease.
type Serve func(ctx context.Context, line *Line, conn channel.Conn, epoch int64) error

// Deps are what a Board is made of.
type Deps struct {
	Work    unit.Worker
	Store   Store
	Log     *event.Log
	Clock   clock.Source
	Sealer  Sealer
	Owner   *work.Owner
	Drivers []channel.Driver
	BaseURL string // the hub's public address
	Egress  egress.Guard
	Logger  *slog.Logger
}

// Board is the switchboard.
type Board struct {
	Deps
	drivers map[string]channel.Driver
	client  *http.Client
	intake  Intake
	serve   Serve

	mu     sync.RWMutex
	lines  map[parley.ID]*Line
	forgot uint64 // counts what was forgotten: a row that was read before is not kept after
}

// New makes a Board. Attach must be called before channels are run or callbacks arrive.
func New(d Deps) *Board {
	b := &Board{Deps: d, drivers: map[string]channel.Driver{}, lines: map[parley.ID]*Line{}, client: d.Egress.Client(channelWindow)}
	b.BaseURL = strings.TrimRight(d.BaseURL, "/")
	for _, each := range d.Drivers {
		b.drivers[each.Info().Kind] = each
	}
	return b
}

// Attach says who takes in what channels bring, and who sends.
func (b *Board) Attach(intake Intake, serve Serve) { b.intake, b.serve = intake, serve }

// Kinds describes every driver of the build, with all the fields of its settings.
func (b *Board) Kinds() []channel.Info {
	out := make([]channel.Info, 0, len(b.Drivers))
	for _, d := range b.Drivers {
		info := d.Info()
		info.Fields = allFields(info)
		out = append(out, info)
	}
	return out
}

// Fields describe all settings of a kind; none where there is no such kind.
func (b *Board) Fields(kind string) []channel.Field {
	driver, known := b.drivers[kind]
	if !known {
		return nil
	}
	return allFields(driver.Info())
}

func notFound() error {
	return parley.Errorf(parley.NotFound, "channel_not_found", "There is no such channel.")
}
