package transfer_test

import (
	"fmt"
	"strings"
	"testing"

	"parley/internal/transfer"
)

// manyContacts writes a file of so many contacts, three to an account.
func manyContacts(rows int) string {
	var text strings.Builder
	text.WriteString("Name,Mobile,Email,Account number,Account name\n")
	for n := range rows {
		fmt.Fprintf(&text, "Person %d,+1202%07d,p%d@example.com,A%d,Household %d\n", n, 2_000_000+n, n, n/3, n/3)
	}
	return text.String()
}

// BenchmarkImport measures rows of contacts with a number, an email address and an account, a third of which is new; an
// operation is one row.
func BenchmarkImport(b *testing.B) {
	h := newBench(b)
	i := h.upload(transfer.Contacts, manyContacts(b.N))
	b.ResetTimer()
	i = h.run(i, transfer.Running, nil)
	if i.Created != int64(b.N) {
		b.Fatalf("%+v", i.Counts)
	}
}
