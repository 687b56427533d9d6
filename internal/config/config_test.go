package config_test

import (
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"

	"parley/internal/config"
)

var update = flag.Bool("update", false, "write docs/configuration.md anew")

func TestDocsAreCurrent(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "configuration.md")
	if *update {
		if err := os.WriteFile(path, []byte(config.Docs()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(config.Docs(), string(got)); diff != "" {
		t.Errorf("docs/configuration.md is not what the settings say; run go test ./internal/config -update\n%s", diff)
	}
}

func file(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "parley.toml")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestDefaults(t *testing.T) {
	c, err := config.Load(config.Sources{})
	if err != nil {
		t.Fatal(err)
	}
	want := config.Config{
		Addr: "127.0.0.1:8080", BaseURL: "http://127.0.0.1:8080", DataDir: "./data", AllowPrivateNetworks: "false",
		Region: "US", TimeZone: "UTC", SegmentProfile: "seed", LogLevel: "info", LogFormat: "text",
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
	if c.HTTPS() || !c.Loopback() || c.Level() != slog.LevelInfo || c.Location().String() != "UTC" {
		t.Errorf("%v %v %v %v", c.HTTPS(), c.Loopback(), c.Level(), c.Location())
	}
}

func TestEachSourceOutweighsTheOneBefore(t *testing.T) {
	flags := pflag.NewFlagSet("serve", pflag.ContinueOnError)
	config.AddFlags(flags)
	if err := flags.Parse([]string{"--region", "FR"}); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(config.Sources{
		File:    file(t, "region = \"CA\"\nlog_level = \"debug\"\ntimezone = \"America/Toronto\"\nallow_private_networks = [\"10.0.0.0/8\", \"192.168.0.0/16\"]\n"),
		Environ: []string{"PARLEY_REGION=GB", "PARLEY_LOG_LEVEL=warn", "PARLEY_TIMEZONE=", "PARLEY_TEST_DATABASE_URL=x", "HOME=/"},
		Flags:   flags,
	})
	if err != nil {
		t.Fatal(err)
	}
	got := []string{c.Region, c.LogLevel, c.TimeZone, c.AllowPrivateNetworks}
	if diff := cmp.Diff([]string{"FR", "warn", "America/Toronto", "10.0.0.0/8,192.168.0.0/16"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestFileMayUseTypes(t *testing.T) {
	c, err := config.Load(config.Sources{File: file(t, "allow_private_networks = true\n")})
	if err != nil || c.AllowPrivateNetworks != "true" {
		t.Errorf("got %q, %v", c.AllowPrivateNetworks, err)
	}
}

func TestMistakesAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		from config.Sources
		want []string
	}{
		"a misspelt key":   {config.Sources{File: file(t, "base_ulr = \"x\"\n")}, []string{`there is no setting "base_ulr"`}},
		"no TOML":          {config.Sources{File: file(t, "base_url: x\n")}, []string{"parley.toml"}},
		"no file":          {config.Sources{File: "nowhere.toml"}, []string{"nowhere.toml"}},
		"a table":          {config.Sources{File: file(t, "[addr]\nport = 1\n")}, []string{"addr must be a text"}},
		"a list of others": {config.Sources{File: file(t, "region = [1]\n")}, []string{"region must be a list of texts"}},
		"all at once": {config.Sources{Environ: []string{
			"PARLEY_ADDR=nonsense", "PARLEY_BASE_URL=chat.example", "PARLEY_DATABASE_URL=mysql://u:hush@h/d", "PARLEY_REGION=usa",
			"PARLEY_TIMEZONE=Mars", "PARLEY_SEGMENT_PROFILE=x", "PARLEY_LOG_LEVEL=loud", "PARLEY_LOG_FORMAT=xml", "PARLEY_ALLOW_PRIVATE_NETWORKS=some",
		}}, []string{
			"PARLEY_ADDR must", "PARLEY_BASE_URL must", "PARLEY_DATABASE_URL must", "PARLEY_REGION must", "PARLEY_TIMEZONE must",
			"PARLEY_SEGMENT_PROFILE must", "PARLEY_LOG_LEVEL must", "PARLEY_LOG_FORMAT must", "PARLEY_ALLOW_PRIVATE_NETWORKS must",
		}},
		"no country": {config.Sources{Environ: []string{"PARLEY_REGION=XX"}}, []string{"PARLEY_REGION must be a country"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := config.Load(c.from)
			if err == nil {
				t.Fatal("accepted")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q does not say %q", err, want)
				}
			}
			if strings.Contains(err.Error(), "hush") {
				t.Errorf("%q tells a secret", err)
			}
		})
	}
}

func TestWhatFollows(t *testing.T) {
	for environ, want := range map[string]struct {
		base            string
		https, loopback bool
	}{
		"PARLEY_ADDR=:80 ":                               {"http://localhost:80", false, false},
		"PARLEY_ADDR=0.0.0.0:80":                         {"http://0.0.0.0:80", false, false},
		"PARLEY_ADDR=[::1]:80":                           {"http://[::1]:80", false, true},
		"PARLEY_ADDR=localhost:80":                       {"http://localhost:80", false, true},
		"PARLEY_BASE_URL=https://chat.provider.example/": {"https://chat.provider.example", true, false},
	} {
		c, err := config.Load(config.Sources{Environ: []string{environ}})
		if err != nil || c.BaseURL != want.base || c.HTTPS() != want.https || c.Loopback() != want.loopback {
			t.Errorf("%s: %+v, %v", environ, c, err)
		}
	}
}

func TestSecretsHaveNoFlag(t *testing.T) {
	flags := pflag.NewFlagSet("serve", pflag.ContinueOnError)
	config.AddFlags(flags)
	for _, s := range config.Settings() {
		if (flags.Lookup(config.Flag(s.Name)) == nil) != s.Secret {
			t.Errorf("%s: secret %v", s.Name, s.Secret)
		}
	}
}
