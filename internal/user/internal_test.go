package user

import (
	"regexp"
	"strings"
	"testing"

	"github.com/alexedwards/argon2id"
	"github.com/google/go-cmp/cmp"

	"parley/internal/event"
)

func TestTableIsOneList(t *testing.T) {
	seen := map[Permission]bool{}
	name := regexp.MustCompile(`^[A-Z]+(_[A-Z]+)+$`)
	for _, row := range Table() {
		if seen[row.Name] || !name.MatchString(string(row.Name)) || row.Group == "" || row.Label == "" {
			t.Errorf("%+v is there twice or incomplete", row)
		}
		seen[row.Name] = true
		if strings.Contains(string(row.Name), "DIRECT") { // DM-10
			t.Errorf("%s: a direct message needs what a mass message or a text needs", row.Name)
		}
	}
	for _, p := range []Permission{
		ReadSMSMessage, CreateSMSMessage, CreateContact, UpdateContact, DeleteContact, CreateAccount, UpdateAccount, DeleteAccount,
		ReadChannel, CreateChannel, UpdateChannel, DeleteChannel, ReadUser, CreateUser, UpdateUser, CreateToken, ReadEvent, UseSimulator,
	} {
		if !seen[p] {
			t.Errorf("%s is not in the table", p)
		}
	}
}

// The role page lists what messaging needs under headings of its own, as this table has them.
func TestTableHasTheGroupsOfMessaging(t *testing.T) {
	got := map[string][]Permission{}
	for _, row := range messagingTable() {
		got[row.Group] = append(got[row.Group], row.Name)
	}
	four := func(thing string) (out []Permission) {
		for _, act := range []string{"CREATE_", "READ_", "UPDATE_", "DELETE_"} {
			out = append(out, Permission(act+thing))
		}
		return out
	}
	want := map[string][]Permission{
		"Mass messages": {"CREATE_MASS_EMAIL", "READ_MASS_EMAIL"}, "Triggered emails": four("TRIGGERED_EMAIL"), "Triggered SMS": four("TRIGGERED_SMS_MESSAGE"),
		"Messaging categories": four("MESSAGE_CATEGORY"), "Saved messages": four("EMAIL_MESSAGE"), "Saved message categories": four("SAVED_MESSAGE_CATEGORY"),
		"SMS": append(four("SMS_MESSAGE"), "READ_SMS_OUTBOUND_MESSAGE", "UPDATE_SMS_SETTINGS"), "Billing": {"MANAGE_SONAR_BILLING"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Each built-in role holds all that the next one does, and something more.
func TestBuiltinRolesAreALadder(t *testing.T) {
	roles := BuiltinRoles()
	for i := range len(roles) - 1 {
		high, low := roles[i], roles[i+1]
		if !high.Permissions.Covers(low.Permissions) || low.Permissions.Covers(high.Permissions) {
			t.Errorf("%s does not stand above %s", high.Key, low.Key)
		}
	}
	agent := roles[3].Permissions
	for _, p := range []Permission{ReadSMSMessage, CreateSMSMessage, CreateContact, UpdateContact} {
		if !agent.Has(p) {
			t.Errorf("an agent needs %s", p)
		}
	}
	for _, p := range []Permission{CreateUser, UpdateUser, ReadChannel, UpdateChannel, CreateToken, DeleteContact, ReadEvent} {
		if agent.Has(p) {
			t.Errorf("an agent holds %s", p)
		}
	}
}

// The parameters are fixed, and the decoy costs as much as a real hash.
func TestHashParameters(t *testing.T) {
	p := NewPasswords(1)
	hash, err := p.Hash(t.Context(), "correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	want := argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	for name, text := range map[string]string{"a new hash": hash, "the decoy": decoy} {
		got, _, _, err := argon2id.DecodeHash(text)
		if err != nil || *got != want {
			t.Errorf("%s has %+v, %v", name, got, err)
		}
	}
	if same, err := p.Matches(t.Context(), "correct horse battery", hash); err != nil || !same {
		t.Errorf("matches %v, %v", same, err)
	}
}

// Who does not exist is compared with something, and never found the same.
func TestNobodyCostsAComparison(t *testing.T) {
	p := NewPasswords(1)
	var compared []string
	p.compare = func(_, hash string) (bool, error) {
		compared = append(compared, hash)
		return true, nil
	}
	if same, err := p.Matches(t.Context(), "anything at all", ""); same || err != nil {
		t.Errorf("matches %v, %v", same, err)
	}
	if len(compared) != 1 || compared[0] != decoy {
		t.Errorf("compared with %v", compared)
	}
}

func TestRightsChanged(t *testing.T) {
	for changed, want := range map[string]bool{"role": true, "name,active": true, "name": false, "": false, "roles": false} {
		if got := RightsChanged(event.Event{Type: event.UserUpdated, Data: map[string]string{"changed": changed}}); got != want {
			t.Errorf("%q: %v", changed, got)
		}
	}
	if RightsChanged(event.Event{Type: event.ContactUpdated, Data: map[string]string{"changed": "role"}}) {
		t.Error("a contact's role is no right")
	}
}

func TestDirectoryStaysBounded(t *testing.T) {
	d := NewDirectory(DirectorySources{})
	for i := range remembered + 10 {
		keep(&d.mu, d.tokens, [32]byte{byte(i), byte(i >> 8)}, &known{})
	}
	if len(d.tokens) != remembered {
		t.Errorf("%d tokens are kept", len(d.tokens))
	}
}
