package api

import (
	"context"
	"net/http"

	"parley/internal/httpd"
	"parley/internal/savedview"
	"parley/internal/user"
)

// savedView is one way to look at a list.
type savedView struct {
	ID      string            `json:"id"`
	Subject string            `json:"subject" enum:"accounts,contacts"`
	Name    string            `json:"name"`
	Shared  bool              `json:"shared" doc:"Everybody sees it."`
	Owner   reference         `json:"owner"`
	Own     bool              `json:"own" doc:"It is the asker's."`
	Filter  map[string]string `json:"filter" doc:"As the list's parameters."`
	Columns []string          `json:"columns" nullable:"false" enum:"name,number,status,type,groups,company,parent,activity,created,activated,data_usage,next_bill,next_charge,addresses,account,role,tags,categories,language" doc:"Of accounts: those up to next_charge; of contacts: name, activity, created and those after next_charge."`
	Sort    string            `json:"sort"`
	Version int64             `json:"version"`
}

func showView(ctx context.Context, v savedview.View) savedView {
	out := savedView{
		ID: string(v.ID), Subject: v.Subject, Name: v.Name, Shared: v.Shared, Owner: reference{ID: string(v.UserID), Name: v.UserName},
		Own: v.UserID == viewsOf(ctx).UserID, Filter: v.Filter, Columns: append([]string{}, v.Columns...), Sort: v.Sort, Version: v.Version,
	}
	if out.Filter == nil {
		out.Filter = map[string]string{}
	}
	return out
}

func viewsOf(ctx context.Context) savedview.Viewer {
	who := savedview.Viewer{Actor: actor(ctx)}
	if asker := httpd.AskerOf(ctx); asker != nil {
		who.UserID, who.Shares = asker.User.ID, asker.Permissions.Has(user.ShareView)
	}
	return who
}

// ViewFields are what one may say about a view.
type ViewFields struct {
	Name    *string            `json:"name,omitempty"`
	Shared  *bool              `json:"shared,omitempty" doc:"Needs SHARE_VIEW, as changing what others share does."`
	Filter  *map[string]string `json:"filter,omitempty"`
	Columns *[]string          `json:"columns,omitempty" doc:"Those of the list; see the columns of a view."`
	Sort    *string            `json:"sort,omitempty"`
}

func (f ViewFields) change() savedview.Change {
	return savedview.Change{Name: f.Name, Shared: f.Shared, Filter: f.Filter, Columns: f.Columns, Sort: f.Sort}
}

type newViewInput struct {
	Keyed
	Body struct {
		Subject string `json:"subject" enum:"accounts,contacts"`
		ViewFields
	}
}

type viewChangeInput struct {
	ByID
	Body struct {
		ViewFields
		Versioned
	}
}

func (s *surface) savedViews() {
	handle(s, call{method: http.MethodGet, path: "/saved-views", tag: "settings", id: "listSavedViews", summary: "List one's own and the shared views of a list, by name"},
		func(ctx context.Context, in *struct {
			Subject string `query:"subject" required:"true" enum:"accounts,contacts"`
		}) (*body[listOf[savedView]], error) {
			found, err := s.Views.List(ctx, viewsOf(ctx), in.Subject)
			out := listOf[savedView]{Items: make([]savedView, len(found))}
			for i, v := range found {
				out.Items[i] = showView(ctx, v)
			}
			return answer(out), err
		})
	handle(s, call{method: http.MethodPost, path: "/saved-views", tag: "settings", id: "createSavedView", summary: "Save a view of a list", status: http.StatusCreated},
		func(ctx context.Context, in *newViewInput) (*body[savedView], error) {
			out, err := once(ctx, s, in.Keyed, "/saved-views", func(ctx context.Context) (savedView, error) {
				v, err := s.Views.Create(ctx, viewsOf(ctx), in.Body.Subject, in.Body.change())
				return showView(ctx, v), err
			})
			return answer(out), err
		})
	handle(s, call{method: http.MethodGet, path: "/saved-views/{id}", tag: "settings", id: "getSavedView", summary: "Get a saved view"},
		func(ctx context.Context, in *ByID) (*body[savedView], error) {
			v, err := s.Views.Get(ctx, viewsOf(ctx), in.row())
			return answer(showView(ctx, v)), err
		})
	handle(s, call{method: http.MethodPatch, path: "/saved-views/{id}", tag: "settings", id: "updateSavedView", summary: "Change a saved view"},
		func(ctx context.Context, in *viewChangeInput) (*body[savedView], error) {
			change := in.Body.change()
			change.Version = in.Body.Version
			v, err := s.Views.Update(ctx, viewsOf(ctx), in.row(), change)
			return answer(showView(ctx, v)), err
		})
	handle(s, call{method: http.MethodDelete, path: "/saved-views/{id}", tag: "settings", id: "deleteSavedView", summary: "Delete a saved view", status: http.StatusNoContent},
		func(ctx context.Context, in *ByID) (*none, error) {
			return nil, s.Views.Delete(ctx, viewsOf(ctx), in.row())
		})
}
