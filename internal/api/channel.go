package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"parley/internal/channel"
	"parley/internal/parley"
	"parley/internal/switchboard"
	"parley/internal/user"
)

// channelKind describes a driver: forms are drawn from it.
type channelKind struct {
	Kind        string          `json:"kind"`
	Label       string          `json:"label"`
	Help        string          `json:"help"`
	SMS         bool            `json:"sms"`
	AddressKind string          `json:"address_kind"`
	Starts      bool            `json:"starts" doc:"May write first."`
	TextLimit   int             `json:"text_limit"`
	Fields      []channel.Field `json:"fields" nullable:"false"`
	Callbacks   []string        `json:"callbacks" nullable:"false" doc:"What is to be pasted at the provider; the URLs are shown once the channel exists."`
}

// channelRow is a configured channel.
type channelRow struct {
	ID           string         `json:"id"`
	Kind         string         `json:"kind"`
	Name         string         `json:"name"`
	Enabled      bool           `json:"enabled"`
	Status       string         `json:"status" enum:"running,paused,disabled"`
	StatusReason string         `json:"status_reason"`
	Settings     map[string]any `json:"settings" doc:"Each in the type of its field: a toggle is true or false, a number a number, a list an array of texts, all else a text. Secrets are shown as empty."`
	SecretsSet   []string       `json:"secrets_set" nullable:"false"`
	Senders      []senderRow    `json:"senders" nullable:"false"`
	Callbacks    []callbackRow  `json:"callbacks" nullable:"false"`
	SMS          bool           `json:"sms"`
	AddressKind  string         `json:"address_kind"`
	Version      int64          `json:"version"`
	CreatedAt    time.Time      `json:"created_at"`
	UpdatedAt    time.Time      `json:"updated_at"`
}

// senderRow is one of our own addresses.
type senderRow struct {
	ID          string `json:"id"`
	ChannelID   string `json:"channel_id"`
	ChannelName string `json:"channel_name"`
	Kind        string `json:"kind" doc:"The channel's."`
	Value       string `json:"value"`
	Label       string `json:"label"`
	Default     bool   `json:"default"`
	Enabled     bool   `json:"enabled"`
	SMS         bool   `json:"sms"`
	AddressKind string `json:"address_kind"`
}

// callbackRow is one URL to paste at the provider.
type callbackRow struct {
	Label string `json:"label"`
	URL   string `json:"url"`
}

func (s *surface) showChannel(line *switchboard.Line) channelRow {
	shown, secrets := line.Shown()
	row := channelRow{
		ID: string(line.ID), Kind: line.Kind, Name: line.Name, Enabled: line.Enabled, Status: "running", Settings: shown.Typed(line.Fields()), SecretsSet: secrets,
		Senders: []senderRow{}, Callbacks: []callbackRow{}, SMS: line.Info.SMS, AddressKind: string(line.Info.Address),
		Version: line.Version, CreatedAt: line.CreatedAt, UpdatedAt: line.UpdatedAt,
	}
	switch {
	case !line.Enabled:
		row.Status = "disabled"
	case line.PausedReason != "":
		row.Status, row.StatusReason = "paused", line.PausedReason
	}
	for _, x := range line.Senders {
		row.Senders = append(row.Senders, showSender(line, x))
	}
	for _, c := range line.Info.Callbacks {
		row.Callbacks = append(row.Callbacks, callbackRow{Label: c.Label, URL: s.callbackURL(line, c)})
	}
	if row.SecretsSet == nil {
		row.SecretsSet = []string{}
	}
	return row
}

func showSender(line *switchboard.Line, x switchboard.Sender) senderRow {
	return senderRow{
		ID: string(x.ID), ChannelID: string(line.ID), ChannelName: line.Name, Kind: line.Kind, Value: x.Value, Label: x.Label,
		Default: x.Default, Enabled: x.Enabled && line.Enabled, SMS: line.Info.SMS, AddressKind: string(line.Info.Address),
	}
}

func (s *surface) callbackURL(line *switchboard.Line, c channel.Callback) string {
	url := s.Board.BaseURL + "/hooks/" + string(line.ID) + c.Path
	if c.Query == "" {
		return url
	}
	query := c.Query
	for name, value := range line.Settings {
		query = strings.ReplaceAll(query, "{"+name+"}", value)
	}
	return url + "?" + query
}

