package company

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/currency"

	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Settings are what holds for the whole hub (spec: sonar-isp.md section 2.20).
type Settings struct {
	TimeZone string `audit:"time_zone"` // IANA; empty: as the environment says
	Language string `audit:"language"`  // in which customers are written to who have named none: one of Languages
	TestMode bool   `audit:"test_mode"` // nothing leaves but over the simulator
	Currency string `audit:"currency"`  // of bills: ISO 4217, or empty
	// How the page writes days and the clock: one of DateFormats and of TimeFormats.
	DateFormat string `audit:"date_format"`
	TimeFormat string `audit:"time_format"`
	// Our number or mailbox that a new message is begun with; empty: that of the first channel. It may be gone by now, or its
	// channel switched off: then it says nothing.
	DefaultSender parley.ID `audit:"default_sender_id"`
	// In days; 0 = for ever.
	KeepMessages int `audit:"keep_messages_days"`
	KeepAudit    int `audit:"keep_audit_days"`
	Version      int64
}

// Languages are those that customers can be written to in.
func Languages() []string { return []string{"en", "fr"} }

// AsTheLanguage is the format of dates and times that the reader's language has.
const AsTheLanguage = "language"

// DateFormats are how days may be written: 2026-11-21, 21/11/2026, 11/21/2026.
func DateFormats() []string {
	return []string{AsTheLanguage, "year_month_day", "day_month_year", "month_day_year"}
}

// TimeFormats are how the clock may be written: 2:30 pm, 14:30.
func TimeFormats() []string { return []string{AsTheLanguage, "12_hours", "24_hours"} }

// The least and the greatest number of days that anything is kept: a wrong digit must not empty a hub, and a hundred years are
// as good as for ever.
const (
	minKeep = 30
	maxKeep = 36_500
)

// defaultSettings hold where nothing was saved.
func defaultSettings() Settings {
	return Settings{Language: "en", KeepAudit: 730, DateFormat: AsTheLanguage, TimeFormat: AsTheLanguage}
}

// SettingsChange is what somebody changes about the settings; nil leaves a thing as it is.
type SettingsChange struct {
	Version       int64
	TimeZone      *string
	Language      *string
	TestMode      *bool
	Currency      *string // in letters of either case
	DateFormat    *string
	TimeFormat    *string
	DefaultSender *parley.ID
	KeepMessages  *int
	KeepAudit     *int
}

// Settings gives the settings of the hub.
func (s *Companies) Settings(ctx context.Context) (Settings, error) {
	values, err := s.parts.Store.Settings(ctx)
	if err != nil {
		return Settings{}, err
	}
	out := defaultSettings()
	for _, f := range out.fields() {
		if text, saved := values[f.name]; saved {
			if err := f.read(text); err != nil {
				return Settings{}, err
			}
		}
	}
	return out, nil
}

// testMode is what was read of the settings, and how long it is believed.
type testMode struct {
	on    bool
	until time.Time
}

// believed bounds how late another process learns that test mode has begun or ended.
const believed = time.Second

// TestMode reports whether nothing may leave the machine. It is asked with every message, so the database is not.
func (s *Companies) TestMode(ctx context.Context) (bool, error) {
	now := s.parts.Source.Now()
	known := s.testMode.Load()
	if known != nil && now.Before(known.until) {
		return known.on, nil
	}
	v, err := s.Settings(ctx)
	if err != nil {
		return false, err
	}
	// Who began to read before a change does not overwrite what came after it.
	s.testMode.CompareAndSwap(known, &testMode{on: v.TestMode, until: now.Add(believed)})
	return v.TestMode, nil
}

// ChangeSettings changes them. Its errors are of kind Invalid with the field at fault, and Conflict ("version_conflict").
func (s *Companies) ChangeSettings(ctx context.Context, by parley.Actor, change SettingsChange) (Settings, error) {
	now := s.parts.Source.Now()
	var after Settings
	err := s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		before, err := s.Settings(ctx)
		if err != nil {
			return err
		}
		if before.Version != change.Version {
			return parley.Errorf(parley.Conflict, "version_conflict", "Somebody else changed the settings in the meantime. Load them again.").
				With("current", strconv.FormatInt(before.Version, 10))
		}
		after = before
		if err := errors.Join(after.apply(change), s.checkSender(ctx, before, after), s.checkCurrency(ctx, before, after)); err != nil {
			return err
		}
		after.Version++
		values := map[string]string{}
		for _, f := range after.fields() {
			values[f.name] = f.write()
		}
		if err := s.parts.Store.SaveSettings(ctx, values); err != nil {
			return err
		}
		unit.After(ctx, func() { s.testMode.Store(&testMode{on: after.TestMode, until: now.Add(believed)}) })
		s.told(ctx, event.SettingsUpdated, by, "", event.Recorded("", before, after))
		return nil
	})
	return after, err
}

