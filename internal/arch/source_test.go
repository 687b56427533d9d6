package arch

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// root is the repository, seen from this package.
const root = "../.."

// module is the path of this repository in import statements.
const module = "parley"

// skipped are folders that hold nothing of ours.
var skipped = []string{".git", ".cache", "node_modules", "dist", "testdata", "bin", "data"}

// walk calls visit with the slash-separated path of every file below dir, relative to the repository.
func walk(dir string, visit func(name string)) error {
	return filepath.WalkDir(filepath.Join(root, dir), func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains(skipped, entry.Name()):
			return filepath.SkipDir
		case entry.IsDir():
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err == nil {
			visit(filepath.ToSlash(rel))
		}
		return err
	})
}

// source is one Go file.
type source struct {
	path  string // relative to the repository
	set   *token.FileSet
	file  *ast.File
	lines int
}

// dir gives the file's package as a path relative to the repository.
func (s source) dir() string { return path.Dir(s.path) }

// test reports whether the file is compiled into tests only: the suites below count as such.
func (s source) test() bool { return strings.HasSuffix(s.path, "_test.go") || suite(s.dir()) }

// suite reports whether the package is there for tests to import.
func suite(dir string) bool {
	return dir == "internal/channel/channeltest" || dir == "internal/store/storetest" || strings.HasPrefix(dir, "test/")
}

// span gives how many lines n takes.
func (s source) span(n ast.Node) int {
	return s.set.Position(n.End()).Line - s.set.Position(n.Pos()).Line + 1
}

// imports gives the packages of this repository that the file imports, relative to it.
func (s source) imports() []string {
	var all []string
	for _, spec := range s.file.Imports {
		if rel, ok := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), module+"/"); ok {
			all = append(all, rel)
		}
	}
	return all
}

// parse reads one Go file from its text.
func parse(name string, text []byte) (source, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, text, parser.ParseComments|parser.SkipObjectResolution)
	return source{path: name, set: set, file: file, lines: bytes.Count(text, []byte("\n"))}, err
}

// goSources reads every Go file that a person has written, once.
var goSources = sync.OnceValues(func() ([]source, error) {
	var names []string
	if err := walk(".", func(name string) {
		if strings.HasSuffix(name, ".go") {
			names = append(names, name)
		}
	}); err != nil {
		return nil, err
	}
	var all []source
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return nil, err
		}
		s, err := parse(name, text)
		if err != nil {
			return nil, err
		}
		if !ast.IsGenerated(s.file) {
			all = append(all, s)
		}
	}
	return all, nil
})

// sources is goSources for a test, which fails if there is nothing to look at.
func sources(t *testing.T) []source {
	t.Helper()
	all, err := goSources()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 10 {
		t.Fatalf("only %d Go files were found", len(all))
	}
	return all
}

// parseText makes sources of texts for the tests of the tests.
func parseText(t *testing.T, texts map[string]string) []source {
	t.Helper()
	var all []source
	for name, text := range texts {
		s, err := parse(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b source) int { return strings.Compare(a.path, b.path) })
	return all
}