func (s *surface) channels() {
	handle(s, call{method: http.MethodGet, path: "/channel-kinds", permission: user.ReadChannel, tag: "channels", id: "listChannelKinds", summary: "List the kinds of channel"}, s.listKinds)
	handle(s, call{method: http.MethodGet, path: "/channels", permission: user.ReadChannel, tag: "channels", id: "listChannels", summary: "List channels"},
		func(ctx context.Context, _ *struct{}) (*body[listOf[channelRow]], error) {
			lines, err := s.Board.List(ctx)
			if err != nil {
				return nil, err
			}
			items := make([]channelRow, len(lines))
			for i, line := range lines {
				items[i] = s.showChannel(line)
			}
			return answer(listOf[channelRow]{Items: items}), nil
		})
	handle(s, call{method: http.MethodPost, path: "/channels", permission: user.CreateChannel, tag: "channels", id: "createChannel", summary: "Create a channel", status: http.StatusCreated}, s.createChannel)
	handle(s, call{method: http.MethodGet, path: "/channels/{id}", permission: user.ReadChannel, tag: "channels", id: "getChannel", summary: "Get a channel"},
		func(ctx context.Context, in *ByID) (*body[channelRow], error) {
			line, err := s.Board.Line(ctx, in.row())
			if err != nil {
				return nil, err
			}
			return answer(s.showChannel(line)), nil
		})
	handle(s, call{method: http.MethodPatch, path: "/channels/{id}", permission: user.UpdateChannel, tag: "channels", id: "updateChannel", summary: "Change a channel"}, s.updateChannel)
	handle(s, call{method: http.MethodDelete, path: "/channels/{id}", permission: user.DeleteChannel, tag: "channels", id: "deleteChannel", summary: "Remove a channel; its conversations stay", status: http.StatusNoContent},
		func(ctx context.Context, in *ByID) (*none, error) {
			if err := s.Board.Delete(ctx, in.row(), actor(ctx)); err != nil {
				return nil, err
			}
			return nil, s.Outbox.Abandon(ctx, in.row())
		})
	handle(s, call{method: http.MethodPost, path: "/channels/{id}/check", permission: user.UpdateChannel, tag: "channels", id: "checkChannel", summary: "Test a channel's settings against its provider"}, s.checkChannel)
	handle(s, call{method: http.MethodGet, path: "/senders", tag: "channels", id: "listSenders", summary: "List our own addresses"}, s.listSenders)
}

func (s *surface) listKinds(context.Context, *struct{}) (*body[listOf[channelKind]], error) {
	kinds := s.Board.Kinds()
	items := make([]channelKind, len(kinds))
	for i, k := range kinds {
		items[i] = channelKind{
			Kind: k.Kind, Label: k.Label, Help: k.Help, SMS: k.SMS, AddressKind: string(k.Address), Starts: k.Starts, TextLimit: k.TextLimit,
			Fields: k.Fields, Callbacks: []string{},
		}
		for _, c := range k.Callbacks {
			items[i].Callbacks = append(items[i].Callbacks, c.Label)
		}
	}
	return answer(listOf[channelKind]{Items: items}), nil
}

func (s *surface) createChannel(ctx context.Context, in *struct {
	Keyed
	Body struct {
		Kind     string         `json:"kind" maxLength:"40"`
		Name     string         `json:"name" maxLength:"400"`
		Settings map[string]any `json:"settings,omitempty" doc:"As they are shown, or each as a text; null and what is left out get the default."`
		Enabled  *bool          `json:"enabled,omitempty"`
	}
}) (*body[channelRow], error) {
	settings, err := channel.Untyped(s.Board.Fields(in.Body.Kind), in.Body.Settings)
	if err != nil {
		return nil, err
	}
	// The id alone is kept under the key: the whole answer has callback addresses with a secret in them.
	id, err := once(ctx, s, in.Keyed, "/channels", func(ctx context.Context) (parley.ID, error) {
		line, err := s.Board.Create(ctx, in.Body.Kind, switchboard.Change{Name: &in.Body.Name, Settings: settings, Enabled: in.Body.Enabled}, s.Region, actor(ctx))
		if err != nil {
			return "", err
		}
		return line.ID, nil
	})
	if err != nil {
		return nil, err
	}
	line, err := s.Board.Line(ctx, id)
	if err != nil {
		return nil, err
	}
	return answer(s.showChannel(line)), nil
}

func (s *surface) updateChannel(ctx context.Context, in *struct {
	ByID
	Body struct {
		Name     *string        `json:"name,omitempty" maxLength:"400"`
		Settings map[string]any `json:"settings,omitempty" doc:"Only what changes, as they are shown, or each as a text; a secret that is left out or empty is kept."`
		Enabled  *bool          `json:"enabled,omitempty"`
		Version  int64          `json:"version" doc:"Of the channel that you read."`
	}
}) (*body[channelRow], error) {
	line, err := s.Board.Line(ctx, in.row())
	if err != nil {
		return nil, err
	}
	settings, err := channel.Untyped(line.Fields(), in.Body.Settings)
	if err != nil {
		return nil, err
	}
	line, err = s.Board.Update(ctx, in.row(), switchboard.Change{Name: in.Body.Name, Settings: settings, Enabled: in.Body.Enabled, Version: in.Body.Version}, s.Region, actor(ctx))
	if err != nil {
		return nil, err
	}
	return answer(s.showChannel(line)), nil
}

// checkResult says whether a channel's settings work.
type checkResult struct {
	OK      bool   `json:"ok"`
	Message string `json:"message"`
}

func (s *surface) checkChannel(ctx context.Context, in *ByID) (*body[checkResult], error) {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	err := s.Board.Check(ctx, in.row())
	if err == nil {
		return answer(checkResult{OK: true, Message: "The provider accepts these settings."}), nil
	}
	if parley.IsKind(err, parley.NotFound) || parley.IsKind(err, parley.Invalid) {
		return nil, err
	}
	return answer(checkResult{Message: channel.AsSendError(err).Text}), nil
}

func (s *surface) listSenders(ctx context.Context, _ *struct{}) (*body[listOf[senderRow]], error) {
	lines, err := s.Board.List(ctx)
	if err != nil {
		return nil, err
	}
	items := []senderRow{}
	for _, line := range lines {
		for _, x := range line.Senders {
			items = append(items, showSender(line, x))
		}
	}
	return answer(listOf[senderRow]{Items: items}), nil
}
