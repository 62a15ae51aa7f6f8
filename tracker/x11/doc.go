// Package x11 tells which window an X server has in front of the person, and
// for how long there was no input.
//
// It waits and never polls. The window manager keeps _NET_ACTIVE_WINDOW on the
// root window; the server reports every change of it, and every change of the
// active window's title. Idleness is an absence of events, so the server is
// asked to count: two alarms of the SYNC extension, on its counter IDLETIME,
// say when the threshold is crossed and when the person is back. How long the
// input has been missing is read from MIT-SCREEN-SAVER along with every sample.
//
//	          one goroutine (Watch)
//	server ──▶ events ──▶ what is stale ──▶ one write, all requests
//	                                        one read, all replies ──▶ emit
//
// The package speaks the protocol itself: a dozen requests, sent together in
// one write and answered together, from the goroutine that emits. A general
// client hands every request and every reply from goroutine to goroutine, and
// each handing over is a context switch that the machine pays for all day.
//
// A switch of windows is several events within 2 ms, and its answers come one by
// one: so the thread naps, where naps are cheap, and reads them together.
//
// Whether the screen is locked is not known to an X server (a locker is a
// window like others), so samples are never Locked: the lock comes from logind.
// Under Wayland only the windows of XWayland are seen.
package x11
