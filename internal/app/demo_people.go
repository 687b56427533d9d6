package app

import (
	"context"
	"fmt"
	"strings"

	"parley/internal/account"
	"parley/internal/choice"
	"parley/internal/company"
	"parley/internal/consent"
	"parley/internal/contact"
	"parley/internal/parley"
	"parley/internal/unit"
)

// How many customers the demo provider has.
const (
	demoAccounts = 300
	demoBatch    = 25 // accounts that are made in one unit
)

// dice is a fixed sequence that looks like chance (Knuth's MMIX generator): the demo is the same every time.
type dice uint64

// roll gives the next number in [0,n).
func (d *dice) roll(n int) int {
	*d = *d*6364136223846793005 + 1442695040888963407
	return int(uint64(*d)>>33) % n
}

// one is true once in n times.
func (d *dice) one(n int) bool { return d.roll(n) == 0 }

func (d *dice) pick(from []string) string { return from[d.roll(len(from))] }

// demoBook makes the customers of the demo provider. Numbers are of the range 555-0100 to 555-0199, which the North
// American plan keeps for fiction.
type demoBook struct {
	work     unit.Worker
	firm     *company.Companies
	accounts *account.Accounts
	contacts *contact.Contacts
	consents *consent.Ledger
	choices  *choice.Choices
	types    map[bool]parley.ID // of accounts: true are businesses
	dice     dice
	numbers  map[*demoRegion]int
	addition int // of the account's number
}

// demoRegion is one of the two companies, with the people it serves.
type demoRegion struct {
	brand       string
	language    string
	timeZone    string
	areaCodes   []string
	first, last []string
	trades      []string
	household   string // %s is the family's name
	business    string // %s are the family's name and the trade
	departments []company.CompanyDepartment
	isDefault   bool
	companyID   parley.ID
}

// seedPeople makes companies, departments, accounts and contacts.
func seedPeople(ctx context.Context, b *demoBook) error {
	b.dice, b.numbers = 1866, map[*demoRegion]int{}
	regions := []*demoRegion{demoHarbor(), demoPort()}
	if err := b.makeCompanies(ctx, regions); err != nil {
		return fmt.Errorf("making the demo's companies: %w", err)
	}
	b.types = map[bool]parley.ID{}
	for business, class := range []string{"residential", "commercial"} {
		name := []string{"Household", "Business"}[business]
		made, err := b.choices.Create(ctx, parley.Actor{Kind: parley.ActorSystem}, choice.AccountTypes, choice.Change{Name: &name, Class: &class})
		if err != nil {
			return fmt.Errorf("making the demo's types of account: %w", err)
		}
		b.types[business == 1] = made.ID
	}
	plans := b.plan(regions)
	for len(plans) > 0 {
		n := min(demoBatch, len(plans))
		if err := b.work.Do(ctx, func(ctx context.Context) error {
			for _, p := range plans[:n] {
				if err := b.make(ctx, p); err != nil {
					return fmt.Errorf("making the demo's customer %s: %w", p.name, err)
				}
			}
			return nil
		}); err != nil {
			return err
		}
		plans = plans[n:]
	}
	return nil
}

// makeCompanies gives the company that every database begins with the demo's name, and adds the other one.
func (b *demoBook) makeCompanies(ctx context.Context, regions []*demoRegion) error {
	standard, err := b.firm.Default(ctx)
	if err != nil {
		return err
	}
	by := parley.Actor{Kind: parley.ActorSystem}
	for _, r := range regions {
		for i := range r.departments { // the same departments in every company
			r.departments[i].Name = regions[0].departments[i].Name
		}
		change := company.Change{Name: &r.brand, Departments: &r.departments}
		c := standard
		if r.isDefault {
			change.Version = standard.Version
			_, err = b.firm.Update(ctx, by, standard.ID, change)
		} else {
			c, err = b.firm.Create(ctx, by, change)
		}
		if err != nil {
			return err
		}
		r.companyID = c.ID
	}
	return nil
}

// demoPlan is one account with its people, thought out before any unit: a unit may run twice.
type demoPlan struct {
	region *demoRegion
	name   string
	number string
	status string
	isShop bool
	people []demoPerson
}

type demoPerson struct {
	draft   contact.Draft
	stopped bool // has texted STOP
}

