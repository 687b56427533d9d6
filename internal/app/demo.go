package app

import (
	"context"
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

// seedDemo fills an empty database with Harbor Fiber; a used one is left as it is.
func (h *hub) seedDemo(ctx context.Context) error {
	people, err := h.people.users.List(ctx, user.Hub(), "", 1)
	if err != nil || len(people) > 0 {
		return err
	}
	h.log.Info("filling the empty database with the demo provider")
	for _, n := range []user.New{
		{Email: demoAdmin, Name: "Morgan Hale", Role: "super-admin", Password: demoPassword},
		{Email: "jake@harbor.example", Name: "Jake", Role: "agent", Extension: "201", Password: demoPassword},
		{Email: "wyatt@harbor.example", Name: "Wyatt", Role: "agent", Extension: "211", Password: demoPassword},
	} {
		if _, err := h.people.users.Create(ctx, user.Hub(), n); err != nil {
			return fmt.Errorf("making the demo's users: %w", err)
		}
	}
	for _, c := range []struct{ name, from string }{{"Harbor Fiber", "+12025550100"}, {"Fibre du Port", "+15145550100"}} {
		if _, err := h.board.Create(ctx, "simulator", switchboard.Change{Name: &c.name, Settings: channel.Settings{"from": c.from}}, h.config.Region, parley.Actor{Kind: parley.ActorSystem}); err != nil {
			return fmt.Errorf("making the demo's channels: %w", err)
		}
	}
	return seedPeople(ctx, h.db, h.accounts, h.contacts, h.consents)
}
