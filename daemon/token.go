package daemon

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
)

// tokenFile is beside the socket, which nobody else can reach either: who can
// read it could ask for a link as well. It goes when the person logs out.
const tokenFile = "page.token"

// pageToken is what lets browsers in. It outlives the daemon: a page that is
// open goes on after a restart. Where it cannot be kept it is new each time, and
// where others have the folder too it is not kept.
func pageToken(dir string, log *slog.Logger) string {
	if folder, err := os.Stat(dir); err != nil || folder.Mode().Perm()&0o077 != 0 {
		return rand.Text()
	}
	path := filepath.Join(dir, tokenFile)
	info, err := os.Lstat(path)
	if err == nil && info.Mode() == 0o600 { // anything else is not from here
		if kept, err := os.ReadFile(path); err == nil && isToken(string(kept)) {
			return string(kept)
		}
	}
	token := rand.Text()
	if err := keepToken(path, token); err != nil {
		log.Warn("open pages will have to be opened again after a restart", "err", err)
	}
	return token
}

// keepToken writes a file that was not there: nobody has it open.
func keepToken(path, token string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(token)
	return errors.Join(err, f.Close())
}

// isToken says whether text is one of rand.Text.
func isToken(text string) bool {
	const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	return len(text) >= 26 && strings.Trim(text, base32) == ""
}