// plan thinks out all accounts. The first are always the same few, so that a visitor can be told whom to look for.
func (b *demoBook) plan(regions []*demoRegion) []demoPlan {
	harbor, port := regions[0], regions[1]
	plans := []demoPlan{
		b.household(harbor, "Clarke", "Emma", "Daniel"),
		b.household(port, "Tremblay", "Zoé", "Étienne"),
		b.household(harbor, "O'Brien", "Maeve"),
	}
	for len(plans) < demoAccounts { // two thirds are Harbor's
		r := harbor
		if b.dice.one(3) {
			r = port
		}
		last := b.dice.pick(r.last)
		switch {
		case b.dice.one(5):
			plans = append(plans, b.shop(r, last))
		case b.dice.one(3):
			plans = append(plans, b.household(r, last, b.dice.pick(r.first), b.dice.pick(r.first)))
		default:
			plans = append(plans, b.household(r, last, b.dice.pick(r.first)))
		}
	}
	return plans
}

func (b *demoBook) household(r *demoRegion, last string, firsts ...string) demoPlan {
	p := b.account(r, fmt.Sprintf(r.household, last))
	for i, first := range firsts {
		if i > 0 && first == firsts[0] {
			continue
		}
		p.people = append(p.people, b.person(r, first, last, ""))
	}
	if len(p.people) == 2 && b.dice.one(4) { // a couple with one telephone
		p.people[1] = demoPerson{draft: p.people[1].draft}
		p.people[1].draft.Addresses = p.people[0].draft.Addresses
	}
	return p
}

func (b *demoBook) shop(r *demoRegion, last string) demoPlan {
	p := b.account(r, fmt.Sprintf(r.business, last, b.dice.pick(r.trades)))
	p.isShop = true
	p.people = append(p.people, b.person(r, b.dice.pick(r.first), last, "Owner"))
	if b.dice.one(2) {
		p.people = append(p.people, b.person(r, b.dice.pick(r.first), b.dice.pick(r.last), "Billing"))
	}
	return p
}

func (b *demoBook) account(r *demoRegion, name string) demoPlan {
	b.addition++
	p := demoPlan{region: r, name: name, number: fmt.Sprintf("HF-%05d", 10_000+7*b.addition), status: "active"}
	switch {
	case b.dice.one(20):
		p.status = "inactive"
	case b.dice.one(15):
		p.status = "lead"
	}
	return p
}

func (b *demoBook) person(r *demoRegion, first, last, role string) demoPerson {
	p := demoPerson{draft: contact.Draft{Name: first + " " + last, Role: role, Language: r.language, TimeZone: r.timeZone}}
	if !b.dice.one(12) {
		number := contact.AddressDraft{Kind: parley.Phone, Value: b.number(r)}
		p.stopped = b.dice.one(16)
		if in := !p.stopped && !b.dice.one(7); in {
			number.SMSOptIn = &in
		}
		p.draft.Addresses = append(p.draft.Addresses, number)
	}
	if b.dice.one(8) {
		home := "home"
		p.draft.Addresses = append(p.draft.Addresses, contact.AddressDraft{Kind: parley.Phone, Value: b.number(r), PhoneNumberType: &home})
	}
	if !b.dice.one(3) {
		mail := demoASCII.Replace(strings.ToLower(first + "." + last + "@mail.example"))
		p.draft.Addresses = append(p.draft.Addresses, contact.AddressDraft{Kind: parley.Email, Value: mail})
	}
	return p
}

// number gives the next one of the region, above those that the company and its departments have.
func (b *demoBook) number(r *demoRegion) string {
	k := b.numbers[r]
	b.numbers[r]++
	return fmt.Sprintf("+1%s555%04d", r.areaCodes[k%len(r.areaCodes)], 140+k/len(r.areaCodes))
}

// make makes one account and its people.
func (b *demoBook) make(ctx context.Context, p demoPlan) error {
	by := parley.Actor{Kind: parley.ActorSystem}
	kind := b.types[p.isShop]
	a, err := b.accounts.Create(ctx, by, account.Change{Name: &p.name, Number: &p.number, Status: &p.status, CompanyID: &p.region.companyID, TypeID: &kind})
	if err != nil {
		return err
	}
	for _, each := range p.people {
		each.draft.AccountID = a.ID
		c, err := b.contacts.Create(ctx, by, each.draft)
		if err != nil {
			return err
		}
		if !each.stopped {
			continue
		}
		stop := parley.ConsentEntry{AddressID: c.Addresses[0].ID, State: parley.OptedOut, Source: consent.SourceKeyword, Wording: "STOP"}
		if _, err := b.consents.Record(ctx, parley.Actor{Kind: parley.ActorCustomer, ID: stop.AddressID}, stop); err != nil {
			return err
		}
	}
	return nil
}
