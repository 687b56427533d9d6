package parley

import "time"

// CallKey names a call to the API that may be repeated without being carried out again.
type CallKey struct {
	ActorID ID
	Path    string
	Value   string // the Idempotency-Key
}

// CallKeyKept is how long a repeat is recognised.
const CallKeyKept = 24 * time.Hour
