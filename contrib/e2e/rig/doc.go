// Package rig is a user's machine in a folder: a home, a display, a bus, a
// panel, windows, and focusd's own programs on them. Everything it starts has
// a pid and ends with Close, nothing touches the real session, and any number
// of machines can stand side by side.
//
//	m, err := rig.New(programs, dir)
//	defer m.Close()
//	err = m.StartDisplay(ctx) // Xvfb and a window manager
//	err = m.StartBus(ctx)     // after the display: what the bus starts, sees it
//	d, err := m.StartDaemon(ctx)
//	out := m.Focus(ctx, "start", "25/5")
//
// It serves the end-to-end tests, the measurements and the pictures, and nothing
// else.
package rig
