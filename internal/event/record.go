package event

import (
	"context"
	"encoding/json"
	"reflect"
	"time"

	"parley/internal/parley"
)

// Record is what the audit trail keeps of an event, for longer than the log: which thing was changed, and how.
type Record struct {
	Name    string // of the thing, as people knew it then
	Changes []Change
}

// Change is one property before and after, as JSON; null where the thing was not there or is no more.
type Change struct {
	Field  string          `json:"field"`
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
}

// Recorded compares two states of a thing, structs or pointers to them, of which nil stands for "not there". It looks at
// the fields that carry a tag `audit:"name"` and at no others, so that a secret never gets into the trail by accident.
func Recorded(name string, before, after any) *Record {
	was, is := audited(before), audited(after)
	r := &Record{Name: name, Changes: []Change{}}
	for _, field := range fieldsOf(before, after) {
		old, now := orNull(was[field]), orNull(is[field])
		if string(old) != string(now) {
			r.Changes = append(r.Changes, Change{Field: field, Before: old, After: now})
		}
	}
	return r
}

// Entry is one line of the audit trail.
type Entry struct {
	Number    int64 // grows with every entry
	At        time.Time
	Type      Type
	Actor     parley.Actor
	ActorName string // of the user as it is now; empty for others
	SubjectID parley.ID
	Record
}

const null = "null"

func orNull(value json.RawMessage) json.RawMessage {
	if len(value) == 0 {
		return json.RawMessage(null)
	}
	return value
}

// structOf gives the struct that v is or points to.
func structOf(v any) (reflect.Value, bool) {
	s := reflect.ValueOf(v)
	if s.Kind() == reflect.Pointer {
		s = s.Elem()
	}
	return s, s.Kind() == reflect.Struct
}

// fieldsOf names the tagged fields of the first of the states that is there, in their order.
func fieldsOf(states ...any) []string {
	for _, state := range states {
		if s, ok := structOf(state); ok {
			var fields []string
			for f := range s.Type().Fields() {
				if name := f.Tag.Get("audit"); name != "" {
					fields = append(fields, name)
				}
			}
			return fields
		}
	}
	return nil
}

// audited gives the values of the tagged fields; a zero value, as an empty text, is left out: it says nothing.
func audited(state any) map[string]json.RawMessage {
	s, ok := structOf(state)
	if !ok {
		return nil
	}
	values := map[string]json.RawMessage{}
	for f, value := range s.Fields() {
		name := f.Tag.Get("audit")
		if name == "" || empty(value) {
			continue
		}
		raw, err := json.Marshal(value.Interface())
		if err != nil {
			panic("event: a field of the audit trail cannot be written: " + err.Error()) // a defect, found by the first test
		}
		values[name] = raw
	}
	return values
}

func empty(value reflect.Value) bool {
	switch value.Kind() {
	case reflect.Bool:
		return false // "no" says something
	case reflect.Slice, reflect.Map:
		return value.Len() == 0
	}
	return value.IsZero()
}

// Filter selects entries of the audit trail; what is empty selects nothing out.
type Filter struct {
	Query     string // a part of the thing's name, without regard to case and accents
	Kind      string // of the thing, as its types begin: "account"
	SubjectID parley.ID
	ActorID   parley.ID
	From, To  time.Time // From is within, To is not
	After     int64     // Number of the last entry that was read
	Limit     int
}

// Trail reads the audit trail, the newest first: at most f.Limit entries after f.After.
func (l *Log) Trail(ctx context.Context, f Filter) ([]Entry, error) { return l.store.Entries(ctx, f) }

// PruneTrail forgets entries of the audit trail that are older than before.
func (l *Log) PruneTrail(ctx context.Context, before time.Time) (int64, error) {
	return l.store.DropEntries(ctx, before)
}
