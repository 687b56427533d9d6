package api

import (
	"encoding/json"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// Nullable is what a call may leave out (it stays as it is), say, or empty with null.
type Nullable[T any] struct {
	said  bool
	value *T
}

// UnmarshalJSON reads a T or null.
func (n *Nullable[T]) UnmarshalJSON(raw []byte) error {
	n.said = true
	return json.Unmarshal(raw, &n.value)
}

// Schema implements huma.SchemaProvider.
func (Nullable[T]) Schema(r huma.Registry) *huma.Schema {
	s := *r.Schema(reflect.TypeFor[T](), false, "")
	s.Nullable = true
	return &s
}

// change is nil where the call left it out, and points to nil where it said null.
func (n Nullable[T]) change() **T {
	if !n.said {
		return nil
	}
	return &n.value
}

// orZero is nil where the call left it out, and points to the zero value where it said null.
func (n Nullable[T]) orZero() *T {
	if n.said && n.value == nil {
		return new(T)
	}
	return n.value
}
