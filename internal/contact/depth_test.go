package contact_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/internal/choice"
	"parley/internal/contact"
	"parley/internal/field"
	"parley/internal/parley"
	"parley/internal/store/storetest"
)

func (b *bench) entry(set choice.Set, name string, mark bool) parley.ID {
	b.Helper()
	c, err := b.choices.Create(b.Context(), operator, set, choice.Change{Name: &name, Mark: &mark})
	b.must(err)
	return c.ID
}

func (b *bench) change(c contact.Contact, change contact.Change) contact.Contact {
	b.Helper()
	change.Version = c.Version
	after, err := b.contacts.Update(b.Context(), operator, c.ID, change)
	b.must(err)
	return after
}

func joined(rows []parley.Named) string {
	var names []string
	for _, r := range rows {
		names = append(names, r.Name)
	}
	return strings.Join(names, ", ")
}

func TestNewContactsHaveTheDefaultCategories(t *testing.T) {
	b := newBench(t)
	outages := b.entry(choice.MessagingCategories, "Outages", false)
	plain := b.named("Zoé")
	if got := joined(plain.Categories); got != "Financial, General" {
		t.Errorf("of whom nothing is said has %s", got)
	}
	for want, ids := range map[string][]parley.ID{"": {}, "Outages": {outages}} {
		if c := b.create(contact.Draft{Name: "Jo", CategoryIDs: &ids}); joined(c.Categories) != want {
			t.Errorf("of whom %q is said has %s", want, joined(c.Categories))
		}
	}
	h, err := b.contacts.ForAddress(t.Context(), parley.Address{Kind: parley.Phone, Value: "+12025550177"}, "")
	b.must(err)
	if c, err := b.contacts.Get(t.Context(), h.ContactID); err != nil || joined(c.Categories) != "Financial, General" {
		t.Errorf("who has texted has %s, %v", joined(c.Categories), err)
	}
	plain = b.change(plain, contact.Change{Note: ptr("x")})
	if plain = b.change(plain, contact.Change{CategoryIDs: &[]parley.ID{outages, outages}}); joined(plain.Categories) != "Outages" {
		t.Errorf("changed to %s", joined(plain.Categories))
	}
}

