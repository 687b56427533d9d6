package httpd

import (
	"fmt"
	"net/http"

	"parley/internal/parley"
)

// SameOrigin keeps other sites from making a visitor's browser change something here: a request that changes, comes from
// a browser and carries no token must come from a page of origin's ("https://chat.provider.example") or of the host that
// was asked. Programs are let through: they send neither of the headers that tell where a page is from. Requests with a
// token pass too: no other site has one to send.
func SameOrigin(origin string, next http.Handler) (http.Handler, error) {
	guard := http.NewCrossOriginProtection()
	if err := guard.AddTrustedOrigin(origin); err != nil {
		return nil, fmt.Errorf("httpd: the public address: %w", err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" && guard.Check(r) != nil {
			WriteProblem(w, r, parley.Errorf(parley.Forbidden, "cross_origin",
				"This request came from a page of another site. Open the hub's own address; if it stands behind a proxy, check PARLEY_BASE_URL."))
			return
		}
		next.ServeHTTP(w, r)
	}), nil
}
