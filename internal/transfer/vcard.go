package transfer

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"parley/internal/contact"
	"parley/internal/parley"
)

// cardColumns are what is read of a vCard, as the columns of a row; several values of one stand on lines of their own.
var cardColumns = []string{
	"name", "account.name", "role", "note", "language", "time_zone", "tags", "phone.mobile", "phone.home", "phone.work", "phone.fax", "phone", "email", "parley_id",
}

// cardReader reads the cards of a file in vCard 3.0 (RFC 2426) or 4.0 (RFC 6350), and of 2.1 what is written alike. Of a card
// it holds what cardColumns names; pictures and the like are passed over. It is ours because github.com/emersion/go-vcard joins
// folded lines one to the other, in a time that grows with their square (a picture in short lines takes it minutes), and because
// it cannot say on which line a file breaks off.
type cardReader struct {
	in   *bufio.Reader
	line int
}

func newCardReader(r io.Reader) *cardReader {
	return &cardReader{in: bufio.NewReaderSize(r, 64<<10)}
}

// Read gives the next card as a row of cardColumns, and the line on which it begins; io.EOF after the last. Its other errors are
// of kind Invalid (not_vcard, unfinished_card, cell_too_long), or those of reading.
func (r *cardReader) Read() ([]string, int, error) {
	begun := 0
	values := map[string][]string{}
	for {
		p, err := r.property()
		switch {
		case errors.Is(err, io.EOF) && begun > 0:
			return nil, begun, parley.Errorf(parley.Invalid, "unfinished_card", "The card that begins on line %d has no end. The file may be only half there.", begun)
		case err != nil:
			return nil, r.line, err
		case p.name == "BEGIN" && strings.EqualFold(p.value, "VCARD"):
			begun, values = r.line, map[string][]string{}
		case begun == 0:
			return nil, r.line, parley.Errorf(parley.Invalid, "not_vcard", "Line %d is no part of a vCard.", r.line)
		case p.name == "END":
			cells, err := cardCells(values, begun)
			return cells, begun, err
		default:
			if column, value := p.cell(); strings.TrimSpace(value) != "" {
				if column == "name" && p.name == "N" && len(values[column]) > 0 {
					continue // FN says it as people do
				}
				if column == "name" && p.name == "FN" {
					values[column] = nil
				}
				values[column] = append(values[column], value)
			}
		}
	}
}

func cardCells(values map[string][]string, begun int) ([]string, error) {
	cells := make([]string, len(cardColumns))
	for i, column := range cardColumns {
		cells[i] = strings.Join(values[column], "\n")
		if utf8.RuneCountInString(cells[i]) > maxCell {
			return nil, parley.Errorf(parley.Invalid, "cell_too_long", "A cell of the row that begins on line %d has more than %d characters.", begun, maxCell)
		}
	}
	return cells, nil
}

// property is one line of a card.
type property struct {
	name  string // in capitals, without the group
	types string // in small letters, with commas around each
	value string // as it is written
}

// property reads the next line that is not blank, with those that go on with it.
func (r *cardReader) property() (property, error) {
	for {
		line, err := r.unfolded()
		if err != nil {
			return property{}, err
		}
		text := string(line)
		if strings.TrimSpace(text) == "" {
			continue
		}
		head, value, _ := cutUnquoted(text)
		parts := strings.Split(head, ";")
		name := strings.ToUpper(strings.TrimSpace(parts[0]))
		if i := strings.LastIndexByte(name, '.'); i >= 0 {
			name = name[i+1:]
		}
		p := property{name: name, value: value, types: ","}
		for _, param := range parts[1:] {
			key, what, named := strings.Cut(param, "=")
			if !named {
				key, what = "TYPE", key // as 2.1 has it
			}
			if strings.EqualFold(key, "TYPE") {
				p.types += strings.ToLower(strings.Trim(what, `"`)) + ","
			}
		}
		return p, nil
	}
}

// cutUnquoted cuts at the first colon that is not within quotes.
func cutUnquoted(text string) (before, after string, found bool) {
	quoted := false
	for i := range len(text) {
		switch {
		case text[i] == '"':
			quoted = !quoted
		case text[i] == ':' && !quoted:
			return text[:i], text[i+1:], true
		}
	}
	return text, "", false
}

// unfolded gives a line together with those after it that begin with a blank (RFC 6350 section 3.2), cut at what a cell may
// hold: only pictures are longer.
func (r *cardReader) unfolded() ([]byte, error) {
	line, err := r.raw()
	if err != nil {
		return nil, err
	}
	for {
		next, err := r.in.Peek(1)
		if err != nil || next[0] != ' ' && next[0] != '\t' {
			return line, nil //nolint:nilerr // an error of reading comes again
		}
		r.in.Discard(1) //nolint:errcheck // it was peeked
		more, err := r.raw()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if len(line) <= maxCell*utf8.UTFMax {
			line = append(line, more...)
		}
	}
}

