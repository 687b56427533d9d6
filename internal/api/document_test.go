package api_test

import (
	"maps"
	"regexp"
	"slices"
	"testing"
)

// The library sees exported types only: an input that embeds another one by a small name would lose its fields without a
// word, and answer 404 to every id.
func TestDocumentKnowsEveryInput(t *testing.T) {
	h := openUsers(t, "")
	w, document := h.ask(t, "GET", "/openapi.json", "")
	if w.Code != 200 {
		t.Fatalf("answered %d", w.Code)
	}
	inPath := regexp.MustCompile(`\{([a-z_]+)\}`)
	for path, calls := range document["paths"].(map[string]any) {
		for method, each := range calls.(map[string]any) {
			call, is := each.(map[string]any)
			if !is {
				continue
			}
			var declared []string
			for _, p := range list(call["parameters"]) {
				declared = append(declared, p.(map[string]any)["name"].(string))
			}
			for _, m := range inPath.FindAllStringSubmatch(path, -1) {
				if !slices.Contains(declared, m[1]) {
					t.Errorf("%s %s does not read {%s}", method, path, m[1])
				}
			}
		}
	}
	for _, c := range []struct{ path, method, parameter string }{
		{"/api/v2/conversations", "get", "cursor"},
		{"/api/v2/contacts", "get", "cursor"},
		{"/api/v2/accounts/{id}/correspondence", "get", "cursor"},
	} {
		call, _ := document["paths"].(map[string]any)[c.path].(map[string]any)[c.method].(map[string]any)
		if !slices.ContainsFunc(list(call["parameters"]), func(p any) bool { return p.(map[string]any)["name"] == c.parameter }) {
			t.Errorf("%s %s does not read %s", c.method, c.path, c.parameter)
		}
	}
	schemas := document["components"].(map[string]any)["schemas"].(map[string]any)
	for name, field := range map[string]string{"NewMessage": "text", "Role": "key", "MadeToken": "token"} {
		schema, known := schemas[name].(map[string]any)
		if !known {
			t.Errorf("there is no schema %s", name)
			continue
		}
		if _, has := schema["properties"].(map[string]any)[field]; !has {
			t.Errorf("%s has no %s", name, field)
		}
	}
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

func TestDocumentSaysWhatCanBeRepeated(t *testing.T) {
	h := openUsers(t, "")
	_, document := h.ask(t, "GET", "/openapi.json", "")
	// A call that makes something can be repeated safely. The set-up works once, and a retry makes nothing.
	for path, calls := range document["paths"].(map[string]any) {
		call, _ := calls.(map[string]any)["post"].(map[string]any)
		responses, _ := call["responses"].(map[string]any)
		makes := responses["201"] != nil || responses["202"] != nil
		if id := call["operationId"]; !makes || id == "setUp" || id == "retryMessage" {
			continue
		}
		if !slices.ContainsFunc(list(call["parameters"]), func(p any) bool { return p.(map[string]any)["name"] == "Idempotency-Key" }) {
			t.Errorf("POST %s does not read Idempotency-Key", path)
		}
	}
}

// Octets are described where a call takes them: an import alone.
func TestDocumentDescribesOctetsWhereTheyAreTaken(t *testing.T) {
	h := openUsers(t, "")
	_, document := h.ask(t, "GET", "/openapi.json", "")
	for path, calls := range document["paths"].(map[string]any) {
		call, _ := calls.(map[string]any)["post"].(map[string]any)
		reads, _ := call["requestBody"].(map[string]any)
		content, _ := reads["content"].(map[string]any)
		if _, octets := content["application/octet-stream"]; octets != (call["operationId"] == "createImport") {
			t.Errorf("POST %s reads %v", path, slices.Collect(maps.Keys(content)))
		}
	}
}
