package event_test

import (
	"fmt"
	"testing"

	"parley/internal/event"
)

type lamp struct {
	Name   string   `audit:"name"`
	Rooms  []string `audit:"rooms"`
	Lit    bool     `audit:"lit"`
	Watts  int      `audit:"watts"`
	Secret string
}

func TestRecordedSaysWhatChanged(t *testing.T) {
	before := lamp{Name: "Desk", Rooms: []string{"a"}, Secret: "x"}
	after := lamp{Name: "Desk", Rooms: []string{"a", "b"}, Lit: true, Secret: "y"}
	for _, c := range []struct {
		name          string
		before, after any
		want          string
	}{
		{"changed", before, after, `rooms ["a"] → ["a","b"]; lit false → true; `},
		{"made", nil, &after, `name null → "Desk"; rooms null → ["a","b"]; lit null → true; `},
		{"removed", before, (*lamp)(nil), `name "Desk" → null; rooms ["a"] → null; lit false → null; `},
		{"emptied", before, lamp{Name: "Desk"}, `rooms ["a"] → null; `},
		{"the same", before, before, ""},
		{"nothing", nil, nil, ""},
	} {
		r := event.Recorded("Desk", c.before, c.after)
		got := ""
		for _, change := range r.Changes {
			got += fmt.Sprintf("%s %s → %s; ", change.Field, change.Before, change.After)
		}
		if got != c.want || r.Name != "Desk" {
			t.Errorf("%s: %s of %q, want %s", c.name, got, r.Name, c.want)
		}
	}
}
