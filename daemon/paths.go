package daemon

import (
	"path/filepath"

	"github.com/adrg/xdg"

	"focusd/daemon/api"
)

// Paths are the places on this machine that focusd uses.
type Paths struct {
	Config string // the file that people write; may not be there
	Data   string // folder of the store and its backups
	Socket string // of the API
}

// DefaultPaths are the ones of the XDG base directories.
func DefaultPaths() Paths {
	return Paths{
		Config: filepath.Join(xdg.ConfigHome, "focusd", "config.toml"),
		Data:   filepath.Join(xdg.DataHome, "focusd"),
		Socket: api.DefaultSocket(),
	}
}
