package bulk_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"parley/internal/account"
	"parley/internal/bulk"
	"parley/internal/choice"
	"parley/internal/clock"
	"parley/internal/company"
	"parley/internal/consent"
	"parley/internal/contact"
	"parley/internal/event"
	"parley/internal/field"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
	"parley/internal/work"
)

var operator = parley.Actor{Kind: parley.ActorUser, ID: "01890000-0000-7000-8000-0000000000aa"}

type bench struct {
	*testing.T
	db       *store.DB
	log      *event.Log
	parts    bulk.Parts
	edits    *bulk.Edits
	accounts *account.Accounts
	contacts *contact.Contacts
	choices  *choice.Choices
}

func newBench(t *testing.T) *bench {
	db, clk := storetest.Open(t), clock.NewFake(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	log, quiet := event.NewLog(store.Events{DB: db}, clk), slog.New(slog.DiscardHandler)
	choices := choice.New(choice.Parts{Worker: db, Store: store.Choices{DB: db}, Log: log, Source: clk})
	fields := field.New(field.Parts{Worker: db, Store: store.Fields{DB: db}, Log: log, Source: clk})
	firm := company.New(company.Parts{Worker: db, Store: store.Companies{DB: db}, Log: log, Source: clk, Region: "US"})
	books, people := store.Accounts{DB: db}, store.Contacts{DB: db}
	b := &bench{T: t, db: db, log: log, choices: choices}
	b.accounts = account.New(account.Parts{Worker: db, Store: books, Reads: books, Companies: firm, Choices: choices, Fields: fields, Log: log, Source: clk})
	b.contacts = contact.New(contact.Parts{
		Worker: db, Store: people, Reads: people, OptIns: consent.NewLedger(db, store.Consents{DB: db}, log, clk), Pictures: people,
		Choices: choices, Fields: fields, Log: log, Source: clk, Region: "US",
	})
	b.parts = bulk.Parts{
		Worker: db, Store: store.Edits{DB: db}, Source: clk, Logger: quiet, Log: log,
		Owner:   &work.Owner{Name: "test", Leases: store.Leases{DB: db}, Clock: clk, Log: quiet},
		Targets: map[bulk.Subject]bulk.Target{bulk.Accounts: bulk.AccountTarget{Accounts: b.accounts}, bulk.Contacts: bulk.ContactTarget{Contacts: b.contacts}, bulk.Categories: bulk.CategoryTarget{Choices: choices}},
	}
	b.edits = bulk.New(b.parts)
	return b
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) account(name string) parley.ID {
	b.Helper()
	a, err := b.accounts.Create(b.Context(), operator, account.Change{Name: &name})
	b.must(err)
	return a.ID
}

func (b *bench) start(subject bulk.Subject, change string, ids ...parley.ID) bulk.Edit {
	b.Helper()
	e, err := b.edits.Start(b.Context(), operator, bulk.Edit{Subject: subject, Change: change}, ids)
	b.must(err)
	e, err = b.edits.Proceed(b.Context(), e)
	b.must(err)
	return e
}

func TestWhoCannotBeChangedIsTold(t *testing.T) {
	b := newBench(t)
	top := b.account("Top")
	var ids []parley.ID
	for i := range 60 { // more than one piece
		ids = append(ids, b.account(fmt.Sprint("Account ", i)))
	}
	missing := parley.ID("00000000-0000-7000-8000-00000000dead") // comes first
	b.must(b.accounts.Delete(t.Context(), operator, top))
	e := b.start(bulk.Accounts, `{"status":"lead","delinquent":true}`, append(ids, missing, top)...)
	if e.Total != 62 || e.Changed != 60 || e.Refused != 2 || e.FinishedAt.IsZero() {
		t.Errorf("ended as %+v", e)
	}
	refused, err := b.edits.Refusals(t.Context(), e.ID)
	if err != nil || len(refused) != 2 || refused[0] != (bulk.Refusal{ID: missing, Code: "account_not_found", Message: "There is no such account."}) || refused[1].ID != top {
		t.Errorf("refused %+v, %v", refused, err)
	}
	if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM account WHERE status = 'lead' AND delinquent = 1 AND version = 2`); err != nil || n != 60 {
		t.Errorf("%d were changed once, %v", n, err)
	}
	if slices.ContainsFunc(storetest.Told(t, b.db), func(e event.Event) bool { return e.Type == event.BulkEditFinished }) {
		t.Error("the end of one that was waited for is told")
	}
	e = b.start(bulk.Accounts, `{"status":"asleep","archived":true}`, ids[0])
	a, err := b.accounts.Get(t.Context(), ids[0])
	if e.Refused != 1 || err != nil || !a.ArchivedAt.IsZero() {
		t.Errorf("half of a change was made: %+v, %+v, %v", e, a, err)
	}
}

func TestAccountsInBulk(t *testing.T) {
	b := newBench(t)
	name, other := "VIP", "Beta"
	vip, err := b.choices.Create(t.Context(), operator, choice.AccountGroups, choice.Change{Name: &name})
	b.must(err)
	beta, err := b.choices.Create(t.Context(), operator, choice.AccountGroups, choice.Change{Name: &other})
	b.must(err)
	id := b.account("A")
	for _, change := range []string{`{"add_group_ids":["` + string(beta.ID) + `"]}`, `{"add_group_ids":["` + string(vip.ID) + `"],"remove_group_ids":["` + string(beta.ID) + `"],"archived":true}`} {
		b.start(bulk.Accounts, change, id)
	}
	a, err := b.accounts.Get(t.Context(), id)
	if err != nil || len(a.Groups) != 1 || a.Groups[0].ID != vip.ID || a.ArchivedAt.IsZero() {
		t.Errorf("is %+v, %v", a, err)
	}
	if b.start(bulk.Accounts, `{"archived":false}`, id); err == nil {
		if after, err := b.accounts.Get(t.Context(), id); err != nil || !after.ArchivedAt.IsZero() || after.Version != a.Version+1 {
			t.Errorf("restored: %+v, %v", after, err)
		}
	}
}

func TestContactsInBulk(t *testing.T) {
	b := newBench(t)
	name := "VIP"
	vip, err := b.choices.Create(t.Context(), operator, choice.ContactTags, choice.Change{Name: &name})
	b.must(err)
	c, err := b.contacts.Create(t.Context(), operator, contact.Draft{Name: "Zoé"})
	b.must(err)
	home := b.account("Home")
	b.start(bulk.Contacts, fmt.Sprintf(`{"account_id":%q,"language":"fr","add_tag_ids":[%q],"remove_category_ids":[%q],"archived":true}`, home, vip.ID, c.Categories[0].ID), c.ID)
	after, err := b.contacts.Get(t.Context(), c.ID)
	if err != nil || after.AccountID != home || after.Language != "fr" || len(after.Tags) != 1 || len(after.Categories) != 1 || after.ArchivedAt.IsZero() {
		t.Errorf("is %+v, %v", after, err)
	}
	if e := b.start(bulk.Contacts, `{"archived":false}`, c.ID); e.Changed != 1 {
		t.Errorf("restored: %+v", e)
	}
}

func TestEditsThatMakeNoSense(t *testing.T) {
	b := newBench(t)
	for code, c := range map[string]struct {
		change string
		ids    int
	}{"nothing_to_change": {"{}", 1}, "too_many_rows": {`{"status":"lead"}`, bulk.MaxRows + 1}} {
		if _, err := b.edits.Start(t.Context(), operator, bulk.Edit{Subject: bulk.Accounts, Change: c.change}, make([]parley.ID, c.ids)); parley.CodeOf(err) != code {
			t.Errorf("%s: %v", code, err)
		}
	}
	if e := b.start(bulk.Accounts, `{"status":"lead"}`); e.FinishedAt.IsZero() || e.Total != 0 {
		t.Errorf("of nobody: %+v", e)
	}
	if _, err := b.edits.Get(t.Context(), operator.ID); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("none: %v", err)
	}
}

// breaking fails with the database after so many rows, and lets go on with goOn.
type breaking struct {
	bulk.Target
	after  int
	broken chan struct{}
}

var errBroken = errors.Join(parley.Errorf(parley.Unavailable, "storage_unavailable", "There is no room."), errors.New("the disk is full"))

func (f *breaking) Apply(ctx context.Context, by parley.Actor, id parley.ID, change string) error {
	if f.after--; f.after < 0 {
		select {
		case f.broken <- struct{}{}:
		default:
		}
		return errBroken
	}
	return f.Target.Apply(ctx, by, id, change)
}

// A large edit is the loop's; one that was interrupted goes on where it was, and no row is changed twice.
func TestALargeEditGoesOnWhereItWas(t *testing.T) {
	b := newBench(t)
	var ids []parley.ID
	b.must(b.db.Do(t.Context(), func(ctx context.Context) error {
		for i := range 230 {
			name := fmt.Sprint("Account ", i)
			a, err := b.accounts.Create(ctx, operator, account.Change{Name: &name})
			if err != nil {
				return err
			}
			ids = append(ids, a.ID)
		}
		return nil
	}))
	target := &breaking{Target: b.parts.Targets[bulk.Accounts], after: 120, broken: make(chan struct{}, 1)}
	b.parts.Targets[bulk.Accounts] = target
	first := bulk.New(b.parts)
	e, err := first.Start(t.Context(), operator, bulk.Edit{Subject: bulk.Accounts, Change: `{"status":"lead"}`}, ids)
	b.must(err)
	e, err = first.Proceed(t.Context(), e)
	if err != nil || !e.FinishedAt.IsZero() || e.Changed != 0 {
		t.Errorf("a large edit was not left to the loop: %+v, %v", e, err)
	}
	serve(t, first, func() { <-target.broken })
	if e, err = first.Get(t.Context(), e.ID); err != nil || e.Changed != 100 || !e.FinishedAt.IsZero() {
		t.Errorf("broken off as %+v, %v", e, err)
	}
	done := make(chan struct{})
	b.parts.Targets[bulk.Accounts] = target.Target
	b.parts.Store = watching{b.parts.Store, done}
	serve(t, bulk.New(b.parts), func() { <-done })
	if e, err = first.Get(t.Context(), e.ID); err != nil || e.Changed != 230 || e.FinishedAt.IsZero() {
		t.Errorf("ended as %+v, %v", e, err)
	}
	ends := slices.DeleteFunc(storetest.Told(t, b.db), func(e event.Event) bool { return e.Type != event.BulkEditFinished })
	if len(ends) != 1 || ends[0].SubjectID != e.ID || ends[0].Data["user_id"] != string(operator.ID) || ends[0].Data["subject"] != "accounts" || ends[0].Data["changed"] != "230" || ends[0].Data["refused"] != "0" {
		t.Errorf("its end is told as %+v", ends)
	}
	if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM account WHERE status = 'lead' AND version = 2`); err != nil || n != 230 {
		t.Errorf("%d were changed exactly once, %v", n, err)
	}
}

