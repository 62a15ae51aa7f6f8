// Package server answers the protocol of package api from an engine and a
// store. It decides nothing: it checks who asks (guard.go), finds the route
// (the table in server.go), asks the engine, and translates.
//
// One [Server] has two doors. The unix socket is private to its owner, and
// everything may be done through it. Loopback is open to every user and every
// web page of the machine, and is guarded. What a request may do depends on
// its door alone.
//
// Nothing here is meant for use outside this module; its API is not stable.
package server
