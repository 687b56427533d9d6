package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"parley/internal/api"
	"parley/internal/config"
	"parley/internal/user"
)

func (p Process) migrateCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "migrate",
		Short: "Bring the database up to date (serve does it too)",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.with(cmd, func(context.Context, *hub) error {
				_, err := fmt.Fprintln(p.Stdout, "The database is up to date.")
				return err
			})
		},
	}
}

// with opens the hub for a command and closes it again.
func (p Process) with(cmd *cobra.Command, do func(ctx context.Context, h *hub) error) (err error) {
	c, err := p.settings(cmd)
	if err != nil {
		return err
	}
	h, err := open(cmd.Context(), c, p.logger(quiet(c)), false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	return do(cmd.Context(), h)
}

// missing reports whether there is no database yet: opening the hub would make one.
func missing(c config.Config) (bool, error) {
	if c.DatabaseURL != "" {
		return false, nil
	}
	_, err := os.Stat(databaseFile(c))
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	return false, err
}

// quiet keeps the log of a command to what is wrong.
func quiet(c config.Config) config.Config {
	if c.LogLevel == "info" {
		c.LogLevel = "warn"
	}
	return c
}

func (p Process) userCommand() *cobra.Command {
	parent := &cobra.Command{Use: "user", Short: "Manage users", Args: cobra.NoArgs, RunE: subcommand}
	var n user.New
	var fromStdin bool
	create := &cobra.Command{
		Use:   "create --email E --name N --role R [--password-stdin]",
		Short: "Create a user; works while the hub runs",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if n.Password, err = p.password(fromStdin); err != nil {
				return err
			}
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			fresh, err := missing(c)
			if err != nil {
				return err
			}
			return p.with(cmd, func(ctx context.Context, h *hub) error {
				made, err := h.people.users.Create(ctx, user.Hub(), n)
				if err != nil {
					return err
				}
				if fresh {
					fmt.Fprintf(p.Stderr, "There was no database in %s; a new one was made.\n", c.DataDir) //nolint:errcheck // a note that is not seen is no failure
				}
				_, err = fmt.Fprintln(p.Stdout, made.User.ID)
				return err
			})
		},
	}
	create.Flags().StringVar(&n.Email, "email", "", "the address to log in with")
	create.Flags().StringVar(&n.Name, "name", "", "the name that colleagues see")
	create.Flags().StringVar(&n.Role, "role", "", "super-admin, admin, supervisor, agent, or the key of a role of your own")
	create.Flags().StringVar(&n.Extension, "extension", "", "the internal number")
	create.Flags().BoolVar(&fromStdin, "password-stdin", false, "read the password from standard input instead of asking for it")
	for _, name := range []string{"email", "name", "role"} {
		if err := create.MarkFlagRequired(name); err != nil {
			panic(err) // the flag is defined above
		}
	}
	parent.AddCommand(create, p.totpResetCommand(), p.passwordLinkCommand())
	return parent
}

func (p Process) totpResetCommand() *cobra.Command {
	return p.forUser("totp-reset --email E", "Take away the second factor of a user who has lost it", func(ctx context.Context, h *hub, of user.Person) error {
		return h.people.users.ResetTOTP(ctx, user.Hub(), of.User.ID)
	})
}

func (p Process) passwordLinkCommand() *cobra.Command {
	return p.forUser("password-link --email E", "Print a link with which a user sets a new password", func(ctx context.Context, h *hub, of user.Person) error {
		_, secret, err := h.people.users.MakeLink(ctx, user.Hub(), of.User.ID)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(p.Stdout, api.PasswordLink(h.config.BaseURL, secret))
		return err
	})
}

// forUser makes a command about the user of an email address.
func (p Process) forUser(use, short string, do func(ctx context.Context, h *hub, of user.Person) error) *cobra.Command {
	var email string
	cmd := &cobra.Command{Use: use, Short: short + "; works while the hub runs", Args: cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		return p.with(cmd, func(ctx context.Context, h *hub) error {
			of, err := h.people.users.FindByEmail(ctx, user.Hub(), email)
			if err != nil {
				return err
			}
			return do(ctx, h, of)
		})
	}}
	cmd.Flags().StringVar(&email, "email", "", "the address that the user logs in with")
	if err := cmd.MarkFlagRequired("email"); err != nil {
		panic(err) // the flag is defined above
	}
	return cmd
}

func subcommand(cmd *cobra.Command, _ []string) error {
	return fmt.Errorf("%s needs a further word: %w", cmd.CommandPath(), errUsage)
}

// password reads one from standard input, or asks for it at a terminal without showing it.
func (p Process) password(fromStdin bool) (string, error) {
	if !fromStdin {
		file, isFile := p.Stdin.(*os.File)
		if !isFile || !term.IsTerminal(int(file.Fd())) {
			return "", errors.New("standard input is no terminal: give the password with --password-stdin")
		}
		fmt.Fprint(p.Stderr, "Password: ") //nolint:errcheck // a prompt that is not seen is no failure
		raw, err := term.ReadPassword(int(file.Fd()))
		fmt.Fprintln(p.Stderr) //nolint:errcheck // nor is a line break
		return string(raw), err
	}
	line, err := bufio.NewReader(io.LimitReader(p.Stdin, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("reading the password: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}

func (p Process) tokenCommand() *cobra.Command {
	parent := &cobra.Command{Use: "token", Short: "Manage API tokens", Args: cobra.NoArgs, RunE: subcommand}
	var email string
	var n user.NewToken
	create := &cobra.Command{
		Use:   "create --user E --name N",
		Short: "Create an API token and print it; works while the hub runs",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			if none, err := missing(c); err != nil {
				return err
			} else if none {
				return fmt.Errorf("there is no database in %s: set PARLEY_DATA_DIR to the hub's data directory, or make the first user with parley user create", c.DataDir)
			}
			return p.with(cmd, func(ctx context.Context, h *hub) error {
				owner, err := h.people.users.FindByEmail(ctx, user.Hub(), email)
				if err != nil {
					return err
				}
				_, secret, err := h.people.tokens.Create(ctx, user.Hub(), owner.User.ID, n)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintln(p.Stdout, secret)
				return err
			})
		},
	}
	create.Flags().StringVar(&email, "user", "", "the email address of the user whose rights the token has")
	create.Flags().StringVar(&n.Name, "name", "", "what the token is for")
	create.Flags().StringVar(&n.Role, "role", "", "the role that bounds what the token may do; without one it may what its user may")
	for _, flag := range []string{"user", "name"} {
		if err := create.MarkFlagRequired(flag); err != nil {
			panic(err) // the flag is defined above
		}
	}
	parent.AddCommand(create)
	return parent
}
