package store

import (
	"context"
	"encoding/json"
	"time"

	"parley/internal/parley"
	"parley/internal/switchboard"
)

// Channels keeps channels and their senders.
type Channels struct{ *DB }

var _ switchboard.Store = Channels{}

const channelColumns = `id, kind, name, settings, enabled, paused_reason, version, created_at, updated_at`

func scanChannel(r scanner) (c switchboard.Channel, err error) {
	var settings string
	var enabled, created, updated int64
	if err = r.Scan(&c.ID, &c.Kind, &c.Name, &settings, &enabled, &c.PausedReason, &c.Version, &created, &updated); err != nil {
		return c, err
	}
	c.Enabled, c.CreatedAt, c.UpdatedAt = enabled == 1, moment(created), moment(updated)
	return c, json.Unmarshal([]byte(settings), &c.Settings)
}

// Channels gives all that are not deleted, by name.
func (s Channels) Channels(ctx context.Context) ([]switchboard.Channel, error) {
	return all(ctx, s.DB, scanChannel, `SELECT `+channelColumns+` FROM channel WHERE deleted_at = 0 ORDER BY name, id`)
}

// Channel gives one that is not deleted.
func (s Channels) Channel(ctx context.Context, id parley.ID) (switchboard.Channel, bool, error) {
	return one(ctx, s.DB, scanChannel, `SELECT `+channelColumns+` FROM channel WHERE id = $1 AND deleted_at = 0`, string(id))
}

// CreateChannel adds a channel.
func (s Channels) CreateChannel(ctx context.Context, c switchboard.Channel) error {
	settings, err := json.Marshal(c.Settings)
	if err != nil {
		return err
	}
	_, err = s.exec(ctx, `INSERT INTO channel (`+channelColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		string(c.ID), c.Kind, c.Name, string(settings), flag(c.Enabled), c.PausedReason, c.Version, millis(c.CreatedAt), millis(c.UpdatedAt))
	return err
}

// UpdateChannel writes over the version given.
func (s Channels) UpdateChannel(ctx context.Context, c switchboard.Channel, version int64) (bool, error) {
	settings, err := json.Marshal(c.Settings)
	if err != nil {
		return false, err
	}
	n, err := s.exec(ctx, `UPDATE channel SET name = $3, settings = $4, enabled = $5, paused_reason = $6, version = $7, updated_at = $8
		WHERE id = $1 AND version = $2 AND deleted_at = 0`,
		string(c.ID), version, c.Name, string(settings), flag(c.Enabled), c.PausedReason, c.Version, millis(c.UpdatedAt))
	return n == 1, err
}

// DeleteChannel hides a channel; what it carried stays readable.
func (s Channels) DeleteChannel(ctx context.Context, id parley.ID, at time.Time) (bool, error) {
	n, err := s.exec(ctx, `UPDATE channel SET deleted_at = $2, enabled = 0 WHERE id = $1 AND deleted_at = 0`, string(id), millis(at))
	return n == 1, err
}

// PauseChannel notes why a channel does not send.
func (s Channels) PauseChannel(ctx context.Context, id parley.ID, reason string, at time.Time) (bool, error) {
	n, err := s.exec(ctx, `UPDATE channel SET paused_reason = $2, version = version + 1, updated_at = $3 WHERE id = $1 AND paused_reason = '' AND deleted_at = 0`,
		string(id), reason, millis(at))
	return n == 1, err
}

// Senders gives our own addresses.
func (s Channels) Senders(ctx context.Context, channelID parley.ID) ([]switchboard.Sender, error) {
	return all(ctx, s.DB, func(r scanner) (x switchboard.Sender, err error) {
		var isDefault, enabled int
		err = r.Scan(&x.ID, &x.ChannelID, &x.Value, &x.Label, &isDefault, &enabled)
		x.Default, x.Enabled = isDefault == 1, enabled == 1
		return x, err
	}, `SELECT s.id, s.channel_id, s.value, s.label, s.is_default, s.enabled FROM sender s JOIN channel c ON c.id = s.channel_id
		WHERE ($1 = '' OR s.channel_id = $1) AND c.deleted_at = 0 ORDER BY s.channel_id, s.is_default DESC, s.value`, string(channelID))
}

// SetSender makes one the channel's default.
func (s Channels) SetSender(ctx context.Context, x switchboard.Sender) error {
	if _, err := s.exec(ctx, `UPDATE sender SET is_default = 0 WHERE channel_id = $1`, string(x.ChannelID)); err != nil {
		return err
	}
	_, err := s.exec(ctx, `INSERT INTO sender (id, channel_id, value, label, is_default, enabled) VALUES ($1, $2, $3, $4, 1, 1)
		ON CONFLICT (channel_id, value) DO UPDATE SET is_default = 1, enabled = 1`, string(x.ID), string(x.ChannelID), x.Value, x.Label)
	return err
}
