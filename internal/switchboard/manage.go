package switchboard

import (
	"context"
	"errors"
	"time"
	"unicode/utf8"

	"parley/internal/channel"
	"parley/internal/event"
	"parley/internal/parley"
)

// New channels and edits come as a Change; nil leaves a thing as it is.
type Change struct {
	Name     *string
	Settings channel.Settings
	Enabled  *bool
	Version  int64 // of the channel that is edited
}

// Create adds a channel of the kind.
func (b *Board) Create(ctx context.Context, kind string, change Change, region string, by parley.Actor) (*Line, error) {
	driver, known := b.drivers[kind]
	if !known {
		return nil, parley.Errorf(parley.Invalid, "unknown_kind", "There is no kind of channel %q.", kind).At("kind")
	}
	now := b.Clock.Now()
	c := Channel{ID: parley.ID(b.Clock.NewID()), Kind: kind, Enabled: true, Version: 1, CreatedAt: now}
	if change.Name == nil {
		empty := ""
		change.Name = &empty
	}
	if err := b.apply(&c, driver.Info(), change, region, now); err != nil {
		return nil, err
	}
	err := b.save(ctx, c, driver.Info(), event.Event{Type: event.ChannelCreated, Actor: by, Record: record(nil, &c, allFields(driver.Info()))}, func(ctx context.Context, sealed Channel) error {
		return b.Store.CreateChannel(ctx, sealed)
	})
	if err != nil {
		return nil, err
	}
	return b.Line(ctx, c.ID)
}

// Update edits a channel. A version that is not the newest is a conflict; an edit lifts a pause.
func (b *Board) Update(ctx context.Context, id parley.ID, change Change, region string, by parley.Actor) (*Line, error) {
	line, err := b.Line(ctx, id)
	if err == nil && line.Version != change.Version {
		b.forget(id) // another process may have changed it: an edit builds on what its version says
		line, err = b.Line(ctx, id)
	}
	if err != nil {
		return nil, err
	}
	if line.Version != change.Version {
		return nil, versionConflict()
	}
	c := line.Channel
	c.PausedReason = ""
	if err := b.apply(&c, line.Info, change, region, b.Clock.Now()); err != nil {
		return nil, err
	}
	c.Version = change.Version + 1
	err = b.save(ctx, c, line.Info, event.Event{Type: event.ChannelUpdated, Actor: by, Record: record(&line.Channel, &c, allFields(line.Info))}, func(ctx context.Context, sealed Channel) error {
		updated, err := b.Store.UpdateChannel(ctx, sealed, change.Version)
		if err == nil && !updated {
			err = versionConflict()
		}
		if err == nil && line.PausedReason != "" {
			b.Log.Append(ctx, event.Event{Type: event.ChannelResumed, At: c.UpdatedAt, SubjectID: id, Actor: by})
		}
		return err
	})
	b.forget(id)
	if err != nil {
		return nil, err
	}
	return b.Line(ctx, id)
}

func versionConflict() error {
	return parley.Errorf(parley.Conflict, "version_conflict", "Somebody else has changed this channel meanwhile. Load it again and repeat your change.")
}

// apply puts a change into c and checks the whole.
func (b *Board) apply(c *Channel, info channel.Info, change Change, region string, now time.Time) error {
	if change.Name != nil {
		c.Name = parley.CleanName(*change.Name)
	}
	switch {
	case parley.IsBlank(c.Name):
		return parley.Errorf(parley.Invalid, "blank_name", "Give the channel a name.").At("name")
	case !parley.IsLine(c.Name):
		return parley.Errorf(parley.Invalid, "invalid_text", "Enter one line of text.").At("name")
	case utf8.RuneCountInString(c.Name) > 100:
		return parley.Errorf(parley.Invalid, "too_long", "A name has at most 100 characters.").At("name")
	}
	if change.Enabled != nil {
		c.Enabled = *change.Enabled
	}
	settings, err := check(info, c.Settings, change.Settings, region)
	if err != nil {
		return err
	}
	c.Settings, c.UpdatedAt = settings, now
	conn, err := b.drivers[c.Kind].Open(context.Background(), settings, b.host(&Line{Channel: *c, Info: info}))
	if err != nil {
		var known *parley.Error
		if errors.As(err, &known) {
			return known
		}
		return parley.Errorf(parley.Invalid, "invalid_settings", "These settings cannot work: %v.", err).At("settings")
	}
	return conn.Close()
}

// save writes a channel with its default sender and tells the log.
func (b *Board) save(ctx context.Context, c Channel, info channel.Info, what event.Event, write func(ctx context.Context, sealed Channel) error) error {
	what.At, what.SubjectID = c.UpdatedAt, c.ID
	sealedRow := c
	sealedRow.Settings = b.seal(c, allFields(info))
	sender := Sender{ID: parley.ID(b.Clock.NewID()), ChannelID: c.ID, Value: c.Settings[info.SenderField], Default: true, Enabled: true}
	return b.Work.Do(ctx, func(ctx context.Context) error {
		if err := write(ctx, sealedRow); err != nil {
			return err
		}
		if err := b.Store.SetSender(ctx, sender); err != nil {
			return err
		}
		b.Log.Append(ctx, what)
		return nil
	})
}

// Delete removes a channel; its conversations stay.
func (b *Board) Delete(ctx context.Context, id parley.ID, by parley.Actor) error {
	now := b.Clock.Now()
	line, err := b.Line(ctx, id)
	if err != nil {
		return err
	}
	defer b.forget(id)
	return b.Work.Do(ctx, func(ctx context.Context) error {
		deleted, err := b.Store.DeleteChannel(ctx, id, now)
		if err != nil {
			return err
		}
		if !deleted {
			return notFound()
		}
		b.Log.Append(ctx, event.Event{Type: event.ChannelDeleted, At: now, SubjectID: id, Actor: by, Record: record(&line.Channel, nil, allFields(line.Info))})
		return nil
	})
}

// Pause stops sending on a channel until somebody edits it: its provider refuses it as a whole. It joins a running unit.
func (b *Board) Pause(ctx context.Context, id parley.ID, reason string) error {
	now := b.Clock.Now()
	return b.Work.Do(ctx, func(ctx context.Context) error {
		paused, err := b.Store.PauseChannel(ctx, id, reason, now)
		if err != nil || !paused {
			return err
		}
		b.Log.Append(ctx, event.Event{
			Type: event.ChannelPaused, At: now, SubjectID: id, Actor: parley.Actor{Kind: parley.ActorProvider},
			Data: map[string]string{"reason": reason},
		})
		return nil
	})
}

// List gives all channels that are not deleted, by name.
func (b *Board) List(ctx context.Context) ([]*Line, error) {
	rows, err := b.Store.Channels(ctx)
	if err != nil {
		return nil, err
	}
	lines := make([]*Line, 0, len(rows))
	for _, c := range rows {
		line, err := b.Line(ctx, c.ID)
		if err != nil {
			b.Logger.Error("a channel cannot be shown", "channel_id", c.ID, "error", err)
			continue
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// Check tests a channel's settings against its provider, where the driver can.
func (b *Board) Check(ctx context.Context, id parley.ID) error {
	line, err := b.Line(ctx, id)
	if err != nil {
		return err
	}
	conn, release, err := line.Use()
	if err != nil {
		return err
	}
	defer release()
	checker, can := conn.(channel.Checker)
	if !can {
		return parley.Errorf(parley.Invalid, "cannot_check", "This kind of channel has no test. Send a message to your own number instead.")
	}
	return checker.Check(ctx)
}
