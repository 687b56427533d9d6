package transfer

import (
	"bufio"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"parley/internal/parley"
)

// csvReader reads records of RFC 4180, and what spreadsheets make of it: any of the three line ends, quotes in the middle of a
// cell as they are. It holds no more than one record, and no record of more than the limits: encoding/csv takes 4.5 GB for 50 MB
// of commas, which anybody who may import could send, and it knows no limit that it could be given.
type csvReader struct {
	in    *bufio.Reader
	comma byte
	line  int // of what is read next, 1 at first
	cells []string
	cell  []byte
	start int // the line on which the record begins
}

func newCSVReader(r io.Reader, comma byte) *csvReader {
	return &csvReader{in: bufio.NewReaderSize(r, 64<<10), comma: comma, line: 1}
}

// Read gives the next record that is not blank, and the line on which it begins; io.EOF after the last. Its other errors are of
// kind Invalid (unterminated_quote, cell_too_long, too_many_columns) with the line, or those of reading.
func (r *csvReader) Read() ([]string, int, error) {
	for {
		r.cells, r.cell, r.start = nil, r.cell[:0], r.line
		err := r.record()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, r.start, err
		}
		written := slices.ContainsFunc(r.cells, func(cell string) bool { return strings.TrimSpace(cell) != "" })
		switch {
		case written: // spreadsheets leave rows of nothing but separators
			return r.cells, r.start, nil
		case err != nil:
			return nil, r.start, err
		}
	}
}

// record reads one record into r.cells.
func (r *csvReader) record() error {
	for {
		c, err := r.next()
		switch {
		case err != nil:
			if endErr := r.endCell(); endErr != nil {
				return endErr
			}
			return err
		case c == '"' && len(r.cell) == 0:
			if err := r.quoted(); err != nil {
				return err
			}
		case c == r.comma:
			if err := r.endCell(); err != nil {
				return err
			}
		case c == '\n':
			return r.endCell()
		default:
			if err := r.add(c); err != nil {
				return err
			}
		}
	}
}

// quoted reads the rest of a part in quotes.
func (r *csvReader) quoted() error {
	begin := r.line
	for {
		c, err := r.next()
		if errors.Is(err, io.EOF) {
			return parley.Errorf(parley.Invalid, "unterminated_quote", "The quotation mark that opens a cell on line %d is never closed. The file may be only half there, or a quotation mark is missing.", begin).
				With("line", strconv.Itoa(begin))
		}
		if err != nil {
			return err
		}
		if c == '"' {
			following, err := r.in.Peek(1)
			if err != nil || following[0] != '"' {
				return nil //nolint:nilerr // an error of reading comes again
			}
			r.in.Discard(1) //nolint:errcheck // it was peeked
		}
		if err := r.add(c); err != nil {
			return err
		}
	}
}

// next gives a byte; each line end is one '\n'.
func (r *csvReader) next() (byte, error) {
	c, err := r.in.ReadByte()
	if err != nil {
		return 0, err
	}
	if c == '\r' {
		if following, err := r.in.Peek(1); err == nil && following[0] == '\n' {
			r.in.Discard(1) //nolint:errcheck // it was peeked
		}
		c = '\n'
	}
	if c == '\n' {
		r.line++
	}
	return c, nil
}

func (r *csvReader) add(c byte) error {
	r.cell = append(r.cell, c)
	if len(r.cell) > maxCell*utf8.UTFMax {
		return r.tooLong()
	}
	return nil
}

func (r *csvReader) endCell() error {
	if len(r.cell) > maxCell && utf8.RuneCount(r.cell) > maxCell {
		return r.tooLong()
	}
	if len(r.cells) == maxColumns {
		return parley.Errorf(parley.Invalid, "too_many_columns", "Line %d has more than %d columns. Is the separator the right one?", r.start, maxColumns).
			With("line", strconv.Itoa(r.start))
	}
	r.cells = append(r.cells, string(r.cell))
	r.cell = r.cell[:0]
	return nil
}

func (r *csvReader) tooLong() error {
	return parley.Errorf(parley.Invalid, "cell_too_long", "A cell of the row that begins on line %d has more than %d characters.", r.start, maxCell).
		With("line", strconv.Itoa(r.start))
}

// separatorOf guesses by the first line: the sign that is there most often outside of quotes.
func separatorOf(beginning []byte) byte {
	counts := map[byte]int{}
	inQuotes := false
	for _, c := range beginning {
		if c == '"' {
			inQuotes = !inQuotes
		}
		if !inQuotes && (c == '\n' || c == '\r') {
			break
		}
		if !inQuotes {
			counts[c]++
		}
	}
	best := byte(',')
	for _, c := range []byte{';', '\t'} {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return best
}

// csvWriter writes records for spreadsheets: commas, CR LF, and no cell that would be run as a formula.
type csvWriter struct{ out *bufio.Writer }

// byteOrderMark tells Excel that what follows is UTF-8.
const byteOrderMark = "\uFEFF"

func (w csvWriter) Write(cells []string) error {
	for i, cell := range cells {
		if i > 0 {
			w.out.WriteByte(',') //nolint:errcheck // the error stays and comes with the last one
		}
		cell = defused(cell)
		if strings.ContainsAny(cell, ",;\t\"\r\n'") || strings.TrimSpace(cell) != cell {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		w.out.WriteString(cell) //nolint:errcheck // as above
	}
	_, err := w.out.WriteString("\r\n")
	return err
}

// defused puts an apostrophe before what a spreadsheet would run (OWASP, "CSV Injection"): text that begins with = + - @, tab
// or a line break. A number in E.164 stays as it is. Apostrophes that stand before such a sign already are told from ours by one more,
// so that armed gives back every text.
func defused(cell string) string {
	if loaded(cell) && !isNumber(cell) {
		return "'" + cell
	}
	return cell
}

// armed is defused the other way.
func armed(cell string) string {
	if strings.HasPrefix(cell, "'") && loaded(cell) {
		return cell[1:]
	}
	return cell
}

func loaded(cell string) bool {
	rest := strings.TrimLeft(cell, "'")
	return rest != "" && strings.IndexByte("=+-@\t\r\n", rest[0]) >= 0
}

func isNumber(cell string) bool {
	digits, plus := strings.CutPrefix(cell, "+")
	return plus && digits != "" && strings.Trim(digits, "0123456789") == ""
}
