// Package egress says what the hub may reach. Base URLs are settings and webhooks are entered by hand, so without it
// anyone who may edit one could have the hub read the inside of its operator's network (SSRF). It guards every
// outgoing connection of a driver, after the name was resolved, so that no DNS answer gets around it.
package egress

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"
)

// Guard decides which addresses may be dialled. The zero value allows public addresses only.
type Guard struct {
	all     bool
	local   bool // nothing but loopback
	allowed []netip.Prefix
}

// Local is the guard made stricter: of what it allows, only loopback. Nothing leaves the machine.
func (g Guard) Local() Guard {
	g.local = true
	return g
}

// Parse reads PARLEY_ALLOW_PRIVATE_NETWORKS: "false" or "" (public addresses only), "true" (any), or CIDRs separated
// by commas that are allowed beside the public ones.
func Parse(text string) (Guard, error) {
	switch strings.TrimSpace(strings.ToLower(text)) {
	case "", "false":
		return Guard{}, nil
	case "true":
		return Guard{all: true}, nil
	}
	var g Guard
	for part := range strings.SplitSeq(text, ",") {
		prefix, err := netip.ParsePrefix(strings.TrimSpace(part))
		if err != nil {
			return Guard{}, fmt.Errorf("egress: %q is neither true, false nor a network such as 10.0.0.0/8", part)
		}
		if prefix.Addr().Is4In6() && prefix.Bits() >= 96 {
			prefix = netip.PrefixFrom(prefix.Addr().Unmap(), prefix.Bits()-96)
		}
		g.allowed = append(g.allowed, prefix.Masked())
	}
	return g, nil
}

// special are the networks beside those that netip names: not of the public internet (RFC 6890 and the registries that it
// made), or ways around it: addresses that carry another one within (6to4, Teredo, IPv4-compatible).
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b:1::/48"),
	netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("100::/64"), netip.MustParsePrefix("3fff::/20"),
	netip.MustParsePrefix("5f00::/16"), netip.MustParsePrefix("fec0::/10"), netip.MustParsePrefix("192.88.99.0/24"),
	netip.MustParsePrefix("::/96"), netip.MustParsePrefix("2001::/32"), netip.MustParsePrefix("2002::/16"),
}

// nat64 is where networks without IPv4 reach it: the last four bytes are the address that is meant (RFC 6052).
var nat64 = netip.MustParsePrefix("64:ff9b::/96")

// meant gives the address that a connection to ip ends at.
func meant(ip netip.Addr) netip.Addr {
	ip = ip.Unmap().WithZone("")
	if nat64.Contains(ip) {
		bytes := ip.As16()
		return netip.AddrFrom4([4]byte(bytes[12:]))
	}
	return ip
}

// Allows reports whether the address may be reached.
func (g Guard) Allows(ip netip.Addr) bool {
	ip = meant(ip)
	if g.local && !ip.IsLoopback() {
		return false
	}
	if g.all {
		return true
	}
	for _, p := range g.allowed {
		if p.Contains(ip) {
			return true
		}
	}
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return false
	}
	for _, p := range special {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}

// RefusedError says that the guard kept a connection from being made.
type RefusedError struct{ Address string }

// Error says what to set.
func (e *RefusedError) Error() string {
	return "the address " + e.Address + " is private; set PARLEY_ALLOW_PRIVATE_NETWORKS to allow it"
}

// control runs for every socket before it connects, with the resolved address.
func (g Guard) control(_, address string, _ syscall.RawConn) error {
	target, err := netip.ParseAddrPort(address)
	if err != nil || !g.Allows(target.Addr()) {
		return &RefusedError{Address: address}
	}
	return nil
}

// Dial opens a connection that the guard allows.
func (g Guard) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: 10 * time.Second, Control: g.control}
	return d.DialContext(ctx, network, address)
}

// Client makes an HTTP client whose every connection the guard allows. It follows no redirects and uses no proxy: both
// would lead elsewhere than the setting says. perHost bounds the connections to one host.
func (g Guard) Client(perHost int) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			DialContext:           g.Dial,
			MaxConnsPerHost:       perHost,
			MaxIdleConnsPerHost:   perHost,
			IdleConnTimeout:       30 * time.Second, // below what gateways keep (Kannel: 60 s): a reused connection must not be a dying one
			TLSHandshakeTimeout:   10 * time.Second,
			ResponseHeaderTimeout: 60 * time.Second,
			ForceAttemptHTTP2:     true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
