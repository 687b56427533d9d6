package api

import (
	"context"
	"net/http"

	"parley/internal/company"
	"parley/internal/user"
)

// settingsRow is what holds for the whole hub.
type settingsRow struct {
	TimeZone         string `json:"time_zone" doc:"IANA; empty: as PARLEY_TIMEZONE says."`
	Language         string `json:"language" enum:"en,fr" doc:"In which customers are written to who have named none."`
	TestMode         bool   `json:"test_mode" doc:"Nothing leaves but over the simulator."`
	Currency         string `json:"currency" doc:"Of bills: ISO 4217, or empty."`
	DateFormat       string `json:"date_format" enum:"language,year_month_day,day_month_year,month_day_year" doc:"How days are shown; language: as the reader's has it."`
	TimeFormat       string `json:"time_format" enum:"language,12_hours,24_hours"`
	DefaultSenderID  string `json:"default_sender_id" doc:"One of /senders, that a new message is begun with; empty: the first. It says nothing while its channel is switched off."`
	KeepMessagesDays int    `json:"keep_messages_days" doc:"0 = for ever."`
	KeepAuditDays    int    `json:"keep_audit_days" doc:"0 = for ever."`
	Version          int64  `json:"version"`
}

func showSettings(v company.Settings) settingsRow {
	return settingsRow{
		TimeZone: v.TimeZone, Language: v.Language, TestMode: v.TestMode, KeepMessagesDays: v.KeepMessages, KeepAuditDays: v.KeepAudit, Version: v.Version,
		Currency: v.Currency, DateFormat: v.DateFormat, TimeFormat: v.TimeFormat, DefaultSenderID: string(v.DefaultSender),
	}
}

type settingsInput struct {
	Body struct {
		TimeZone         *string `json:"time_zone,omitempty"`
		Language         *string `json:"language,omitempty"`
		TestMode         *bool   `json:"test_mode,omitempty"`
		Currency         *string `json:"currency,omitempty"`
		DateFormat       *string `json:"date_format,omitempty"`
		TimeFormat       *string `json:"time_format,omitempty"`
		DefaultSenderID  *string `json:"default_sender_id,omitempty" maxLength:"64"`
		KeepMessagesDays *int    `json:"keep_messages_days,omitempty"`
		KeepAuditDays    *int    `json:"keep_audit_days,omitempty"`
		Version          int64   `json:"version" doc:"Of the settings as they were read; another one is a 409 version_conflict."`
	}
}

func (s *surface) settings() {
	handle(s, call{method: http.MethodGet, path: "/settings", tag: "settings", id: "getSettings", summary: "Get the settings of the hub"},
		func(ctx context.Context, _ *none) (*body[settingsRow], error) {
			v, err := s.Companies.Settings(ctx)
			return answer(showSettings(v)), err
		})
	handle(s, call{method: http.MethodPatch, path: "/settings", permission: user.UpdateSystemSettings, tag: "settings", id: "updateSettings", summary: "Change the settings of the hub"},
		func(ctx context.Context, in *settingsInput) (*body[settingsRow], error) {
			b := in.Body
			v, err := s.Companies.ChangeSettings(ctx, actor(ctx), company.SettingsChange{
				Version: b.Version, TimeZone: b.TimeZone, Language: b.Language, TestMode: b.TestMode, KeepMessages: b.KeepMessagesDays, KeepAudit: b.KeepAuditDays,
				Currency: b.Currency, DateFormat: b.DateFormat, TimeFormat: b.TimeFormat, DefaultSender: optionalRow(b.DefaultSenderID),
			})
			return answer(showSettings(v)), err
		})
}
