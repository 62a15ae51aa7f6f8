//go:build tray && unix

package gtk

import (
	"errors"
	"image"
	"syscall"

	"focusd/tray/icon"
)

// tempVariable says where the library writes its files.
const tempVariable = "TMPDIR"

// alive reports whether there is a process with that id, of whomever.
func alive(pid int) bool {
	return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH)
}

func encode(img image.Image, _ int) []byte { return icon.PNG(img) }

func escape(title string) string { return title }

// tooltip is not shown here.
func tooltip(text string) string { return text }
