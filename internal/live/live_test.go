package live_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parley/internal/conversation"
	"parley/internal/event"
	"parley/internal/httpd"
	"parley/internal/parley"
	"parley/internal/store/storetest"
	"parley/internal/user"
)

func named(what string) func(told) bool { return func(t told) bool { return t.Type == what } }

func TestMessageAppears(t *testing.T) {
	b := newBench(t)
	page, reply := b.browse(b.session(b.user("jake", user.Agent)), 0)
	if !reply.Reset || page.build != "b1" {
		t.Errorf("a new page of build %q is answered %+v", page.build, reply)
	}
	b.text("+12025550143", "hello 👋")
	got := page.until(named("message.created"))
	if got.Message == nil || got.Message.Text != "hello 👋" || got.Conversation == nil || got.Conversation.Preview != "hello 👋" {
		t.Errorf("told %+v", got)
	}
}

// What a user may not see reaches his browser neither as it happens nor when he catches up.
func TestWhatOneMayNotSeeNeverArrives(t *testing.T) {
	b := newBench(t)
	unseeing := b.user("blind", "blind")
	blind, agent := b.session(unseeing), b.session(b.user("jake", user.Agent))
	storetest.Told(t, b.db) // else the log may seem empty still, and a page that knows of nothing starts anew
	page, start := b.browse(blind, 0)
	other, _ := b.browse(agent, 0)
	b.text("+12025550143", "a secret")
	other.until(named("message.created"))
	b.must(b.service.SaveDraft(t.Context(), other.until(named("message.created")).conversation(), conversation.Viewer{UserID: "somebody", Customers: true}, "x"))
	b.must(b.service.SaveDraft(t.Context(), other.until(named("message.created")).conversation(), conversation.Viewer{UserID: unseeing.User.ID, Customers: true}, "from before he lost the right"))
	b.text("+12025550144", "the end")
	page.until(func(t told) bool { return t.Type == "contact.created" && len(page.types()) >= 2 })
	for _, what := range append(page.types(), other.types()...) {
		if what == "draft.changed" {
			t.Error("a draft reached another user")
		}
	}
	for _, what := range page.types() {
		if what != "contact.created" { // DM-9
			t.Errorf("told %s", what)
		}
	}
	_, missed := b.browse(blind, start.Seq)
	if len(missed.Events) != 2 || missed.Seq <= start.Seq {
		t.Errorf("caught up on %+v", missed)
	}
}

