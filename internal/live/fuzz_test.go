package live

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/centrifugal/centrifuge"

	"parley/internal/clock"
	"parley/internal/event"
	"parley/internal/store"
	"parley/internal/store/storetest"
	"parley/internal/user"
)

// Whatever a browser sends as the request of sync is refused, or answered with a place in the log to go on from.
func FuzzSync(f *testing.F) {
	for _, seed := range []string{`{"after":0}`, `{"after":1}`, `{"after":-1}`, `{"after":9007199254740993}`, `{"after":1e3}`, `{"after":9223372036854775807}`, `{}`, `[]`, `null`, ``, `{"after":"1"}`, "\xff"} {
		f.Add([]byte(seed))
	}
	db := storetest.Open(f)
	log := event.NewLog(store.Events{DB: db}, clock.NewFake(time.UnixMilli(1)))
	for range 3 {
		if err := db.Do(f.Context(), func(ctx context.Context) error {
			log.Append(ctx, event.Event{Type: event.UserCreated}) // which this browser may not see
			return nil
		}); err != nil {
			f.Fatal(err)
		}
	}
	h := &Hub{log: log, logger: slog.New(slog.DiscardHandler)}
	f.Fuzz(func(t *testing.T, data []byte) {
		raw, err := h.sync(t.Context(), &user.Asker{}, data)
		if err != nil {
			if !errors.Is(err, centrifuge.ErrorBadRequest) {
				t.Errorf("sync(%q): %v", data, err)
			}
			return
		}
		var reply syncReply
		var ask syncRequest
		if err := errors.Join(json.Unmarshal(raw, &reply), json.Unmarshal(data, &ask)); err != nil || len(reply.Events) != 0 {
			t.Fatalf("sync(%q) = %s (%v)", data, raw, err)
		}
		last, err := log.Last(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if ask.After < 0 || reply.Seq < 0 || reply.Seq > last || !reply.Reset && reply.Seq < ask.After {
			t.Errorf("sync(%q) = %s; the log ends at %d", data, raw, last)
		}
	})
}

// Whatever a browser says that its user is doing, it is seen in one conversation at most, and in none once it has gone.
func FuzzPresence(f *testing.F) {
	const id = "01935000-0000-7000-8000-000000000001"
	for _, seed := range []string{
		`{"conversation_id":"` + id + `","state":"viewing"}`, `{"conversation_id":"` + id + `","state":"replying"}`,
		`{"conversation_id":"` + id + `","state":"none"}`, `{"conversation_id":"` + id + `","state":"VIEWING"}`,
		`{"conversation_id":"","state":"viewing"}`, `{"conversation_id":7}`, `{}`, `null`, ``, "\xff",
	} {
		f.Add([]byte(seed), true)
		f.Add([]byte(seed), false)
	}
	f.Fuzz(func(t *testing.T, data []byte, reads bool) {
		asker := &user.Asker{User: user.User{ID: "u"}}
		if reads {
			asker.Permissions = user.NewPermissions(user.ReadSMSMessage)
		}
		p := newPresence(func(string, []byte) {})
		p.enter("mine")
		p.watching[id] = map[string]watcher{"mine": {ID: "u", State: "viewing"}}
		raw, err := p.call("mine", asker, data)
		switch {
		case errors.Is(err, centrifuge.ErrorBadRequest), errors.Is(err, centrifuge.ErrorPermissionDenied) && !reads:
		case err != nil || !reads || !json.Valid(raw):
			t.Errorf("presence(%q) = %s, %v", data, raw, err)
		}
		if len(p.watching) > 1 {
			t.Errorf("presence(%q): watching %v", data, p.watching)
		}
		if p.leave("mine"); len(p.watching) != 0 {
			t.Errorf("presence(%q): %v is left", data, p.watching)
		}
	})
}
