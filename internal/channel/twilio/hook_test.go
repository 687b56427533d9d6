package twilio

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"parley/internal/channel"
	"parley/internal/channel/channeltest"
	"parley/internal/parley"
)

// open gives a channel with the settings above, some changed, and the hub behind it.
func open(t testing.TB, changes channel.Settings) (*conn, *channeltest.Hub) {
	t.Helper()
	hub := channeltest.NewHub(t)
	s := channel.Settings{"base_url": "https://api.twilio.com"}
	for _, from := range []channel.Settings{settings, changes} {
		for name, value := range from {
			s[name] = value
		}
	}
	opened, err := Driver{}.Open(t.Context(), s, hub.Host())
	if err != nil {
		t.Fatal(err)
	}
	return opened.(*conn), hub
}

func TestIncomingAsTwilioSendsIt(t *testing.T) {
	const media = "https://api.twilio.com/2010-04-01/Accounts/" + account + "/Messages/MM1/Media/ME"
	for file, want := range map[string]channel.Incoming{
		"incoming.form": {
			ProviderID: "SM0123456789abcdef0123456789abcde0", Text: "Is my line down? 😀 שלום",
		},
		"incoming-media.form": {
			ProviderID: "MM0123456789abcdef0123456789abcde1", Text: "My router\n" + media + "0\n" + media + "1",
		},
		"incoming-stop.form": {
			ProviderID: "SM0123456789abcdef0123456789abcde2", Text: "Stop", Keyword: "STOP",
		},
	} {
		c, hub := open(t, nil)
		reply := c.Hook(t.Context(), post("", "", read(t, file)))
		if reply.Status != http.StatusOK || !strings.HasPrefix(reply.ContentType, "text/xml") || reply.Body != "<Response/>" {
			t.Errorf("%s: answered %+v, want an empty TwiML document", file, reply)
		}
		want.From, want.To = "+12025550143", own
		if got := hub.Received(); len(got) != 1 || !reflect.DeepEqual(got[0], want) {
			t.Errorf("%s: received\n%+v, want\n%+v", file, got, want)
		}
	}
}

func TestStatusAsTwilioSendsIt(t *testing.T) {
	const id parley.ID = "01935000-0000-7000-8000-000000000001"
	const provider = "SM0123456789abcdef0123456789abcde3"
	for file, want := range map[string]channel.Report{
		"status-delivered.form": {MessageID: id, ProviderID: provider, State: parley.Delivered},
		"status-undelivered.form": {
			MessageID: id, ProviderID: provider, State: parley.Failed, Code: "30003", Text: "Unreachable destination handset",
		},
	} {
		c, hub := open(t, nil)
		c.Hook(t.Context(), post("/status", "m="+string(id), read(t, file)))
		if got := hub.Reports(); len(got) != 1 || got[0] != want {
			t.Errorf("%s: reported\n%+v, want\n%+v", file, got, want)
		}
	}
}

func TestAnOptOutTypeThatIsNewIsNoKeyword(t *testing.T) {
	c, hub := open(t, nil)
	c.Hook(t.Context(), post("", "", "MessageSid=SM1&From=%2B1555&Body=x&OptOutType=PAUSE"))
	if got := hub.Received(); len(got) != 1 || got[0].Keyword != "" {
		t.Errorf("received %+v, want a text without keyword", got)
	}
}

func TestOnlyPOST(t *testing.T) {
	c, hub := open(t, nil)
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPut, http.MethodDelete} {
		r := post("", "", read(t, "incoming.form"))
		r.Method = method
		if reply := c.Hook(t.Context(), r); reply.Status != http.StatusMethodNotAllowed {
			t.Errorf("%s: status %d", method, reply.Status)
		}
	}
	if len(hub.Received()) > 0 {
		t.Error("something was received")
	}
}

func TestABodyInJSONMustBeTheOneThatWasSigned(t *testing.T) {
	c, hub := open(t, nil)
	r := event()
	r.Body = append(r.Body, ' ')
	if reply := c.Hook(t.Context(), r); reply.Status != http.StatusForbidden {
		t.Errorf("a changed body: status %d, want 403", reply.Status)
	}
	// A form behind a hash is covered by the hash alone, and no callback that we know comes so.
	form := read(t, "incoming.form")
	r = channeltest.Request(http.MethodPost, "", fmt.Sprintf("bodySHA256=%x", sha256.Sum256([]byte(form))), r.Header, form)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Twilio-Signature", signature(token, r.URL, nil))
	if reply := c.Hook(t.Context(), r); reply.Status != http.StatusOK || len(hub.Received()) > 0 {
		t.Errorf("a form behind its hash: status %d, received %v", reply.Status, hub.Received())
	}
	r = event()
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Body = []byte("MessageSid=SM1&From=%2B1555&Body=x")
	if reply := c.Hook(t.Context(), r); reply.Status != http.StatusForbidden {
		t.Errorf("another form in its place: status %d, want 403", reply.Status)
	}
}

// FuzzHook calls with any rightly signed form: it is always answered, and what reaches the hub can be recognised again.
func FuzzHook(f *testing.F) {
	for _, name := range []string{"incoming.form", "incoming-media.form", "incoming-stop.form", "status-delivered.form", "status-undelivered.form"} {
		f.Add(read(f, name), "m=01935000-0000-7000-8000-000000000001")
	}
	f.Add("Body=caf%e9&Body=%F0%9F&MessageSid=1&From=2&MediaUrl9=x", "bodySHA256=&m=%")
	f.Fuzz(func(t *testing.T, form, query string) {
		c, hub := open(t, nil)
		for _, path := range []string{"", statusPath} {
			if reply := c.Hook(t.Context(), post(path, query, form)); reply.Status != http.StatusOK && reply.Status != http.StatusForbidden {
				t.Errorf("status %d", reply.Status)
			}
		}
		for _, in := range hub.Received() {
			if in.ProviderID == "" || in.From == "" {
				t.Errorf("received %+v", in)
			}
		}
		for _, r := range hub.Reports() {
			if r.State == "" || r.MessageID == "" && r.ProviderID == "" || r.MessageID != "" && !r.MessageID.Valid() || utf8.RuneCountInString(r.Text) > maxWords {
				t.Errorf("reported %+v", r)
			}
		}
	})
}

// BenchmarkHook is the driver's own share of an incoming text: the signature and the form.
func BenchmarkHook(b *testing.B) {
	c, _ := open(b, nil)
	c.host.Receive = func(context.Context, channel.Incoming) error { return nil }
	r := post("", "", read(b, "incoming.form"))
	for b.Loop() {
		if reply := c.Hook(b.Context(), r); reply.Status != http.StatusOK {
			b.Fatal(reply)
		}
	}
}
