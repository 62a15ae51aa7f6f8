// Package traytest is a daemon for the tests of the tray: it speaks the
// protocol and records what it is asked, but has no timer.
package traytest
