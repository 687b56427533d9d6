package app

import (
	"context"
	"fmt"
	"time"

	"parley/internal/contact"
	"parley/internal/conversation"
	"parley/internal/gsm"
	"parley/internal/parley"
	"parley/internal/switchboard"
)

// demoThreads is how many customers have written before the visitor comes.
const demoThreads = 48

// demoStride walks through the contacts, who come by name, in an order that looks like life; it is prime.
const demoStride = 101

// demoTalks are what was said: the customer begins, then in turn.
var demoTalks = [][]string{
	{"Hi, my internet has been down since this morning. Any ETA?", "Sorry about that! A fibre on Pine Street was cut; the crew expects to be done by 14:00.", "Thank you, that helps."},
	{"What does the upgrade to 1 Gbps cost?", "It is $15 more a month, no installation fee. Shall I book it?", "Yes please", "Done: active from tonight. Restart the router once after 22:00.", "Great, see you then 👍"},
	{"I was charged twice for November. Invoices 10442 and 10443 look identical.", "You are right, I have cancelled 10443. The refund takes 3 to 5 days."},
	{"Bonjour, mon modem clignote en rouge depuis hier soir.", "Bonjour ! Pouvez-vous le débrancher 30 secondes, puis le rebrancher ?", "C'est reparti, merci beaucoup !"},
	{"Could you please move my appointment to Friday afternoon? I have to be at work until 3pm.", "Friday 15:30 to 17:00 is free. Shall I take it?"},
	{"Router lights: power green, PON off, LOS red. What now?"},
	{"Is there a plan without a TV box?", "Yes, Fibre 300 is internet only, $49 a month.", "Perfect, how do I switch?"},
	{"Le technicien est passé, tout fonctionne. Merci !", "Parfait, bonne journée !"},
	{"Our office at 41 Rue Saint-Paul also lost service.\nSame symptoms as yesterday:\n- phones down\n- Wi-Fi up, no internet\n- ticket 88213"},
	{"Do you deliver the new router or do I pick it up?", "Both are possible. It would be with you on Thursday.", "Thursday is fine."},
}

// seedThreads writes a few days of conversations into the demo: history, which nobody sends.
func (h *hub) seedThreads(ctx context.Context, lines []*switchboard.Line, authors []parley.ID) error {
	contacts, _, err := h.contacts.List(ctx, contact.Filter{Limit: 500})
	if err != nil {
		return fmt.Errorf("choosing the demo's customers: %w", err)
	}
	start := h.clock.Now().Add(-6 * 24 * time.Hour)
	talks := 0
	return h.db.Do(ctx, func(ctx context.Context) error {
		for i := range contacts {
			address, has := phoneOf(contacts[i*demoStride%len(contacts)])
			if !has || talks == demoThreads {
				continue
			}
			line := lines[talks%len(lines)]
			at := start.Add(time.Duration(talks)*3*time.Hour + time.Duration(talks*37%90)*time.Minute)
			p := conversation.Parties{ChannelID: line.ID, SenderID: line.Senders[0].ID, AddressID: address}
			if err := h.seedTalk(ctx, p, demoTalks[talks%len(demoTalks)], at, authors[talks%len(authors)]); err != nil {
				return fmt.Errorf("writing the demo's conversations: %w", err)
			}
			talks++
		}
		return nil
	})
}

func (h *hub) seedTalk(ctx context.Context, p conversation.Parties, texts []string, at time.Time, author parley.ID) error {
	for i, text := range texts {
		at = at.Add(time.Duration(2+3*i) * time.Minute)
		m := parley.Message{
			ID: parley.ID(h.clock.NewID()), Direction: parley.Inbound, Purpose: parley.Conversational, Text: text, State: parley.Received,
			CreatedAt: at, UpdatedAt: at,
		}
		by := parley.Actor{Kind: parley.ActorCustomer, ID: p.AddressID}
		if i%2 == 1 {
			m.Direction, m.State, m.UserID = parley.Outbound, parley.Delivered, author
			m.Segments, m.BilledSegments = gsm.Count(text).Segments, gsm.Billed(text, gsm.Profile(h.config.SegmentProfile))
			by = parley.Actor{Kind: parley.ActorUser, ID: author}
		}
		if err := h.threads.Advance(ctx, p, &m); err != nil {
			return err
		}
		if _, err := h.threads.Add(ctx, &m, by); err != nil {
			return err
		}
	}
	return nil
}

func phoneOf(c contact.Contact) (parley.ID, bool) {
	for _, a := range c.Addresses {
		if a.Kind == parley.Phone {
			return a.ID, true
		}
	}
	return "", false
}
