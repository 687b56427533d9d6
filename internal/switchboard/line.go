package switchboard

import (
	"context"

	"parley/internal/channel"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Line is a channel ready for use: its settings opened, its driver known. It is immutable; a change of the channel makes
// a new one.
type Line struct {
	Channel
	Info    channel.Info
	Senders []Sender // the default first

	connection *connection
}

// Window is how many messages may be on their way at a time.
func (l *Line) Window() int { return max(1, min(l.Settings.Int("window"), channelWindow)) }

// HandlesOptOut reports whether the provider answers STOP and HELP by itself.
func (l *Line) HandlesOptOut() bool { return l.Settings["opt_out"] == "provider" }

// Sender gives the enabled sender with the value, or the default one where value is empty.
func (l *Line) Sender(value string) (Sender, bool) {
	for _, s := range l.Senders {
		if s.Enabled && (value == "" || s.Value == value) {
			return s, true
		}
	}
	return Sender{}, false
}

// Line gives a channel that is not deleted. It is kept until the channel changes, unless it was read inside a unit: what a
// unit sees may never be committed.
func (b *Board) Line(ctx context.Context, id parley.ID) (*Line, error) {
	b.mu.RLock()
	line, forgot := b.lines[id], b.forgot
	b.mu.RUnlock()
	if line != nil {
		return line, nil
	}
	c, found, err := b.Store.Channel(ctx, id)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, notFound()
	}
	line, err = b.line(ctx, c)
	if err != nil || unit.From(ctx) != nil {
		return line, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if known := b.lines[id]; known != nil {
		return known, nil
	}
	if b.forgot == forgot { // else the row may have changed since it was read
		b.lines[id] = line
	}
	return line, nil
}

// forget makes the channel be read anew; its connection is closed as soon as nobody uses it.
func (b *Board) forget(id parley.ID) {
	b.mu.Lock()
	line := b.lines[id]
	delete(b.lines, id)
	b.forgot++
	b.mu.Unlock()
	if line != nil {
		line.connection.retire()
	}
}

// forgetAll does so with every channel: nobody runs them any longer.
func (b *Board) forgetAll() {
	b.mu.Lock()
	lines := b.lines
	b.lines = map[parley.ID]*Line{}
	b.forgot++
	b.mu.Unlock()
	for _, line := range lines {
		line.connection.retire()
	}
}

func (b *Board) line(ctx context.Context, c Channel) (*Line, error) {
	driver, known := b.drivers[c.Kind]
	if !known {
		return nil, parley.Errorf(parley.Unavailable, "unknown_kind", "This program has no driver for channels of kind %q.", c.Kind)
	}
	info := driver.Info()
	opened, sealed := b.unseal(c, allFields(info))
	c.Settings = opened
	if sealed != nil {
		c.PausedReason = sealed.Message // it can still be shown, and the settings be entered anew
	}
	senders, err := b.Store.Senders(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	line := &Line{Channel: c, Info: info, Senders: senders}
	line.connection = &connection{log: b.Logger.With("channel_id", c.ID), open: func() (channel.Conn, error) {
		if sealed != nil {
			return nil, sealed
		}
		return driver.Open(context.Background(), opened, b.host(line))
	}}
	return line, nil
}

func (b *Board) host(line *Line) channel.Host {
	return channel.Host{
		ChannelID: line.ID,
		BaseURL:   b.BaseURL + "/hooks/" + string(line.ID),
		Client:    b.client,
		Dial: func(ctx context.Context, network, address string) (channel.ReadWriteCloser, error) {
			return b.Egress.Dial(ctx, network, address)
		},
		Log: b.Logger.With("channel_id", line.ID, "kind", line.Kind),
		Now: b.Clock.Now,
		Receive: func(ctx context.Context, in channel.Incoming) error {
			return b.intake.Receive(ctx, line, in)
		},
		Report: func(ctx context.Context, r channel.Report) error {
			return b.intake.Report(ctx, line, r)
		},
	}
}

// Use gives the line's connection, opened if it is not; who has it calls release once.
func (l *Line) Use() (conn channel.Conn, release func(), err error) { return l.connection.use() }
