//go:build kill

package kill

import (
	"database/sql"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	_ "modernc.org/sqlite" // to look into what a killed process has left

	"parley/internal/parley"
)

const (
	window       = 64               // a channel's: no more may be in doubt at a time
	movingWithin = 5 * time.Second  // of a restart
	stuckAfter   = 30 * time.Second // without a message while there are some to send
)

// kills says how often the program is killed.
func kills(t *testing.T) int {
	t.Helper()
	set := os.Getenv("PARLEY_KILLS")
	if set == "" {
		return 10
	}
	n, err := strconv.Atoi(set)
	if err != nil || n < 1 {
		t.Fatalf("PARLEY_KILLS=%q is no number of kills", set)
	}
	return n
}

func TestKillUnderLoadLosesNothing(t *testing.T) {
	kills := kills(t)
	h, p := build(t), newProvider(t)
	process := h.start(t)
	l := newLoad(makeChannel(t, process, p.URL))
	inDoubt := map[string]int{} // how many kills found each message on its way
	most := 0
	for range kills {
		reached, ended := l.begin(t, process, 100+rand.IntN(1500), nil)
		select {
		case <-reached:
		case <-time.After(2 * time.Minute):
			t.Fatalf("the hub answers no more:\n%s", process.lastLines())
		}
		process.kill(t)
		ended.Wait()
		found := onTheirWay(t, h.data, l.fresh)
		most = max(most, len(found))
		for _, id := range found {
			inDoubt[id]++
		}
		process = h.start(t)
		drain(p.moved)
		if !p.await(process.began.Add(movingWithin)) {
			t.Fatalf("the outbox was not moving %v after the restart:\n%s", movingWithin, process.lastLines())
		}
	}
	stop := make(chan struct{})
	reached, ended := l.begin(t, process, 100, stop)
	<-reached
	close(stop)
	ended.Wait()
	awaitEmpty(t, p, process, l)
	checkOrder(t, p, l)
	doubles := checkDoubles(t, p, inDoubt)
	checkStates(t, process, l)
	t.Logf("%d kills: %d messages answered 2xx, none lost, none out of order; %d in doubt at the kills (%d at most at one, window %d), %d of them twice at the provider",
		kills, len(l.answered), total(inDoubt), most, window, doubles)
	process.end(t)
}

// makeChannel makes the channel to the provider and gives its id.
func makeChannel(t *testing.T, p *process, provider string) string {
	t.Helper()
	var made struct{ ID string }
	p.create(t, "/channels", map[string]any{"kind": "kannel", "name": "Kannel", "settings": map[string]string{
		"base_url": provider, "username": "hub", "password": "secret", "from": "+12025550100", "window": strconv.Itoa(window),
	}}, &made)
	return made.ID
}

// onTheirWay looks into what the killed process left, in a copy, so that the next life recovers it alone: it gives the
// messages that were claimed and not settled, and checks that those which were answered are there.
func onTheirWay(t *testing.T, data string, answered []string) []string {
	t.Helper()
	dir, err := os.MkdirTemp(t.TempDir(), "copy")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "parley.db")
	for _, suffix := range []string{"", "-wal"} {
		raw, err := os.ReadFile(filepath.Join(data, "parley.db"+suffix))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path+suffix, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	kept := map[string]bool{}
	for _, id := range ids(t, db, `SELECT id FROM message`) {
		kept[id] = true
	}
	for _, id := range answered {
		if !kept[id] {
			t.Errorf("message %s was answered 2xx and is not there after the kill", id)
		}
	}
	found := ids(t, db, `SELECT id FROM message WHERE state = 'in_progress'`)
	if len(found) > window {
		t.Errorf("%d messages were on their way at the kill, more than the window of %d", len(found), window)
	}
	return found
}

func ids(t *testing.T, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		all = append(all, id)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// awaitEmpty returns when the provider has all that was answered 2xx and the hub knows it; it gives up when nothing moves.
func awaitEmpty(t *testing.T, p *provider, process *process, l *load) {
	t.Helper()
	for p.seen() < len(l.answered) {
		if !p.await(time.Now().Add(stuckAfter)) {
			t.Fatalf("the outbox does not empty: the provider has %d of %d messages\n%s", p.seen(), len(l.answered), process.lastLines())
		}
	}
	for _, state := range []parley.State{parley.Pending, parley.InProgress} {
		for deadline := time.Now().Add(stuckAfter); ; {
			var page struct{ Items []struct{ ID string } }
			process.get(t, "/messages?limit=1&state="+string(state), &page)
			if len(page.Items) == 0 {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("message %s stays %s", page.Items[0].ID, state)
			}
		}
	}
}

// checkOrder wants each customer's messages at the provider in their order, and all of them, doubles left out.
func checkOrder(t *testing.T, p *provider, l *load) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, each := range l.lines {
		for customer, last := range each.sent {
			got := p.orders[receiver(each.number, customer)]
			if len(got) != last || !slices.IsSorted(got) {
				t.Errorf("%s was sent %d messages; the provider has %v", receiver(each.number, customer), last, got)
			}
		}
	}
}

// checkDoubles gives how many messages the provider has more than once. Each kill that found a message on its way may
// have doubled it, and nothing else may.
func checkDoubles(t *testing.T, p *provider, inDoubt map[string]int) int {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	doubles := 0
	for id, times := range p.taken {
		if times > 1 {
			doubles++
		}
		if times > 1+inDoubt[id] {
			t.Errorf("message %s reached the provider %d times and was on its way at %d kills", id, times, inDoubt[id])
		}
	}
	return doubles
}

// checkStates wants every message that was answered 2xx listed by the API, once, and sent; and none that was not asked for.
func checkStates(t *testing.T, process *process, l *load) {
	t.Helper()
	listed := 0
	for path := "/messages?limit=200"; path != ""; {
		var page struct {
			Items []struct{ ID, State, Reason string }
			Next  *string
		}
		process.get(t, path, &page)
		for _, m := range page.Items {
			listed++
			if !l.answered[m.ID] || m.State != string(parley.Sent) {
				t.Errorf("message %s is %s (%s), answered 2xx: %v", m.ID, m.State, m.Reason, l.answered[m.ID])
			}
		}
		if path = ""; page.Next != nil {
			path = "/messages?limit=200&cursor=" + url.QueryEscape(*page.Next)
		}
	}
	if listed != len(l.answered) {
		t.Errorf("the hub lists %d messages and has answered %d with 2xx", listed, len(l.answered))
	}
}

func drain(rung <-chan struct{}) {
	select {
	case <-rung:
	default:
	}
}

func total(of map[string]int) (sum int) {
	for _, n := range of {
		sum += n
	}
	return sum
}
