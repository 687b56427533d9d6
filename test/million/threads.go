package million

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"parley/internal/conversation"
	"parley/internal/parley"
	"parley/internal/store"
)

// said is that a conversation had a message at a time.
type said struct {
	at           int64 // milliseconds since 1970
	conversation int32
	nth          int32 // from 0
}

// share shares the messages out: most conversations have a few, some have thousands (Pareto's law).
func (f *filler) share() []int {
	chance := f.chance("lengths", 0)
	weights, sum := make([]float64, f.size.Conversations), 0.0
	for i := range weights {
		weights[i] = math.Min(math.Pow(1-chance.Float64(), -1/1.1), 2000)
		sum += weights[i]
	}
	left := f.size.Messages - f.size.Conversations // each has one at least
	out, spent, shared := make([]int, f.size.Conversations), 0, 0.0
	for i, w := range weights {
		shared += w / sum * float64(left)
		out[i] = 1 + int(shared) - spent
		spent = int(shared)
	}
	out[len(out)-1] += left - spent
	return out
}

// story is all that was said, in the order of time.
func (f *filler) story() []said {
	all := make([]said, 0, f.size.Messages)
	span := ended.Sub(began).Milliseconds()
	for i, length := range f.lengths {
		chance := f.chance("story", i)
		first := chance.Int64N(span)
		times := make([]int64, length)
		for n := range times {
			times[n] = first + chance.Int64N(span-first)
		}
		slices.Sort(times)
		for n, at := range times {
			all = append(all, said{began.UnixMilli() + at, int32(i), int32(n)})
		}
	}
	slices.SortFunc(all, func(a, b said) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.conversation, b.conversation), cmp.Compare(a.nth, b.nth))
	})
	return all
}

// threads writes the story.
func (f *filler) threads(ctx context.Context) error {
	for part := range slices.Chunk(f.story(), batch) {
		err := f.DB.Do(ctx, func(ctx context.Context) error {
			for _, s := range part {
				if err := f.say(ctx, s); err != nil {
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

// partner gives whose the i-th conversation is, and on which line: most have one conversation, some a second on another line.
func (f *filler) partner(i int) (contact int, line Line) {
	people := min(f.size.Contacts, f.size.Conversations-f.size.Conversations/30*(len(f.Lines)-1))
	contact = i % people * 7919 % f.size.Contacts
	first := 0
	if contact%10 == 0 {
		first = 1
	}
	return contact, f.Lines[(first+i/people)%len(f.Lines)]
}

func conversationID(i int) parley.ID { return id("conversation", i, began) }

// say writes one message.
func (f *filler) say(ctx context.Context, s said) error {
	chance := f.chance(fmt.Sprint("said ", s.nth), int(s.conversation))
	who, line := f.partner(int(s.conversation))
	at := time.UnixMilli(s.at).UTC()
	parties := conversation.Parties{ChannelID: line.ChannelID, SenderID: line.SenderID, AddressID: f.firstAddress(who)}
	threads := store.Conversations{DB: f.DB}
	if s.nth == 0 {
		if _, err := threads.CreateThread(ctx, conversationID(int(s.conversation)), parties, at); err != nil {
			return err
		}
	}
	m := parley.Message{
		ID: id(fmt.Sprint("message ", s.nth), int(s.conversation), at), Direction: parley.Inbound, State: parley.Received, Text: f.words.text(chance), Segments: 1, BilledSegments: 1,
		ChannelID: line.ChannelID, SenderID: line.SenderID, AddressID: parties.AddressID, CreatedAt: at, UpdatedAt: at,
		ProviderID: fmt.Sprintf("SM%08x%08x", s.conversation, s.nth),
	}
	if chance.IntN(100) < 55 {
		m.Direction, m.Purpose = parley.Outbound, parley.Conversational
		m.State = []parley.State{parley.Delivered, parley.Delivered, parley.Delivered, parley.Sent, parley.Failed}[zipf(chance, 5)]
		if m.State == parley.Failed {
			m.Reason = "provider_error"
		}
		if chance.IntN(5) > 0 {
			m.UserID = f.Writer
		} else {
			m.Purpose = parley.Notification
		}
	}
	c, found, err := threads.AdvanceThread(ctx, parties, conversation.Entry{
		Direction: m.Direction, State: m.State, Preview: conversation.Preview(m.Text), ByUser: m.UserID != "", At: at,
	})
	if err != nil || !found {
		return fmt.Errorf("conversation %d: found %t, %w", s.conversation, found, err)
	}
	m.ConversationID, m.Position, m.ContactID, m.AccountID = c.ID, c.Position, c.ContactID, c.AccountID
	_, err = threads.AddMessage(ctx, &m)
	return err
}

// read marks the i-th conversation as the writer has read it: all of it but for one in two hundred.
func (f *filler) read(ctx context.Context, i int, chance *rand.Rand) error {
	if chance.IntN(200) == 0 {
		return nil
	}
	_, _, err := store.Conversations{DB: f.DB}.MarkRead(ctx, conversationID(i), f.Writer, int64(f.lengths[i]))
	return err
}
