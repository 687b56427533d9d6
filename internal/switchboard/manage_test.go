package switchboard_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/internal/channel"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/switchboard"
)

func TestNewChannelHasDefaultsAndItsToken(t *testing.T) {
	b := newBench(t)
	board := b.board("one", b.box())
	line := b.create(board, "  Main ", true)
	shown, secrets := line.Shown()
	want := channel.Settings{"from": "+12025550100", "auth_token": "", "rate": "0", "window": "64", "require_opt_in": "false", "regions": "US,CA", "opt_out": "parley"}
	if diff := cmp.Diff(want, shown); diff != "" {
		t.Error(diff)
	}
	if line.Name != "Main" || line.Version != 1 || !line.Enabled || len(secrets) != 1 || secrets[0] != "auth_token" {
		t.Errorf("made %+v with secrets %v", line.Channel, secrets)
	}
	if token := line.Settings["callback_token"]; len(token) != 40 {
		t.Errorf("the callback token is %q", token)
	}
	if s, found := line.Sender(""); !found || s.Value != "+12025550100" || !s.Default {
		t.Errorf("its sender is %+v", s)
	}
	if b.create(board, "Other", true).Settings["callback_token"] == line.Settings["callback_token"] {
		t.Error("two channels share a token")
	}
}

func TestSecretsAreSealedInTheTable(t *testing.T) {
	b := newBench(t)
	board := b.board("one", b.box())
	line := b.create(board, "Main", true)
	for _, secret := range []string{"s1", line.Settings["callback_token"]} {
		if raw := b.raw(line.ID); strings.Contains(raw, ":"+secret) {
			t.Errorf("the table holds %q: %s", secret, raw)
		}
	}
	edited, err := board.Update(t.Context(), line.ID, switchboard.Change{Name: ptr("Renamed"), Settings: channel.Settings{"auth_token": "", "callback_token": "mine"}, Version: 1}, "US", admin)
	b.must(err)
	if edited.Settings["auth_token"] != "s1" {
		t.Errorf("a form that sends the secret back empty makes it %q", edited.Settings["auth_token"])
	}
	if edited.Settings["callback_token"] != line.Settings["callback_token"] {
		t.Error("somebody could choose the callback token")
	}
	edited, err = board.Update(t.Context(), line.ID, switchboard.Change{Settings: channel.Settings{"auth_token": "s2"}, Version: 2}, "US", admin)
	b.must(err)
	if edited.Settings["auth_token"] != "s2" || edited.Name != "Renamed" || edited.Version != 3 {
		t.Errorf("edited %+v", edited.Channel)
	}
}

func TestTheTrailOfAChannelTellsNoSecret(t *testing.T) {
	b := newBench(t)
	board := b.board("one", b.box())
	line := b.create(board, "Main", true)
	_, err := board.Update(t.Context(), line.ID, switchboard.Change{Name: ptr("Renamed"), Settings: channel.Settings{"auth_token": "s2"}, Version: 1}, "US", admin)
	b.must(err)
	b.must(board.Delete(t.Context(), line.ID, admin))
	entries, err := board.Log.Trail(t.Context(), event.Filter{Kind: "channel", Limit: 9})
	b.must(err)
	if len(entries) != 3 || entries[0].Type != event.ChannelDeleted || entries[1].Name != "Renamed" || entries[2].Type != event.ChannelCreated {
		t.Fatalf("the trail is %+v", entries)
	}
	told := fmt.Sprintf("%s %s %s", entries[0].Changes, entries[1].Changes, entries[2].Changes)
	for _, secret := range []string{"s1", "s2", line.Settings["callback_token"]} {
		if strings.Contains(told, `"`+secret+`"`) {
			t.Errorf("the trail tells %q: %s", secret, told)
		}
	}
	if !strings.Contains(fmt.Sprintf("%s", entries[1].Changes), `"auth_token":"•••• (new)"`) {
		t.Errorf("a new secret is no change: %s", entries[1].Changes)
	}
}

