// Package newcomer notices that a desktop has begun: a compositor, an X server
// or a session bus comes with a socket, in a folder that is known beforehand.
//
// So nobody need look again and again whether there is something to watch, and
// a daemon on a machine without a desktop sleeps until there is one.
package newcomer
