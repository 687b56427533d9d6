package twilio

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"testing"
	"time"

	"parley/internal/channel"
	"parley/internal/channel/channeltest"
	"parley/internal/parley"
)

const (
	account = "AC0123456789abcdef0123456789abcdef"
	token   = "t0ken-0123456789abcdef"
	own     = "+12025550100"
)

var settings = channel.Settings{"account_sid": account, "auth_token": token, "from": own}

func TestSuite(t *testing.T) {
	channeltest.Run(t, channeltest.Case{
		Driver:   Driver{},
		Settings: settings,
		Bad: map[string]channel.Settings{
			"an API key instead of the account": {"account_sid": "SK0123456789abcdef0123456789abcdef"},
			"a SID that leaves the path":        {"account_sid": "AC/../../Other"},
			"a word for a sender":               {"from": "no sender at all"},
			"a number with spaces":              {"from": "+1 202 555 0100"},
			"half a messaging service":          {"from": "MG0123456789ab"},
			"another protocol":                  {"base_url": "ftp://api.twilio.com"},
			"an address with a log-in":          {"base_url": "https://me:secret@api.twilio.com"},
			"an address with a query":           {"base_url": "https://api.twilio.com/?x=1"},
		},
		Wire:  wire(t),
		Hooks: hooks(),
	})
}

func wire(t *testing.T) *channeltest.Wire {
	created := read(t, "created.json")
	return &channeltest.Wire{
		BaseURL: "base_url",
		Accept: func(id string) channel.Answer {
			return channel.Answer{Status: http.StatusCreated, Body: fmt.Appendf(nil, created, id)}
		},
		Read:   readRequest,
		Faults: faults(),
	}
}

// readRequest reads the wire form of channels.md section 6.1 and refuses any other.
func readRequest(r *http.Request) (channel.Outgoing, error) {
	if err := r.ParseForm(); err != nil {
		return channel.Outgoing{}, err
	}
	user, password, _ := r.BasicAuth()
	if want := "/2010-04-01/Accounts/" + account + "/Messages.json"; r.Method != http.MethodPost || r.URL.Path != want || user != account || password != token {
		return channel.Outgoing{}, fmt.Errorf("%s %s by %s", r.Method, r.URL, user)
	}
	if r.PostForm.Has("From") == r.PostForm.Has("MessagingServiceSid") {
		return channel.Outgoing{}, fmt.Errorf("want one of From and MessagingServiceSid: %v", r.PostForm)
	}
	return channel.Outgoing{
		From:     cmp.Or(r.PostForm.Get("From"), r.PostForm.Get("MessagingServiceSid")),
		To:       r.PostForm.Get("To"),
		Text:     r.PostForm.Get("Body"),
		Callback: r.PostForm.Get("StatusCallback"),
	}, nil
}

// refusal is how Twilio refuses.
func refusal(status, code int) channel.Answer {
	return channel.Answer{
		Status: status,
		Header: http.Header{"Content-Type": {"application/json"}},
		Body:   fmt.Appendf(nil, `{"code":%d,"message":"So says Twilio","more_info":"https://www.twilio.com/docs/errors/%d","status":%d}`, code, code, status),
	}
}

func faults() []channeltest.Fault {
	var all []channeltest.Fault
	add := func(status, code int, next channel.Next) {
		all = append(all, channeltest.Fault{
			Name: fmt.Sprint(status, " ", code), Answer: refusal(status, code),
			Next: next, Code: fmt.Sprint(code), OptedOut: code == 21610,
		})
	}
	for _, code := range []int{21211, 21408, 21602, 21604, 21610, 21612, 21614, 21617, 21620, 99999} {
		add(400, code, channel.Rejected)
	}
	for _, code := range []int{10001, 20005, 21212, 21603, 21606, 21609, 21659, 21660, 21703, 21704, 21705, 30002} {
		add(400, code, channel.Misconfigured)
	}
	add(401, 20003, channel.Misconfigured)
	add(403, 20003, channel.Misconfigured)
	add(404, 20404, channel.Misconfigured)
	for _, code := range []int{14107, 20429, 21611, 30001, 30022} {
		add(400, code, channel.Throttled)
		add(429, code, channel.Throttled)
	}
	add(500, 20500, channel.Unavailable)
	add(503, 20503, channel.Unavailable)
	add(504, 20504, channel.Unknown)
	waiting := refusal(400, 14107)
	waiting.Header.Set("Retry-After", "12")
	return append(all, channeltest.Fault{
		Name: "14107 with a wait", Answer: waiting, Next: channel.Throttled, Code: "14107", RetryAfter: 12 * time.Second,
	})
}

// post is a callback as Twilio makes and signs it.
func post(path, query, form string) channel.HookRequest {
	r := channeltest.Request(http.MethodPost, path, query, http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, form)
	params, _ := url.ParseQuery(form)
	r.Header.Set("X-Twilio-Signature", signature(token, r.URL, params))
	return r
}

