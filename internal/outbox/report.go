package outbox

import (
	"context"
	"errors"
	"strings"
	"time"

	"parley/internal/channel"
	"parley/internal/parley"
	"parley/internal/switchboard"
)

// Parked is a receipt that came before its message had the provider's id.
type Parked struct {
	ProviderID string
	State      parley.State
	Code       string
	Text       string
	OptedOut   bool
	At         time.Time
}

// StateChange is a message moved on by a receipt or by hand.
type StateChange struct {
	ID           parley.ID
	State        parley.State
	Reason       string
	ReasonText   string
	ProviderCode string
	DueAt        time.Time
	At           time.Time
	Fresh        bool // starts over: attempts and the time to give up are forgotten
}

// maxProviderText is the most that is kept of a provider's own words, in bytes.
const maxProviderText = 500

// parkedFor is how long a parked receipt waits for its message.
const parkedFor = 24 * time.Hour

// Report takes in what a provider says of a message. One that is about nothing we know changes nothing: with a
// provider's id it is parked, for the send whose answer may still be under way.
func (o *Outbox) Report(ctx context.Context, line *switchboard.Line, r channel.Report) error {
	switch r.State {
	case parley.Sent, parley.Delivered, parley.Read, parley.Failed:
	default:
		return nil // "queued", "accepted": nothing that a message's state could tell
	}
	now := o.Clock.Now()
	if r.MessageID != "" && !r.MessageID.Valid() {
		r.MessageID = ""
	}
	r.ProviderID, r.Code, r.Text = parley.ProviderID(r.ProviderID), parley.CleanText(r.Code, maxProviderText), parley.CleanText(r.Text, maxProviderText)
	if r.MessageID == "" && r.ProviderID == "" {
		return nil
	}
	return o.Work.Do(ctx, func(ctx context.Context) error {
		m, known, err := o.Delivers.ForReport(ctx, line.ID, r.MessageID, r.ProviderID)
		if err != nil {
			return err
		}
		if !known {
			if r.ProviderID == "" {
				return nil
			}
			return o.Parks.ParkReceipt(ctx, line.ID, Parked{ProviderID: r.ProviderID, State: r.State, Code: r.Code, Text: r.Text, OptedOut: r.OptedOut, At: now})
		}
		return o.apply(ctx, m, Parked{ProviderID: r.ProviderID, State: r.State, Code: r.Code, Text: r.Text, OptedOut: r.OptedOut, At: now})
	})
}

// apply moves a message on as a receipt says, never backwards.
func (o *Outbox) apply(ctx context.Context, m parley.Message, r Parked) error {
	if ofEarlierAttempt(m, r) {
		return nil
	}
	if !parley.Advance(m.State, m.Reason, r.State) {
		return o.recordOptOut(ctx, m, r)
	}
	c := StateChange{ID: m.ID, State: r.State, At: r.At}
	if r.State == parley.Failed {
		c.Reason, c.ReasonText, c.ProviderCode = "undelivered", r.Text, r.Code
		if r.OptedOut {
			c.Reason = "opted_out"
		}
		if r.OptedOut && m.Purpose == parley.Confirmation {
			c.State, c.Reason = parley.Cancelled, "provider_answered"
		}
	}
	if err := o.Delivers.SetState(ctx, c); err != nil {
		return err
	}
	o.tell(ctx, m, c, parley.Actor{Kind: parley.ActorProvider})
	return o.recordOptOut(ctx, m, r)
}

// ofEarlierAttempt reports whether the receipt is not about the attempt that counts: it names another id than that has, or
// one from before a Retry; or it tells of a failure while no attempt is under way.
func ofEarlierAttempt(m parley.Message, r Parked) bool {
	if r.ProviderID != "" {
		if m.ProviderID != "" && r.ProviderID != m.ProviderID || strings.Contains(m.FormerIDs, "\n"+r.ProviderID+"\n") {
			return true
		}
	}
	return r.State == parley.Failed && m.State == parley.Pending
}

// recordOptOut writes into the ledger what a receipt says of the customer's wish, once. The answer to the customer's own
// STOP says nothing new.
func (o *Outbox) recordOptOut(ctx context.Context, m parley.Message, r Parked) error {
	if !r.OptedOut || m.Purpose == parley.Confirmation {
		return nil
	}
	standing, err := o.Consents.Standing(ctx, m.AddressID)
	if err != nil || standing.OptedOut(parley.Conversational) {
		return err
	}
	return o.optOut(ctx, m.AddressID, r.Code, r.At)
}

