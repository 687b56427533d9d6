// Package app puts the program together: it reads the settings, opens the store, gives every feature what it needs and
// runs them. It is the only place that knows all packages, and holds no rule of any feature.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"parley/internal/config"
)

// Process is what a program is started with; a test can start one of its own.
type Process struct {
	Args    []string
	Environ []string
	Stdin   io.Reader
	Stdout  io.Writer
	Stderr  io.Writer
	Version string
	// Listening is told the address that serve listens on; nil = nobody asks.
	Listening func(addr string)
}

// Run carries out the command line and gives the exit code: 0, or 1 after one line on stderr that says what is wrong.
func Run(ctx context.Context, p Process) int {
	root := p.root()
	root.SetArgs(p.Args)
	root.SetIn(p.Stdin)
	root.SetOut(p.Stdout)
	root.SetErr(p.Stderr)
	if err := root.ExecuteContext(ctx); err != nil {
		fmt.Fprintln(p.Stderr, "parley: "+oneLine(err)) //nolint:errcheck // there is nowhere left to say it
		return 1
	}
	return 0
}

func (p Process) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "parley",
		Short:         "Carries every conversation between a service provider and its customers",
		Version:       p.Version,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.PersistentFlags().String("config", "", "a TOML file with the settings; the environment outweighs it")
	config.AddFlags(root.PersistentFlags())
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(p.serveCommand(), p.migrateCommand(), p.userCommand(), p.tokenCommand(), p.readyCommand(), p.doctorCommand(), p.backupCommand(), p.restoreCommand(), p.fenceCommand(), p.benchCommand())
	return root
}

// settings reads what the operator has set.
func (p Process) settings(cmd *cobra.Command) (config.Config, error) {
	file, err := cmd.Flags().GetString("config")
	if err != nil {
		return config.Config{}, err
	}
	return config.Load(config.Sources{File: file, Environ: p.Environ, Flags: cmd.Flags()})
}

// oneLine gives an error's text on one line.
func oneLine(err error) string {
	text := []rune(err.Error())
	for i, r := range text {
		if r == '\n' {
			text[i] = ';'
		}
	}
	return string(text)
}

// makeDataDir makes the data directory, for its owner only.
func makeDataDir(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return fmt.Errorf("the data directory %s cannot be made: %w", path, err)
	}
	return nil
}

var errUsage = errors.New("see --help")