// A hub that starts with another key says so, and the channel can be shown and made to work again.
func TestAnotherKeyCanBeMended(t *testing.T) {
	b := newBench(t)
	line := b.create(b.board("one", b.box()), "Main", true)
	board := b.board("two", b.box())
	if err := board.Check(t.Context(), line.ID); parley.CodeOf(err) != "sealed_settings" || !strings.Contains(err.Error(), "secret key") {
		t.Errorf("the test of the settings says %v", err)
	}
	if _, err := board.Hook(t.Context(), line.ID, channel.HookRequest{}, ""); !parley.IsKind(err, parley.Unavailable) {
		t.Errorf("a callback is answered %v, want that it be repeated", err)
	}
	lines, err := board.List(t.Context())
	b.must(err)
	if len(lines) != 1 || !strings.Contains(lines[0].PausedReason, "secret key") {
		t.Fatalf("listed %v", lines)
	}
	if _, err := board.Update(t.Context(), line.ID, switchboard.Change{Name: ptr("Main"), Version: 1}, "US", admin); parley.CodeOf(err) != "invalid_setting" {
		t.Errorf("an edit without the secret: %v", err)
	}
	mended, err := board.Update(t.Context(), line.ID, switchboard.Change{Settings: channel.Settings{"auth_token": "again"}, Version: 1}, "US", admin)
	b.must(err)
	if mended.PausedReason != "" || mended.Settings["auth_token"] != "again" || mended.Settings["callback_token"] == "" {
		t.Errorf("mended: %+v", mended.Channel)
	}
	b.hear("closed again")
	b.must(board.Check(t.Context(), line.ID))
}

func TestBadChannelsAreRefused(t *testing.T) {
	b := newBench(t)
	board := b.board("one", b.box())
	good := channel.Settings{"from": "+12025550100", "auth_token": "s1"}
	with := func(name, value string) channel.Settings {
		out := channel.Settings{name: value}
		for k, v := range good {
			if k != name {
				out[k] = v
			}
		}
		return out
	}
	for _, c := range []struct {
		what, kind, name string
		settings         channel.Settings
		code, field      string
	}{
		{"kind", "pigeon", "A", good, "unknown_kind", "kind"},
		{"no name", "fake", " ", good, "blank_name", "name"},
		{"long name", "fake", strings.Repeat("n", 101), good, "too_long", "name"},
		{"zero byte", "fake", "a\x00b", good, "invalid_text", "name"},
		{"broken name", "fake", "a\xff", good, "invalid_text", "name"},
		{"unknown setting", "fake", "A", with("colour", "red"), "unknown_setting", "settings.colour"},
		{"no secret", "fake", "A", channel.Settings{"from": "+12025550100"}, "invalid_setting", "settings.auth_token"},
		{"no number", "fake", "A", with("rate", "fast"), "invalid_setting", "settings.rate"},
		{"below nought", "fake", "A", with("rate", "-1"), "invalid_setting", "settings.rate"},
		{"no truth", "fake", "A", with("require_opt_in", "yes"), "invalid_setting", "settings.require_opt_in"},
		{"no choice", "fake", "A", with("opt_out", "nobody"), "invalid_setting", "settings.opt_out"},
		{"too long", "fake", "A", with("auth_token", strings.Repeat("s", 5000)), "invalid_setting", "settings.auth_token"},
		{"unfit for the driver", "fake", "A", with("from", "unfit"), "invalid_settings", "settings"},
	} {
		_, err := board.Create(t.Context(), c.kind, switchboard.Change{Name: &c.name, Settings: c.settings}, "US", admin)
		var known *parley.Error
		if !errors.As(err, &known) || known.Code != c.code || known.Field != c.field {
			t.Errorf("%s: %v, want %s at %s", c.what, err, c.code, c.field)
		}
	}
	if lines, err := board.List(t.Context()); err != nil || len(lines) != 0 {
		t.Errorf("stored %v, %v", lines, err)
	}
	if told := b.events(); len(told) != 0 {
		t.Errorf("told %v", told)
	}
}

