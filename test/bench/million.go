package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // makes the schema
)

// serverVariable names the PostgreSQL server, as scripts/postgres.sh gives it.
const serverVariable = "PARLEY_TEST_DATABASE_URL"

// aMillion reads from a hub with a million messages, on SQLite and on PostgreSQL where there is a server.
func aMillion(ctx context.Context, o options, r *report) error {
	for _, engine := range []struct{ name, server string }{{"SQLite", ""}, {"PostgreSQL", os.Getenv(serverVariable)}} {
		if o.engine != "" && o.engine != engine.name {
			continue
		}
		if engine.name == "PostgreSQL" && engine.server == "" {
			return errors.New("no PostgreSQL server: run by scripts/postgres.sh")
		}
		if err := atAMillion(ctx, o, r, engine.name, engine.server); err != nil {
			return fmt.Errorf("%s: %w", engine.name, err)
		}
	}
	return nil
}

func say(step string) { fmt.Println(time.Now().Format("15:04:05"), "filling:", step) }

// users ask at the same time.
const users = 2

func atAMillion(ctx context.Context, o options, r *report, engine, server string) error {
	b, f, err := filled(ctx, o, server)
	if err != nil {
		return err
	}
	defer b.stop()
	took, err := b.start(ctx)
	if err != nil {
		return err
	}
	r.add(engine+": ready after", "s", "< 0.5", took.Seconds())
	reads := reader{b, &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: users}}}
	probes, err := reads.probes(ctx, f)
	if err != nil {
		return err
	}
	if _, err := reads.round(ctx, probes, users, 3); err != nil { // warm, as a hub is after its first minutes
		return err
	}
	p50, p95 := map[string][]float64{}, map[string][]float64{}
	var memory []float64
	for range o.runs {
		latencies, err := reads.round(ctx, probes, users, o.times)
		if err != nil {
			return err
		}
		for _, p := range probes {
			p50[p.name] = append(p50[p.name], percentile(latencies[p.name], 0.5))
			p95[p.name] = append(p95[p.name], percentile(latencies[p.name], 0.95))
		}
		mb, err := b.anonymous()
		if err != nil {
			return err
		}
		memory = append(memory, mb)
	}
	for _, p := range probes {
		r.add(engine+": "+p.name+": p50", "ms", "", p50[p.name]...)
		r.add(engine+": "+p.name+": p95", "ms", p.target, p95[p.name]...)
	}
	r.add(engine+": own memory afterwards (RssAnon)", "MB", "< 100", memory...)
	return nil
}

// makeSchema makes the schema of a PostgreSQL database anew.
func (b *bed) makeSchema(ctx context.Context) error {
	if b.database == "" {
		return nil
	}
	u, err := url.Parse(b.database)
	if err != nil {
		return err
	}
	query := u.Query()
	name := query.Get("search_path")
	query.Del("search_path")
	u.RawQuery = query.Encode()
	db, err := sql.Open("pgx", u.String())
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "DROP SCHEMA IF EXISTS "+name+" CASCADE; CREATE SCHEMA "+name)
	return errors.Join(err, db.Close())
}
