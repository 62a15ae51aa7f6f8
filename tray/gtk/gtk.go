//go:build tray || windows

// Package gtk shows the tray in the panel, through the library systray: with
// GTK 3 and Ayatana AppIndicator on Linux, with the system's own calls on
// Windows. It is the only package that knows the library, and on Linux the
// only one that needs cgo; hence the build tag tray.
//
// What the library cannot do, or does to who uses it:
//
//   - Run locks the main goroutine to its thread, never returns before Quit,
//     and works once in a process.
//   - SetIcon keeps the slice it is given after it has returned. Freed, it
//     becomes the picture of something else; see Screen.pictures.
//   - Each SetIcon writes a file to TMPDIR and sends its name to the panel; see
//     tempdir.go.
//   - SetTooltip does nothing on Linux. SetTitle sets the indicator's title,
//     which panels show as a tooltip, and its label, which GNOME and a few
//     others write beside the icon. One text has to do for both. And it does
//     so on whatever thread it is called; see title_unix.go.
//   - Any change to a hidden item shows it; see Screen.apply.
//   - A click on a line with a check mark turns the mark at once, in GTK but
//     not in the library; see Screen.unmark.
//   - A click is dropped when nobody receives it at that instant; see
//     Screen.forward. Items that are disabled are clicked too; tray.Run knows.
//   - Items cannot be removed: the list is fixed. Separators cannot be hidden
//     either; indicator_unix.go asks GTK itself.
//   - The left button opens the menu, and it has nothing for the middle one, nor
//     can an icon of it ask for attention: indicator_unix.go does both.
//   - When the X server dies GTK ends the process with status 1, and nothing
//     here runs any more. When the bus dies GLib sends SIGTERM.
//
// The package is private to this module.
package gtk

import (
	"context"
	"fmt"
	"sync"

	"github.com/getlantern/systray"

	"focusd/tray/icon"
)

// Options is how the screen looks.
type Options struct {
	Theme  icon.Theme
	Size   int  // of the icon, in pixels
	Digits bool // the icon has the minutes in place of the ring
	Brief  bool // the text beside the icon is View.Brief, not View.Label
}

// Main shows an icon and calls run with its screen, until run returns. It must
// be called by the main goroutine, once, after session.Open has found nothing
// missing. It returns after run has.
func Main(ctx context.Context, o Options, run func(context.Context, *Screen)) error {
	removeTemp, err := privateTemp()
	if err != nil {
		return fmt.Errorf("make a folder for icons: %w", err)
	}
	defer removeTemp()

	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()
	settle()
	findIndicator()
	oneIcon()
	systray.Run(func() {
		running.Go(func() {
			defer systray.Quit()
			screen := newScreen(ctx, o, &running)
			run(ctx, screen)
		})
	}, nil)
	return nil
}
