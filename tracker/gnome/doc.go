// Package gnome tells what GNOME Shell has in front of the person, and for how
// long there was no input.
//
// GNOME shows its windows to nobody but extensions of the shell. So there is
// one of ours, a hundred lines, which tells the window that has the focus:
//
//	Extension ── files, enable ──▶ GNOME Shell, from the next login on
//	Source    ◀── Get, Changed ─── extension: focus, title, full screen
//	Idle      ◀── WatchFired ───── Mutter's idle monitor; needs no extension
//
// It is one class in two wrappings, as GNOME 45 made modules of all extensions
// and neither kind loads as the other. While the screen is locked the shell
// switches extensions off, which is how nothing comes to be in front.
//
// Where two extensions of other people are there instead, they are asked every
// ten seconds: they cannot be relied upon to tell of changes.
package gnome
