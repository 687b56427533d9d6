package api

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

//go:generate go test . -run TestOpenAPIFileIsCurrent -update

// Document makes the OpenAPI 3.1 document, indented: the front end's client is generated from it.
func Document() ([]byte, error) {
	s := build(Deps{}, http.NewServeMux())
	return s.marshal()
}

func (s *surface) marshal() ([]byte, error) {
	raw, err := json.MarshalIndent(s.huma.OpenAPI(), "", "  ")
	if err != nil {
		return nil, fmt.Errorf("api: writing the OpenAPI document: %w", err)
	}
	return append(raw, '\n'), nil
}

// document serves it to everybody: it holds no data.
func (s *surface) document() http.HandlerFunc {
	raw, err := s.marshal()
	return func(w http.ResponseWriter, r *http.Request) {
		if err != nil {
			s.Logger.ErrorContext(r.Context(), "no OpenAPI document", "error", err)
			http.Error(w, "The document could not be made.", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Write(raw) //nolint:errcheck // the reader has gone
	}
}

//go:embed docs.html
var docsPage string

// docs serves the document as a page of its own, without scripts: nothing is loaded from elsewhere.
func (s *surface) docs() http.HandlerFunc {
	page := template.Must(template.New("docs").Parse(docsPage))
	calls := documented(s.huma.OpenAPI())
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
		if err := page.Execute(w, calls); err != nil {
			s.Logger.WarnContext(r.Context(), "writing the docs page", "error", err)
		}
	}
}

// docSection is the calls of one resource.
type docSection struct {
	Tag   string
	Calls []docCall
}

// docCall is one call for a person to read.
type docCall struct {
	Method, Path, Summary, Description, Request, Response string
	Parameters                                            []*huma.Param
}

func documented(doc *huma.OpenAPI) []docSection {
	byTag := map[string][]docCall{}
	for path, item := range doc.Paths {
		for method, op := range map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "PATCH": item.Patch, "DELETE": item.Delete} {
			if op == nil {
				continue
			}
			c := docCall{Method: method, Path: path, Summary: op.Summary, Description: op.Description, Parameters: op.Parameters}
			if op.RequestBody != nil {
				c.Request = outline(doc, op.RequestBody.Content["application/json"])
			}
			for status, r := range op.Responses {
				if strings.HasPrefix(status, "2") {
					c.Response = status + " " + outline(doc, r.Content["application/json"])
				}
			}
			tag := strings.Join(op.Tags, " ")
			byTag[tag] = append(byTag[tag], c)
		}
	}
	var sections []docSection
	for tag, calls := range byTag {
		slices.SortFunc(calls, func(a, b docCall) int { return strings.Compare(a.Path+a.Method, b.Path+b.Method) })
		sections = append(sections, docSection{Tag: tag, Calls: calls})
	}
	slices.SortFunc(sections, func(a, b docSection) int { return strings.Compare(a.Tag, b.Tag) })
	return sections
}

// outline writes the fields of a shape on one line each.
func outline(doc *huma.OpenAPI, media *huma.MediaType) string {
	if media == nil || media.Schema == nil {
		return ""
	}
	var b strings.Builder
	writeOutline(&b, doc, media.Schema, "", 0)
	return b.String()
}

const outlineDepth = 3

func writeOutline(b *strings.Builder, doc *huma.OpenAPI, schema *huma.Schema, indent string, depth int) {
	if schema.Ref != "" {
		schema = doc.Components.Schemas.SchemaFromRef(schema.Ref)
	}
	switch {
	case schema == nil || depth > outlineDepth:
		b.WriteString("…")
	case schema.Type == "array":
		b.WriteString("list of ")
		writeOutline(b, doc, schema.Items, indent, depth)
	case schema.Type == "object" && len(schema.Properties) > 0:
		b.WriteString("{\n")
		for _, name := range slices.Sorted(maps.Keys(schema.Properties)) {
			property := schema.Properties[name]
			mark := ""
			if !slices.Contains(schema.Required, name) {
				mark = "?"
			}
			fmt.Fprintf(b, "%s  %s%s: ", indent, name, mark)
			writeOutline(b, doc, property, indent+"  ", depth+1)
			if property.Description != "" {
				b.WriteString("   — " + property.Description)
			}
			b.WriteByte('\n')
		}
		b.WriteString(indent + "}")
	default:
		b.WriteString(schema.Type)
		if schema.Format != "" {
			b.WriteString(" (" + schema.Format + ")")
		}
	}
}
