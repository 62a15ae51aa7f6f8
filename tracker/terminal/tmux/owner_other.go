//go:build !unix

package tmux

import "io/fs"

// ownedBy is false: there is no tmux here.
func ownedBy(fs.FileInfo, int) bool { return false }
