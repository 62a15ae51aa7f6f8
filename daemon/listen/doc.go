// Package listen opens the listeners of a daemon: the unix socket that only
// its owner can reach, and TCP ports that the machine alone can, unless it was
// said to be otherwise. What systemd has opened for the daemon is used instead of
// opening it again.
//
// It knows nothing of what is said over them. It is private to this module.
package listen
