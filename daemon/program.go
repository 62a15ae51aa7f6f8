package daemon

import (
	"fmt"
	"os"
)

// program tells this program from every other that a person may have installed
// before: a commit alone does not, while somebody works on it.
func (o Options) program() string {
	info, err := os.Stat(o.Self)
	if err != nil {
		return o.Version
	}
	return fmt.Sprintf("%s %d %d", o.Version, info.Size(), info.ModTime().UnixNano())
}
