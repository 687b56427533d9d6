package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"parley/internal/config"
	"parley/internal/conversation"
	"parley/internal/lifecycle"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/transfer"
	"parley/internal/user"
)

// stopWithin is how long a hub takes to end: what is under way is finished or handed back (contracts.md).
const stopWithin = 10 * time.Second

// serveOptions are the flags of serve alone.
type serveOptions struct{ demo, demoPublic bool }

func (p Process) serveCommand() *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run the hub",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.serve(cmd.Context(), c, o)
		},
	}
	cmd.Flags().BoolVar(&o.demo, "demo", false, "fill an empty database with a small provider; nothing leaves the machine")
	cmd.Flags().BoolVar(&o.demoPublic, "demo-public", false, "allow --demo on an address that others can reach")
	return cmd
}

func (p Process) serve(ctx context.Context, c config.Config, o serveOptions) (err error) {
	if o.demo && !o.demoPublic && !c.Loopback() {
		return errors.New("--demo has well-known passwords and listens on loopback only; give --demo-public if you mean it")
	}
	log := p.logger(c)
	if err := makeDataDir(c.DataDir); err != nil {
		return err
	}
	if c.DatabaseURL == "" {
		release, err := lockDirectory(c.DataDir)
		if err != nil {
			return err
		}
		defer release()
	}
	h, err := open(ctx, c, log, o.demo)
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, h.close()); err == nil && ctx.Err() != nil {
			log.Info("stopped")
		}
	}()
	leave, err := h.db.Occupy(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, leave()) }()
	if err := h.prepare(ctx, o); err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("listening on %s: %w", c.Addr, err)
	}
	return p.run(ctx, h, o, listener)
}

// prepare does what must be done before anything runs.
func (h *hub) prepare(ctx context.Context, o serveOptions) error {
	if h.db.SQLite() {
		// The lock on the directory says that no other process serves this file: what it held is ours.
		if err := (store.Leases{DB: h.db}).ExpireLeases(ctx); err != nil {
			return err
		}
	}
	if o.demo {
		return h.seedDemo(ctx)
	}
	return h.refuseDemo(ctx, o)
}

// refuseDemo keeps the demo's database, whose passwords everybody knows, off addresses that others can reach.
func (h *hub) refuseDemo(ctx context.Context, o serveOptions) error {
	if o.demoPublic || h.config.Loopback() {
		return nil
	}
	_, err := h.people.users.FindByEmail(ctx, user.Hub(), demoAdmin)
	if parley.IsKind(err, parley.NotFound) {
		return nil
	}
	if err == nil {
		err = fmt.Errorf("this database is the demo's, with well-known passwords: set PARLEY_DATA_DIR to a new directory, or give --demo-public if you mean it")
	}
	return err
}

func (p Process) run(ctx context.Context, h *hub, o serveOptions, listener net.Listener) error {
	setup, err := h.setup(ctx, h.config.Loopback())
	if err != nil {
		return err
	}
	surfaces, err := h.surfaces(p.Version, o.demo, setup)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: surfaces.handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(h.log.Handler(), slog.LevelWarn),
	}
	group := lifecycle.NewGroup(h.log, stopWithin,
		lifecycle.Service{Name: "housekeeping", Run: h.housekeeping, Restart: true},
		lifecycle.Service{Name: "storage", Run: func(ctx context.Context) error { return h.storage.run(ctx, h.db.Probe) }},
		lifecycle.Service{Name: "live", Run: surfaces.live.Run},
		lifecycle.Service{Name: "channels", Run: h.board.Run, Restart: true},
		lifecycle.Service{Name: "bulk edits", Run: h.bulk.Serve, Restart: true},
		lifecycle.Service{Name: "imports", Run: h.imports, Restart: true},
		lifecycle.Service{Name: "http", Run: func(ctx context.Context) error { return serveHTTP(ctx, server, listener) }},
	)
	go func() {
		select {
		case <-group.Ready():
			h.log.Info("ready", "address", h.config.BaseURL, "listening", listener.Addr().String(), "version", p.Version)
			if o.demo {
				h.log.Info("demo log-ins", "admin", demoAdmin, "agents", demoAgents, "password", demoPassword)
			}
			if p.Listening != nil {
				p.Listening(listener.Addr().String())
			}
		case <-ctx.Done():
		}
	}()
	// The group is told to stop when the log has said so: what ends writes its lines after that one.
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	context.AfterFunc(ctx, func() {
		h.log.Info("stopping: what is under way is finished or handed back", "within", stopWithin)
		stop()
	})
	return group.Run(running)
}

