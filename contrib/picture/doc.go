// Picture takes the pictures of the page that the README shows, and others to
// look at while one works on the page:
//
//	cd contrib/picture && go run .            page.png, look.png and the dark ones, anew
//	cd contrib/picture && go run . --all DIR  every page, light and dark, wide and narrow
//	cd contrib/picture && go run . --keep     the daemon stays; its page is told
//
// A real focusd runs in a home of its own, on a month that is made up (package
// focusd/contrib/month), before an X server that nobody sees; a real Chromium
// without a window goes there by a link of focus open. The pictures have no more
// colours than a palette can hold, so that they are small.
//
// It needs chromium, Xvfb, openbox and xterm. It is a module of its own: the
// program knows nothing of a browser.
package main
