package million

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// Copy brings all rows of a SQLite file into a PostgreSQL database of the same migrations, in place of what it has: writing
// them one by one would take a quarter of an hour. What the engine numbers goes on after the highest number there.
func Copy(ctx context.Context, path, url string, say func(string)) (err error) {
	from, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		return err
	}
	defer from.Close() //nolint:errcheck // nothing was written
	to, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close(context.WithoutCancel(ctx))) }()
	c := copier{from: from, to: to}
	tables, err := c.tables(ctx)
	if err != nil {
		return err
	}
	// Rows come table by table; what they refer to is there in the end.
	if err := c.run(ctx, `SET session_replication_role = replica`, `TRUNCATE `+strings.Join(tables, ", ")+`, message_search`); err != nil {
		return err
	}
	rebuild, err := c.dropIndexes(ctx)
	if err != nil {
		return err
	}
	for _, table := range tables {
		say("copying " + table)
		if err := c.copy(ctx, table); err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
	}
	say("making indexes and statistics")
	return c.run(ctx, append(append([]string{indexTexts}, rebuild...),
		`SELECT setval(pg_get_serial_sequence('message', 'row_number'), (SELECT MAX(row_number) FROM message))`,
		`SELECT setval(pg_get_serial_sequence('audit_entry', 'row_number'), (SELECT MAX(row_number) FROM audit_entry))`, `VACUUM ANALYZE`)...)
}

// indexTexts makes the texts findable as package store does for texts of the generator, which are ASCII.
const indexTexts = `INSERT INTO message_search (rowid, text)
	SELECT row_number, array_to_tsvector(ARRAY(SELECT DISTINCT w FROM unnest(regexp_split_to_array(lower(text), '[^a-z0-9]+')) w WHERE w <> '')) FROM message`

type copier struct {
	from *sql.DB
	to   *pgx.Conn
}

func (c copier) run(ctx context.Context, statements ...string) error {
	for _, s := range statements {
		if _, err := c.to.Exec(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}

func (c copier) tables(ctx context.Context) (names []string, err error) {
	rows, err := c.from.QueryContext(ctx, `SELECT name FROM sqlite_master WHERE type = 'table'
		AND name NOT LIKE 'message_search%' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose_%' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// dropIndexes drops those that no key needs and gives the statements that make them again: one pass over the table is
// quicker than a million visits.
func (c copier) dropIndexes(ctx context.Context) (rebuild []string, err error) {
	rows, err := c.to.Query(ctx, `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexdef NOT LIKE 'CREATE UNIQUE%'`)
	if err != nil {
		return nil, err
	}
	var drop []string
	var name, definition string
	_, err = pgx.ForEachRow(rows, []any{&name, &definition}, func() error {
		drop, rebuild = append(drop, name), append(rebuild, definition)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return rebuild, c.run(ctx, `DROP INDEX `+strings.Join(drop, ", "))
}

func (c copier) copy(ctx context.Context, table string) error {
	rows, err := c.from.QueryContext(ctx, `SELECT * FROM `+table)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	_, err = c.to.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromFunc(func() ([]any, error) {
		if !rows.Next() {
			return nil, rows.Err()
		}
		values := make([]any, len(columns))
		at := make([]any, len(columns))
		for i := range values {
			at[i] = &values[i]
		}
		return values, rows.Scan(at...)
	}))
	return err
}
