package conversation_test

import (
	"strings"
	"sync"
	"testing"

	"parley/internal/conversation"
	"parley/internal/event"
	"parley/internal/parley"
)

func TestUnreadIsWhatTheCustomerWroteSince(t *testing.T) {
	b := newBench(t)
	h := b.customer("Ada", "+12025550143")
	id := b.say(h, "one", "").ConversationID
	unread := func(user parley.ID, want int64) {
		t.Helper()
		v := b.get(id, viewer(user))
		if v.Unread() != want {
			t.Errorf("%s has %d unread, want %d", user, v.Unread(), want)
		}
		listed := b.list(conversation.Filter{Viewer: viewer(user), Unread: true})
		if (len(listed) == 1) != (want > 0) {
			t.Errorf("%s is shown %d conversations as unread", user, len(listed))
		}
	}
	unread("jake", 1)
	b.say(h, "two", "")
	unread("jake", 2)
	b.must(b.service.MarkRead(t.Context(), id, viewer("jake"), 1))
	unread("jake", 1)
	unread("wyatt", 2)
	b.must(b.service.MarkRead(t.Context(), id, viewer("jake"), 2))
	unread("jake", 0)
	unread("wyatt", 2)
	b.say(h, "an answer", "jake")
	unread("jake", 0)
	unread("wyatt", 0) // a colleague has answered
	b.say(h, "three", "")
	unread("jake", 1)
	unread("wyatt", 1)
	b.must(b.service.MarkRead(t.Context(), id, viewer("wyatt"), 4))
	unread("wyatt", 0)
	unread("jake", 1)
}

func TestReadingNeverGoesBack(t *testing.T) {
	b := newBench(t)
	h := b.customer("Ada", "+12025550143")
	var id parley.ID
	for range 5 {
		id = b.say(h, "hello", "").ConversationID
	}
	var all sync.WaitGroup
	for position := range int64(6) { // in any order
		all.Go(func() {
			if err := b.service.MarkRead(t.Context(), id, viewer("jake"), position); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if v := b.get(id, viewer("jake")); v.ReadPosition != 5 || v.ReadInbound != 5 {
		t.Fatalf("read up to %d (%d inbound), want 5", v.ReadPosition, v.ReadInbound)
	}
	before := len(b.told(event.ConversationRead))
	b.must(b.service.MarkRead(t.Context(), id, viewer("jake"), 3))
	b.must(b.service.MarkRead(t.Context(), id, viewer("jake"), 5))
	if v := b.get(id, viewer("jake")); v.ReadPosition != 5 || v.Unread() != 0 {
		t.Errorf("read up to %d", v.ReadPosition)
	}
	if after := len(b.told(event.ConversationRead)); after != before {
		t.Errorf("%d events of reading that changed nothing", after-before)
	}
	for _, position := range []int64{-1, 6} {
		if err := b.service.MarkRead(t.Context(), id, viewer("jake"), position); parley.CodeOf(err) != "invalid_position" {
			t.Errorf("position %d: %v", position, err)
		}
	}
}

func TestReadingTellsTheReaderAlone(t *testing.T) {
	b := newBench(t)
	h := b.customer("Ada", "+12025550143")
	b.say(h, "one", "")
	b.say(h, "two", "jake")
	id := b.say(h, "three", "").ConversationID
	b.must(b.service.MarkRead(t.Context(), id, viewer("wyatt"), 2))
	told := b.told(event.ConversationRead)
	if len(told) != 1 || told[0].Data["user_id"] != "wyatt" || told[0].Data["position"] != "2" || told[0].Data["inbound"] != "1" {
		t.Errorf("told %+v", told)
	}
}

func TestDraftsAreOneEachUser(t *testing.T) {
	b := newBench(t)
	id := b.say(b.customer("Ada", "+12025550143"), "hello", "").ConversationID
	draft := func(user parley.ID, want string) {
		t.Helper()
		if got := b.get(id, viewer(user)).Draft; got != want {
			t.Errorf("%s has the draft %q, want %q", user, got, want)
		}
	}
	b.must(b.service.SaveDraft(t.Context(), id, viewer("jake"), "Dear Ada"))
	b.must(b.service.SaveDraft(t.Context(), id, viewer("wyatt"), "Hi 👋\nمرحبا"))
	draft("jake", "Dear Ada")
	draft("wyatt", "Hi 👋\nمرحبا")
	draft("emma", "")
	b.must(b.service.SaveDraft(t.Context(), id, viewer("jake"), "Dear Ada,"))
	draft("jake", "Dear Ada,")
	b.must(b.service.SaveDraft(t.Context(), id, viewer("jake"), ""))
	draft("jake", "")
	draft("wyatt", "Hi 👋\nمرحبا")
	if err := b.service.SaveDraft(t.Context(), id, viewer("jake"), strings.Repeat("é", conversation.MaxDraft+1)); parley.CodeOf(err) != "too_long" {
		t.Errorf("a draft without end: %v", err)
	}
	for name, text := range map[string]string{"broken UTF-8": "a\xff", "a zero byte": "a\x00b"} {
		if err := b.service.SaveDraft(t.Context(), id, viewer("jake"), text); parley.CodeOf(err) != "invalid_text" {
			t.Errorf("%s: %v", name, err)
		}
	}
	draft("jake", "")
	for _, e := range b.told(event.DraftChanged) {
		for _, v := range e.Data {
			if strings.Contains(v, "Ada") {
				t.Errorf("the log holds the text: %v", e.Data)
			}
		}
	}
}
