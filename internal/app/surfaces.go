package app

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"parley/internal/api"
	"parley/internal/httpd"
	"parley/internal/live"
	"parley/internal/user"
	"parley/internal/web"
)

// surfaces are what the hub shows to the outside.
type surfaces struct {
	handler http.Handler
	live    *live.Hub
}

func (h *hub) surfaces(version string, demo bool, setup *user.Setup) (*surfaces, error) {
	files, err := web.Built()
	if err != nil {
		return nil, err
	}
	pages, err := web.NewHandler(web.Options{Files: files, Nonce: nonce, Log: h.log, Now: h.clock.Now})
	if err != nil {
		return nil, err
	}
	build := buildOf(files)
	connections, err := live.New(live.Options{
		Log: h.events, Encoder: api.Encoder{Conversations: h.conversations, Region: h.config.Region}, Directory: h.people.directory,
		Logger: h.log, Build: build, Origin: h.config.BaseURL,
	})
	if err != nil {
		return nil, err
	}
	h.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "parley_live_connections", Help: "Browsers that are connected."},
		func() float64 { return float64(connections.Connections()) }))
	info := api.ServerInfo{
		Version: version, Build: build, TimeZone: h.config.TimeZone, Region: h.config.Region, Demo: demo, SegmentProfile: h.config.SegmentProfile,
	}
	known, err := httpd.SameOrigin(h.config.BaseURL, httpd.Who(h.people.directory, api.New(h.apiDeps(info, setup))))
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/api/", known)
	mux.Handle("/live/websocket", httpd.Who(h.people.directory, connections.Handler()))
	mux.Handle("/hooks/", api.Hooks(h.board))
	mux.Handle("GET /healthz", httpd.Alive())
	mux.Handle("GET /readyz", httpd.Ready(h.log, httpd.Check{Name: "database", Run: h.db.Ping}, httpd.Check{Name: "storage", Run: h.storage.check}))
	mux.Handle("GET /metrics", promhttp.HandlerFor(h.registry, promhttp.HandlerOpts{}))
	mux.Handle("/", pages)
	base := httpd.Base{Log: h.log, Source: h.clock, HTTPS: h.config.HTTPS()}
	return &surfaces{handler: base.Wrap(mux), live: connections}, nil
}

// buildOf names the build of the front end: it changes with the names of its assets, which change with their contents.
func buildOf(files fs.FS) string {
	var names strings.Builder
	err := fs.WalkDir(files, ".", func(path string, _ fs.DirEntry, err error) error {
		names.WriteString(path + "\n")
		return err
	})
	if err != nil {
		return ""
	}
	sum := sha256.Sum256([]byte(names.String()))
	return hex.EncodeToString(sum[:6])
}
