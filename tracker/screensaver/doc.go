// Package screensaver tells whether the screen is locked, as far as the
// desktop's own screen saver says so on the session bus.
//
// The desktops share an interface, GetActive and ActiveChanged, but each has a
// name of its own for it. All of them are listened to; they come and go, some
// only with the first lock, and none is started by asking.
//
// Active may mean a blanked screen that needs no password. Nobody works in
// front of one either, so it counts as locked.
package screensaver
