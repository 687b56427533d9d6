package outbox

import (
	"sync"

	"parley/internal/phone"
)

// numbers remembers what a phone number says of itself. The numbering plans are regular expressions by the hundred, and
// the question comes twice a message, once of them inside the writer; the answer never changes.
type numbers struct {
	mu    sync.RWMutex
	known map[string]number
}

type number struct {
	valid  bool
	region string
}

// numbersKept bounds the memory; when it is full the book begins anew.
const numbersKept = 20_000

func (n *numbers) of(value string) number {
	n.mu.RLock()
	found, known := n.known[value]
	n.mu.RUnlock()
	if known {
		return found
	}
	found = number{valid: phone.Valid(value), region: phone.Region(value)}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.known == nil || len(n.known) >= numbersKept {
		n.known = map[string]number{}
	}
	n.known[value] = found
	return found
}
