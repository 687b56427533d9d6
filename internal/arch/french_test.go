package arch

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"parley/internal/channel"
	"parley/internal/channel/all"
	"parley/internal/switchboard"
	"parley/internal/user"
)

// french reads the catalogue of what the server says: the French by its key, the English text or "problem." and a code.
func french(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "web/src/locales/server/fr.po"))
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, entry := range regexp.MustCompile(`(?m)^msgid (".+")\nmsgstr (".+")$`).FindAllStringSubmatch(string(text), -1) {
		key, err1 := strconv.Unquote(entry[1])
		words, err2 := strconv.Unquote(entry[2])
		if err1 != nil || err2 != nil {
			t.Fatalf("%s: %v %v", entry[0], err1, err2)
		}
		said[key] = words
	}
	return said
}

// One thing has one word in French too, in the page and in what the server says.
func TestOneThingHasOneFrenchWord(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "web/src/locales/fr.po"))
	if err != nil {
		t.Fatal(err)
	}
	server, err := os.ReadFile(filepath.Join(root, "web/src/locales/server/fr.po"))
	if err != nil {
		t.Fatal(err)
	}
	for english, other := range map[string]string{`compan(y|ies)`: `entreprise`, `status(es)?`: `états?`} {
		twice := regexp.MustCompile(`(?im)^msgid "(.*[^\pL])?` + english + `([^\pL].*)?"\nmsgstr "(.*[^\pL])?` + other + `.*"$`)
		for _, entry := range twice.FindAllString(string(page)+string(server), -1) {
			t.Errorf("%s", entry)
		}
	}
}

// Whatever a form says of a channel's settings has its French.
func TestSettingsOfChannelsAreFrenchToo(t *testing.T) {
	said := french(t)
	board := switchboard.New(switchboard.Deps{Drivers: all.Drivers()})
	for _, kind := range board.Kinds() {
		for _, text := range textsOf(kind) {
			if text != "" && said[text] == "" {
				t.Errorf("%s: web/src/locales/server has no French of %q", kind.Kind, text)
			}
		}
	}
}

func textsOf(kind channel.Info) []string {
	texts := []string{kind.Label, kind.Help}
	for _, callback := range kind.Callbacks {
		texts = append(texts, callback.Label)
	}
	for _, field := range kind.Fields {
		texts = append(append(texts, field.Label, field.Help), field.Options...)
	}
	return texts
}

// The headings of the role editor have their French.
func TestGroupsOfPermissionsAreFrenchToo(t *testing.T) {
	said := french(t)
	for _, row := range user.Table() {
		if said[row.Group] == "" {
			t.Errorf("%s: web/src/locales/server has no French of %q", row.Name, row.Group)
		}
	}
}

// Every sentence of a problem document has its French: by its text, or by its code where it has parameters.
func TestProblemsAreFrenchToo(t *testing.T) {
	said := french(t)
	seen := 0
	for _, s := range sources(t) {
		if s.test() {
			continue
		}
		for _, key := range problemKeys(s.file) {
			seen++
			if said[key] == "" {
				t.Errorf("%s: web/src/locales/server has no French of %q", s.path, key)
			}
		}
	}
	if seen < 50 {
		t.Errorf("found %d sentences; the search for them is broken", seen)
	}
}

// problemKeys gives the keys of the sentences that the file makes problems of, with parley.Errorf or a helper of the
// package that takes code and sentence, as package gate's refuse.
func problemKeys(file *ast.File) []string {
	var keys []string
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || !makesProblem(call.Fun) {
			return true
		}
		var said []string
		for _, arg := range call.Args {
			if text, ok := literal(arg); ok {
				said = append(said, text)
			}
		}
		if len(said) < 2 {
			return true // its caller gives the words
		}
		key := said[len(said)-1]
		if strings.Contains(key, "%") {
			key = "problem." + said[0]
		}
		keys = append(keys, key)
		return true
	})
	return keys
}

func makesProblem(callee ast.Expr) bool {
	switch f := callee.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name == "Errorf" && isNamed(f.X, "parley")
	case *ast.Ident:
		return f.Name == "refuse" || f.Name == "invalid"
	}
	return false
}

func isNamed(e ast.Expr, name string) bool {
	ident, ok := e.(*ast.Ident)
	return ok && ident.Name == name
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}
