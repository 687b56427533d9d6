package config

import (
	"fmt"
	"strings"
)

// Docs is docs/configuration.md, made from the tags of Config.
func Docs() string {
	var b strings.Builder
	b.WriteString(`# Configuration

Parley needs no configuration to start. Each setting is an environment variable, a key of the file that ` + "`--config`" + `
names (TOML), and, unless it is a secret, a flag. A flag outweighs the environment, and the environment the file. A
setting that cannot be used stops the start with a line that says what it must be.

| Variable | Key of the file | Flag | Default | What it is |
|---|---|---|---|---|
`)
	for _, s := range Settings() {
		flag, preset := "—", "—"
		if !s.Secret {
			flag = "`--" + Flag(s.Name) + "`"
		}
		if s.Default != "" {
			preset = "`" + s.Default + "`"
		}
		fmt.Fprintf(&b, "| `%s` | `%s` | %s | %s | %s |\n", Variable(s.Name), s.Name, flag, preset, s.Help)
	}
	b.WriteString(`
A file with two of them:

` + "```toml" + `
base_url = "https://chat.provider.example"
allow_private_networks = ["10.20.0.0/16"]
` + "```" + `

Behind a proxy on the same machine, set ` + "`PARLEY_BASE_URL`" + ` to the address that browsers use, and let the proxy
append the client to ` + "`X-Forwarded-For`" + `: attempts to log in are counted by it.
`)
	return b.String()
}
