package transfer

import (
	"cmp"
	"context"
	"slices"

	"parley/internal/contact"
	"parley/internal/parley"
)

// Match is a contact, an account or another owner of contacts that was looked for.
type Match struct {
	parley.Named
	Archived bool
	By       string // what it was looked for by: an id, a number, the key of a name
}

// MaxMatches is how many contacts of one address are told apart.
const MaxMatches = 200

// Finder finds what is there already, for many rows with one query each.
type Finder interface {
	// ContactsWith gives the contacts who have the addresses, by kind, scope and value: of each address MaxMatches at most, the
	// oldest, and those in the lists before archived ones.
	ContactsWith(ctx context.Context, addresses []parley.Address) (map[parley.Address][]Match, error)
	ContactsByID(ctx context.Context, ids []parley.ID) ([]Match, error)
	AccountsByID(ctx context.Context, ids []parley.ID) ([]Match, error)
	AccountsByNumber(ctx context.Context, numbers []string) ([]Match, error)
	// OwnersByName gives those of a kind whose names have one of the keys, the oldest first.
	OwnersByName(ctx context.Context, kind contact.OwnerKind, keys []string) ([]Match, error)
	// NameKey is what names are compared by: without regard to case and accents.
	NameKey(name string) string
}

// found is what is there of all that some entries name. What a unit makes is added to it.
type found struct {
	contacts  map[parley.ID]*Match
	addresses map[parley.Address][]*Match
	accounts  map[parley.ID]*Match
	numbers   map[string]*Match
	owners    map[contact.OwnerKind]map[string][]*Match // by the key of the name
}

// wanted is what is to be found, each once.
type wanted struct {
	contacts, accounts map[parley.ID]bool
	numbers            map[string]bool
	addresses          map[parley.Address]bool
	owners             map[contact.OwnerKind]map[string]bool
	byName             bool // some entry names its account by nothing but the name
}

// find looks up what the entries name.
func (t *Transfers) find(ctx context.Context, entries []Entry, p policy) (*found, error) {
	w := t.wanted(entries, p)
	f := &found{
		contacts: map[parley.ID]*Match{}, addresses: map[parley.Address][]*Match{}, accounts: map[parley.ID]*Match{}, numbers: map[string]*Match{},
		owners: map[contact.OwnerKind]map[string][]*Match{},
	}
	reads := t.parts.Reads
	holders, err := lookUp(ctx, w.addresses, reads.ContactsWith)
	if err != nil {
		return nil, err
	}
	for address, matches := range holders {
		for _, m := range matches {
			f.addresses[address] = append(f.addresses[address], f.contact(m))
		}
	}
	contacts, err := lookUp(ctx, w.contacts, reads.ContactsByID)
	if err != nil {
		return nil, err
	}
	for _, m := range contacts {
		f.contact(m)
	}
	accounts, err := lookUp(ctx, w.accounts, reads.AccountsByID)
	if err != nil {
		return nil, err
	}
	for _, m := range accounts {
		f.account(m)
	}
	if accounts, err = lookUp(ctx, w.numbers, reads.AccountsByNumber); err != nil {
		return nil, err
	}
	for _, m := range accounts {
		f.numbers[m.By] = f.account(m)
	}
	for kind, keys := range w.owners {
		if kind == contact.OfAccount && !w.byName {
			continue
		}
		byName := func(ctx context.Context, keys []string) ([]Match, error) { return reads.OwnersByName(ctx, kind, keys) }
		matches, err := lookUp(ctx, keys, byName)
		if err != nil {
			return nil, err
		}
		for _, m := range matches {
			match := &m
			if kind == contact.OfAccount {
				match = f.account(m)
			}
			f.name(kind, m.By, match)
		}
	}
	return f, nil
}

// lookUp asks for all that is wanted, and for nothing where nothing is.
func lookUp[K cmp.Ordered | parley.Address, R any](ctx context.Context, wanted map[K]bool, ask func(ctx context.Context, keys []K) (R, error)) (found R, err error) {
	if len(wanted) == 0 {
		return found, nil
	}
	keys := make([]K, 0, len(wanted))
	for key := range wanted {
		keys = append(keys, key)
	}
	return ask(ctx, keys)
}

func (t *Transfers) wanted(entries []Entry, p policy) wanted {
	w := wanted{
		contacts: map[parley.ID]bool{}, accounts: map[parley.ID]bool{}, numbers: map[string]bool{}, addresses: map[parley.Address]bool{},
		owners: map[contact.OwnerKind]map[string]bool{contact.OfAccount: {}, contact.OfNetworkSite: {}, contact.OfVendor: {}},
	}
	for _, e := range entries {
		if e.AccountID.Valid() {
			w.accounts[e.AccountID] = true
		}
		number, name := e.accountNumber(), e.accountName()
		for _, each := range []string{number, e.ParentNumber} {
			if each != "" {
				w.numbers[each] = true
			}
		}
		if e.Contact == nil {
			continue
		}
		for kind, name := range map[contact.OwnerKind]string{contact.OfAccount: name, contact.OfNetworkSite: e.NetworkSite, contact.OfVendor: e.Vendor} {
			if name != "" {
				w.owners[kind][t.parts.Reads.NameKey(name)] = true
			}
		}
		w.byName = w.byName || name != "" && number == ""
		if p.duplicates == Create && !p.dry {
			continue // whoever is there makes no difference
		}
		if e.ContactID.Valid() {
			w.contacts[e.ContactID] = true
		}
		for _, a := range e.addresses() {
			w.addresses[a] = true
		}
	}
	return w
}

// contact gives the one match that stands for a contact.
func (f *found) contact(m Match) *Match { return only(f.contacts, m) }

func (f *found) account(m Match) *Match { return only(f.accounts, m) }

func only(matches map[parley.ID]*Match, m Match) *Match {
	if matches[m.ID] == nil {
		matches[m.ID] = &m
	}
	return matches[m.ID]
}

func (f *found) name(kind contact.OwnerKind, key string, m *Match) {
	if f.owners[kind] == nil {
		f.owners[kind] = map[string][]*Match{}
	}
	f.owners[kind][key] = append(f.owners[kind][key], m)
}

// holders gives the contacts who have one of the addresses: the oldest first, archived ones last.
func (f *found) holders(addresses []parley.Address) []*Match {
	var out []*Match
	known := map[*Match]bool{}
	for _, a := range addresses {
		for _, m := range f.addresses[a] {
			if !known[m] {
				out, known[m] = append(out, m), true
			}
		}
	}
	slices.SortFunc(out, func(a, b *Match) int {
		if a.Archived != b.Archived {
			return map[bool]int{true: 1, false: -1}[a.Archived]
		}
		return cmp.Compare(a.ID, b.ID)
	})
	return out
}

// hold notes that a contact has addresses.
func (f *found) hold(m *Match, addresses []parley.Address) {
	for _, a := range addresses {
		if !slices.Contains(f.addresses[a], m) {
			f.addresses[a] = append(f.addresses[a], m)
		}
	}
}