// What the lists of the pages consist of is told as it changes, to those who may see the list.
func TestListsAreToldToWhoMaySeeThem(t *testing.T) {
	b := newBench(t)
	hers, his := b.session(b.user("blind", "blind")), b.session(b.user("jake", user.Agent))
	storetest.Told(t, b.db) // else the agent may be told of his own log-in
	blind, _ := b.browse(hers, 0)
	agent, _ := b.browse(his, 0)
	common := []string{"account_status.created", "account_type.updated", "account_group.deleted", "contact_tag.created", "phone_number_type.updated", "custom_field.created", "note.created", "company.updated", "department.created", "contact.created"}
	guarded := []string{"messaging_category.created", "network_site.updated", "vendor.created", "call_log.deleted"}
	b.must(b.db.Do(t.Context(), func(ctx context.Context) error {
		for _, what := range slices.Concat(guarded, common) {
			b.events.Append(ctx, event.Event{Type: event.Type(what), Actor: parley.Actor{Kind: parley.ActorSystem}, SubjectID: "x"})
		}
		return nil
	}))
	for page, want := range map[*browser][]string{blind: common, agent: slices.Concat(guarded, common)} {
		page.until(named("contact.created"))
		got := slices.DeleteFunc(page.types(), func(what string) bool { return what == "session.started" }) // its own may come before or after it connects
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

// A notice is for one user; one with a thread only while he may read threads.
func TestNoticesReachTheirUserAlone(t *testing.T) {
	b := newBench(t)
	blind, agent := b.user("blind", "blind"), b.user("jake", user.Agent)
	one, two := b.session(blind), b.session(agent)
	storetest.Told(t, b.db) // else the agent may be told of his own log-in
	hers, _ := b.browse(one, 0)
	his, _ := b.browse(two, 0)
	of := func(p user.Person, thread parley.ID) event.Event {
		return event.Event{Type: event.NoticeCreated, ConversationID: thread, Data: map[string]string{"user_id": string(p.User.ID)}}
	}
	b.must(b.db.Do(t.Context(), func(ctx context.Context) error {
		for _, e := range []event.Event{of(blind, "c"), of(blind, ""), of(agent, "c"), of(agent, ""), {Type: "note.created"}} {
			b.events.Append(ctx, e)
		}
		return nil
	}))
	for page, want := range map[*browser][]string{hers: {"notice.created", "note.created"}, his: {"notice.created", "notice.created", "note.created"}} {
		page.until(named("note.created"))
		if diff := cmp.Diff(want, page.types()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestSyncLimits(t *testing.T) {
	b := newBench(t)
	token := b.session(b.user("jake", user.Agent))
	b.text("+12025550143", "the first")
	storetest.Told(t, b.db)
	page, start := b.browse(token, 0)
	tell := func(n int) {
		b.must(b.db.Do(t.Context(), func(ctx context.Context) error {
			for range n {
				b.events.Append(ctx, event.Event{Type: event.ConsentChanged})
			}
			return nil
		}))
		storetest.Told(t, b.db)
	}
	tell(998)
	if r := page.sync(start.Seq); r.Reset || len(r.Events) < 998 {
		t.Errorf("998 and the tests' own: %d events, reset %v", len(r.Events), r.Reset)
	}
	tell(3)
	if r := page.sync(start.Seq); !r.Reset || len(r.Events) != 0 || r.Seq <= start.Seq {
		t.Errorf("more than 1,000: %d events, reset %v, to %d", len(r.Events), r.Reset, r.Seq)
	}
	last := page.sync(0).Seq
	if r := page.sync(last + 1_000_000); !r.Reset || r.Seq != last {
		t.Errorf("a place that is not yet there: %+v", r)
	}
	b.must(b.db.Exec(t.Context(), `DELETE FROM event WHERE seq < (SELECT MAX(seq) FROM event)`))
	if r := page.sync(start.Seq); !r.Reset || r.Seq != last {
		t.Errorf("what is no longer kept: %+v", r)
	}
	for _, bad := range []string{`{"after":-1}`, `{"after":"x"}`, `[`} {
		if err := page.call("sync", bad, &syncReply{}); err == nil {
			t.Errorf("sync took %s", bad)
		}
	}
	if err := page.call("dance", `{}`, &syncReply{}); err == nil {
		t.Error("an unknown call was answered")
	}
}

// While somebody writes, a page connects again and again. What it applied in all is what happened: nothing twice, nothing
// missed, in order.
func TestNothingIsMissedOrDoubledOverReconnects(t *testing.T) {
	b := newBench(t)
	token := b.session(b.user("jake", user.Agent))
	storetest.Told(t, b.db)
	page, start := b.browse(token, 0)
	var writing sync.WaitGroup
	texts := make(chan int, 400) // fewer events than a page catches up on, however slowly it does
	for w := range 3 {
		writing.Go(func() {
			for i := range texts {
				b.text(fmt.Sprintf("+1202555%04d", 1000*w+i%7), fmt.Sprintf("%d", i))
			}
		})
	}
	write := func(n int) {
		for i := range n {
			texts <- i
		}
	}
	var got []int64
	last := start.Seq
	for round := range 15 {
		write(10)
		page.until(func(told) bool { return true })
		if round%2 == 0 { // some go on for a while
			page.until(func(t told) bool { return t.Seq > last && t.Type == "message.created" })
		}
		write(10)
		page.c.Close()
		page.mu.Lock()
		for _, each := range page.applied {
			got = append(got, each.Seq)
		}
		last = page.last
		page.mu.Unlock()
		page, _ = b.browse(token, last)
	}
	close(texts)
	writing.Wait()
	var want []int64
	for _, e := range storetest.Told(t, b.db) {
		if e.Seq > start.Seq && slices.Contains([]event.Type{event.MessageCreated, event.ConversationCreated, event.ContactCreated}, e.Type) {
			want = append(want, e.Seq)
		}
	}
	page.until(func(t told) bool { return t.Seq == want[len(want)-1] })
	for _, each := range page.applied {
		got = append(got, each.Seq)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("of %d events the pages applied %d:\n%.2000s", len(want), len(got), diff)
	}
}

func TestChangeOfRightsEndsTheConnection(t *testing.T) {
	b := newBench(t)
	jake := b.user("jake", user.Agent)
	token := b.session(jake)
	page, start := b.browse(token, 0)
	b.text("+12025550143", "before")
	page.until(named("message.created"))
	_, err := b.users.Update(t.Context(), user.Hub(), jake.User.ID, user.Change{Role: ptr("blind"), Version: jake.User.Version})
	b.must(err)
	if code := <-page.ended; code != 4001 {
		t.Fatalf("ended with %d", code)
	}
	again, reply := b.browse(token, start.Seq)
	for _, e := range reply.Events {
		if e.Message != nil || e.Conversation != nil {
			t.Errorf("the new connection is told %+v", e)
		}
	}
	b.text("+12025550144", "after")
	again.until(named("contact.created"))
	b.text("+12025550145", "after")
	again.until(func(t told) bool { return t.Seq > 0 && len(again.types()) >= len(reply.Events)+2 })
	if slices.Contains(again.types(), "message.created") {
		t.Errorf("told %v", again.types())
	}
}

// A session that ends while its connection is being made is found when the connection is there.
func TestSessionThatEndsMeanwhile(t *testing.T) {
	b := newBench(t)
	token := b.session(b.user("jake", user.Agent))
	b.front.refuse = 2 // the first finds out what to subscribe to
	if code := <-b.connect(token).ended; code != 4003 {
		t.Errorf("ended with %d", code)
	}
}

// A role's change reaches who has it, and nobody else. Who must set up a second factor first is told nothing before.
func TestChangeOfARoleEndsItsConnections(t *testing.T) {
	b := newBench(t)
	role, err := b.users.CreateRole(t.Context(), user.Hub(), user.RoleChange{Name: ptr("Night"), Permissions: &[]user.Permission{user.ReadSMSMessage}})
	b.must(err)
	night, jake := b.session(b.user("night", role.Key)), b.session(b.user("jake", user.Agent))
	page, _ := b.browse(night, 0)
	other, _ := b.browse(jake, 0)
	_, err = b.users.UpdateRole(t.Context(), user.Hub(), role.ID, user.RoleChange{Version: 1, TOTPRequired: ptr(true)})
	b.must(err)
	if code := <-page.ended; code != 4001 {
		t.Fatalf("ended with %d", code)
	}
	if status := b.upgrade(night, ""); status != http.StatusForbidden {
		t.Errorf("who must set up a second factor is answered %d", status)
	}
	b.text("+12025550143", "hello")
	other.until(named("message.created")) // fails if that connection ended too
}

// A log-in that runs out ends its connection, though nobody does anything.
func TestSessionThatRunsOutEndsItsConnection(t *testing.T) {
	b := newBench(t)
	token := b.session(b.user("jake", user.Agent))
	b.must(b.db.Exec(t.Context(), `UPDATE session SET expires_at = $1`, b.clk.Now().Add(time.Second).UnixMilli()))
	page, _ := b.browse(token, 0)
	if code := <-page.ended; code != 4003 {
		t.Errorf("ended with %d", code)
	}
}

// A log-out ends the connections of the browser that logged out. A deactivated user is out in all of them.
func TestLogOutEndsThatBrowser(t *testing.T) {
	b := newBench(t)
	jake := b.user("jake", user.Agent)
	first, second := b.session(jake), b.session(jake)
	here, _ := b.browse(first, 0)
	there, _ := b.browse(second, 0)
	asker, err := b.directory.BySession(t.Context(), first)
	b.must(err)
	b.must(b.sessions.End(t.Context(), asker, first))
	if code := <-here.ended; code != 4003 {
		t.Fatalf("ended with %d", code)
	}
	b.text("+12025550143", "hello")
	there.until(named("message.created")) // fails if that connection ended too
	_, err = b.users.Update(t.Context(), user.Hub(), jake.User.ID, user.Change{Active: ptr(false), Version: jake.User.Version})
	b.must(err)
	if code := <-there.ended; code != 4003 && code != 4001 {
		t.Errorf("ended with %d", code)
	}
	if status := b.upgrade(second, ""); status != http.StatusUnauthorized {
		t.Errorf("a deactivated user's browser is answered %d", status)
	}
}

// A revoked API token ends the connections that were opened with it, and no others of its user.
func TestRevokedTokenEndsItsConnections(t *testing.T) {
	b := newBench(t)
	jake := b.user("jake", user.Agent)
	token := func(name string) (user.Token, string) {
		made, secret, err := b.tokens.Create(t.Context(), user.Hub(), jake.User.ID, user.NewToken{Name: name})
		b.must(err)
		return made, secret
	}
	revoked, secret := token("revoked")
	_, kept := token("kept")
	script, other := b.program(secret), b.program(kept)
	page, _ := b.browse(b.session(jake), 0)
	asker, err := b.directory.ByUser(t.Context(), jake.User.ID)
	b.must(err)
	b.must(b.tokens.Revoke(t.Context(), asker, revoked.ID))
	if code := <-script.ended; code != 4003 {
		t.Errorf("ended with %d", code)
	}
	b.text("+12025550143", "hello")
	page.until(named("message.created")) // these fail if their connections ended too
	other.until(named("message.created"))
	if slices.Contains(script.types(), "message.created") {
		t.Error("the revoked token is still told")
	}
}

// A token that a role bounds is told what the role may see, and is cut off when the role changes.
func TestTokenWithARoleIsToldNoMore(t *testing.T) {
	b := newBench(t)
	jake := b.user("jake", user.Agent)
	role, err := b.users.CreateRole(t.Context(), user.Hub(), user.RoleChange{Name: ptr("Reader"), Permissions: &[]user.Permission{user.CreateContact}})
	b.must(err)
	_, secret, err := b.tokens.Create(t.Context(), user.Hub(), jake.User.ID, user.NewToken{Name: "bounded", Role: role.Key})
	b.must(err)
	page, start := b.browse(b.session(jake), 0)
	script := b.program(secret)
	b.text("+12025550143", "a secret")
	page.until(named("message.created"))
	var missed syncReply
	b.must(script.call("sync", fmt.Sprintf(`{"after":%d}`, start.Seq), &missed))
	for _, each := range append(missed.Events, script.applied...) {
		if each.Type == "message.created" {
			t.Errorf("told %+v", each)
		}
	}
	_, err = b.users.UpdateRole(t.Context(), user.Hub(), role.ID, user.RoleChange{Version: role.Version, Permissions: &[]user.Permission{user.UpdateContact}})
	b.must(err)
	if code := <-script.ended; code != 4001 {
		t.Errorf("ended with %d", code)
	}
}

// upgrade asks for a socket as a page of the origin does, and gives the status.
func (b *bench) upgrade(token, origin string) int {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), http.MethodGet, b.server.URL+"/live/websocket", nil)
	b.must(err)
	for name, value := range map[string]string{
		"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
		"Origin": origin, "Cookie": httpd.SessionCookie + "=" + token,
	} {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	b.must(err)
	b.must(answer.Body.Close())
	return answer.StatusCode
}

func TestForeignPagesAreRefused(t *testing.T) {
	b := newBench(t)
	token := b.session(b.user("jake", user.Agent))
	for origin, want := range map[string]int{
		"": 101, b.server.URL: 101, "https://hub.example": 101,
		"https://evil.example": 403, "null": 403, "https://hub.example.evil.example": 403, "http://" + strings.TrimPrefix(b.server.URL, "http://") + "0": 403,
	} {
		if got := b.upgrade(token, origin); got != want {
			t.Errorf("a page of %q is answered %d, want %d", origin, got, want)
		}
	}
	if got := b.upgrade("nobody's", ""); got != 401 {
		t.Errorf("who is not logged in is answered %d", got)
	}
}

func TestPresence(t *testing.T) {
	b := newBench(t)
	jake, _ := b.browse(b.session(b.user("jake", user.Agent)), 0)
	wyatt, _ := b.browse(b.session(b.user("wyatt", user.Agent)), 0)
	blind, _ := b.browse(b.session(b.user("blind", "blind")), 0)
	b.text("+12025550143", "hello")
	id := jake.until(named("message.created")).Conversation.ID
	watch := func(p *browser, id, state string) error {
		var out told
		return p.call("presence", `{"conversation_id":"`+id+`","state":"`+state+`"}`, &out)
	}
	users := func(want string) func(told) bool {
		return func(t told) bool {
			var all []string
			for _, u := range t.Users {
				all = append(all, u.Name+" "+u.State)
			}
			slices.Sort(all)
			return t.Type == "presence" && strings.Join(all, ", ") == want
		}
	}
	b.must(watch(jake, id, "viewing"))
	wyatt.until(users("jake viewing"))
	b.must(watch(wyatt, id, "replying"))
	jake.until(users("jake viewing, wyatt replying"))
	wyatt.c.Close()
	jake.until(func(t told) bool { return users("jake viewing")(t) })
	b.must(watch(jake, id, "none"))
	jake.until(users(""))
	for name, err := range map[string]error{
		"who may not read": watch(blind, id, "viewing"), "a state that is none": watch(jake, id, "asleep"), "an id that is none": watch(jake, "x", "viewing"),
	} {
		if err == nil {
			t.Errorf("%s was let watch", name)
		}
	}
	if slices.Contains(blind.types(), "presence") {
		t.Error("who may not read was told who does")
	}
}

func ptr[T any](v T) *T { return &v }
