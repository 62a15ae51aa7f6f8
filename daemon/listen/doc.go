// Package listen opens the listeners of a daemon: the unix socket that only
// its owner can reach, and a TCP port that the machine alone can. What systemd
// has opened for the daemon is used instead of opening it again.
//
// It knows nothing of what is said over them. It is private to this module.
package listen
