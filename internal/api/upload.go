package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"parley/internal/clock"
	"parley/internal/parley"
	"parley/internal/transfer"
)

// uploadInput is a file, read as it comes.
type uploadInput struct {
	Kind      string `query:"kind" enum:"contacts,accounts" required:"true" doc:"What the rows are. A contact's row may name his account too."`
	Format    string `query:"format" enum:"csv,vcard" default:"csv"`
	Name      string `query:"name" maxLength:"500" doc:"Of the file."`
	Encoding  string `query:"encoding" enum:"utf-8,utf-16le,utf-16be,windows-1252,iso-8859-1,iso-8859-15" doc:"Recognised unless said."`
	Separator string `query:"separator" enum:"comma,semicolon,tab" doc:"Recognised by the first row unless said."`
	Key       string `header:"Idempotency-Key" maxLength:"200" doc:"A repeat with the same key and file within 24 hours gets the first answer and keeps no second file."`

	file patient
}

// Resolve takes the body as a stream.
func (u *uploadInput) Resolve(ctx huma.Context) []error {
	_, w := humago.Unwrap(ctx)
	u.file = patient{body: ctx.BodyReader(), conn: http.NewResponseController(w)}
	return nil
}

// silence is how long a file's next bytes are waited for.
const silence = time.Minute

// patient reads a body for as long as it comes: a large file needs more time than other requests.
type patient struct {
	body  io.Reader
	conn  *http.ResponseController
	clock clock.Clock
}

func (p patient) Read(to []byte) (int, error) {
	p.conn.SetReadDeadline(p.clock.Now().Add(silence)) //nolint:errcheck // a connection without deadlines needs none
	return p.body.Read(to)
}

var separators = map[string]string{"comma": ",", "semicolon": ";", "tab": "\t"}

// createImport takes a file in, once under a key: it is hashed as it comes, and the answer is kept in the unit that makes it ready.
func (s *surface) createImport(ctx context.Context, in *uploadInput) (*body[importRow], error) {
	i := transfer.Import{
		Kind: transfer.Kind(in.Kind), Format: transfer.Format(in.Format), Name: in.Name, Encoding: transfer.Encoding(in.Encoding), Separator: separators[in.Separator],
	}
	in.file.clock = s.Clock
	if in.Key == "" {
		i, err := s.Transfers.Upload(ctx, actor(ctx), i, in.file)
		return answer(showImport(i)), err
	}
	if !parley.IsLine(in.Key) {
		return nil, parley.Errorf(parley.Malformed, "invalid_utf8", "The request holds text that is not valid UTF-8.")
	}
	key, sum := parley.CallKey{ActorID: actor(ctx).ID, Path: "/imports", Value: in.Key}, sha256.New()
	fmt.Fprintf(sum, "%q", []string{in.Kind, in.Format, in.Name, in.Encoding, in.Separator}) //nolint:errcheck // a hash takes everything
	before, known, err := s.uploaded(ctx, key)
	if err != nil {
		return nil, err
	}
	if known {
		if _, err := io.Copy(sum, in.file); err != nil {
			return nil, err
		}
		return before.again(sum)
	}
	i, err = s.Transfers.Upload(ctx, actor(ctx), i, io.TeeReader(in.file, sum), func(ctx context.Context, made transfer.Import) error {
		raw, err := json.Marshal(showImport(made))
		if err != nil {
			return err
		}
		kept, err := s.Keys.KeepAnswer(ctx, key, hex.EncodeToString(sum.Sum(nil)), string(raw), s.Clock.Now())
		if err == nil && !kept {
			err = errBesides
		}
		return err
	})
	if errors.Is(err, errBesides) { // it has committed: its answer is there now
		if before, known, err = s.uploaded(ctx, key); err == nil && known {
			return before.again(sum)
		}
	}
	return answer(showImport(i)), err
}

// earlier is what a call under the same key was answered.
type earlier struct{ hash, answer string }

func (s *surface) uploaded(ctx context.Context, key parley.CallKey) (e earlier, known bool, err error) {
	e.hash, e.answer, known, err = s.Keys.Answered(ctx, key)
	return e, known, err
}

// again gives the answer to a repeat with that sum; another file under the same key is refused.
func (e earlier) again(sum hash.Hash) (*body[importRow], error) {
	if e.hash != hex.EncodeToString(sum.Sum(nil)) {
		return nil, parley.Errorf(parley.Invalid, "idempotency_key_reused", "This Idempotency-Key was used for another request. Make a new one for each request.")
	}
	var row importRow
	err := json.Unmarshal([]byte(e.answer), &row)
	return answer(row), err
}
