package web

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
)

// reportLimit is more than any browser's report; anyone may post here.
const reportLimit = 16 << 10

// reports takes what browsers tell about violations of the page's policy (CSP 3, section 5.4) and logs it.
type reports struct {
	log *slog.Logger
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
		"directive", v.Report.Directive, "blocked", v.Report.Blocked, "source", v.Report.Source, "line", v.Report.Line)
	w.WriteHeader(http.StatusNoContent)
}
