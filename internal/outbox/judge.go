package outbox

import (
	"context"
	"time"

	"parley/internal/channel"
	"parley/internal/parley"
)

// judge says what a Send's answer makes of its message, and until when the whole channel should rest.
func (d *delivery) judge(o outcome, now time.Time) (s Settlement, rest time.Time) {
	s = Settlement{ID: o.message.ID, Epoch: d.epoch, At: now, GiveUpAt: o.message.GiveUpAt, MaybeDoubled: o.message.MaybeDoubled}
	if o.err == nil {
		s.State, s.ProviderID = parley.Sent, parley.ProviderID(o.receipt.ProviderID)
		if parley.Advance(parley.Sent, "", o.receipt.State) {
			s.State = o.receipt.State
		}
		return s, rest
	}
	s.ProviderCode, s.ReasonText = parley.CleanText(o.err.Code, maxProviderText), parley.CleanText(o.err.Text, maxProviderText)
	switch o.err.Next {
	case channel.Rejected:
		s.State, s.Reason = parley.Failed, "rejected"
		if o.err.OptedOut {
			s.Reason = "opted_out"
		}
		if o.err.OptedOut && o.message.Purpose == parley.Confirmation {
			// The provider has answered the customer's STOP itself: nothing is wrong, and nothing more is to be said.
			s.State, s.Reason = parley.Cancelled, "provider_answered"
		}
	case channel.Throttled:
		wait := o.err.RetryAfter
		if wait <= 0 {
			wait = d.pause(1)
		}
		rest = now.Add(wait)
		s.State, s.Reason, s.DueAt, s.Uncounted = parley.Pending, "throttled", rest, true
	case channel.Misconfigured:
		s.State, s.Reason, s.DueAt, s.Uncounted = parley.Pending, "channel_paused", now, true
	case channel.Unavailable:
		d.retry(&s, o.message, now)
	default:
		d.unanswered(&s, o.message, now)
	}
	return s, rest
}

// retry tries again with back-off and jitter, for as long as a message may hold up its conversation.
func (d *delivery) retry(s *Settlement, m Claimed, now time.Time) {
	if s.GiveUpAt.IsZero() {
		s.GiveUpAt = now.Add(giveUp)
	}
	if !now.Before(s.GiveUpAt) {
		s.State, s.Reason = parley.Failed, parley.ReasonExpired
		return
	}
	due := now.Add(d.pause(m.Attempts))
	if due.After(s.GiveUpAt) {
		due = s.GiveUpAt
	}
	s.State, s.Reason, s.DueAt = parley.Pending, "unavailable", due
}

// pause doubles with each attempt, half of it by chance so that many do not come back at once.
func (d *delivery) pause(attempt int) time.Duration {
	p := lastPause
	if attempt < 7 {
		p = min(lastPause, firstPause<<max(0, attempt-1))
	}
	return p/2 + time.Duration(d.Clock.Float64()*float64(p/2))
}

// unanswered applies the driver's rule for a send whose answer did not come in time. What is sent again backs off and
// ends like any other retry: a provider that never answers would else be given the same text for ever.
func (d *delivery) unanswered(s *Settlement, m Claimed, now time.Time) {
	d.unresolved(s, d.line.Info.AfterTime, now)
	if s.State == parley.Pending {
		d.retry(s, m, now)
		s.Reason = parley.ReasonOutcomeUnknown
	}
}

// unresolved applies the driver's rule for a message of which nobody knows whether it went.
func (d *delivery) unresolved(s *Settlement, rule channel.Unresolved, now time.Time) {
	if rule == channel.Resend {
		s.State, s.Reason, s.DueAt, s.MaybeDoubled = parley.Pending, parley.ReasonOutcomeUnknown, now, true
		return
	}
	s.State, s.Reason = parley.Failed, parley.ReasonOutcomeUnknown
}

// resolveOrphans settles what an earlier owner left in the middle of a send.
func (d *delivery) resolveOrphans(ctx context.Context) error {
	now := d.Clock.Now()
	count := 0
	err := d.Work.Do(ctx, func(ctx context.Context) error {
		orphans, err := d.Delivers.Orphans(ctx, d.line.ID, d.epoch)
		if err != nil {
			return err
		}
		count = len(orphans)
		for _, m := range orphans {
			s := d.afterCrash(m, now)
			if _, err := d.Delivers.Settle(ctx, s); err != nil {
				return err
			}
			d.tell(ctx, m.Message, StateChange{State: s.State, Reason: s.Reason, At: now}, parley.Actor{Kind: parley.ActorSystem})
		}
		return nil
	})
	if count > 0 && err == nil {
		d.Counts.InDoubt(d.line.Kind, count)
		d.Logger.Warn("messages were on their way when their owner ended", "channel_id", d.line.ID, "messages", count, "rule", d.line.Info.AfterCrash)
	}
	return err
}

// crashAttempts is how often a message is handed to the provider at most if that goes on ending its owner: it may be what
// ends it.
const crashAttempts = 5

// afterCrash says what becomes of an orphan. The rule Lookup comes with the first driver that can be asked; until then
// such a driver is treated with the careful rule. What has been an orphan before backs off, so that those which were on
// their way together are tried apart, and the one that ends the hub takes no others with it.
func (d *delivery) afterCrash(m Claimed, now time.Time) Settlement {
	s := Settlement{ID: m.ID, Epoch: d.epoch, At: now, GiveUpAt: m.GiveUpAt, MaybeDoubled: m.MaybeDoubled}
	if m.MaybeDoubled && m.Attempts >= crashAttempts {
		s.State, s.Reason = parley.Failed, parley.ReasonOutcomeUnknown
		return s
	}
	d.unresolved(&s, d.line.Info.AfterCrash, now)
	if s.State == parley.Pending && m.MaybeDoubled {
		s.DueAt = now.Add(d.pause(m.Attempts))
	}
	return s
}
