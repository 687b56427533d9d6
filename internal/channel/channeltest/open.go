package channeltest

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"parley/internal/channel"
)

func testOpen(t *testing.T, c Case) {
	info := c.Driver.Info()
	// A goroutine that outlives its bubble fails the test: what Open starts Close must have ended.
	t.Run("close ends all", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			conn := c.open(t, NewHub(t), "")
			needs := slices.Contains([]channel.Unresolved{info.AfterCrash, info.AfterTime}, channel.Lookup)
			if _, ok := conn.(channel.Lookuper); needs && !ok {
				t.Error("Info says lookup, and the driver cannot look up")
			}
			if _, ok := conn.(channel.Webhook); ok != (c.Hooks != nil) {
				t.Errorf("takes callbacks: %v; the case has hooks: %v", ok, c.Hooks != nil)
			}
			if _, ok := conn.(channel.Webhook); len(info.Callbacks) > 0 && !ok {
				t.Error("Info has callbacks, and the driver takes none")
			}
		})
	})
	t.Run("required", func(t *testing.T) {
		for _, f := range info.Fields {
			if f.Required && f.Default == "" && f.Type != channel.Generated {
				refuse(t, c, "without "+f.Name, channel.Settings{f.Name: ""})
			}
		}
	})
	t.Run("bad", func(t *testing.T) {
		for what, changes := range c.Bad {
			refuse(t, c, what, changes)
		}
	})
}

// refuse expects that the settings are refused, by the check that all settings go through or by Open.
func refuse(t *testing.T, c Case, what string, changes channel.Settings) {
	t.Run(what, func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			hub := NewHub(t)
			hub.Secrets = c.secrets()
			checked, err := channel.CheckSettings(c.Driver.Info().Fields, c.settings("", changes))
			if err == nil {
				var conn channel.Conn
				if conn, err = c.Driver.Open(t.Context(), checked, hub.Host()); err == nil {
					_ = conn.Close()
					t.Fatal("these settings cannot work and are taken")
				}
			}
			for _, secret := range c.secrets() {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("the error contains a secret: %v", err)
				}
			}
		})
	})
}
