package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"parley/internal/account"
	"parley/internal/choice"
	"parley/internal/company"
	"parley/internal/contact"
	"parley/internal/field"
	"parley/internal/journal"
	"parley/internal/owner"
	"parley/internal/parley"
)

// demoOwners are a network site and a vendor, with the person to ask for at each.
var demoOwners = []struct {
	kind                      owner.Kind
	name, note                string
	person, role, lang, phone string
}{
	{owner.NetworkSite, "Pier Four Tower", "Key box at the gate. Two racks, the second is on the generator.", "שירה לוי", "Caretaker", "he", "+12075550131"},
	{owner.NetworkSite, "Central Office Lowell", "", "Walt Emerson", "Building manager", "en", "+19785550132"},
	{owner.Vendor, "Beacon Optical Supply", "Splice trays and drop cable; orders before noon leave the same day.", "ليلى حداد", "Account manager", "ar", "+12075550133"},
}

// seedDepth gives the demo's customers what the provider's own lists are for: tags, groups, custom fields, an account with others
// below it, notes and calls; and people of network sites and vendors.
func (h *hub) seedDepth(ctx context.Context, authors []parley.ID) error {
	return h.db.Do(ctx, func(ctx context.Context) error {
		for _, step := range []func(context.Context) error{h.seedOwners, h.seedTags, h.seedGroups} {
			if err := step(ctx); err != nil {
				return fmt.Errorf("filling the demo's lists: %w", err)
			}
		}
		return h.seedJournal(ctx, authors)
	})
}

var demoSystem = parley.Actor{Kind: parley.ActorSystem}

func (h *hub) seedOwners(ctx context.Context) error {
	for _, d := range demoOwners {
		made, err := h.owners.Create(ctx, demoSystem, d.kind, owner.Change{Name: &d.name, Note: &d.note})
		if err != nil {
			return err
		}
		draft := contact.Draft{Name: d.person, Role: d.role, Language: d.lang, Addresses: []contact.AddressDraft{{Kind: parley.Phone, Value: d.phone}}}
		if d.kind == owner.Vendor {
			draft.VendorID = made.ID
		} else {
			draft.NetworkSiteID = made.ID
		}
		if _, err := h.contacts.Create(ctx, demoSystem, draft); err != nil {
			return err
		}
	}
	return nil
}

// seedChoices makes the choices of a list, and gives their ids.
func (h *hub) seedChoices(ctx context.Context, set choice.Set, names ...string) ([]parley.ID, error) {
	var ids []parley.ID
	for _, name := range names {
		made, err := h.choices.Create(ctx, demoSystem, set, choice.Change{Name: &name})
		if err != nil {
			return nil, err
		}
		ids = append(ids, made.ID)
	}
	return ids, nil
}

// seedTags marks every seventh person of an account, and gives the gate's code of a few.
func (h *hub) seedTags(ctx context.Context) error {
	tags, err := h.seedChoices(ctx, choice.ContactTags, "Night shift", "Prefers texts", "VIP")
	if err != nil {
		return err
	}
	gate, err := h.fields.Create(ctx, demoSystem, field.Field{Owner: field.OfContacts, Name: "Gate code", Type: field.Text})
	if err != nil {
		return err
	}
	people, _, err := h.contacts.List(ctx, contact.Filter{Limit: 500})
	if err != nil {
		return err
	}
	for i, c := range people {
		if i%7 != 0 || c.AccountID == "" {
			continue
		}
		own := tags[i%3 : i%3+1]
		if i%5 == 0 {
			own = tags[1:]
		}
		change := contact.Change{Version: c.Version, TagIDs: &own}
		if i%4 == 0 {
			change.Custom = field.Values{gate.Key: fmt.Sprintf("%04d#", 1000+37*i)}
		}
		if _, err := h.contacts.Update(ctx, demoSystem, c.ID, change); err != nil {
			return err
		}
	}
	return nil
}

