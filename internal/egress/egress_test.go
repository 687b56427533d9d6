package egress_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"parley/internal/egress"
)

func parse(t *testing.T, text string) egress.Guard {
	t.Helper()
	g, err := egress.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

var public = []string{
	"8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "100.63.255.255", "100.128.0.0", "11.0.0.0",
	"2606:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
}

var private = []string{
	"127.0.0.1", "127.255.255.255", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
	"100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
	"192.88.99.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
	"::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1", "2001:db8::1%eth0", "100::1", "3fff::1", "5f00::1",
	// Addresses that hide another one.
	"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
	"2002:7f00:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
}

func TestPublicAddressesOnly(t *testing.T) {
	var zero egress.Guard
	for _, g := range []egress.Guard{zero, parse(t, ""), parse(t, " False ")} {
		for _, ip := range public {
			if !g.Allows(netip.MustParseAddr(ip)) {
				t.Errorf("%s is refused", ip)
			}
		}
		for _, ip := range private {
			if g.Allows(netip.MustParseAddr(ip)) {
				t.Errorf("%s is allowed", ip)
			}
		}
		if g.Allows(netip.Addr{}) {
			t.Error("no address at all is allowed")
		}
	}
}

func TestWhatTheOperatorAllows(t *testing.T) {
	all := parse(t, "TRUE")
	for _, ip := range append(public, private...) {
		if !all.Allows(netip.MustParseAddr(ip)) {
			t.Errorf("true refuses %s", ip)
		}
	}
	some := parse(t, "10.1.0.0/16, 127.0.0.1/32,fd00::/8, ::ffff:172.16.0.0/108")
	for ip, want := range map[string]bool{
		"10.1.2.3": true, "10.2.0.1": false, "127.0.0.1": true, "127.0.0.2": false, "::ffff:10.1.2.3": true, "fd12::1": true, "fc00::1": false,
		"172.16.5.5": true, "172.32.0.1": true, "192.168.0.1": false, "8.8.8.8": true,
	} {
		if got := some.Allows(netip.MustParseAddr(ip)); got != want {
			t.Errorf("%s: %v", ip, got)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{"yes", "10.0.0.1", "10.0.0.0/33", "10.0.0.0/8,,", "localhost", "true,10.0.0.0/8"} {
		if _, err := egress.Parse(text); err == nil || !strings.Contains(err.Error(), "egress") {
			t.Errorf("%q is read with %v", text, err)
		}
	}
}

// server listens on loopback and counts who gets through.
func server(t *testing.T, handler http.HandlerFunc) (address, port string) {
	t.Helper()
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	address = s.Listener.Addr().String()
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	return address, port
}

// A name is judged by what it resolves to, not by how it reads.
func TestNoNameGetsAroundTheGuard(t *testing.T) {
	reached := false
	address, port := server(t, func(http.ResponseWriter, *http.Request) { reached = true })
	guard := parse(t, "")
	for _, host := range []string{address, "localhost:" + port, "[::ffff:127.0.0.1]:" + port, "0.0.0.0:" + port} {
		_, err := guard.Client(1).Get("http://" + host)
		var refused *egress.RefusedError
		if !errors.As(err, &refused) {
			t.Errorf("%s: %v", host, err)
		}
		if conn, err := guard.Dial(t.Context(), "tcp", host); !errors.As(err, &refused) {
			t.Errorf("dialling %s: %v, %v", host, conn, err)
		}
	}
	if reached {
		t.Error("a request got through")
	}
}

func TestTheRefusalSaysWhatToSet(t *testing.T) {
	_, err := parse(t, "").Dial(context.Background(), "tcp", "127.0.0.1:9")
	if err == nil || !strings.Contains(err.Error(), "PARLEY_ALLOW_PRIVATE_NETWORKS") || !strings.Contains(err.Error(), "127.0.0.1:9") {
		t.Errorf("refused with %v", err)
	}
}

func TestAnAllowedNetworkIsReached(t *testing.T) {
	address, _ := server(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	answer, err := parse(t, "127.0.0.0/8").Client(1).Get("http://" + address)
	if err != nil || answer.StatusCode != http.StatusTeapot {
		t.Errorf("answered %v, %v", answer, err)
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	followed := false
	address, _ := server(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			followed = true
		}
		http.Redirect(w, r, "/elsewhere", http.StatusFound)
	})
	answer, err := parse(t, "true").Client(1).Get("http://" + address)
	if err != nil || answer.StatusCode != http.StatusFound || followed {
		t.Errorf("answered %v, %v, followed: %v", answer, err, followed)
	}
}

// A proxy named in the environment would be asked instead of the address that was judged.
func TestNoProxyIsUsed(t *testing.T) {
	transport, ok := parse(t, "true").Client(1).Transport.(*http.Transport)
	if !ok || transport.Proxy != nil {
		t.Error("the client asks a proxy")
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"", "true", "10.0.0.0/8", "::/0", "0.0.0.0/0, fd00::/8", ",", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		g, err := egress.Parse(text)
		if err != nil && g.Allows(netip.MustParseAddr("127.0.0.1")) {
			t.Errorf("%q is refused and allows loopback", text)
		}
	})
}
