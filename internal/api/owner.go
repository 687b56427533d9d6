package api

import (
	"context"
	"net/http"
	"time"

	"parley/internal/owner"
	"parley/internal/parley"
	"parley/internal/user"
)

// contactOwner is a network site or a vendor.
type contactOwner struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Note      string    `json:"note"`
	Version   int64     `json:"version"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

func showOwner(o owner.Owner) contactOwner {
	return contactOwner{ID: string(o.ID), Name: o.Name, Note: o.Note, Version: o.Version, CreatedAt: o.CreatedAt, UpdatedAt: o.UpdatedAt}
}

type newOwnerInput struct {
	Keyed
	Body struct {
		Name string  `json:"name"`
		Note *string `json:"note,omitempty"`
	}
}

type ownerChangeInput struct {
	ByID
	Body struct {
		Name    *string `json:"name,omitempty"`
		Note    *string `json:"note,omitempty"`
		Version int64   `json:"version" doc:"As it was read; another one is a 409 version_conflict."`
	}
}

type ownerQuery struct {
	Paging
	Query string `query:"q" maxLength:"200" doc:"Beginnings of words of the name."`
}

// ownerCalls are the calls of one kind of owner.
type ownerCalls struct {
	kind                         owner.Kind
	path, id, thing              string // "/vendors", "Vendor", "vendor"
	read, create, change, delete user.Permission
}

func (s *surface) owners() {
	for _, c := range []ownerCalls{
		{owner.NetworkSite, "/network-sites", "NetworkSite", "network site", user.ReadNetworkSite, user.CreateNetworkSite, user.UpdateNetworkSite, user.DeleteNetworkSite},
		{owner.Vendor, "/vendors", "Vendor", "vendor", user.ReadVendor, user.CreateVendor, user.UpdateVendor, user.DeleteVendor},
	} {
		c.register(s)
	}
}

func (c ownerCalls) register(s *surface) {
	handle(s, call{method: http.MethodGet, path: c.path, permission: c.read, tag: "contacts", id: "list" + c.id + "s", summary: "List every " + c.thing + " by name, or find some"},
		func(ctx context.Context, in *ownerQuery) (*body[listOf[contactOwner]], error) {
			f := owner.Filter{Kind: c.kind, Query: in.Query, Limit: in.Limit}
			keys, err := decodeCursor(in.Cursor, 3)
			if err != nil {
				return nil, err
			}
			if keys != nil {
				f.After = owner.Cursor{Term: keys[0], Key: keys[1], ID: parley.ID(keys[2])}
			}
			found, next, err := s.Owners.List(ctx, f)
			out := listOf[contactOwner]{Items: make([]contactOwner, len(found))}
			for i, o := range found {
				out.Items[i] = showOwner(o)
			}
			if next.ID != "" {
				out.Next = encodeCursor(next.Term, next.Key, string(next.ID))
			}
			return answer(out), err
		})
	handle(s, call{method: http.MethodPost, path: c.path, permission: c.create, tag: "contacts", id: "create" + c.id, summary: "Make a " + c.thing, status: http.StatusCreated},
		func(ctx context.Context, in *newOwnerInput) (*body[contactOwner], error) {
			out, err := once(ctx, s, in.Keyed, c.path, func(ctx context.Context) (contactOwner, error) {
				o, err := s.Owners.Create(ctx, actor(ctx), c.kind, owner.Change{Name: &in.Body.Name, Note: in.Body.Note})
				return showOwner(o), err
			})
			return answer(out), err
		})
	handle(s, call{method: http.MethodGet, path: c.path + "/{id}", permission: c.read, tag: "contacts", id: "get" + c.id, summary: "Get a " + c.thing},
		func(ctx context.Context, in *ByID) (*body[contactOwner], error) {
			o, err := s.Owners.Get(ctx, c.kind, in.row())
			return answer(showOwner(o)), err
		})
	handle(s, call{method: http.MethodPatch, path: c.path + "/{id}", permission: c.change, tag: "contacts", id: "update" + c.id, summary: "Change a " + c.thing},
		func(ctx context.Context, in *ownerChangeInput) (*body[contactOwner], error) {
			o, err := s.Owners.Update(ctx, actor(ctx), c.kind, in.row(), owner.Change{Version: in.Body.Version, Name: in.Body.Name, Note: in.Body.Note})
			return answer(showOwner(o)), err
		})
	handle(s, call{method: http.MethodDelete, path: c.path + "/{id}", permission: c.delete, tag: "contacts", id: "delete" + c.id, summary: "Delete a " + c.thing + " that has no contacts", status: http.StatusNoContent},
		func(ctx context.Context, in *ByID) (*none, error) {
			return nil, s.Owners.Delete(ctx, actor(ctx), c.kind, in.row())
		})
}
