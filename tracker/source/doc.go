// Package source chooses who says what is in front of the person, for how long
// there was no input, and whether the screen is locked.
//
// No desktop says all of it through one door, and no two desktops have the same
// doors. So each fact has candidates, in the order of how much they can be
// trusted; which of them serve is found out by trying, never by what the
// environment claims. A candidate that fails says why, and is tried again
// later; one that ends, because its compositor did, hands over to the next.
//
//	wayland  kwin  gnome  x11  tmux  tty     windows and idleness: the first
//	                                         that can tell, each fact apart
//	logind  screensaver  media               lock and evidence: whatever any of
//	                                         them says
//	        └──────┬──────┘
//	           Choice ──▶ tracker.Sample ──▶ engine
//
// What nobody can tell is not known, and the log says so: it never guesses.
package source
