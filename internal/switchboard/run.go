package switchboard

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"parley/internal/channel"
	"parley/internal/event"
	"parley/internal/lifecycle"
	"parley/internal/parley"
)

// Run keeps every enabled channel running for as long as ctx lasts, and follows changes as the log tells them.
func (b *Board) Run(ctx context.Context) error {
	defer b.forgetAll() // callbacks have opened some that nobody runs
	seq, err := b.Log.Last(ctx)
	if err != nil {
		return err
	}
	r := &runners{board: b, running: map[parley.ID]*runner{}, last: map[parley.ID]<-chan struct{}{}}
	defer r.stopAll()
	if err := r.reconcile(ctx); err != nil {
		return err
	}
	return b.Log.Tail(ctx, seq, b.Log.Again(func(ctx context.Context, events []event.Event) error {
		changed := false
		for _, e := range events {
			if strings.HasPrefix(string(e.Type), "channel.") {
				b.forget(e.SubjectID)
				changed = true
			}
		}
		if changed {
			return r.reconcile(ctx)
		}
		return nil
	}))
}

// runners are the channels that this process runs, or waits to run. A channel that is stopped may take its time to end:
// only its own next runner waits for that.
type runners struct {
	board   *Board
	running map[parley.ID]*runner
	last    map[parley.ID]<-chan struct{} // closed when the channel's newest runner has ended
	ended   sync.WaitGroup                // all of them
}

type runner struct {
	version int64
	cancel  context.CancelFunc
}

// reconcile starts what should run, and stops what should not or has changed.
func (r *runners) reconcile(ctx context.Context) error {
	rows, err := r.board.Store.Channels(ctx)
	if err != nil {
		return err
	}
	wanted := map[parley.ID]int64{}
	for _, c := range rows {
		if c.Enabled && c.PausedReason == "" {
			wanted[c.ID] = c.Version
		}
	}
	for id, each := range r.running {
		if version, want := wanted[id]; !want || version != each.version {
			r.stop(id)
		}
	}
	for id, version := range wanted {
		if r.running[id] == nil {
			r.start(ctx, id, version)
		}
	}
	return nil
}

func (r *runners) start(ctx context.Context, id parley.ID, version int64) {
	ctx, cancel := context.WithCancel(ctx)
	r.running[id] = &runner{version: version, cancel: cancel}
	before, ended := r.last[id], make(chan struct{})
	r.last[id] = ended
	r.ended.Go(func() {
		defer close(ended)
		if before != nil {
			<-before
		}
		lifecycle.Supervise(ctx, r.board.Logger, "channel "+string(id), func(ctx context.Context) error {
			return r.board.Owner.Hold(ctx, Resource(id), func(ctx context.Context, epoch int64) error {
				return r.board.run(ctx, id, epoch)
			})
		})
	})
}

func (r *runners) stop(id parley.ID) {
	r.running[id].cancel()
	delete(r.running, id)
}

func (r *runners) stopAll() {
	for _, each := range r.running {
		each.cancel()
	}
	r.ended.Wait()
}

// Resource is the name of a channel's lease.
func Resource(id parley.ID) string { return "channel:" + string(id) }

// run serves one channel under its lease: it sends, and listens where the driver has something to listen to.
func (b *Board) run(ctx context.Context, id parley.ID, epoch int64) (err error) {
	line, err := b.Line(ctx, id)
	if err != nil {
		return err
	}
	conn, release, err := line.Use()
	if err != nil {
		return fmt.Errorf("opening the channel: %w", err)
	}
	defer release()
	ctx, cancel := context.WithCancel(ctx)
	var listening sync.WaitGroup
	if listener, can := conn.(channel.Listener); can {
		listening.Go(func() { lifecycle.Supervise(ctx, b.Logger, "listener "+string(id), listener.Listen) })
	}
	err = b.serve(ctx, line, conn, epoch)
	cancel()
	listening.Wait()
	b.forget(id) // whoever needs the channel next opens it anew
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// Hook hands a callback to the channel that it is for; rawQuery is its query as it came, for the signed URL. Unknown
// channels and drivers without callbacks are a 404.
func (b *Board) Hook(ctx context.Context, id parley.ID, r channel.HookRequest, rawQuery string) (channel.HookReply, error) {
	line, err := b.Line(ctx, id)
	if err != nil {
		return channel.HookReply{}, err
	}
	conn, release, err := line.Use()
	if err != nil {
		return channel.HookReply{}, err
	}
	defer release()
	hook, can := conn.(channel.Webhook)
	if !can {
		return channel.HookReply{}, notFound()
	}
	r.URL = b.BaseURL + "/hooks/" + string(id) + r.Path
	if rawQuery != "" {
		r.URL += "?" + rawQuery
	}
	return hook.Hook(ctx, r), nil
}
