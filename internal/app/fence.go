package app

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"parley/internal/parley"
)

func (p Process) fenceCommand() *cobra.Command {
	parent := &cobra.Command{
		Use: "fence", Short: "See and lift what a restored hub holds back", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.with(cmd, func(ctx context.Context, h *hub) error {
				f, err := h.fences.Fence(ctx)
				if err != nil {
					return err
				}
				text := "No message is held back."
				if f.Raised() {
					text = fmt.Sprintf("%d messages are held back since the hub was restored, written from %s to %s.\nSend them: parley fence lift. Cancel them: parley fence lift --discard.",
						f.Waiting, f.Oldest.Format(spoken), f.Newest.Format(spoken))
				}
				_, err = fmt.Fprintln(p.Stdout, text)
				return err
			})
		},
	}
	var discard bool
	lift := &cobra.Command{
		Use: "lift [--discard]", Short: "Send what a restored hub holds back, or cancel it; works while the hub runs", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.with(cmd, func(ctx context.Context, h *hub) error {
				take, said := h.fences.Lift, "are on their way"
				if discard {
					take, said = h.fences.Discard, "were cancelled"
				}
				f, err := take(ctx, parley.Actor{Kind: parley.ActorSystem})
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(p.Stdout, "%d messages %s.\n", f.Waiting, said)
				return err
			})
		},
	}
	lift.Flags().BoolVar(&discard, "discard", false, "cancel the messages instead of sending them")
	parent.AddCommand(lift)
	return parent
}

// spoken is how the commands write a time, in UTC.
const spoken = "2006-01-02 15:04 MST"