// seedGroups puts accounts into groups, says what they are connected by, and lets a holding own the first businesses.
func (h *hub) seedGroups(ctx context.Context) error {
	dollars := "USD"
	if _, err := h.companies.ChangeSettings(ctx, demoSystem, company.SettingsChange{Currency: &dollars}); err != nil {
		return err
	}
	groups, err := h.seedChoices(ctx, choice.AccountGroups, "Maple Court", "Old Port business park", "Paper invoices")
	if err != nil {
		return err
	}
	by, err := h.fields.Create(ctx, demoSystem, field.Field{Owner: field.OfAccounts, Name: "Connected by", Type: field.Choice, Choices: []string{"Fibre", "Fixed wireless"}})
	if err != nil {
		return err
	}
	books, _, err := h.accounts.List(ctx, account.Filter{Limit: 500})
	if err != nil {
		return err
	}
	name, number := "Old Port Holdings", "HF-90001"
	holding, err := h.accounts.Create(ctx, demoSystem, account.Change{Name: &name, Number: &number})
	if err != nil {
		return err
	}
	shops := 0
	for i, a := range books {
		own := groups[i%3 : i%3+1]
		if i%4 != 0 {
			own = nil
		}
		owes := i%23 == 5
		change := account.Change{Version: a.Version, Delinquent: &owes, Custom: field.Values{by.Key: []string{"Fibre", "Fixed wireless"}[i%3/2]}}
		demoBilling(&change, a.Active, i, h.clock.Now())
		if a.TypeName == "Business" && shops < 4 {
			own = slices.Concat(own, groups[1:2])
			change.ParentID = &holding.ID
			shops++
		}
		own = slices.Compact(own)
		change.GroupIDs = &own
		if _, err := h.accounts.Update(ctx, demoSystem, a.ID, change); err != nil {
			return err
		}
	}
	return nil
}

// demoBilling is what billing says of the account with that place in the list; it says nothing of every ninth.
func demoBilling(change *account.Change, active bool, place int, now time.Time) {
	if !active || place%9 == 8 {
		return
	}
	since, bill := now.AddDate(0, 0, -30-place*7%1500), now.AddDate(0, 0, 1+place%28).Format(time.DateOnly)
	usage, charge := int64(place*37%120), int64(3999+place%5*1500)
	known, due := &usage, &charge
	change.ActivatedAt, change.NextBillOn, change.DataUsage, change.NextCharge = &since, &bill, &known, &due
}

// demoJournal is what the agents wrote down about the customers whom the documents tell of.
var demoJournal = []struct {
	account, person, subject, text string
	spoken                         time.Duration
}{
	{"Clarke household", "", "", "Moving to Maple Court in January; wants to keep the number.", 0},
	{"Clarke household", "Emma Clarke", "Slow in the evening", "Walked her through a speed test: 480 of 500 by cable, 60 by Wi-Fi. She moves the router.", 7 * time.Minute},
	{"Clarke household", "Emma Clarke", "", "Dog in the yard. Ring first.", 0},
	{"Famille Tremblay", "Zoé Tremblay", "Facture de novembre", "A compris le prorata du premier mois.", 4*time.Minute + 20*time.Second},
}

func (h *hub) seedJournal(ctx context.Context, authors []parley.ID) error {
	for i, d := range demoJournal {
		found, _, err := h.accounts.List(ctx, account.Filter{Query: d.account, Limit: 1})
		if err != nil {
			return err
		}
		e := journal.Entry{Kind: journal.Note, AccountID: found[0].ID}
		if d.person != "" {
			people, _, err := h.contacts.List(ctx, contact.Filter{Query: strings.Fields(d.person)[0], AccountID: found[0].ID, Limit: 1})
			if err != nil {
				return err
			}
			e.ContactID = people[0].ID
		}
		change := journal.Change{Text: &d.text}
		if d.spoken > 0 {
			seconds := int(d.spoken.Seconds())
			e.Kind, change.Subject, change.Seconds = journal.Call, &d.subject, &seconds
		}
		by := authors[i%len(authors)]
		if _, err := h.journal.Create(ctx, journal.Editor{Actor: parley.Actor{Kind: parley.ActorUser, ID: by}, UserID: by}, e, change); err != nil {
			return fmt.Errorf("writing the demo's notes and calls: %w", err)
		}
	}
	return nil
}
