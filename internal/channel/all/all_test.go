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
	folders, err := filepath.Glob("../*/")
	if err != nil || len(folders) == 0 {
		t.Fatalf("no folders: %v", err)
	}
	for _, folder := range folders {
		if name := filepath.Base(folder); name != "all" && name != "channeltest" && !kinds[name] {
			t.Errorf("folder %q is not in the list", name)
		}
	}
}
