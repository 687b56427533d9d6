package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"parley/internal/clock"
	"parley/internal/doctor"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/switchboard"
	"parley/internal/user"
)

// askWithin is how long the doctor waits for one answer of the hub's address or of a provider.
const askWithin = 10 * time.Second

func (p Process) doctorCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check the set-up and say what to do about what is wrong; works while the hub runs",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			findings := p.examine(cmd)
			if err := p.tellFindings(findings, asJSON); err != nil {
				return err
			}
			failed := 0
			for _, f := range findings {
				if f.Level == doctor.Fail {
					failed++
				}
			}
			if failed > 0 {
				return fmt.Errorf("doctor: %d of %d checks failed", failed, len(findings))
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array instead of lines")
	return cmd
}

func (p Process) tellFindings(findings []doctor.Finding, asJSON bool) error {
	if asJSON {
		out := json.NewEncoder(p.Stdout)
		out.SetIndent("", "  ")
		return out.Encode(findings)
	}
	for _, f := range findings {
		if _, err := fmt.Fprintf(p.Stdout, "%-5s %-16s %s\n", f.Level, f.Check, oneLine(errors.New(f.Found))); err != nil {
			return err
		}
		if f.Do != "" {
			if _, err := fmt.Fprintf(p.Stdout, "%-5s %-16s -> %s\n", "", "", f.Do); err != nil {
				return err
			}
		}
	}
	return nil
}

// examine makes all checks, from the outside in: what later ones stand on comes first.
func (p Process) examine(cmd *cobra.Command) []doctor.Finding {
	ctx := cmd.Context()
	c, err := p.settings(cmd)
	if err != nil {
		return []doctor.Finding{{Check: "configuration", Level: doctor.Fail, Found: err.Error(), Do: "Correct these settings: docs/configuration.md."}}
	}
	now := clock.System{}.Now()
	state, err := store.Inspect(ctx, database(c))
	there := err == nil
	findings := []doctor.Finding{
		{Check: "configuration", Level: doctor.OK, Found: "can be read"},
		doctor.DataDir(c.DataDir), doctor.Key(c.DataDir, c.SecretKey != "", there), doctor.Disk(c.DataDir), doctor.Files(),
	}
	sound := !doctor.Failed(findings)
	findings = append(findings, doctor.Database(state, err, now)...)
	asking, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	findings = append(findings, doctor.Address(asking, &http.Client{}, c.BaseURL, c.Loopback(), now))
	if !there || state.Damage != "" || state.Schema != state.Newest || !sound {
		return findings // opening the hub would change it, or fail for a reason that was told
	}
	h, err := open(ctx, c, p.logger(quiet(c)), false)
	if err != nil {
		return append(findings, doctor.Failure("hub", err.Error(), "See above."))
	}
	findings = append(findings, h.examine(ctx)...)
	if err := h.close(); err != nil {
		findings = append(findings, doctor.Failure("hub", err.Error(), "Look at the disk and the database's own log."))
	}
	return findings
}

// examine asks the features.
func (h *hub) examine(ctx context.Context) []doctor.Finding {
	findings := []doctor.Finding{h.examinePeople(ctx), h.examineSecondFactors(ctx), h.examineFence(ctx)}
	lines, err := h.board.List(ctx)
	if err != nil {
		return append(findings, doctor.Failure("channels", err.Error(), "See the database's own log."))
	}
	if len(lines) == 0 {
		findings = append(findings, doctor.Warning("channels", "there is none", "Add one: Settings, Channels."))
	}
	for _, line := range lines {
		findings = append(findings, h.examineChannel(ctx, line))
	}
	return findings
}

func (h *hub) examinePeople(ctx context.Context) doctor.Finding {
	const check = "people"
	_, err := h.people.users.FindByEmail(ctx, user.Hub(), demoAdmin)
	if err == nil && !h.config.Loopback() {
		return doctor.Failure(check, "this is the demo, whose passwords everybody knows, at an address that others reach", "Set PARLEY_DATA_DIR to a new directory, or PARLEY_DATABASE_URL to a new database.")
	}
	if err != nil && !parley.IsKind(err, parley.NotFound) {
		return doctor.Failure(check, err.Error(), "See the database's own log.")
	}
	some, err := h.people.users.List(ctx, user.Hub(), "", 1)
	if err != nil || len(some) == 0 {
		return doctor.Warning(check, "nobody can log in yet", "Open "+h.config.BaseURL+" in a browser, or: parley user create --role super-admin --email … --name …")
	}
	return doctor.Good(check, "there are users")
}

func (h *hub) examineSecondFactors(ctx context.Context) doctor.Finding {
	const check = "second factors"
	switch lost, err := h.people.users.LostSecondFactors(ctx); {
	case err != nil:
		return doctor.Failure(check, err.Error(), "See the database's own log.")
	case lost > 0:
		return doctor.Failure(check, fmt.Sprintf("the key does not open %d of them: their owners need a recovery code to log in", lost),
			"Put the old secret.key back, or take each away: parley user totp-reset --email …")
	}
	return doctor.Good(check, "the key opens all")
}

func (h *hub) examineFence(ctx context.Context) doctor.Finding {
	f, err := h.fences.Fence(ctx)
	switch {
	case err != nil:
		return doctor.Failure("fence", err.Error(), "See the database's own log.")
	case f.Raised():
		return doctor.Warning("fence", fmt.Sprintf("%d messages are held back since a restore", f.Waiting),
			"Decide: parley fence lift sends them, parley fence lift --discard cancels them.")
	}
	return doctor.Good("fence", "nothing is held back")
}

// examineChannel looks at one channel and lets it ask its provider, where it can.
func (h *hub) examineChannel(ctx context.Context, line *switchboard.Line) doctor.Finding {
	check := "channel " + line.Name
	switch {
	case line.PausedReason != "":
		return doctor.Failure(check, line.PausedReason, "Correct its settings and let it go on: Settings, Channels.")
	case !line.Enabled:
		return doctor.Good(check, "%s, turned off", line.Kind)
	}
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	var known *parley.Error
	err := h.board.Check(ctx, line.ID)
	if err != nil && (!errors.As(err, &known) || known.Code != "cannot_check") {
		return doctor.Failure(check, line.Kind+": "+err.Error(),
			"Test the connection in Settings, Channels; see that the provider is reached from here (PARLEY_ALLOW_PRIVATE_NETWORKS if it is in your own network).")
	}
	if len(line.Info.Callbacks) > 0 && h.config.Loopback() {
		return doctor.Warning(check, line.Kind+": is to be called back at "+h.config.BaseURL+", which only this machine reaches",
			"Set PARLEY_BASE_URL to the public address, unless the provider is on this machine.")
	}
	return doctor.Good(check, "%s, ready", line.Kind)
}
