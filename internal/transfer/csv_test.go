package transfer_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"parley/internal/parley"
	"parley/internal/transfer"
)

func flat(records [][]string) string {
	var lines []string
	for _, cells := range records {
		lines = append(lines, strings.Join(cells, "|"))
	}
	return strings.Join(lines, "/")
}

func TestReadCSV(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a,b\r\nc,d\r\n", "a|b/c|d"},
		{"a,b\rc,d", "a|b/c|d"},
		{"a,b\n\n\nc,d\n", "a|b/c|d"},
		{`"a,1","b ""x"""` + "\n" + "\"two\nlines\",", "a,1|b \"x\"/two\nlines|"},
		{`5" pipe,x "y" z`, `5" pipe|x "y" z`},
		{`"a"b,c`, "ab|c"},
		{"a,b\n,,\n\" \",\nc,\n", "a|b/c|"},
		{"", ""},
	} {
		got, err := transfer.ReadCSV(iotest.OneByteReader(strings.NewReader(c.text)), ',')
		if err != nil || flat(got) != c.want {
			t.Errorf("%q: %q %v, want %q", c.text, flat(got), err, c.want)
		}
	}
}

func TestReadCSVRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, code, line string }{
		{"half a file", "a,b\nc,d\ne,\"f\ng,h\n", "unterminated_quote", "3"},
		{"a million columns", "a,b\n" + strings.Repeat(",", 1_000_000), "too_many_columns", "2"},
		{"a huge cell", "a\n" + strings.Repeat("é", 100_001), "cell_too_long", "2"},
		{"an endless cell", "a\n\"" + strings.Repeat("x", 1_000_000), "cell_too_long", "2"},
	} {
		_, err := transfer.ReadCSV(strings.NewReader(c.text), ',')
		var e *parley.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Meta["line"] != c.line {
			t.Errorf("%s: %v %+v, want %s on line %s", c.name, err, e, c.code, c.line)
		}
	}
	if got, err := transfer.ReadCSV(strings.NewReader(strings.Repeat("é", 100_000)), ','); err != nil || len(got) != 1 {
		t.Errorf("the longest cell: %v", err)
	}
	if _, err := transfer.ReadCSV(iotest.TimeoutReader(strings.NewReader("a,b\nc,d")), ','); !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("an error of reading became %v", err)
	}
}

// What is written can be opened in a spreadsheet and comes back as it was.
func TestFormulasAreDefusedAndComeBack(t *testing.T) {
	cells := []string{"=1+1", "+1+cmd|' /C calc'!A0", "-5", "@SUM(A1)", "\t=1", "\n=1", "'=1", "''=1", "'tis", "+12025550143", "a=b", "", "two\nlines", `"`, "a;b", "a,b"}
	var out bytes.Buffer
	if err := transfer.WriteCSV(&out, [][]string{cells}); err != nil {
		t.Fatal(err)
	}
	want := `'=1+1,"'+1+cmd|' /C calc'!A0",`
	if got := strings.ReplaceAll(out.String(), `"'=1+1"`, "'=1+1"); !strings.HasPrefix(got, want) {
		t.Errorf("wrote %q, want it to begin with %q", got, want)
	}
	read, err := transfer.ReadCSV(&out, ',')
	if err != nil || len(read) != 1 {
		t.Fatalf("%v %v", read, err)
	}
	for i, cell := range read[0] {
		if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r\n") && cell != "+12025550143" {
			t.Errorf("%q would be run", cell)
		}
		if got := transfer.Armed(cell); got != cells[i] {
			t.Errorf("%q came back as %q", cells[i], got)
		}
	}
}

func TestEncodings(t *testing.T) {
	utf16 := func(text string, big bool) []byte {
		out := []byte{0xff, 0xfe}
		if big {
			out = []byte{0xfe, 0xff}
		}
		for _, r := range text {
			pair := []byte{byte(r), byte(r >> 8)}
			if big {
				slices.Reverse(pair)
			}
			out = append(out, pair...)
		}
		return out
	}
	for _, c := range []struct {
		name string
		raw  []byte
		want transfer.Encoding
	}{
		{"plain", []byte("Zoë"), transfer.UTF8},
		{"with a mark", []byte("\xef\xbb\xbfZoë"), transfer.UTF8},
		{"little", utf16("Zoë", false), transfer.UTF16LE},
		{"big", utf16("Zoë", true), transfer.UTF16BE},
		{"windows", []byte("Zo\xeb"), transfer.Windows1252},
	} {
		for cut := range len(c.raw) { // a piece may end within a character
			if cut == 1 && strings.HasPrefix(string(c.want), "utf-16") {
				continue // the first piece has at least the mark
			}
			found, err := transfer.Detect(c.raw[:cut], c.raw[cut:])
			if err != nil || found != c.want {
				t.Errorf("%s cut at %d: %s %v, want %s", c.name, cut, found, err, c.want)
			}
		}
		if text, err := transfer.Decode(bytes.NewReader(c.raw), c.want); err != nil || text != "Zoë" {
			t.Errorf("%s reads %q %v", c.name, text, err)
		}
	}
	if _, err := transfer.Detect([]byte("PK\x03\x04\x00\x00")); parley.CodeOf(err) != "not_text" {
		t.Errorf("a spreadsheet is %v", err)
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add("a,b\n\"c\"\"d\",'=e\r\n")
	f.Add("\"a")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := transfer.ReadCSV(strings.NewReader(text), ',')
		if len(problemsOf(err)) == 0 && err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		std := csv.NewReader(strings.NewReader(text))
		std.FieldsPerRecord = -1
		want, stdErr := std.ReadAll()
		if stdErr == nil && err == nil && !strings.ContainsRune(text, '\r') && flat(got) != flat(blankless(want)) {
			t.Fatalf("%q: %q, encoding/csv says %q", text, flat(got), flat(want))
		}
		var out bytes.Buffer
		if transfer.WriteCSV(&out, got) != nil {
			t.Fatal("cannot be written")
		}
		again, err := transfer.ReadCSV(&out, ',')
		if err != nil || len(again) != len(got) {
			t.Fatalf("%q comes back as %q %v", got, again, err)
		}
		for i := range got {
			for j := range got[i] {
				if transfer.Armed(again[i][j]) != got[i][j] {
					t.Fatalf("%q comes back as %q", got[i][j], again[i][j])
				}
			}
		}
	})
}

// blankless leaves out what we take for a blank line: a lone pair of quotes.
func blankless(records [][]string) [][]string {
	return slices.DeleteFunc(records, func(cells []string) bool { return len(cells) == 1 && cells[0] == "" })
}

func problemsOf(err error) []*parley.Error { return parley.Refusals(err) }

func FuzzReadCards(f *testing.F) {
	f.Add("BEGIN:VCARD\nFN:A\nTEL;TYPE=cell:+1\n 2\nEND:VCARD\n")
	f.Fuzz(func(t *testing.T, text string) {
		cards, err := transfer.ReadCards(strings.NewReader(text))
		if err != nil && len(problemsOf(err)) == 0 && !errors.Is(err, io.EOF) {
			t.Fatal(err)
		}
		for _, cells := range cards {
			if len(cells) != len(transfer.CardColumns()) {
				t.Fatalf("%q", cells)
			}
		}
	})
}