// applyParked gives the messages whose provider's ids have become known the receipts that were waiting for them.
func (o *Outbox) applyParked(ctx context.Context, channelID parley.ID, providerIDs []string) error {
	if len(providerIDs) == 0 {
		return nil
	}
	parked, err := o.Parks.TakeParked(ctx, channelID, providerIDs)
	if err != nil {
		return err
	}
	for _, r := range parked {
		m, known, err := o.Delivers.ForReport(ctx, channelID, "", r.ProviderID)
		if err != nil {
			return err
		}
		if !known { // the id went to nobody: this owner's claim is no longer the newest
			if err := o.Parks.ParkReceipt(ctx, channelID, r); err != nil {
				return err
			}
			continue
		}
		if err := o.apply(ctx, m, r); err != nil {
			return err
		}
	}
	return nil
}

// Sweep applies the receipts that were parked at the moment in which their message's id became known: with several
// transactions at a time neither can see the other. It forgets those that nobody came for, and ends what a removed channel has left.
func (o *Outbox) Sweep(ctx context.Context) error {
	missed, err := o.Parks.MissedParked(ctx)
	if err != nil {
		return err
	}
	for channelID, ids := range missed {
		if err := o.Work.Do(ctx, func(ctx context.Context) error { return o.applyParked(ctx, channelID, ids) }); err != nil {
			return err
		}
	}
	now := o.Clock.Now()
	if _, err = o.Parks.DropParked(ctx, now.Add(-parkedFor)); err != nil {
		return err
	}
	removed, err := o.Rests.RemovedChannels(ctx, now.Add(-removedFor))
	if err != nil {
		return err
	}
	for _, id := range removed {
		if err := errors.Join(o.Abandon(ctx, id), o.abandon(ctx, o.Rests.UnderWay, id, parley.ReasonOutcomeUnknown)); err != nil {
			return err
		}
	}
	return nil
}

// removedFor is how long a channel must have been removed until what was under way on it is given up: its owner has ended.
const removedFor = time.Minute

// Retry sends a failed message again, as it is and where it stands in its thread. The gate lets no confirmation pass a
// second time.
func (o *Outbox) Retry(ctx context.Context, id parley.ID, by parley.Actor) (m parley.Message, err error) {
	now := o.Clock.Now()
	err = o.Work.Do(ctx, func(ctx context.Context) error {
		var found bool
		m, found, err = o.Delivers.ForReport(ctx, "", id, "")
		switch {
		case err != nil:
			return err
		case !found || m.Direction != parley.Outbound:
			return parley.Errorf(parley.NotFound, "message_not_found", "There is no such message.")
		case m.State != parley.Failed:
			return parley.Errorf(parley.Conflict, "not_failed", "Only a message that failed can be sent again; this one is %s.", m.State)
		}
		if err := o.askAgain(ctx, m); err != nil {
			return err
		}
		m.State, m.Reason, m.ReasonText, m.ProviderCode, m.DueAt, m.UpdatedAt = parley.Pending, "", "", "", now, now
		c := StateChange{ID: id, State: parley.Pending, DueAt: now, At: now, Fresh: true}
		if err := o.Delivers.SetState(ctx, c); err != nil {
			return err
		}
		o.tell(ctx, m, c, by)
		o.ringAfter(ctx, m.ChannelID)
		return nil
	})
	return m, err
}

// abandonBatch is how many messages one unit of Abandon ends.
const abandonBatch = 500

// Abandon ends what still waits on a channel that was removed: nobody will send it.
func (o *Outbox) Abandon(ctx context.Context, channelID parley.ID) error {
	return o.abandon(ctx, o.Rests.Waiting, channelID, "channel_removed")
}

// abandon fails all messages that find gives, batch by batch.
func (o *Outbox) abandon(ctx context.Context, find func(ctx context.Context, channelID parley.ID, limit int) ([]parley.Message, error), channelID parley.ID, reason string) error {
	for {
		now, ended := o.Clock.Now(), 0
		err := o.Work.Do(ctx, func(ctx context.Context) error {
			found, err := find(ctx, channelID, abandonBatch)
			if err != nil {
				return err
			}
			ended = len(found)
			for _, m := range found {
				c := StateChange{ID: m.ID, State: parley.Failed, Reason: reason, ReasonText: "The channel was removed before this could be sent.", At: now}
				if err := o.Delivers.SetState(ctx, c); err != nil {
					return err
				}
				o.tell(ctx, m, c, parley.Actor{Kind: parley.ActorSystem})
			}
			return nil
		})
		if err != nil || ended < abandonBatch {
			return err
		}
	}
}
