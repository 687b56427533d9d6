package parley

// ID names one row: a UUIDv7 (RFC 9562) in its canonical 36-character form. Features name each other's rows by
// ID alone. The zero value names nothing.
type ID string

// Valid reports whether id has the canonical form of a UUID. It keeps strangers' text out of queries; it does not
// say that such a row exists.
func (id ID) Valid() bool {
	if len(id) != 36 {
		return false
	}
	for i := range len(id) {
		c := id[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f') {
				return false
			}
		}
	}
	return true
}
