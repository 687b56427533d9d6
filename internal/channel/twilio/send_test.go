package twilio

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"parley/internal/channel"
	"parley/internal/channel/channeltest"
)

// sent gives what was on the wire when m was sent with the settings changed so.
func sent(t *testing.T, changes channel.Settings, m channel.Outgoing) url.Values {
	t.Helper()
	p := channeltest.NewProvider(t)
	var got url.Values
	p.Handle(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err == nil {
			got = r.PostForm
		}
		w.WriteHeader(http.StatusCreated)
	})
	all := channel.Settings{"base_url": p.URL}
	for name, value := range changes {
		all[name] = value
	}
	c, _ := open(t, all)
	if _, err := c.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestEverySenderHasItsParameter(t *testing.T) {
	const service = "MG0123456789abcdef0123456789abcdef"
	for from, name := range map[string]string{
		"+12025550100": "From", "24255": "From", "Harbor": "From", "MG Motors": "From", service: "MessagingServiceSid",
	} {
		for what, form := range map[string]url.Values{
			"the channel's": sent(t, channel.Settings{"from": from}, channeltest.Message(1)),
			"the message's": sent(t, nil, withSender(channeltest.Message(1), from)),
		} {
			if form.Get(name) != from || form.Has("From") == form.Has("MessagingServiceSid") {
				t.Errorf("%s sender %s: %v, want it as %s alone", what, from, form, name)
			}
		}
	}
}

func withSender(m channel.Outgoing, from string) channel.Outgoing {
	m.From = from
	return m
}

func TestOneBadSenderOfManyDoesNotStopTheChannel(t *testing.T) {
	p := channeltest.NewProvider(t)
	p.Answer(refusal(http.StatusBadRequest, 21606))
	c, _ := open(t, channel.Settings{"base_url": p.URL})
	for from, want := range map[string]channel.Next{
		"": channel.Misconfigured, own: channel.Misconfigured, "+12025550199": channel.Rejected,
	} {
		_, err := c.Send(t.Context(), withSender(channeltest.Message(1), from))
		if got := channel.AsSendError(err).Next; got != want {
			t.Errorf("from %q: %v, want %v", from, got, want)
		}
	}
}

func TestTheAddressMayHaveAPathOfItsOwn(t *testing.T) {
	for base, want := range map[string]string{
		"https://api.twilio.com":       "https://api.twilio.com/2010-04-01/Accounts/" + account + "/Messages.json",
		"https://api.twilio.com/":      "https://api.twilio.com/2010-04-01/Accounts/" + account + "/Messages.json",
		"http://gateway.example:81/t/": "http://gateway.example:81/t/2010-04-01/Accounts/" + account + "/Messages.json",
	} {
		if c, _ := open(t, channel.Settings{"base_url": base}); c.messages != want {
			t.Errorf("%s: %s, want %s", base, c.messages, want)
		}
	}
}

func TestCheckAsksForTheAccount(t *testing.T) {
	p := channeltest.NewProvider(t)
	var asked string
	p.Handle(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		asked = fmt.Sprintf("%s %s %s:%s", r.Method, r.URL, user, password)
		w.WriteHeader(http.StatusOK)
	})
	c, _ := open(t, channel.Settings{"base_url": p.URL})
	if err := c.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
	if want := "GET /2010-04-01/Accounts/" + account + ".json " + account + ":" + token; asked != want {
		t.Errorf("asked %q, want %q", asked, want)
	}
	p.Answer(refusal(http.StatusUnauthorized, 20003))
	if err := c.Check(t.Context()); channel.AsSendError(err).Next != channel.Misconfigured {
		t.Errorf("a wrong token: %v", err)
	}
}

// FuzzAnswer gives any answer of a provider: a 2xx has no failure, and what is kept of a failure is bounded.
func FuzzAnswer(f *testing.F) {
	f.Add(201, read(f, "created.json"))
	f.Add(400, string(refusal(400, 21610).Body))
	f.Add(429, `{"code":"20429"}`)
	f.Fuzz(func(t *testing.T, status int, body string) {
		c, _ := open(t, nil)
		if id := messageSID([]byte(body)); len(id) > maxSID {
			t.Errorf("id %q", id)
		}
		e := c.failure(channel.Answer{Status: status, Body: []byte(body)}, own)
		if e.Next == "" || e.Code == "" || e.Text == "" || len([]rune(e.Text)) > maxWords || strings.Contains(e.Error(), token) {
			t.Errorf("failure %+v", e)
		}
	})
}
