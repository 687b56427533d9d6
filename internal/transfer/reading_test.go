package transfer_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"parley/internal/parley"
	"parley/internal/transfer"
	"parley/internal/unit"
)

// What is read of a file that is no clean text.
func TestHowFilesAreRead(t *testing.T) {
	utf16 := func(order int, text string) string {
		var out []byte
		for _, r := range text {
			pair := []byte{byte(r), byte(r >> 8)}
			out = append(out, pair[order], pair[1-order])
		}
		return string(out)
	}
	const text = "Name,Note\nZoë,\"é\n€\"\nAl,b\n"
	for _, c := range []struct {
		name, text string
		want       transfer.Encoding
		broken     int
	}{
		{"UTF-8", text, transfer.UTF8, 0},
		{"with a byte order mark and a stray byte", "\uFEFFName\nAl\xff\n", transfer.UTF8, 2},
		{"with one stray byte among many letters", strings.Replace(text, "€", "€\xe9", 1), transfer.UTF8, 3},
		{"cut within a character", text + "é\xc3", transfer.UTF8, 5},
		{"with a stray byte in its head", strings.Replace(text, "Note", "Not\xe9", 1), transfer.UTF8, 1},
		{"Windows-1252", "Name\nZo\xeb\n", transfer.Windows1252, 0},
		{"UTF-16 without a byte order mark", utf16(0, text), transfer.UTF16LE, 0},
		{"the other way round", utf16(1, text), transfer.UTF16BE, 0},
	} {
		b := newBench(t)
		if i := b.upload(transfer.Contacts, c.text); i.Encoding != c.want || i.Broken != c.broken {
			t.Errorf("%s: read as %s, broken on line %d", c.name, i.Encoding, i.Broken)
		}
	}
}

// Rows with what could not be read are refused, and the others taken in.
func TestRowsWithBrokenCharactersAreRefused(t *testing.T) {
	b := newBench(t)
	i := b.run(b.upload(transfer.Contacts, "Name,Role,Other\nZoë,é,\nA\xe9,ü,\nB,,x\xe9\n"), transfer.Running, nil)
	if got, want := b.faults(i), "2 broken_characters"; got != want || b.people() != "B\nZoë" {
		t.Errorf("faults: %s, want %s; there are %s", got, want, b.people())
	}
}

func TestAFileIsReadAgainAsSomebodyChooses(t *testing.T) {
	b := newBench(t)
	i := b.upload(transfer.Contacts, "Name;Email\nZo\xa4;z@example.com\n")
	if i.ByName != "" || i.Encoding != transfer.Windows1252 {
		t.Errorf("taken in as %+v", i)
	}
	i, err := b.transfers.Reread(t.Context(), operator, i.ID, transfer.Latin9, ",")
	b.must(err)
	if i.Separator != "," || len(i.Columns) != 1 {
		t.Errorf("with commas: %+v", i)
	}
	if _, err := b.transfers.Reread(t.Context(), operator, i.ID, transfer.UTF16LE, ""); parley.CodeOf(err) != "empty_file" {
		t.Errorf("as UTF-16: %v", err)
	}
	checked := b.run(i, transfer.Checking, func(p *transfer.Plan) { p.Targets = []string{"name"} })
	i, err = b.transfers.Reread(t.Context(), operator, checked.ID, transfer.Latin9, "")
	b.must(err)
	if i.State != transfer.Ready || i.Counts != (transfer.Counts{}) || i.Separator != ";" || i.Plan.Targets[1] != "email" {
		t.Errorf("after a dry run: %+v", i)
	}
	if i = b.run(i, transfer.Running, nil); b.people() != "Zo€ z@example.com" {
		t.Errorf("came as %s", b.people())
	}
	if _, err := b.transfers.Reread(t.Context(), operator, i.ID, transfer.UTF8, ""); parley.CodeOf(err) != "import_not_ready" {
		t.Errorf("of one that is done: %v", err)
	}
	if _, err := b.transfers.Reread(t.Context(), operator, "01890000-0000-7000-8000-00000000dead", transfer.UTF8, ""); parley.CodeOf(err) != "import_not_found" {
		t.Errorf("of none: %v", err)
	}
}

// The reasons are told in the language of who reads them.
func TestReasonsAreToldInFrench(t *testing.T) {
	b := newBench(t)
	i := b.run(b.upload(transfer.Contacts, "Name,Phone,Tags\n,1,nosuch\n"), transfer.Running, nil)
	var out bytes.Buffer
	b.must(b.transfers.WriteFaults(t.Context(), i, "fr", &out))
	for _, part := range []string{"Name,Phone,Tags,Motif\r\n", "Phone: Ce numéro", "Tags: Cette valeur n’est pas admise ici."} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("%q lacks %q", out.String(), part)
		}
	}
}

// Rows at fault are told without their neighbours being taken back.
func TestFaultyRowsCostNoSecondUnit(t *testing.T) {
	b := newBench(t)
	units := &countedUnits{Worker: b.db}
	b.over(units)
	i := b.upload(transfer.Contacts, "Name,Email,Account number\nA,a@example.com,1\n,b@example.com,2\nC,c@example.com,1\n"+strings.Repeat(",,1\n,x@example.com,\n", 40))
	_, err := b.transfers.Start(t.Context(), operator, i.ID, i.Plan, transfer.Running)
	b.must(err)
	units.n = 0
	b.must(b.transfers.Step(t.Context(), i.ID))
	i, err = b.transfers.Get(t.Context(), i.ID)
	b.must(err)
	if units.n != 1 || i.Created != 2 || i.Failed != 81 || b.count(`SELECT COUNT(*) FROM account`) != 1 {
		t.Errorf("%d units; %+v; %d accounts", units.n, i.Counts, b.count(`SELECT COUNT(*) FROM account`))
	}
}

// countedUnits counts the units that are asked for, without those within others.
type countedUnits struct {
	unit.Worker
	n int
}

func (c *countedUnits) Do(ctx context.Context, fn func(ctx context.Context) error) error {
	if unit.From(ctx) == nil {
		c.n++
	}
	return c.Worker.Do(ctx, fn)
}
