package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"sync/atomic"
	"time"

	"parley/internal/bench"
)

const (
	customers   = 10_000
	connections = 64
	authToken   = "bench-auth-token"
	ourNumber   = "+12025550100"
)

// programSize is the size of the program.
func programSize(_ context.Context, _ options, b *bed, r *report) error {
	info, err := os.Stat(b.program)
	if err == nil {
		r.add("program", "MB", "< 50", float64(info.Size())/(1<<20))
	}
	return err
}

// idle is the start and the memory of a hub that does nothing.
func idle(ctx context.Context, o options, b *bed, r *report) error {
	var ready, memory []float64
	for range o.runs {
		took, err := b.start(ctx)
		if err != nil {
			return err
		}
		ready = append(ready, took.Seconds())
		time.Sleep(time.Second)
		mb, err := b.anonymous()
		if err != nil {
			return err
		}
		memory = append(memory, mb)
		b.stop()
	}
	r.add("ready after", "s", "< 0.5", ready...)
	r.add("own memory when idle (RssAnon)", "MB", "< 60", memory...)
	return nil
}

// wanted names a load and what the issue asks of its rate, its p99 and the hub's processor time each.
type wanted struct{ name, rate, p99, cpu string }

// load drives the hub o.runs times and adds rate, latency and processor time per request.
func (b *bed) load(ctx context.Context, o options, r *report, want wanted, l bench.Load) error {
	name := want.name
	var rates, p50, p99, cpu, own []float64
	l.Addr, l.Connections, l.Duration, l.Now = b.addr, connections, o.duration, time.Now
	for range o.runs {
		hub0, own0, err := b.cpu()
		if err != nil {
			return err
		}
		result, err := bench.Run(ctx, l)
		if err != nil {
			return err
		}
		if result.Failures > 0 {
			return fmt.Errorf("%s: %d failures, the first %s", name, result.Failures, result.FirstFail)
		}
		hub1, own1, err := b.cpu()
		if err != nil {
			return err
		}
		n := float64(result.Requests)
		rates = append(rates, result.Rate())
		p50 = append(p50, float64(result.Percentile(0.5))/1e6)
		p99 = append(p99, float64(result.Percentile(0.99))/1e6)
		cpu = append(cpu, (hub1-hub0).Seconds()*1000/n)
		own = append(own, (own1-own0).Seconds()*1000/n)
	}
	r.add(name, "/s", want.rate, rates...)
	r.add(name+": p50", "ms", "", p50...)
	r.add(name+": p99", "ms", want.p99, p99...)
	r.add(name+": hub's CPU each", "ms", want.cpu, cpu...)
	r.add(name+": generator's CPU each", "ms", "", own...)
	return nil
}

// sends is POST /api/v2/messages with a filled database and the outbox draining to the simulator.
func sends(ctx context.Context, o options, b *bed, r *report) error {
	if err := b.open(ctx); err != nil {
		return err
	}
	id, err := b.channel("simulator", map[string]any{"from": ourNumber, "delivery_receipts": false})
	if err != nil {
		return err
	}
	request := bench.Outgoing(b.addr, b.token, id, customers)
	if err := b.fill(ctx, o.fill, request); err != nil {
		return err
	}
	return b.load(ctx, o, r, wanted{"POST /api/v2/messages, outbox draining to the simulator", ">= 4000", "< 40", ""},
		bench.Load{Request: request, Want: http.StatusAccepted})
}

// fill sends messages until so many are there, and waits until the outbox has emptied.
func (b *bed) fill(ctx context.Context, most int64, request func(int64, []byte) []byte) error {
	_, err := bench.Run(ctx, bench.Load{
		Addr: b.addr, Connections: connections, Duration: 5 * time.Minute, Most: most, Request: request, Want: http.StatusAccepted, Now: time.Now,
	})
	if err != nil {
		return err
	}
	return b.await(float64(most), 5*time.Minute)
}

