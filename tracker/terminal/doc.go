// Package terminal answers: what runs in a terminal, when all that a desktop
// says is that a terminal is in front, and when there is no desktop at all?
//
//	Inside   the program in a terminal's window, whose process a source knows
//	Tmux     a source: the pane that the person attached to tmux sees
//	TTY      a source, the last resort: where the person logged in on a console or
//	         over ssh
//
// All three ask the kernel the same question. A terminal runs programs on a
// pty; a pty has one process group in its foreground, which is named in the
// stat file of every process on it; the leader of that group is the program.
//
//	xterm ── bash ── vim
//	         │ tty 34816, foreground group 4711 ──▶ /proc/4711: vim
//
// From there the way may go on: through sudo and its like to what they run, and
// through a client of tmux to the pane it shows.
//
// A shell at its prompt is nobody's work, so the log keeps the terminal's name
// for it. Of what a program was told to do nothing is read but the name of the
// script it runs: arguments hold secrets.
package terminal
