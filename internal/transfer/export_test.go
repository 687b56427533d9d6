package transfer

import (
	"bufio"
	"context"
	"io"

	"parley/internal/parley"
)

// Step takes one batch of an import in, as the loop does.
func (t *Transfers) Step(ctx context.Context, id parley.ID) error { return (*queue)(t).Do(ctx, id).err }

// AfterFailure gives what the loop takes up next when a batch of an import has failed.
func (t *Transfers) AfterFailure(ctx context.Context, id parley.ID) ([]parley.ID, error) {
	next, _, err := (*queue)(t).Turn(ctx, []batchDone{{id, io.ErrUnexpectedEOF}}, window)
	return next, err
}

// Failures is how often a batch fails until its import ends.
const Failures = maxFailures

// BatchRows is how many rows a unit takes.
const BatchRows = batchRows

// ReadCSV gives all records of a text.
func ReadCSV(r io.Reader, comma byte) ([][]string, error) { return readAll(newCSVReader(r, comma)) }

// ReadCards gives all cards of a text as rows.
func ReadCards(r io.Reader) ([][]string, error) { return readAll(newCardReader(r)) }

func readAll(r recordReader) ([][]string, error) {
	var all [][]string
	for {
		cells, _, err := r.Read()
		if err == io.EOF { //nolint:errorlint // as io says
			return all, nil
		}
		if err != nil {
			return all, err
		}
		all = append(all, cells)
	}
}

// WriteCSV writes records.
func WriteCSV(to io.Writer, records [][]string) error {
	w := csvWriter{bufio.NewWriter(to)}
	for _, cells := range records {
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	return w.out.Flush()
}

// Armed is what an import makes of a cell.
func Armed(cell string) string { return armed(cell) }

// Detect gives the encoding of pieces, and the text.
func Detect(pieces ...[]byte) (Encoding, error) {
	var d detector
	for _, p := range pieces {
		if _, err := d.Write(p); err != nil {
			return "", err
		}
	}
	return d.found()
}

// Decode reads bytes of an encoding.
func Decode(r io.Reader, e Encoding) (string, error) {
	text, err := io.ReadAll(decoded(r, e))
	return string(text), err
}

// Numbers gives how many numbers are kept of a cell.
func Numbers(cell string) int {
	r := reading{kind: Contacts, format: CSV, targets: []string{"phone"}, region: "US"}
	return len(*r.row(1, []string{cell}).entry.Contact.Addresses)
}

// CardColumns are the columns of a card.
func CardColumns() []string { return cardColumns }
