//go:build tray || windows

package gtk

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// folderPrefix is followed by the process id, a dash and something random.
const folderPrefix = "focus-tray-"

// privateTemp gives this process a folder of its own for temporary files, into
// which the library writes icons. The library removes the last one when it
// quits, but not when it is killed; so folders that such an end has left
// behind are removed at the next start.
func privateTemp() (remove func(), err error) {
	base := os.Getenv("XDG_RUNTIME_DIR") // in memory, and nobody else's
	if !filepath.IsAbs(base) {
		base = os.TempDir()
	}
	removeAbandoned(base)
	folder, err := os.MkdirTemp(base, fmt.Sprintf("%s%d-*", folderPrefix, os.Getpid()))
	if err != nil {
		return nil, err
	}
	if err := os.Setenv(tempVariable, folder); err != nil {
		return nil, err
	}
	return func() { os.RemoveAll(folder) }, nil
}

// removeAbandoned removes the folders of processes that are no more. That of
// somebody else cannot be removed, which is as it should be.
func removeAbandoned(base string) {
	folders, err := filepath.Glob(filepath.Join(base, folderPrefix+"*"))
	if err != nil {
		return // base is not a pattern that can be matched
	}
	for _, folder := range folders {
		number, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(folder), folderPrefix), "-")
		if pid, err := strconv.Atoi(number); err == nil && !alive(pid) {
			os.RemoveAll(folder)
		}
	}
}