// setup opens the page for the first administrator while there is no user. Where others can reach the hub it asks for a
// code that only who reads the log knows.
func (h *hub) setup(ctx context.Context, loopback bool) (*user.Setup, error) {
	code := ""
	if !loopback {
		code = user.NewSetupCode()
	}
	setup := user.NewSetup(h.people.users, store.Users{DB: h.db}, code)
	needed, err := setup.Needed(ctx)
	if err == nil && needed {
		h.log.Info("nobody can log in yet: open the address in a browser to make the first administrator", "address", h.config.BaseURL, "code", code)
	}
	return setup, err
}

func serveHTTP(ctx context.Context, server *http.Server, listener net.Listener) error {
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin/2)
		defer cancel()
		err := server.Shutdown(ending)
		if errors.Is(err, context.DeadlineExceeded) {
			err = server.Close()
		}
		stopped <- err
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}

// housekeeping forgets what is kept for a time only, and looks after receipts that were missed.
func (h *hub) housekeeping(ctx context.Context) error {
	for {
		_, events := h.events.Prune(ctx)
		_, sessions := h.people.sessions.Prune(ctx)
		_, files := h.transfers.Prune(ctx)
		_, notices := h.notices.Prune(ctx)
		_, keys := h.keys.DropAnswers(ctx, h.clock.Now().Add(-parley.CallKeyKept))
		if err := errors.Join(events, sessions, keys, files, notices, h.outbox.Sweep(ctx), h.retain(ctx)); err != nil && ctx.Err() == nil {
			h.log.Error("housekeeping failed and will be repeated", "error", err)
		}
		timer := h.clock.Timer(time.Minute)
		select {
		case <-timer.C():
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
}

// retain forgets messages and the audit trail after the days that the settings say.
func (h *hub) retain(ctx context.Context) error {
	settings, err := h.companies.Settings(ctx)
	if err != nil {
		return err
	}
	before := func(days int) time.Time { return h.clock.Now().AddDate(0, 0, -days) }
	var messages, entries int64
	var failed, failedToo error
	if settings.KeepMessages > 0 {
		messages, failed = conversation.Forget(ctx, h.db, store.Conversations{DB: h.db}, before(settings.KeepMessages))
	}
	if settings.KeepAudit > 0 {
		entries, failedToo = h.events.PruneTrail(ctx, before(settings.KeepAudit))
	}
	if messages+entries > 0 {
		h.log.Info("forgot what is kept for a time only", "messages", messages, "audit_entries", entries)
	}
	return errors.Join(failed, failedToo)
}

// imports works on imports, in one process at a time.
func (h *hub) imports(ctx context.Context) error {
	return h.owner.Hold(ctx, transfer.Resource, func(ctx context.Context, _ int64) error { return h.transfers.Run(ctx) })
}

// lockDirectory makes this process the one that serves the directory's SQLite file. The commands work beside it.
func lockDirectory(dir string) (release func(), err error) {
	file, err := os.OpenFile(filepath.Join(dir, "serve.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("locking the data directory: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(fmt.Errorf("another parley serves the data directory %s: stop it, or set PARLEY_DATA_DIR", dir), file.Close())
	}
	return func() { file.Close() }, nil //nolint:errcheck // closing is what unlocks
}

func (p Process) logger(c config.Config) *slog.Logger {
	options := &slog.HandlerOptions{Level: c.Level()}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(p.Stderr, options))
	}
	return slog.New(slog.NewTextHandler(p.Stderr, options))
}

// nonce makes the page's, for its content policy.
func nonce() string { return rand.Text() }
