// Package kwin tells which window KWin, the compositor of KDE Plasma, has in
// front of the person.
//
// KWin shows its windows to no Wayland client, but it runs scripts. So a
// script of ours runs inside it, follows the active window, and calls back:
//
//	focusd ── loadScript, run ──▶ org.kde.KWin
//	Watch  ◀── Active(JSON) ───── script.js: activated, caption, full screen
//
// The script calls the unique name of our connection, which nobody can take,
// and only calls of the process that owns org.kde.KWin are believed. One
// script serves KWin 5 and 6, which name the same things differently. It
// outlives whoever loaded it, so it is unloaded at the end and before it is
// loaded; it is loaded again into a KWin that was started anew.
//
// Idleness and locks are not its matter: KWin has Wayland protocols and the
// screen saver's interface for these.
package kwin
