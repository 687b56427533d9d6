package api

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley/internal/conversation"
	"parley/internal/parley"
)

// Paging is the input of every list.
type Paging struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many at most."`
	Cursor string `query:"cursor" maxLength:"2000" doc:"The next of the page before. A row that moves to an earlier place meanwhile, as its name or activity changes, is not on a later page; the event log tells of it."`
}

// encodeCursor packs the keys of a page's last row; it means nothing to who carries it.
func encodeCursor(parts ...string) *string {
	packed := base64.RawURLEncoding.EncodeToString([]byte(strings.Join(parts, "\x1f")))
	return &packed
}

// decodeCursor unpacks so many keys; nil for the first page.
func decodeCursor(cursor string, parts int) ([]string, error) {
	if cursor == "" {
		return nil, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	keys := strings.Split(string(raw), "\x1f")
	if err != nil || len(keys) != parts || slices.ContainsFunc(keys, func(key string) bool { return !parley.IsLine(key) }) {
		return nil, invalidCursor()
	}
	return keys, nil
}

// sortedCursor is decodeCursor for a list of which the cursor, in front, names the order: in another one it has no meaning.
func sortedCursor(cursor, sort string, parts int) ([]string, error) {
	keys, err := decodeCursor(cursor, parts+1)
	if err != nil || keys == nil {
		return nil, err
	}
	if keys[0] != sort {
		return nil, invalidCursor()
	}
	return keys[1:], nil
}

func invalidCursor() error {
	return parley.Errorf(parley.Invalid, "invalid_cursor", "The cursor is not one that this list gave. Begin again without one.").At("cursor")
}

// timeCursor reads a cursor by time and id.
func timeCursor(cursor string) (c conversation.Cursor, err error) {
	keys, err := decodeCursor(cursor, 2)
	if err != nil || keys == nil {
		return c, err
	}
	return timeAndID(keys[0], keys[1])
}

func timeAndID(at, id string) (c conversation.Cursor, err error) {
	ms, err := strconv.ParseInt(at, 10, 64)
	if err != nil || !parley.ID(id).Valid() {
		return c, invalidCursor()
	}
	return conversation.Cursor{At: time.UnixMilli(ms).UTC(), ID: parley.ID(id)}, nil
}

// nextByTime is timeCursor the other way; null at the end.
func nextByTime(c conversation.Cursor) *string {
	if c.ID == "" {
		return nil
	}
	return encodeCursor(strconv.FormatInt(c.At.UnixMilli(), 10), string(c.ID))
}

// optionalTime is null where there is none.
func optionalTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// reference names another row.
type reference struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// optionalReference is null where there is none.
func optionalReference(p conversation.Party) *reference {
	if p.ID == "" {
		return nil
	}
	return &reference{ID: string(p.ID), Name: p.Name}
}
