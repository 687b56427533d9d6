package transfer

import (
	"context"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/unit"
)

// Upload takes a file in, in pieces as it comes, and looks through all of it for what would end an import: nothing of such a
// file is kept. The errors are of kind Invalid (not_text, unterminated_quote, too_many_columns, cell_too_long, too_many_records,
// empty_file …), TooLarge, or those of reading. An encoding and a separator that i does not name are recognised. What else belongs
// to the unit that makes the file ready is done by also.
func (t *Transfers) Upload(ctx context.Context, by parley.Actor, i Import, file io.Reader, also ...func(ctx context.Context, made Import) error) (Import, error) {
	i.ID, i.State, i.By, i.CreatedAt = parley.ID(t.parts.Source.NewID()), Uploading, by, t.parts.Source.Now()
	i.Name = parley.CleanName(parley.CleanLine(i.Name, maxName))
	i.UpdatedAt = i.CreatedAt
	if i.Kind == Accounts && i.Format == VCard {
		return i, parley.Errorf(parley.Invalid, "cards_are_contacts", "A vCard file holds contacts. Import it there.")
	}
	if err := t.save(ctx, i); err != nil {
		return i, err
	}
	err := t.take(ctx, &i, file)
	if err == nil {
		err = t.survey(ctx, &i)
	}
	if err == nil {
		i.State = Ready
		err = t.parts.Worker.Do(ctx, func(ctx context.Context) error {
			t.parts.Log.Append(ctx, event.Event{Type: event.ImportUploaded, Actor: by, SubjectID: i.ID, Record: event.Recorded(i.Name, nil, counted{int(i.Total)})})
			if err := t.saveAndRead(ctx, &i); err != nil {
				return err
			}
			for _, do := range also {
				if err := do(ctx, i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		drop := func(ctx context.Context) error { return t.parts.Store.DropImport(ctx, i.ID) }
		return i, errors.Join(err, t.parts.Worker.Do(context.WithoutCancel(ctx), drop))
	}
	return i, nil
}

func (t *Transfers) save(ctx context.Context, i Import) error {
	return t.parts.Worker.Do(ctx, func(ctx context.Context) error { return t.parts.Store.SaveImport(ctx, i) })
}

// take keeps the file and finds out its encoding.
func (t *Transfers) take(ctx context.Context, i *Import, file io.Reader) error {
	var d detector
	for number := 0; ; number++ {
		part := make([]byte, partSize)
		n, err := io.ReadFull(file, part)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return err
		}
		if i.Size += int64(n); i.Size > MaxFile {
			return parley.Errorf(parley.TooLarge, "file_too_large", "The file has more than %d MB. Split it.", MaxFile>>20)
		}
		if n > 0 {
			d.Write(part[:n]) //nolint:errcheck // it never fails
			add := func(ctx context.Context) error { return t.parts.Store.AddPart(ctx, i.ID, number, part[:n]) }
			if err := t.parts.Worker.Do(ctx, add); err != nil {
				return err
			}
		}
		if err == nil {
			continue
		}
		if i.Encoding == "" {
			i.Encoding, err = d.found()
			return err
		}
		return nil //nolint:nilerr // it is the end of the file
	}
}

// Reread reads a file that is not started yet in another encoding, or with another separator, and proposes anew what its columns
// are; a separator of "" is recognised. Its errors are those of Upload, after which all is as it was, NotFound, and Conflict
// ("import_not_ready").
func (t *Transfers) Reread(ctx context.Context, by parley.Actor, id parley.ID, e Encoding, separator string) (Import, error) {
	i, err := t.Get(ctx, id)
	if err != nil {
		return i, err
	}
	i.Encoding, i.Separator, i.Broken, i.Total = e, separator, 0, 0
	if err := t.survey(ctx, &i); err != nil {
		return i, err
	}
	return i, t.parts.Worker.Do(ctx, func(ctx context.Context) error {
		now, found, err := t.parts.Store.LockImport(ctx, id)
		switch {
		case err != nil:
			return err
		case !found:
			return NotFound()
		case now.State != Ready && now.State != Checked:
			return notReady()
		}
		i.State, i.Counts, i.By, i.UpdatedAt = Ready, Counts{}, now.By, t.parts.Source.Now()
		t.tell(ctx, by, i)
		return errors.Join(t.parts.Store.DropFaults(ctx, id), t.parts.Store.SaveImport(ctx, i))
	})
}

func notReady() *parley.Error {
	return parley.Errorf(parley.Conflict, "import_not_ready", "This import has been started already.")
}

// survey reads the whole file once: its separator, its first row, how many rows there are, and where the first character stands
// that could not be read.
func (t *Transfers) survey(ctx context.Context, i *Import) error {
	if i.Format == CSV && i.Separator == "" {
		beginning := make([]byte, 64<<10)
		n, err := io.ReadFull(decoded(t.file(ctx, i.ID), i.Encoding), beginning)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return err
		}
		i.Separator = string(separatorOf(beginning[:n]))
	}
	records, err := t.records(ctx, *i)
	if err != nil {
		return err
	}
	i.Columns, i.Broken = records.columns, brokenLine(records.columns, 1)
	for {
		cells, line, err := records.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if i.Broken == 0 {
			i.Broken = brokenLine(cells, line)
		}
		if i.Total++; i.Total > maxRows {
			return parley.Errorf(parley.Invalid, "too_many_records", "The file has more than %d rows. Split it.", maxRows)
		}
	}
	if i.Total == 0 {
		return parley.Errorf(parley.Invalid, "empty_file", "The file has no rows below its first one, which names the columns.")
	}
	l, err := t.lists(ctx)
	if err != nil {
		return err
	}
	i.Plan = Plan{Targets: proposed(i.Columns, l.targets(i.Kind)), Duplicates: Skip, MakeAccounts: true}
	if i.Format == VCard {
		i.Plan.Targets = cardColumns
	}
	return nil
}

// recordReader gives a file's rows.
type recordReader interface {
	Read() (cells []string, line int, err error)
}

// records is a file that is being read: the columns are behind.
type records struct {
	recordReader
	columns []string
}

func (t *Transfers) records(ctx context.Context, i Import) (records, error) {
	in := decoded(t.file(ctx, i.ID), i.Encoding)
	if i.Format == VCard {
		return records{newCardReader(in), cardColumns}, nil
	}
	r := newCSVReader(in, i.Separator[0])
	columns, _, err := r.Read()
	if errors.Is(err, io.EOF) {
		err = parley.Errorf(parley.Invalid, "empty_file", "The file has no rows below its first one, which names the columns.")
	}
	for n, column := range columns {
		if column = strings.TrimSpace(parley.CleanLine(armed(column), maxName)); utf8.ValidString(column) {
			columns[n] = column
		}
	}
	return records{r, columns}, err
}

// stored reads the pieces of a file one after the other.
type stored struct {
	ctx   context.Context //nolint:containedctx // an io.Reader is given none
	reads ReadStore
	id    parley.ID
	next  int
	rest  []byte
}

func (t *Transfers) file(ctx context.Context, id parley.ID) io.Reader {
	return &stored{ctx: ctx, reads: t.parts.Reads, id: id}
}

// Read gives the next bytes.
func (f *stored) Read(p []byte) (int, error) {
	if len(f.rest) == 0 {
		part, found, err := f.reads.Part(f.ctx, f.id, f.next)
		if err != nil {
			return 0, err
		}
		if !found {
			return 0, io.EOF
		}
		f.rest, f.next = part, f.next+1
	}
	n := copy(p, f.rest)
	f.rest = f.rest[n:]
	return n, nil
}

// Start begins the dry run (Checking) or the import (Running) with a plan. Its errors are NotFound, Invalid with what is wrong
// with the plan, and Conflict ("import_not_ready").
func (t *Transfers) Start(ctx context.Context, by parley.Actor, id parley.ID, p Plan, as State) (Import, error) {
	l, err := t.lists(ctx)
	if err != nil {
		return Import{}, err
	}
	var i Import
	err = t.parts.Worker.Do(ctx, func(ctx context.Context) error {
		var found bool
		var err error
		if i, found, err = t.parts.Store.LockImport(ctx, id); err != nil {
			return err
		}
		switch {
		case !found:
			return NotFound()
		case i.State != Ready && i.State != Checked:
			return notReady()
		}
		if err := p.check(i.Kind, len(i.Columns), l.targets(i.Kind)); err != nil {
			return err
		}
		i.Plan, i.State, i.Counts, i.By, i.UpdatedAt = p, as, Counts{}, by, t.parts.Source.Now()
		t.tell(ctx, by, i)
		unit.After(ctx, t.ring)
		return errors.Join(t.parts.Store.DropFaults(ctx, id), t.saveAndRead(ctx, &i))
	})
	return i, err
}

// saveAndRead saves an import whose actor has changed, and gives it with the name of that one.
func (t *Transfers) saveAndRead(ctx context.Context, i *Import) error {
	err := t.parts.Store.SaveImport(ctx, *i)
	if err == nil {
		*i, _, err = t.parts.Store.LockImport(ctx, i.ID)
	}
	return err
}

// Cancel ends a dry run, after which the import is ready again, or an import: what was taken in until then stays. Its errors are
// NotFound, and Conflict ("import_not_running").
func (t *Transfers) Cancel(ctx context.Context, by parley.Actor, id parley.ID) (i Import, err error) {
	return i, t.parts.Worker.Do(ctx, func(ctx context.Context) error {
		var found bool
		var err error
		if i, found, err = t.parts.Store.LockImport(ctx, id); err != nil {
			return err
		}
		switch {
		case !found:
			return NotFound()
		case i.State == Checking:
			i.State, i.Counts = Ready, Counts{}
		case i.State == Running:
			i.State = Cancelled
		default:
			return parley.Errorf(parley.Conflict, "import_not_running", "This import is not running.")
		}
		t.ended(ctx, by, &i)
		return t.parts.Store.SaveImport(ctx, i)
	})
}

// ended tells that nothing works on an import any more, and by whom. That of a real one is the line of the audit trail.
func (t *Transfers) ended(ctx context.Context, by parley.Actor, i *Import) {
	i.UpdatedAt = t.parts.Source.Now()
	if i.State != Done && i.State != Cancelled && i.State != Failed {
		t.tell(ctx, by, *i)
		return
	}
	t.parts.Log.Append(ctx, event.Event{Type: event.ImportFinished, Actor: by, SubjectID: i.ID, Data: map[string]string{"state": string(i.State), "user_id": string(i.By.ID), "subject": string(i.Kind)},
		Record: event.Recorded(i.Name, nil, i.Counts)})
}

func (t *Transfers) tell(ctx context.Context, by parley.Actor, i Import) {
	t.parts.Log.Append(ctx, event.Event{Type: event.ImportProgressed, Actor: by, SubjectID: i.ID, Data: map[string]string{"state": string(i.State)}})
}

// previewRows is how many rows are shown before anything runs.
const previewRows = 20

// Shown is a row of a preview: what would become of it.
type Shown struct {
	Row    int64
	Cells  []string
	Deed   Deed
	There  parley.Named // who is there already, if anybody
	Faults []Fault
}

// Preview shows the first rows as they would become, and what the columns may be. Its errors are those of Start.
func (t *Transfers) Preview(ctx context.Context, id parley.ID, p Plan) ([]Shown, []Target, error) {
	i, err := t.Get(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	l, err := t.lists(ctx)
	if err != nil {
		return nil, nil, err
	}
	targets := l.targets(i.Kind)
	if p.Targets == nil {
		p = i.Plan
	}
	if err := p.check(i.Kind, len(i.Columns), targets); err != nil && parley.CodeOf(err) != "no_name" {
		return nil, nil, err
	}
	file, err := t.records(ctx, i)
	if err != nil {
		return nil, nil, err
	}
	reading := reading{lists: l, kind: i.Kind, format: i.Format, targets: p.Targets, region: t.parts.Region}
	var rows []row
	for n := int64(1); n <= previewRows; n++ {
		cells, _, err := file.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		rows = append(rows, reading.row(n, cells))
	}
	in, err := t.looker(ctx, i, p, rows)
	if err != nil {
		return nil, nil, err
	}
	seen := seen{}
	var shown []Shown
	for _, r := range rows {
		outcome, faults, err := in.look(ctx, r, seen)
		if err != nil {
			return nil, nil, err
		}
		shown = append(shown, Shown{Row: r.number, Cells: r.cells, Deed: outcome.Deed, There: outcome.There, Faults: faults})
	}
	return shown, targets, nil
}

// seen are numbers and addresses that an earlier row of the file has; a dry run writes nothing in which they could be found.
type seen map[string]struct{}

// look says what would become of a row, and writes nothing.
func (in *intake) look(ctx context.Context, r row, before seen) (Outcome, []Fault, error) {
	refused := Outcome{Deed: Refused}
	if len(r.faults) > 0 {
		return refused, r.faults, nil
	}
	out, err := in.put(ctx, r.entry)
	if faults := faultOf(r.number, err); len(faults) > 0 {
		return refused, faults, nil
	}
	if err != nil {
		return refused, nil, err
	}
	if repeated := before.add(r.entry); repeated && out.Deed == MadeNew {
		switch {
		case in.policy.duplicates == Update:
			out.Deed = Changed
		case in.policy.duplicates == Skip:
			out.Deed = PassedBy
		case r.entry.Contact == nil:
			return refused, faultOf(r.number, parley.Errorf(parley.Conflict, "duplicate_number", "Another account has this number.").At("account.number")), nil
		}
	}
	return out, nil, nil
}

// looker is an intake that writes nothing.
func (t *Transfers) looker(ctx context.Context, i Import, p Plan, rows []row) (*intake, error) {
	return t.intake(ctx, i.By, policy{duplicates: p.Duplicates, makeAccounts: p.MakeAccounts, dry: true, origin: string(i.ID)}, entriesOf(rows))
}

func entriesOf(rows []row) []Entry {
	out := make([]Entry, len(rows))
	for i, r := range rows {
		out[i] = r.entry
	}
	return out
}

// add notes what the entry is known by, and reports whether an earlier one has it.
func (s seen) add(e Entry) (known bool) {
	note := func(key string) {
		_, there := s[key]
		known = known || there
		s[key] = struct{}{}
	}
	if e.Contact == nil {
		if number := e.accountNumber(); number != "" {
			note(number)
		}
		return known
	}
	for _, a := range e.addresses() {
		note(string(a.Kind) + a.Value)
	}
	return known
}
