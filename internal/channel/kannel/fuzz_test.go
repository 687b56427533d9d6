package kannel_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"parley/internal/channel"
	"parley/internal/channel/channeltest"
	"parley/internal/channel/kannel"
	"parley/internal/parley"
)

// FuzzHook calls in with anything: nothing of it reaches the hub without the token, or incomplete.
func FuzzHook(f *testing.F) {
	names, err := filepath.Glob("testdata/*.http")
	if err != nil || len(names) == 0 {
		f.Fatalf("no captured requests: %v", err)
	}
	for _, name := range names {
		r := captured(f, strings.TrimSuffix(filepath.Base(name), ".http"))
		_, query, _ := strings.Cut(r.URL, "?")
		f.Add(r.Path, query, r.Header.Get("Content-Type"), r.Body)
	}
	f.Add("/inbound", "", "application/x-www-form-urlencoded", []byte("token="+token+"&id=1&from=2&text=%00%1B"))
	f.Add("/dlr", "token="+token+"&m="+string(messageID)+"&event=2&reply=NACK/0x45/", "", []byte(nil))
	f.Fuzz(func(t *testing.T, path, query, contentType string, body []byte) {
		var received []channel.Incoming
		var reports []channel.Report
		conn, err := kannel.Driver{}.Open(t.Context(), settings(), channel.Host{
			Log:     slog.New(slog.DiscardHandler),
			Now:     func() time.Time { return channeltest.Now },
			Receive: func(_ context.Context, in channel.Incoming) error { received = append(received, in); return nil },
			Report:  func(_ context.Context, r channel.Report) error { reports = append(reports, r); return nil },
		})
		if err != nil {
			t.Fatal(err)
		}
		hook, _ := conn.(channel.Webhook)
		r := channeltest.Request(http.MethodPost, path, query, http.Header{"Content-Type": {contentType}}, string(body))
		reply := hook.Hook(t.Context(), r)
		form, _ := url.ParseQuery(string(body))
		told, rightful := len(received)+len(reports), r.Query.Get("token") == token || form.Get("token") == token
		if told > 1 || told > 0 && (reply.Status != http.StatusOK || !rightful) {
			t.Errorf("answered %d; the hub was told %+v %+v", reply.Status, received, reports)
		}
		for _, in := range received {
			if in.ProviderID == "" || in.From == "" {
				t.Errorf("received %+v", in)
			}
		}
		for _, report := range reports {
			checkReport(t, report)
		}
	})
}

func checkReport(t *testing.T, r channel.Report) {
	t.Helper()
	if !r.MessageID.Valid() || r.State != parley.Sent && r.State != parley.Delivered && r.State != parley.Failed {
		t.Errorf("reported %+v", r)
	}
	if len(r.Text) > 200 || len(r.Code) > 16 || !utf8.ValidString(r.Text+r.Code) || strings.ContainsAny(r.Text, "\r\n") {
		t.Errorf("the words %q %q are not fit for people", r.Code, r.Text)
	}
}

// FuzzText reads any bytes in any coding: what is said to be UCS-2 comes out as characters, the rest unharmed but for
// its escapes.
func FuzzText(f *testing.F) {
	f.Add([]byte("Caf\xc3\xa9 5 \x1be"), "0", "UTF-8")
	f.Add([]byte("\x00H\xd8\x3d\xde\x00"), "2", "UTF-16BE")
	f.Add([]byte("\x00\xff"), "1", "8-BIT")
	f.Fuzz(func(t *testing.T, raw []byte, coding, charset string) {
		hub := channeltest.NewHub(t)
		q := url.Values{"id": {"1"}, "from": {"1"}, "text": {string(raw)}, "coding": {coding}, "charset": {charset}}
		call(t, hub, inbound(http.MethodGet, q), http.StatusOK)
		got := hub.Received()
		if len(got) != 1 {
			t.Fatalf("received %+v", got)
		}
		text := got[0].Text
		switch {
		case charset == "UTF-16BE" && (!utf8.ValidString(text) || utf8.RuneCountInString(text) > (len(raw)+1)/2):
			t.Errorf("% x is read as %q", raw, text)
		case charset == "UTF-8" && !strings.Contains(string(raw), "\x1b") && text != string(raw):
			t.Errorf("%q is read as %q", raw, text)
		}
	})
}
