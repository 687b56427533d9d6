package app

import (
	"context"
	"errors"
	"fmt"

	"parley/internal/channel"
	"parley/internal/parley"
	"parley/internal/switchboard"
	"parley/internal/user"
)

// The demo's log-ins (contracts.md, "Demo"). They are as public as the source.
const (
	demoAdmin    = "admin@harbor.example"
	demoAgents   = "jake@harbor.example, wyatt@harbor.example"
	demoPassword = "harbor-demo"
)

// seedDemo fills an empty database with Harbor Fiber; one that was filled before is left as it is, and one that is not the demo's
// is refused: its people could not log in as the program would say.
func (h *hub) seedDemo(ctx context.Context) error {
	people, err := h.people.users.List(ctx, user.Hub(), "", 1)
	if err != nil {
		return err
	}
	if len(people) > 0 {
		_, err := h.people.users.FindByEmail(ctx, user.Hub(), demoAdmin)
		if parley.IsKind(err, parley.NotFound) {
			err = errors.New("--demo: this database is in use and is not the demo's: leave --demo out, or set PARLEY_DATA_DIR to a new directory")
		}
		return err
	}
	h.log.Info("filling the empty database with the demo provider")
	var authors []parley.ID
	for _, n := range []user.New{
		{Email: demoAdmin, Name: "Morgan Hale", Role: "super-admin", Password: demoPassword},
		{Email: "jake@harbor.example", Name: "Jake", Role: "agent", Extension: "201", Password: demoPassword},
		{Email: "wyatt@harbor.example", Name: "Wyatt", Role: "agent", Extension: "211", Password: demoPassword},
	} {
		made, err := h.people.users.Create(ctx, user.Hub(), n)
		if err != nil {
			return fmt.Errorf("making the demo's users: %w", err)
		}
		if n.Extension != "" {
			authors = append(authors, made.User.ID)
		}
	}
	var lines []*switchboard.Line
	for _, c := range []struct{ name, from string }{{"Harbor Fiber", "+12025550100"}, {"Fibre du Port", "+15145550100"}} {
		change := switchboard.Change{Name: &c.name, Settings: channel.Settings{"from": c.from}}
		line, err := h.board.Create(ctx, "simulator", change, h.config.Region, parley.Actor{Kind: parley.ActorSystem})
		if err != nil {
			return fmt.Errorf("making the demo's channels: %w", err)
		}
		lines = append(lines, line)
	}
	if err := seedPeople(ctx, &demoBook{work: h.db, firm: h.companies, accounts: h.accounts, contacts: h.contacts, consents: h.consents, choices: h.choices}); err != nil {
		return err
	}
	if err := h.seedThreads(ctx, lines, authors); err != nil {
		return err
	}
	return h.seedDepth(ctx, authors)
}
