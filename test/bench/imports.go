package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"time"
)

// importRows are the rows of the file; one import takes a minute at most.
const importRows = 100_000

// contactFile writes contacts as CSV, each with a number, an email address and a household of three; series keeps the people of
// one file apart from those of another.
func contactFile(series, rows int) []byte {
	var text bytes.Buffer
	text.WriteString("Name,Mobile,Email,Account number,Account name\n")
	for n := range rows {
		fmt.Fprintf(&text, "Person %d,+1%d%07d,p%d.%d@example.com,A%d-%d,Household %d\n", n, 202+series, 2_000_000+n, n, series, series, n/3, n/3)
	}
	return text.Bytes()
}

// imports is a file of contacts, from the call that starts it until the last row is in, and the hub's own memory just after.
func imports(ctx context.Context, o options, b *bed, r *report) error {
	if err := b.open(ctx); err != nil {
		return err
	}
	var took, uploads, cpu, memory []float64
	for series := range o.runs {
		began := time.Now()
		var row struct {
			ID, State string
			Plan      any
			Rows      struct{ Created int }
		}
		if err := b.call(http.MethodPost, "/api/v2/imports?kind=contacts&name=bench.csv", "text/csv", contactFile(series, importRows), &row); err != nil {
			return err
		}
		uploads = append(uploads, time.Since(began).Seconds())
		before, _, err := b.cpu()
		if err != nil {
			return err
		}
		began = time.Now()
		if _, err := b.post("/api/v2/imports/"+row.ID+"/start", row.Plan); err != nil {
			return err
		}
		for row.State != "done" {
			if time.Since(began) > 10*time.Minute || row.State == "failed" {
				return fmt.Errorf("the import is %s after %d rows", row.State, row.Rows.Created)
			}
			time.Sleep(50 * time.Millisecond)
			if err := b.call(http.MethodGet, "/api/v2/imports/"+row.ID, "", nil, &row); err != nil {
				return err
			}
		}
		took = append(took, time.Since(began).Seconds())
		if row.Rows.Created != importRows {
			return fmt.Errorf("%d contacts of %d were made", row.Rows.Created, importRows)
		}
		after, _, err := b.cpu()
		if err != nil {
			return err
		}
		cpu = append(cpu, (after - before).Seconds())
		mb, err := b.anonymous()
		if err != nil {
			return err
		}
		memory = append(memory, mb)
	}
	r.add("upload of a CSV file with 100,000 contacts", "s", "", uploads...)
	r.add("import of 100,000 contacts by CSV", "s", "< 60", took...)
	r.add("import of 100,000 contacts by CSV: hub's CPU", "s", "", cpu...)
	r.add("own memory after it (RssAnon)", "MB", "< 100", memory...)
	return nil
}
