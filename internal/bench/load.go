// Package bench drives a running hub and measures what it answers: throughput and latency, never a verdict. Its HTTP
// client speaks just enough HTTP/1.1 to be cheap, so that on a small machine the load takes little from what it loads.
package bench

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Load is what is asked of the hub.
type Load struct {
	Addr        string // host:port
	Connections int
	Duration    time.Duration
	Most        int64 // requests in all; 0 = as many as the duration allows
	// Request writes the n-th request whole, head and body, to buf and gives it back.
	Request func(n int64, buf []byte) []byte
	// Now is the time, for the latencies.
	Now func() time.Time
	// Want is the status that counts as success.
	Want int
}

// Result is what came of a Load.
type Result struct {
	Requests  int64
	Failures  int64 // answers with another status
	FirstFail string
	Took      time.Duration
	latencies []time.Duration // sorted
}

// Rate is successes a second.
func (r Result) Rate() float64 {
	return float64(r.Requests-r.Failures) / r.Took.Seconds()
}

// Percentile gives a latency: 0.5 the median, 0.99 what one in a hundred exceeds.
func (r Result) Percentile(p float64) time.Duration {
	if len(r.latencies) == 0 {
		return 0
	}
	return r.latencies[min(len(r.latencies)-1, int(p*float64(len(r.latencies))))]
}

// Run sends the load over so many connections, each with one request under way.
func Run(ctx context.Context, l Load) (Result, error) {
	ctx, cancel := context.WithTimeout(ctx, l.Duration)
	defer cancel()
	var (
		all   sync.WaitGroup
		mu    sync.Mutex
		total Result
		errs  []error
		next  atomic.Int64
	)
	began := l.Now()
	for range l.Connections {
		all.Go(func() {
			one, err := l.connection(ctx, &next)
			mu.Lock()
			defer mu.Unlock()
			total.Requests += one.Requests
			total.Failures += one.Failures
			total.latencies = append(total.latencies, one.latencies...)
			if total.FirstFail == "" {
				total.FirstFail = one.FirstFail
			}
			if err != nil {
				errs = append(errs, err)
			}
		})
	}
	all.Wait()
	total.Took = l.Now().Sub(began)
	slices.Sort(total.latencies)
	return total, errors.Join(errs...)
}

// connection sends one request after the other.
func (l Load) connection(ctx context.Context, next *atomic.Int64) (r Result, err error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", l.Addr)
	if err != nil {
		return r, err
	}
	defer conn.Close()
	in := bufio.NewReaderSize(conn, 16<<10)
	var buf []byte
	for ctx.Err() == nil {
		n := next.Add(1)
		if l.Most > 0 && n > l.Most {
			return r, nil
		}
		buf = l.Request(n, buf[:0])
		began := l.Now()
		if _, err := conn.Write(buf); err != nil {
			return r, err
		}
		status, body, err := answer(in)
		if err != nil {
			return r, err
		}
		r.latencies = append(r.latencies, l.Now().Sub(began))
		r.Requests++
		if status != l.Want {
			r.Failures++
			if r.FirstFail == "" {
				r.FirstFail = fmt.Sprintf("%d %s", status, body)
			}
		}
	}
	return r, nil
}

// answer reads one response and gives its status, and the body of one that is no success.
func answer(in *bufio.Reader) (status int, body string, err error) {
	line, err := in.ReadSlice('\n')
	if err != nil {
		return 0, "", err
	}
	if len(line) < 12 {
		return 0, "", fmt.Errorf("bench: no HTTP answer: %q", line)
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, "", err
	}
	length := int64(-1)
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return 0, "", err
		}
		if len(line) <= 2 {
			break
		}
		if name, value, found := strings.Cut(string(line), ":"); found && strings.EqualFold(name, "Content-Length") {
			if length, err = strconv.ParseInt(textproto.TrimString(value), 10, 64); err != nil {
				return 0, "", err
			}
		}
	}
	if length < 0 {
		return 0, "", errors.New("bench: an answer without Content-Length")
	}
	if status < 300 {
		_, err = in.Discard(int(length))
		return status, "", err
	}
	raw := make([]byte, length)
	_, err = io.ReadFull(in, raw)
	return status, string(raw), err
}
