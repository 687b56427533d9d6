package transfer

import (
	"bufio"
	"cmp"
	"context"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley/internal/account"
	"parley/internal/contact"
	"parley/internal/event"
	"parley/internal/field"
	"parley/internal/parley"
)

// namesAccount is what a contact's row says of his account; the rest is in a file of accounts.
var namesAccount = []string{"account.number", "account.name", "account.parley_id"}

const exportPage = 200 // rows read at a time

// ExportContacts tells that contacts are given out, and gives what writes those that the filter selects, page by page: as CSV
// that an import reads back, or as vCards.
func (t *Transfers) ExportContacts(ctx context.Context, by parley.Actor, f contact.Filter, format Format) (func(ctx context.Context, to io.Writer) error, error) {
	all := f
	all.Limit = math.MaxInt32
	ids, err := t.parts.Contacts.IDs(ctx, all)
	if err != nil {
		return nil, err
	}
	if err := t.given(ctx, event.Event{Type: event.ContactsExported, Actor: by, Record: selected(format, f, len(ids))}); err != nil {
		return nil, err
	}
	l, err := t.lists(ctx)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, to io.Writer) error {
		buffered := bufio.NewWriterSize(to, 64<<10)
		targets := slices.DeleteFunc(l.targets(Contacts), func(g Target) bool {
			return slices.Contains([]string{"first_name", "last_name", "phone"}, g.Key) || strings.HasPrefix(g.Key, "account.") && !slices.Contains(namesAccount, g.Key)
		})
		targets = append(targets, archived)
		write := func(c contact.Contact, _ cells) error { return writeCard(buffered, c) }
		if format == CSV {
			out := csvWriter{buffered}
			if err := out.head(targets); err != nil {
				return err
			}
			write = func(_ contact.Contact, values cells) error { return out.Write(values.of(targets)) }
		}
		for f.Limit = exportPage; ; {
			page, next, err := t.parts.Contacts.List(ctx, f)
			if err != nil {
				return err
			}
			values, err := t.cellsOf(ctx, page)
			if err != nil {
				return err
			}
			for i, c := range page {
				if err := write(c, values[i]); err != nil {
					return err
				}
			}
			if f.After = next; next.ID == "" {
				return buffered.Flush()
			}
		}
	}, nil
}

// ExportAccounts is ExportContacts for accounts, which have no vCards.
func (t *Transfers) ExportAccounts(ctx context.Context, by parley.Actor, f account.Filter) (func(ctx context.Context, to io.Writer) error, error) {
	all := f
	all.Limit = math.MaxInt32
	ids, err := t.parts.Accounts.IDs(ctx, all)
	if err != nil {
		return nil, err
	}
	if err := t.given(ctx, event.Event{Type: event.AccountsExported, Actor: by, Record: selected(CSV, f, len(ids))}); err != nil {
		return nil, err
	}
	l, err := t.lists(ctx)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, to io.Writer) error {
		out, targets := csvWriter{bufio.NewWriterSize(to, 64<<10)}, append(l.targets(Accounts), archived)
		if err := out.head(targets); err != nil {
			return err
		}
		write := func(a account.Account, parentNumber string) error {
			return out.Write(accountCells(a, parentNumber, l.digits).of(targets))
		}
		// An import finds an account's parent where it stands before it: the list is read once for each depth there is.
		for depth, deepest := 0, 0; depth <= deepest; depth++ {
			below, err := t.eachAccount(ctx, f, depth, write)
			if err != nil {
				return err
			}
			deepest = max(deepest, below)
		}
		return out.out.Flush()
	}, nil
}

// eachAccount calls do with each account that has so many above it, and gives the greatest number that one has.
func (t *Transfers) eachAccount(ctx context.Context, f account.Filter, depth int, do func(a account.Account, parentNumber string) error) (deepest int, err error) {
	for f.Limit = exportPage; ; {
		page, next, err := t.parts.Accounts.List(ctx, f)
		if err != nil {
			return 0, err
		}
		children := slices.DeleteFunc(slices.Clone(page), func(a account.Account) bool { return a.ParentID == "" })
		depths, err := t.parts.Reads.AccountDepths(ctx, ids(children))
		if err != nil {
			return 0, err
		}
		numbers, err := t.parts.Reads.AccountNumbers(ctx, parents(children))
		if err != nil {
			return 0, err
		}
		for _, a := range page {
			deepest = max(deepest, depths[a.ID])
			if depths[a.ID] != depth {
				continue
			}
			if err := do(a, numbers[a.ParentID]); err != nil {
				return 0, err
			}
		}
		if f.After = next; next.ID == "" {
			return deepest, nil
		}
	}
}

func ids(accounts []account.Account) []parley.ID {
	ids := make([]parley.ID, len(accounts))
	for i, a := range accounts {
		ids[i] = a.ID
	}
	return ids
}

// given writes into the audit trail who has taken what out.
func (t *Transfers) given(ctx context.Context, told event.Event) error {
	return t.parts.Worker.Do(ctx, func(ctx context.Context) error {
		t.parts.Log.Append(ctx, told)
		return nil
	})
}

