package transfer_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"parley/internal/account"
	"parley/internal/choice"
	"parley/internal/contact"
	"parley/internal/event"
	"parley/internal/field"
	"parley/internal/parley"
	"parley/internal/transfer"
	"parley/internal/unit"
)

const twoPeople = "Prénom;Nom;Cellulaire;Courriel;Nom du compte;Numéro de compte\n" + //nolint:misspell // French
	"Zoë;Tremblay;(202) 555-0143;Zoe@Example.com;Tremblay;A-1\n" +
	"Al;Tremblay;202-555-0144;;Tremblay;A-1\n"

func TestImportMakesContactsAndTheirAccounts(t *testing.T) {
	b := newBench(t)
	i := b.upload(transfer.Contacts, twoPeople)
	if got := strings.Join(i.Plan.Targets, " "); got != "first_name last_name phone.mobile email account.name account.number" {
		t.Errorf("proposed %s", got)
	}
	if i.Separator != ";" || i.Encoding != transfer.UTF8 || i.Total != 2 || i.State != transfer.Ready {
		t.Errorf("took in %+v", i)
	}
	checked := b.run(i, transfer.Checking, nil)
	if checked.State != transfer.Checked || checked.Created != 2 || b.people() != "" {
		t.Errorf("the dry run says %+v and left %q", checked, b.people())
	}
	done := b.run(i, transfer.Running, nil)
	if done.State != transfer.Done || done.Counts != (transfer.Counts{Done: 2, Created: 2}) {
		t.Errorf("ended as %+v", done)
	}
	if got, want := b.people(), "Al Tremblay +12025550144 @Tremblay\nZoë Tremblay +12025550143 zoe@example.com @Tremblay"; got != want {
		t.Errorf("there are %s, want %s", got, want)
	}
	accounts, _, err := b.parts.Accounts.List(t.Context(), account.Filter{Limit: 10})
	b.must(err)
	if len(accounts) != 1 || accounts[0].Number != "A-1" {
		t.Errorf("accounts %+v", accounts)
	}
	entries, err := b.log.Trail(t.Context(), event.Filter{Limit: 10})
	b.must(err)
	if len(entries) != 2 || entries[0].Type != event.ImportFinished || entries[0].Name != "people.csv" || entries[0].SubjectID != i.ID || len(entries[0].Changes) != 2 {
		t.Errorf("the trail has %+v", entries)
	}
	if n := b.count(`SELECT COUNT(*) FROM event WHERE type IN ('contact.created', 'account.created')`); n != 3 {
		t.Errorf("%d events tell of them", n)
	}
}

func TestDuplicatesAreSkippedUpdatedOrMadeAnew(t *testing.T) {
	text := "Name,Mobile,Role,Email\nAl,2025550144,owner,al@example.com\nAlbert,+1 202 555 0144,,a2@example.com\n"
	for duplicates, want := range map[transfer.Duplicates]struct {
		counts transfer.Counts
		people string
	}{
		transfer.Skip:   {transfer.Counts{Done: 2, Skipped: 2}, "Old Al +12025550144"},
		transfer.Update: {transfer.Counts{Done: 2, Updated: 2}, "Albert +12025550144 al@example.com a2@example.com"},
		transfer.Create: {transfer.Counts{Done: 2, Created: 2}, "Al +12025550144 al@example.com\nAlbert +12025550144 a2@example.com\nOld Al +12025550144"},
	} {
		b := newBench(t)
		_, err := b.parts.Contacts.Create(t.Context(), operator, contact.Draft{Name: "Old Al", Role: "bookkeeper", Addresses: []contact.AddressDraft{{Kind: parley.Phone, Value: "2025550144"}}})
		b.must(err)
		i := b.upload(transfer.Contacts, text)
		shown, _, err := b.transfers.Preview(t.Context(), i.ID, transfer.Plan{Targets: i.Plan.Targets, Duplicates: duplicates})
		b.must(err)
		if len(shown) != 2 || shown[0].There.Name != "Old Al" {
			t.Errorf("%s: shown %+v", duplicates, shown)
		}
		choose := func(p *transfer.Plan) { p.Duplicates = duplicates }
		if got := b.run(i, transfer.Checking, choose).Counts; got != want.counts {
			t.Errorf("%s: the dry run says %+v, want %+v", duplicates, got, want.counts)
		}
		if got := b.run(i, transfer.Running, choose).Counts; got != want.counts {
			t.Errorf("%s: %+v, want %+v", duplicates, got, want.counts)
		}
		if b.people() != want.people {
			t.Errorf("%s: there are %s, want %s", duplicates, b.people(), want.people)
		}
		all, _, err := b.parts.Contacts.List(t.Context(), contact.Filter{Limit: 9})
		b.must(err)
		if duplicates == transfer.Update && all[0].Role != "owner" {
			t.Errorf("an empty cell took the role away: %q", all[0].Role)
		}
	}
}

