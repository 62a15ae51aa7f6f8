// Package desktop speaks to the person through the desktop: a notification at
// the end of work and at the end of a break, with buttons that do what comes
// next.
//
// What to say is a pure function of two snapshots (notice.go). Saying it is one
// long-lived connection to the session bus (bus.go), because buttons answer
// only the connection that showed them. A desktop without a bus or without a
// notification server is an ordinary state: the tray and the command line say
// the same things, and the next notice tries again.
package desktop
