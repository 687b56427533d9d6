package outbox_test

import (
	"strings"
	"testing"

	"parley/internal/channel"
	"parley/internal/parley"
)

// FuzzReport takes in receipts of strangers' bytes: none of them may make the provider repeat itself for ever, and none
// may move a message that it does not name.
func FuzzReport(f *testing.F) {
	for _, seed := range []string{"", "p1", "\x00", "\xff\xfe", "00000000-0000-7000-8000-000000000001", strings.Repeat("é", 400), "'; --", "\x01"} {
		f.Add(seed, seed, "delivered", seed, seed, true)
		f.Add("", "p2", "failed", seed, seed, true)
		f.Add(seed, "", seed, seed, seed, false)
	}
	d := newDesk(f, nil)
	named, other := d.submit(anna, "hello"), d.submit(ben, "hello") // the provider's p1 and p2
	d.round()
	f.Fuzz(func(t *testing.T, message, provider, state, code, text string, optedOut bool) {
		d.TB = t
		r := channel.Report{
			MessageID: parley.ID(message), ProviderID: provider, State: parley.State(state), Code: code, Text: text, OptedOut: optedOut,
		}
		before := map[parley.ID]parley.State{}
		for _, m := range []parley.Message{named, other} {
			before[m.ID] = d.Message(m.ID).State
		}
		if err := d.Outbox.Report(t.Context(), d.line, r); err != nil {
			t.Fatalf("%#v: %v", r, err)
		}
		for id, was := range before {
			kept := d.Message(id)
			if kept.State != was && parley.ID(message) != id && kept.ProviderID != provider {
				t.Errorf("%#v moves another's message from %s to %s", r, was, kept.State)
			}
		}
	})
}
