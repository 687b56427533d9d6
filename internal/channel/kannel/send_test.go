package kannel_test

import (
	"net/http"
	"strings"
	"testing"

	"parley/internal/channel"
	"parley/internal/channel/channeltest"
	"parley/internal/channel/kannel"
)

// sendTo opens the driver at a provider and a hub.
func sendTo(t *testing.T, p *channeltest.Provider, hub *channeltest.Hub) channel.Conn {
	t.Helper()
	s := settings()
	s["base_url"] = p.URL
	return open(t, hub, s)
}

func TestCoding(t *testing.T) {
	for text, want := range map[string]string{"Café €5 [x]": "0", "ça va": "2", "Hello 😀": "2", "Ωmega": "0", "“quoted”": "2", "": "0"} {
		p := channeltest.NewProvider(t)
		var got string
		p.Handle(func(w http.ResponseWriter, r *http.Request) {
			got = r.URL.Query().Get("coding")
			w.WriteHeader(http.StatusAccepted)
		})
		m := channeltest.Message(1)
		m.Text = text
		if _, err := sendTo(t, p, channeltest.NewHub(t)).Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%q goes out in coding %s, want %s", text, got, want)
		}
	}
}

// failure names what follows a failure and its code; empty without one.
func failure(err error) string {
	if err == nil {
		return ""
	}
	se := channel.AsSendError(err)
	return string(se.Next) + " " + se.Code
}

// TestReceivers refuses what is not one number: Kannel would take blanks for the gap between several.
func TestReceivers(t *testing.T) {
	p := channeltest.NewProvider(t)
	p.Answer(channel.Answer{Status: http.StatusAccepted})
	conn := sendTo(t, p, channeltest.NewHub(t))
	for to, ok := range map[string]bool{
		"+12025550143": true, "12025550143": true, "72345": true,
		"": false, "+": false, "+1202 5550143": false, "+12025550143 +12025550144": false, "+12025550143,1": false, "jake": false, "++1": false,
	} {
		m := channeltest.Message(1)
		m.To = to
		_, err := conn.Send(t.Context(), m)
		if failure(err) != map[bool]string{false: "rejected invalid_receiver"}[ok] {
			t.Errorf("to %q: %v", to, err)
		}
	}
	if p.Asked() != 3 {
		t.Errorf("Kannel was asked %d times for 3 numbers", p.Asked())
	}
}

// TestReportAddress has percent signs of ours in the address: Kannel takes "%41" for an escape of its own.
func TestReportAddress(t *testing.T) {
	p := channeltest.NewProvider(t)
	var got string
	p.Handle(func(w http.ResponseWriter, r *http.Request) {
		got = r.URL.Query().Get("dlr-url")
		w.WriteHeader(http.StatusAccepted)
	})
	host := channeltest.NewHub(t).Host()
	host.BaseURL = "https://hub.example/a%20b/hooks/1"
	s := settings()
	s["base_url"], s["callback_token"] = p.URL+"/gateway/", "a+b&c"
	conn, err := kannel.Driver{}.Open(t.Context(), s, host)
	if err != nil {
		t.Fatal(err)
	}
	m := channeltest.Message(1)
	if _, err := conn.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	want := "https://hub.example/a%%20b/hooks/1/dlr?m=" + string(m.ID) + "&token=a%%2Bb%%26c&event=%d&reply=%A"
	if got != want {
		t.Errorf("dlr-url\n%s, want\n%s", got, want)
	}
}

// TestCheck asks for what Kannel answers without sending.
func TestCheck(t *testing.T) {
	for what, c := range map[string]struct {
		status int
		body   string
		want   string // empty: the settings work
	}{
		"good":         {400, "Missing receiver number, rejected", ""},
		"wrong log-in": {403, "Authorization failed for sendsms", "misconfigured forbidden"},
		"no sender":    {400, "Sender missing and no global set, rejected", "misconfigured not_kannel"},
		"web page":     {200, "<h1>Welcome</h1>", "misconfigured not_kannel"},
		"other server": {404, "", "misconfigured 404"},
		"too busy":     {503, "", "unavailable 503"},
	} {
		p := channeltest.NewProvider(t)
		p.Handle(func(w http.ResponseWriter, r *http.Request) {
			if q := r.URL.Query(); q.Has("to") || q.Get("username") != "hub" || q.Get("password") != settings()["password"] {
				t.Errorf("asked %s", r.URL.RawQuery)
			}
			w.WriteHeader(c.status)
			_, _ = w.Write([]byte(c.body))
		})
		checker, _ := sendTo(t, p, channeltest.NewHub(t)).(channel.Checker)
		err := checker.Check(t.Context())
		if failure(err) != c.want {
			t.Errorf("%s: %v, want %q", what, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), settings()["password"]) {
			t.Errorf("%s: the error tells the password: %v", what, err)
		}
	}
}
