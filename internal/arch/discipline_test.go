package arch

import (
	"fmt"
	"go/ast"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// clocks are the functions of package time that read the time, or wait for it, themselves.
var clocks = []string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Sleep"}

// owners may take the time from the runtime: one passes it in to all others, the other's tests run in a bubble of
// testing/synctest.
var owners = []string{"internal/clock", "internal/lifecycle"}

// impure gives the places where code takes time or chance for itself, and where a test sleeps for real. Chance from
// crypto/rand is none of them: who could pass it in could choose a key.
func impure(s source) []finding {
	if slices.Contains(owners, s.dir()) || strings.HasPrefix(s.dir(), "test/") {
		return nil // programs that others wrote keep their own time
	}
	imported := map[string]bool{}
	for _, spec := range s.file.Imports {
		if name, err := strconv.Unquote(spec.Path.Value); err == nil {
			imported[name] = true
		}
	}
	wrong := func(pkg, name string) string {
		switch {
		case s.test() && pkg == "time" && name == "Sleep" && !imported["testing/synctest"]:
			return "a test sleeps: wait for a signal, move a clock, or use testing/synctest"
		case s.test():
			return ""
		case pkg == "time" && slices.Contains(clocks, name):
			return "time is passed in: take a clock.Clock or a func() time.Time"
		case pkg == "rand" && (imported["math/rand/v2"] || imported["math/rand"]):
			return "chance is passed in: take a clock.Source"
		}
		return ""
	}
	var found []finding
	ast.Inspect(s.file, func(n ast.Node) bool {
		selector, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		pkg, ok := selector.X.(*ast.Ident)
		if !ok {
			return true
		}
		if why := wrong(pkg.Name, selector.Sel.Name); why != "" {
			line := s.set.Position(n.Pos()).Line
			found = append(found, finding{s.path, "passed-in", fmt.Sprintf("line %d: %s.%s: %s", line, pkg.Name, selector.Sel.Name, why)})
		}
		return true
	})
	return found
}

// unfinished gives the comments that say that something is still to be done, which is what the tracker is for.
func unfinished(s source) []finding {
	var found []finding
	for _, group := range s.file.Comments {
		for _, comment := range group.List {
			for word := range strings.FieldsFuncSeq(comment.Text, func(r rune) bool { return r < 'A' || r > 'Z' }) {
				if word == "TO"+"DO" || word == "FIX"+"ME" {
					found = append(found, finding{s.path, "unfinished", fmt.Sprintf("line %d: %s", s.set.Position(comment.Pos()).Line, comment.Text)})
				}
			}
		}
	}
	return found
}

func TestDisciplineSeesWhatIsWrong(t *testing.T) {
	all := parseText(t, map[string]string{
		"internal/x/a.go":         "package x\nimport \"time\"\nvar a = time.Now()\nvar b = time.Second\n",
		"internal/x/b.go":         "package x\nimport \"math/rand/v2\"\nvar b = rand.IntN(3)\n",
		"internal/x/c.go":         "package x\nimport \"crypto/rand\"\nvar c = rand.Text()\n// TO" + "DO: more\n",
		"internal/x/a_test.go":    "package x\nimport \"time\"\nfunc f() { time.Sleep(1); _ = time.Now() }\n",
		"internal/x/s_test.go":    "package x\nimport (\"time\"; \"testing/synctest\")\nfunc g() { time.Sleep(1); synctest.Wait() }\n",
		"internal/clock/clock.go": "package clock\nimport \"time\"\nvar a = time.Now()\n",
	})
	var got []string
	for _, s := range all {
		for _, f := range append(impure(s), unfinished(s)...) {
			got = append(got, f.place+" "+f.rule)
		}
	}
	want := []string{"internal/x/a.go passed-in", "internal/x/a_test.go passed-in", "internal/x/b.go passed-in", "internal/x/c.go unfinished"}
	if !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}
