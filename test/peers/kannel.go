package peers

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// KannelOptions says how a Kannel is set up.
type KannelOptions struct {
	// GetURL is called for every text from a handset, with Kannel's escapes filled in. Empty: such texts are dropped.
	GetURL string
	// Prefix limits the numbers that the gateway has a route for, such as "+1202". Empty: all.
	Prefix string
	// MaxMessages is how many parts a long text may have; 0 = 10.
	MaxMessages int
	// MaxQueue is how many messages the gateway keeps for the handset; 0 = Kannel's own limit, a million.
	MaxQueue int
	// Throughput limits what goes to the handset, in messages a second; 0 = no limit.
	Throughput float64
	// NoHandset leaves the carrier's link down.
	NoHandset bool
	// Quiet keeps the details out of Kannel's log, for benchmarks.
	Quiet bool
}

// Kannel is a running gateway, Debian's own: bearerbox, smsbox, and fakesmsc as the carrier with one handset.
type Kannel struct {
	// URL is where smsbox takes messages: its address without a path.
	URL string
	// Username and Password are those of its one sendsms-user.
	Username, Password string
	// Handset gets what is sent; nil with NoHandset.
	Handset *Handset

	tb        testing.TB
	dir       string
	ports     kannelPorts
	bearerbox *process
	smsbox    *process
	said      int // texts of handsets so far
}

type kannelPorts struct {
	admin, smsbox, sendsms int
	handset                int // the carrier's link that takes what is sent
	inbound                int // the one that only brings texts
}

// kannelDeadline bounds each wait for a program to come up or to do what it is asked. It is long because machines that
// test are busy; nothing is measured by it.
const kannelDeadline = 30 * time.Second

// kannelPoll is how often a state is asked for of which no program tells by itself.
const kannelPoll = 20 * time.Millisecond

// StartKannel starts a gateway on free ports of the loopback interface, waits until it takes messages, and ends it with
// the test. It fails the test where Kannel is not installed (Debian packages kannel and kannel-extras).
func StartKannel(tb testing.TB, o KannelOptions) *Kannel {
	tb.Helper()
	k := &Kannel{Username: "parley", Password: "p&ss wörd=%41", tb: tb, dir: tb.TempDir(), ports: freePorts(tb)}
	k.URL = fmt.Sprintf("http://127.0.0.1:%d", k.ports.sendsms)
	conf := filepath.Join(k.dir, "kannel.conf")
	if err := os.WriteFile(conf, []byte(k.conf(o)), 0o600); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(k.showLogs)
	k.bearerbox = start(tb, k.dir, find(tb, "bearerbox"), conf)
	tb.Cleanup(k.stopBearerbox)
	k.await("bearerbox", func(status string) bool { return strings.Contains(status, "Status: running") })
	k.smsbox = start(tb, k.dir, find(tb, "smsbox"), conf)
	tb.Cleanup(k.stopSmsbox)
	k.await("smsbox", func(status string) bool { return strings.Contains(status, "on-line") })
	k.awaitSendsms()
	if !o.NoHandset {
		k.Handset = startHandset(tb, k.dir, k.ports.handset)
		k.await("handset", func(status string) bool { return strings.Contains(status, "handset[handset]") && online(status) })
	}
	return k
}

// online reports whether the handset's link is up, by its line of the status page.
func online(status string) bool {
	for line := range strings.Lines(status) {
		if strings.Contains(line, "handset[handset]") {
			return strings.Contains(line, "(online")
		}
	}
	return false
}

// conf writes the gateway's configuration. The second link brings texts of handsets only: Kannel's fake carrier takes
// one program at a time, and each text from a handset is a run of fakesmsc.
func (k *Kannel) conf(o KannelOptions) string {
	level := 0
	if o.Quiet {
		level = 3
	}
	var b strings.Builder
	group := func(name string, lines ...string) {
		fmt.Fprintf(&b, "group = %s\n%s\n\n", name, strings.Join(lines, "\n"))
	}
	set := func(name string, value any) string { return fmt.Sprintf("%s = %v", name, value) }
	core := []string{
		set("admin-port", k.ports.admin), "admin-interface = 127.0.0.1", "admin-password = admin",
		set("smsbox-port", k.ports.smsbox), "smsbox-interface = 127.0.0.1", "box-allow-ip = 127.0.0.1",
		"dlr-storage = internal", set("log-file", filepath.Join(k.dir, "bearerbox.log")), set("log-level", level),
	}
	if o.MaxQueue > 0 {
		core = append(core, set("sms-outgoing-queue-limit", o.MaxQueue))
	}
	group("core", core...)
	handset := []string{"smsc = fake", "smsc-id = handset", set("port", k.ports.handset), "connect-allow-ip = 127.0.0.1"}
	if o.Prefix != "" {
		handset = append(handset, fmt.Sprintf("allowed-prefix = %q", o.Prefix))
	}
	if o.Throughput > 0 {
		handset = append(handset, set("throughput", o.Throughput))
	}
	group("smsc", handset...)
	group("smsc", "smsc = fake", "smsc-id = inbound", set("port", k.ports.inbound), "connect-allow-ip = 127.0.0.1",
		"allowed-smsc-id = nothing-goes-out-here")
	group("smsbox", "bearerbox-host = 127.0.0.1", set("bearerbox-port", k.ports.smsbox),
		set("sendsms-port", k.ports.sendsms), "sendsms-interface = 127.0.0.1",
		"http-request-retry = 50", "http-queue-delay = 1",
		set("log-file", filepath.Join(k.dir, "smsbox.log")), set("log-level", level))
	group("sendsms-user", set("username", k.Username), set("password", k.Password), "user-allow-ip = 127.0.0.1",
		"concatenation = true", set("max-messages", cmp.Or(o.MaxMessages, 10)))
	service := []string{"keyword = default", "catch-all = true", "max-messages = 0"}
	if o.GetURL == "" {
		group("sms-service", append(service, "text = dropped")...)
	} else {
		group("sms-service", append(service, fmt.Sprintf("get-url = \"%s\"", o.GetURL))...)
	}
	return b.String()
}

