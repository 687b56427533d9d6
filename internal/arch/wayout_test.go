package arch

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// contract is the package whose Conn has the Send that only outbox may call.
const contract = "internal/channel"

// waysOut finds every mention of a method Send, called or taken as a value, in a package that knows the contract of a
// channel and is neither outbox nor a driver, which implements it. Without the contract's types nobody can call it: a
// message to send is a channel.Outgoing.
func waysOut(all []source) []string {
	knows := map[string]bool{}
	for _, s := range all {
		if !s.test() && slices.Contains(s.imports(), contract) {
			knows[s.dir()] = true
		}
	}
	var found []string
	for _, s := range all {
		if s.test() || !knows[s.dir()] || s.dir() == "internal/outbox" || driver(s.dir()) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if selector, ok := n.(*ast.SelectorExpr); ok && selector.Sel.Name == "Send" {
				found = append(found, fmt.Sprintf("%s:%d", s.path, s.set.Position(n.Pos()).Line))
			}
			return true
		})
	}
	return found
}

// TestOneWayOut keeps the first house rule: every outbound message goes through outbox.Submit and the gate.
func TestOneWayOut(t *testing.T) {
	for _, each := range waysOut(sources(t)) {
		t.Errorf("%s uses Send of a channel: only internal/outbox may. Declare a one-method interface and let app hand in outbox.Submit", each)
	}
}

func TestOneWayOutSeesOthers(t *testing.T) {
	const uses = `package p
import "parley/internal/channel"
func f(c channel.Conn) { c.Send(nil, channel.Outgoing{}) }
func g(c channel.Conn) any { return c.Send }
`
	found := waysOut(parseText(t, map[string]string{
		"internal/ticket/a.go":         uses,
		"internal/ticket/b.go":         "package p\nfunc h(c interface{ Send() }) { c.Send() }\n", // the same package, by another name
		"internal/ticket/a_test.go":    uses,
		"internal/outbox/a.go":         uses,
		"internal/channel/twilio/a.go": uses,
		"internal/live/a.go":           "package p\nfunc f(c interface{ Send() }) { c.Send() }\n", // another Send
	}))
	if want := "internal/ticket/a.go:3 internal/ticket/a.go:4 internal/ticket/b.go:2"; strings.Join(found, " ") != want {
		t.Errorf("found %v, want %s", found, want)
	}
}