func TestACategoryIsGivenToAllAndTakenFromAll(t *testing.T) {
	b := newBench(t)
	spread := func(id parley.ID, give bool) error {
		return b.db.Do(t.Context(), func(ctx context.Context) error {
			pieces, err := b.choices.Pieces(ctx)
			for _, from := range pieces {
				if err == nil {
					err = b.choices.SpreadCategory(ctx, id, give, from)
				}
			}
			if err == nil {
				err = b.choices.CategorySpread(ctx, operator, id, give)
			}
			return err
		})
	}
	for i := range 3 {
		b.create(contact.Draft{Name: fmt.Sprint("Contact ", i), CategoryIDs: &[]parley.ID{}})
	}
	id := b.entry(choice.MessagingCategories, "Outages", false)
	for range 2 { // who has it keeps it
		b.must(spread(id, true))
		if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM contact_category`); err != nil || n != 3 {
			t.Errorf("%d have it, %v", n, err)
		}
	}
	b.must(spread(id, false))
	if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM contact_category`); err != nil || n != 0 {
		t.Errorf("%d have it still, %v", n, err)
	}
	if got := b.told(id); got != "messaging_category.created by user, messaging_category.given by user, messaging_category.given by user, messaging_category.taken by user" {
		t.Errorf("told: %s", got)
	}
	if err := spread(noID, true); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("a category that is none: %v", err)
	}
	// More than fit into one piece.
	b.must(b.db.Exec(t.Context(), `INSERT INTO contact (id, name, name_key, created_at, updated_at)
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4100) SELECT 'x' || i, 'X', 'x', 1, 1 FROM n`))
	b.must(spread(id, true))
	if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM contact_category`); err != nil || n != 4103 {
		t.Errorf("%d of 4103 have it, %v", n, err)
	}
}

func TestTagsAndCustomFieldsOfContacts(t *testing.T) {
	b := newBench(t)
	vip, press := b.entry(choice.ContactTags, "VIP", false), b.entry(choice.ContactTags, "Press", false)
	_, err := b.fields.Create(t.Context(), operator, field.Field{Owner: field.OfContacts, Name: "Birthday", Type: field.Date})
	b.must(err)
	c := b.create(contact.Draft{Name: "Zoé", TagIDs: []parley.ID{vip, press}, Custom: field.Values{"birthday": "1990-05-01"}})
	if joined(c.Tags) != "Press, VIP" || c.Custom["birthday"] != "1990-05-01" {
		t.Errorf("made %+v", c)
	}
	if c = b.change(c, contact.Change{Role: ptr("Owner")}); joined(c.Tags) != "Press, VIP" || len(c.Custom) != 1 {
		t.Errorf("after another change: %+v", c)
	}
	if c = b.change(c, contact.Change{TagIDs: &[]parley.ID{vip}, Custom: field.Values{"birthday": nil}}); joined(c.Tags) != "VIP" || len(c.Custom) != 0 {
		t.Errorf("changed to %+v", c)
	}
	b.must(b.choices.Delete(t.Context(), operator, choice.ContactTags, vip))
	if c, err = b.contacts.Get(t.Context(), c.ID); err != nil || len(c.Tags) != 0 {
		t.Errorf("after the tag was deleted: %+v, %v", c, err)
	}
	many := make([]parley.ID, 51)
	for code, change := range map[string]contact.Change{
		"unknown_tag": {TagIDs: &[]parley.ID{noID}}, "unknown_category": {CategoryIDs: &[]parley.ID{vip}}, "too_many_choices": {TagIDs: &many},
		"unknown_field": {Custom: field.Values{"shoes": 1.0}}, "invalid_value": {Custom: field.Values{"birthday": "soon"}},
	} {
		change.Version = c.Version
		if _, err := b.contacts.Update(t.Context(), operator, c.ID, change); parley.CodeOf(err) != code {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func TestMarketingIsWrittenInTheLedgers(t *testing.T) {
	b := newBench(t)
	standing := func(c contact.Contact) string {
		out := ""
		for _, l := range c.Addresses {
			s, err := b.ledger.Standing(t.Context(), l.ID)
			b.must(err)
			out += fmt.Sprintf("%s/%s ", s.Of(parley.Notification), s.Of(parley.Marketing))
		}
		return out
	}
	d := contact.Draft{Name: "Zoé", MarketingOptIn: ptr(true), Addresses: []contact.AddressDraft{{Kind: parley.Phone, Value: "+12025550143"}, {Kind: parley.Email, Value: "z@mail.example"}}}
	c := b.create(d)
	if got := standing(c); got != "none/opted_in none/opted_in " {
		t.Errorf("opted in: %s", got)
	}
	c = b.change(c, contact.Change{MarketingOptIn: ptr(true)})
	if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM consent`); err != nil || n != 2 {
		t.Errorf("the same again wrote %d lines, %v", n, err)
	}
	if got := standing(b.change(c, contact.Change{MarketingOptIn: ptr(false)})); got != "none/opted_out none/opted_out " {
		t.Errorf("opted out: %s", got)
	}
	d.Addresses[0].Value, d.Addresses[0].SMSOptIn, d.MarketingOptIn = "+12025550144", ptr(true), ptr(false)
	if got := standing(b.create(contact.Draft{Name: "Jo", Addresses: d.Addresses[:1], MarketingOptIn: d.MarketingOptIn})); got != "opted_in/opted_out " {
		t.Errorf("texts but no marketing: %s", got)
	}
	if _, err := b.contacts.Create(t.Context(), operator, contact.Draft{Name: "A", MarketingOptIn: ptr(true)}); parley.CodeOf(err) != "nothing_to_opt_in" {
		t.Errorf("who has no address: %v", err)
	}
	stop := parley.ConsentEntry{AddressID: c.Addresses[0].ID, State: parley.OptedOut, Source: "keyword", Wording: "STOP"}
	_, err := b.ledger.Record(t.Context(), parley.Actor{Kind: parley.ActorCustomer}, stop)
	b.must(err)
	if _, err := b.contacts.Update(t.Context(), operator, c.ID, contact.Change{Version: 3, MarketingOptIn: ptr(true)}); parley.CodeOf(err) != "opted_out_by_customer" {
		t.Errorf("against the customer's STOP: %v", err)
	}
}

