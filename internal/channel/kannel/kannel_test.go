package kannel_test

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"parley/internal/channel"
	"parley/internal/channel/channeltest"
	"parley/internal/channel/kannel"
	"parley/internal/parley"
)

const token = "Zq3-token_8f0a"

func settings() channel.Settings {
	return channel.Settings{
		"base_url":       "http://gateway.example:13013",
		"username":       "hub",
		"password":       "p&ss w%rd",
		"from":           "+12025550100",
		"callback_token": token,
	}
}

func TestSuite(t *testing.T) {
	channeltest.Run(t, channeltest.Case{
		Driver:   kannel.Driver{},
		Settings: settings(),
		Bad: map[string]channel.Settings{
			"no address":               {"base_url": "gateway"},
			"address with a log-in":    {"base_url": "http://hub:p&ss w%25rd@gateway.example"},
			"address with a query":     {"base_url": "http://gateway.example/?x=1"},
			"address of the interface": {"base_url": "http://gateway.example:13013/cgi-bin/sendsms/"},
			"sender with an end":       {"from": "Harbor\nFiber"},
		},
		Wire:  wire(),
		Hooks: hooks(),
	})
}

func wire() *channeltest.Wire {
	answer := func(status int, body string) channel.Answer {
		return channel.Answer{Status: status, Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte(body)}
	}
	return &channeltest.Wire{
		BaseURL: "base_url",
		NoIDs:   true,
		Accept:  func(string) channel.Answer { return answer(http.StatusAccepted, "0: Accepted for delivery") },
		Read:    readSend,
		Faults: []channeltest.Fault{
			// The words are those that Kannel 1.4.5 answered; peers_test.go makes it say the first three again.
			{Name: "wrong password", Answer: answer(403, "Authorization failed for sendsms"), Next: channel.Misconfigured, Code: "forbidden"},
			{Name: "no carrier", Answer: answer(403, "Not routable. Do not try again."), Next: channel.Rejected, Code: "not_routable"},
			{Name: "queue full", Answer: answer(503, "Temporal failure, try again later."), Next: channel.Unavailable, Code: "busy"},
			{Name: "black list", Answer: answer(400, "Number(s) has/have been denied by white- and/or black-lists."), Next: channel.Rejected, Code: "denied"},
			{Name: "no sender", Answer: answer(400, "Sender missing and no global set, rejected"), Next: channel.Misconfigured, Code: "sender_missing"},
			{Name: "callback address", Answer: answer(400, "DLR-URL field misformed, rejected"), Next: channel.Misconfigured, Code: "bad_dlr_url"},
			{Name: "broken text", Answer: answer(400, "Charset or body misformed, rejected"), Next: channel.Rejected, Code: "bad_text"},
			{Name: "smsbox cannot", Answer: answer(500, "Sending failed."), Next: channel.Unavailable, Code: "500"},
			{Name: "other server", Answer: answer(404, "<h1>It works!</h1>"), Next: channel.Misconfigured, Code: "404"},
		},
	}
}

// readSend reads a request as smsbox does, and the callback as Kannel does: its escapes are Kannel's, "%%" is a percent
// sign. The suite knows the callback by our message id.
func readSend(r *http.Request) (channel.Outgoing, error) {
	q := r.URL.Query()
	if r.Method != http.MethodGet || r.URL.Path != "/cgi-bin/sendsms" {
		return channel.Outgoing{}, errors.New("not for sendsms")
	}
	if q.Get("username") != "hub" || q.Get("password") != "p&ss w%rd" || q.Get("charset") != "UTF-8" || q.Get("dlr-mask") != "31" {
		return channel.Outgoing{}, errors.New("wrong parameters: " + r.URL.RawQuery)
	}
	filled := strings.NewReplacer("%%", "%", "%d", "8", "%A", "ACK%2F").Replace(q.Get("dlr-url"))
	address, query, _ := strings.Cut(filled, "?")
	values, err := url.ParseQuery(query)
	if err != nil || address != channeltest.BaseURL+"/dlr" || values.Get("token") != token || values.Get("event") != "8" {
		return channel.Outgoing{}, errors.New("wrong dlr-url: " + filled)
	}
	return channel.Outgoing{From: q.Get("from"), To: q.Get("to"), Text: q.Get("text"),
		Callback: channeltest.BaseURL + "/status?m=" + values.Get("m")}, nil
}