// raw reads one line as it is, without its end.
func (r *cardReader) raw() ([]byte, error) {
	r.line++
	var line []byte
	for {
		part, err := r.in.ReadSlice('\n')
		if len(line) <= maxCell*utf8.UTFMax {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case err == nil || errors.Is(err, io.EOF) && len(line) > 0:
			return []byte(strings.TrimRight(string(line), "\r\n")), nil
		default:
			return nil, err
		}
	}
}

// cell gives the column that the property belongs to, and its text.
func (p property) cell() (column, value string) {
	switch p.name {
	case "UID": // an export writes the contact's id; that of another program is nobody's here
		if id := parley.ID(strings.TrimSpace(p.value)); id.Valid() {
			return "parley_id", string(id)
		}
	case "FN":
		return "name", unescaped(p.value)
	case "N": // family, given, additional, prefixes, suffixes
		parts := components(p.value, ';')
		for len(parts) < 2 {
			parts = append(parts, "")
		}
		return "name", strings.TrimSpace(parts[1] + " " + parts[0])
	case "ORG":
		return "account.name", components(p.value, ';')[0]
	case "ROLE", "TITLE":
		return "role", unescaped(p.value)
	case "NOTE":
		return "note", unescaped(p.value)
	case "LANG":
		return "language", unescaped(p.value)
	case "TZ":
		return "time_zone", unescaped(p.value)
	case "CATEGORIES":
		tags := components(p.value, ',')
		for i, tag := range tags {
			tags[i] = listed(tag)
		}
		return "tags", strings.Join(tags, "\n")
	case "TEL":
		return p.phone(), listed(strings.TrimPrefix(unescaped(p.value), "tel:"))
	case "EMAIL":
		return "email", listed(strings.TrimPrefix(unescaped(p.value), "mailto:"))
	}
	return "", ""
}

// phone gives the column of a number by its types.
func (p property) phone() string {
	has := func(name string) bool { return strings.Contains(p.types, ","+name+",") }
	switch {
	case has("fax"):
		return "phone.fax"
	case has("cell"), has("text"):
		return "phone.mobile"
	case has("work"):
		return "phone.work"
	case has("home"):
		return "phone.home"
	}
	return "phone"
}

// unescaped takes the backslashes off (RFC 6350 section 3.4).
func unescaped(text string) string {
	return components(text, 0)[0]
}

// components splits at a sign that has no backslash before it, and takes the backslashes off.
func components(text string, at byte) []string {
	var out []string
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			i++
			if text[i] == 'n' || text[i] == 'N' {
				b.WriteByte('\n')
			} else {
				b.WriteByte(text[i])
			}
		case c == at && at != 0:
			out = append(out, b.String())
			b.Reset()
		default:
			b.WriteByte(c)
		}
	}
	return append(out, b.String())
}

// cardTypes are the types of numbers that a vCard knows, by ours.
var cardTypes = map[string]string{"mobile": "cell", "home": "home", "work": "work", "fax": "fax"}

// writeCard writes a contact in vCard 3.0, which everything reads.
func writeCard(out *bufio.Writer, c contact.Contact) error {
	card := cardLines{out}
	card.put("BEGIN", "VCARD")
	card.put("VERSION", "3.0")
	card.put("UID", string(c.ID))
	card.put("FN", escaped(c.Name))
	card.put("N", ";"+escaped(c.Name)+";;;")
	for _, each := range [][2]string{
		{"ORG", c.AccountName}, {"ROLE", c.Role}, {"NOTE", c.Note}, {"LANG", c.Language}, {"TZ", c.TimeZone},
	} {
		if each[1] != "" {
			card.put(each[0], escaped(each[1]))
		}
	}
	if len(c.Tags) > 0 {
		names := make([]string, len(c.Tags))
		for i, tag := range c.Tags {
			names[i] = escaped(tag.Name)
		}
		card.put("CATEGORIES", strings.Join(names, ","))
	}
	for _, l := range c.Addresses {
		switch {
		case l.Kind == parley.Email:
			card.put("EMAIL", escaped(l.Value))
		case l.Kind == parley.Phone && cardTypes[l.Type.Key] != "":
			card.put("TEL;TYPE="+cardTypes[l.Type.Key], l.Value)
		case l.Kind == parley.Phone:
			card.put("TEL", l.Value)
		}
	}
	card.put("END", "VCARD")
	return out.Flush()
}

func escaped(text string) string {
	return strings.NewReplacer(`\`, `\\`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`, ";", `\;`, ",", `\,`).Replace(text)
}

// cardLines writes properties, folded after 75 octets and never within a character. An error of writing stays with the writer.
type cardLines struct{ out *bufio.Writer }

func (w cardLines) put(name, value string) {
	line := name + ":" + value
	for most := 75; len(line) > most; most = 74 {
		cut := most
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		w.out.WriteString(line[:cut] + "\r\n ") //nolint:errcheck // Flush tells
		line = line[cut:]
	}
	w.out.WriteString(line + "\r\n") //nolint:errcheck // Flush tells
}
