package channeltest

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parley/internal/channel"
)

var (
	name       = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	secretName = regexp.MustCompile(`password|token|secret|key`)
	inBraces   = regexp.MustCompile(`\{([^}]*)\}`)
	fieldTypes = []channel.FieldType{channel.Text, channel.URL, channel.Number, channel.Toggle, channel.Choice, channel.List, channel.Generated}
)

func testInfo(t *testing.T, c Case) {
	info := c.Driver.Info()
	t.Run("complete", func(t *testing.T) { complete(t, info) })
	t.Run("fields", func(t *testing.T) {
		for i, f := range info.Fields {
			checkField(t, f)
			if slices.ContainsFunc(info.Fields[:i], func(g channel.Field) bool { return g.Name == f.Name }) {
				t.Errorf("field %q: twice", f.Name)
			}
		}
		if info.SenderField != "" && !hasField(info, info.SenderField) {
			t.Errorf("SenderField %q is no field", info.SenderField)
		}
	})
	t.Run("callbacks", func(t *testing.T) {
		for _, cb := range info.Callbacks {
			checkCallback(t, info, cb)
		}
	})
	t.Run("constant", func(t *testing.T) {
		again := c.Driver.Info()
		if !reflect.DeepEqual(info, again) {
			t.Errorf("two calls differ: %+v, %+v", info, again)
		}
		for i := range again.Fields {
			again.Fields[i] = channel.Field{}
		}
		if !reflect.DeepEqual(info, c.Driver.Info()) {
			t.Error("who changes what Info gave changes the driver")
		}
	})
}

func complete(t *testing.T, info channel.Info) {
	if !name.MatchString(info.Kind) {
		t.Errorf("kind %q: want small letters, digits and underscores", info.Kind)
	}
	if info.Label == "" || info.Help == "" {
		t.Errorf("label %q, help %q: want both", info.Label, info.Help)
	}
	if !info.Address.Known() {
		t.Errorf("address kind %q is none", info.Address)
	}
	if info.TextLimit < 0 {
		t.Errorf("text limit %d", info.TextLimit)
	}
	if info.SendTimeout <= 0 {
		t.Errorf("send time-out %v", info.SendTimeout)
	}
	for _, rule := range []channel.Unresolved{info.AfterCrash, info.AfterTime} {
		if !slices.Contains([]channel.Unresolved{channel.Lookup, channel.Resend, channel.Stop}, rule) {
			t.Errorf("rule %q for an unknown outcome", rule)
		}
	}
}

func checkField(t *testing.T, f channel.Field) {
	if !name.MatchString(f.Name) || f.Label == "" {
		t.Errorf("field %q, label %q: want a name and a label", f.Name, f.Label)
	}
	if !slices.Contains(fieldTypes, f.Type) {
		t.Errorf("field %q: type %q is none", f.Name, f.Type)
	}
	if secretName.MatchString(f.Name) && !f.Secret && f.Type != channel.Generated {
		t.Errorf("field %q: sounds like a secret and is none", f.Name)
	}
	if f.Secret && f.Default != "" {
		t.Errorf("field %q: a secret with a default is none", f.Name)
	}
	if (f.Type == channel.Choice) != (len(f.Options) > 0) {
		t.Errorf("field %q of type %s: options %q", f.Name, f.Type, f.Options)
	}
	if f.Default == "" {
		return
	}
	if _, err := channel.CheckSettings([]channel.Field{f}, nil); err != nil {
		t.Errorf("field %q: its default is refused: %v", f.Name, err)
	}
}

func checkCallback(t *testing.T, info channel.Info, cb channel.Callback) {
	if cb.Label == "" || cb.Path != "" && !strings.HasPrefix(cb.Path, "/") {
		t.Errorf("callback %q at %q: want a label and a path that begins with a slash", cb.Label, cb.Path)
	}
	for _, braces := range inBraces.FindAllStringSubmatch(cb.Query, -1) {
		if !hasField(info, braces[1]) {
			t.Errorf("callback %q: %q is no field", cb.Label, braces[1])
		}
	}
}

func hasField(info channel.Info, name string) bool {
	return slices.ContainsFunc(info.Fields, func(f channel.Field) bool { return f.Name == name })
}