// A row that is there within the file is found by the dry run too, though nothing is written.
func TestADryRunSeesRepeatsWithinTheFile(t *testing.T) {
	b := newBench(t)
	i := b.upload(transfer.Contacts, "Name,Email\nA,x@example.com\nB,X@example.com\n")
	if got := b.run(i, transfer.Checking, nil).Counts; got != (transfer.Counts{Done: 2, Created: 1, Skipped: 1}) {
		t.Errorf("the dry run says %+v", got)
	}
	if got := b.run(i, transfer.Running, nil).Counts; got != (transfer.Counts{Done: 2, Created: 1, Skipped: 1}) {
		t.Errorf("it did %+v", got)
	}
}

func TestWhoIsMeantMustBeClear(t *testing.T) {
	b := newBench(t)
	shared := []contact.AddressDraft{{Kind: parley.Phone, Value: "2025550144"}}
	for _, name := range []string{"Ann", "Ben"} {
		_, err := b.parts.Contacts.Create(t.Context(), operator, contact.Draft{Name: name, Addresses: shared})
		b.must(err)
	}
	i := b.run(b.upload(transfer.Contacts, "Name,Phone,Role\nben,2025550144,owner\nCal,2025550144,owner\n"), transfer.Running, updating)
	if i.Counts != (transfer.Counts{Done: 2, Updated: 1, Failed: 1}) {
		t.Errorf("%+v", i.Counts)
	}
	if got := b.faults(i); got != "2 several_matches" {
		t.Errorf("faults: %s", got)
	}
}

// An archived contact is neither skipped nor changed unseen: who comes with his number and another name is another one.
func TestArchivedContactsAreNotChangedUnseen(t *testing.T) {
	for _, duplicates := range []transfer.Duplicates{transfer.Skip, transfer.Update, transfer.Create} {
		b := newBench(t)
		old, err := b.parts.Contacts.Create(t.Context(), operator, contact.Draft{Name: "Ann", Addresses: []contact.AddressDraft{{Kind: parley.Phone, Value: "2025550144"}}})
		b.must(err)
		old, err = b.parts.Contacts.SetArchived(t.Context(), operator, old.ID, true)
		b.must(err)
		choose := func(p *transfer.Plan) { p.Duplicates = duplicates }
		i := b.run(b.upload(transfer.Contacts, "Name,Phone,Role\nBen,2025550144,tenant\n"), transfer.Running, choose)
		if i.Counts != (transfer.Counts{Done: 1, Created: 1}) || b.people() != "Ben +12025550144" {
			t.Errorf("%s: %+v; listed are %s", duplicates, i.Counts, b.people())
		}
		b.must(b.parts.Contacts.Delete(t.Context(), operator, b.ids()[0]))
		want, faults := transfer.Counts{Done: 1, Failed: 1}, "1 archived_match"
		if duplicates == transfer.Create {
			want, faults = transfer.Counts{Done: 1, Created: 1}, ""
		}
		for _, as := range []transfer.State{transfer.Checking, transfer.Running} {
			i = b.run(b.upload(transfer.Contacts, "Name,Phone,Role\nann,2025550144,owner\n"), as, choose)
			if i.Counts != want || b.faults(i) != faults {
				t.Errorf("%s, %s: %+v %s", duplicates, as, i.Counts, b.faults(i))
			}
		}
		if after, err := b.parts.Contacts.Get(t.Context(), old.ID); err != nil || after.Version != old.Version {
			t.Errorf("%s: the archived one became %+v, %v", duplicates, after, err)
		}
	}
}

// ids gives the contacts in the lists.
func (b *bench) ids() []parley.ID {
	b.Helper()
	ids, err := b.parts.Contacts.IDs(b.Context(), contact.Filter{Limit: 1000})
	b.must(err)
	return ids
}

