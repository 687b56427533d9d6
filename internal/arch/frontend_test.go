package arch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The sizes for TypeScript. The length of functions, any, barrel files and cycles of imports are the linter's to find: see
// TestFrontEndLinterIsStrict.
const (
	tsFileLines95, tsFileLines = 300, 400
	tsFuncLines                = 80
)

// layers are the folders of web/src from the lowest up: each imports those before it and itself.
var layers = []string{"locales", "lib", "api", "ui", "features", "app"}

// script is one file of the front end.
type script struct {
	path string // relative to the repository
	text string
}

// frontEndSources reads the TypeScript that a person has written.
func frontEndSources() ([]script, error) {
	var names []string
	err := walk("web", func(name string) {
		if ext := path.Ext(name); (ext == ".ts" || ext == ".tsx") && !strings.Contains(name, ".gen.") && !strings.Contains(name, "/locales/") {
			names = append(names, name)
		}
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil // there is no front end yet; when there is, TestFrontEndLinterIsStrict looks for its linter
	}
	var all []script
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return nil, err
		}
		all = append(all, script{name, string(text)})
	}
	return all, err
}

// frontEndShape gives everything in the front end that is out of shape.
func frontEndShape(all []script) []finding {
	var found []finding
	var sizes []int
	for _, s := range all {
		lines := strings.Count(s.text, "\n")
		sizes = append(sizes, lines)
		if lines > tsFileLines {
			found = append(found, finding{s.path, "file-lines", fmt.Sprintf("%d, at most %d", lines, tsFileLines)})
		}
		for _, target := range s.imports() {
			if why := wrongLayer(s.path, target); why != "" {
				found = append(found, finding{s.path, "layers", "imports " + target + ": " + why})
			}
		}
	}
	if n := percentile95(sizes); n > tsFileLines95 {
		found = append(found, finding{"web", "file-lines", fmt.Sprintf("5 of 100 files have more than %d lines, %d are wanted", n, tsFileLines95)})
	}
	return found
}

var importPath = regexp.MustCompile(`(?m)(?:\bfrom|\bimport\(|^import)\s*['"]([^'"]+)['"]`)

// imports gives what the file imports from web/src, as paths relative to the repository without their extension.
func (s script) imports() []string {
	var all []string
	for _, match := range importPath.FindAllStringSubmatch(s.text, -1) {
		switch target := match[1]; {
		case strings.HasPrefix(target, "@/"):
			all = append(all, "web/src/"+strings.TrimPrefix(target, "@/"))
		case strings.HasPrefix(target, "."):
			all = append(all, path.Join(path.Dir(s.path), target))
		}
	}
	return all
}

// wrongLayer says why a file may not import target, or "".
func wrongLayer(file, target string) string {
	from, to := strings.Split(file, "/"), strings.Split(target, "/")
	if len(from) < 4 || len(to) < 4 || to[1] != "src" || from[1] != "src" {
		return "" // main.tsx and its like, tests in a browser, styles
	}
	lower, upper := slices.Index(layers, to[2]), slices.Index(layers, from[2])
	switch {
	case lower < 0 || upper < 0:
		return "it is in no layer: " + strings.Join(layers, " < ")
	case lower > upper:
		return "that is upwards: " + strings.Join(layers, " < ")
	case to[2] == "features" && from[2] == "features" && to[3] != from[3]:
		return "a feature never imports another: what both need goes to ui, api or lib"
	}
	return ""
}

func TestFrontEndShapeSeesWhatIsWrong(t *testing.T) {
	found := frontEndShape([]script{
		{"web/src/ui/Good.tsx", "import { a } from '@/lib/a'\nimport type { B } from './B'\nimport './good.css'\n"},
		{"web/src/main.tsx", "import { App } from './app/App'\n"},
		{"web/src/ui/Bad.tsx", "import { x } from '@/features/messages/x'\n"},
		{"web/src/features/contacts/Bad.tsx", "const x = await import('../messages/x')\n"},
		{"web/src/lib/long.ts", strings.Repeat("\n", 401)},
		{"web/src/other/a.ts", "import { a } from \"../lib/a\"\n"},
	})
	var got []string
	for _, f := range found {
		got = append(got, f.place+" "+f.rule)
	}
	want := []string{
		"web/src/ui/Bad.tsx layers", "web/src/features/contacts/Bad.tsx layers", "web/src/lib/long.ts file-lines", "web/src/other/a.ts layers",
		"web file-lines", // with so few files, one is more than 5 of 100
	}
	if !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

// TestFrontEndLinterIsStrict keeps the linter's rules switched on that stand for the rest of the front end's shape.
func TestFrontEndLinterIsStrict(t *testing.T) {
	scripts, err := frontEndSources()
	if err != nil {
		t.Fatal(err)
	}
	if len(scripts) == 0 {
		return
	}
	text, err := os.ReadFile(filepath.Join(root, "web/biome.json"))
	if err != nil {
		t.Fatal(err)
	}
	var config struct {
		Linter struct {
			Rules struct {
				Suspicious struct {
					NoImportCycles string
					NoExplicitAny  string
				}
				Performance struct{ NoBarrelFile string }
				Complexity  struct {
					NoExcessiveLinesPerFunction struct {
						Level   string
						Options struct{ MaxLines int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal(text, &config); err != nil {
		t.Fatalf("web/biome.json: %v", err)
	}
	rules := config.Linter.Rules
	lines := rules.Complexity.NoExcessiveLinesPerFunction
	for name, level := range map[string]string{
		"suspicious.noImportCycles": rules.Suspicious.NoImportCycles, "suspicious.noExplicitAny": rules.Suspicious.NoExplicitAny,
		"performance.noBarrelFile": rules.Performance.NoBarrelFile, "complexity.noExcessiveLinesPerFunction": lines.Level,
	} {
		if level != "error" {
			t.Errorf("web/biome.json: %s is %q, want error", name, level)
		}
	}
	if lines.Options.MaxLines > tsFuncLines || lines.Options.MaxLines == 0 {
		t.Errorf("web/biome.json: functions may have %d lines, at most %d are wanted", lines.Options.MaxLines, tsFuncLines)
	}
}

// A language that is written from right to left turns every page round by itself, where the styles say start and end.
var physicalSide = regexp.MustCompile(`(?m)(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)\b|^\s*(?:left|right)\s*:|` +
	`(?:text-align|float|clear)\s*:\s*(?:left|right)\b|border-(?:top|bottom)-(?:left|right)-radius|\s(?:ml|mr|pl|pr)=[{"]`)

func TestStylesKnowNoLeftAndRight(t *testing.T) {
	for _, wrong := range []string{"a { margin-left: 1px }", "a {\n  left: 0;\n}", "a { text-align: right }", `<Box ml="xs">`} {
		if !physicalSide.MatchString(wrong) {
			t.Errorf("%q is not found", wrong)
		}
	}
	err := walk("web/src", func(name string) {
		if ext := path.Ext(name); ext != ".css" && ext != ".tsx" {
			return
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if side := physicalSide.Find(text); side != nil {
			t.Errorf("%s: %q names a side of the screen: say start or end", name, side)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}
