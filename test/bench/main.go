// Command bench measures a hub as a whole, on SQLite, durable: it starts the real program on a database of its own, fills
// it, drives it over loopback and prints a table with the median of five runs, and JSON for machines. The generator runs on
// the same cores; its own share of the processor is told beside the hub's.
//
//	go run ./test/bench -program bin/parley
//
// Its other part reads from a hub with a million messages, on both engines. Filling it takes minutes: SQLite's file is kept
// in .cache/million, under the schema's and the generator's version; a PostgreSQL server's lasts as long as the server.
//
//	scripts/postgres.sh go run ./test/bench -program bin/parley -part million
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"time"

	"parley/test/million"
)

// figure is one measured quantity: the median of its runs, and the limit that the issue sets.
type figure struct {
	Name   string    `json:"name"`
	Unit   string    `json:"unit"`
	Runs   []float64 `json:"runs"`
	Median float64   `json:"median"`
	Target string    `json:"target"`
}

// report collects figures.
type report struct{ Figures []figure }

func (r *report) add(name, unit, target string, runs ...float64) {
	sorted := slices.Sorted(slices.Values(runs))
	f := figure{Name: name, Unit: unit, Runs: runs, Median: sorted[len(sorted)/2], Target: target}
	r.Figures = append(r.Figures, f)
	fmt.Printf("%-58s %10.2f %-8s target %-14s %v\n", f.Name, f.Median, f.Unit, f.Target, rounded(runs))
}

func rounded(runs []float64) []string {
	out := make([]string, len(runs))
	for i, v := range runs {
		out[i] = fmt.Sprintf("%.2f", v)
	}
	return out
}

// options are the flags.
type options struct {
	program  string
	json     string
	runs     int
	duration time.Duration
	fill     int64
	only     string
	part     string
	engine   string
	times    int
	size     million.Size
}

func main() {
	var o options
	flag.StringVar(&o.program, "program", "bin/parley", "the hub to measure")
	flag.StringVar(&o.json, "json", "", "also write the figures here")
	flag.IntVar(&o.runs, "runs", 5, "how often each figure is taken, nine times at most")
	flag.DurationVar(&o.duration, "duration", 6*time.Second, "how long a run of load takes, a minute at most")
	flag.Int64Var(&o.fill, "fill", 100_000, "messages in the database before anything is measured")
	flag.StringVar(&o.only, "only", "", "the one part to measure: size, idle, sends, inbound, drains, watches or imports; all unless said")
	flag.StringVar(&o.part, "part", "hub", "what to measure: the hub, or what it reads at a million messages (hub, million)")
	flag.StringVar(&o.engine, "engine", "", "of the part million: SQLite or PostgreSQL alone")
	flag.IntVar(&o.times, "times", 50, "of the part million: how often each of its users reads each list in a run")
	scale := flag.Int("scale", 1, "of the part million: divide the million by this, to try something")
	flag.Parse()
	o.size = million.Million.Divided(*scale)
	o.runs, o.duration = min(max(o.runs, 1), 9), min(o.duration, time.Minute)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := measure(ctx, o); err != nil {
		log.Fatal(err)
	}
}

func measure(ctx context.Context, o options) (err error) {
	dir, err := os.MkdirTemp("", "parley-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary directory
	program, err := filepath.Abs(o.program)
	if err != nil {
		return err
	}
	o.program = program
	var r report
	if o.part == "million" {
		return errors.Join(aMillion(ctx, o, &r), r.write(o.json))
	}
	for _, part := range []struct {
		name    string
		measure func(context.Context, options, *bed, *report) error
	}{{"size", programSize}, {"idle", idle}, {"sends", sends}, {"inbound", inbound}, {"drains", drains}, {"watches", watches}, {"imports", imports}} {
		if o.only != "" && o.only != part.name {
			continue
		}
		b := &bed{program: program, dir: filepath.Join(dir, part.name)}
		err := part.measure(ctx, o, b, &r)
		b.stop()
		if err != nil {
			return err
		}
	}
	return r.write(o.json)
}

// write keeps the figures for machines.
func (r *report) write(path string) error {
	if path == "" {
		return nil
	}
	raw, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(raw, '\n'), 0o644)
}
