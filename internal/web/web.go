// Package web serves the built front end from inside the binary: the hashed assets, compressed when they were
// built, and the page that every other path answers with. It knows nothing of sessions or data; a binary that was
// built without the front end says so and serves the rest.
package web

import (
	"embed"
	"io/fs"
)

// dist is what the front end's build writes; the repository carries only a placeholder.
//
//go:embed all:dist
var dist embed.FS

// Built gives the front end that was embedded when the binary was built; it may lack a page.
func Built() (fs.FS, error) {
	return fs.Sub(dist, "dist")
}
