package notice_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/notice"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
	"parley/internal/user"
)

// bench is the feature on a real store, with users by the key of their role: "agent", "admin" …; "gone" is an admin who was
// deactivated, "seer" may see channels and nothing else.
type bench struct {
	*testing.T
	db      *store.DB
	clk     *clock.Fake
	log     *event.Log
	notices *notice.Notices
	askers  map[string]*user.Asker
}

func newBench(t *testing.T) *bench {
	b := &bench{T: t, db: storetest.Open(t), clk: clock.NewFake(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)), askers: map[string]*user.Asker{}}
	b.log = event.NewLog(store.Events{DB: b.db}, b.clk)
	roles := store.Roles{DB: b.db}
	b.notices = notice.New(notice.Parts{Worker: b.db, Store: store.Notices{DB: b.db}, Roles: roles, Log: b.log, Clock: b.clk})
	b.must(user.SaveBuiltinRoles(t.Context(), b.db, roles, b.clk))
	seer := user.Role{ID: parley.ID(b.clk.NewID()), Key: "seer", Name: "Seer", Permissions: user.NewPermissions(user.ReadChannel)}
	b.must(b.db.Do(t.Context(), func(ctx context.Context) error { return roles.SaveRole(ctx, seer) }))
	for name, role := range map[string]string{"agent": user.Agent, "admin": user.Admin, "super-admin": user.SuperAdmin, "gone": user.Admin, "seer": "seer"} {
		r, _, err := roles.RoleByKey(t.Context(), role)
		b.must(err)
		u := user.User{ID: parley.ID(b.clk.NewID()), Name: name, Email: name + "@provider.example", RoleID: r.ID, Active: name != "gone", Version: 1, CreatedAt: b.clk.Now(), UpdatedAt: b.clk.Now()}
		b.must(b.db.Do(t.Context(), func(ctx context.Context) error { return store.Users{DB: b.db}.InsertUser(ctx, u, "") }))
		b.askers[name] = &user.Asker{User: u, Role: r, Permissions: user.Person{Role: r}.Permissions(), Actor: parley.Actor{Kind: parley.ActorUser, ID: u.ID}}
	}
	return b
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) id(name string) parley.ID { return b.askers[name].User.ID }

func (b *bench) viewer(name string) notice.Viewer { return notice.ViewerOf(b.askers[name]) }

// happen appends events, each in a unit of its own, a second apart.
func (b *bench) happen(events ...event.Event) {
	b.Helper()
	for _, e := range events {
		b.clk.Advance(time.Second)
		b.must(b.db.Do(b.Context(), func(ctx context.Context) error {
			b.log.Append(ctx, e)
			return nil
		}))
	}
}

// list gives a user's tab.
func (b *bench) list(name string, tab notice.Tab) []notice.Notice {
	b.Helper()
	found, err := b.notices.List(b.Context(), b.viewer(name), tab, 0, 200)
	b.must(err)
	return found
}

// kinds gives the kinds of a user's tab, the newest first.
func (b *bench) kinds(name string, tab notice.Tab) string {
	b.Helper()
	var kinds []string
	for _, n := range b.list(name, tab) {
		kinds = append(kinds, string(n.Kind))
	}
	return strings.Join(kinds, " ")
}

func (b *bench) unread(name string) string {
	b.Helper()
	counts, err := b.notices.Unread(b.Context(), b.viewer(name))
	b.must(err)
	return fmt.Sprint(counts[notice.Notifications], " ", counts[notice.Alerts])
}

// written makes a message of the user's and gives its id.
func (b *bench) written(by parley.ID) parley.ID {
	b.Helper()
	id := parley.ID(b.clk.NewID())
	b.must(b.db.Exec(b.Context(), fmt.Sprintf(`INSERT INTO conversation (id, kind, address_id, last_activity_at, created_at) VALUES ('%s', 'customer', '%[1]s', 1, 1)`, id)))
	b.must(b.db.Exec(b.Context(), fmt.Sprintf(`INSERT INTO message (id, conversation_id, position, direction, user_id, text, state, reason_text, provider_code, created_at, updated_at)
		VALUES ('%s', '%s', 1, 'outbound', '%s', 'x', 'failed', 'Nobody there.', '30003', 1, 1)`, id, id, by)))
	return id
}

