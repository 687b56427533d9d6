package arch

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
)

// finding is a place that breaks a rule: its name in exceptions.txt and what is wrong with it.
type finding struct {
	place string // a path, relative to the repository, with ":Name" for something within a file
	rule  string
	what  string
}

// exceptions are the reasons of exceptions.txt by place and rule.
type exceptions map[[2]string]string

// readExceptions reads lines of place, rule and reason; "#" begins a comment.
func readExceptions(text []byte) (exceptions, error) {
	all := exceptions{}
	for number, line := range strings.Split(string(bytes.TrimSpace(text)), "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Fields(line)
		if len(fields) < 5 {
			return nil, fmt.Errorf("line %d: want a place, a rule and a reason in words: %q", number+1, line)
		}
		all[[2]string{fields[0], fields[1]}] = strings.Join(fields[2:], " ")
	}
	return all, nil
}

// apply gives the findings that no exception covers, and a finding for each exception that covers none.
func (e exceptions) apply(found []finding) []finding {
	used := map[[2]string]bool{}
	var left []finding
	for _, f := range found {
		key := [2]string{f.place, f.rule}
		if _, ok := e[key]; ok {
			used[key] = true
			continue
		}
		left = append(left, f)
	}
	for key := range e {
		if !used[key] {
			left = append(left, finding{key[0], key[1], "is in exceptions.txt, but breaks no such rule any more: take the line out"})
		}
	}
	return left
}

// TestShape holds every file, function and interface against the sizes and habits of docs/architecture.md.
func TestShape(t *testing.T) {
	text, err := os.ReadFile("exceptions.txt")
	if err != nil {
		t.Fatal(err)
	}
	excepted, err := readExceptions(text)
	if err != nil {
		t.Fatalf("exceptions.txt: %v", err)
	}
	found := goShape(sources(t))
	for _, s := range sources(t) {
		found = append(found, append(impure(s), unfinished(s)...)...)
	}
	frontEnd, err := frontEndSources()
	if err != nil {
		t.Fatal(err)
	}
	found = append(found, frontEndShape(frontEnd)...)
	for _, f := range excepted.apply(found) {
		t.Errorf("%s: %s: %s", f.place, f.rule, f.what)
	}
}

func TestExceptions(t *testing.T) {
	e, err := readExceptions([]byte("# a comment\n\na.go file-lines it is a table of codes\nb.go:F params the driver's own signature\n"))
	if err != nil || len(e) != 2 {
		t.Fatalf("readExceptions = %v, %v", e, err)
	}
	left := e.apply([]finding{{"a.go", "file-lines", "700"}, {"a.go", "params", "6"}})
	if len(left) != 2 || left[0].rule != "params" || left[1].place != "b.go:F" {
		t.Errorf("apply = %v, want a.go's params and the line for b.go, which nothing needs", left)
	}
	if _, err := readExceptions([]byte("a.go file-lines because")); err == nil {
		t.Error("an exception without a reason was taken")
	}
}
