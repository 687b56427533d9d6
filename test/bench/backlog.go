package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"parley/internal/bench"
	"parley/internal/clock"
	"parley/internal/conversation"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/switchboard"
)

// backlog writes count pending messages on the channel, to as many customers, as Submit would.
func backlog(ctx context.Context, dir, channelID string, count int) (err error) {
	db, err := store.Open(ctx, store.Options{Path: filepath.Join(dir, "parley.db")})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	clk := clock.System{}
	senders, err := store.Channels{DB: db}.Senders(ctx, parley.ID(channelID))
	if err != nil || len(senders) == 0 {
		return errors.Join(err, errors.New("the channel has no sender"))
	}
	w := &backlogWriter{
		db: db, clk: clk, sender: senders[0],
		threads: conversation.NewThreads(store.Conversations{DB: db}, event.NewLog(store.Events{DB: db}, clk), clk),
	}
	const batch = 500
	for done := 0; done < count; done += batch {
		err := db.Do(ctx, func(ctx context.Context) error {
			for i := done; i < min(done+batch, count); i++ {
				if err := w.add(ctx, i); err != nil {
					return fmt.Errorf("writing the backlog: %w", err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// backlogWriter writes messages of one sender.
type backlogWriter struct {
	db      *store.DB
	clk     clock.System
	threads *conversation.Threads
	sender  switchboard.Sender
}

// add writes the i-th, inside a unit.
func (w *backlogWriter) add(ctx context.Context, i int) error {
	now := w.clk.Now()
	address, err := store.Outbox{DB: w.db}.AddAddress(ctx, parley.Address{ID: parley.ID(w.clk.NewID()), Kind: parley.Phone, Value: bench.Number(int64(i))}, now)
	if err != nil {
		return err
	}
	m := parley.Message{
		ID: parley.ID(w.clk.NewID()), Direction: parley.Outbound, Purpose: parley.Conversational, State: parley.Pending,
		Text: "Your technician arrives between 14:00 and 16:00 today. Reply HELP for more info.", DueAt: now, CreatedAt: now, UpdatedAt: now,
	}
	if err := w.threads.Advance(ctx, conversation.Parties{ChannelID: w.sender.ChannelID, SenderID: w.sender.ID, AddressID: address}, &m); err != nil {
		return err
	}
	_, err = w.threads.Add(ctx, &m, parley.Actor{Kind: parley.ActorSystem})
	return err
}
