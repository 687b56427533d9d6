package store

import (
	"context"
	"time"

	"parley/internal/parley"
)

// CallKeys keeps the answers of calls that may be repeated.
type CallKeys struct{ *DB }

// Answered finds what a call was answered before.
func (s CallKeys) Answered(ctx context.Context, k parley.CallKey) (hash, answer string, known bool, err error) {
	_, known, err = one(ctx, s.DB, func(r scanner) (struct{}, error) { return struct{}{}, r.Scan(&hash, &answer) },
		`SELECT body_hash, answer FROM idempotency_key WHERE actor_id = $1 AND path = $2 AND idempotency_key = $3`,
		string(k.ActorID), k.Path, k.Value)
	return hash, answer, known, err
}

// KeepAnswer writes one down.
func (s CallKeys) KeepAnswer(ctx context.Context, k parley.CallKey, hash, answer string, at time.Time) (bool, error) {
	n, err := s.exec(ctx, `INSERT INTO idempotency_key (actor_id, path, idempotency_key, body_hash, answer, created_at)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`, string(k.ActorID), k.Path, k.Value, hash, answer, millis(at))
	return n == 1, err
}

// DropAnswers forgets old ones.
func (s CallKeys) DropAnswers(ctx context.Context, before time.Time) (dropped int64, err error) {
	return s.dropBatches(ctx, `DELETE FROM idempotency_key WHERE (actor_id, path, idempotency_key) IN
		(SELECT actor_id, path, idempotency_key FROM idempotency_key WHERE created_at < $1 ORDER BY created_at LIMIT $2)`, millis(before))
}
