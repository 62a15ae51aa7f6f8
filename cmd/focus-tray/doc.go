// Focus-tray is the icon of focusd in the panel.
//
// On Linux it needs cgo, GTK 3 and Ayatana AppIndicator, and is built with
//
//	go build -tags tray ./cmd/focus-tray
//
// Without the tag it is a program that says so, for which nothing is needed.
package main
