package api

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"golang.org/x/text/language"

	"parley/internal/httpd"
	"parley/internal/parley"
	"parley/internal/transfer"
	"parley/internal/user"
)

// importRow is one file and what became of it.
type importRow struct {
	ID         string       `json:"id"`
	Kind       string       `json:"kind" enum:"contacts,accounts"`
	Format     string       `json:"format" enum:"csv,vcard"`
	Name       string       `json:"name" doc:"Of the file."`
	Size       int64        `json:"size" doc:"Bytes."`
	Encoding   string       `json:"encoding" enum:"utf-8,utf-16le,utf-16be,windows-1252,iso-8859-1,iso-8859-15" doc:"As it was recognised or chosen."`
	BrokenLine int          `json:"broken_line" doc:"The line of the first character that could not be read in this encoding; rows with one are refused. 0: there is none."`
	Separator  string       `json:"separator" doc:"Of cells: a comma, a semicolon or a tab; empty of vCards."`
	Columns    []string     `json:"columns" nullable:"false"`
	Plan       importPlan   `json:"plan"`
	State      string       `json:"state" enum:"ready,checking,checked,running,done,cancelled,failed"`
	Reason     string       `json:"reason" doc:"The code of what ended a failed one."`
	Rows       importCounts `json:"rows" doc:"While it checks, and when it is checked: what would become of them."`
	By         *reference   `json:"by" doc:"Who has uploaded it, and once it was started who has started it."`
	CreatedAt  time.Time    `json:"created_at"`
	UpdatedAt  time.Time    `json:"updated_at"`
	FaultsPath string       `json:"faults_path" doc:"Where the rows that were refused can be downloaded; empty: there are none."`
}

type importCounts struct {
	Total   int64 `json:"total"`
	Done    int64 `json:"done"`
	Created int64 `json:"created"`
	Updated int64 `json:"updated"`
	Skipped int64 `json:"skipped"`
	Failed  int64 `json:"failed"`
}

// importPlan is what somebody chooses for an import.
type importPlan struct {
	Targets      []string `json:"targets" nullable:"false" maxItems:"500" doc:"For each column the key of a target, or empty to leave it out."`
	Duplicates   string   `json:"duplicates" enum:"skip,update,create" doc:"What becomes of rows that are there already: the same number or email address, the same account number."`
	MakeAccounts bool     `json:"make_accounts" doc:"Make the accounts that contacts name where they are unknown."`
}

func (p importPlan) plan() transfer.Plan {
	return transfer.Plan{Targets: p.Targets, Duplicates: transfer.Duplicates(p.Duplicates), MakeAccounts: p.MakeAccounts}
}

func showImport(i transfer.Import) importRow {
	out := importRow{
		ID: string(i.ID), Kind: string(i.Kind), Format: string(i.Format), Name: i.Name, Size: i.Size, Encoding: string(i.Encoding), BrokenLine: i.Broken, Separator: i.Separator, Columns: i.Columns,
		Plan: importPlan{Targets: i.Plan.Targets, Duplicates: string(i.Plan.Duplicates), MakeAccounts: i.Plan.MakeAccounts},
		By:   named(i.By.ID, i.ByName), State: string(i.State), Reason: i.Reason, CreatedAt: i.CreatedAt, UpdatedAt: i.UpdatedAt,
		Rows: importCounts{Total: i.Total, Done: i.Done, Created: i.Created, Updated: i.Updated, Skipped: i.Skipped, Failed: i.Failed},
	}
	if i.Failed > 0 {
		out.FaultsPath = "/imports/" + out.ID + "/faults"
	}
	return out
}

type planInput struct {
	ByID
	Body importPlan
}

// rereadInput says how a file is read.
type rereadInput struct {
	ByID
	Body struct {
		Encoding  string `json:"encoding" enum:"utf-8,utf-16le,utf-16be,windows-1252,iso-8859-1,iso-8859-15"`
		Separator string `json:"separator,omitempty" enum:"comma,semicolon,tab" doc:"Recognised by the first row unless said."`
	}
}

type faultsInput struct {
	ByID
	Language string `query:"language" maxLength:"100" doc:"Of the reasons: en or fr. Unless said it is that of the header Accept-Language."`
	Accepted string `header:"Accept-Language" maxLength:"1000"`
}

// language gives the one in which the asker reads the reasons best.
func (f faultsInput) language() string {
	wanted, _, err := language.ParseAcceptLanguage(cmp.Or(f.Language, f.Accepted))
	if err != nil {
		return ""
	}
	tag, _, _ := language.NewMatcher([]language.Tag{language.English, language.French}).Match(wanted...)
	return tag.String()
}

