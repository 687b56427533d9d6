package httpd

import (
	"context"
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

// AgentOf gives what the browser says of itself in the request of ctx, and "" outside of one.
func AgentOf(ctx context.Context) string {
	if x := exchangeOf(ctx); x != nil && x.request != nil {
		return x.request.UserAgent()
	}
	return ""
}

// RemoteOf gives the address that asks in the request of ctx, and "" outside of one.
func RemoteOf(ctx context.Context) string {
	if x := exchangeOf(ctx); x != nil && x.request != nil {
		return Remote(x.request)
	}
	return ""
}
