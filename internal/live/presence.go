package live

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"github.com/centrifugal/centrifuge"

	"parley/internal/parley"
	"parley/internal/user"
)

// presence knows who looks at which conversation and who is writing in it, for as long as they are connected to this
// process. It is no fact: nothing of it is stored.
type presence struct {
	publish func(topic string, data []byte)

	mu          sync.Mutex
	connections map[string]bool                  // those that have not ended
	watching    map[parley.ID]map[string]watcher // conversation → connection → who
}

func newPresence(publish func(topic string, data []byte)) *presence {
	return &presence{publish: publish, connections: map[string]bool{}, watching: map[parley.ID]map[string]watcher{}}
}

type watcher struct {
	ID    parley.ID `json:"id"`
	Name  string    `json:"name"`
	State string    `json:"state"` // viewing or replying
}

// watchRequest says what a browser's user is doing: viewing, replying or none.
type watchRequest struct {
	ConversationID parley.ID `json:"conversation_id"`
	State          string    `json:"state"`
}

// watched tells everyone who looks at a conversation.
type watched struct {
	Type           string    `json:"type"`
	ConversationID parley.ID `json:"conversation_id"`
	Users          []watcher `json:"users"`
}

// enter makes a connection known, before its first call.
func (p *presence) enter(connection string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.connections[connection] = true
}

func (p *presence) call(connection string, asker *user.Asker, data []byte) ([]byte, error) {
	var ask watchRequest
	if err := json.Unmarshal(data, &ask); err != nil || !ask.ConversationID.Valid() || !slices.Contains([]string{"viewing", "replying", "none"}, ask.State) {
		return nil, centrifuge.ErrorBadRequest
	}
	if !asker.Permissions.Has(user.ReadSMSMessage) {
		return nil, centrifuge.ErrorPermissionDenied
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.connections[connection] { // its call was answered after its end, and nobody would forget it again
		return nil, centrifuge.ErrorNotAvailable
	}
	p.leaveExcept(connection, ask.ConversationID)
	if ask.State == "none" {
		p.remove(connection, ask.ConversationID)
	} else {
		if p.watching[ask.ConversationID] == nil {
			p.watching[ask.ConversationID] = map[string]watcher{}
		}
		p.watching[ask.ConversationID][connection] = watcher{ID: asker.User.ID, Name: asker.User.Name, State: ask.State}
		p.tell(ask.ConversationID)
	}
	return json.Marshal(p.state(ask.ConversationID))
}

// leave forgets a connection that has ended.
func (p *presence) leave(connection string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.connections, connection)
	p.leaveExcept(connection, "")
}

// leaveExcept forgets a connection everywhere but in one conversation: a browser looks at one at a time. It, remove and
// tell run under the lock.
func (p *presence) leaveExcept(connection string, kept parley.ID) {
	for id, connections := range p.watching {
		if _, there := connections[connection]; there && id != kept {
			p.remove(connection, id)
		}
	}
}

func (p *presence) remove(connection string, id parley.ID) {
	delete(p.watching[id], connection)
	p.tell(id)
	if len(p.watching[id]) == 0 {
		delete(p.watching, id)
	}
}

func (p *presence) tell(id parley.ID) {
	data, err := json.Marshal(p.state(id))
	if err == nil {
		p.publish(topicOfThread(id), data)
	}
}

// state lists each user once; one who is writing in any of his browsers is writing.
func (p *presence) state(id parley.ID) watched {
	byUser := map[parley.ID]watcher{}
	for _, w := range p.watching[id] {
		if known, there := byUser[w.ID]; !there || known.State != "replying" {
			byUser[w.ID] = w
		}
	}
	out := watched{Type: "presence", ConversationID: id, Users: []watcher{}}
	for _, w := range byUser {
		out.Users = append(out.Users, w)
	}
	slices.SortFunc(out.Users, func(a, b watcher) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out
}
