//go:build kill

package kill

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// Connections send at the same time, each to customers of its own and one request after the other, so that the order of
// a conversation is known. Together they give the provider more than it can take, so that there is always a backlog.
const (
	connections = 16
	customers   = 8 // of each connection
)

// load is what was asked of the hub so far, over all of its lives.
type load struct {
	channel string
	lines   []*line

	mu       sync.Mutex
	answered map[string]bool // ids of messages that were answered 2xx
	fresh    []string        // those of the present life
	enough   int             // when so many are fresh, reached is closed
	reached  chan struct{}
}

// line is one connection's part.
type line struct {
	number int
	sent   [customers]int // how many messages each customer was sent: the next one's number is one more
	turn   int
}

func newLoad(channel string) *load {
	l := &load{channel: channel, answered: map[string]bool{}}
	for n := range connections {
		l.lines = append(l.lines, &line{number: n})
	}
	return l
}

// begin sends to a new life of the hub until it dies or stop is closed; enough is closed after so many answers, and
// ended when all connections have.
func (l *load) begin(t *testing.T, p *process, answers int, stop <-chan struct{}) (enough <-chan struct{}, ended *sync.WaitGroup) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fresh, l.enough, l.reached = nil, answers, make(chan struct{})
	ended = &sync.WaitGroup{}
	for _, each := range l.lines {
		ended.Go(func() { l.send(t, p, each, stop) })
	}
	return l.reached, ended
}

// send goes round the line's customers. What was not answered is asked again in the next life, under the same client's
// id: it may have been kept, and must not be sent a second time.
func (l *load) send(t *testing.T, p *process, each *line, stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			return
		default:
		}
		customer := each.turn % customers
		number := each.sent[customer] + 1
		status, raw, err := p.ask(http.MethodPost, "/messages", strings.NewReader(fmt.Sprintf(
			`{"channel_id":%q,"to":%q,"text":"%d","client_id":"%d.%d.%d"}`,
			l.channel, receiver(each.number, customer), number, each.number, customer, number)))
		if err != nil {
			return // killed
		}
		var answer struct{ ID string }
		if status != http.StatusAccepted || json.Unmarshal(raw, &answer) != nil || answer.ID == "" {
			t.Errorf("a send was answered %d %s", status, raw)
			return
		}
		each.sent[customer] = number
		each.turn++
		l.keep(answer.ID)
	}
}

func (l *load) keep(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.answered[id] = true
	l.fresh = append(l.fresh, id)
	if len(l.fresh) == l.enough {
		close(l.reached)
	}
}

// receiver is a customer's number.
func receiver(line, customer int) string { return fmt.Sprintf("+1212555%04d", line*customers+customer) }
