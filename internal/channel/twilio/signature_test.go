package twilio

import (
	"encoding/json"
	"net/url"
	"testing"
)

type signedPair struct {
	Token     string     `json:"token"`
	URL       string     `json:"url"`
	Params    url.Values `json:"params"`
	Signature string     `json:"signature"`
}

func TestSignaturesAreTwilios(t *testing.T) {
	var pairs []signedPair
	if err := json.Unmarshal([]byte(read(t, "signatures.json")), &pairs); err != nil {
		t.Fatal(err)
	}
	if len(pairs) < 5 {
		t.Fatalf("%d pairs", len(pairs))
	}
	for _, p := range pairs {
		if got := signature(p.Token, p.URL, p.Params); got != p.Signature {
			t.Errorf("%s %v: got %s, want %s", p.URL, p.Params, got, p.Signature)
		}
	}
}

func TestAnAddressIsTakenWithAndWithoutItsPort(t *testing.T) {
	params := url.Values{"Body": {"x"}}
	for _, c := range []struct {
		told, signed string
		want         bool
	}{
		{"https://hub.example/hooks", "https://hub.example/hooks", true},
		{"https://hub.example/hooks", "https://hub.example:443/hooks", true},
		{"https://hub.example:443/hooks", "https://hub.example/hooks", true},
		{"http://hub.example?m=1", "http://hub.example:80?m=1", true},
		{"https://hub.example:8443/hooks", "https://hub.example:8443/hooks", true},
		{"https://hub.example:8443/hooks", "https://hub.example/hooks", true},
		{"https://hub.example/hooks", "https://hub.example:8443/hooks", false},
		{"https://hub.example/hooks", "https://hub.example:80/hooks", false},
		{"https://[2001:db8::1]/hooks", "https://[2001:db8::1]:443/hooks", true},
		{"https://hub.example/hooks?at=12:30", "https://hub.example:443/hooks?at=12:30", true},
		{"https://hub.example/hooks?x='%27", "https://hub.example/hooks?x='%27", true},
		{"https://hub.example/hooks", "http://hub.example/hooks", false},
		{"https://hub.example/hooks", "https://hub.example/hooks/", false},
		{"no address", "no address", true},
	} {
		if got := signed("tok", signature("tok", c.signed, params), c.told, params); got != c.want {
			t.Errorf("told %s, signed %s: %v", c.told, c.signed, got)
		}
	}
}

// FuzzSignature signs any address and form: the signature holds for them and for no others.
func FuzzSignature(f *testing.F) {
	f.Add("tok", "https://hub.example/hooks?m=1", "Body=a&Body=b&From=%2B1", "Body=a")
	f.Add("", "http://[::1]:8080", "😀=%F0%9F", "b=\uFF5E")
	f.Fuzz(func(t *testing.T, token, address, form, other string) {
		params, _ := url.ParseQuery(form)
		s := signature(token, address, params)
		if withPort(address) == address || withoutPort(address) == address {
			if !signed(token, s, address, params) {
				t.Error("its own signature is refused")
			}
		}
		if signed(token, s+"=", address, params) || signed(token, "", address, params) {
			t.Error("another signature is taken")
		}
		params.Set("another"+address, other+s) // longer than all that was signed, so surely not the same text
		if signed(token, s, address, params) {
			t.Error("another form is taken")
		}
	})
}