func (b *bench) faults(i transfer.Import) string {
	b.Helper()
	all, err := b.parts.Reads.Faults(b.Context(), i.ID, 0, 100)
	b.must(err)
	var out []string
	for _, f := range all {
		out = append(out, fmt.Sprintf("%d %s", f.Row, f.Code))
	}
	return strings.Join(out, ", ")
}

func TestRowsAtFaultCanBeDownloadedAndMended(t *testing.T) {
	b := newBench(t)
	i := b.run(b.upload(transfer.Contacts, "Name,Mobile,Tags,SMS opt-in,Other\nA,111,nosuch,perhaps,'=1\nB,2025550144,,yes,=2\n,2025550145,,,\nD,2025550146,,,x,too many,more\n"), transfer.Running, nil)
	if i.Counts != (transfer.Counts{Done: 4, Created: 1, Failed: 3}) {
		t.Errorf("%+v", i.Counts)
	}
	if got, want := b.faults(i), "1 invalid_number, 1 unknown_value, 1 invalid_toggle, 3 blank_name, 4 too_many_cells"; got != want {
		t.Errorf("faults: %s, want %s", got, want)
	}
	var out bytes.Buffer
	b.must(b.transfers.WriteFaults(t.Context(), i, "", &out))
	records, err := transfer.ReadCSV(strings.NewReader(strings.TrimPrefix(out.String(), "\uFEFF")), ',')
	b.must(err)
	if len(records) != 4 || records[0][5] != "Reason" || records[1][0] != "A" || records[1][4] != "'=1" || !strings.Contains(records[1][5], "Mobile: This is not a number") ||
		!slices.Equal(records[3], []string{"D", "2025550146", "", "", "x", "The row has more cells than the first row of the file.", "too many", "more"}) {
		t.Errorf("downloaded %q", records)
	}
	again := b.upload(transfer.Contacts, out.String())
	if again.Total != 3 || again.Plan.Targets[1] != "phone.mobile" || again.Plan.Targets[5] != "" {
		t.Errorf("read again as %+v", again)
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	b := newBench(t)
	for _, c := range []struct{ name, text, code string }{
		{"half-written", "Name\n\"A\nB\n", "unterminated_quote"},
		{"a million columns", strings.Repeat("a,", 1_000_000), "too_many_columns"},
		{"nothing", "", "empty_file"},
		{"only the first row", "Name,Phone\n", "empty_file"},
		{"a spreadsheet", "PK\x03\x04\x00\x00", "not_text"},
		{"too many rows", "Name\n" + strings.Repeat("A\n", 1_000_001), "too_many_records"},
	} {
		_, err := b.transfers.Upload(t.Context(), operator, transfer.Import{Kind: transfer.Contacts, Format: transfer.CSV}, strings.NewReader(c.text))
		if parley.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
	if n := b.count(`SELECT (SELECT COUNT(*) FROM import_job) + (SELECT COUNT(*) FROM import_part)`); n != 0 {
		t.Errorf("%d rows of them are kept", n)
	}
}

func TestImportsReadWindows1252(t *testing.T) {
	b := newBench(t)
	i := b.run(b.upload(transfer.Contacts, "Nom\tCourriel\nZo\xeb \x96 Tremblay\tz@example.com\n"), transfer.Running, nil)
	if i.Encoding != transfer.Windows1252 || i.Separator != "\t" || b.people() != "Zoë – Tremblay z@example.com" {
		t.Errorf("%+v: %s", i, b.people())
	}
}

func TestImportAccounts(t *testing.T) {
	b := newBench(t)
	_, err := b.parts.Choices.Create(t.Context(), operator, choice.AccountGroups, choice.Change{Name: ptr("Fiber, north")})
	b.must(err)
	_, err = b.parts.Fields.Create(t.Context(), operator, field.Field{Owner: field.OfAccounts, Name: "Speed", Type: field.Number})
	b.must(err)
	text := "Number,Name,Status,Groups,Parent account,Past due,Speed\n" +
		"1,One,Lead,\"Fiber, north\",,oui,100\n2,Two,,,1,no,\n2,Again,,,,,\n3,Three,nosuch,,,,\n4,Four,,,99,,fast\n"
	i := b.run(b.upload(transfer.Accounts, text), transfer.Running, updating)
	if i.Counts != (transfer.Counts{Done: 5, Created: 2, Updated: 1, Failed: 2}) {
		t.Errorf("%+v %s", i.Counts, b.faults(i))
	}
	all, _, err := b.parts.Accounts.List(t.Context(), account.Filter{Limit: 9, Order: parley.ByNumber})
	b.must(err)
	if len(all) != 2 || all[0].Status != "lead" || len(all[0].Groups) != 1 || !all[0].Delinquent || all[0].Custom["speed"] != 100.0 {
		t.Fatalf("%+v", all)
	}
	if all[1].Name != "Again" || all[1].ParentName != "One" || all[1].Delinquent {
		t.Errorf("%+v", all[1])
	}
}

// crash ends a unit of the worker as a kill does: some of its statements are written and none is committed.
type crash struct {
	unit.Worker
	after int
	with  func()
}

var errKilled = errors.New("killed")

func (c *crash) Do(ctx context.Context, fn func(ctx context.Context) error) error {
	return c.Worker.Do(ctx, func(inner context.Context) error {
		err := fn(inner)
		if unit.From(ctx) != nil || err != nil {
			return err
		}
		if c.after--; c.after == 0 {
			c.with()
			return errKilled
		}
		return nil
	})
}

func TestAnImportGoesOnWhereItWasBrokenOff(t *testing.T) {
	b := newBench(t)
	const rows = 2*transfer.BatchRows + 50
	i := b.upload(transfer.Contacts, manyContacts(rows))
	_, err := b.transfers.Start(t.Context(), operator, i.ID, i.Plan, transfer.Running)
	b.must(err)
	b.over(&crash{b.db, 2, func() {}})
	b.must(b.transfers.Step(t.Context(), i.ID))
	if err := b.transfers.Step(t.Context(), i.ID); !errors.Is(err, errKilled) {
		t.Fatalf("the second batch ended with %v", err)
	}
	b.over(b.db)
	if n := b.count(`SELECT COUNT(*) FROM contact`); n != transfer.BatchRows {
		t.Errorf("%d rows are in after the kill", n)
	}
	done := b.finish(i.ID)
	if done.Counts != (transfer.Counts{Done: rows, Created: rows}) || b.count(`SELECT COUNT(*) FROM contact`) != rows {
		t.Errorf("%+v, %d contacts", done.Counts, b.count(`SELECT COUNT(*) FROM contact`))
	}
	if n := b.count(`SELECT COUNT(*) FROM account`); n != (rows+2)/3 {
		t.Errorf("%d accounts", n)
	}
}

func TestADryRunThatWasBrokenOffBeginsAnew(t *testing.T) {
	b := newBench(t)
	const rows = transfer.BatchRows + 1
	text := manyContacts(rows-1) + "Twin,+12022000000,,,\n,,,,\n"
	i := b.upload(transfer.Contacts, text)
	_, err := b.transfers.Start(t.Context(), operator, i.ID, i.Plan, transfer.Checking)
	b.must(err)
	b.must(b.transfers.Step(t.Context(), i.ID))
	b.over(b.db) // what it has seen of the first batch is gone
	if got := b.finish(i.ID); got.State != transfer.Checked || got.Created != rows-1 || got.Skipped != 1 {
		t.Errorf("%+v", got)
	}
}

// meanwhile does something after an import was read and before anything comes of it.
type meanwhile struct {
	transfer.ReadStore
	do func()
}

func (m meanwhile) Import(ctx context.Context, id parley.ID) (transfer.Import, bool, error) {
	i, found, err := m.ReadStore.Import(ctx, id)
	m.do()
	return i, found, err
}

// A dry run that is cancelled just as a new process takes it up stays cancelled.
func TestADryRunThatIsCancelledAtARestart(t *testing.T) {
	b := newBench(t)
	i := b.upload(transfer.Contacts, manyContacts(transfer.BatchRows+1))
	_, err := b.transfers.Start(t.Context(), operator, i.ID, i.Plan, transfer.Checking)
	b.must(err)
	b.must(b.transfers.Step(t.Context(), i.ID))
	before, reads := b.transfers, b.parts.Reads
	b.parts.Reads = meanwhile{reads, func() {
		_, err := before.Cancel(t.Context(), operator, i.ID)
		b.must(err)
	}}
	b.over(b.db)
	b.must(b.transfers.Step(t.Context(), i.ID))
	if got, _, err := reads.Import(t.Context(), i.ID); err != nil || got.State != transfer.Ready || got.Done != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAPanicEndsTheImportAlone(t *testing.T) {
	b := newBench(t)
	i := b.upload(transfer.Contacts, twoPeople)
	_, err := b.transfers.Start(t.Context(), operator, i.ID, i.Plan, transfer.Running)
	b.must(err)
	b.over(&crash{b.db, 1, func() { panic("defect") }})
	b.must(b.transfers.Step(t.Context(), i.ID))
	got, err := b.transfers.Get(t.Context(), i.ID)
	b.must(err)
	if got.State != transfer.Failed || got.Reason != "internal" || b.people() != "" {
		t.Errorf("%+v, there are %q", got, b.people())
	}
}

func TestTwoImportsAtOnce(t *testing.T) {
	b := newBench(t)
	first := b.upload(transfer.Contacts, manyContacts(transfer.BatchRows+10))
	second := b.upload(transfer.Contacts, "Name,Email,Account number,Account name\nX,x@example.com,A1,Other\n")
	for _, i := range []transfer.Import{first, second} {
		_, err := b.transfers.Start(t.Context(), operator, i.ID, i.Plan, transfer.Running)
		b.must(err)
		if _, err := b.transfers.Start(t.Context(), operator, i.ID, i.Plan, transfer.Running); parley.CodeOf(err) != "import_not_ready" {
			t.Errorf("started twice: %v", err)
		}
	}
	b.runUntil(2)
	if n := b.count(`SELECT COUNT(*) FROM contact`); n != transfer.BatchRows+11 {
		t.Errorf("%d contacts", n)
	}
	if n := b.count(`SELECT COUNT(*) FROM account WHERE number = 'A1'`); n != 1 {
		t.Errorf("the account is there %d times", n)
	}
}

// Two imports at once that hold the same people make each once.
func TestTwoImportsOfTheSamePeopleAtOnce(t *testing.T) {
	b := newBench(t)
	const people, rounds = 40, 4
	for round := range rounds {
		text := strings.ReplaceAll(manyContacts(people), "+1202", fmt.Sprintf("+121%d", round+2))
		text = strings.ReplaceAll(strings.ReplaceAll(text, "@example", fmt.Sprintf("@%d.example", round)), ",A", fmt.Sprintf(",B%d-", round))
		for range 2 {
			i := b.upload(transfer.Contacts, text)
			_, err := b.transfers.Start(t.Context(), operator, i.ID, i.Plan, transfer.Running)
			b.must(err)
		}
		b.runUntil(2 * (round + 1))
	}
	if n := b.count(`SELECT COUNT(*) FROM contact`); n != people*rounds {
		t.Errorf("%d contacts of %d people", n, people*rounds)
	}
}

// runUntil runs the loop until so many imports have ended.
func (b *bench) runUntil(left int) {
	b.Helper()
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.transfers.Run(ctx) }()
	err := b.log.Tail(ctx, 0, func(_ context.Context, events []event.Event) error {
		for _, e := range events {
			if e.Type == event.ImportFinished {
				left--
			}
		}
		if left == 0 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || !errors.Is(<-ended, context.Canceled) {
		b.Fatalf("ended with %v", err)
	}
}

func TestCancel(t *testing.T) {
	b := newBench(t)
	i := b.upload(transfer.Contacts, manyContacts(transfer.BatchRows+10))
	if _, err := b.transfers.Cancel(t.Context(), operator, i.ID); parley.CodeOf(err) != "import_not_running" {
		t.Errorf("cancelled what does not run: %v", err)
	}
	_, err := b.transfers.Start(t.Context(), operator, i.ID, i.Plan, transfer.Running)
	b.must(err)
	b.must(b.transfers.Step(t.Context(), i.ID))
	got, err := b.transfers.Cancel(t.Context(), operator, i.ID)
	b.must(err)
	b.must(b.transfers.Step(t.Context(), i.ID))
	if n := b.count(`SELECT COUNT(*) FROM contact`); got.State != transfer.Cancelled || n != transfer.BatchRows {
		t.Errorf("%+v with %d contacts", got, n)
	}
}

// The trail names who did each deed, and what was given out.
func TestTheTrailNamesWhoDidWhat(t *testing.T) {
	b := newBench(t)
	other := parley.Actor{Kind: parley.ActorUser, ID: "01890000-0000-7000-8000-0000000000bb"}
	i := b.upload(transfer.Contacts, "Name,Phone\nAl,111\n"+strings.Repeat("Bo,\n", transfer.BatchRows))
	_, err := b.transfers.Start(t.Context(), operator, i.ID, i.Plan, transfer.Running)
	b.must(err)
	b.must(b.transfers.Step(t.Context(), i.ID))
	_, err = b.transfers.Cancel(t.Context(), other, i.ID)
	b.must(err)
	_, write, err := b.transfers.GiveFaults(t.Context(), other, i.ID, "")
	b.must(err)
	b.must(write(t.Context(), io.Discard))
	yes := false
	_, err = b.transfers.ExportContacts(t.Context(), other, contact.Filter{Query: "bo", HasPhone: &yes}, transfer.CSV)
	b.must(err)
	_, err = b.transfers.ExportAccounts(t.Context(), operator, account.Filter{Status: "lead"})
	b.must(err)
	entries, err := b.log.Trail(t.Context(), event.Filter{Limit: 10})
	b.must(err)
	var got []string
	for _, e := range entries {
		line := fmt.Sprintf("%s %s", e.Type, map[parley.Actor]string{operator: "operator", other: "other"}[e.Actor])
		for _, c := range e.Changes {
			line += fmt.Sprintf(" %s=%s", c.Field, c.After)
		}
		got = append(got, line)
	}
	want := []string{
		`account.exported operator status="lead"`,
		`contact.exported other has_phone=false search="bo" rows=` + strconv.Itoa(transfer.BatchRows-1),
		`import.refused_rows_downloaded other rows=1`,
		fmt.Sprintf(`import.finished other rows=%d created=%d failed=1`, transfer.BatchRows, transfer.BatchRows-1),
		fmt.Sprintf(`import.uploaded operator rows=%d`, transfer.BatchRows+1),
	}
	if !slices.Equal(got, want) {
		t.Errorf("the trail has\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if _, _, err := b.transfers.GiveFaults(t.Context(), other, "01890000-0000-7000-8000-00000000dead", ""); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("of no import: %v", err)
	}
}

// A row that only writing refuses fails alone; its neighbours are in.
func TestARowThatOnlyWritingRefusesFailsAlone(t *testing.T) {
	b := newBench(t)
	stop, err := b.parts.Contacts.ForAddress(t.Context(), parley.Address{Kind: parley.Phone, Value: "+12025550144"}, "Stopper")
	b.must(err)
	_, err = b.parts.Consents.Record(t.Context(), parley.Actor{Kind: parley.ActorCustomer, ID: stop.Address.ID}, parley.ConsentEntry{AddressID: stop.Address.ID, State: parley.OptedOut, Source: "keyword"})
	b.must(err)
	i := b.run(b.upload(transfer.Contacts, "Name,Mobile,SMS opt-in\nA,2025550141,yes\nStopper,2025550144,yes\nC,2025550143,yes\n"), transfer.Running, updating)
	if i.Counts != (transfer.Counts{Done: 3, Created: 2, Failed: 1}) || b.faults(i) != "2 opted_out_by_customer" {
		t.Errorf("%+v %s", i.Counts, b.faults(i))
	}
}

func TestPlansThatAreRefused(t *testing.T) {
	b := newBench(t)
	i := b.upload(transfer.Contacts, "Name,Phone\nA,2025550144\n")
	for code, change := range map[string]func(p *transfer.Plan){
		"wrong_targets":      func(p *transfer.Plan) { p.Targets = p.Targets[:1] },
		"invalid_duplicates": func(p *transfer.Plan) { p.Duplicates = "" },
		"unknown_target":     func(p *transfer.Plan) { p.Targets = []string{"name", "account.nosuch"} },
		"duplicate_target":   func(p *transfer.Plan) { p.Targets = []string{"name", "name"} },
		"no_name":            func(p *transfer.Plan) { p.Targets = []string{"", "phone"} },
	} {
		p := i.Plan
		change(&p)
		if _, err := b.transfers.Start(t.Context(), operator, i.ID, p, transfer.Running); parley.CodeOf(err) != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
	if _, err := b.transfers.Start(t.Context(), operator, "01890000-0000-7000-8000-00000000dead", i.Plan, transfer.Running); parley.CodeOf(err) != "import_not_found" {
		t.Errorf("started nothing: %v", err)
	}
}

func TestFilesAreForgotten(t *testing.T) {
	b := newBench(t)
	i := b.run(b.upload(transfer.Contacts, "Name,Phone\nA,1\n"), transfer.Running, nil)
	b.clk.Advance(transfer.Kept - 1)
	if n, err := b.transfers.Prune(t.Context()); n != 0 || err != nil {
		t.Errorf("%d too early, %v", n, err)
	}
	b.clk.Advance(transfer.Kept)
	if n, err := b.transfers.Prune(t.Context()); n != 1 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	if _, err := b.transfers.Get(t.Context(), i.ID); parley.CodeOf(err) != "import_not_found" {
		t.Errorf("still there: %v", err)
	}
}

// A batch that tells more than the log takes of one unit is taken in by halves.
func TestABatchOfVeryManyEvents(t *testing.T) {
	b := newBench(t)
	const rows, numbers = transfer.BatchRows, 20 // so many opt-ins of each
	text := "Name,SMS opt-in,Mobile\n"
	for row := range rows {
		text += fmt.Sprintf("Person %d,yes,", row)
		for n := range numbers {
			text += fmt.Sprintf("+1202%07d;", 2_000_000+row*numbers+n)
		}
		text += "\n"
	}
	if i := b.run(b.upload(transfer.Contacts, text), transfer.Running, nil); i.Counts != (transfer.Counts{Done: rows, Created: rows}) {
		t.Errorf("%+v %s", i.Counts, b.faults(i))
	}
	if n := b.count(`SELECT COUNT(*) FROM event WHERE type = 'consent.changed'`); n != rows*numbers {
		t.Errorf("%d opt-ins were told", n)
	}
}

func TestAFailureHoldsUpNoOtherImport(t *testing.T) {
	b := newBench(t)
	var ids [2]parley.ID
	for n := range ids {
		i := b.upload(transfer.Contacts, twoPeople)
		_, err := b.transfers.Start(t.Context(), operator, i.ID, i.Plan, transfer.Running)
		b.must(err)
		ids[n] = i.ID
	}
	if next, err := b.transfers.AfterFailure(t.Context(), ids[0]); err != nil || !slices.Equal(next, ids[1:]) {
		t.Errorf("next come %v, %v", next, err)
	}
}

// fullDisk refuses so many units as the store does where there is no room.
type fullDisk struct {
	unit.Worker
	units int
}

func (f *fullDisk) Do(ctx context.Context, fn func(ctx context.Context) error) error {
	if f.units > 0 && unit.From(ctx) == nil {
		f.units--
		return errors.Join(parley.Errorf(parley.Unavailable, "storage_unavailable", "There is no room."), errKilled)
	}
	return f.Worker.Do(ctx, fn)
}

// What a full disk holds up is done later: it is no fault of a row and no end of an import.
func TestAFullDiskIsNoFaultOfARow(t *testing.T) {
	b := newBench(t)
	for _, as := range []transfer.State{transfer.Checking, transfer.Running} {
		i := b.upload(transfer.Contacts, twoPeople)
		_, err := b.transfers.Start(t.Context(), operator, i.ID, i.Plan, as)
		b.must(err)
		disk := &fullDisk{b.db, 3}
		b.over(disk)
		for disk.units > 0 && !t.Failed() {
			if err := b.transfers.Step(t.Context(), i.ID); !parley.IsKind(err, parley.Unavailable) {
				t.Errorf("%s: the batch ended with %v", as, err)
			}
		}
		b.over(b.db)
		if got := b.finish(i.ID); got.Counts != (transfer.Counts{Done: 2, Created: 2}) || got.State == transfer.Failed {
			t.Errorf("%s: %+v", as, got)
		}
	}
	b.over(&fullDisk{b.db, 1})
	name := "Late"
	out, err := b.transfers.Put(t.Context(), operator, transfer.Entry{Contact: &contact.Change{Name: &name}}, transfer.Update)
	if !parley.IsKind(err, parley.Unavailable) || len(parley.Refusals(err)) > 0 {
		t.Errorf("an item was answered %+v, %v", out, err)
	}
}