// checkSender sees to it that a sender that is chosen anew exists and can be written over.
func (s *Companies) checkSender(ctx context.Context, before, after Settings) error {
	if after.DefaultSender == "" || after.DefaultSender == before.DefaultSender {
		return nil
	}
	usable, err := s.parts.Store.UsableSender(ctx, after.DefaultSender)
	if err == nil && !usable {
		err = parley.Errorf(parley.Invalid, "unknown_sender", "Choose a number or mailbox of a channel that is switched on.").At("default_sender_id")
	}
	return err
}

// checkCurrency keeps the amounts of accounts what they are: of a currency with other decimals 39.99 would be 3,999.
func (s *Companies) checkCurrency(ctx context.Context, before, after Settings) error {
	if after.Digits() == before.Digits() {
		return nil
	}
	charged, err := s.parts.Store.Charged(ctx)
	if err == nil && charged {
		err = parley.Errorf(parley.Invalid, "currency_in_use", "Accounts have a next charge, which would be another amount in a currency with other decimals. Empty those first.").At("currency")
	}
	return err
}

func (v *Settings) apply(change SettingsChange) error {
	put(&v.TimeZone, change.TimeZone)
	put(&v.Language, change.Language)
	put(&v.TestMode, change.TestMode)
	put(&v.Currency, upper(change.Currency))
	put(&v.DateFormat, change.DateFormat)
	put(&v.TimeFormat, change.TimeFormat)
	put(&v.DefaultSender, change.DefaultSender)
	put(&v.KeepMessages, change.KeepMessages)
	put(&v.KeepAudit, change.KeepAudit)
	var zone, language, money, day, clock error
	if _, err := time.LoadLocation(v.TimeZone); err != nil || v.TimeZone == "Local" { // the machine's: no name of a zone
		zone = parley.Errorf(parley.Invalid, "invalid_time_zone", "This is not a time zone such as America/Toronto.").At("time_zone")
	}
	if !slices.Contains(Languages(), v.Language) {
		language = parley.Errorf(parley.Invalid, "invalid_language", "Choose en or fr.").At("language")
	}
	if _, err := currency.ParseISO(v.Currency); err != nil && v.Currency != "" {
		money = parley.Errorf(parley.Invalid, "invalid_currency", "Enter the three letters of a currency, such as USD.").At("currency")
	}
	if !slices.Contains(DateFormats(), v.DateFormat) {
		day = parley.Errorf(parley.Invalid, "invalid_date_format", "Choose one of %s.", strings.Join(DateFormats(), ", ")).At("date_format")
	}
	if !slices.Contains(TimeFormats(), v.TimeFormat) {
		clock = parley.Errorf(parley.Invalid, "invalid_time_format", "Choose one of %s.", strings.Join(TimeFormats(), ", ")).At("time_format")
	}
	return errors.Join(zone, language, money, day, clock, checkKeep("keep_messages_days", v.KeepMessages), checkKeep("keep_audit_days", v.KeepAudit))
}

// Digits gives how many decimals amounts of the currency have, of which 1234 minor units are 12.34; 2 where none is chosen.
func (v Settings) Digits() int {
	unit, err := currency.ParseISO(v.Currency)
	if err != nil {
		return 2
	}
	digits, _ := currency.Standard.Rounding(unit)
	return digits
}

func put[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

func checkKeep(field string, days int) error {
	if days != 0 && (days < minKeep || days > maxKeep) {
		return parley.Errorf(parley.Invalid, "invalid_days", "Enter %d to %d days, or 0 to keep them for ever.", minKeep, maxKeep).At(field)
	}
	return nil
}

// settingField is a setting as a row of text.
type settingField struct {
	name  string
	read  func(text string) error
	write func() string
}

func (v *Settings) fields() []settingField {
	return []settingField{
		textField("time_zone", &v.TimeZone),
		textField("language", &v.Language),
		textField("currency", &v.Currency),
		textField("date_format", &v.DateFormat),
		textField("time_format", &v.TimeFormat),
		textField("default_sender_id", &v.DefaultSender),
		{"test_mode", func(text string) (err error) { v.TestMode, err = strconv.ParseBool(text); return err }, func() string { return strconv.FormatBool(v.TestMode) }},
		numberField("keep_messages_days", &v.KeepMessages),
		numberField("keep_audit_days", &v.KeepAudit),
		numberField("settings_version", &v.Version),
	}
}

func textField[S ~string](name string, to *S) settingField {
	return settingField{name, func(text string) error { *to = S(text); return nil }, func() string { return string(*to) }}
}

func numberField[N int | int64](name string, to *N) settingField {
	return settingField{name, func(text string) error {
		n, err := strconv.ParseInt(text, 10, 64)
		*to = N(n)
		return err
	}, func() string { return strconv.FormatInt(int64(*to), 10) }}
}
