package app

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/spf13/cobra"

	"parley/internal/bench"
	"parley/internal/clock"
)

// benchOptions are the flags of the benchmarks.
type benchOptions struct {
	url, token, channel, hook, authToken, to string
	connections                              int
	customers                                int64
	duration                                 time.Duration
}

func (p Process) benchCommand() *cobra.Command {
	var o benchOptions
	parent := &cobra.Command{Use: "bench", Short: "Drive a running hub and print throughput and latency", Args: cobra.NoArgs, RunE: subcommand}
	flags := parent.PersistentFlags()
	flags.StringVar(&o.url, "url", "http://127.0.0.1:8080", "the hub's address")
	flags.IntVar(&o.connections, "connections", 64, "how many connections, each with one request under way")
	flags.Int64Var(&o.customers, "customers", 10_000, "to or from how many numbers in turn")
	flags.DurationVar(&o.duration, "duration", 10*time.Second, "for how long, five minutes at most")
	send := &cobra.Command{
		Use: "send --token T --channel ID", Short: "Send messages by the API", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.drive(cmd.Context(), o, 202, func(host string) (func(int64, []byte) []byte, error) {
				return bench.Outgoing(host, o.token, o.channel, o.customers), nil
			})
		},
	}
	send.Flags().StringVar(&o.token, "token", "", "an API token")
	send.Flags().StringVar(&o.channel, "channel", "", "the id of the channel to send on")
	receive := &cobra.Command{
		Use: "receive --hook URL --auth-token T --to N", Short: "Deliver inbound texts as Twilio does", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.drive(cmd.Context(), o, 200, func(host string) (func(int64, []byte) []byte, error) {
				run := clock.System{}.Now().UnixMilli()
				return bench.Twilio{Hook: o.hook, AuthToken: o.authToken, To: o.to, Run: fmt.Sprintf("%012x", run), Customers: o.customers}.Incoming(host)
			})
		},
	}
	receive.Flags().StringVar(&o.hook, "hook", "", "the channel's public URL for incoming messages")
	receive.Flags().StringVar(&o.authToken, "auth-token", "", "the channel's auth token")
	receive.Flags().StringVar(&o.to, "to", "", "the channel's own number")
	parent.AddCommand(send, receive)
	return parent
}

const longestBench = 5 * time.Minute

func (p Process) drive(ctx context.Context, o benchOptions, want int, requests func(host string) (func(int64, []byte) []byte, error)) error {
	u, err := url.Parse(o.url)
	if err != nil || u.Scheme != "http" || u.Port() == "" {
		return errors.New("--url must be http://host:port")
	}
	if o.duration > longestBench || o.duration <= 0 || o.connections < 1 || o.customers < 1 {
		return errors.New("--duration is five minutes at most; --connections and --customers are 1 or more")
	}
	request, err := requests(u.Host)
	if err != nil {
		return err
	}
	r, err := bench.Run(ctx, bench.Load{Addr: u.Host, Connections: o.connections, Duration: o.duration, Request: request, Want: want, Now: clock.System{}.Now})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.Stdout, "requests %d  failures %d  rate %.0f/s  p50 %s  p95 %s  p99 %s\n", r.Requests, r.Failures, r.Rate(),
		r.Percentile(0.5).Round(10*time.Microsecond), r.Percentile(0.95).Round(10*time.Microsecond), r.Percentile(0.99).Round(10*time.Microsecond))
	if err == nil && r.Failures > 0 {
		err = fmt.Errorf("%d requests failed, the first with %s", r.Failures, r.FirstFail)
	}
	return err
}