func TestAnArchivedContactIsNoPrimaryOne(t *testing.T) {
	b := newBench(t)
	a := b.account("Clarke")
	first, second := b.create(contact.Draft{Name: "First", AccountID: a.ID}), b.create(contact.Draft{Name: "Second", AccountID: a.ID})
	primary := func() string {
		page, _, err := b.contacts.List(t.Context(), contact.Filter{AccountID: a.ID, Archived: parley.WithArchived, Limit: 9})
		b.must(err)
		out := ""
		for _, c := range page {
			if c.Primary {
				out += c.Name
			}
		}
		return out
	}
	if got := primary(); got != "First" {
		t.Errorf("at first %s is", got)
	}
	after, err := b.contacts.SetArchived(t.Context(), operator, first.ID, true)
	if got := primary(); err != nil || after.ArchivedAt.IsZero() || got != "Second" {
		t.Errorf("after the first was archived %s is, %v", got, err)
	}
	if b.change(after, contact.Change{Primary: ptr(true)}); primary() != "Second" {
		t.Error("an archived contact was made primary")
	}
	if _, err = b.contacts.SetArchived(t.Context(), operator, first.ID, false); err != nil || primary() != "Second" {
		t.Errorf("after he was restored %s is, %v", primary(), err)
	}
	third := b.create(contact.Draft{Name: "Third", AccountID: a.ID, Primary: ptr(true)})
	if got := primary(); got != "Third" || !third.Primary || second.Primary {
		t.Errorf("a new primary one: %s is", got)
	}
	if _, err := b.contacts.SetArchived(t.Context(), operator, noID, true); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("archiving nobody: %v", err)
	}
	if got := b.told(first.ID); !strings.Contains(got, "contact.archived by user, contact.updated by user, contact.restored by user") {
		t.Errorf("told: %s", got)
	}
}

func TestContactsAreFilteredAndSorted(t *testing.T) {
	b := newBench(t)
	vip := b.entry(choice.ContactTags, "VIP", false)
	phone := func(value string, optIn *bool) contact.AddressDraft {
		return contact.AddressDraft{Kind: parley.Phone, Value: value, SMSOptIn: optIn}
	}
	b.create(contact.Draft{Name: "Charlie", Language: "fr-CA", Addresses: []contact.AddressDraft{phone("+12025550101", ptr(true))}})
	b.clk.Advance(time.Minute)
	b.create(contact.Draft{Name: "Alpha", Language: "fr", TagIDs: []parley.ID{vip}, CategoryIDs: &[]parley.ID{}, Addresses: []contact.AddressDraft{{Kind: parley.Email, Value: "a@mail.example"}}})
	b.clk.Advance(time.Minute)
	bravo := b.create(contact.Draft{Name: "Bravo", Language: "fil", Addresses: []contact.AddressDraft{phone("+12025550102", nil), phone("+12025550103", ptr(true))}})
	b.change(bravo, contact.Change{Addresses: &[]contact.AddressDraft{{ID: bravo.Addresses[0].ID}, {ID: bravo.Addresses[1].ID, SMSOptIn: ptr(false)}}})
	_, err := b.contacts.SetArchived(t.Context(), operator, b.named("Delta").ID, true)
	b.must(err)
	b.must(b.db.Exec(t.Context(), `INSERT INTO conversation (id, kind, contact_id, last_activity_at, created_at) VALUES ('v', 'customer', $1, 5, 5)`, bravo.ID))
	categories, err := b.choices.List(t.Context(), choice.MessagingCategories)
	b.must(err)
	for _, c := range []struct {
		f    contact.Filter
		want string
	}{
		{contact.Filter{}, "Alpha Bravo Charlie"},
		{contact.Filter{Desc: true}, "Charlie Bravo Alpha"},
		{contact.Filter{Order: parley.ByCreation}, "Charlie Alpha Bravo"},
		{contact.Filter{Order: parley.ByActivity, Desc: true}, "Bravo Alpha Charlie"},
		{contact.Filter{TagID: vip}, "Alpha"},
		{contact.Filter{CategoryID: categories[0].ID}, "Bravo Charlie"},
		{contact.Filter{Language: "fr"}, "Alpha Charlie"},
		{contact.Filter{Language: "f%"}, ""},
		{contact.Filter{OptIn: "opted_in"}, "Charlie"},
		{contact.Filter{OptIn: "opted_out"}, "Bravo"},
		{contact.Filter{OptIn: "none"}, "Alpha"},
		{contact.Filter{Marketing: "opted_in", HasPhone: ptr(true)}, "Charlie"},
		{contact.Filter{HasPhone: ptr(false)}, "Alpha"},
		{contact.Filter{HasEmail: ptr(false)}, "Bravo Charlie"},
		{contact.Filter{Archived: parley.OnlyArchived}, "Delta"},
		{contact.Filter{Query: "202555", OptIn: "opted_in"}, "Charlie"},
		{contact.Filter{Query: "b", Language: "fil"}, "Bravo"},
		{contact.Filter{Query: "d"}, ""},
	} {
		c.f.Limit = 1
		var names []string
		for range 10 {
			page, next, err := b.contacts.List(t.Context(), c.f)
			b.must(err)
			for _, each := range page {
				names = append(names, each.Name)
			}
			if c.f.After = next; next == (contact.Cursor{}) {
				break
			}
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%+v: %s; want %s", c.f, got, c.want)
		}
	}
}

