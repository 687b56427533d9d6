package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"parley/internal/backup"
	"parley/internal/clock"
	"parley/internal/config"
	"parley/internal/secret"
	"parley/internal/store"
)

// database says where a hub's database is.
func database(c config.Config) store.Options {
	return store.Options{URL: c.DatabaseURL, Path: databaseFile(c)}
}

func (p Process) say(text string) { fmt.Fprintln(p.Stderr, text) } //nolint:errcheck // progress that is not seen is no failure

func (p Process) backupCommand() *cobra.Command {
	var withKey bool
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the hub into one file while it runs",
		Long: "Copies the database as it is at one moment, and the attachments, into FILE, which must not exist.\n" +
			"The key that seals channels' credentials is left out unless --with-key is given: keep it in another place.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.backup(cmd.Context(), c, args[0], withKey)
		},
	}
	cmd.Flags().BoolVar(&withKey, "with-key", false, "put the key into the file too: who has the file then has the credentials")
	return cmd
}

func (p Process) backup(ctx context.Context, c config.Config, path string, withKey bool) error {
	source := backup.Source{DataDir: c.DataDir, Database: database(c), Version: p.Version, Clock: clock.System{}, Say: p.say}
	if withKey {
		source.Key = c.SecretKey
		if source.Key == "" {
			raw, err := os.ReadFile(filepath.Join(c.DataDir, secret.KeyFile))
			if err != nil {
				return fmt.Errorf("reading the key for --with-key: %w", err)
			}
			source.Key = strings.TrimSpace(string(raw))
		}
	}
	m, err := backup.Write(ctx, source, path)
	if errors.Is(err, store.ErrNoDatabase) {
		return fmt.Errorf("there is no hub yet: PARLEY_DATA_DIR is %s", c.DataDir)
	}
	if err != nil {
		return err
	}
	if err := store.MarkSaved(ctx, source.Database, m.MadeAt); err != nil {
		p.say("The backup is whole, but its time could not be noted for parley doctor: " + oneLine(err))
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	key := "without the key"
	if m.WithKey {
		key = "with the key"
	}
	_, err = fmt.Fprintf(p.Stdout, "%s: %d bytes, %s, schema %d, %s\n", path, info.Size(), m.Engine, m.Schema, key)
	return err
}

func (p Process) restoreCommand() *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Make this hub the one of a backup; nothing that waited in it is sent until `parley fence lift`",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.restore(cmd.Context(), c, args[0], force)
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace a hub that is there, and keep it aside")
	return cmd
}

func (p Process) restore(ctx context.Context, c config.Config, path string, force bool) (err error) {
	p.say("checking " + path)
	archive, err := backup.Open(ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, archive.Close()) }()
	if err := makeDataDir(c.DataDir); err != nil {
		return err
	}
	release, err := lockDirectory(c.DataDir)
	if err != nil {
		return err
	}
	defer release()
	r, err := archive.Restore(ctx, backup.Target{
		DataDir: c.DataDir, Database: database(c), Replace: force, HasKey: c.SecretKey != "", Clock: clock.System{}, Say: p.say,
	})
	if err != nil {
		return err
	}
	text := fmt.Sprintf("Restored what was saved at %s.\n", archive.MadeAt.Format(spoken))
	if len(r.Aside) > 0 {
		text += "What was here before is in " + strings.Join(r.Aside, " and ") + ".\n"
	}
	if r.NoKey {
		text += "The backup holds no key and there is none here: put the old " + secret.KeyFile + " into " + c.DataDir + ", or enter the channels' credentials again. Users with a second factor then log in by their recovery codes.\n"
	}
	if r.Fence.Raised() {
		text += fmt.Sprintf("%d messages that waited to be sent are held back. See them: parley fence. Send them: parley fence lift. Cancel them: parley fence lift --discard.\n", r.Fence.Waiting)
	}
	_, err = fmt.Fprint(p.Stdout, text)
	return err
}