// chatty appends more events for fifty rows than a unit may.
type chatty struct{ log *event.Log }

func (c chatty) Apply(ctx context.Context, by parley.Actor, id parley.ID, _ string) error {
	for range 100 {
		c.log.Append(ctx, event.Event{Type: event.ContactUpdated, Actor: by, SubjectID: id})
	}
	return nil
}

// What is too much for one unit is done in several.
func TestAnEditOfWhichMuchIsTold(t *testing.T) {
	b := newBench(t)
	b.parts.Targets[bulk.Contacts] = chatty{b.log}
	ids := make([]parley.ID, 60)
	for i := range ids {
		ids[i] = parley.ID(fmt.Sprintf("01890000-0000-7000-8000-0000000000%02d", i))
	}
	if e := b.start(bulk.Contacts, `{"language":"fr"}`, ids...); e.Changed != 60 || e.FinishedAt.IsZero() {
		t.Errorf("ended as %+v", e)
	}
	if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM event`); err != nil || n != 6000 {
		t.Errorf("%d events, %v", n, err)
	}
}

// A messaging category is given to all by the loop, which goes on after a fault, and tells once when it is done.
func TestAllContactsGetACategory(t *testing.T) {
	b := newBench(t)
	b.must(b.db.Exec(t.Context(), `INSERT INTO contact (id, name, name_key, created_at, updated_at)
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4100) SELECT 'x' || i, 'X', 'x', 1, 1 FROM n`))
	name := "Outages"
	c, err := b.choices.Create(t.Context(), operator, choice.MessagingCategories, choice.Change{Name: &name})
	b.must(err)
	pieces, err := b.choices.Pieces(t.Context())
	b.must(err)
	have := func(want int64) {
		t.Helper()
		if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM contact_category`); err != nil || n != want {
			t.Errorf("%d have it, want %d, %v", n, want, err)
		}
	}
	change := fmt.Sprintf(`{"category_id":%q,"give":true}`, c.ID)
	target := &breaking{Target: b.parts.Targets[bulk.Categories], after: 1, broken: make(chan struct{}, 1)}
	b.parts.Targets[bulk.Categories] = target
	e := b.start(bulk.Categories, change, pieces...)
	if e.Total != 3 || !e.FinishedAt.IsZero() {
		t.Errorf("begun as %+v", e)
	}
	serve(t, b.edits, func() { <-target.broken })
	have(2000)
	done := make(chan struct{})
	b.parts.Targets[bulk.Categories], b.parts.Store = target.Target, watching{b.parts.Store, done}
	serve(t, bulk.New(b.parts), func() { <-done })
	have(4100)
	told := 0
	for _, each := range storetest.Told(t, b.db) {
		if each.Type == event.CategoryGiven && each.SubjectID == c.ID && each.Actor == operator {
			told++
		}
		if each.Type == event.BulkEditFinished && (each.Data["subject"] != "messaging_categories" || each.Data["changed"] != "" || each.Data["refused"] != "") {
			t.Errorf("the end is told with counts of pieces: %v", each.Data)
		}
	}
	if e, err = b.edits.Get(t.Context(), e.ID); err != nil || e.Changed != 3 || e.FinishedAt.IsZero() || told != 1 {
		t.Errorf("ended as %+v, told %d times, %v", e, told, err)
	}
	b.must(b.choices.Delete(t.Context(), operator, choice.MessagingCategories, c.ID))
	if e = b.start(bulk.Categories, change, pieces[0]); e.Refused != 1 || e.FinishedAt.IsZero() {
		t.Errorf("of a category that was deleted: %+v", e)
	}
}