type startInput struct {
	Keyed
	ByID
	Body importPlan
}

// previewRow is a row as it would become.
type previewRow struct {
	Row    int64         `json:"row" doc:"1 for the first below the names of the columns."`
	Cells  []string      `json:"cells" nullable:"false"`
	Deed   string        `json:"deed" enum:"created,updated,skipped,failed"`
	There  *reference    `json:"there" doc:"Who is there already."`
	Faults []importFault `json:"faults" nullable:"false"`
}

type importFault struct {
	Row     int64  `json:"row"`
	Target  string `json:"target"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

type importTarget struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Many  bool   `json:"many" doc:"Several columns may be it."`
}

type importPreview struct {
	Rows    []previewRow   `json:"rows" nullable:"false"`
	Targets []importTarget `json:"targets" nullable:"false" doc:"What a column may be."`
}

func showFaults(faults []transfer.Fault) []importFault {
	out := make([]importFault, len(faults))
	for i, f := range faults {
		out[i] = importFault{Row: f.Row, Target: f.Column, Code: f.Code, Message: f.Message}
	}
	return out
}

func (s *surface) imports() {
	const path = "/imports"
	one := func(c call, do func(ctx context.Context, by parley.Actor, id parley.ID) (transfer.Import, error)) {
		c.permission, c.tag = user.ImportContact, "imports"
		handle(s, c, func(ctx context.Context, in *ByID) (*body[importRow], error) {
			i, err := do(ctx, actor(ctx), in.row())
			return answer(showImport(i)), err
		})
	}
	handle(s, call{method: http.MethodPost, path: path, permission: user.ImportContact, tag: "imports", id: "createImport", status: http.StatusCreated, takes: "application/octet-stream",
		summary: "Take a file in, at most 50 MB, and look through it; nothing is imported yet"}, s.createImport)
	handle(s, call{method: http.MethodPatch, path: path + "/{id}", permission: user.ImportContact, tag: "imports", id: "updateImport", summary: "Read a file that is not started yet in another encoding or with another separator"},
		func(ctx context.Context, in *rereadInput) (*body[importRow], error) {
			i, err := s.Transfers.Reread(ctx, actor(ctx), in.row(), transfer.Encoding(in.Body.Encoding), separators[in.Body.Separator])
			return answer(showImport(i)), err
		})
	handle(s, call{method: http.MethodGet, path: path, permission: user.ImportContact, tag: "imports", id: "listImports", summary: "List the newest imports; they are kept for seven days"},
		func(ctx context.Context, _ *struct{}) (*body[listOf[importRow]], error) {
			all, err := s.Transfers.List(ctx)
			out := listOf[importRow]{Items: make([]importRow, len(all))}
			for n, i := range all {
				out.Items[n] = showImport(i)
			}
			return answer(out), err
		})
	one(call{method: http.MethodGet, path: path + "/{id}", id: "getImport", summary: "Get an import and how far it is"},
		func(ctx context.Context, _ parley.Actor, id parley.ID) (transfer.Import, error) {
			return s.Transfers.Get(ctx, id)
		})
	one(call{method: http.MethodPost, path: path + "/{id}/cancel", id: "cancelImport", summary: "End a check or an import; what was imported until then stays"}, s.Transfers.Cancel)
	handle(s, call{method: http.MethodPost, path: path + "/{id}/preview", permission: user.ImportContact, tag: "imports", id: "previewImport", summary: "Show the first 20 rows as they would become under a plan"}, s.previewImport)
	for deed, as := range map[string]transfer.State{"check": transfer.Checking, "start": transfer.Running} {
		handle(s, call{method: http.MethodPost, path: path + "/{id}/" + deed, permission: user.ImportContact, tag: "imports", id: deed + "Import", status: http.StatusAccepted,
			summary: map[string]string{"check": "Try all rows without writing any", "start": "Import all rows"}[deed]},
			func(ctx context.Context, in *startInput) (*body[importRow], error) {
				before, err := s.Transfers.Get(ctx, in.row())
				if err != nil {
					return nil, err
				}
				if err := mayTakeIn(ctx, before.Kind, in.Body.plan()); err != nil {
					return nil, err
				}
				out, err := once(ctx, s, in.Keyed, path+"/"+in.ID+"/"+deed, func(ctx context.Context) (importRow, error) {
					i, err := s.Transfers.Start(ctx, actor(ctx), in.row(), in.Body.plan(), as)
					return showImport(i), err
				})
				return answer(out), err
			})
	}
	handle(s, call{method: http.MethodGet, path: path + "/{id}/faults", permission: user.ImportContact, tag: "imports", id: "getImportFaults", summary: "Download the rows that were refused, as CSV with a column that says why"},
		func(ctx context.Context, in *faultsInput) (*huma.StreamResponse, error) {
			i, write, err := s.Transfers.GiveFaults(ctx, actor(ctx), in.row(), in.language())
			return s.download("refused-"+strconv.FormatInt(i.Failed, 10)+".csv", "text/csv; charset=utf-8", write), err
		})
}

// mayTakeIn asks for the permissions to do by hand what a plan may do to contacts and accounts.
func mayTakeIn(ctx context.Context, kind transfer.Kind, p transfer.Plan) error {
	names := slices.ContainsFunc(p.Targets, func(t string) bool { return strings.HasPrefix(t, "account.") })
	tells := slices.ContainsFunc(p.Targets, func(t string) bool { return strings.HasPrefix(t, "account.") && t != "account.number" })
	updates := p.Duplicates == transfer.Update
	for _, each := range []struct {
		needed     bool
		permission user.Permission
	}{
		{kind == transfer.Contacts, user.CreateContact},
		{kind == transfer.Contacts && updates, user.UpdateContact},
		{kind == transfer.Accounts || p.MakeAccounts && names, user.CreateAccount},
		{updates && (kind == transfer.Accounts || tells), user.UpdateAccount},
	} {
		if !each.needed {
			continue
		}
		if err := httpd.Require(ctx, each.permission); err != nil {
			return err
		}
	}
	return nil
}

func (s *surface) previewImport(ctx context.Context, in *planInput) (*body[importPreview], error) {
	shown, targets, err := s.Transfers.Preview(ctx, in.row(), in.Body.plan())
	out := importPreview{Rows: make([]previewRow, len(shown)), Targets: make([]importTarget, len(targets))}
	for n, r := range shown {
		out.Rows[n] = previewRow{Row: r.Row, Cells: r.Cells, Deed: string(r.Deed), There: named(r.There.ID, r.There.Name), Faults: showFaults(r.Faults)}
	}
	for n, t := range targets {
		out.Targets[n] = importTarget{Key: t.Key, Label: t.Label, Many: t.Many}
	}
	return answer(out), err
}

// download is a file that is made while it is sent. What fails on the way cuts the connection, so that nobody takes half of it
// for the whole.
func (s *surface) download(name, mediaType string, write func(ctx context.Context, to io.Writer) error) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		ctx.SetHeader("Content-Type", mediaType)
		ctx.SetHeader("Content-Disposition", `attachment; filename="`+name+`"`)
		ctx.SetHeader("Cache-Control", "no-store")
		if err := write(ctx.Context(), ctx.BodyWriter()); err != nil {
			s.Logger.Error("a download was cut", "name", name, "error", err)
			panic(http.ErrAbortHandler)
		}
	}}
}

type contactExportQuery struct {
	ContactQuery
	Format string `query:"format" enum:"csv,vcard" default:"csv"`
}

func (s *surface) exports() {
	handle(s, call{method: http.MethodGet, path: "/contacts/export", permission: user.ExportContact, tag: "contacts", id: "exportContacts", summary: "Download the contacts that the filter of the list selects, as CSV that an import reads, or vCards"},
		func(ctx context.Context, in *contactExportQuery) (*huma.StreamResponse, error) {
			f := in.filter()
			f.Order, f.Desc = parley.Order(strings.TrimPrefix(in.Sort, "-")), strings.HasPrefix(in.Sort, "-")
			write, err := s.Transfers.ExportContacts(ctx, actor(ctx), f, transfer.Format(in.Format))
			if transfer.Format(in.Format) == transfer.VCard {
				return s.download("contacts.vcf", "text/vcard; charset=utf-8", write), err
			}
			return s.download("contacts.csv", "text/csv; charset=utf-8", write), err
		})
	handle(s, call{method: http.MethodGet, path: "/accounts/export", permission: user.ExportContact, tag: "accounts", id: "exportAccounts", summary: "Download the accounts that the filter of the list selects, as CSV that an import reads"},
		func(ctx context.Context, in *accountQuery) (*huma.StreamResponse, error) {
			f := in.filter()
			f.Order, f.Desc = parley.Order(strings.TrimPrefix(in.Sort, "-")), strings.HasPrefix(in.Sort, "-")
			write, err := s.Transfers.ExportAccounts(ctx, actor(ctx), f)
			return s.download("accounts.csv", "text/csv; charset=utf-8", write), err
		})
}
