package app_test

import (
	"strings"
	"testing"
)

func TestReadyAsksTheHubOnThisMachine(t *testing.T) {
	p := newProgram(t)
	h := p.serve()
	port := h.url[strings.LastIndex(h.url, ":"):]
	for _, addr := range []string{"127.0.0.1" + port, port, "0.0.0.0" + port} {
		if code, _, errs := p.run("", "ready", "--addr", addr); code != 0 {
			t.Errorf("%s: %s", addr, errs)
		}
	}
	h.end()
	if code, _, errs := p.run("", "ready", "--addr", "127.0.0.1"+port); code != 1 || !strings.Contains(errs, "does not answer") {
		t.Errorf("without a hub: %d %s", code, errs)
	}
}
