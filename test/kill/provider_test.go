//go:build kill

package kill

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"sync"
	"testing"
	"time"
)

// provider takes messages in Kannel's form and remembers all that it was given.
type provider struct {
	*httptest.Server

	mu     sync.Mutex
	taken  map[string]int   // how often it was given each message, by the hub's id
	orders map[string][]int // the numbers in the texts, as they came first, by receiver
	moved  chan struct{}    // rings when a message comes; capacity 1
}

// answersAfter is how long the provider thinks about each message, so that many are on their way when the hub is killed.
const answersAfter = 20 * time.Millisecond

func newProvider(t *testing.T) *provider {
	p := &provider{taken: map[string]int{}, orders: map[string][]int{}, moved: make(chan struct{}, 1)}
	p.Server = httptest.NewServer(http.HandlerFunc(p.take))
	t.Cleanup(p.Close)
	return p
}

func (p *provider) take(w http.ResponseWriter, r *http.Request) {
	report, err := url.Parse(r.FormValue("dlr-url"))
	number, wrong := strconv.Atoi(r.FormValue("text"))
	if err != nil || wrong != nil || report.Query().Get("m") == "" {
		http.Error(w, "what is this?", http.StatusBadRequest)
		return
	}
	p.keep(report.Query().Get("m"), r.FormValue("to"), number)
	thinking := time.NewTimer(answersAfter)
	defer thinking.Stop()
	select {
	case <-thinking.C:
	case <-r.Context().Done(): // the hub has been killed
	}
	w.WriteHeader(http.StatusAccepted)
	_, _ = w.Write([]byte("0: Accepted for delivery")) // nobody may be there to read it
}

func (p *provider) keep(id, to string, number int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.taken[id]++
	if p.taken[id] == 1 {
		p.orders[to] = append(p.orders[to], number)
	}
	select {
	case p.moved <- struct{}{}:
	default:
	}
}

// seen gives how many messages it was given, doubles left out.
func (p *provider) seen() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.taken)
}

// await waits for the next message, until the deadline, and reports whether one came.
func (p *provider) await(deadline time.Time) bool {
	timer := time.NewTimer(time.Until(deadline))
	defer timer.Stop()
	select {
	case <-p.moved:
		return true
	case <-timer.C:
		return false
	}
}