func failed(message parley.ID, thread string) event.Event {
	return event.Event{
		Type: event.MessageStateChanged, Actor: parley.Actor{Kind: parley.ActorSystem}, MessageID: message, ConversationID: parley.ID(thread),
		Data: map[string]string{"state": "failed", "reason": "rejected"},
	}
}

func stopped(channel string) event.Event {
	return event.Event{Type: event.ChannelPaused, Actor: parley.Actor{Kind: parley.ActorProvider}, SubjectID: parley.ID(channel), Data: map[string]string{"reason": "No log-in."}}
}

func importEnded(by parley.ID, actor parley.Actor, state string) event.Event {
	counts := struct {
		Created int `audit:"created"`
		Failed  int `audit:"failed"`
	}{12, 3}
	return event.Event{
		Type: event.ImportFinished, Actor: actor, SubjectID: "i", Data: map[string]string{"state": state, "user_id": string(by), "subject": "contacts"},
		Record: event.Recorded("people.csv", nil, counts),
	}
}

func TestWhoIsToldOfWhat(t *testing.T) {
	b := newBench(t)
	agent, admin := b.askers["agent"], b.askers["admin"]
	change := func(by *user.Asker, what string) event.Event {
		return event.Event{Type: event.UserUpdated, Actor: by.Actor, SubjectID: agent.User.ID, Data: map[string]string{"changed": what}}
	}
	for _, c := range []struct {
		name string
		e    event.Event
		told string // who, and in which tab
	}{
		{"a message of the agent's", failed(b.written(agent.User.ID), "c"), "agent notifications"},
		{"a message of the hub's", failed(b.written(""), "c"), ""},
		{"a message that is sent", event.Event{Type: event.MessageStateChanged, MessageID: b.written(agent.User.ID), Data: map[string]string{"state": "sent"}}, ""},
		{"what a customer writes", event.Event{Type: event.MessageCreated, MessageID: b.written(agent.User.ID)}, ""},
		{"an import of the admin's", importEnded(admin.User.ID, admin.Actor, "done"), "admin notifications"},
		{"one that he ended himself", importEnded(admin.User.ID, admin.Actor, "cancelled"), ""},
		{"one that another ended", importEnded(admin.User.ID, b.askers["super-admin"].Actor, "cancelled"), "admin notifications"},
		{"a change of many", event.Event{Type: event.BulkEditFinished, SubjectID: "e", Data: map[string]string{"user_id": string(agent.User.ID), "changed": "9"}}, "agent notifications"},
		{"another role", change(admin, "name,role"), "agent notifications"},
		{"another name", change(admin, "name"), ""},
		{"what he did himself", change(agent, "second_factor_off"), ""},
		{"a link for him", change(admin, "password_link"), "agent notifications"},
		{"a channel stops", stopped("c"), "admin alerts, seer alerts, super-admin alerts"},
		{"it works again", event.Event{Type: event.ChannelResumed, Actor: admin.Actor, SubjectID: "c"}, "seer alerts, super-admin alerts"},
		{"a restore", event.Event{Type: event.HubRestored, Data: map[string]string{"waiting_messages": "4"}}, "admin alerts, super-admin alerts"},
		{"one with nothing to send", event.Event{Type: event.HubRestored, Data: map[string]string{"waiting_messages": "0"}}, ""},
		{"room on the disk again", event.Event{Type: event.StorageRecovered, Data: map[string]string{"since": "2026-11-21T08:00:00Z"}}, "admin alerts, super-admin alerts"},
	} {
		b.happen(c.e)
		var told []string
		for name := range b.askers {
			for _, tab := range []notice.Tab{notice.Notifications, notice.Alerts} {
				if len(b.list(name, tab)) > 0 {
					told = append(told, name+" "+string(tab))
				}
			}
		}
		slices.Sort(told)
		if got := strings.Join(told, ", "); got != c.told {
			t.Errorf("%s is told to %q, want %q", c.name, got, c.told)
		}
		b.must(b.db.Exec(t.Context(), `DELETE FROM notice`))
	}
}

