package app

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"parley/internal/outbox"
	"parley/internal/parley"
)

// metrics are what operators watch, for Prometheus.
type metrics struct {
	attempts *prometheus.CounterVec
	doubt    *prometheus.CounterVec
	inbound  *prometheus.CounterVec
}

var _ outbox.Counter = (*metrics)(nil)

func newMetrics(registry *prometheus.Registry) *metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "parley_" + name, Help: help}, labels)
	}
	m := &metrics{
		attempts: counter("send_attempts_total", "Attempts to send, by the state in which each left its message.", "kind", "state"),
		doubt:    counter("messages_in_doubt_total", "Messages whose outcome a crash has left unknown.", "kind"),
		inbound:  counter("messages_received_total", "Messages of customers that channels brought.", "kind", "result"),
	}
	registry.MustRegister(m.attempts, m.doubt, m.inbound, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Sent counts an attempt.
func (m *metrics) Sent(kind string, state parley.State) {
	m.attempts.WithLabelValues(kind, string(state)).Inc()
}

// InDoubt counts what a crash has left.
func (m *metrics) InDoubt(kind string, n int) { m.doubt.WithLabelValues(kind).Add(float64(n)) }

func (m *metrics) received(kind string, err error) {
	result := "stored"
	if err != nil {
		result = "refused"
	}
	m.inbound.WithLabelValues(kind, result).Inc()
}
