package arch

import (
	"errors"
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// mapFile is the map that a newcomer reads, and mapWalks are the sections that lead him through the code step by step:
//
//  1. `internal/api/message.go` `(*Messages).Create`: what happens there.
const mapFile = "docs/architecture.md"

var mapWalks = []string{"A text goes out", "A text comes in"}

var (
	mapHeading = regexp.MustCompile(`^#+\s+(.*?)\s*$`)
	mapNumber  = regexp.MustCompile(`^\d+\.\s`)
	mapStep    = regexp.MustCompile("^\\d+\\.\\s+`([^`]+\\.go)` `([^`]+)`: \\S")
)

// step is one stop of a walk.
type step struct {
	line int
	file string // relative to the repository
	name string // "Parse" or "(*Messages).Create"
}

// readWalks gives the steps of every walk, and an error for a walk that is missing or has no steps, and for a numbered line
// in it that is no step.
func readWalks(text string) ([]step, error) {
	var all []step
	var problems []error
	seen := map[string]int{}
	section := ""
	for number, line := range strings.Split(text, "\n") {
		if heading := mapHeading.FindStringSubmatch(line); heading != nil {
			section = heading[1]
			continue
		}
		if !isWalk(section) || !mapNumber.MatchString(line) {
			continue
		}
		match := mapStep.FindStringSubmatch(line)
		if match == nil {
			problems = append(problems, fmt.Errorf("line %d is no step such as 1. `internal/x/y.go` `Func`: what happens: %s", number+1, line))
			continue
		}
		seen[section]++
		all = append(all, step{number + 1, match[1], match[2]})
	}
	for _, walk := range mapWalks {
		if seen[walk] == 0 {
			problems = append(problems, fmt.Errorf("the section %q is missing or has no steps", walk))
		}
	}
	return all, errors.Join(problems...)
}

func isWalk(section string) bool {
	for _, walk := range mapWalks {
		if section == walk {
			return true
		}
	}
	return false
}

// functions gives the names of a file's functions as the map writes them.
func functions(s source) map[string]bool {
	names := map[string]bool{}
	for _, decl := range s.file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		name := f.Name.Name
		if f.Recv != nil {
			if _, pointer := f.Recv.List[0].Type.(*ast.StarExpr); pointer {
				name = "(*" + receiver(f) + ")." + name
			} else {
				name = receiver(f) + "." + name
			}
		}
		names[name] = true
	}
	return names
}

// lost gives the steps that lead nowhere.
func lost(steps []step, all []source) []string {
	byPath := map[string]map[string]bool{}
	for _, s := range all {
		byPath[s.path] = functions(s)
	}
	var wrong []string
	for _, st := range steps {
		switch names, ok := byPath[st.file]; {
		case !ok:
			wrong = append(wrong, fmt.Sprintf("line %d: there is no file %s", st.line, st.file))
		case !names[st.name]:
			wrong = append(wrong, fmt.Sprintf("line %d: %s has no function %s", st.line, st.file, st.name))
		}
	}
	return wrong
}

func TestMapLeadsSomewhere(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, mapFile))
	if err != nil {
		t.Fatal(err)
	}
	steps, err := readWalks(string(text))
	if err != nil {
		t.Errorf("%s: %v", mapFile, err)
	}
	for _, each := range lost(steps, sources(t)) {
		t.Errorf("%s %s", mapFile, each)
	}
}

func TestMapReaderSeesWhatIsWrong(t *testing.T) {
	const good = "# Map\n1. not a walk\n\n## A text goes out\n\nWords.\n1. `a/a.go` `F`: takes it.\n2. `a/a.go` `(*T).M`: sends it.\n" +
		"## A text comes in\n1. `a/a.go` `T.N`: takes it.\n2. `a/a.go` `Gone`: does nothing.\n3. `a/b.go` `F`: is nowhere.\n## End\n1. more\n"
	steps, err := readWalks(good)
	if err != nil || len(steps) != 5 {
		t.Fatalf("readWalks = %v, %v; want 5 steps", steps, err)
	}
	all := parseText(t, map[string]string{"a/a.go": "package a\ntype T struct{}\nfunc F() {}\nfunc (t *T) M() {}\nfunc (t T) N() {}\n"})
	if wrong := lost(steps, all); len(wrong) != 2 || !strings.Contains(wrong[0], "Gone") || !strings.Contains(wrong[1], "a/b.go") {
		t.Errorf("lost = %q", wrong)
	}
	for name, text := range map[string]string{
		"a walk is missing":   "## A text goes out\n1. `a/a.go` `F`: takes it.\n",
		"a walk has no steps": "## A text goes out\n1. `a/a.go` `F`: takes it.\n## A text comes in\n",
		"a step is not one":   good + "## A text comes in\n3. It is stored.\n",
		"a step says nothing": good + "## A text comes in\n3. `a/a.go` `F`\n",
	} {
		if _, err := readWalks(text); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
