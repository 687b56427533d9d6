package conversation_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"parley/internal/choice"
	"parley/internal/clock"
	"parley/internal/contact"
	"parley/internal/conversation"
	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
	"parley/internal/switchboard"
)

// bench is threads on a real store with one channel and its sender.
type bench struct {
	*testing.T
	db      *store.DB
	clk     *clock.Fake
	events  *event.Log
	threads *conversation.Threads
	service *conversation.Service
	people  *contact.Contacts
	channel parley.ID
	sender  parley.ID
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{T: t, db: storetest.Open(t), clk: clock.NewFake(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC))}
	rows := store.Conversations{DB: b.db}
	b.events = event.NewLog(store.Events{DB: b.db}, b.clk)
	b.threads = conversation.NewThreads(rows, b.events, b.clk)
	b.service = conversation.NewService(b.db, rows, rows, b.events, b.clk)
	contacts := store.Contacts{DB: b.db}
	choices := choice.New(choice.Parts{Worker: b.db, Store: store.Choices{DB: b.db}, Log: b.events, Source: b.clk})
	b.people = contact.New(contact.Parts{Worker: b.db, Store: contacts, Reads: contacts, Choices: choices, Log: b.events, Source: b.clk, Region: "US"})
	b.channel, b.sender = parley.ID(b.clk.NewID()), parley.ID(b.clk.NewID())
	channels := store.Channels{DB: b.db}
	b.must(b.db.Do(t.Context(), func(ctx context.Context) error {
		if err := channels.CreateChannel(ctx, switchboard.Channel{ID: b.channel, Kind: "simulator", Name: "Main", Enabled: true, Version: 1}); err != nil {
			return err
		}
		return channels.SetSender(ctx, switchboard.Sender{ID: b.sender, ChannelID: b.channel, Value: "+12025550100"})
	}))
	return b
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// customer makes a contact with a number.
func (b *bench) customer(name, number string) contact.Holder {
	b.Helper()
	h, err := b.people.ForAddress(b.Context(), parley.Address{Kind: parley.Phone, Value: number}, name)
	b.must(err)
	return h
}

// from makes n customers with numbers of their own.
func (b *bench) from(n int) []contact.Holder {
	b.Helper()
	all := make([]contact.Holder, n)
	for i := range all {
		all[i] = b.customer(fmt.Sprintf("Customer %d", i), fmt.Sprintf("+1202555%04d", 2000+i))
	}
	return all
}

// say puts a message between us and the customer into its thread: the customer's where user is empty.
func (b *bench) say(h contact.Holder, text string, userID parley.ID) parley.Message {
	b.Helper()
	m, err := b.put(h, text, userID)
	b.must(err)
	return m
}

func (b *bench) put(h contact.Holder, text string, userID parley.ID) (parley.Message, error) {
	now := b.clk.Now()
	fresh := parley.Message{ID: parley.ID(b.clk.NewID()), Direction: parley.Inbound, State: parley.Received, Text: text, CreatedAt: now, UpdatedAt: now}
	if userID != "" {
		fresh.Direction, fresh.State, fresh.UserID = parley.Outbound, parley.Sent, userID
	}
	var m parley.Message
	err := b.db.Do(b.Context(), func(ctx context.Context) error {
		m = fresh
		if err := b.threads.Advance(ctx, conversation.Parties{ChannelID: b.channel, SenderID: b.sender, AddressID: h.Address.ID}, &m); err != nil {
			return err
		}
		added, err := b.threads.Add(ctx, &m, parley.Actor{Kind: parley.ActorSystem})
		if err == nil && !added {
			err = fmt.Errorf("message %s was not added", m.ID)
		}
		return err
	})
	return m, err
}

// list gives the conversations that a viewer sees, page by page.
func (b *bench) list(f conversation.Filter) []conversation.View {
	b.Helper()
	if f.Limit == 0 {
		f.Limit = 50
	}
	list, err := b.service.List(b.Context(), f)
	b.must(err)
	return list.Views
}

func (b *bench) get(id parley.ID, viewer conversation.Viewer) conversation.View {
	b.Helper()
	v, err := b.service.Get(b.Context(), id, viewer)
	b.must(err)
	return v
}

// viewers make up users; a user's row is not needed to read.
func viewer(id parley.ID) conversation.Viewer {
	return conversation.Viewer{UserID: id, Customers: true}
}

// told gives the events of a type.
func (b *bench) told(what event.Type) (found []event.Event) {
	b.Helper()
	for _, e := range storetest.Told(b.T, b.db) {
		if e.Type == what {
			found = append(found, e)
		}
	}
	return found
}
