package switchboard

import (
	"crypto/rand"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"parley/internal/channel"
	"parley/internal/parley"
	"parley/internal/phone"
)

// channelWindow is how many messages a channel has under way at most: no more than that is ever in doubt after a crash.
const channelWindow = 64

// maxRate is more messages a second than any channel sends.
const maxRate = 10_000

// allFields are the settings of a kind: the driver's own and those that every channel has (contracts.md, "Channel
// kinds and their settings"). A driver that declares a common name itself keeps its own form of it.
func allFields(info channel.Info) []channel.Field {
	fields := slices.Clone(info.Fields)
	regions := ""
	if info.SMS {
		regions = "US,CA"
	}
	common := []channel.Field{
		{Name: "rate", Label: "Messages a second", Type: channel.Number, Default: "0", Max: maxRate, Help: "0 means no limit of ours. Set what the provider allows for your number."},
		{Name: "window", Label: "Messages under way", Type: channel.Number, Default: "64", Min: 1, Max: channelWindow, Help: "How many may wait for the provider's answer at a time, 64 at most."},
		{Name: "require_opt_in", Label: "Require an opt-in for replies too", Type: channel.Toggle, Default: "false", Help: "Notifications and marketing always need one."},
		{Name: "regions", Label: "Regions", Type: channel.List, Default: regions, Help: "Where this channel may send to, as two-letter codes separated by commas. Empty means anywhere."},
		{Name: "opt_out", Label: "Who answers STOP and HELP", Type: channel.Choice, Default: "parley", Options: []string{"parley", "provider"}, Help: "Choose provider if it sends the confirmation itself; Parley then only records the opt-out."},
	}
	for _, f := range common {
		if !slices.ContainsFunc(fields, func(own channel.Field) bool { return own.Name == f.Name }) {
			fields = append(fields, f)
		}
	}
	return fields
}

// check completes settings that came from outside. old are the opened settings that they change; nil for a new channel.
func check(info channel.Info, old, in channel.Settings, region string) (channel.Settings, error) {
	fields := allFields(info)
	merged := channel.Settings{}
	maps.Copy(merged, old)
	for name, v := range in {
		if v == "" && isSecret(fields, name) {
			continue // a form that does not show a secret sends it back empty
		}
		merged[name] = v
	}
	for _, f := range fields {
		if f.Type != channel.Generated {
			continue
		}
		if merged[f.Name] = old[f.Name]; merged[f.Name] == "" {
			merged[f.Name] = token()
		}
	}
	out, err := channel.CheckSettings(fields, merged)
	if err != nil {
		return nil, err
	}
	if regions := out.List("regions"); len(regions) > 0 {
		out["regions"] = strings.ToUpper(strings.Join(regions, ","))
		if slices.ContainsFunc(out.List("regions"), func(code string) bool { return !phone.IsRegion(code) }) {
			return nil, parley.Errorf(parley.Invalid, "invalid_setting", "Regions are countries in two letters of ISO 3166, such as US and CA.").At("settings.regions")
		}
	}
	if from := out[info.SenderField]; from != "" && info.Address == parley.Phone {
		if number, err := phone.Parse(from, region); err == nil {
			out[info.SenderField] = number // names and short codes stay as they are
		}
	}
	return out, nil
}

func isSecret(fields []channel.Field, name string) bool {
	return slices.ContainsFunc(fields, func(f channel.Field) bool { return f.Name == name && f.Secret })
}

// token makes a value for a Generated field: 160 bits, in hexadecimal.
func token() string {
	raw := make([]byte, 20)
	rand.Read(raw) //nolint:errcheck // it never fails (crypto/rand)
	return hex.EncodeToString(raw)
}

func place(id parley.ID, field string) string { return "channel/" + string(id) + "/" + field }

// sealed reports whether a field is sealed at rest: what is secret, and what the hub made up as one.
func sealed(f channel.Field) bool { return f.Secret || f.Type == channel.Generated }

func (b *Board) seal(c Channel, fields []channel.Field) channel.Settings {
	out := maps.Clone(c.Settings)
	for _, f := range fields {
		if v := out[f.Name]; v != "" && sealed(f) {
			out[f.Name] = b.Sealer.Seal(v, place(c.ID, f.Name))
		}
	}
	return out
}

// unseal opens what is sealed. What this hub's key does not open is left out, and the error says so.
func (b *Board) unseal(c Channel, fields []channel.Field) (channel.Settings, *parley.Error) {
	out := maps.Clone(c.Settings)
	var failure *parley.Error
	for _, f := range fields {
		v := out[f.Name]
		if v == "" || !sealed(f) {
			continue
		}
		opened, err := b.Sealer.Open(v, place(c.ID, f.Name))
		if err != nil {
			delete(out, f.Name)
			failure = parley.Errorf(parley.Unavailable, "sealed_settings", "The channel's %s cannot be opened with this hub's secret key. Enter it again, or start with the key that sealed it.", f.Label)
			continue
		}
		out[f.Name] = opened
	}
	return out, failure
}

// Fields describe all settings of the line's kind.
func (l *Line) Fields() []channel.Field { return allFields(l.Info) }

// Shown are a line's settings as an administrator may see them, secrets left out, and the names of secrets that are set.
func (l *Line) Shown() (shown channel.Settings, secrets []string) {
	shown = channel.Settings{}
	for _, f := range allFields(l.Info) {
		v := l.Settings[f.Name]
		switch {
		case f.Secret && v != "":
			secrets = append(secrets, f.Name)
			shown[f.Name] = ""
		case f.Type == channel.Generated:
		default:
			shown[f.Name] = v
		}
	}
	return shown, secrets
}
