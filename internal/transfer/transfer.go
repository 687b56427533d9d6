// Package transfer takes accounts and contacts in from files (CSV, vCard) and from other programs, and gives them out again.
// What an account or a contact is, and what is wrong with one, is not decided here: that is the business of packages account
// and contact. The file is kept in pieces in rows, and the run is a job in a row: each batch of rows commits with the number of
// rows that are done, so that what was broken off goes on exactly where it was, in whichever process.
package transfer

import (
	"context"
	"log/slog"
	"time"

	"parley/internal/account"
	"parley/internal/choice"
	"parley/internal/clock"
	"parley/internal/company"
	"parley/internal/consent"
	"parley/internal/contact"
	"parley/internal/event"
	"parley/internal/field"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Kind says what the rows of a file are.
type Kind string

// A row is an account, or a contact, with its account where the file has columns for that.
const (
	Accounts Kind = "accounts"
	Contacts Kind = "contacts"
)

// Format is that of a file.
type Format string

// The formats.
const (
	CSV   Format = "csv"
	VCard Format = "vcard"
)

// State is where an import stands.
type State string

// An import is ready to be looked at and started; while it checks or runs, its one owner works on it.
const (
	Uploading State = "uploading"
	Ready     State = "ready"
	Checking  State = "checking" // the dry run
	Checked   State = "checked"
	Running   State = "running"
	Done      State = "done"
	Cancelled State = "cancelled"
	Failed    State = "failed" // a defect or a damaged file ended it; Reason says which
)

// Duplicates says what happens to a row that is there already.
type Duplicates string

// The choices. What is empty in a row never empties what is there.
const (
	Skip   Duplicates = "skip"
	Update Duplicates = "update"
	Create Duplicates = "create" // make another one; accounts with a number cannot be doubled
)

// Plan is what somebody has chosen for an import.
type Plan struct {
	// Targets says for each column what it is: the key of a Target, or "" to leave it out.
	Targets    []string   `json:"targets"`
	Duplicates Duplicates `json:"duplicates"`
	// MakeAccounts makes the account that a contact's row names, where it is unknown; else the row is at fault.
	MakeAccounts bool `json:"make_accounts"`
}

// Counts are rows by what became of them. In a dry run they say what would.
type Counts struct {
	Done    int64 `audit:"rows"`
	Created int64 `audit:"created"`
	Updated int64 `audit:"updated"`
	Skipped int64 `audit:"skipped"`
	Failed  int64 `audit:"failed"`
}

// Import is one file and what became of it.
type Import struct {
	ID        parley.ID
	Kind      Kind
	Format    Format
	Name      string // of the file
	Size      int64  // bytes
	Encoding  Encoding
	Broken    int      // the line of the first character that could not be read; 0: there is none
	Separator string   // of cells: "," ";" or a tab
	Columns   []string // the first row
	Total     int64    // rows without the first
	Plan      Plan
	State     State
	Counts
	Reason    string       // the code of what ended it
	By        parley.Actor // who has taken it in, and after that who has started it last
	ByName    string       // read only; of a user
	CreatedAt time.Time
	UpdatedAt time.Time // also of the last batch
}

// Fault is why a row was not taken in.
type Fault struct {
	Row     int64  // 1 for the first after the header
	Column  string // the target at fault, or ""
	Code    string
	Message string
}

// Limits. Sizes are in bytes unless stated.
const (
	MaxFile    = 50 << 20
	maxColumns = 500
	maxCell    = 100_000 // characters
	maxRows    = 1_000_000
	partSize   = 256 << 10
	maxName    = 200 // characters of a file's name
	// MaxItems is how many items one bulk call takes.
	MaxItems = 1000
	// Kept is for how long a file and its faults can be looked at.
	Kept = 7 * 24 * time.Hour
)

// Store keeps imports. It writes inside a unit.
type Store interface {
	// SaveImport writes one by its id.
	SaveImport(ctx context.Context, i Import) error
	// LockImport gives one and keeps it as it is until the commit.
	LockImport(ctx context.Context, id parley.ID) (Import, bool, error)
	// AddPart keeps a piece of the file; the first is number 0.
	AddPart(ctx context.Context, id parley.ID, number int, content []byte) error
	AddFaults(ctx context.Context, id parley.ID, faults []Fault) error
	// DropFaults forgets the faults of an earlier run.
	DropFaults(ctx context.Context, id parley.ID) error
	// DropImports forgets what was last touched before a time, and reports how many.
	DropImports(ctx context.Context, before time.Time) (int64, error)
	// DropImport forgets one.
	DropImport(ctx context.Context, id parley.ID) error
	// FillMuch prepares the unit for a batch of rows, after many others that have made the tables grow.
	FillMuch(ctx context.Context) error
}

// ReadStore reads imports, and finds what is there already.
type ReadStore interface {
	Import(ctx context.Context, id parley.ID) (Import, bool, error)
	// Imports gives the newest, at most limit.
	Imports(ctx context.Context, limit int) ([]Import, error)
	// ActiveImports gives those that check or run, the one that waits for the longest first.
	ActiveImports(ctx context.Context, limit int) ([]parley.ID, error)
	// Part gives a piece of the file; false after the last.
	Part(ctx context.Context, id parley.ID, number int) ([]byte, bool, error)
	// Faults gives faults of rows from one on, in the order of rows, at most limit.
	Faults(ctx context.Context, id parley.ID, from int64, limit int) ([]Fault, error)
	Finder
	// AccountDepths gives how many accounts stand above each, one above the other, where there are any.
	AccountDepths(ctx context.Context, ids []parley.ID) (map[parley.ID]int, error)
	// AccountNumbers gives the numbers of accounts by their ids.
	AccountNumbers(ctx context.Context, ids []parley.ID) (map[parley.ID]string, error)
}

// Parts are what Transfers are made of.
type Parts struct {
	Worker    unit.Worker
	Store     Store
	Reads     ReadStore
	Accounts  *account.Accounts
	Contacts  *contact.Contacts
	Types     PhoneTypes
	Consents  *consent.Ledger
	Companies *company.Companies
	Choices   *choice.Choices
	Fields    *field.Fields
	Log       *event.Log
	Source    clock.Source
	Logger    *slog.Logger
	Region    string // in which national notation of numbers is read
	TimeZone  string // IANA; in which days begin where the provider's settings say nothing
}

// PhoneTypes gives the types of phone numbers.
type PhoneTypes interface {
	PhoneNumberTypes(ctx context.Context) ([]contact.PhoneNumberType, error)
}

// Transfers takes in and gives out.
type Transfers struct {
	parts Parts
	wake  chan struct{}
	run   runner
}

// New makes Transfers of their parts.
func New(p Parts) *Transfers {
	return &Transfers{parts: p, wake: make(chan struct{}, 1), run: runner{open: map[parley.ID]*cursor{}, busy: map[parley.ID]bool{}, failures: map[parley.ID]failures{}}}
}

// NotFound is the answer to an id that no import has.
func NotFound() *parley.Error {
	return parley.Errorf(parley.NotFound, "import_not_found", "There is no such import. Files are kept for seven days.")
}

// Get gives one import; the error is NotFound.
func (t *Transfers) Get(ctx context.Context, id parley.ID) (Import, error) {
	i, found, err := t.parts.Reads.Import(ctx, id)
	if err == nil && (!found || i.State == Uploading) {
		err = NotFound()
	}
	return i, err
}

// List gives the newest imports.
func (t *Transfers) List(ctx context.Context) ([]Import, error) {
	return t.parts.Reads.Imports(ctx, 20)
}

// Prune forgets files that are kept no longer.
func (t *Transfers) Prune(ctx context.Context) (int64, error) {
	var n int64
	err := t.parts.Worker.Do(ctx, func(ctx context.Context) (err error) {
		n, err = t.parts.Store.DropImports(ctx, t.parts.Source.Now().Add(-Kept))
		return err
	})
	return n, err
}

// faultOf makes faults of what is wrong with a row; nil where err is something else.
func faultOf(row int64, err error) []Fault {
	var faults []Fault
	for _, e := range parley.Refusals(err) {
		faults = append(faults, Fault{Row: row, Column: e.Field, Code: e.Code, Message: e.Message})
	}
	return faults
}
