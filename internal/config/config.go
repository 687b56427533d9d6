// Package config is what an operator sets: one struct, whose tags are the names, the defaults and the help. From it come
// the environment variables, the keys of the file, the flags and docs/configuration.md. Only package app imports it: what
// a feature needs to know it is told.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"parley/internal/egress"
	"parley/internal/phone"
)

// Config is all settings, checked. Every field is a text as it was entered; methods give what it means.
type Config struct {
	Addr                 string `name:"addr" default:"127.0.0.1:8080" help:"The address and port to listen on."`
	BaseURL              string `name:"base_url" help:"The public address, which providers call and links lead to. Default: http:// and the address listened on."`
	DataDir              string `name:"data_dir" default:"./data" help:"The directory of the SQLite file, attachments and keys."`
	DatabaseURL          string `name:"database_url" secret:"true" help:"postgres://… for PostgreSQL 15 or newer. Default: SQLite in the data directory."`
	SecretKey            string `name:"secret_key" secret:"true" help:"Seals the credentials in the database: 32 bytes in base64. Default: made once and kept in the data directory."`
	AllowPrivateNetworks string `name:"allow_private_networks" default:"false" help:"Whether channels may reach private addresses: false, true, or networks such as 10.0.0.0/8 separated by commas."`
	Region               string `name:"region" default:"US" help:"The country in which national phone numbers are read, as two letters of ISO 3166."`
	TimeZone             string `name:"timezone" default:"UTC" help:"The time zone of the provider, such as America/Chicago."`
	SegmentProfile       string `name:"segment_profile" default:"seed" help:"How billed SMS segments are counted: seed (160 septets, then 145 each) or gsm (160, or 153 each)."`
	LogLevel             string `name:"log_level" default:"info" help:"The least that is logged: debug, info, warn or error."`
	LogFormat            string `name:"log_format" default:"text" help:"The form of the log: text or json."`
}

// check fills in what follows from other settings and reports every setting that cannot be used.
func (c *Config) check() error {
	_, port, addr := net.SplitHostPort(c.Addr)
	if addr == nil && port == "" {
		addr = errors.New("no port")
	}
	if c.BaseURL == "" && addr == nil {
		c.BaseURL = "http://" + c.Addr
		if strings.HasPrefix(c.Addr, ":") {
			c.BaseURL = "http://localhost" + c.Addr
		}
	}
	c.BaseURL = strings.TrimRight(c.BaseURL, "/")
	_, zone := time.LoadLocation(c.TimeZone)
	_, networks := egress.Parse(c.AllowPrivateNetworks)
	return errors.Join(
		wrong("addr", addr, "must be an address and a port such as 127.0.0.1:8080"),
		wrong("base_url", checkBaseURL(c.BaseURL), "must be a whole address such as https://chat.provider.example"),
		wrong("database_url", checkDatabaseURL(c.DatabaseURL), "must begin with postgres://, or be empty for SQLite"),
		wrong("data_dir", unless(c.DataDir != ""), "must name a directory"),
		wrong("allow_private_networks", networks, "must be true, false, or networks such as 10.0.0.0/8 separated by commas"),
		wrong("region", unless(phone.IsRegion(c.Region)), "must be a country in two capital letters of ISO 3166, such as US"),
		wrong("timezone", zone, "must be a time zone such as America/Chicago"),
		wrong("segment_profile", among(c.SegmentProfile, "seed", "gsm"), "must be seed or gsm"),
		wrong("log_level", among(c.LogLevel, "debug", "info", "warn", "error"), "must be debug, info, warn or error"),
		wrong("log_format", among(c.LogFormat, "text", "json"), "must be text or json"),
	)
}

var errUnfit = errors.New("unfit")

func unless(fits bool) error {
	if fits {
		return nil
	}
	return errUnfit
}

func among(value string, options ...string) error {
	for _, o := range options {
		if value == o {
			return nil
		}
	}
	return errUnfit
}

// wrong tells what a setting must be; never what it is, which may be a secret.
func wrong(name string, err error, must string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s %s", Variable(name), must)
}

func checkBaseURL(text string) error {
	u, err := url.Parse(text)
	if err != nil {
		return err
	}
	return unless((u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.Path == "" && u.RawQuery == "" && u.User == nil)
}

func checkDatabaseURL(text string) error {
	return unless(text == "" || strings.HasPrefix(text, "postgres://") || strings.HasPrefix(text, "postgresql://"))
}

// HTTPS reports whether browsers come by https, if need be through a proxy.
func (c Config) HTTPS() bool { return strings.HasPrefix(c.BaseURL, "https://") }

// Loopback reports whether the hub can be reached from this machine only: by its listener, and by its public address, for
// behind a proxy the listener is on loopback too.
func (c Config) Loopback() bool {
	host, _, _ := net.SplitHostPort(c.Addr) // check has refused what is none
	ip, err := netip.ParseAddr(host)
	if host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return false
	}
	u, err := url.Parse(c.BaseURL)
	if err != nil { // check has refused it
		return false
	}
	ip, err = netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && ip.IsLoopback()
}

// Location is the provider's time zone.
func (c Config) Location() *time.Location {
	zone, err := time.LoadLocation(c.TimeZone)
	if err != nil { // check has refused it
		return time.UTC
	}
	return zone
}

// Level is the least that is logged.
func (c Config) Level() slog.Level {
	var level slog.Level
	if level.UnmarshalText([]byte(c.LogLevel)) != nil { // check has refused it
		return slog.LevelInfo
	}
	return level
}