func TestAnOldVersionIsAConflict(t *testing.T) {
	b := newBench(t)
	box := b.box()
	here, there := b.board("here", box), b.board("there", box)
	line := b.create(here, "Main", true)
	if _, err := there.Line(t.Context(), line.ID); err != nil { // the other process knows version 1
		t.Fatal(err)
	}
	_, err := here.Update(t.Context(), line.ID, switchboard.Change{Settings: channel.Settings{"auth_token": "s2"}, Version: 1}, "US", admin)
	b.must(err)
	if _, err := there.Update(t.Context(), line.ID, switchboard.Change{Name: ptr("X"), Version: 1}, "US", admin); parley.CodeOf(err) != "version_conflict" {
		t.Errorf("an old version: %v", err)
	}
	edited, err := there.Update(t.Context(), line.ID, switchboard.Change{Name: ptr("Renamed"), Version: 2}, "US", admin)
	b.must(err)
	if edited.Settings["auth_token"] != "s2" {
		t.Errorf("the edit put the secret back to %q: it built on what this process knew of version 1", edited.Settings["auth_token"])
	}
	if _, err := here.Update(t.Context(), line.ID, switchboard.Change{Name: ptr("X"), Version: 9}, "US", admin); parley.CodeOf(err) != "version_conflict" {
		t.Errorf("a version to come: %v", err)
	}
}

func TestPauseAndResume(t *testing.T) {
	b := newBench(t)
	board := b.board("one", b.box())
	line := b.create(board, "Main", true)
	b.must(board.Pause(t.Context(), line.ID, "log-in refused"))
	b.must(board.Pause(t.Context(), line.ID, "again"))
	fresh := b.board("two", b.box())
	row, err := fresh.Line(t.Context(), line.ID)
	b.must(err)
	if row.Version != 2 {
		t.Errorf("paused twice is version %d", row.Version)
	}
	edited, err := board.Update(t.Context(), line.ID, switchboard.Change{Version: 2}, "US", admin)
	b.must(err)
	if edited.PausedReason != "" {
		t.Errorf("still paused: %s", edited.PausedReason)
	}
	want := []string{"channel.created", "channel.paused", "channel.resumed", "channel.updated"}
	if diff := cmp.Diff(want, b.events()); diff != "" {
		t.Error(diff)
	}
}

func TestDeletedChannelIsGone(t *testing.T) {
	b := newBench(t)
	board := b.board("one", b.box())
	line := b.create(board, "Main", true)
	b.must(board.Delete(t.Context(), line.ID, admin))
	for name, err := range map[string]error{
		"line":         second(board.Line(t.Context(), line.ID)),
		"check":        board.Check(t.Context(), line.ID),
		"delete again": board.Delete(t.Context(), line.ID, admin),
		"update":       second(board.Update(t.Context(), line.ID, switchboard.Change{Version: 1}, "US", admin)),
		"hook":         second(board.Hook(t.Context(), line.ID, channel.HookRequest{}, "")),
	} {
		if !parley.IsKind(err, parley.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if lines, err := board.List(t.Context()); err != nil || len(lines) != 0 {
		t.Errorf("listed %v, %v", lines, err)
	}
}

// A channel that is made in a unit which fails in the end was never there.
func TestChannelOfAFailedUnitIsNotKept(t *testing.T) {
	b := newBench(t)
	board := b.board("one", b.box())
	failure := errors.New("given up")
	var id parley.ID
	err := b.db.Do(t.Context(), func(ctx context.Context) error {
		line, err := board.Create(ctx, "fake", switchboard.Change{Name: ptr("Ghost"), Settings: channel.Settings{"from": "+12025550100", "auth_token": "s1"}}, "US", admin)
		if err != nil {
			return err
		}
		id = line.ID
		return failure
	})
	if !errors.Is(err, failure) {
		t.Fatal(err)
	}
	if _, err := board.Line(t.Context(), id); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("it is still known: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }
