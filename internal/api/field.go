package api

import (
	"context"
	"net/http"

	"parley/internal/field"
	"parley/internal/user"
)

// customField is a field that the provider has added to accounts or contacts.
type customField struct {
	ID      string   `json:"id"`
	Owner   string   `json:"owner" enum:"account,contact"`
	Key     string   `json:"key" doc:"What it is called in custom_fields; it never changes."`
	Name    string   `json:"name"`
	Type    string   `json:"type" enum:"text,number,date,choice,toggle" doc:"In JSON: a string, a number, a date such as 2026-11-21, one of the choices, a boolean."`
	Choices []string `json:"choices" nullable:"false"`
	Version int64    `json:"version"`
}

func showField(f field.Field) customField {
	return customField{ID: string(f.ID), Owner: string(f.Owner), Key: f.Key, Name: f.Name, Type: string(f.Type), Choices: append([]string{}, f.Choices...), Version: f.Version}
}

type newFieldInput struct {
	Keyed
	Body struct {
		Owner   string   `json:"owner" enum:"account,contact"`
		Name    string   `json:"name"`
		Type    string   `json:"type" enum:"text,number,date,choice,toggle"`
		Choices []string `json:"choices,omitempty"`
	}
}

type fieldChangeInput struct {
	ByID
	Body struct {
		Name    *string   `json:"name,omitempty"`
		Choices *[]string `json:"choices,omitempty" doc:"All of them; one that is left out stays where it was chosen."`
		Versioned
	}
}

func (s *surface) fields() {
	handle(s, call{method: http.MethodGet, path: "/custom-fields", tag: "settings", id: "listCustomFields", summary: "List the custom fields of accounts or of contacts"},
		func(ctx context.Context, in *struct {
			Owner string `query:"owner" required:"true" enum:"account,contact"`
		}) (*body[listOf[customField]], error) {
			found, err := s.Fields.List(ctx, field.Owner(in.Owner))
			out := listOf[customField]{Items: make([]customField, len(found))}
			for i, f := range found {
				out.Items[i] = showField(f)
			}
			return answer(out), err
		})
	handle(s, call{method: http.MethodPost, path: "/custom-fields", permission: user.CreateCustomField, tag: "settings", id: "createCustomField", summary: "Add a custom field", status: http.StatusCreated},
		func(ctx context.Context, in *newFieldInput) (*body[customField], error) {
			out, err := once(ctx, s, in.Keyed, "/custom-fields", func(ctx context.Context) (customField, error) {
				b := in.Body
				f, err := s.Fields.Create(ctx, actor(ctx), field.Field{Owner: field.Owner(b.Owner), Name: b.Name, Type: field.Type(b.Type), Choices: b.Choices})
				return showField(f), err
			})
			return answer(out), err
		})
	handle(s, call{method: http.MethodGet, path: "/custom-fields/{id}", tag: "settings", id: "getCustomField", summary: "Get a custom field"},
		func(ctx context.Context, in *ByID) (*body[customField], error) {
			f, err := s.Fields.Get(ctx, in.row())
			return answer(showField(f)), err
		})
	handle(s, call{method: http.MethodPatch, path: "/custom-fields/{id}", permission: user.UpdateCustomField, tag: "settings", id: "updateCustomField", summary: "Change the name or the choices of a custom field"},
		func(ctx context.Context, in *fieldChangeInput) (*body[customField], error) {
			f, err := s.Fields.Update(ctx, actor(ctx), in.row(), field.Change{Version: in.Body.Version, Name: in.Body.Name, Choices: in.Body.Choices})
			return answer(showField(f)), err
		})
	handle(s, call{method: http.MethodDelete, path: "/custom-fields/{id}", permission: user.DeleteCustomField, tag: "settings", id: "deleteCustomField", summary: "Delete a custom field and what stands in it everywhere", status: http.StatusNoContent},
		func(ctx context.Context, in *ByID) (*none, error) {
			return nil, s.Fields.Delete(ctx, actor(ctx), in.row())
		})
}
