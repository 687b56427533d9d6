package switchboard

import (
	"fmt"
	"strings"

	"parley/internal/channel"
)

// Document writes a page for operators about the kinds of channel, made of what the drivers say of themselves:
// docs/channels.md is kept by a test.
func Document(drivers []channel.Driver) string {
	var b strings.Builder
	b.WriteString("# Channels\n\nWritten by `make gen` from the drivers' own descriptions; do not edit.\n\n" +
		"Settings are entered under Settings > Channels, or sent to `POST /api/v2/channels`. Secrets are sealed at rest and never shown again.\n")
	for _, d := range drivers {
		info := d.Info()
		fmt.Fprintf(&b, "\n## %s (`%s`)\n\n%s\n\n", info.Label, info.Kind, info.Help)
		b.WriteString("| setting | is | default |\n|---|---|---|\n")
		for _, f := range allFields(info) {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.Name, cell(describe(f)), cell(quoted(f.Default)))
		}
		for _, c := range info.Callbacks {
			fmt.Fprintf(&b, "\n%s: `…/hooks/{channel_id}%s`; the settings page shows the whole URL.\n", c.Label, c.Path)
		}
		fmt.Fprintf(&b, "\nA message under way when the hub dies: %s. One that the provider does not answer in %s: %s.\n",
			unresolved(info.AfterCrash), info.SendTimeout, unresolved(info.AfterTime))
	}
	return b.String()
}

func describe(f channel.Field) string {
	text := f.Label + "."
	if f.Help != "" {
		text += " " + f.Help
	}
	switch {
	case f.Type == channel.Generated:
		text += " Made by the hub."
	case f.Required:
		text += " Required."
	}
	if f.Secret {
		text += " Secret."
	}
	if f.Max > 0 {
		text += fmt.Sprintf(" From %d to %d.", f.Min, f.Max)
	}
	if len(f.Options) > 0 {
		text += " One of " + strings.Join(f.Options, ", ") + "."
	}
	return text
}

func quoted(value string) string {
	if value == "" {
		return ""
	}
	return "`" + value + "`"
}

func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

func unresolved(rule channel.Unresolved) string {
	switch rule {
	case channel.Resend:
		return "sent again, marked as perhaps doubled"
	case channel.Lookup:
		return "the provider is asked"
	}
	return "failed, with Retry in the thread"
}
