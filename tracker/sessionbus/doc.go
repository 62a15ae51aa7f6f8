// Package sessionbus connects to the bus of the person's desktop for those that
// listen to one service on it.
//
// Three things go wrong with a plain connection, and do not with this one:
//
//   - A bus that is not there is not started. godbus would, and leave a daemon
//     behind that nobody asked for.
//   - A service that is not there is not started, and one that hangs holds up
//     nobody for longer than a call may take.
//   - Who owns a name is heard from the bus, and from nobody else: anybody may
//     send us a signal that looks like it.
//
// A bus is no adapter: it knows of no desktop, and those of a desktop may use
// it.
package sessionbus
