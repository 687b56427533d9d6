package parley

// Archived says whether a list has rows that were put away.
type Archived string

// A list has rows in use only, archived ones only, or both.
const (
	Without      Archived = ""
	OnlyArchived Archived = "only"
	WithArchived Archived = "all"
)

// Order is what a list is sorted by.
type Order string

// The orders. ByActivity begins, unless it is turned around, with whose newest message is the longest ago; who never had one comes
// last either way, the newest first.
const (
	ByName     Order = "name"
	ByNumber   Order = "number"
	ByCreation Order = "created"
	ByActivity Order = "activity"
)

// Named is a row that another one refers to.
type Named struct {
	ID   ID
	Name string
}

// MarshalText is the row as the audit trail shows it.
func (n Named) MarshalText() ([]byte, error) { return []byte(n.Name), nil }