// serve runs the loop until wait returns.
func serve(t *testing.T, edits *bulk.Edits, wait func()) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- edits.Serve(ctx) }()
	wait()
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the loop ended with %v", err)
	}
}

// watching closes done when nothing is open any more.
type watching struct {
	bulk.Store
	done chan struct{}
}

func (w watching) Open(ctx context.Context, but []parley.ID) (bulk.Edit, bool, error) {
	e, found, err := w.Store.Open(ctx, but)
	if err == nil && !found {
		select {
		case <-w.done:
		default:
			close(w.done)
		}
	}
	return e, found, err
}

func TestIDsOfWhatAListShows(t *testing.T) {
	b := newBench(t)
	a := b.account("Alpha")
	b.account("Beta")
	c, err := b.contacts.Create(t.Context(), operator, contact.Draft{Name: "Zoé", AccountID: a})
	b.must(err)
	for _, f := range []account.Filter{{Query: "alp", Limit: 9}, {Limit: 1}} {
		if ids, err := b.accounts.IDs(t.Context(), f); err != nil || len(ids) != 1 || f.Query != "" && ids[0] != a {
			t.Errorf("%+v: %v, %v", f, ids, err)
		}
	}
	for _, f := range []contact.Filter{{Query: "zoe", Limit: 9}, {AccountID: a, Limit: 9}} {
		if ids, err := b.contacts.IDs(t.Context(), f); err != nil || !slices.Equal(ids, []parley.ID{c.ID}) {
			t.Errorf("%+v: %v, %v", f, ids, err)
		}
	}
}
