//go:build kill

package kill

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"regexp"
	"testing"
	"time"
)

// imported is as much of an import as is looked at.
type imported struct {
	ID, State string
	Plan      any
	Rows      struct{ Total, Done, Created, Failed int }
}

var emails = regexp.MustCompile(`p\d+\.\d+@example\.com`)

// Two files are imported at once, and the hub is killed in the middle of them, again and again: each row is in once.
func TestKillDuringImportsLosesAndDoublesNothing(t *testing.T) {
	h := build(t)
	p := h.start(t)
	const rows = 10_000
	imports := []imported{p.upload(t, 0, rows), p.upload(t, 1, rows)}
	for _, i := range imports {
		p.send(t, "/imports/"+i.ID+"/start", i.Plan)
	}
	killed := 0
	for times := kills(t); killed < times; killed++ {
		from := p.progress(t, imports)
		if from == 2*rows {
			break
		}
		p.importUpTo(t, imports, min(from+1+rand.IntN(2*rows/times), 2*rows))
		p.kill(t)
		p = h.start(t)
	}
	p.importUpTo(t, imports, 2*rows)
	for _, i := range imports {
		var got imported
		p.get(t, "/imports/"+i.ID, &got)
		if got.State != "done" || got.Rows.Created != rows || got.Rows.Failed != 0 {
			t.Errorf("an import ended as %+v", got)
		}
	}
	raw := p.export(t, "contacts")
	there := map[string]int{}
	for _, each := range emails.FindAll(raw, -1) {
		there[string(each)]++
	}
	for series := range imports {
		for n := range rows {
			if email := fmt.Sprintf("p%d.%d@example.com", n, series); there[email] != 1 {
				t.Errorf("%s is there %d times", email, there[email])
			}
		}
	}
	if lines := bytes.Count(raw, []byte("\r\n")); lines != 1+2*rows || len(there) != 2*rows {
		t.Errorf("the export has %d lines and %d addresses, want %d and one more line", lines, len(there), 2*rows)
	}
	if lines := bytes.Count(p.export(t, "accounts"), []byte("\r\n")); lines != 1+(rows+2)/3 {
		t.Errorf("%d accounts are exported, want %d", lines-1, (rows+2)/3)
	}
	t.Logf("%d kills: %d rows, each in once", killed, 2*rows)
	p.end(t)
}

// upload sends a file of so many contacts.
func (p *process) upload(t *testing.T, series, rows int) (i imported) {
	t.Helper()
	text := []byte("Name,Mobile,Email,Account number,Account name\n")
	for n := range rows {
		text = fmt.Appendf(text, "Person %d,+1%d%07d,p%d.%d@example.com,A%d,Household %d\n", n, 202+series, 2_000_000+n, n, series, n/3, n/3)
	}
	status, raw, err := p.ask(http.MethodPost, "/imports?kind=contacts&name=many.csv", bytes.NewReader(text))
	if err != nil || status != http.StatusCreated {
		t.Fatalf("the upload was answered %d %s %v", status, raw, err)
	}
	if err := json.Unmarshal(raw, &i); err != nil {
		t.Fatal(err)
	}
	return i
}

// export gives all contacts or accounts as CSV.
func (p *process) export(t *testing.T, what string) []byte {
	t.Helper()
	status, raw, err := p.ask(http.MethodGet, "/"+what+"/export", http.NoBody)
	if err != nil || status != http.StatusOK {
		t.Fatalf("the export was answered %d %v", status, err)
	}
	return raw
}

// send posts a body that must be accepted.
func (p *process) send(t *testing.T, path string, body any) {
	t.Helper()
	sent, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	if status, raw, err := p.ask(http.MethodPost, path, bytes.NewReader(sent)); err != nil || status != http.StatusAccepted {
		t.Fatalf("%s was answered %d %s %v", path, status, raw, err)
	}
}

// importUpTo waits until so many rows of all imports are done. It looks often enough to be there soon after, and seldom
// enough to leave the hub the processor.
func (p *process) importUpTo(t *testing.T, imports []imported, rows int) {
	t.Helper()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	tooLate := time.After(5 * time.Minute)
	for p.progress(t, imports) < rows {
		select {
		case <-look.C:
		case <-tooLate:
			t.Fatalf("the imports do not come to %d rows: %+v\n%s", rows, imports, p.lastLines())
		}
	}
}

// progress is how many rows of all imports are done.
func (p *process) progress(t *testing.T, imports []imported) (done int) {
	t.Helper()
	for _, i := range imports {
		var now imported
		p.get(t, "/imports/"+i.ID, &now)
		done += now.Rows.Done
	}
	return done
}
