package million

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"

	"parley/internal/account"
	"parley/internal/choice"
	"parley/internal/contact"
	"parley/internal/parley"
	"parley/internal/store"
)

// choices makes tags of contacts and types of accounts.
func (f *filler) choices(ctx context.Context) error {
	return f.DB.Do(ctx, func(ctx context.Context) error {
		for i, name := range strings.Fields("residential business newsletter fiber wireless landlord vip paperless autopay student senior seasonal migrated disputed beta") {
			c := choice.Choice{ID: id("tag", i, began), Name: name}
			if _, err := (store.Choices{DB: f.DB}).SaveChoice(ctx, choice.ContactTags, c); err != nil {
				return err
			}
			f.tags = append(f.tags, parley.Named{ID: c.ID, Name: c.Name})
		}
		for i, name := range []string{"Household", "Company", "School"} {
			c := choice.Choice{ID: id("type", i, began), Name: name, Class: []string{"residential", "commercial", "commercial"}[i]}
			if _, err := (store.Choices{DB: f.DB}).SaveChoice(ctx, choice.AccountTypes, c); err != nil {
				return err
			}
			f.types = append(f.types, c.ID)
		}
		return nil
	})
}

func (f *filler) accountID(i int) parley.ID { return id("account", i, when(i, f.size.Accounts)) }

// account writes the i-th. One in twenty belongs to another.
func (f *filler) account(ctx context.Context, i int, chance *rand.Rand) error {
	at := when(i, f.size.Accounts)
	a := account.Account{
		ID: f.accountID(i), Number: fmt.Sprint(100_000 + i), Name: f.words.name(chance) + " household",
		CompanyID: "00000000-0000-7000-8000-000000000201", // the first migration's
		Status:    "active", TypeID: f.types[zipf(chance, len(f.types))], Delinquent: chance.IntN(25) == 0, Version: 1, CreatedAt: at, UpdatedAt: at,
	}
	if chance.IntN(20) == 0 {
		a.Status = []string{"lead", "inactive"}[chance.IntN(2)]
	}
	if chance.IntN(20) == 0 && i > 0 {
		a.ParentID = f.accountID(chance.IntN(i))
	}
	if chance.IntN(100) == 0 {
		a.ArchivedAt = ended
	}
	_, err := store.Accounts{DB: f.DB}.AddAccounts(ctx, a)
	return err
}

// number is the i-th number, in E.164 and with the look of a North American one; no two are alike, for the step has no
// divisor with how many there are (a prime) in common.
func number(i int) string {
	const prime = 479_001_599
	x := i * 7_368_787 % prime
	return fmt.Sprintf("+1%03d%03d%04d", areas[x%len(areas)], 200+x/len(areas)%800, x/len(areas)/800%10_000)
}

var areas = []int{
	201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234, 239, 240, 248, 251, 252, 253, 254,
	256, 260, 262, 267, 269, 270, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309, 310, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321, 323, 325, 330,
}

// firstAddress is the number by which the i-th contact is written to.
func (f *filler) firstAddress(i int) parley.ID { return id("address", i, when(i, f.size.Contacts)) }

// contact writes the i-th: a number, for some a second one and an email address, and what the first has agreed to.
func (f *filler) contact(ctx context.Context, i int, chance *rand.Rand) error {
	at := when(i, f.size.Contacts)
	people := store.Contacts{DB: f.DB}
	c := contact.Contact{
		ID: id("contact", i, at), Name: f.words.name(chance), Language: []string{"en", "en", "en", "en", "fr", "es"}[chance.IntN(6)],
		Version: 1, CreatedAt: at, UpdatedAt: at,
	}
	if chance.IntN(10) > 3 {
		c.AccountID = f.accountID(chance.IntN(f.size.Accounts))
	}
	if chance.IntN(7) == 0 {
		c.Tags = []parley.Named{f.tags[zipf(chance, len(f.tags))]}
	}
	if chance.IntN(100) == 0 {
		c.ArchivedAt = ended
	}
	mobile := contact.PhoneNumberType{ID: "00000000-0000-7000-8000-000000000101"}
	c.Addresses = []contact.Link{{Address: parley.Address{ID: f.firstAddress(i), Kind: parley.Phone, Value: number(i)}, Type: mobile}}
	if chance.IntN(8) == 0 {
		c.Addresses = append(c.Addresses, contact.Link{Address: parley.Address{ID: id("second", i, at), Kind: parley.Phone, Value: number(f.size.Contacts + i)}, Type: mobile})
	}
	if chance.IntN(3) == 0 {
		local := strings.Join(strings.FieldsFunc(strings.ToLower(c.Name), func(r rune) bool { return r < 'a' || r > 'z' }), ".")
		email := fmt.Sprintf("%s%d@mail%d.example", local, i, chance.IntN(20))
		c.Addresses = append(c.Addresses, contact.Link{Address: parley.Address{ID: id("email", i, at), Kind: parley.Email, Value: email}})
	}
	for _, l := range c.Addresses {
		if _, _, err := people.EnsureAddress(ctx, l.Address, at); err != nil {
			return err
		}
	}
	if err := people.AddContacts(ctx, c); err != nil {
		return err
	}
	if chance.IntN(3) > 0 {
		return nil
	}
	state := parley.OptedIn
	if chance.IntN(20) == 0 {
		state = parley.OptedOut
	}
	return store.Consents{DB: f.DB}.AddConsent(ctx, parley.ConsentEntry{
		ID: id("consent", i, at), AddressID: c.Addresses[0].ID, Purpose: parley.Notification, State: state, Source: "import", At: at,
	})
}
