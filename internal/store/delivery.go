package store

import (
	"context"
	"slices"
	"strconv"
	"time"

	"parley/internal/outbox"
	"parley/internal/parley"
	"parley/internal/switchboard"
)

// Delivery is what sending and receipts read and write.
type Delivery struct{ *DB }

var (
	_ outbox.DeliveryStore = Delivery{}
	_ outbox.RestStore     = Delivery{}
	_ outbox.ParkStore     = Delivery{}
)

// claimedColumns are a message with what a Send needs: $1 … belong to the caller.
const claimedColumns = messageColumns + `, m.give_up_at, a.value, COALESCE(se.value, ''), COALESCE(co.at, 0), ` + capable

const claimedJoins = ` JOIN address a ON a.id = m.address_id LEFT JOIN sender se ON se.id = m.sender_id LEFT JOIN consent co ON co.id = m.consent_id `

func scanClaimed(r scanner) (c outbox.Claimed, err error) {
	var doubled, due, created, updated, giveUp, keyword, smsCapable int64
	fields := append(messageFields(&c.Message, &doubled, &due, &created, &updated), &giveUp, &c.To, &c.From, &keyword, &smsCapable)
	err = r.Scan(fields...)
	finishMessage(&c.Message, doubled, due, created, updated)
	c.GiveUpAt, c.KeywordAt, c.SMSCapable = moment(giveUp), moment(keyword), smsCapable == 1
	return c, err
}

// changedAt sets when a message last changed, from a parameter in milliseconds: always later than before, although the
// times of units that wait for one another are taken before they run. Who has two versions knows which one is newer.
func changedAt(parameter int) string {
	p := "$" + strconv.Itoa(parameter)
	return "updated_at = CASE WHEN updated_at < " + p + " THEN " + p + " ELSE updated_at + 1 END"
}

// Claim takes the heads of conversations that are due. What a fence holds back is not there for it.
func (s Delivery) Claim(ctx context.Context, channelID parley.ID, epoch int64, now time.Time, limit int) ([]outbox.Claimed, bool, error) {
	held, err := s.holdsLease(ctx, switchboard.Resource(channelID), epoch)
	if err != nil || !held {
		return nil, false, err
	}
	rows, err := all(ctx, s.DB, value[int64], `UPDATE message SET state = 'in_progress', lease_epoch = $2, attempts = attempts + 1, `+changedAt(3)+`
		WHERE row_number IN (SELECT m.row_number FROM message m
			WHERE m.channel_id = $1 AND m.state IN ('pending', 'held') AND m.fenced = 0 AND m.due_at <= $3
			AND NOT EXISTS (SELECT 1 FROM message e WHERE e.conversation_id = m.conversation_id AND e.position < m.position
				AND e.state IN ('pending', 'held', 'in_progress') AND e.fenced = 0 AND (e.state <> 'held' OR e.due_at <= $3))
			ORDER BY m.due_at, m.row_number LIMIT $4) AND state IN ('pending', 'held')
		RETURNING row_number`, string(channelID), epoch, millis(now), limit)
	if err != nil || len(rows) == 0 {
		return nil, true, err
	}
	args := padded(rows)
	claimed, err := all(ctx, s.DB, scanClaimed, `SELECT `+claimedColumns+` FROM message m`+claimedJoins+`WHERE m.row_number IN `+list(1, len(args))+`
		ORDER BY m.due_at, m.row_number`, args...)
	return claimed, true, err
}

// NextDue looks for what waits beyond now.
func (s Delivery) NextDue(ctx context.Context, channelID parley.ID, now time.Time) (time.Time, error) {
	ms, _, err := one(ctx, s.DB, value[int64], `SELECT COALESCE(MIN(due_at), 0) FROM message
		WHERE channel_id = $1 AND state IN ('pending', 'held') AND fenced = 0 AND due_at > $2`, string(channelID), millis(now))
	return moment(ms), err
}

