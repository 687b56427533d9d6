package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"
)

// readyWithin is how long the hub may take to say that it is ready.
const readyWithin = 4 * time.Second

func (p Process) readyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "ready",
		Short: "Ask the hub on this machine whether it is ready for traffic; for containers and supervisors",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			ctx, cancel := context.WithTimeout(cmd.Context(), readyWithin)
			defer cancel()
			return askReady(ctx, c.Addr)
		},
	}
}

// askReady asks the hub that listens on addr, over loopback where it listens on every address.
func askReady(ctx context.Context, addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return fmt.Errorf("the hub does not answer: %w", err)
	}
	if answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("the hub is not ready: it answers %d", answer.StatusCode)
	}
	return errors.Join(err, answer.Body.Close())
}
