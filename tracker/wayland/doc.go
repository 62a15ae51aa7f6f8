// Package wayland tells which window a Wayland compositor has in front of the
// person, and for how long there was no input.
//
// Wayland itself says neither. Compositors of the wlroots family (sway,
// Hyprland, labwc, river, niri, phoc) tell of all windows by the protocol
// zwlr_foreign_toplevel_manager_v1; most others, KWin among them, keep windows
// to themselves and only tell of idleness, by ext_idle_notifier_v1 or the older
// org_kde_kwin_idle. What a compositor offers is found out by asking it; a
// report has the facts that it offers, and Probe says why others are missing.
//
//	               one goroutine (Watch)
//	compositor ──▶ one read, all messages ──▶ what is stale ──▶ settled ──▶ emit
//	sway's IPC ◀── once for each window, for its process
//
// It waits and never polls. A switch of windows is several messages, in an
// order that differs between compositors, so a change is told when it is 50 ms
// old, stamped with the moment it came about. Idleness is an absence of
// messages, so the compositor counts: one timeout of a few seconds, so that
// the last input is always known well enough, and one of the threshold.
//
// A locker takes the focus from every window: nothing is in front then. That
// the screen is locked is not known here.
package wayland
