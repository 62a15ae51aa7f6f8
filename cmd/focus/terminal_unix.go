//go:build unix

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// terminalCells is the width of the terminal that f is, 0 if it is none.
func terminalCells(f *os.File) int {
	size, err := unix.IoctlGetWinsize(int(f.Fd()), unix.TIOCGWINSZ)
	if err != nil {
		return 0
	}
	if size.Col == 0 { // a terminal that does not know: a serial line, a test
		return defaultCells
	}
	return int(size.Col)
}
