// Package tray is the tray icon as a function: the status of the daemon goes
// in, pictures, words and a menu come out.
//
//	focusd ──stream──▶ Run ──Render──▶ View ──Show──▶ Screen
//	focusd ◀─request── Run ◀───────── ItemID ◀─Clicks─ Screen
//
// The tray decides nothing. A click becomes a request to the daemon and leaves
// the menu as it is; the menu changes when the daemon reports its new state,
// to the tray as to everybody else. So the tray, the command line and the page
// can never disagree, and a request that is refused needs no undoing.
//
// The daemon reports changes only. Between them Render counts down from the
// instants in the status, and says when it would next give a different answer:
// at a full minute, a step of the ring, the end of the time to undo. Run sleeps
// until then.
//
// What the person wants to do today comes by another way: the stream says only
// that it is another one, and Run asks for it. It asks again where time alone
// changes the answer: each minute of a break, into which less and less fits, and
// after some minutes of activity, which count for time blocks and habits.
//
// The menu is a fixed list whose items change their titles and hide. Panels
// cannot remove items, and one that is rebuilt while it is open jumps or closes.
//
// Nothing here knows the library that draws; that is package gtk, behind the
// interface Screen. The package is private to this module.
package tray
