//go:build tray || windows

package main

import (
	"flag"
	"fmt"
	"io"

	"focusd/daemon/api"
	"focusd/tray/gtk"
	"focusd/tray/icon"
	"focusd/tray/session"
)

const usage = `usage: focus-tray [--socket path] [--theme auto|light|dark] [--size 22|44] [--digits]

The icon of focusd in the panel. It shows what the timer does and passes on
what is clicked; the timer itself, and the log, are focusd's and go on when the
icon is gone.

  --socket path   where focusd listens (default: $FOCUSD_SOCKET, else
                  focusd/focusd.sock in $XDG_RUNTIME_DIR)
  --theme name    what the panel is like: light, dark, or auto (default) to ask
                  the desktop and use tones for both if it does not say
  --size pixels   side of the icon (default: 44 if GDK_SCALE is 2, else 22)
  --digits        while a block runs, the icon is its minutes: those left, or in
                  flow those so far; the ring where there is no room for them
  --version       print the version

exit status
  0  the person quit, or it was told to (TERM, INT, HUP), or there is no
     desktop to show an icon on: no display, or no D-Bus session bus, which
     is said on stderr
  1  it could not go on; GTK ends it so when the X server is gone
  2  wrong usage, or built without tray support
`

const noSessionHint = "the icon needs a desktop session; the timer does not: try focus start"

// options are the flags.
type options struct {
	socket  string
	named   bool // the socket was given, not the default
	theme   icon.Theme
	size    int
	digits  bool
	version bool
}

// parse reads the flags; flag.ErrHelp means that help is wanted.
func parse(args []string) (o options, err error) {
	flags := flag.NewFlagSet("focus-tray", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // run says it, in the words of the house
	flags.StringVar(&o.socket, "socket", "", "")
	theme := flags.String("theme", "auto", "")
	flags.IntVar(&o.size, "size", session.IconSize(), "")
	flags.BoolVar(&o.digits, "digits", false, "")
	flags.BoolVar(&o.version, "version", false, "")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("it takes no arguments, but got %q", flags.Arg(0))
	}
	if o.size < 16 || o.size > 256 {
		return o, fmt.Errorf("the size %d is not between 16 and 256", o.size)
	}
	if o.named = o.socket != ""; !o.named {
		o.socket = api.DefaultSocket()
	}
	switch *theme {
	case "auto":
		o.theme = session.Theme()
	case "light":
		o.theme = icon.Light
	case "dark":
		o.theme = icon.Dark
	default:
		return o, fmt.Errorf("the theme %q is none of auto, light and dark", *theme)
	}
	return o, nil
}

// environment is the one for a focusd that the tray starts: it is to listen
// where the tray looks.
func (o options) environment(env []string) []string {
	if o.named {
		env = append(env, "FOCUSD_SOCKET="+o.socket)
	}
	return env
}

func (o options) look() gtk.Options {
	return gtk.Options{Theme: o.theme, Size: o.size, Digits: o.digits, Brief: session.LabelsBeside()}
}