// await returns when the hub has tried so many sends.
func (b *bed) await(attempts float64, most time.Duration) error {
	for end := time.Now().Add(most); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		n, err := b.count("parley_send_attempts_total")
		if err != nil {
			return err
		}
		if n >= attempts {
			return nil
		}
	}
	return fmt.Errorf("the outbox did not empty in %s", most)
}

// inbound is Twilio's form of a webhook, signed and committed before the answer.
func inbound(ctx context.Context, o options, b *bed, r *report) error {
	if err := b.open(ctx); err != nil {
		return err
	}
	id, err := b.channel("twilio", map[string]any{"account_sid": "AC00000000000000000000000000000001", "auth_token": authToken, "from": ourNumber})
	if err != nil {
		return err
	}
	request, err := bench.Twilio{
		Hook: "http://" + b.addr + "/hooks/" + id, AuthToken: authToken, To: ourNumber, Run: fmt.Sprintf("%012x", time.Now().UnixMilli()), Customers: customers,
	}.Incoming(b.addr)
	if err != nil {
		return err
	}
	var n atomic.Int64 // every run needs ids that no run before it had
	distinct := func(_ int64, buf []byte) []byte { return request(n.Add(1), buf) }
	_, err = bench.Run(ctx, bench.Load{Addr: b.addr, Connections: connections, Duration: 5 * time.Minute, Most: 2 * customers, Request: distinct, Want: http.StatusOK, Now: time.Now})
	if err != nil {
		return err
	}
	return b.load(ctx, o, r, wanted{"inbound webhook in Twilio's form, signature checked", ">= 4000", "", "< 0.4"},
		bench.Load{Request: distinct, Want: http.StatusOK})
}

// drains is the outbox alone: a backlog that was written while the hub was down.
func drains(ctx context.Context, o options, b *bed, r *report) error {
	provider := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(20 * time.Millisecond)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		fmt.Fprintf(w, `{"sid":"SM%032d","status":"queued"}`, ids.Add(1)) //nolint:errcheck // the hub has gone
	}))
	defer provider.Close()
	if err := b.open(ctx); err != nil {
		return err
	}
	for _, c := range []struct {
		name, kind, target string
		count              int
		settings           map[string]any
	}{
		{"outbox to the simulator, to sent", "simulator", ">= 8000", 40_000, map[string]any{"from": ourNumber, "delivery_receipts": false}},
		{"outbox to a provider that answers in 20 ms over HTTP", "twilio", ">= 2000", 10_000, map[string]any{
			"account_sid": "AC00000000000000000000000000000001", "auth_token": authToken, "from": ourNumber, "base_url": provider.URL,
		}},
	} {
		id, err := b.channel(c.kind, c.settings)
		if err != nil {
			return err
		}
		if err := b.drain(ctx, o, r, queued{c.name, c.target, id, c.count}); err != nil {
			return err
		}
	}
	return nil
}

var ids atomic.Int64

// queued is a backlog, and what the issue asks of the rate at which it goes.
type queued struct {
	name, target, channelID string
	count                   int
}

// drain writes a backlog with the hub stopped, starts it, and times from the first attempt to the last.
func (b *bed) drain(ctx context.Context, o options, r *report, q queued) error {
	var rates, cpu []float64
	for range o.runs {
		b.stop()
		if err := backlog(ctx, b.dir, q.channelID, q.count); err != nil {
			return err
		}
		if _, err := b.start(ctx); err != nil {
			return err
		}
		if err := b.await(1, time.Minute); err != nil {
			return err
		}
		already, err := b.count("parley_send_attempts_total")
		if err != nil {
			return err
		}
		began := time.Now()
		hub0, _, err := b.cpu()
		if err != nil {
			return err
		}
		if err := b.await(float64(q.count), 2*time.Minute); err != nil {
			return err
		}
		took := time.Since(began)
		hub1, _, err := b.cpu()
		if err != nil {
			return err
		}
		n := float64(q.count) - already
		rates = append(rates, n/took.Seconds())
		cpu = append(cpu, (hub1-hub0).Seconds()*1000/n)
	}
	r.add(q.name, "/s", q.target, rates...)
	r.add(q.name+": hub's CPU each", "ms", "", cpu...)
	return nil
}
