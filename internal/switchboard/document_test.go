package switchboard_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"parley/internal/channel/all"
	"parley/internal/switchboard"
)

//go:generate go test . -run TestChannelsPageIsCurrent -update

var update = flag.Bool("update", false, "write docs/channels.md anew")

const channelsPage = "../../docs/channels.md"

func TestChannelsPageIsCurrent(t *testing.T) {
	made := switchboard.Document(all.Drivers())
	if *update {
		if err := os.WriteFile(channelsPage, []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(channelsPage)
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != made {
		t.Error("docs/channels.md differs from the drivers: run make gen and commit what it writes")
	}
	for _, d := range all.Drivers() {
		for _, f := range d.Info().Fields {
			if f.Secret && f.Default != "" {
				t.Errorf("%s: the secret %s has a default, which the page would show", d.Info().Kind, f.Name)
			}
			if !strings.Contains(made, "`"+f.Name+"`") {
				t.Errorf("%s: the page does not tell of %s", d.Info().Kind, f.Name)
			}
		}
	}
}
