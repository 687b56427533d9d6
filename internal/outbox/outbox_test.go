package outbox_test

import (
	"slices"
	"testing"
	"time"

	"parley/internal/channel"
	"parley/internal/outbox"
	"parley/internal/parley"
	"parley/internal/store"
	"parley/internal/switchboard"
	"parley/test/house"
)

// The numbers of two customers.
const (
	anna = "+12125550101"
	ben  = "+12125550102"
)

// desk is a house with one channel, whose messages a test sends turn by turn.
type desk struct {
	*house.House
	line  *switchboard.Line
	owner *outbox.Owner
}

func newDesk(t testing.TB, settings channel.Settings, adjust ...func(*channel.Info)) *desk {
	t.Helper()
	h := house.New(t, adjust...)
	d := &desk{House: h, line: h.Channel(settings)}
	d.newOwner("first")
	return d
}

// newOwner takes the channel over under a new epoch.
func (d *desk) newOwner(name string) *outbox.Owner {
	d.TB.Helper()
	var err error
	d.owner, err = outbox.NewOwner(d.TB.Context(), d.Outbox, d.line, d.Conn(d.line), d.Lease(d.line, name))
	d.Must(err)
	return d.owner
}

func (d *desk) submit(to, text string) parley.Message {
	d.TB.Helper()
	return d.Submit(d.line, to, text)
}

// claim writes what is done and claims what is due.
func (d *desk) claim() []outbox.Claimed {
	d.TB.Helper()
	claimed, _, err := d.owner.Turn(d.TB.Context(), 64)
	d.Must(err)
	return claimed
}

// settle writes what is done and claims nothing.
func (d *desk) settle() {
	d.TB.Helper()
	_, _, err := d.owner.Turn(d.TB.Context(), 0)
	d.Must(err)
}

// round claims what is due, sends it and writes what came of it; it gives the texts.
func (d *desk) round() []string {
	d.TB.Helper()
	var texts []string
	for _, m := range d.claim() {
		d.owner.Send(d.TB.Context(), m)
		texts = append(texts, m.Text)
	}
	d.settle()
	return texts
}

// wantState fails unless the message is in the state, for the reason.
func (d *desk) wantState(id parley.ID, state parley.State, reason string) parley.Message {
	d.TB.Helper()
	m := d.Message(id)
	if m.State != state || m.Reason != reason {
		d.TB.Errorf("the message is %s (%s), want %s (%s)", m.State, m.Reason, state, reason)
	}
	return m
}

// wantSent fails unless the texts were handed to the provider, in the order given.
func (d *desk) wantSent(texts ...string) {
	d.TB.Helper()
	if got := d.Provider.Texts(); !slices.Equal(got, texts) {
		d.TB.Errorf("the provider has %q, want %q", got, texts)
	}
}

func (d *desk) pass(t time.Duration) { d.Clock.Advance(t) }

func TestAbandonEndsWhatWaitsOnARemovedChannel(t *testing.T) {
	d := newDesk(t, nil)
	waiting := d.submit(anna, "Still here")
	d.Must(d.Outbox.Abandon(t.Context(), d.line.ID))
	found, err := store.Conversations{DB: d.DB}.MessagesByID(t.Context(), []parley.ID{waiting.ID})
	d.Must(err)
	if len(found) != 1 || found[0].State != parley.Failed || found[0].Reason != "channel_removed" {
		t.Errorf("it is %+v", found)
	}
}
