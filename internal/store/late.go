package store

import (
	"context"
	"math/bits"
)

// late is what the units of one SQLite transaction leave for its end: rows that nothing in the transaction reads, and that
// are cheaper to write together. An FTS5 table in particular writes its whole index out at the end of every statement and
// at every savepoint. A unit that fails takes its rows with it.
type late struct {
	events []any // eventWidth values each
	texts  []any // textWidth values each: the message's row and its text
}

const textWidth = 2

// mark is how much was there before a unit began.
type mark struct{ events, texts int }

func (l *late) mark() mark { return mark{len(l.events), len(l.texts)} }

func (l *late) backTo(m mark) {
	l.events, l.texts = l.events[:m.events], l.texts[:m.texts]
}

func (l *late) clear() { l.backTo(mark{}) }

// writeLate writes it all, in order; it ends the transaction's work.
func (w *writer) writeLate() error {
	if err := w.insert(w.late.events, eventWidth, func(rows int) string { return sqlite{}.appendEvents(rows, 0) }); err != nil {
		return err
	}
	if err := w.insert(w.late.texts, textWidth, sqlite{}.indexText); err != nil {
		return err
	}
	w.late.clear()
	return nil
}

// lateRows is the most that one statement inserts. Numbers of rows are powers of two, so that few statements are prepared.
const lateRows = 64

// insert writes rows of so many values with as few statements as the powers of two allow.
func (w *writer) insert(args []any, width int, statement func(rows int) string) error {
	for len(args) > 0 {
		rows := min(lateRows, 1<<(bits.Len(uint(len(args)/width))-1))
		key := [2]int{width, rows}
		if w.inserts[key] == "" {
			w.inserts[key] = statement(rows)
		}
		if _, err := w.exec(context.Background(), w.inserts[key], args[:rows*width]...); err != nil {
			return err
		}
		args = args[rows*width:]
	}
	return nil
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
		w.late.texts = append(w.late.texts, row, text)
		return nil
	}
	_, err := db.exec(ctx, db.dialect.indexText(1), row, text)
	return err
}
