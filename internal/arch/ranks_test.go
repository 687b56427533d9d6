package arch

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// ranks are the packages below internal/ from the lowest up (docs/architecture.md). A package imports lower ranks only.
// "channel/*" stands for every driver.
var ranks = []string{
	"parley phone gsm clock unit lifecycle blob secret limit egress",
	"channel template event work",
	"company choice savedview",
	"field",
	"channel/* account contact consent owner journal conversation user webhook funds",
	"channel/all gate httpd bulk transfer notice",
	"switchboard",
	"outbox",
	"ticket queue massmessage trigger",
	"inbox",
	"store live api sendsonar web config bench",
	"backup doctor",
	"app",
}

// reserved packages have one importer.
var reserved = map[string]string{
	"internal/config": "internal/app", // features are told what they need; they do not look it up
	"internal/app":    "cmd/parley",   // the program is a value that only main and tests start
}

// maxDepth bounds the longest chain of imports, from main down to a noun.
const maxDepth = 10

// rankOf gives the rank of a package, relative to the repository, and false where it has none. Only commands are above
// all of internal/.
func rankOf(dir string) (int, bool) {
	if dir == "web/src/locales/server" {
		return 0, true // the catalogue lies with those of the front end
	}
	if strings.HasPrefix(dir, "cmd/") {
		return len(ranks), true
	}
	name, ok := strings.CutPrefix(dir, "internal/")
	if !ok {
		return 0, false
	}
	for rank, names := range ranks {
		if slices.Contains(strings.Fields(names), name) {
			return rank, true
		}
	}
	if driver(dir) {
		return rankOf("internal/channel/*")
	}
	return 0, false
}

// driver reports whether the package is, by its place, the driver of a kind of channel.
func driver(dir string) bool {
	name, ok := strings.CutPrefix(dir, "internal/channel/")
	return ok && name != "*" && name != "all" && !suite(dir) && !strings.Contains(name, "/")
}

// wrongImports says of every import that breaks the order why it does.
func wrongImports(all []source) []string {
	var wrong []string
	for _, s := range all {
		if s.test() || s.dir() == "internal/arch" {
			continue
		}
		from, ok := rankOf(s.dir())
		if !ok {
			wrong = append(wrong, fmt.Sprintf("%s: package %s has no rank: give it a rank in internal/arch/ranks_test.go and docs/architecture.md", s.path, s.dir()))
			continue
		}
		for _, target := range s.imports() {
			if why := wrongImport(s.dir(), from, target); why != "" {
				wrong = append(wrong, fmt.Sprintf("%s imports %s: %s", s.path, target, why))
			}
		}
	}
	return wrong
}

func wrongImport(dir string, from int, target string) string {
	if suite(target) {
		return "it is for tests only"
	}
	to, ok := rankOf(target)
	importer, isReserved := reserved[target]
	switch {
	case !ok:
		return "it has no rank"
	case to == from:
		return "a package never imports sideways: declare the small interface that you need, or move the noun down to parley"
	case to > from:
		return fmt.Sprintf("that is upwards, from rank %d to %d: declare the small interface that you need and let app hand it in", from, to)
	case isReserved && dir != importer:
		return "only " + importer + " imports it"
	}
	return ""
}

func TestImportsGoDown(t *testing.T) {
	for _, each := range wrongImports(sources(t)) {
		t.Error(each)
	}
}

// TestNounsImportNothing keeps package parley on the standard library, whose paths have no dot in their first element.
func TestNounsImportNothing(t *testing.T) {
	for _, s := range sources(t) {
		if s.dir() != "internal/parley" || s.test() {
			continue
		}
		for _, spec := range s.file.Imports {
			first, _, _ := strings.Cut(strings.Trim(spec.Path.Value, `"`), "/")
			if first == module || strings.Contains(first, ".") {
				t.Errorf("%s imports %s: the nouns rest on the standard library only", s.path, spec.Path.Value)
			}
		}
	}
}

func TestImportsAreNotDeep(t *testing.T) {
	below := map[string][]string{}
	for _, s := range sources(t) {
		if !s.test() {
			below[s.dir()] = append(below[s.dir()], s.imports()...)
		}
	}
	var longest []string
	for dir := range below {
		if chain := deepest(below, dir, nil); len(chain) > len(longest) {
			longest = chain
		}
	}
	if len(longest) > maxDepth+1 {
		t.Errorf("a chain of %d imports, %d are allowed: %s", len(longest)-1, maxDepth, strings.Join(longest, " > "))
	}
}

// deepest gives the longest chain of packages that begins with dir; seen breaks what would be a cycle.
func deepest(below map[string][]string, dir string, seen []string) []string {
	var longest []string
	seen = append(seen, dir)
	for _, next := range below[dir] {
		if slices.Contains(seen, next) {
			continue
		}
		if chain := deepest(below, next, seen); len(chain) > len(longest) {
			longest = chain
		}
	}
	return append([]string{dir}, longest...)
}

// TestImportRulesSeeWhatIsWrong breaks each rule once.
func TestImportRulesSeeWhatIsWrong(t *testing.T) {
	file := func(imports ...string) string {
		text := "package p\n"
		for _, each := range imports {
			text += "import _ \"" + each + "\"\n"
		}
		return text
	}
	for _, tt := range []struct{ path, imported, want string }{
		{"internal/contact/a.go", "parley/internal/account", "sideways"},
		{"internal/channel/twilio/a.go", "parley/internal/channel/kannel", "sideways"},
		{"internal/gate/a.go", "parley/internal/outbox", "upwards"},
		{"internal/outbox/a.go", "parley/internal/store/storetest", "tests only"},
		{"internal/outbox/a.go", "parley/test/peers", "tests only"},
		{"cmd/parley/main.go", "parley/internal/config", "only internal/app"},
		{"cmd/parley/main.go", "parley/internal/nowhere", "no rank"},
		{"internal/util/a.go", "fmt", "give it a rank"},
		{"internal/store/sub/a.go", "fmt", "give it a rank"},
		{"internal/outbox/a.go", "parley/internal/gate", ""},
		{"internal/channel/twilio/a.go", "parley/internal/channel", ""},
		{"internal/channel/all/a.go", "parley/internal/channel/twilio", ""},
		{"internal/gate/a_test.go", "parley/internal/outbox", ""},
		{"internal/app/a.go", "parley/internal/config", ""},
		{"cmd/parley/main.go", "parley/internal/app", ""},
	} {
		wrong := wrongImports(parseText(t, map[string]string{tt.path: file(tt.imported)}))
		if tt.want == "" && len(wrong) > 0 || tt.want != "" && (len(wrong) != 1 || !strings.Contains(wrong[0], tt.want)) {
			t.Errorf("%s imports %s: found %q, want %q", tt.path, tt.imported, wrong, tt.want)
		}
	}
	chain := deepest(map[string][]string{"a": {"b", "c"}, "b": {"c"}, "c": {"a"}}, "a", nil)
	if strings.Join(chain, "") != "abc" {
		t.Errorf("deepest = %v, want a b c", chain)
	}
}
