package api

import (
	"context"
	"net/http"

	"parley/internal/user"
)

type pictureInput struct {
	ByID
	RawBody []byte `contentType:"image/*"`
}

type pictureQuery struct {
	ByID
	IfNoneMatch string `header:"If-None-Match" maxLength:"200"`
}

// picture is a JPEG, or 304 where the asker has it already.
type picture struct {
	Status       int
	ContentType  string `header:"Content-Type"`
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         []byte
}

func (s *surface) pictures() {
	const path = "/contacts/{id}/picture"
	handle(s, call{method: http.MethodGet, path: path, tag: "contacts", id: "getContactPicture", summary: "Get the picture of a contact, a JPEG of at most 256 pixels a side"}, s.picture)
	handle(s, call{method: http.MethodPut, path: path, permission: user.UpdateContact, tag: "contacts", id: "setContactPicture", summary: "Give a contact a picture: JPEG, PNG or GIF, at most 900 kB"},
		func(ctx context.Context, in *pictureInput) (*body[contactRow], error) { return s.setPicture(ctx, in) })
	handle(s, call{method: http.MethodDelete, path: path, permission: user.UpdateContact, tag: "contacts", id: "deleteContactPicture", summary: "Take the picture of a contact away"},
		func(ctx context.Context, in *ByID) (*body[contactRow], error) {
			return s.setPicture(ctx, &pictureInput{ByID: *in})
		})
}

func (s *surface) setPicture(ctx context.Context, in *pictureInput) (*body[contactRow], error) {
	c, err := s.Contacts.SetPicture(ctx, actor(ctx), in.row(), in.RawBody)
	out, err := s.showContact(ctx, c, err)
	return answer(out), err
}

func (s *surface) picture(ctx context.Context, in *pictureQuery) (*picture, error) {
	c, err := s.Contacts.Get(ctx, in.row())
	if err != nil {
		return nil, err
	}
	out := &picture{Status: http.StatusOK, ContentType: "image/jpeg", ETag: `"` + c.Picture + `"`, CacheControl: "private, no-cache"}
	if c.Picture != "" && in.IfNoneMatch == out.ETag {
		out.Status = http.StatusNotModified
		return out, nil
	}
	out.Body, err = s.Contacts.Picture(ctx, in.row())
	return out, err
}
