package web

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"parley/internal/httpd"
	"parley/internal/limit"
)

// Anyone may post here: a report is bounded, and so is what each address gets into the log.
const (
	reportLimit  = 16 << 10 // bytes; more than any browser's report
	reportText   = 200      // bytes of each text that is logged
	reportMost   = 20       // reports of an address
	reportWindow = time.Minute
	reportKeys   = 10_000 // addresses that are remembered
)

// reports takes what browsers tell about violations of the page's policy (CSP 3, section 5.4) and logs it.
type reports struct {
	log   *slog.Logger
	bound *limit.Attempts
}

func newReports(log *slog.Logger, now func() time.Time) *reports {
	return &reports{log: log, bound: limit.NewAttempts(now, reportMost, reportWindow, reportKeys)}
}

// violation is the part of a report that helps: never the sample, which may hold a customer's words.
type violation struct {
	Report struct {
		Directive string `json:"effective-directive"`
		Blocked   string `json:"blocked-uri"`
		Source    string `json:"source-file"`
		Line      int    `json:"line-number"`
	} `json:"csp-report"`
}

// ServeHTTP logs the report; one that cannot be read is refused.
func (rs *reports) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if ok, _ := rs.bound.Allow(httpd.Remote(r)); !ok {
		http.Error(w, "too many reports", http.StatusTooManyRequests)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, reportLimit))
	if err != nil {
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return
	}
	var v violation
	if err := json.Unmarshal(body, &v); err != nil {
		http.Error(w, "not a report", http.StatusBadRequest)
		return
	}
	rs.log.WarnContext(r.Context(), "the page broke its content security policy",
		"directive", short(v.Report.Directive), "blocked", place(v.Report.Blocked), "source", place(v.Report.Source), "line", v.Report.Line)
	w.WriteHeader(http.StatusNoContent)
}

// place is an address without its query and fragment, which may hold anything, and without a user's name; or a keyword
// such as "inline".
func place(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "unreadable"
	}
	if u.Opaque != "" { // data: and the like: what is behind is no place
		return short(u.Scheme)
	}
	u.User, u.RawQuery, u.ForceQuery, u.Fragment, u.RawFragment = nil, "", false, "", ""
	return short(u.String())
}

func short(text string) string { return text[:min(len(text), reportText)] }