// counted is how many rows came in or went out, for the audit trail.
type counted struct {
	Rows int `audit:"rows"`
}

// selected says what an export gives: what its filter asks for, and how many rows that was when it began.
func selected(format Format, filter any, rows int) *event.Record {
	r := event.Recorded(string(format), nil, filter)
	r.Changes = append(r.Changes, event.Recorded("", nil, counted{rows}).Changes...)
	return r
}

// archived is what an export says and an import does not read.
var archived = Target{Key: "archived_at", Label: "Archived since"}

// cells are what a row says, by target.
type cells map[string]string

func (c cells) of(targets []Target) []string {
	out := make([]string, len(targets))
	for i, t := range targets {
		out[i] = c[t.Key]
	}
	return out
}

// head writes the first row.
func (w csvWriter) head(targets []Target) error {
	labels := make([]string, len(targets))
	for i, t := range targets {
		labels[i] = t.Label
	}
	w.out.WriteString(byteOrderMark) //nolint:errcheck // Write tells
	return w.Write(labels)
}

// cellsOf gives what is said of contacts, reading what belongs to them with one query each.
func (t *Transfers) cellsOf(ctx context.Context, contacts []contact.Contact) ([]cells, error) {
	var ids, accountIDs []parley.ID
	for _, c := range contacts {
		accountIDs = append(accountIDs, c.AccountID)
		for _, l := range c.Addresses {
			ids = append(ids, l.ID)
		}
	}
	standings, err := t.parts.Consents.Standings(ctx, ids)
	if err != nil {
		return nil, err
	}
	numbers, err := t.parts.Reads.AccountNumbers(ctx, accountIDs)
	if err != nil {
		return nil, err
	}
	out := make([]cells, len(contacts))
	for i, c := range contacts {
		row := cells{
			"name": c.Name, "role": c.Role, "language": c.Language, "time_zone": c.TimeZone, "note": c.Note, "tags": names(c.Tags), "categories": names(c.Categories),
			"account.number": numbers[c.AccountID], "account.name": c.AccountName, "network_site": c.NetworkSiteName, "vendor": c.VendorName,
			"parley_id": string(c.ID), "account.parley_id": string(c.AccountID), archived.Key: since(c.ArchivedAt),
		}
		if c.Primary {
			row["primary"] = "yes"
		}
		capable, agreed, marketing := 0, 0, len(c.Addresses) > 0
		for _, l := range c.Addresses {
			marketing = marketing && standings[l.ID].Marketing()
			switch l.Kind {
			case parley.Email:
				row.add("email", listed(l.Value))
			case parley.Phone:
				row.add("phone."+cmp.Or(l.Type.Key, "mobile"), l.Value)
				if l.Type.SMSCapable {
					capable++
				}
				if l.Type.SMSCapable && standings[l.ID].SMSOptIn() {
					agreed++
				}
			default:
				continue // the file has no column for it
			}
			if l.Extension != "" {
				row.add("extensions", l.Extension+" ("+l.Value+")")
			}
			if l.Label != "" {
				row.add("address_labels", listed(l.Label)+" ("+l.Value+")")
			}
		}
		// An import says it of all that take texts: a yes of one would opt the others in.
		if capable > 0 && agreed == capable {
			row["sms_opt_in"] = "yes"
		}
		if marketing {
			row["marketing_opt_in"] = "yes"
		}
		row.custom("custom.", c.Custom)
		out[i] = row
	}
	return out, nil
}

func accountCells(a account.Account, parentNumber string, digits int) cells {
	row := cells{
		"account.number": a.Number, "account.name": a.Name, "account.status": a.StatusName, "account.type": a.TypeName, "account.groups": names(a.Groups),
		"account.company": a.CompanyName, "account.parent_number": parentNumber, "account.note": a.Note,
		"account.parley_id": string(a.ID), archived.Key: since(a.ArchivedAt),
	}
	if a.Delinquent {
		row["account.delinquent"] = "yes"
	}
	row.billing(a, digits)
	row.custom("account.custom.", a.Custom)
	return row
}

// since writes a time in RFC 3339, and nothing where there is none.
func since(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}

// add puts a value to others.
func (c cells) add(target, value string) {
	if c[target] != "" {
		value = c[target] + "; " + value
	}
	c[target] = value
}

func (c cells) custom(prefix string, values field.Values) {
	for key, value := range values {
		switch v := value.(type) {
		case string:
			c[prefix+key] = v
		case float64:
			c[prefix+key] = strconv.FormatFloat(v, 'f', -1, 64)
		case bool:
			c[prefix+key] = map[bool]string{true: "yes", false: "no"}[v]
		}
	}
}

func names(of []parley.Named) string {
	all := make([]string, len(of))
	for i, n := range of {
		all[i] = n.Name
	}
	return joined(all)
}

func parents(accounts []account.Account) []parley.ID {
	ids := make([]parley.ID, len(accounts))
	for i, a := range accounts {
		ids[i] = a.ParentID
	}
	return ids
}
