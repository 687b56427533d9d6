package kannel_test

import (
	"bufio"
	"bytes"
	"cmp"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley/internal/channel"
	"parley/internal/channel/channeltest"
	"parley/internal/parley"
)

// captured reads a request that Kannel has made.
func captured(t testing.TB, name string) channel.HookRequest {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name+".http"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(raw)))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	path := strings.TrimPrefix(r.URL.Path, "/hooks/"+string(channeltest.ChannelID))
	return channeltest.Request(r.Method, path, r.URL.RawQuery, r.Header, string(body))
}

func TestCapturedTexts(t *testing.T) {
	for name, want := range map[string]channel.Incoming{
		"inbound-keyword":   {ProviderID: "f8d570c9-857c-49f6-9e5c-76d75a04b14f", Text: "STOP", At: time.Unix(1795264189, 0).UTC()},
		"inbound-gsm":       {ProviderID: "63b9dc68-2704-4ef3-8308-8c3c14b793fe", Text: `50% off & more = 1+1; "é" €?`, At: time.Unix(1795264190, 0).UTC()},
		"inbound-ucs2":      {ProviderID: "9c01e8d9-f0d3-4f50-a020-1a97dca13fc8", Text: "Merci 😀€", At: time.Unix(1795264191, 0).UTC()},
		"inbound-escapes":   {ProviderID: "b83b8ce2-3741-4c84-b184-6643f58b1ab3", Text: "5 € [x]", At: time.Unix(1795264192, 0).UTC()},
		"inbound-data":      {ProviderID: "15a894a6-0904-4f89-8b73-6c98c365b849", Text: "\x00data\xff", At: time.Unix(1795264193, 0).UTC()},
		"inbound-post-ucs2": {ProviderID: "0ab0854d-f840-4bd1-bc13-5a094ef3fb19", Text: "Merci 😀€", At: time.Unix(1795264200, 0).UTC()},
		"inbound-smpp-gsm":  {ProviderID: "f69cd453-ad2b-42e1-818c-9ee31582a9ca", From: "12025550143", To: "12025550100", Text: `5 € [x]^{}\~| @éà`, At: time.Unix(1795264485, 0).UTC()},
		"inbound-smpp-ucs2": {ProviderID: "1c20f0ae-ed53-4e47-9f7f-5f99bcb84505", From: "12025550143", To: "12025550100", Text: "€😀", At: time.Unix(1795264485, 0).UTC()},
		"inbound-post-gsm":  {ProviderID: "0853e635-46f6-4ce3-b540-6c6c3fc92f51", Text: "Café", At: time.Unix(1795264201, 0).UTC()},
	} {
		want.From, want.To = cmp.Or(want.From, "+12025550143"), cmp.Or(want.To, "+12025550100")
		hub := channeltest.NewHub(t)
		call(t, hub, captured(t, name), http.StatusOK)
		if got := hub.Received(); len(got) != 1 || got[0] != want {
			t.Errorf("%s: received\n%+v, want\n%+v", name, got, want)
		}
	}
}

func TestCapturedReports(t *testing.T) {
	for name, want := range map[string]channel.Report{
		"dlr-sent":        {State: parley.Sent},
		"dlr-delivered":   {State: parley.Delivered},
		"dlr-refused":     {State: parley.Failed, Text: "no SMSC"},
		"dlr-undelivered": {State: parley.Failed, Code: "011", Text: "UNDELIV"},
		"dlr-nack":        {State: parley.Failed, Code: "0x0000000b", Text: "Invalid Destination Address"},
	} {
		want.MessageID = messageID
		hub := channeltest.NewHub(t)
		call(t, hub, captured(t, name), http.StatusOK)
		if got := hub.Reports(); len(got) != 1 || got[0] != want {
			t.Errorf("%s: reported\n%+v, want\n%+v", name, got, want)
		}
	}
}

// call calls the driver as the hub does. The answer is always without a body: Kannel would send it to the customer.
func call(t *testing.T, hub *channeltest.Hub, r channel.HookRequest, want int) {
	t.Helper()
	s := settings()
	hub.Secrets = append(hub.Secrets, token, s["password"])
	hook, _ := open(t, hub, s).(channel.Webhook)
	if reply := hook.Hook(t.Context(), r); reply.Status != want || reply.Body != "" {
		t.Errorf("%s %s: answered %+v, want %d without a body", r.Method, r.Path, reply, want)
	}
}

func TestTexts(t *testing.T) {
	for what, c := range map[string]struct{ raw, coding, charset, want string }{
		"charset decides":         {"\x00H\xd8\x3d\xde\x00", "0", "utf-16be", "H😀"},
		"coding alone":            {"\x00H\x20\xac", "2", "", "H€"},
		"UCS-2 that was UTF-8":    {"H€", "2", "UTF-8", "H€"},
		"half a pair":             {"\xd8\x3d\x00H", "2", "UTF-16BE", "\uFFFDH"},
		"half a unit":             {"\x00H\x00", "2", "UTF-16BE", "H\uFFFD"},
		"nothing":                 {"", "2", "UTF-16BE", ""},
		"escapes":                 {"\x1bΛ\x1b(\x1b)\x1b/\x1b<\x1b=\x1b>\x1b¡\x1be\x1b\n", "0", "UTF-8", "^{}\\[~]|€\f"},
		"escape of something":     {"a\x1bz\x1b", "0", "UTF-8", "a\x1bz\x1b"},
		"escape in data":          {"\x1be", "1", "8-BIT", "\x1be"},
		"no coding":               {"5 \x1be", "", "", "5 €"},
		"another character set":   {"caf\xe9", "0", "ISO-8859-1", "caf\xe9"},
		"escape without the rest": {"é \x1b", "0", "UTF-8", "é \x1b"},
	} {
		hub := channeltest.NewHub(t)
		q := url.Values{"id": {"1"}, "from": {"+12025550143"}, "text": {c.raw}, "coding": {c.coding}, "charset": {c.charset}}
		call(t, hub, inbound(http.MethodGet, q), http.StatusOK)
		if got := hub.Received(); len(got) != 1 || got[0].Text != c.want {
			t.Errorf("%s: received %+v, want %q", what, got, c.want)
		}
	}
}