const messageID parley.ID = "01935000-0000-7000-8000-000000000001"

func hooks() *channeltest.Hooks {
	report := func(event, reply string) channel.HookRequest {
		q := url.Values{"token": {token}, "m": {string(messageID)}, "event": {event}, "reply": {reply}}
		return channeltest.Request(http.MethodGet, "/dlr", q.Encode(), nil, "")
	}
	return &channeltest.Hooks{
		Incoming: func(in channel.Incoming) channel.HookRequest {
			return inbound(http.MethodGet, url.Values{"id": {in.ProviderID}, "from": {in.From}, "to": {in.To}, "text": {in.Text}})
		},
		Reports: []channeltest.Reported{
			{Name: "to the carrier", Request: report("8", "ACK/"), Want: channel.Report{MessageID: messageID, State: parley.Sent}},
			{Name: "to the handset", Request: report("1", "id:7 stat:DELIVRD err:000 text:Hello"),
				Want: channel.Report{MessageID: messageID, State: parley.Delivered}},
			{Name: "not to the handset", Request: report("2", "id:7 sub:001 dlvrd:000 submit date:2611211200 done date:2611211201 stat:UNDELIV err:011 text:Hello"),
				Want: channel.Report{MessageID: messageID, State: parley.Failed, Code: "011", Text: "UNDELIV"}},
			{Name: "refused by the carrier", Request: report("16", "NACK/0x0000000b/Invalid Destination Address"),
				Want: channel.Report{MessageID: messageID, State: parley.Failed, Code: "0x0000000b", Text: "Invalid Destination Address"}},
			{Name: "refused by Kannel", Request: report("16", "NACK/no SMSC"),
				Want: channel.Report{MessageID: messageID, State: parley.Failed, Text: "no SMSC"}},
		},
		Forge: map[string]func(channel.HookRequest) channel.HookRequest{
			"no token":      func(r channel.HookRequest) channel.HookRequest { return with(r, "token", "") },
			"another token": func(r channel.HookRequest) channel.HookRequest { return with(r, "token", token+"x") },
			"part of it":    func(r channel.HookRequest) channel.HookRequest { return with(r, "token", token[:len(token)-1]) },
		},
		Unknown: map[string]channel.HookRequest{
			"still under way":     report("4", ""),
			"another event":       report("32", ""),
			"no event":            report("", ""),
			"no message of ours":  with(report("1", ""), "m", "1234"),
			"no message at all":   with(report("1", ""), "m", ""),
			"escapes not filled":  channeltest.Request(http.MethodGet, "/dlr", "token="+token+"&event=%d&reply=%A", nil, ""),
			"several events once": report(strconv.Itoa(1|8), ""),
		},
	}
}

// inbound is a callback as smsbox makes it of our address, less what values leaves out.
func inbound(method string, values url.Values) channel.HookRequest {
	q := url.Values{"token": {token}, "coding": {"0"}, "charset": {"UTF-8"}, "at": {"1795262400"}}
	for name, value := range values {
		q[name] = value
	}
	return channeltest.Request(method, "/inbound", q.Encode(), nil, "")
}

// with changes one parameter of a callback; empty takes it away.
func with(r channel.HookRequest, name, value string) channel.HookRequest {
	q := url.Values{}
	for key, values := range r.Query {
		q[key] = values
	}
	q.Set(name, value)
	if value == "" {
		q.Del(name)
	}
	return channeltest.Request(r.Method, r.Path, q.Encode(), r.Header, string(r.Body))
}

// open opens the driver for a test of its own.
func open(t *testing.T, hub *channeltest.Hub, s channel.Settings) channel.Conn {
	t.Helper()
	conn, err := kannel.Driver{}.Open(t.Context(), s, hub.Host())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}
