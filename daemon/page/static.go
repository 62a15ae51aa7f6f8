package page

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"focusd/daemon/api"
)

//go:embed style.css icon.svg css/*.css js/*.js
var static embed.FS

// Static answers with the file of the path. A browser asks each time whether it
// has changed: after an update of focusd no page has the scripts of another.
func (s *Site) Static(w http.ResponseWriter, r *http.Request) error {
	name := strings.TrimPrefix(r.URL.Path, "/")
	body, err := fs.ReadFile(static, name)
	if err != nil {
		return &api.Error{Code: api.CodeNotFound, Message: "the page has no such file"}
	}
	sum := sha256.Sum256(body)
	w.Header().Set("ETag", `"`+base64.RawURLEncoding.EncodeToString(sum[:12])+`"`)
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("Content-Type", mediaType(name))
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(body))
	return nil
}

// mediaType does not ask the tables of the machine, which differ.
func mediaType(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	return "text/css; charset=utf-8"
}