// Settle writes an outcome under the epoch of its claim. Two messages never get the same provider's id: a provider that
// gives one twice is believed the first time.
func (s Delivery) Settle(ctx context.Context, o outbox.Settlement) (bool, error) {
	n, err := s.exec(ctx, `UPDATE message SET state = $3, reason = $4, reason_text = $5, provider_code = $6, `+changedAt(7)+`,
			due_at = COALESCE(NULLIF(CAST($8 AS BIGINT), 0), due_at), give_up_at = $9, attempts = attempts - $10, maybe_doubled = $11,
			provider_id = CASE WHEN $12 = '' OR EXISTS (SELECT 1 FROM message t WHERE t.channel_id = message.channel_id
				AND t.provider_id = $12 AND t.provider_id <> '' AND t.direction = 'outbound' AND t.id <> message.id) THEN provider_id ELSE $12 END
		WHERE id = $1 AND lease_epoch = $2 AND state = 'in_progress'`,
		string(o.ID), o.Epoch, string(o.State), o.Reason, o.ReasonText, o.ProviderCode, millis(o.At), millis(o.DueAt), millis(o.GiveUpAt),
		flag(o.Uncounted), flag(o.MaybeDoubled), o.ProviderID)
	if err != nil {
		return false, err
	}
	if n == 1 {
		return true, s.showState(ctx, o.ID, o.State)
	}
	if o.ProviderID != "" {
		_, err = s.exec(ctx, `UPDATE message SET provider_id = $2 WHERE id = $1 AND lease_epoch = $3 AND provider_id = ''
			AND NOT EXISTS (SELECT 1 FROM message t WHERE t.channel_id = message.channel_id AND t.provider_id = $2 AND t.provider_id <> '' AND t.direction = 'outbound')`,
			string(o.ID), o.ProviderID, o.Epoch)
	}
	return false, err
}

// showState keeps the list true about a newest message that failed; the list shows no other outcome.
func (s Delivery) showState(ctx context.Context, id parley.ID, state parley.State) error {
	if state != parley.Failed {
		return nil
	}
	return s.setLastState(ctx, id, state)
}

func (s Delivery) setLastState(ctx context.Context, id parley.ID, state parley.State) error {
	_, err := s.exec(ctx, `UPDATE conversation SET last_state = $2 WHERE EXISTS (SELECT 1 FROM message m
		WHERE m.id = $1 AND m.conversation_id = conversation.id AND m.position = conversation.position)
		AND id = (SELECT conversation_id FROM message WHERE id = $1)`, string(id), string(state))
	return err
}

// Orphans gives what earlier owners left, and takes it over for this epoch.
func (s Delivery) Orphans(ctx context.Context, channelID parley.ID, epoch int64) ([]outbox.Claimed, error) {
	if _, err := s.exec(ctx, `UPDATE message SET lease_epoch = $2 WHERE channel_id = $1 AND state = 'in_progress' AND lease_epoch < $2`,
		string(channelID), epoch); err != nil {
		return nil, err
	}
	return all(ctx, s.DB, scanClaimed, `SELECT `+claimedColumns+` FROM message m`+claimedJoins+`
		WHERE m.channel_id = $1 AND m.state = 'in_progress' AND m.lease_epoch = $2 ORDER BY m.row_number`, string(channelID), epoch)
}

// ForReport finds a message by our id, else by the provider's; an empty channel stands for any.
func (s Delivery) ForReport(ctx context.Context, channelID, id parley.ID, providerID string) (parley.Message, bool, error) {
	if id != "" {
		m, found, err := one(ctx, s.DB, scanMessage, `SELECT `+messageColumns+` FROM message m
			WHERE m.id = $1 AND ($2 = '' OR m.channel_id = $2) AND m.direction = 'outbound'`+s.dialect.updateLock(), string(id), string(channelID))
		if found || err != nil || providerID == "" {
			return m, found, err
		}
	}
	return one(ctx, s.DB, scanMessage, `SELECT `+messageColumns+` FROM message m
		WHERE m.channel_id = $1 AND m.provider_id = $2 AND m.direction = 'outbound' AND m.provider_id <> ''`+s.dialect.updateLock(),
		string(channelID), providerID)
}

// Waiting gives what is still to be sent.
func (s Delivery) Waiting(ctx context.Context, channelID parley.ID, limit int) ([]parley.Message, error) {
	return all(ctx, s.DB, scanMessage, `SELECT `+messageColumns+` FROM message m
		WHERE m.channel_id = $1 AND m.state IN ('pending', 'held') ORDER BY m.due_at, m.row_number LIMIT $2`+s.dialect.updateLock(), string(channelID), limit)
}

// UnderWay gives what was claimed and is not settled.
func (s Delivery) UnderWay(ctx context.Context, channelID parley.ID, limit int) ([]parley.Message, error) {
	return all(ctx, s.DB, scanMessage, `SELECT `+messageColumns+` FROM message m
		WHERE m.channel_id = $1 AND m.state = 'in_progress' ORDER BY m.row_number LIMIT $2`+s.dialect.updateLock(), string(channelID), limit)
}

