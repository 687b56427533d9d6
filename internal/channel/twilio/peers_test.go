//go:build peers

package twilio

import (
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"parley/internal/channel"
	"parley/internal/channel/channeltest"
	"parley/test/peers"
)

// document is Twilio's own description of its API.
const document = "node_modules/@twilio/cli-core/src/services/twilio-api/twilio_api_v2010.json"

// TestPeerPrism sends to a server made from Twilio's own description: it refuses every request that breaks it.
func TestPeerPrism(t *testing.T) {
	base := peers.Prism(t, document)
	t.Run("taken", func(t *testing.T) {
		created := regexp.MustCompile(`^(SM|MM)[0-9a-fA-F]{32}$`)
		for _, from := range []string{"", "+12025550199", "24255", "Harbor", "MG0123456789abcdef0123456789abcdef"} {
			var status int
			c := through(t, base, func(r *http.Request) (*http.Response, error) {
				resp, err := http.DefaultTransport.RoundTrip(r)
				if err == nil {
					status = resp.StatusCode
				}
				return resp, err
			})
			receipt, err := c.Send(t.Context(), withSender(channeltest.Message(1), from))
			if err != nil || status != http.StatusCreated || !created.MatchString(receipt.ProviderID) {
				t.Errorf("from %q: status %d, %+v, %v", from, status, receipt, err)
			}
		}
	})
	t.Run("check", func(t *testing.T) {
		if err := through(t, base, http.DefaultTransport.RoundTrip).Check(t.Context()); err != nil {
			t.Errorf("Check: %v", err)
		}
	})
	t.Run("without a log-in", func(t *testing.T) {
		c := through(t, base, func(r *http.Request) (*http.Response, error) {
			r.Header.Del("Authorization")
			return http.DefaultTransport.RoundTrip(r)
		})
		_, err := c.Send(t.Context(), channeltest.Message(1))
		isRefused(t, err, channel.Misconfigured, "401")
	})
	for name, value := range map[string]string{"To": "", "MessagingServiceSid": "MGshort", "StatusCallback": "no address"} {
		t.Run("a bad "+name, func(t *testing.T) {
			c := through(t, base, func(r *http.Request) (*http.Response, error) { return spoilt(r, name, value) })
			_, err := c.Send(t.Context(), channeltest.Message(1))
			isRefused(t, err, channel.Rejected, "422")
		})
	}
	t.Run("another address", func(t *testing.T) {
		_, err := through(t, base+"/elsewhere", http.DefaultTransport.RoundTrip).Send(t.Context(), channeltest.Message(1))
		isRefused(t, err, channel.Misconfigured, "404")
	})
}

// roundTrip is a transport that is a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// through opens a channel whose requests pass the function.
func through(t *testing.T, base string, transport roundTrip) *conn {
	t.Helper()
	c, _ := open(t, channel.Settings{"base_url": base})
	c.host.Client = &http.Client{Transport: transport}
	return c
}

// spoilt makes the request with one parameter changed, or left out where value is empty.
func spoilt(r *http.Request, name, value string) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	form.Set(name, value)
	if value == "" {
		form.Del(name)
	}
	r.Body, r.ContentLength = io.NopCloser(strings.NewReader(form.Encode())), int64(len(form.Encode()))
	return http.DefaultTransport.RoundTrip(r)
}

func isRefused(t *testing.T, err error, next channel.Next, code string) {
	t.Helper()
	if se := channel.AsSendError(err); se == nil || se.Next != next || se.Code != code {
		t.Errorf("got %v, want %v %s", err, next, code)
	}
}

// exchange is one callback, to be signed and checked by Twilio's library and by us.
type exchange struct {
	Token     string  `json:"token"`
	URL       string  `json:"url"`
	Params    [][]any `json:"params"` // [name, [values…]]
	Body      *string `json:"body,omitempty"`
	Signature string  `json:"signature"` // ours
}

// TestPeerSignature signs callbacks with Twilio's own library, which our check must take, and by ourselves, which its
// check must take.
func TestPeerSignature(t *testing.T) {
	var all []exchange
	chance := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		all = append(all, randomCall(chance))
	}
	for _, body := range []string{"", "{}", `{"text":"é 😀"}`} {
		address := fmt.Sprintf("https://hub.example/hooks?m=1&bodySHA256=%x", sha256.Sum256([]byte(body)))
		all = append(all, exchange{Token: token, URL: address, Body: &body, Signature: signature(token, address, nil)})
	}
	var answers []struct {
		Form, Signature string
		Valid           bool
	}
	peers.Node(t, "twilio.cjs", all, &answers)
	if len(answers) != len(all) {
		t.Fatalf("%d answers to %d callbacks", len(answers), len(all))
	}
	for i, answer := range answers {
		if !answer.Valid {
			t.Errorf("our signature is refused: %+v", all[i])
		}
		if status := called(t, all[i], answer.Form, answer.Signature); status != http.StatusOK {
			t.Errorf("Twilio's signature is refused: status %d, %+v", status, all[i])
		}
		if status := called(t, all[i], answer.Form+"&x=1", answer.Signature); status == http.StatusOK && all[i].Body == nil {
			t.Errorf("another form is taken: %+v", all[i])
		}
	}
}

// called makes the callback that Twilio would make and gives our status.
func called(t *testing.T, e exchange, form, signature string) int {
	t.Helper()
	c, _ := open(t, channel.Settings{"auth_token": e.Token})
	at, err := url.Parse(e.URL)
	if err != nil {
		t.Fatal(err)
	}
	kind := "application/x-www-form-urlencoded"
	if e.Body != nil {
		kind, form = "application/json", *e.Body
	}
	return c.Hook(t.Context(), channel.HookRequest{
		Method: http.MethodPost, Path: statusPath, URL: e.URL, Query: at.Query(), Body: []byte(form),
		Header: http.Header{"Content-Type": {kind}, "X-Twilio-Signature": {signature}},
	}).Status
}

// randomCall draws an address and a form from what is easily got wrong: ports, queries with and without escapes, repeated
// parameters, letters beyond ASCII and beyond the basic plane.
func randomCall(chance *rand.Rand) exchange {
	pick := func(from ...string) string { return from[chance.IntN(len(from))] }
	address := pick("https://", "http://") + pick("hub.example", "127.0.0.1", "[2001:db8::1]") + pick("", ":80", ":443", ":8443") +
		pick("", "/", "/hooks/01935000/status", "/a%20b/é") + pick("", "?m=1", "?m=1&n=a%20b+c%2B", "?q='(~)*!", "?empty=&flag")
	e := exchange{Token: pick(token, "0123456789abcdef0123456789abcdef"), URL: address, Params: [][]any{}}
	params := url.Values{}
	for range chance.IntN(6) {
		name := pick("Body", "From", "To", "body", "Média", "MediaUrl0", "A1", "~")
		if params.Has(name) {
			continue
		}
		for range 1 + chance.IntN(4) {
			params.Add(name, pick("", "a", "b", "B", "a b+c", "50% & = ?", "é", "שלום", "😀", "\uFF5E", "\uE000", "\r\n", "'(~)*!"))
		}
		e.Params = append(e.Params, []any{name, params[name]})
	}
	e.Signature = signature(e.Token, e.URL, params)
	return e
}
