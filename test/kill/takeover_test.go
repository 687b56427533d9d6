//go:build kill

package kill

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // to look at what a killed process has left

	"parley/internal/store/storetest"
	"parley/internal/work"
)

// takenOverWithin is a lease's time, the pause after which the other process asks for it, and some for a busy machine.
const takenOverWithin = work.LeaseTime + 8*time.Second

// Two hubs share a database. One sends and is killed, the other takes the requests and then the sending.
func TestTheOtherHubTakesOver(t *testing.T) {
	server := os.Getenv(storetest.EnvURL)
	if server == "" {
		t.Skip("two hubs need PostgreSQL: scripts/postgres.sh")
	}
	database, db := schema(t, server)
	h, p := buildOn(t, database), newProvider(t)
	owner := h.start(t)
	l := newLoad(makeChannel(t, owner, p.URL))
	reached, ended := l.begin(t, owner, 50, nil)
	<-reached // it sends: its lease is taken
	standby := h.start(t)
	inDoubt, most, times := map[string]int{}, 0, max(2, kills(t)/5)
	for range times {
		stop := make(chan struct{})
		owner.kill(t)
		ended.Wait()
		killed := time.Now()
		found := ids(t, db, `SELECT id FROM message WHERE state = 'in_progress'`)
		if most = max(most, len(found)); len(found) > window {
			t.Errorf("%d messages were on their way at the kill, more than the window of %d", len(found), window)
		}
		for _, id := range found {
			inDoubt[id]++
		}
		drain(p.moved)
		_, writing := l.begin(t, standby, 1, stop) // asks again for what was not answered
		if !p.await(killed.Add(takenOverWithin)) {
			t.Fatalf("nobody sends %v after the owner was killed:\n%s", takenOverWithin, standby.lastLines())
		}
		t.Logf("taken over %v after the kill", time.Since(killed).Round(time.Millisecond))
		close(stop)
		writing.Wait()
		owner, standby = standby, h.start(t)
		reached, ended = l.begin(t, owner, 100+rand.IntN(400), nil)
		<-reached
	}
	owner.end(t) // in the middle of its load, which ends with it
	ended.Wait()
	stop := make(chan struct{})
	reached, ended = l.begin(t, standby, connections, stop)
	<-reached
	close(stop)
	ended.Wait()
	awaitEmpty(t, p, standby, l)
	checkOrder(t, p, l)
	doubles := checkDoubles(t, p, inDoubt)
	checkStates(t, standby, l)
	t.Logf("%d take-overs: %d messages answered 2xx, none lost, none out of order; %d in doubt at the kills (%d at most at one, window %d), %d of them twice at the provider",
		times, len(l.answered), total(inDoubt), most, window, doubles)
	standby.end(t)
}

// schema makes a place of the test's own on the server, and gives the URL that leads there and a connection to it.
func schema(t *testing.T, server string) (string, *sql.DB) {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("kill_%d", os.Getpid())
	query := u.Query()
	query.Set("search_path", name)
	u.RawQuery = query.Encode()
	db, err := sql.Open("pgx", u.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if _, err := db.ExecContext(t.Context(), "CREATE SCHEMA "+name); err != nil {
		t.Fatal(err)
	}
	return u.String(), db
}
