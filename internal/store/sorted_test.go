package store_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/internal/contact"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

// people reads a whole list, page by page.
func people(t *testing.T, s store.Contacts, f contact.Filter) (all []contact.Contact) {
	t.Helper()
	for f.Limit = 30; ; {
		page, next, err := s.Contacts(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		if all = append(all, page...); next.ID == "" {
			return all
		}
		f.After = next
	}
}

// A condition leaves out of a list those that do not pass, and keeps the order: whether few pass, who are looked up, or many, among
// whom the list is walked.
func TestConditionsNarrowListsOfContacts(t *testing.T) {
	db := threads(t).DB
	s := store.Contacts{DB: db}
	outs, err := db.Count(t.Context(), `SELECT COUNT(*) FROM consent WHERE state = 'opted_out'`)
	if err != nil || outs == 0 {
		t.Fatal(outs, err)
	}
	whole := people(t, s, contact.Filter{Archived: parley.WithArchived})
	i := slices.IndexFunc(whole, func(c contact.Contact) bool { return len(c.Tags) > 0 })
	tag := whole[i].Tags[0].ID
	tagged := func(c contact.Contact) bool {
		return slices.ContainsFunc(c.Tags, func(n parley.Named) bool { return n.ID == tag })
	}
	out := map[parley.ID]bool{}
	for _, c := range whole {
		n, err := db.Count(t.Context(), `SELECT COUNT(*) FROM consent e JOIN contact_address ca ON ca.address_id = e.address_id WHERE ca.contact_id = $1 AND e.state = 'opted_out'`, c.ID)
		if err != nil {
			t.Fatal(err)
		}
		out[c.ID] = n > 0
	}
	for name, c := range map[string]struct {
		filter contact.Filter
		passes func(c contact.Contact) bool
	}{
		"tag":       {contact.Filter{TagID: tag}, func(c contact.Contact) bool { return c.ArchivedAt.IsZero() && tagged(c) }},
		"archived":  {contact.Filter{Archived: parley.OnlyArchived}, func(c contact.Contact) bool { return !c.ArchivedAt.IsZero() }},
		"opted out": {contact.Filter{OptIn: "opted_out"}, func(c contact.Contact) bool { return c.ArchivedAt.IsZero() && out[c.ID] }},
		"both":      {contact.Filter{TagID: tag, Archived: parley.WithArchived, OptIn: "opted_out"}, func(c contact.Contact) bool { return tagged(c) && out[c.ID] }},
	} {
		for _, order := range []parley.Order{parley.ByName, parley.ByCreation, parley.ByActivity} {
			for _, desc := range []bool{false, true} {
				var want, got []parley.ID
				for _, each := range people(t, s, contact.Filter{Archived: parley.WithArchived, Order: order, Desc: desc}) {
					if c.passes(each) {
						want = append(want, each.ID)
					}
				}
				for _, few := range []int64{0, 1 << 30} {
					db.SetFewRows(few)
					c.filter.Order, c.filter.Desc = order, desc
					got = nil
					for _, each := range people(t, s, c.filter) {
						got = append(got, each.ID)
					}
					if !slices.Equal(got, want) || len(want) == 0 && name != "both" {
						t.Errorf("%s, %s, descending %t, few %d: found %v, want %v", name, order, desc, few, got, want)
					}
				}
			}
		}
	}
}

// Few is what is read: of an address that many share one line of consent is many contacts, and lines of addresses that nobody has
// are many too.
func TestFewAreThoseThatAreRead(t *testing.T) {
	db := storetest.Open(t)
	s := store.Contacts{DB: db}
	db.SetFewRows(5)
	few := func(want bool) {
		t.Helper()
		if got, err := s.Few(t.Context(), contact.Filter{OptIn: "opted_out"}); err != nil || got != want {
			t.Errorf("few: %t, %v, want %t", got, err, want)
		}
	}
	run := func(statement string) {
		t.Helper()
		if err := db.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	const some = ` WITH RECURSIVE n (i) AS (SELECT %d UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT `
	const optOut = `INSERT INTO consent (id, address_id, state, source, at)` + some + `'e' || i, 'a' || i, 'opted_out', 'keyword', 1 FROM n`
	const share = `INSERT INTO contact_address (contact_id, address_id)` + some + `'c' || i, 'a1' FROM n`
	run(fmt.Sprintf(`INSERT INTO address (id, kind, value, created_at)`+some+`'a' || i, 'email', 'a' || i, 1 FROM n`, 1, 6))
	run(fmt.Sprintf(`INSERT INTO contact (id, name, name_key, created_at, updated_at)`+some+`'c' || i, 'C', 'c', 1, 1 FROM n`, 1, 6))
	run(fmt.Sprintf(optOut, 1, 1))
	run(fmt.Sprintf(share, 1, 5))
	few(true)
	run(fmt.Sprintf(share, 6, 6))
	few(false)
	run(`DELETE FROM contact_address`)
	few(true)
	run(fmt.Sprintf(optOut, 2, 6))
	few(false)
}

// Who is looked for by two words is found once, whichever of the words fewer have, and page by page.
func TestTwoWordsOfANameFindPageByPage(t *testing.T) {
	s := store.Contacts{DB: threads(t).DB}
	for _, query := range []string{"james s", "s james", "j s", "ma m", "zo t"} {
		var want, got []parley.ID
		whole, _, err := s.Contacts(t.Context(), contact.Filter{Query: query, Limit: 400})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range whole {
			want = append(want, c.ID)
		}
		for f := (contact.Filter{Query: query, Limit: 1}); ; {
			page, next, err := s.Contacts(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range page {
				got = append(got, c.ID)
			}
			if f.After = next; next.ID == "" {
				break
			}
		}
		if !slices.Equal(got, want) || query == "j s" && len(want) < 2 {
			t.Errorf("%q: one by one %v, want %v", query, got, want)
		}
		if slices.Sort(want); len(slices.Compact(want)) != len(whole) {
			t.Errorf("%q finds somebody twice: %v", query, want)
		}
	}
}

// A list goes on by the word that it began with, though others have become rarer.
func TestTwoWordsGoOnAsTheyBegan(t *testing.T) {
	s := store.Contacts{DB: threads(t).DB}
	f := contact.Filter{Query: "jam s", Limit: 1}
	ids := func(all []contact.Contact) (out []parley.ID) {
		for _, c := range all {
			out = append(out, c.ID)
		}
		return out
	}
	whole := people(t, s, contact.Filter{Query: f.Query})
	page, next, err := s.Contacts(t.Context(), f)
	if err != nil || len(page) != 1 || len(whole) < 2 {
		t.Fatal(page, len(whole), err)
	}
	if err := s.Exec(t.Context(), `INSERT INTO search_term (owner_kind, term, owner_id)
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900) SELECT 'contact', $1 || i, 'nobody ' || i FROM n`, next.Term); err != nil {
		t.Fatal(err)
	}
	for next.ID != "" {
		var more []contact.Contact
		f.After = next
		if more, next, err = s.Contacts(t.Context(), f); err != nil {
			t.Fatal(err)
		}
		page = append(page, more...)
	}
	if diff := cmp.Diff(ids(whole), ids(page)); diff != "" {
		t.Error(diff)
	}
}
