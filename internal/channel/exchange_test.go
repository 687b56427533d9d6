package channel_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"parley/internal/channel"
)

var now = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func TestFailureReadsTheStatus(t *testing.T) {
	want := map[channel.Next][]int{
		channel.Misconfigured: {301, 302, 307, 308, 401, 403, 404, 405, 407},
		channel.Rejected:      {400, 402, 409, 410, 413, 418, 422, 451},
		channel.Throttled:     {429},
		channel.Unavailable:   {408, 425, 500, 501, 502, 503, 599},
		channel.Unknown:       {504},
	}
	for next, statuses := range want {
		for _, status := range statuses {
			got := channel.Answer{Status: status}.Failure(now)
			if got.Next != next || got.Code != strconv.Itoa(status) || !strings.Contains(got.Text, got.Code) {
				t.Errorf("%d: got %v %q, want %v", status, got.Next, got.Text, next)
			}
		}
	}
}

func TestRetryAfterIsReadAndBounded(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"":                              0,
		"7":                             7 * time.Second,
		" 7 ":                           7 * time.Second,
		"-7":                            0,
		"7.5":                           0,
		"soon":                          0,
		"86400":                         time.Hour,
		"99999999999999999999":          0,
		"Sat, 21 Nov 2026 12:00:30 GMT": 30 * time.Second,
		"Sat, 21 Nov 2026 11:00:00 GMT": 0,
		"Sun, 22 Nov 2026 12:00:00 GMT": time.Hour,
	} {
		a := channel.Answer{Status: 429, Header: http.Header{"Retry-After": {value}}}
		if got := a.Failure(now).RetryAfter; got != want {
			t.Errorf("Retry-After %q: got %v, want %v", value, got, want)
		}
	}
}

func TestOnlyA2xxIsOK(t *testing.T) {
	for status, want := range map[int]bool{199: false, 200: true, 202: true, 299: true, 300: false, 404: false} {
		if got := (channel.Answer{Status: status}).OK(); got != want {
			t.Errorf("%d: got %v", status, got)
		}
	}
}

// A GET whose connection breaks is what net/http repeats by itself; here that would be a second text to the customer.
func TestExchangeAsksOnce(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) > 1 {
			panic(http.ErrAbortHandler) // breaks the connection without an answer
		}
		w.WriteHeader(http.StatusAccepted)
	}))
	defer server.Close()
	for _, want := range []channel.Next{"", channel.Unknown} {
		_, err := channel.Exchange(server.Client(), get(t, server.URL+"/send?password=hunter2"))
		switch {
		case want == "" && err != nil:
			t.Fatalf("the first: %v", err)
		case want != "":
			checkUnanswered(t, err, want)
		}
	}
	if asked.Load() != 2 {
		t.Errorf("%d requests were made of 2", asked.Load())
	}
}

func TestExchangeKnowsWhenNothingWasSent(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	_, err := channel.Exchange(http.DefaultClient, get(t, server.URL+"/send?password=hunter2"))
	checkUnanswered(t, err, channel.Unavailable)
}

func get(t *testing.T, address string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func checkUnanswered(t *testing.T, err error, want channel.Next) {
	t.Helper()
	se := channel.AsSendError(err)
	if se.Next != want {
		t.Errorf("%v (%v), want %v", se, se.Err, want)
	}
	if strings.Contains(fmt.Sprint(se, se.Err), "hunter2") {
		t.Errorf("the error tells the address and the password in it: %v", se.Err)
	}
}