func hooks() *channeltest.Hooks {
	return &channeltest.Hooks{
		Incoming: func(in channel.Incoming) channel.HookRequest {
			return post("", "", url.Values{
				"MessageSid": {in.ProviderID}, "SmsStatus": {"received"}, "NumMedia": {"0"},
				"From": {in.From}, "To": {in.To}, "Body": {in.Text},
			}.Encode())
		},
		Reports: reports(),
		Forge: map[string]func(channel.HookRequest) channel.HookRequest{
			"no signature": func(r channel.HookRequest) channel.HookRequest {
				return channeltest.Request(r.Method, r.Path, r.Query.Encode(), http.Header{"Content-Type": r.Header["Content-Type"]}, string(r.Body))
			},
			"another's signature": func(r channel.HookRequest) channel.HookRequest {
				r.Header = r.Header.Clone()
				r.Header.Set("X-Twilio-Signature", signature("another", r.URL, url.Values{}))
				return r
			},
			"another body": func(r channel.HookRequest) channel.HookRequest {
				r.Body = append([]byte("Body=other&"), r.Body...)
				return r
			},
			"a broken form": func(r channel.HookRequest) channel.HookRequest {
				r.Body = append([]byte("%zz=1&"), r.Body...)
				return r
			},
			"another kind of body": func(r channel.HookRequest) channel.HookRequest {
				r.Header = r.Header.Clone()
				r.Header.Set("Content-Type", "application/json")
				return r
			},
			"another address": func(r channel.HookRequest) channel.HookRequest {
				r.URL += "?m=01935000-0000-7000-8000-000000000009"
				return r
			},
		},
		Unknown: map[string]channel.HookRequest{
			"a call":                 post("", "", "CallSid=CA1&From=%2B12025550143&CallStatus=ringing"),
			"nothing at all":         post("", "", ""),
			"WhatsApp":               post("", "", "MessageSid=SM1&From=whatsapp%3A%2B12025550143&Body=hi"),
			"a status on its way in": post("", "", "MessageSid=SM1&From=%2B12025550143&MessageStatus=sent"),
			"an unheard-of status":   post("/status", "", "MessageSid=SM1&MessageStatus=teleported"),
			"a status of nothing":    post("/status", "", "MessageStatus=sent"),
			"an event in JSON":       event(),
		},
	}
}

// event is a callback in JSON, whose address carries the body's hash.
func event() channel.HookRequest {
	const body = `{"type":"com.twilio.error"}`
	const hash = "d6f349554f6645a8bb055084bef7aab848aa9e376dc3c19665733b034b2441de"
	r := channeltest.Request(http.MethodPost, "", "bodySHA256="+hash, http.Header{"Content-Type": {"application/json"}}, body)
	r.Header.Set("X-Twilio-Signature", signature(token, r.URL, nil))
	return r
}

func reports() []channeltest.Reported {
	const id = "01935000-0000-7000-8000-000000000001"
	var all []channeltest.Reported
	add := func(form string, want channel.Report) {
		form += "&MessageSid=SM1&To=%2B12025550143&From=%2B12025550100&AccountSid=" + account
		want.MessageID, want.ProviderID = id, "SM1"
		all = append(all, channeltest.Reported{Name: form, Request: post("/status", "m="+id, form), Want: want})
	}
	for _, word := range []string{"accepted", "scheduled", "queued", "sending", "sent", "partially_delivered"} {
		add("MessageStatus="+word, channel.Report{State: parley.Sent})
	}
	add("MessageStatus=delivered", channel.Report{State: parley.Delivered})
	add("MessageStatus=read", channel.Report{State: parley.Read})
	add("MessageStatus=failed", channel.Report{State: parley.Failed, Code: "failed"})
	add("MessageStatus=canceled", channel.Report{State: parley.Failed, Code: "canceled"})
	add("MessageStatus=undelivered&ErrorCode=30003&ErrorMessage=Unreachable", channel.Report{State: parley.Failed, Code: "30003", Text: "Unreachable"})
	add("MessageStatus=failed&ErrorCode=21610", channel.Report{State: parley.Failed, Code: "21610", OptedOut: true})
	return append(all,
		channeltest.Reported{
			Name: "without our id", Request: post("/status", "", "SmsSid=SM2&SmsStatus=sent"),
			Want: channel.Report{ProviderID: "SM2", State: parley.Sent},
		},
		channeltest.Reported{
			Name: "with an id that is none", Request: post("/status", "m=%27%3B--", "MessageSid=SM2&MessageStatus=sent"),
			Want: channel.Report{ProviderID: "SM2", State: parley.Sent},
		},
	)
}

func read(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
