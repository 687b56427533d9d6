// Package million fills a database with what a provider has after years: accounts, contacts, conversations and messages,
// as they would be had they come one by one. Everything is written by package store as the features write it, so that
// counters, search words and indexes are true; what the event log would have forgotten by then is left out. The same
// seed gives the same people and the same texts.
package million

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"time"

	"parley/internal/parley"
	"parley/internal/store"
)

// Version changes with what the generator writes, so that nobody measures on a file of an older one.
const Version = 1

// Size says how much to write.
type Size struct {
	Messages, Conversations, Contacts, Accounts int
}

// Million is what issue 3 asks for.
var Million = Size{Messages: 1_000_000, Conversations: 100_000, Contacts: 200_000, Accounts: 50_000}

// Divided is a size in the same proportions.
func (s Size) Divided(by int) Size {
	return Size{s.Messages / by, s.Conversations / by, s.Contacts / by, s.Accounts / by}
}

// Line is a channel with its sender.
type Line struct{ ChannelID, SenderID parley.ID }

// Hub is what must be there before: who writes and by which lines.
type Hub struct {
	DB *store.DB
	// Lines carry the conversations; the first of two carries most.
	Lines []Line
	// Writer has written what users wrote and has read nearly everything.
	Writer parley.ID
}

// The years that are written: they end before any hub that is filled runs.
var (
	began = time.Date(2024, 11, 1, 0, 0, 0, 0, time.UTC)
	ended = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
)

// batch is how many rows a unit of work writes.
const batch = 1000

// filler is one filling.
type filler struct {
	Hub
	size    Size
	seed    uint64
	words   *vocabulary
	lengths []int // of each conversation, in messages
	tags    []parley.Named
	types   []parley.ID // of accounts
}

// Fill writes so much, and says at each step what it begins.
func Fill(ctx context.Context, h Hub, size Size, seed uint64, say func(string)) error {
	f := &filler{Hub: h, size: size, seed: seed, words: newVocabulary(rand.New(rand.NewPCG(seed, 1)))}
	f.lengths = f.share()
	if err := f.roomy(ctx); err != nil {
		return err
	}
	for _, step := range []struct {
		name string
		do   func(ctx context.Context) error
	}{
		{"choices", f.choices},
		{fmt.Sprintf("%d accounts", size.Accounts), func(ctx context.Context) error { return f.each(ctx, size.Accounts, f.account) }},
		{fmt.Sprintf("%d contacts", size.Contacts), func(ctx context.Context) error { return f.each(ctx, size.Contacts, f.contact) }},
		{fmt.Sprintf("%d messages", size.Messages), f.threads},
		{"what has been read", func(ctx context.Context) error { return f.each(ctx, size.Conversations, f.read) }},
	} {
		say(step.name)
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
	}
	return nil
}

// roomy gives SQLite's writer memory for the whole file: rows go to places all over it.
func (f *filler) roomy(ctx context.Context) error {
	if !f.DB.SQLite() {
		return nil
	}
	for _, pragma := range []string{`PRAGMA cache_size = -3000000`, `PRAGMA wal_autocheckpoint = 100000`} {
		if err := f.DB.Exec(ctx, pragma); err != nil {
			return err
		}
	}
	return nil
}

// each writes count rows, each with chance of its own, in batches.
func (f *filler) each(ctx context.Context, count int, one func(ctx context.Context, i int, chance *rand.Rand) error) error {
	for from := 0; from < count; from += batch {
		err := f.DB.Do(ctx, func(ctx context.Context) error {
			for i := from; i < min(from+batch, count); i++ {
				if err := one(ctx, i, f.chance("row", i)); err != nil {
					return err
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

// chance is that of one row of a kind.
func (f *filler) chance(kind string, i int) *rand.Rand {
	return rand.New(rand.NewPCG(f.seed, mix(kind, i)))
}

func mix(kind string, i int) uint64 {
	h := fnv.New64a()
	h.Write([]byte(kind)) //nolint:errcheck // a hash cannot fail
	var n [8]byte
	binary.BigEndian.PutUint64(n[:], uint64(i))
	h.Write(n[:]) //nolint:errcheck // a hash cannot fail
	return h.Sum64()
}

// id is the UUIDv7 of the i-th row of a kind, made at a time (RFC 9562, section 5.7).
func id(kind string, i int, at time.Time) parley.ID {
	a, b := mix(kind, i), mix(kind+"'", i)
	ms := uint64(at.UnixMilli())
	return parley.ID(fmt.Sprintf("%08x-%04x-7%03x-%04x-%012x", ms>>16, ms&0xffff, a&0xfff, 0x8000|b>>50, a>>16))
}

// when spreads the i-th of count evenly over the years.
func when(i, count int) time.Time {
	return began.Add(time.Duration(float64(ended.Sub(began)) * float64(i) / float64(count))).Truncate(time.Millisecond)
}

// zipf picks from 0 to n-1, the first ones most often.
func zipf(chance *rand.Rand, n int) int {
	return int(rand.NewZipf(chance, 1.1, 4, uint64(n-1)).Uint64())
}
