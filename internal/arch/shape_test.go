package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"
)

// The sizes for Go. Where two are given, 95 of 100 keep to the first and all to the second.
const (
	fileLines95, fileLines = 400, 600
	funcLines95, funcLines = 50, 100
	maxComplexity          = 20
	maxParams              = 5
	maxMethods             = 8
	minTestRatio           = 0.8
)

// goShape gives everything in Go code that is out of shape.
func goShape(all []source) []finding {
	var found []finding
	documented := map[string]bool{}
	var fileSizes, funcSizes []int
	codeLines, testLines := 0, 0
	for _, s := range all {
		found = append(found, fileShape(s)...)
		fileSizes = append(fileSizes, s.lines)
		if s.test() {
			testLines += s.lines
			if strings.HasSuffix(s.path, "_test.go") {
				continue
			}
		} else {
			codeLines += s.lines
			funcSizes = append(funcSizes, functionLines(s)...)
		}
		found = append(found, undocumented(s)...)
		documented[s.dir()] = documented[s.dir()] || s.file.Doc != nil
	}
	for dir, ok := range documented {
		if !ok {
			found = append(found, finding{dir, "package-doc", "no file says what the package is for and what it is not"})
		}
	}
	if n := percentile95(fileSizes); n > fileLines95 {
		found = append(found, finding{".", "file-lines", fmt.Sprintf("5 of 100 files have more than %d lines, %d are wanted", n, fileLines95)})
	}
	if n := percentile95(funcSizes); n > funcLines95 {
		found = append(found, finding{".", "func-lines", fmt.Sprintf("5 of 100 functions have more than %d lines, %d are wanted", n, funcLines95)})
	}
	if float64(testLines) < minTestRatio*float64(codeLines) {
		found = append(found, finding{".", "test-ratio", fmt.Sprintf("%d lines of tests for %d of code: want %.1f for each", testLines, codeLines, minTestRatio)})
	}
	return found
}

// fileShape looks at the sizes within one file.
func fileShape(s source) []finding {
	var found []finding
	add := func(name, rule string, n, most int) {
		if n > most {
			found = append(found, finding{strings.TrimSuffix(s.path+":"+name, ":"), rule, fmt.Sprintf("%d, at most %d", n, most)})
		}
	}
	add("", "file-lines", s.lines, fileLines)
	for _, decl := range s.file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		add(f.Name.Name, "func-lines", s.span(f), funcLines)
		add(f.Name.Name, "complexity", complexity(f), maxComplexity)
		add(f.Name.Name, "params", f.Type.Params.NumFields(), maxParams)
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.TypeSpec); ok {
			if i, ok := spec.Type.(*ast.InterfaceType); ok {
				add(spec.Name.Name, "methods", i.Methods.NumFields(), maxMethods)
			}
		}
		return true
	})
	return found
}

func functionLines(s source) []int {
	var all []int
	for _, decl := range s.file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok {
			all = append(all, s.span(f))
		}
	}
	return all
}

// complexity is McCabe's: one and the number of places where the way forks.
func complexity(f *ast.FuncDecl) int {
	n := 1
	ast.Inspect(f, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
			n++
		case *ast.CaseClause:
			if node.List != nil {
				n++
			}
		case *ast.CommClause:
			if node.Comm != nil {
				n++
			}
		case *ast.BinaryExpr:
			if node.Op == token.LAND || node.Op == token.LOR {
				n++
			}
		}
		return true
	})
	return n
}

// undocumented gives the exported names without a comment. One comment serves a whole group of constants or variables, and a
// method of a type that is not exported needs none.
func undocumented(s source) []finding {
	var found []finding
	missing := func(name *ast.Ident) {
		if name.IsExported() {
			found = append(found, finding{s.path + ":" + name.Name, "documented", "an exported name has no comment"})
		}
	}
	for _, decl := range s.file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if decl.Doc == nil && (decl.Recv == nil || ast.IsExported(receiver(decl))) {
				missing(decl.Name)
			}
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				for _, name := range bare(decl, spec) {
					missing(name)
				}
			}
		}
	}
	return found
}

// bare gives the names of a spec that has no comment, beside it or over its group.
func bare(decl *ast.GenDecl, spec ast.Spec) []*ast.Ident {
	if decl.Doc != nil {
		return nil
	}
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		if spec.Doc == nil && spec.Comment == nil {
			return []*ast.Ident{spec.Name}
		}
	case *ast.ValueSpec:
		if spec.Doc == nil && spec.Comment == nil {
			return spec.Names
		}
	}
	return nil
}

// receiver gives the name of a method's type.
func receiver(f *ast.FuncDecl) string {
	expr := f.Recv.List[0].Type
	for {
		switch e := expr.(type) {
		case *ast.StarExpr:
			expr = e.X
		case *ast.IndexExpr:
			expr = e.X
		case *ast.IndexListExpr:
			expr = e.X
		case *ast.Ident:
			return e.Name
		default:
			return ""
		}
	}
}

func percentile95(sizes []int) int {
	if len(sizes) == 0 {
		return 0
	}
	slices.Sort(sizes)
	return sizes[(len(sizes)*95+99)/100-1] // the smallest that 95 of 100 keep to
}

// TestNoVagueNames refuses packages named for nothing in particular, where matters meet that have none in common.
func TestNoVagueNames(t *testing.T) {
	vague := []string{"util", "utils", "common", "helpers", "models", "types", "misc", "shared", "base", "lib"}
	for _, s := range sources(t) {
		if slices.Contains(vague, path.Base(s.dir())) {
			t.Errorf("%s: name the package for its matter", s.path)
		}
	}
}

// TestNoInit refuses init functions: what registers itself is found by nobody who reads main.
func TestNoInit(t *testing.T) {
	for _, s := range sources(t) {
		for _, decl := range s.file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: has an init function: let the caller call it", s.path)
			}
		}
	}
}

// TestShapeSeesWhatIsWrong breaks each rule once.
func TestShapeSeesWhatIsWrong(t *testing.T) {
	long := strings.Repeat("\t_ = 1\n", 101)
	forks := strings.Repeat("\tif a && b {\n\t}\n", 10)
	all := parseText(t, map[string]string{
		"internal/x/good.go": "// Package x is good.\npackage x\n\n// F does.\nfunc F(a, b int) {}\n\n// The kinds.\nconst (\n\tA = 1\n)\n\ntype t struct{}\n\nfunc (t) String() string { return \"\" }\n",
		"internal/y/bad.go": "package y\n\nfunc F(a, b int, c, d int, e int, f int) {}\nfunc long() {\n" + long + "}\nfunc forks(a, b bool) {\n" + forks + "}\n" +
			"type I interface { A(); B(); C(); D(); E(); F(); G(); H(); J() }\n",
		"internal/y/big.go": "package y\n" + strings.Repeat("\n", 600),
	})
	var got []string
	for _, f := range goShape(all) {
		got = append(got, f.place+" "+f.rule)
	}
	slices.Sort(got)
	want := []string{
		". file-lines", ". func-lines", ". test-ratio", "internal/y package-doc", "internal/y/bad.go:F documented", "internal/y/bad.go:F params",
		"internal/y/bad.go:I documented", "internal/y/bad.go:I methods", "internal/y/bad.go:forks complexity", "internal/y/bad.go:long func-lines",
		"internal/y/big.go file-lines",
	}
	if !slices.Equal(got, want) {
		t.Errorf("found\n %q\nwant\n %q", got, want)
	}
}