func TestTimes(t *testing.T) {
	for at, want := range map[string]time.Time{
		"1795264189": time.Date(2026, 11, 21, 12, 29, 49, 0, time.UTC), "": {}, "0": {}, "-5": {}, "soon": {}, "99999999999999999999": {},
	} {
		hub := channeltest.NewHub(t)
		call(t, hub, inbound(http.MethodGet, url.Values{"id": {"1"}, "from": {"1"}, "at": {at}}), http.StatusOK)
		if got := hub.Received(); len(got) != 1 || got[0].At != want {
			t.Errorf("at %q: received %+v, want %v", at, got, want)
		}
	}
}

// TestForm posts a text as a form, as smsbox does not but what stands before it may.
func TestForm(t *testing.T) {
	form := http.Header{"Content-Type": {"application/x-www-form-urlencoded; charset=UTF-8"}}
	body := url.Values{"id": {"1"}, "from": {"+12025550143"}, "text": {"Hello & more"}, "token": {"another"}}.Encode()
	hub := channeltest.NewHub(t)
	call(t, hub, channeltest.Request(http.MethodPost, "/inbound", "token="+token, form, body), http.StatusOK)
	if got := hub.Received(); len(got) != 1 || got[0].Text != "Hello & more" {
		t.Errorf("received %+v", got)
	}
	call(t, hub, channeltest.Request(http.MethodPost, "/inbound", "token=another&token="+token, form, "token="+token), http.StatusForbidden)
}

func TestRefusedCallbacks(t *testing.T) {
	whole := url.Values{"id": {"1"}, "from": {"+12025550143"}, "text": {"Hello"}}
	for what, c := range map[string]struct {
		request channel.HookRequest
		want    int
	}{
		"the channel's own address": {channeltest.Request(http.MethodGet, "", "token="+token, nil, ""), http.StatusNotFound},
		"another method":            {inbound(http.MethodDelete, whole), http.StatusMethodNotAllowed},
		"no id":                     {with(inbound(http.MethodGet, whole), "id", ""), http.StatusBadRequest},
		"no sender":                 {with(inbound(http.MethodGet, whole), "from", ""), http.StatusBadRequest},
		"escapes not filled": {channeltest.Request(http.MethodGet, "/inbound", "token="+token+"&id=%I&from=%p&to=%P&text=%b", nil, ""),
			http.StatusBadRequest},
	} {
		t.Run(what, func(t *testing.T) {
			hub := channeltest.NewHub(t)
			call(t, hub, c.request, c.want)
			if len(hub.Received())+len(hub.Reports()) > 0 {
				t.Error("the hub was told")
			}
		})
	}
}

// TestNoToken opens a channel for which the hub has made no token: nobody may then call in without one.
func TestNoToken(t *testing.T) {
	s := settings()
	delete(s, "callback_token")
	hook, _ := open(t, channeltest.NewHub(t), s).(channel.Webhook)
	for _, query := range []string{"id=1&from=1", "token=&id=1&from=1"} {
		if reply := hook.Hook(t.Context(), channeltest.Request(http.MethodGet, "/inbound", query, nil, "")); reply.Status != http.StatusForbidden {
			t.Errorf("%s: status %d", query, reply.Status)
		}
	}
}

func TestFailureWords(t *testing.T) {
	for reply, want := range map[string]channel.Report{
		"":                                 {},
		"ACK":                              {Text: "ACK"},
		"NACK/0x00000058/Throttling error": {Code: "0x00000058", Text: "Throttling error"},
		"NACK/0x00000058":                  {Code: "0x00000058"},
		"NACK/no\r\n SMSC\xff":             {Text: "no SMSC\uFFFD"},
		"id:1 sub:001 dlvrd:000 stat:EXPIRED err:254 text:secret": {Code: "254", Text: "EXPIRED"},
		"ID:1 STAT:rejectd ERR:0A Text:secret":                    {Code: "0A", Text: "REJECTD"},
		"out of order, text:secret stat:UNDELIV":                  {Text: "out of order,"},
		"err:69 text:secret":                                      {Code: "69", Text: "err:69"},
		strings.Repeat("é", 300):                                  {Text: strings.Repeat("é", 100)},
	} {
		want.MessageID, want.State = messageID, parley.Failed
		q := url.Values{"token": {token}, "m": {string(messageID)}, "event": {"2"}, "reply": {reply}}
		hub := channeltest.NewHub(t)
		call(t, hub, channeltest.Request(http.MethodGet, "/dlr", q.Encode(), nil, ""), http.StatusOK)
		if got := hub.Reports(); len(got) != 1 || got[0] != want {
			t.Errorf("%q: reported\n%+v, want\n%+v", reply, got, want)
		}
	}
}
