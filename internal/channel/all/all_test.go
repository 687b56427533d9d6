package all_test

import (
	"os"
	"path/filepath"
	"testing"

	"parley/internal/channel/all"
)

// A driver is the folder of its kind, and every such folder is in the list.
func TestEveryDriverIsListedOnce(t *testing.T) {
	kinds := map[string]bool{}
	for _, driver := range all.Drivers() {
		kind := driver.Info().Kind
		if kinds[kind] {
			t.Errorf("kind %q: twice", kind)
		}
		kinds[kind] = true
		if _, err := os.Stat(filepath.Join("..", kind)); err != nil {
			t.Errorf("kind %q has no folder of its name: %v", kind, err)
		}
	}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if name := entry.Name(); entry.IsDir() && name != "all" && name != "channeltest" && !kinds[name] {
			t.Errorf("folder %q is not in the list", name)
		}
	}
}
