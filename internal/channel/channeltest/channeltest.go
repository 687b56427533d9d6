// Package channeltest is the suite that every driver passes, and the stand-ins it needs: a hub that records what a
// driver tells it and a provider that answers as it is told. It checks what the contract of package channel asks of
// all drivers alike; a provider's own ways are tested beside its driver. It knows no provider.
package channeltest

import (
	"maps"
	"net/url"
	"testing"

	"parley/internal/channel"
)

// Case is one driver with what the suite needs to know of its provider.
type Case struct {
	Driver channel.Driver
	// Settings are good ones. The suite sets the provider's address among them by itself.
	Settings channel.Settings
	// Bad are changes to Settings that cannot work, by what is wrong with them; an empty value takes a setting away.
	Bad map[string]channel.Settings
	// Wire is the provider's side of Send, for drivers that send over HTTP.
	Wire *Wire
	// Hooks is the provider's side of the callbacks, for drivers that take some.
	Hooks *Hooks
}

// Run puts the driver through the whole suite.
func Run(t *testing.T, c Case) {
	t.Run("info", func(t *testing.T) { testInfo(t, c) })
	t.Run("open", func(t *testing.T) { testOpen(t, c) })
	if c.Wire != nil {
		t.Run("send", func(t *testing.T) { testSend(t, c) })
	}
	if c.Hooks != nil {
		t.Run("hooks", func(t *testing.T) { testHooks(t, c) })
	}
}

// settings gives the good ones, with the changes made and the provider's address filled in.
func (c Case) settings(provider string, changes channel.Settings) channel.Settings {
	s := maps.Clone(c.Settings)
	if c.Wire != nil && provider != "" {
		s[c.Wire.BaseURL] = provider
	}
	for name, value := range changes {
		if value == "" {
			delete(s, name)
		} else {
			s[name] = value
		}
	}
	return s
}

// secrets gives what may appear nowhere but on the wire: the secret settings, bare and as a URL carries them, and what
// people write to each other.
func (c Case) secrets() []string {
	secrets := []string{said}
	for _, f := range c.Driver.Info().Fields {
		if value := c.Settings[f.Name]; value != "" && (f.Secret || f.Type == channel.Generated) {
			secrets = append(secrets, value, url.QueryEscape(value))
		}
	}
	return secrets
}

// open opens the driver with good settings for the rest of the test.
func (c Case) open(t *testing.T, hub *Hub, provider string) channel.Conn {
	t.Helper()
	hub.Secrets = append(hub.Secrets, c.secrets()...)
	checked, err := channel.CheckSettings(c.Driver.Info().Fields, c.settings(provider, nil))
	if err != nil {
		t.Fatalf("good settings are refused: %v", err)
	}
	conn, err := c.Driver.Open(t.Context(), checked, hub.Host())
	if err != nil {
		t.Fatalf("Open with good settings: %v", err)
	}
	t.Cleanup(func() {
		if err := conn.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return conn
}
