// Package session looks at the desktop session before the tray does: whether
// there is one at all, whether its panel is dark, whether it writes text
// beside icons.
//
// GTK ends the whole process with a line of its own when it cannot open a
// display, and GLib starts a stray bus when it is told of none. So both are
// tried here first, where a failure is an error with words of ours.
//
// The package is private to this module.
package session
