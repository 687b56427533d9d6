package app

import (
	"testing"

	"parley/internal/account"
	"parley/internal/choice"
	"parley/internal/contact"
	"parley/internal/field"
	"parley/internal/journal"
	"parley/internal/owner"
)

// The demo shows each thing that a provider can keep of its customers.
func TestDemoShowsWhatCanBeKept(t *testing.T) {
	h := openHub(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(h.seedDemo(t.Context()))
	shown := map[string]int{}
	accounts, _, err := h.accounts.List(t.Context(), account.Filter{Limit: 500})
	must(err)
	for _, a := range accounts {
		shown["status "+a.Status]++
		shown["in groups"] += len(a.Groups)
		shown["custom fields of accounts"] += len(a.Custom)
		if a.ParentID != "" {
			shown["part of another"]++
		}
		if a.Delinquent {
			shown["delinquent"]++
		}
		if a.DataUsage != nil && a.NextCharge != nil && a.NextBillOn != "" && !a.ActivatedAt.IsZero() {
			shown["billing"]++
		}
	}
	people, _, err := h.contacts.List(t.Context(), contact.Filter{Limit: 1000})
	must(err)
	for _, c := range people {
		shown["tags"] += len(c.Tags)
		shown["custom fields of contacts"] += len(c.Custom)
		shown["people of "+string(c.Owner().Kind)]++
	}
	for _, kind := range []owner.Kind{owner.NetworkSite, owner.Vendor} {
		owners, _, err := h.owners.List(t.Context(), owner.Filter{Kind: kind, Limit: 10})
		must(err)
		shown[string(kind)] += len(owners)
	}
	for _, kind := range []journal.Kind{journal.Note, journal.Call} {
		entries, _, err := h.journal.List(t.Context(), journal.Filter{Kinds: []journal.Kind{kind}, Limit: 10})
		must(err)
		shown[string(kind)] += len(entries)
	}
	for _, want := range []string{
		"status active", "status inactive", "status lead", "in groups", "part of another", "delinquent", "billing", "tags", "network_site", "vendor", "note", "call_log",
		"custom fields of accounts", "custom fields of contacts", "people of " + string(contact.OfNetworkSite), "people of " + string(contact.OfVendor),
	} {
		if shown[want] == 0 {
			t.Errorf("%s: none; there are %v", want, shown)
		}
	}
	groups, err := h.choices.List(t.Context(), choice.AccountGroups)
	must(err)
	fields, err := h.fields.List(t.Context(), field.OfAccounts)
	must(err)
	if len(groups) != 3 || len(fields) != 1 {
		t.Errorf("%d groups, %d fields of accounts", len(groups), len(fields))
	}
}