// half is a picture of which the left half is red and the right one blue, wide enough that its edges are cut off.
func half(width, height int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		for y := range height {
			c := color.NRGBA{R: 250, A: 255}
			if x >= width/2 {
				c = color.NRGBA{B: 250, A: 255}
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

func TestPicturesAreKeptSmall(t *testing.T) {
	b := newBench(t)
	c := b.named("Zoé")
	var asPNG, asJPEG, asGIF, huge bytes.Buffer
	b.must(png.Encode(&asPNG, half(900, 300)))
	b.must(jpeg.Encode(&asJPEG, half(300, 900), nil))
	b.must(gif.Encode(&asGIF, half(40, 40), nil))
	b.must(png.Encode(&huge, image.NewPaletted(image.Rect(0, 0, 6001, 10), color.Palette{color.White})))
	for side, raw := range map[int][]byte{256: asPNG.Bytes(), 40: asGIF.Bytes()} {
		after, err := b.contacts.SetPicture(t.Context(), operator, c.ID, raw)
		b.must(err)
		kept, err := b.contacts.Picture(t.Context(), c.ID)
		b.must(err)
		m, err := jpeg.Decode(bytes.NewReader(kept))
		if err != nil || m.Bounds().Dx() != side || m.Bounds().Dy() != side || after.Picture == "" || after.Picture == c.Picture || after.Version != c.Version+1 {
			t.Fatalf("kept %v as %+v, %v", m.Bounds(), after, err)
		}
		left, _, _, _ := m.At(2, side/2).RGBA()
		_, _, right, _ := m.At(side-3, side/2).RGBA()
		if left < 0xc000 || right < 0xc000 {
			t.Errorf("%d: the halves are not what they were: %x, %x", side, left, right)
		}
		c = after
	}
	for name, raw := range map[string][]byte{
		"text": []byte("hello"), "cut": asJPEG.Bytes()[:200], "huge": huge.Bytes(), "heavy": slices.Concat(asPNG.Bytes(), make([]byte, contact.MaxPicture)),
	} {
		if _, err := b.contacts.SetPicture(t.Context(), operator, c.ID, raw); parley.CodeOf(err) != "invalid_picture" {
			t.Errorf("%s: %v", name, err)
		}
	}
	after, err := b.contacts.SetPicture(t.Context(), operator, c.ID, nil)
	if _, gone := b.contacts.Picture(t.Context(), c.ID); err != nil || after.Picture != "" || !parley.IsKind(gone, parley.NotFound) {
		t.Errorf("taken away: %+v, %v, %v", after, err, gone)
	}
	if _, err := b.contacts.SetPicture(t.Context(), operator, noID, nil); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("of nobody: %v", err)
	}
	_, err = b.contacts.SetPicture(t.Context(), operator, c.ID, asJPEG.Bytes())
	b.must(err)
	b.must(b.contacts.Delete(t.Context(), operator, c.ID))
	if n, err := b.db.Count(t.Context(), `SELECT COUNT(*) FROM contact_picture`); err != nil || n != 0 {
		t.Errorf("the deleted contact left %d pictures, %v", n, err)
	}
	if len(storetest.Told(t, b.db)) == 0 {
		t.Error("nothing was told")
	}
}
