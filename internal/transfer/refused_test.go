package transfer_test

import (
	"fmt"
	"strings"
	"testing"

	"parley/internal/account"
	"parley/internal/contact"
	"parley/internal/transfer"
)

// What a refused row says of an account is no reason to pass the next one by that says the same.
func TestARefusedRowIsNotTakenAsSaid(t *testing.T) {
	for kind, text := range map[transfer.Kind]string{
		transfer.Contacts: "name,account.number,account.name,account.parent_number\nAnn,1,House 2,nope\nBob,1,House 2,nope\nCy,1,House 2,nope\n",
		transfer.Accounts: "account.number,account.name,account.parent_number\n1,House 2,nope\n1,House 2,nope\n1,House 2,nope\n",
	} {
		b := newBench(t)
		number := "1"
		_, err := b.parts.Accounts.Create(t.Context(), operator, account.Change{Name: ptr("House"), Number: &number})
		b.must(err)
		for _, as := range []transfer.State{transfer.Checking, transfer.Running} {
			i := b.run(b.upload(kind, text), as, updating)
			if i.Counts != (transfer.Counts{Done: 3, Failed: 3}) || b.people() != "" {
				t.Errorf("%s, %s: %+v; there are %q", kind, as, i.Counts, b.people())
			}
		}
	}
}

// Of a cell with more numbers than a contact has, no more are looked at than tell that there are too many; and no part of a cell
// is looked at that can belong to none of them.
func TestACellOfManyNumbersIsNotReadToItsEnd(t *testing.T) {
	var many strings.Builder
	for n := range 3 * contact.MaxAddresses {
		fmt.Fprintf(&many, "+1202%07d;", 2_000_000+n)
	}
	if n := transfer.Numbers(many.String()); n != contact.MaxAddresses+1 {
		t.Errorf("%d numbers were kept", n)
	}
	b := newBench(t)
	i := b.run(b.upload(transfer.Contacts, `Name,Phone,Extensions
A,`+many.String()+`,;;;`+strings.Repeat("1;", 60)+`
B,2025550143,;1 (2025550143)
C,2025550144,1 (2025550144); 2 (2025550144)
`), transfer.Running, nil)
	if got := b.faults(i); got != "1 too_many_addresses, 3 nothing_to_describe" || i.Created != 1 {
		t.Errorf("%s: %+v", got, i.Counts)
	}
}
