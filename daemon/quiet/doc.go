// Package quiet puts the desktop on do-not-disturb while a block of work
// counts, and gives back what was there before.
//
// # When
//
// While the timer is in work, and not a moment longer: a pause gives it back
// and going on takes it again, and so do locking the screen and walking away,
// as both pause the block. Overtime gives it back too: what was planned is done,
// the desktop may say so, and what came in meanwhile may be seen; focus extend
// makes work of overtime, and quiet with it. Run passes each snapshot on once
// the desktop is as it should be for it, so that whoever shows notices from
// what it passes on finds the desktop ready to show the end of the work.
//
// # Whose it is
//
// A do-not-disturb that is on already is the person's and is left alone. Else a
// record of what was there goes to disk first, and only then the desktop is
// told. At the end what was there comes back, if the desktop is still as it was
// left: otherwise the person has changed it meanwhile, and the rest of that
// block is theirs. A record that is found at the start with no block running is
// what a crash has left, and is given back at once; with a block running it
// goes on. Of servers that forget with their end, only the one that was told
// is told again.
//
// # How
//
// Whoever owns org.freedesktop.Notifications says what it is called, and that
// decides (desk.go): gnome and xfce have a setting on disk; dunst, mako and an
// older swaync a switch; plasma and swaync count inhibitors, of which one is
// ours and the person's switch stays untouched. Each call has two seconds, and
// none is made by the loop that owns the state.
package quiet
