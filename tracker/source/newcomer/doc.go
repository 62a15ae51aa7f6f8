// Package newcomer notices that a person may have come: a compositor, an X
// server or a bus comes with a socket, somebody at a terminal with its device,
// all in folders that are known beforehand; a desktop takes its name on the
// session bus.
//
// So nobody need look again and again whether there is something to watch, and
// a daemon on a machine without a desktop sleeps until there is one.
package newcomer
