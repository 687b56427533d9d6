package store

import (
	"context"
	"math/bits"
)

// late is what the units of one SQLite transaction leave for its end: rows that nothing in the transaction reads, and that
// are cheaper to write together than a savepoint each. An FTS5 table in particular writes its whole index out at every
// savepoint. A unit that fails takes its rows with it.
type late struct {
	events []any // eventWidth values each
	texts  []indexed
}

// indexed is a text to be made findable.
type indexed struct {
	row  int64
	text string
}

// mark is how much was there before a unit began.
type mark struct{ events, texts int }

func (l *late) mark() mark { return mark{len(l.events), len(l.texts)} }

func (l *late) backTo(m mark) {
	l.events, l.texts = l.events[:m.events], l.texts[:m.texts]
}

func (l *late) clear() { l.backTo(mark{}) }

// lateRows is the most that one statement inserts. Numbers of rows are powers of two, so that few statements are prepared.
const lateRows = 64

// writeLate writes it all, in order; it ends the transaction's work.
func (w *writer) writeLate() error {
	ctx := context.Background()
	for args := w.late.events; len(args) > 0; {
		rows := min(lateRows, 1<<(bits.Len(uint(len(args)/eventWidth))-1))
		if _, err := w.exec(ctx, w.appendEvents(rows), args[:rows*eventWidth]...); err != nil {
			return err
		}
		args = args[rows*eventWidth:]
	}
	for _, t := range w.late.texts {
		if _, err := w.exec(ctx, sqlite{}.indexText(), t.row, t.text); err != nil {
			return err
		}
	}
	w.late.clear()
	return nil
}

// appendEvents is the statement for so many rows.
func (w *writer) appendEvents(rows int) string {
	place := bits.Len(uint(rows)) - 1
	if w.inserts[place] == "" {
		w.inserts[place] = sqlite{}.appendEvents(rows, 0)
	}
	return w.inserts[place]
}

// addEvents appends events to the transaction of ctx: at once on PostgreSQL, where it is the unit's last statement; at the
// end of the group on SQLite.
func (db *DB) addEvents(ctx context.Context, args []any) error {
	if w, grouped := ctx.Value(txKey{}).(*writer); grouped {
		w.late.events = append(w.late.events, args...)
		return nil
	}
	_, err := db.exec(ctx, db.dialect.appendEvents(len(args)/eventWidth, db.seqBase), args...)
	return err
}

// addText makes a text findable, at the same time as addEvents writes.
func (db *DB) addText(ctx context.Context, row int64, text string) error {
	if w, grouped := ctx.Value(txKey{}).(*writer); grouped {
		w.late.texts = append(w.late.texts, indexed{row, text})
		return nil
	}
	_, err := db.exec(ctx, db.dialect.indexText(), row, text)
	return err
}
