package live

import (
	"testing"

	"parley/internal/user"
)

// A call is answered beside the connection's end: one that comes after it leaves no ghost.
func TestWhoLeftIsNotEntered(t *testing.T) {
	told := 0
	p := newPresence(func(string, []byte) { told++ })
	jake := &user.Asker{User: user.User{ID: "u", Name: "Jake"}, Permissions: user.NewPermissions(user.ReadSMSMessage)}
	call := func() error {
		_, err := p.call("c", jake, []byte(`{"conversation_id":"00000000-0000-7000-8000-000000000001","state":"replying"}`))
		return err
	}
	p.enter("c")
	if err := call(); err != nil || len(p.watching) != 1 {
		t.Fatalf("a connection that is there: %v, %v", err, p.watching)
	}
	p.leave("c")
	before := told
	if err := call(); err == nil || told != before {
		t.Errorf("after the end: %v, told %d times", err, told-before)
	}
	if len(p.watching) != 0 || len(p.connections) != 0 {
		t.Errorf("still known: %v, %v", p.watching, p.connections)
	}
}
