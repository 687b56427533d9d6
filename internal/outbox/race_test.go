package outbox_test

import (
	"context"
	"runtime"
	"sync"
	"testing"

	"parley/internal/channel"
	"parley/internal/parley"
)

// A receipt moves a waiting message on while a claim has already chosen it and waits for its row.
func TestAClaimDoesNotUndoAReceipt(t *testing.T) {
	d := newDesk(t, nil)
	if d.DB.SQLite() {
		t.Skip("SQLite has one writer: nothing happens beside a claim")
	}
	d.Provider.Fail(channel.SendError{Next: channel.Unavailable})
	m := d.submit(anna, "hello")
	d.round()
	d.pass(d.Message(m.ID).DueAt.Sub(d.Clock.Now()))
	var claiming sync.WaitGroup
	d.Must(d.DB.Do(t.Context(), func(ctx context.Context) error {
		if err := d.Outbox.Report(ctx, d.line, channel.Report{MessageID: m.ID, State: parley.Sent}); err != nil {
			return err
		}
		ours, err := d.DB.Count(ctx, `SELECT pg_backend_pid()`)
		if err != nil {
			return err
		}
		claiming.Go(func() {
			if claimed, _, err := d.owner.Turn(context.Background(), 64); err != nil || len(claimed) != 0 {
				t.Errorf("claimed %v (%v)", texts(claimed), err)
			}
		})
		for d.Count(`SELECT COUNT(*) FROM pg_stat_activity WHERE CAST($1 AS INTEGER) = ANY (pg_blocking_pids(pid))`, ours) == 0 {
			runtime.Gosched()
		}
		return nil
	}))
	claiming.Wait()
	d.wantState(m.ID, parley.Sent, "")
}
