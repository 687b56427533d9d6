package app

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parley/internal/account"
	"parley/internal/choice"
	"parley/internal/clock"
	"parley/internal/company"
	"parley/internal/consent"
	"parley/internal/contact"
	"parley/internal/event"
	"parley/internal/field"
	"parley/internal/parley"
	"parley/internal/phone"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

// demoCensus is what the seeded database holds.
type demoCensus struct {
	accounts []account.Account
	contacts []contact.Contact
	standing map[parley.ID]consent.Standing
	list     []string // everybody, on a line each, without ids
}

func takeCensus(t *testing.T) demoCensus {
	t.Helper()
	db := storetest.Open(t)
	clk := clock.NewFake(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC))
	events := event.NewLog(store.Events{DB: db}, clk)
	ledger := consent.NewLedger(db, store.Consents{DB: db}, events, clk)
	people, books := store.Contacts{DB: db}, store.Accounts{DB: db}
	firm := company.New(company.Parts{Worker: db, Store: store.Companies{DB: db}, Log: events, Source: clk, Region: "US"})
	choices := choice.New(choice.Parts{Worker: db, Store: store.Choices{DB: db}, Log: events, Source: clk})
	fields := field.New(field.Parts{Worker: db, Store: store.Fields{DB: db}, Log: events, Source: clk})
	contacts := contact.New(contact.Parts{Worker: db, Store: people, Reads: people, OptIns: ledger, Pictures: people, Choices: choices, Fields: fields, Log: events, Source: clk, Region: "US"})
	accounts := account.New(account.Parts{Worker: db, Store: books, Reads: books, Companies: firm, Choices: choices, Fields: fields, Log: events, Source: clk})
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(seedPeople(t.Context(), &demoBook{work: db, firm: firm, accounts: accounts, contacts: contacts, consents: ledger, choices: choices}))
	var c demoCensus
	var err error
	c.accounts, _, err = accounts.List(t.Context(), account.Filter{Limit: 1000})
	must(err)
	c.contacts, _, err = contacts.List(t.Context(), contact.Filter{Limit: 2000})
	must(err)
	var ids []parley.ID
	for _, each := range c.contacts {
		for _, l := range each.Addresses {
			ids = append(ids, l.ID)
		}
	}
	c.standing, err = ledger.Standings(t.Context(), ids)
	must(err)
	for _, a := range c.accounts {
		c.list = append(c.list, fmt.Sprintf("%s %s %s %s", a.Name, a.Number, a.CompanyName, a.Status))
	}
	for _, each := range c.contacts {
		line := each.Name + " of " + each.AccountName + " " + each.Language
		for _, l := range each.Addresses {
			line += " " + l.Value + " " + l.Type.Key + " " + string(c.standing[l.ID].Of(parley.Notification))
		}
		c.list = append(c.list, line)
	}
	return c
}

func TestDemoPeople(t *testing.T) {
	c := takeCensus(t)
	if len(c.accounts) != demoAccounts || len(c.contacts) < 350 || len(c.contacts) > 450 {
		t.Errorf("%d accounts, %d contacts", len(c.accounts), len(c.contacts))
	}
	fiction := regexp.MustCompile(`^\+1[2-9][0-9]{2}55501(4|5|6|7|8|9)[0-9]$`)
	count := map[string]int{}
	for _, each := range c.contacts {
		count["language "+each.Language]++
		reachable := "no phone"
		for _, l := range each.Addresses {
			if l.Kind != parley.Phone {
				continue
			}
			reachable = "phone"
			if !fiction.MatchString(l.Value) || !phone.Valid(l.Value) {
				t.Errorf("%s has the number %s", each.Name, l.Value)
			}
			count["region "+phone.Region(l.Value)]++
			if l.Type.SMSCapable {
				count[string(c.standing[l.ID].Of(parley.Notification))]++
			}
		}
		count[reachable]++
	}
	for _, a := range c.accounts {
		count["company "+a.CompanyName]++
	}
	for name, least := range map[string]int{
		"language en": 150, "language fr": 80, "no phone": 10, "phone": 300, "region US": 150, "region CA": 80,
		"opted_in": 200, "opted_out": 10, "none": 10, "company Harbor Fiber": 150, "company Fibre du Port": 60,
	} {
		if count[name] < least {
			t.Errorf("%s: %d, at least %d are wanted; there are %v", name, count[name], least, count)
		}
	}
	if !strings.Contains(strings.Join(c.list, "\n"), "Emma Clarke of Clarke household en +12025550140 mobile opted_in") {
		t.Error("Emma Clarke, of whom the documents tell, has changed")
	}
}

func TestDemoPeopleAreTheSameEveryTime(t *testing.T) {
	if diff := cmp.Diff(takeCensus(t).list, takeCensus(t).list); diff != "" {
		t.Error(diff)
	}
}