// await waits until bearerbox's own status page says so.
func (k *Kannel) await(what string, ready func(status string) bool) {
	k.tb.Helper()
	address := fmt.Sprintf("http://127.0.0.1:%d/status.txt?password=admin", k.ports.admin)
	poll(k.tb, what, k.bearerbox.done, func(ctx context.Context) bool {
		status, body := get(ctx, address)
		return status == http.StatusOK && ready(body)
	})
}

// awaitSendsms waits until smsbox answers, if only to say that nobody logged in.
func (k *Kannel) awaitSendsms() {
	k.tb.Helper()
	poll(k.tb, "sendsms", k.bearerbox.done, func(ctx context.Context) bool {
		status, _ := get(ctx, k.URL+"/cgi-bin/sendsms")
		return status == http.StatusForbidden
	})
}

// poll waits until ready says so, and fails the test when it does not, or when what it is about has ended.
func poll(tb testing.TB, what string, ended <-chan struct{}, ready func(ctx context.Context) bool) {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), kannelDeadline)
	defer cancel()
	tick := time.NewTicker(kannelPoll)
	defer tick.Stop()
	for !ready(ctx) {
		select {
		case <-ctx.Done():
			tb.Fatalf("kannel: %s: nothing after %v", what, kannelDeadline)
		case <-ended:
			tb.Fatalf("kannel: %s: bearerbox has ended", what)
		case <-tick.C:
		}
	}
}

// get gives status and body, and 0 where nobody answers.
func get(ctx context.Context, address string) (status int, body string) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, ""
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, ""
	}
	defer func() { _ = resp.Body.Close() }()
	read, _ := io.ReadAll(resp.Body) // what came is enough to wait by
	return resp.StatusCode, string(read)
}

// KillBearerbox ends the gateway's core as a crash would, and waits until smsbox has noticed: it gives up its port at
// once, and then takes some seconds to end.
func (k *Kannel) KillBearerbox() {
	k.tb.Helper()
	k.bearerbox.kill()
	poll(k.tb, "smsbox without bearerbox", nil, func(ctx context.Context) bool {
		c, err := new(net.Dialer).DialContext(ctx, "tcp", strings.TrimPrefix(k.URL, "http://"))
		if err == nil {
			_ = c.Close()
		}
		return err != nil
	})
}

// stopSmsbox comes first: bearerbox waits for it. Without bearerbox there is nothing to finish.
func (k *Kannel) stopSmsbox() {
	if k.bearerbox.ended(0) || !k.smsbox.terminate() {
		k.smsbox.kill()
	}
}

// stopBearerbox asks twice, for at the first time it may wait for what is under way.
func (k *Kannel) stopBearerbox() {
	for range 2 {
		if k.bearerbox.terminate() {
			return
		}
	}
	k.bearerbox.kill()
}

// showLogs shows the ends of Kannel's logs, for a test that failed.
func (k *Kannel) showLogs() {
	if !k.tb.Failed() {
		return
	}
	const tail = 4000
	for _, name := range []string{"bearerbox.out", "bearerbox.log", "smsbox.out", "smsbox.log"} {
		if log, err := os.ReadFile(filepath.Join(k.dir, name)); err == nil && len(log) > 0 {
			k.tb.Logf("the end of %s:\n%s", name, log[max(0, len(log)-tail):])
		}
	}
}

// find gives the path of one of Kannel's programs, which Debian keeps where only root looks.
func find(tb testing.TB, name string) string {
	tb.Helper()
	for _, candidate := range []string{name, "/usr/sbin/" + name, "/usr/lib/kannel/test/" + name} {
		if path, err := exec.LookPath(candidate); err == nil {
			return path
		}
	}
	tb.Fatalf("%s is not installed: apt-get install kannel kannel-extras", name)
	return ""
}

// freePorts finds ports that nobody listens at. They are held together, so that none is given twice.
func freePorts(tb testing.TB) kannelPorts {
	tb.Helper()
	var p kannelPorts
	for _, port := range []*int{&p.admin, &p.smsbox, &p.sendsms, &p.handset, &p.inbound} {
		l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
		if err != nil {
			tb.Fatal(err)
		}
		defer func() { _ = l.Close() }()
		*port = l.Addr().(*net.TCPAddr).Port
	}
	return p
}
