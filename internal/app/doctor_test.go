package app_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// examined is what `parley doctor --json` finds: the level by check.
func (p *program) examined() (code int, levels map[string]string) {
	p.Helper()
	code, out, errs := p.run("", "doctor", "--json")
	if code != 0 && strings.Count(errs, "\n") != 1 {
		p.Errorf("doctor says %q", errs)
	}
	var findings []struct{ Check, Level, Found, Do string }
	if err := json.Unmarshal([]byte(out), &findings); err != nil {
		p.Fatalf("%v: %s", err, out)
	}
	levels = map[string]string{}
	for _, f := range findings {
		levels[f.Check] = f.Level
		if (f.Level == "ok") != (f.Do == "") || f.Found == "" {
			p.Errorf("%+v", f)
		}
	}
	return code, levels
}

func (p *program) wantExamined(code int, want map[string]string) {
	p.Helper()
	got, levels := p.examined()
	if got != code {
		p.Errorf("doctor ends with %d: %v", got, levels)
	}
	for check, level := range want {
		if levels[check] != level {
			p.Errorf("%s is %q, want %q: %v", check, levels[check], level, levels)
		}
	}
}

func TestDoctorTouchesNothingBeforeTheFirstStart(t *testing.T) {
	p := newProgram(t)
	p.wantExamined(0, map[string]string{"configuration": "ok", "database": "warn", "data directory": "warn"})
	if _, err := os.Stat(p.dataDir()); !os.IsNotExist(err) {
		t.Errorf("the data directory was made: %v", err)
	}
}

func TestDoctorSeesWhatIsWrongWithTheHub(t *testing.T) {
	p := newProgram(t)
	p.mustRun("migrate")
	p.wantExamined(0, map[string]string{"database": "ok", "people": "warn", "channels": "warn", "fence": "ok", "backup": "warn", "key": "ok"})
	p.createUser()
	token := p.createToken()
	h := p.serve()
	channel := h.fill(token, 1)
	p.mustRun("backup", t.TempDir()+"/hub.backup") // beside the hub, as the doctor is
	p.wantExamined(0, map[string]string{"people": "ok", "channel Main": "ok", "backup": "ok"})
	const gateway = `{"kind":"kannel","name":"Gateway","settings":{"base_url":"http://127.0.0.1:1","username":"u","password":"p","from":"+12025550101"}}`
	if code, out := h.call(token, "POST", "/api/v2/channels", gateway); code != 201 {
		t.Fatalf("answered %d %v", code, out)
	}
	h.end()
	p.exec(`UPDATE channel SET paused_reason = 'The password is wrong.' WHERE id = '` + channel + `'`)
	p.exec(`UPDATE message SET state = 'pending', fenced = 1`)
	p.wantExamined(1, map[string]string{"channel Main": "fail", "channel Gateway": "fail", "fence": "warn"})
	p.environ = append(p.environ, "PARLEY_REGION=Mars")
	p.wantExamined(1, map[string]string{"configuration": "fail"})
}

func TestDoctorFindsTheDemoInPublic(t *testing.T) {
	p := newProgram(t)
	p.serve("--demo").end()
	p.wantExamined(0, map[string]string{"people": "ok"})
	p.environ = append(p.environ, "PARLEY_BASE_URL=http://hub.invalid")
	p.wantExamined(1, map[string]string{"people": "fail", "address": "fail"})
	if _, out, _ := p.run("", "doctor"); !strings.Contains(out, "fail  people") || !strings.Contains(out, "-> ") {
		t.Errorf("doctor says %s", out)
	}
}
