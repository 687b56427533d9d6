package api_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"parley/internal/api"
)

// Written by `make gen`, by way of the directive in document.go.
var update = flag.Bool("update", false, "write openapi.json anew")

// The front end's client is generated from the file, so it must say what the program does.
func TestOpenAPIFileIsCurrent(t *testing.T) {
	made, err := api.Document()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("openapi.json", made, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(made, kept) {
		t.Error("openapi.json differs from the program: run make gen and commit what it writes")
	}
}
