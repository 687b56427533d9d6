package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	sqlitedriver "modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"
)

// dialect is what the two engines spell differently, all of it.
type dialect interface {
	name() string
	// translate turns the engine's error for a key that exists into errUnique.
	translate(err error) error
	// eventBase prepares the numbering of events at start.
	eventBase(ctx context.Context, db *DB) (int64, error)
	// appendEvents is the statement that inserts rows events, their numbers included where the engine does not
	// draw them itself; base comes from eventBase.
	appendEvents(rows int, base int64) string
	// visibleEvents is the condition under which an event may be read, joined to "seq > $1 AND".
	visibleEvents(base int64) string
	// indexText is the statement that makes so many texts findable: of each the row's number and its words.
	indexText(texts int) string
	// matchText is the condition that message_search matches the query in $1.
	matchText() string
	// textQuery writes words for matchText.
	textQuery(words []string) string
	// shareLock and updateLock end a SELECT inside a unit whose rows must stay as they are until the commit. On
	// SQLite the one writer sees to that.
	shareLock() string
	updateLock() string
	// planAnew is a statement after which those of the unit are planned for the tables as they are now; "" where they always are.
	planAnew() string
}

type sqlite struct{}

func (sqlite) name() string { return "sqlite" }

func (sqlite) translate(err error) error {
	if code := sqliteCode(err); code == sqlitelib.SQLITE_CONSTRAINT_UNIQUE || code == sqlitelib.SQLITE_CONSTRAINT_PRIMARYKEY {
		return errors.Join(errUnique, err)
	}
	return err
}

func sqliteCode(err error) int {
	var written *sqliteError // by the writer
	if errors.As(err, &written) {
		return written.code
	}
	var read *sqlitedriver.Error
	if errors.As(err, &read) {
		return read.Code()
	}
	return 0
}

// endsTransaction reports whether SQLite has given up, or must be made to give up, the whole transaction
// (sqlite.org/lang_transaction.html, "Response to errors within a transaction").
func endsTransaction(err error) bool {
	switch sqliteCode(err) & 0xff {
	case sqlitelib.SQLITE_FULL, sqlitelib.SQLITE_IOERR, sqlitelib.SQLITE_NOMEM, sqlitelib.SQLITE_INTERRUPT,
		sqlitelib.SQLITE_BUSY, sqlitelib.SQLITE_CORRUPT:
		return true
	}
	return false
}

// noTransaction reports whether err says that there was nothing to roll back.
func noTransaction(err error) bool {
	return sqliteCode(err)&0xff == sqlitelib.SQLITE_ERROR && strings.Contains(err.Error(), "no transaction is active")
}

func (sqlite) eventBase(context.Context, *DB) (int64, error) { return 0, nil }

// One writer commits in the order in which it draws numbers.
func (sqlite) appendEvents(rows int, _ int64) string {
	return "INSERT INTO event (at, type, actor_kind, actor_id, conversation_id, message_id, subject_id, data) VALUES " + tuples(rows, eventWidth)
}

func (sqlite) visibleEvents(int64) string { return "1 = 1" }

func (sqlite) indexText(texts int) string {
	return "INSERT INTO message_search (rowid, text) VALUES " + tuples(texts, textWidth)
}

func (sqlite) matchText() string { return "message_search MATCH $1" }

func (sqlite) textQuery(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = `"` + strings.ReplaceAll(w, `"`, `""`) + `"*`
	}
	return strings.Join(quoted, " ")
}

func (sqlite) shareLock() string  { return "" }
func (sqlite) updateLock() string { return "" }
func (sqlite) planAnew() string   { return "" }

type postgres struct{}

func (postgres) name() string { return "postgres" }

func (postgres) translate(err error) error {
	var e *pgconn.PgError
	if errors.As(err, &e) && e.Code == "23505" {
		return errors.Join(errUnique, err)
	}
	return err
}

// undone reports whether PostgreSQL rolled a transaction back for another one's sake.
func undone(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01")
}

// eventBits is how much of an event's number is its place in its transaction: 4,096 events each. The rest is the
// transaction's number, so that the whole stays below 2^53 and survives JavaScript for 2^41 transactions.
const eventBits = 12

// eventBase makes up for a database that was restored into another cluster, whose transaction numbers may begin below
// those of the restored events: it is added to each transaction's number.
func (postgres) eventBase(ctx context.Context, db *DB) (int64, error) {
	base, _, err := one(ctx, db, value[int64],
		fmt.Sprintf(`SELECT GREATEST(0, COALESCE(MAX(seq), 0) >> %d) - pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1 FROM event`, eventBits))
	if err != nil {
		return 0, err
	}
	kept, known, err := one(ctx, db, value[int64], `SELECT value::bigint FROM setting WHERE name = 'event_base'`)
	if err != nil {
		return 0, err
	}
	if known && kept >= base || !known && base <= 0 {
		return kept, nil
	}
	err = db.Do(ctx, func(ctx context.Context) error {
		_, err := db.exec(ctx, `INSERT INTO setting (name, value) VALUES ('event_base', $1)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`, fmt.Sprint(base))
		return err
	})
	return base, err
}

// A number drawn from a sequence would not do: transactions commit in another order than they draw, and a reader who
// has seen 6 would never see the 5 that is committed later. The transaction's own number is known to be settled once
// it is below the snapshot's xmin, so events are numbered by it.
func (postgres) appendEvents(rows int, base int64) string {
	parts := make([]string, rows)
	for i := range rows {
		parts[i] = fmt.Sprintf("(((pg_current_xact_id()::text::bigint + %d) << %d) + %d, %s", base, eventBits, i, list(1+i*eventWidth, eventWidth)[1:])
	}
	return "INSERT INTO event (seq, at, type, actor_kind, actor_id, conversation_id, message_id, subject_id, data) VALUES " + strings.Join(parts, ",")
}

func (postgres) visibleEvents(base int64) string {
	return fmt.Sprintf("seq < ((pg_snapshot_xmin(pg_current_snapshot())::text::bigint + %d) << %d)", base, eventBits)
}

func (postgres) indexText(texts int) string {
	parts := make([]string, texts)
	for i := range texts {
		// The words are parted and folded already: PostgreSQL's parser would make addresses and numbers of some.
		parts[i] = fmt.Sprintf("($%d, $%d::text::tsvector)", i*textWidth+1, i*textWidth+2)
	}
	return "INSERT INTO message_search (rowid, text) VALUES " + strings.Join(parts, ",")
}

func (postgres) matchText() string { return "message_search.text @@ $1::text::tsquery" }

func (postgres) textQuery(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = "'" + strings.NewReplacer("'", "''", `\`, `\\`).Replace(w) + "':*"
	}
	return strings.Join(quoted, " & ")
}

func (postgres) shareLock() string  { return " FOR SHARE" }
func (postgres) updateLock() string { return " FOR UPDATE" }

// A plan that was kept from when a table was small reads all of it: an import fills an empty hub faster than anything tells so.
func (postgres) planAnew() string { return "SET LOCAL plan_cache_mode = force_custom_plan" }
