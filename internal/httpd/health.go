package httpd

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"

	"parley/internal/parley"
)

// Check is one thing that must be in order before the hub takes traffic.
type Check struct {
	Name string // "database"
	Run  func(ctx context.Context) error
}

// Alive answers 200: the process runs.
func Alive() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		writeHealth(w, http.StatusOK, map[string]string{"status": "alive"})
	})
}

// Ready answers 200 when all checks pass and 503 when one does not. What was wrong is told in the log only, for anybody may
// ask; of a *parley.Error its code.
func Ready(log *slog.Logger, checks ...Check) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status, report := http.StatusOK, map[string]string{"status": "ready"}
		for _, c := range checks {
			report[c.Name] = "ok"
			if err := c.Run(r.Context()); err != nil {
				status, report[c.Name], report["status"] = http.StatusServiceUnavailable, parley.CodeOf(err), "not ready"
				if report[c.Name] == "" {
					report[c.Name] = "failing"
					log.WarnContext(r.Context(), "not ready", "check", c.Name, "error", err)
				}
			}
		}
		writeHealth(w, status, report)
	})
}

func writeHealth(w http.ResponseWriter, status int, report map[string]string) {
	body, err := json.Marshal(report)
	if err != nil { // texts always marshal
		status = http.StatusInternalServerError
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	w.Write(body) //nolint:errcheck // who asked has gone
}
