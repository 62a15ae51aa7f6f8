//go:build !tray && !windows

package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "focus-tray: error: built without tray support")
	fmt.Fprintln(os.Stderr, "focus-tray: hint: build with -tags tray; it needs libayatana-appindicator3-dev")
	os.Exit(2)
}
