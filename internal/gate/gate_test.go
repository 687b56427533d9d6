package gate_test

import (
	"testing"
	"time"

	"parley/internal/gate"
	"parley/internal/parley"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// facts are those of a text that may go, changed by adjust.
func facts(adjust func(f *gate.Facts)) gate.Facts {
	f := gate.Facts{
		Now: noon, Purpose: parley.Conversational, ChannelEnabled: true, SMS: true, Starts: true, Regions: []string{"US", "CA"},
		ValidAddress: true, Region: "US", SMSCapable: true,
	}
	adjust(&f)
	return f
}

func TestDecide(t *testing.T) {
	for _, tt := range []struct {
		name   string
		adjust func(f *gate.Facts)
		code   string // "" = allowed
	}{
		{"a text", func(*gate.Facts) {}, ""},
		{"test mode", func(f *gate.Facts) { f.TestMode = true }, "test_mode"},
		{"channel off", func(f *gate.Facts) { f.ChannelEnabled = false }, "channel_disabled"},
		{"no number", func(f *gate.Facts) { f.ValidAddress = false }, "invalid_number"},
		{"land line", func(f *gate.Facts) { f.SMSCapable = false }, "not_sms_capable"},
		{"land line, but no SMS", func(f *gate.Facts) { f.SMSCapable, f.SMS = false, false }, ""},
		{"Canada", func(f *gate.Facts) { f.Region = "CA" }, ""}, // SMS-2
		{"Germany", func(f *gate.Facts) { f.Region = "DE" }, "region_not_supported"},
		{"region not known", func(f *gate.Facts) { f.Region = "" }, "region_not_supported"},
		{"anywhere", func(f *gate.Facts) { f.Region, f.Regions = "DE", nil }, ""},
		{"regions are the law of SMS", func(f *gate.Facts) { f.Region, f.SMS = "DE", false }, ""},
		{"opted out", func(f *gate.Facts) { f.OptedOut = true }, "opted_out"},
		{"reply without opt-in", func(f *gate.Facts) { f.OptedIn = false }, ""},
		{"reply where an opt-in is asked for", func(f *gate.Facts) { f.RequireOptIn = true }, "not_opted_in"},
		{"reply where it was given", func(f *gate.Facts) { f.RequireOptIn, f.OptedIn = true, true }, ""},
		{"notification without opt-in", func(f *gate.Facts) { f.Purpose = parley.Notification }, "not_opted_in"}, // SMS-62
		{"notification with it", func(f *gate.Facts) { f.Purpose, f.OptedIn = parley.Notification, true }, ""},
		{"marketing without opt-in", func(f *gate.Facts) { f.Purpose = parley.Marketing }, "not_opted_in"},
		{"marketing with it", func(f *gate.Facts) { f.Purpose, f.OptedIn = parley.Marketing, true }, ""},
		{"out and in", func(f *gate.Facts) { f.Purpose, f.OptedIn, f.OptedOut = parley.Marketing, true, true }, "opted_out"},
	} {
		d := gate.Decide(facts(tt.adjust))
		if d.Code != tt.code || (d.Verdict == gate.Allow) != (tt.code == "") {
			t.Errorf("%s: %s %q, want %q", tt.name, d.Verdict, d.Code, tt.code)
		}
		checkError(t, d)
	}
}

// checkError wants a refusal to be an error with the same code, and nothing else to be one.
func checkError(t *testing.T, d gate.Decision) {
	t.Helper()
	err := d.Error()
	if (err != nil) != (d.Verdict == gate.Refuse) || parley.CodeOf(err) != d.Code {
		t.Errorf("%+v is the error %v", d, err)
	}
	if err != nil && (!parley.IsKind(err, parley.Invalid) || d.Text == "") {
		t.Errorf("%+v is the error %v, of no use to a person", d, err)
	}
}

func TestDecideOnConfirmations(t *testing.T) {
	for _, tt := range []struct {
		name   string
		adjust func(f *gate.Facts)
		code   string
	}{
		{"at once", func(*gate.Facts) {}, ""},
		{"to the opted-out", func(f *gate.Facts) { f.OptedOut = true }, ""},
		{"where an opt-in is asked for", func(f *gate.Facts) { f.RequireOptIn = true }, ""},
		{"five minutes later", func(f *gate.Facts) { f.Now = noon.Add(5 * time.Minute) }, ""},
		{"too late", func(f *gate.Facts) { f.Now = noon.Add(5*time.Minute + time.Millisecond) }, "confirmation_late"},
		{"of nothing", func(f *gate.Facts) { f.KeywordAt = time.Time{} }, "confirmation_late"},
		{"a second time", func(f *gate.Facts) { f.Answered = true }, "confirmation_used"},
		{"channel off", func(f *gate.Facts) { f.ChannelEnabled = false }, "channel_disabled"},
		{"land line", func(f *gate.Facts) { f.SMSCapable = false }, "not_sms_capable"},
	} {
		d := gate.Decide(facts(func(f *gate.Facts) {
			f.Purpose, f.KeywordAt = parley.Confirmation, noon
			tt.adjust(f)
		}))
		if d.Code != tt.code || (d.Verdict == gate.Allow) != (tt.code == "") {
			t.Errorf("%s: %s %q, want %q", tt.name, d.Verdict, d.Code, tt.code)
		}
		checkError(t, d)
	}
}
