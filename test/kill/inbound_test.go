//go:build kill

package kill

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // Twilio signs so
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const authToken = "0123456789abcdef0123456789abcdef"

// texts are what customers write, by Twilio's webhook: each of them one after the other, and repeated by the provider
// until the hub has answered 2xx.
type texts struct {
	channel string

	mu       sync.Mutex
	answered [connections]int // how many of each customer's texts were answered 2xx: the next one's number is one more
	fresh    int              // answers of the present life
	enough   int
	reached  chan struct{}
}

// sidOf names a customer's text as Twilio would.
func sidOf(customer, number int) string { return fmt.Sprintf("SM%016x%016x", customer, number) }

// post delivers one text and reports whether it was answered 2xx; the error says that no answer came.
func (x *texts) post(p *process, customer, number int) (int, error) {
	form := url.Values{
		"MessageSid": {sidOf(customer, number)}, "AccountSid": {"AC" + authToken}, "To": {"+12025550100"}, "NumMedia": {"0"},
		"From": {receiver(customer, 0)}, "Body": {strconv.Itoa(number)},
	}
	path := "/hooks/" + x.channel
	text := "http://hub.example" + path
	for _, name := range slices.Sorted(maps.Keys(form)) {
		text += name + form.Get(name)
	}
	mac := hmac.New(sha1.New, []byte(authToken))
	mac.Write([]byte(text))
	r, err := http.NewRequest(http.MethodPost, "http://"+p.address+path, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Twilio-Signature", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	_, err = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode, err
}

// begin lets all customers write to a life of the hub until it dies or stop is closed. Each begins with the last text that
// was answered, as a provider does that has lost the answer.
func (x *texts) begin(t *testing.T, p *process, answers int, stop <-chan struct{}) (enough <-chan struct{}, ended *sync.WaitGroup) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.fresh, x.enough, x.reached = 0, answers, make(chan struct{})
	ended = &sync.WaitGroup{}
	for customer := range connections {
		number := max(1, x.answered[customer])
		ended.Go(func() { x.write(t, p, customer, number, stop) })
	}
	return x.reached, ended
}

func (x *texts) write(t *testing.T, p *process, customer, number int, stop <-chan struct{}) {
	for ; ; number++ {
		select {
		case <-stop:
			return
		default:
		}
		status, err := x.post(p, customer, number)
		if err != nil {
			return // killed
		}
		if status != http.StatusOK {
			t.Errorf("a webhook was answered %d", status)
			return
		}
		x.mu.Lock()
		x.answered[customer] = number
		if x.fresh++; x.fresh == x.enough {
			close(x.reached)
		}
		x.mu.Unlock()
	}
}

func TestKillUnderLoadLosesNoTextOfACustomer(t *testing.T) {
	kills := max(3, kills(t)/3)
	h := build(t)
	process := h.start(t)
	var made struct{ ID string }
	process.create(t, "/channels", map[string]any{"kind": "twilio", "name": "Twilio", "settings": map[string]string{
		"account_sid": "AC" + authToken, "auth_token": authToken, "from": "+12025550100",
	}}, &made)
	x := &texts{channel: made.ID}
	for range kills {
		reached, ended := x.begin(t, process, 100+rand.IntN(1000), nil)
		select {
		case <-reached:
		case <-time.After(2 * time.Minute):
			t.Fatalf("the hub answers no more:\n%s", process.lastLines())
		}
		process.kill(t)
		ended.Wait()
		process = h.start(t)
	}
	stop := make(chan struct{})
	reached, ended := x.begin(t, process, 2*connections, stop)
	<-reached
	close(stop)
	ended.Wait()
	x.check(t, process, kills)
	process.end(t)
}

// check wants every text that was answered 2xx in its customer's thread, once and in order, and nothing else: what was
// answered by none has been repeated and answered since.
func (x *texts) check(t *testing.T, process *process, kills int) {
	t.Helper()
	listed, all := map[string][]string{}, 0
	for path := "/messages?limit=200"; path != ""; {
		var page struct {
			Items []struct {
				Position   int
				Direction  string
				ProviderID string `json:"provider_id"`
				Text       string
			}
			Next *string
		}
		process.get(t, path, &page)
		for _, m := range page.Items {
			all++
			listed[m.ProviderID] = append(listed[m.ProviderID], fmt.Sprintf("%s %s at %d", m.Direction, m.Text, m.Position))
		}
		if path = ""; page.Next != nil {
			path = "/messages?limit=200&cursor=" + url.QueryEscape(*page.Next)
		}
	}
	want := 0
	for customer, last := range x.answered {
		for n := 1; n <= last; n++ {
			want++
			if got := listed[sidOf(customer, n)]; len(got) != 1 || got[0] != fmt.Sprintf("inbound %d at %d", n, n) {
				t.Errorf("text %d of customer %d was answered 2xx and is there as %q", n, customer, got)
			}
		}
	}
	if all != want {
		t.Errorf("%d messages are there, %d texts were answered 2xx", all, want)
	}
	t.Logf("%d kills: %d texts answered 2xx, each there once and in its place", kills, want)
}
