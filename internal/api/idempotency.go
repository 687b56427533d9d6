package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"parley/internal/parley"
)

// KeyStore keeps answers by actor, path and key, written in the transaction of the effect.
type KeyStore interface {
	// Answered gives the hash of the body and the answer of an earlier call.
	Answered(ctx context.Context, k parley.CallKey) (hash, answer string, known bool, err error)
	// KeepAnswer reports false where another transaction has just kept one.
	KeepAnswer(ctx context.Context, k parley.CallKey, hash, answer string, at time.Time) (bool, error)
}

// Keyed is the input of every call that creates.
type Keyed struct {
	Key     string `header:"Idempotency-Key" maxLength:"200" doc:"A repeat with the same key and body within 24 hours gets the first answer and changes nothing."`
	RawBody []byte
}

// errBesides ends a unit beside which another one has kept an answer under the same key.
var errBesides = errors.New("api: the same call is carried out at the same time")

// once runs create, or gives the answer that the same call was given before. Another body under the same key is refused. Of
// two at the same time one is carried out, and the other gets its answer.
func once[T any](ctx context.Context, s *surface, k Keyed, path string, create func(ctx context.Context) (T, error)) (T, error) {
	var none T
	if k.Key == "" {
		return create(ctx)
	}
	if !parley.IsLine(k.Key) {
		return none, parley.Errorf(parley.Malformed, "invalid_utf8", "The request holds text that is not valid UTF-8.")
	}
	sum := sha256.Sum256(k.RawBody)
	key := parley.CallKey{ActorID: actor(ctx).ID, Path: path, Value: k.Key}
	out, err := attempt(ctx, s, key, hex.EncodeToString(sum[:]), create)
	if errors.Is(err, errBesides) { // it has committed: its answer is there now
		out, err = attempt(ctx, s, key, hex.EncodeToString(sum[:]), create)
	}
	if errors.Is(err, errBesides) {
		err = parley.Errorf(parley.Conflict, "request_in_progress", "The same request is being carried out. Repeat it in a moment.")
	}
	return out, err
}

func attempt[T any](ctx context.Context, s *surface, key parley.CallKey, hash string, create func(ctx context.Context) (T, error)) (out T, err error) {
	err = s.Work.Do(ctx, func(ctx context.Context) error {
		var none T
		out = none // a unit may run twice: nothing of the first run is told
		before, stored, known, err := s.Keys.Answered(ctx, key)
		if err != nil {
			return err
		}
		if known {
			if before != hash {
				return parley.Errorf(parley.Invalid, "idempotency_key_reused", "This Idempotency-Key was used for another request. Make a new one for each request.")
			}
			return json.Unmarshal([]byte(stored), &out)
		}
		if out, err = create(ctx); err != nil {
			return err
		}
		raw, err := json.Marshal(out)
		if err != nil {
			return err
		}
		kept, err := s.Keys.KeepAnswer(ctx, key, hash, string(raw), s.Clock.Now())
		if err == nil && !kept {
			err = errBesides
		}
		return err
	})
	return out, err
}
