package config

import (
	"fmt"
	"os"
	"reflect"
	"strings"

	"github.com/knadh/koanf/parsers/toml/v2"
	"github.com/knadh/koanf/providers/confmap"
	"github.com/knadh/koanf/providers/rawbytes"
	"github.com/knadh/koanf/v2"
	"github.com/spf13/pflag"
)

const prefix = "PARLEY_"

// Setting is one field of Config as people meet it.
type Setting struct {
	Name    string // in the file: "base_url"
	Default string
	Help    string
	Secret  bool // never shown
}

// Settings lists all of them, in the order of Config.
func Settings() []Setting {
	t := reflect.TypeFor[Config]()
	all := make([]Setting, t.NumField())
	for i := range all {
		tag := t.Field(i).Tag
		all[i] = Setting{Name: tag.Get("name"), Default: tag.Get("default"), Help: tag.Get("help"), Secret: tag.Get("secret") == "true"}
	}
	return all
}

// Variable is the environment variable of a setting: PARLEY_BASE_URL.
func Variable(name string) string { return prefix + strings.ToUpper(name) }

// Flag is the command-line flag of a setting, without dashes before it: base-url.
func Flag(name string) string { return strings.ReplaceAll(name, "_", "-") }

// AddFlags adds a flag for every setting that is no secret: command lines are seen by every user of a machine.
func AddFlags(flags *pflag.FlagSet) {
	for _, s := range Settings() {
		if !s.Secret {
			flags.String(Flag(s.Name), "", fmt.Sprintf("%s (%s)", s.Help, Variable(s.Name)))
		}
	}
}

// Sources is where settings come from; each one outweighs those before it.
type Sources struct {
	File    string         // a TOML file; empty: none
	Environ []string       // as os.Environ gives it; a variable that is empty counts as not set
	Flags   *pflag.FlagSet // as AddFlags made it; nil: none
}

// Load reads and checks the settings. The error says, a line each, what must be changed.
func Load(from Sources) (Config, error) {
	k := koanf.New("\x00") // settings do not nest
	defaults := map[string]any{}
	for _, s := range Settings() {
		defaults[s.Name] = s.Default
	}
	if err := k.Load(confmap.Provider(defaults, ""), nil); err != nil {
		return Config{}, err
	}
	if from.File != "" {
		if err := loadFile(k, from.File); err != nil {
			return Config{}, err
		}
	}
	for _, source := range []map[string]any{fromEnviron(from.Environ), fromFlags(from.Flags)} {
		if err := k.Load(confmap.Provider(source, ""), nil); err != nil {
			return Config{}, err
		}
	}
	var c Config
	v := reflect.ValueOf(&c).Elem()
	for i, s := range Settings() {
		text, err := textOf(k.Get(s.Name))
		if err != nil {
			return Config{}, fmt.Errorf("%s: %s %w", from.File, s.Name, err)
		}
		v.Field(i).SetString(text)
	}
	return c, c.check()
}

// loadFile reads the file. A key that is no setting is refused: a misspelt one that is dropped costs an evening.
func loadFile(k *koanf.Koanf, path string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("reading the configuration: %w", err)
	}
	file := koanf.New("\x00")
	if err := file.Load(rawbytes.Provider(raw), toml.Parser()); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for key := range file.Raw() {
		if !k.Exists(key) {
			return fmt.Errorf("%s: there is no setting %q", path, key)
		}
	}
	return k.Merge(file)
}

func fromEnviron(environ []string) map[string]any {
	known := map[string]string{}
	for _, s := range Settings() {
		known[Variable(s.Name)] = s.Name
	}
	found := map[string]any{}
	for _, each := range environ {
		variable, value, _ := strings.Cut(each, "=")
		if name := known[variable]; name != "" && value != "" {
			found[name] = value
		}
	}
	return found
}

func fromFlags(flags *pflag.FlagSet) map[string]any {
	found := map[string]any{}
	if flags == nil {
		return found
	}
	for _, s := range Settings() {
		if f := flags.Lookup(Flag(s.Name)); f != nil && f.Changed {
			found[s.Name] = f.Value.String()
		}
	}
	return found
}

// textOf takes what TOML has types for as the text that the environment would hold.
func textOf(value any) (string, error) {
	switch v := value.(type) {
	case string:
		return strings.TrimSpace(v), nil
	case bool, int64:
		return fmt.Sprint(v), nil
	case []any:
		parts := make([]string, len(v))
		for i, each := range v {
			text, ok := each.(string)
			if !ok {
				return "", fmt.Errorf("must be a list of texts")
			}
			parts[i] = text
		}
		return strings.Join(parts, ","), nil
	}
	return "", fmt.Errorf("must be a text")
}
