package transfer

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"parley/internal/event"
	"parley/internal/parley"
	"parley/web/src/locales/server"
)

// GiveFaults tells that the refused rows of an import are given out, and gives what writes them: see WriteFaults. The error is
// NotFound.
func (t *Transfers) GiveFaults(ctx context.Context, by parley.Actor, id parley.ID, language string) (Import, func(ctx context.Context, to io.Writer) error, error) {
	i, err := t.Get(ctx, id)
	if err != nil {
		return i, nil, err
	}
	write := func(ctx context.Context, to io.Writer) error { return t.WriteFaults(ctx, i, language, to) }
	told := event.Event{Type: event.ImportFaultsGiven, Actor: by, SubjectID: id, Record: event.Recorded(i.Name, nil, counted{int(i.Failed)})}
	return i, write, t.given(ctx, told)
}

// reasons are what the column that says why is called, by language.
var reasons = map[bool]string{false: "Reason", true: "Motif"}

// WriteFaults writes the rows that were refused as CSV, as they were in the file and with a column that says why in a language
// ("fr"; English where there is nothing in it): corrected, it can be imported again.
func (t *Transfers) WriteFaults(ctx context.Context, i Import, language string, to io.Writer) error {
	say := server.In(language)
	file, err := t.records(ctx, i)
	if err != nil {
		return err
	}
	out := csvWriter{bufio.NewWriter(to)}
	out.out.WriteString(byteOrderMark) //nolint:errcheck // Flush tells
	if err := out.Write(append(slices.Clone(i.Columns), reasons[len(say) > 0])); err != nil {
		return err
	}
	var faults []Fault
	more := true
	for n := int64(1); n <= i.Total; n++ {
		if len(faults) == 0 && more {
			const many = 1000
			if faults, err = t.parts.Reads.Faults(ctx, i.ID, n, many); err != nil {
				return err
			}
			more = len(faults) == many
			if more { // the last row may have more of them
				last := faults[many-1].Row
				faults = slices.DeleteFunc(faults, func(f Fault) bool { return f.Row == last })
			}
		}
		if len(faults) == 0 && !more {
			break
		}
		cells, _, err := file.Read()
		if err != nil {
			return fmt.Errorf("reading row %d again: %w", n, err)
		}
		if faults[0].Row != n {
			continue
		}
		var why []string
		for len(faults) > 0 && faults[0].Row == n {
			why = append(why, i.said(faults[0], say))
			faults = faults[1:]
		}
		for c := range cells {
			if i.Format == CSV {
				cells[c] = armed(cells[c])
			}
		}
		for len(cells) < len(i.Columns) {
			cells = append(cells, "")
		}
		// Cells that are too many stand behind the reasons: nothing of the row is lost.
		if err := out.Write(slices.Insert(cells, len(i.Columns), strings.Join(why, " "))); err != nil {
			return err
		}
	}
	return out.out.Flush()
}

// said is why a row was refused, with the file's own name of the column where the reason is about one.
func (i Import) said(f Fault, say server.Catalogue) string {
	text := say.Say(f.Message, f.Code)
	at := slices.Index(i.Plan.Targets, f.Column)
	if f.Column == "" || at < 0 || at >= len(i.Columns) {
		return text
	}
	return i.Columns[at] + ": " + text
}
