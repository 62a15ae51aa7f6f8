//go:build !unix

package main

import "os"

// terminalCells is the width of the terminal that f is, 0 if it is none or
// cannot be asked: then there is no colour either.
func terminalCells(*os.File) int { return 0 }
