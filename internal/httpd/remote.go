package httpd

import (
	"net/http"
	"net/netip"
	"strings"
)

// Remote gives the address that asks, without port: the connection's, or, where that is this machine, what the proxy on
// it has appended to X-Forwarded-For.
func Remote(r *http.Request) string {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	address := peer.Addr().Unmap()
	if !address.IsLoopback() {
		return address.String()
	}
	forwarded := r.Header.Get("X-Forwarded-For")
	last := strings.TrimSpace(forwarded[strings.LastIndexByte(forwarded, ',')+1:])
	if client, err := netip.ParseAddr(last); err == nil {
		return client.Unmap().String()
	}
	return address.String()
}