func TestWhatANoticeSays(t *testing.T) {
	b := newBench(t)
	b.happen(failed(b.written(b.id("agent")), "thread"), importEnded(b.id("agent"), b.askers["agent"].Actor, "done"), stopped("c"))
	at := b.clk.Now()
	actor := parley.Actor{Kind: parley.ActorUser, ID: b.id("agent")}
	b.askers["agent"].Permissions = user.AllPermissions() // who may import sees what became of it
	got := b.list("agent", notice.Notifications)
	for i := range got {
		got[i].Number = 0
	}
	want := []notice.Notice{
		{
			Kind: notice.ImportEnded, SubjectID: "i", Name: "people.csv", Actor: actor, ActorName: "agent", At: at.Add(-time.Second),
			Data: map[string]string{"state": "done", "subject": "contacts", "created": "12", "failed": "3"},
		},
		{
			Kind: notice.MessageFailed, SubjectID: "thread", Actor: parley.Actor{Kind: parley.ActorSystem}, At: at.Add(-2 * time.Second),
			Data: map[string]string{"reason": "rejected", "reason_text": "Nobody there.", "provider_code": "30003"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// The pages are told in the unit of the event itself; where that comes to nothing so does the notice.
func TestANoticeIsOneUnitWithItsEvent(t *testing.T) {
	b := newBench(t)
	broken := errors.New("broken")
	err := b.db.Do(t.Context(), func(ctx context.Context) error {
		b.log.Append(ctx, stopped("c"))
		return broken
	})
	if got := b.kinds("admin", notice.Alerts); !errors.Is(err, broken) || got != "" {
		t.Errorf("after %v there is %q", err, got)
	}
	message := b.written(b.id("agent"))
	b.happen(failed(message, "thread"))
	told := storetest.Told(t, b.db)
	last := told[len(told)-1]
	if raw, err := json.Marshal(last.Data); err != nil || last.Type != event.NoticeCreated || last.MessageID != message || last.ConversationID != "thread" ||
		string(raw) != fmt.Sprintf(`{"kind":"message_failed","provider_code":"30003","reason":"rejected","reason_text":"Nobody there.","user_id":"%s"}`, b.id("agent")) {
		t.Errorf("told %+v, %v", last, err)
	}
}

// However many are told, the channel stops, and each of them has the notice, though not every page hears of it at once.
func TestAnAlertForThousands(t *testing.T) {
	b := newBench(t)
	b.must(b.db.Exec(t.Context(), `INSERT INTO app_user (id, name, email, email_key, password_hash, role_id, active, created_at, updated_at)
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4200) SELECT 'u' || i, 'U', 'u' || i, 'u' || i, '', $1, 1, 1, 1 FROM n`,
		b.askers["admin"].Role.ID))
	b.happen(stopped("c"))
	if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM notice`); err != nil || n != 4203 {
		t.Errorf("%d have the notice, %v", n, err)
	}
	if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM event WHERE type = 'channel.paused' OR type = 'notice.created'`); err != nil || n != event.MostAUnit {
		t.Errorf("%d events, %v", n, err)
	}
}

func TestReading(t *testing.T) {
	b := newBench(t)
	b.happen(stopped("a"), stopped("b"), stopped("c"), importEnded(b.id("admin"), b.askers["admin"].Actor, "done"))
	if admin, seer, agent := b.unread("admin"), b.unread("seer"), b.unread("agent"); admin != "1 3" || seer != "0 3" || agent != "0 0" {
		t.Errorf("unread: admin %s, seer %s, agent %s", admin, seer, agent)
	}
	alerts := b.list("admin", notice.Alerts)
	others := b.list("seer", notice.Alerts)
	b.must(b.notices.Read(t.Context(), b.viewer("admin"), []int64{alerts[0].Number, others[1].Number}))
	if admin, seer := b.unread("admin"), b.unread("seer"); admin != "1 2" || seer != "0 3" {
		t.Errorf("one of his own and one of another's: admin %s, seer %s", admin, seer)
	}
	b.must(b.notices.ReadAll(t.Context(), b.viewer("admin"), notice.Alerts, alerts[1].Number-1))
	if got := b.unread("admin"); got != "1 1" {
		t.Errorf("all up to the first: %s", got)
	}
	b.must(b.notices.ReadAll(t.Context(), b.viewer("admin"), notice.Alerts, alerts[0].Number))
	if got := b.list("admin", notice.Alerts); b.unread("admin") != "1 0" || !got[0].ReadAt.Equal(b.clk.Now()) {
		t.Errorf("all: %s, %+v", b.unread("admin"), got[0])
	}
	page, err := b.notices.List(t.Context(), b.viewer("admin"), notice.Alerts, alerts[0].Number, 1)
	if err != nil || len(page) != 1 || page[0].Number != alerts[1].Number {
		t.Errorf("the second page is %+v, %v", page, err)
	}
	b.must(b.notices.ReadAbout(t.Context(), b.viewer("seer"), "b"))
	if got := b.unread("seer"); got != "0 2" {
		t.Errorf("what is about one channel: %s", got)
	}
	heard := func() (n int) {
		for _, e := range storetest.Told(t, b.db) {
			if e.Type == event.NoticeRead && e.Data["user_id"] == string(b.id("admin")) {
				n++
			}
		}
		return n
	}
	before := heard()
	b.must(b.notices.ReadAll(t.Context(), b.viewer("admin"), notice.Alerts, alerts[0].Number)) // there is nothing left
	b.must(b.notices.Read(t.Context(), b.viewer("admin"), nil))
	if before != 3 || heard() != before {
		t.Errorf("his pages were told %d times, then %d", before, heard())
	}
}

// What one turns off in the profile, or may no longer see, is not listed and not counted.
func TestWhatOneDoesNotWantIsNotShown(t *testing.T) {
	b := newBench(t)
	b.happen(stopped("a"), failed(b.written(b.id("admin")), "thread"))
	b.askers["admin"].User.Preferences = map[string]string{"notify.channel.page": "off", "notify.failed.sound": "off"}
	if got := b.kinds("admin", notice.Alerts) + b.unread("admin"); got != "1 0" {
		t.Errorf("turned off: %s", got)
	}
	b.askers["admin"].Permissions = user.NewPermissions(user.ReadChannel)
	if got := b.kinds("admin", notice.Notifications) + b.unread("admin"); got != "0 0" {
		t.Errorf("without the right to read messages: %s", got)
	}
	b.askers["admin"].User.Preferences = nil
	if got := b.kinds("admin", notice.Alerts); got != "channel_stopped" {
		t.Errorf("turned on again: %s", got)
	}
}

// However much goes wrong, a list stays one that can be read.
func TestAListStaysShort(t *testing.T) {
	b := newBench(t)
	message := b.written(b.id("agent"))
	b.happen(failed(message, "a"), failed(message, "b"), failed(message, "a"))
	if got := b.list("agent", notice.Notifications); len(got) != 2 || got[0].SubjectID != "a" || got[1].SubjectID != "b" {
		t.Errorf("of two threads: %+v", got)
	}
	b.must(b.notices.ReadAll(t.Context(), b.viewer("agent"), notice.Notifications, b.list("agent", notice.Notifications)[0].Number))
	b.happen(failed(message, "a"))
	if got := b.list("agent", notice.Notifications); len(got) != 3 {
		t.Errorf("what was read stays: %+v", got)
	}
	b.happen(importEnded(b.id("agent"), b.askers["agent"].Actor, "done"))
	for i := range 120 {
		b.happen(failed(message, fmt.Sprint(i)))
	}
	if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM notice WHERE kind = 'message_failed'`); err != nil || n != 100 {
		t.Errorf("%d are kept, %v", n, err)
	}
	if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM notice WHERE kind = 'import_ended'`); err != nil || n != 1 {
		t.Errorf("%d of another kind are kept, %v", n, err)
	}
}

func TestOldNoticesGo(t *testing.T) {
	b := newBench(t)
	b.happen(stopped("old"))
	b.clk.Advance(time.Second)
	b.happen(stopped("new"))
	b.clk.Advance(notice.Kept - time.Second)
	n, err := b.notices.Prune(t.Context())
	if got := b.list("seer", notice.Alerts); err != nil || n != 3 || len(got) != 1 || got[0].SubjectID != "new" {
		t.Errorf("%d went, %v; left %+v", n, err, got)
	}
}
