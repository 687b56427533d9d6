package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

const watchers = 1000

// watches is how long a commit takes to the last of a thousand screens.
func watches(ctx context.Context, o options, b *bed, r *report) error {
	if err := b.open(ctx); err != nil {
		return err
	}
	id, err := b.channel("simulator", map[string]any{"from": ourNumber, "delivery_receipts": false})
	if err != nil {
		return err
	}
	if err := b.logIn(); err != nil {
		return err
	}
	screens, err := b.connect(ctx)
	if err != nil {
		return err
	}
	defer func() {
		for _, s := range screens {
			s.Close() //nolint:errcheck // the run is over
		}
	}()
	seen := make(chan sighting, watchers*4)
	for _, s := range screens {
		go watch(s, seen)
	}
	var all []float64
	for n := range 20 * o.runs {
		took, err := b.told(id, n, seen)
		if err != nil {
			return err
		}
		all = append(all, took.Seconds()*1000)
	}
	slices.Sort(all)
	r.add("1,000 live connections: answer to the last screen, p50", "ms", "", all[len(all)/2])
	r.add("1,000 live connections: answer to the last screen, p99", "ms", "< 100", all[min(len(all)-1, len(all)*99/100)])
	return nil
}

func (b *bed) logIn() error {
	body := fmt.Sprintf(`{"email":%q,"password":%q}`, email, password)
	answer, err := http.Post("http://"+b.addr+"/api/v2/session", "application/json", strings.NewReader(body))
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	for _, c := range answer.Cookies() {
		b.cookie = c
	}
	if b.cookie == nil {
		return fmt.Errorf("logging in: %s", answer.Status)
	}
	return nil
}

// connect opens the live connections, each with its connect command of the centrifuge protocol.
func (b *bed) connect(ctx context.Context) ([]*websocket.Conn, error) {
	header := http.Header{"Cookie": {b.cookie.Name + "=" + b.cookie.Value}}
	var screens []*websocket.Conn
	for range watchers {
		c, _, err := websocket.DefaultDialer.DialContext(ctx, "ws://"+b.addr+"/live/websocket", header)
		if err != nil {
			return screens, err
		}
		screens = append(screens, c)
		if err := c.WriteMessage(websocket.TextMessage, []byte(`{"id":1,"connect":{}}`)); err != nil {
			return screens, err
		}
		if _, _, err := c.ReadMessage(); err != nil {
			return screens, err
		}
	}
	return screens, nil
}

// sighting is one screen that shows a message.
type sighting struct {
	message string
	at      time.Time
}

// watch reads until the connection ends; it answers the server's pings.
func watch(c *websocket.Conn, seen chan<- sighting) {
	for {
		_, raw, err := c.ReadMessage()
		if err != nil {
			return
		}
		at := time.Now()
		for line := range strings.SplitSeq(string(raw), "\n") {
			if line == "{}" {
				if c.WriteMessage(websocket.TextMessage, []byte("{}")) != nil {
					return
				}
				continue
			}
			var push struct {
				Push struct {
					Pub struct {
						Data struct {
							Type      string `json:"type"`
							MessageID string `json:"message_id"`
						} `json:"data"`
					} `json:"pub"`
				} `json:"push"`
			}
			if json.Unmarshal([]byte(line), &push) == nil && push.Push.Pub.Data.Type == "message.created" {
				seen <- sighting{push.Push.Pub.Data.MessageID, at}
			}
		}
	}
}

// told sends one message and waits until every screen has shown it: from the answer, which follows the commit.
func (b *bed) told(channelID string, n int, seen <-chan sighting) (time.Duration, error) {
	id, err := b.post("/api/v2/messages", map[string]any{"channel_id": channelID, "to": "+12025550143", "text": fmt.Sprintf("The %d. message", n)})
	if err != nil {
		return 0, err
	}
	committed := time.Now()
	var last time.Time
	end := time.After(10 * time.Second)
	for shown := 0; shown < watchers; {
		select {
		case s := <-seen:
			if s.message == id {
				shown++
				last = s.at
			}
		case <-end:
			return 0, fmt.Errorf("only %d of %d screens showed the message", shown, watchers)
		}
	}
	return max(0, last.Sub(committed)), nil
}