// RemovedChannels gives those that were removed before and still have something to send.
func (s Delivery) RemovedChannels(ctx context.Context, before time.Time) ([]parley.ID, error) {
	return all(ctx, s.DB, value[parley.ID], `SELECT c.id FROM channel c WHERE c.deleted_at > 0 AND c.deleted_at < $1
		AND (EXISTS (SELECT 1 FROM message m WHERE m.channel_id = c.id AND m.state IN ('pending', 'held'))
			OR EXISTS (SELECT 1 FROM message m WHERE m.channel_id = c.id AND m.state = 'in_progress'))`, millis(before))
}

// SetState moves a message on.
func (s Delivery) SetState(ctx context.Context, c outbox.StateChange) error {
	_, err := s.exec(ctx, `UPDATE message SET state = $2, reason = $3, reason_text = $4, provider_code = $5, `+changedAt(6)+`,
			due_at = COALESCE(NULLIF(CAST($7 AS BIGINT), 0), due_at),
			former_provider_ids = CASE WHEN $8 = 1 AND provider_id <> '' THEN former_provider_ids || $9 || provider_id || $9 ELSE former_provider_ids END,
			provider_id = CASE WHEN $8 = 1 THEN '' ELSE provider_id END,
			fenced = CASE WHEN $8 = 1 THEN 0 ELSE fenced END, attempts = CASE WHEN $8 = 1 THEN 0 ELSE attempts END, give_up_at = CASE WHEN $8 = 1 THEN 0 ELSE give_up_at END
		WHERE id = $1`, string(c.ID), string(c.State), c.Reason, c.ReasonText, c.ProviderCode, millis(c.At), millis(c.DueAt), flag(c.Fresh), "\n")
	if err != nil {
		return err
	}
	if c.State == parley.Failed || c.Fresh {
		return s.setLastState(ctx, c.ID, c.State)
	}
	return nil
}

// ParkReceipt keeps a receipt; the same one again changes nothing.
func (s Delivery) ParkReceipt(ctx context.Context, channelID parley.ID, r outbox.Parked) error {
	_, err := s.exec(ctx, `INSERT INTO parked_receipt (channel_id, provider_id, state, code, text, opted_out, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
		string(channelID), r.ProviderID, string(r.State), r.Code, r.Text, flag(r.OptedOut), millis(r.At))
	return err
}

// TakeParked gives and forgets receipts, the earliest first.
func (s Delivery) TakeParked(ctx context.Context, channelID parley.ID, providerIDs []string) ([]outbox.Parked, error) {
	args := append([]any{string(channelID)}, padded(providerIDs)...)
	parked, err := all(ctx, s.DB, func(r scanner) (p outbox.Parked, err error) {
		var optedOut, at int64
		err = r.Scan(&p.ProviderID, &p.State, &p.Code, &p.Text, &optedOut, &at)
		p.OptedOut, p.At = optedOut == 1, moment(at)
		return p, err
	}, `DELETE FROM parked_receipt WHERE channel_id = $1 AND provider_id IN `+list(2, len(args)-1)+`
		RETURNING provider_id, state, code, text, opted_out, at`, args...)
	slices.SortStableFunc(parked, func(a, b outbox.Parked) int { return a.At.Compare(b.At) })
	return parked, err
}

// missedAtOnce is how many parked receipts one sweep looks after; the next one goes on.
const missedAtOnce = 256

// MissedParked finds parked receipts by their messages.
func (s Delivery) MissedParked(ctx context.Context) (map[parley.ID][]string, error) {
	type missed struct {
		channel parley.ID
		id      string
	}
	found, err := all(ctx, s.DB, func(r scanner) (m missed, err error) {
		err = r.Scan(&m.channel, &m.id)
		return m, err
	}, `SELECT DISTINCT p.channel_id, p.provider_id FROM parked_receipt p JOIN message m ON m.channel_id = p.channel_id
		AND m.provider_id = p.provider_id AND m.provider_id <> '' AND m.direction = 'outbound' LIMIT $1`, missedAtOnce)
	out := map[parley.ID][]string{}
	for _, m := range found {
		out[m.channel] = append(out[m.channel], m.id)
	}
	return out, err
}

// DropParked forgets old receipts.
func (s Delivery) DropParked(ctx context.Context, before time.Time) (dropped int64, err error) {
	err = s.Do(ctx, func(ctx context.Context) error {
		dropped, err = s.exec(ctx, `DELETE FROM parked_receipt WHERE at < $1`, millis(before))
		return err
	})
	return dropped, err
}
