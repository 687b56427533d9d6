package switchboard

import (
	"parley/internal/channel"
	"parley/internal/event"
)

// recorded is a channel as the audit trail shows it.
type recorded struct {
	Name     string           `audit:"name"`
	Kind     string           `audit:"kind"`
	Enabled  bool             `audit:"enabled"`
	Settings channel.Settings `audit:"settings"`
}

// What the trail says of a secret: that there is one, and that it is another than before.
const (
	hidden    = "••••"
	hiddenNew = "•••• (new)"
)

// record compares two states of a channel; a nil one is not there.
func record(before, after *Channel, fields []channel.Field) *event.Record {
	var was, is any
	name := ""
	if before != nil {
		name, was = before.Name, show(*before, fields, nil)
	}
	if after != nil {
		var old channel.Settings
		if before != nil {
			old = before.Settings
		}
		name, is = after.Name, show(*after, fields, old)
	}
	return event.Recorded(name, was, is)
}

func show(c Channel, fields []channel.Field, before channel.Settings) recorded {
	shown := channel.Settings{}
	for name, value := range c.Settings {
		if isSealed(fields, name) && value != "" {
			if before != nil && before[name] != value {
				value = hiddenNew
			} else {
				value = hidden
			}
		}
		shown[name] = value
	}
	return recorded{Name: c.Name, Kind: c.Kind, Enabled: c.Enabled, Settings: shown}
}

func isSealed(fields []channel.Field, name string) bool {
	for _, f := range fields {
		if f.Name == name {
			return sealed(f)
		}
	}
	return true // what nobody describes any more may have been a secret
}
