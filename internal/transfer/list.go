package transfer

import "strings"

// A cell may hold several values, parted by ; or | or on lines of their own. A sign that parts values and belongs to one has a
// backslash before it, and so has a backslash itself.

// listEscapes are the signs that a backslash makes plain.
const listEscapes = `\;|,`

// joined writes values into one cell.
func joined(values []string) string {
	for i, value := range values {
		values[i] = listed(value)
	}
	return strings.Join(values, "; ")
}

// listed is a value as it stands among others. Its commas part nothing where it is read as a whole first.
func listed(value string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, "|", `\|`).Replace(value)
}

// parted gives the parts of a cell between separators, the empty ones too, with the backslashes that are in them.
func parted(cell, separators string) []string {
	var parts []string
	begin := 0
	for i := 0; i < len(cell); i++ {
		switch {
		case cell[i] == '\\' && i+1 < len(cell) && strings.IndexByte(listEscapes, cell[i+1]) >= 0:
			i++
		case strings.IndexByte(separators, cell[i]) >= 0:
			parts = append(parts, cell[begin:i])
			begin = i + 1
		}
	}
	return append(parts, cell[begin:])
}

// plain takes the backslashes off a part, and blanks around it.
func plain(part string) string {
	var b strings.Builder
	for i := 0; i < len(part); i++ {
		if part[i] == '\\' && i+1 < len(part) && strings.IndexByte(listEscapes, part[i+1]) >= 0 {
			i++
		}
		b.WriteByte(part[i])
	}
	return strings.TrimSpace(b.String())
}

// several gives the values of a cell.
func several(cell, separators string) []string {
	var out []string
	for _, part := range parted(cell, separators) {
		if part = plain(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
